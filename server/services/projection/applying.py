"""What every projection gets, and the small statements several of them share."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from sqlalchemy import Connection, bindparam, insert, select, update

from server.areas.sorting import sort_key
from server.forms.read import CompiledForm, FactReader
from server.standards.packs import PackStore
from server.store.tables import EntityVersion, Household, Member, Village
from sync.records import Record

HOUSEHOLD = Household.__table__
MEMBER = Member.__table__
ENTITY = EntityVersion.__table__
VILLAGE = Village.__table__

_bump_village = (
    update(VILLAGE).where(VILLAGE.c.code == bindparam("b_code")).values(change_count=VILLAGE.c.change_count + 1)
)
_insert_entity = insert(ENTITY)
_insert_member = insert(MEMBER)


class Forms(Protocol):
    """The part of a node projections read: packs, compiled forms, typed facts."""

    packs: PackStore
    facts: FactReader

    def form(self, connection: Connection, form_id: str, version: str) -> CompiledForm | None:
        """The compiled form version."""


@dataclass(slots=True)
class Applying:
    """One record on its way into the tables; `worked` is what live intake computed already."""

    connection: Connection
    node: Forms
    record: Record
    payload: Any
    now: dt.datetime
    worked: Any = None

    def bump_village(self, code: str) -> None:
        """Lists of this village's enumerators have changed."""
        self.connection.execute(_bump_village, {"b_code": code})

    def add_version(self, household_id: str, version: int, **how: Any) -> None:
        """Note how an entity version came to be (edge state of this node)."""
        values = {
            "household_id": household_id,
            "version": version,
            "branch_id": None,
            "branch_base": None,
            "record_digest": self.record.digest,
            "conflict": "none",
            "changed": {},
            **how,
        }
        self.connection.execute(_insert_entity, values)

    def insert_members(self, household_id: str, members: Sequence[dict[str, Any]]) -> None:
        """Insert people as {no, person_id, state, facts}."""
        if members:
            self.connection.execute(_insert_member, [{"household_id": household_id, **one} for one in members])


def split_member(facts: dict[str, Any]) -> dict[str, Any]:
    """Member facts as JSON to the row of the table."""
    own = {name: value for name, value in facts.items() if name not in ("no", "person_id")}
    return {"no": facts["no"], "person_id": facts["person_id"], "state": own.get("state", "in"), "facts": own}


def person_sort_key(name: str) -> bytes:
    """People sort by given name (the last word) first."""
    return sort_key(name, is_person=True)


__all__ = ["ENTITY", "HOUSEHOLD", "MEMBER", "VILLAGE", "Applying", "person_sort_key", "select", "split_member"]
