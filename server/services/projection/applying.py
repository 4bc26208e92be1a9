"""What every projection gets, and the small statements several of them share."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Protocol

from sqlalchemy import Connection, bindparam, insert, update

from server.areas.sorting import sort_key
from server.forms.read import CompiledForm
from server.standards.packs import PackStore, RoundStandard
from server.store.tables import EntityVersion, Household, Member, Village
from sync.log.prepared import Prepared
from sync.records import Record

HOUSEHOLD = Household.__table__
MEMBER = Member.__table__
ENTITY = EntityVersion.__table__
VILLAGE = Village.__table__

_bump_village = Prepared(
    update(VILLAGE)
    .where(VILLAGE.c.code == bindparam("b_code"))
    .values(change_count=VILLAGE.c.change_count + bindparam("by"))
)
_insert_entity = Prepared(insert(ENTITY))
_insert_member = Prepared(insert(MEMBER))


class Forms(Protocol):
    """The part of a node projections read: packs, compiled forms, rules and look-backs of rounds by id."""

    packs: PackStore
    rules: dict[str, Any]
    look_backs: dict[str, Any]
    rounds_of: dict[tuple[str, str], Any]

    def form(self, connection: Connection, form_id: str, version: str) -> CompiledForm | None:
        """The compiled form version."""

    def round_standard(self, connection: Connection, entry: Mapping[str, Any]) -> RoundStandard:
        """A round's entry with the data it was opened with."""


@dataclass(slots=True)
class Applying:
    """One record on its way into the tables; `worked` is what live intake computed already.

    `now` is the moment of projecting, `received_at` the moment the record came to this node: they differ for what was
    held. `payload` is None where it was erased. `flags_before`: of a form that is only folded again, what it was
    flagged with when it came: its sender may have left since, and its round be closed.
    """

    connection: Connection
    node: Forms
    record: Record
    payload: Any
    now: dt.datetime
    worked: Any = None
    received_at: dt.datetime = dt.datetime.min
    flags_before: Collection[str] | None = None

    def __post_init__(self) -> None:
        if self.received_at is dt.datetime.min:
            self.received_at = self.now

    def bump_village(self, code: str) -> None:
        """Lists of this village's enumerators have changed."""
        bump_villages(self.connection, {code: 1})

    def add_version(self, household_id: str, version: int, **how: Any) -> None:
        """Note how an entity version came to be (edge state of this node)."""
        insert_versions(self.connection, [version_row(household_id, version, self.record.digest) | how])

    def insert_members(self, household_id: str, members: Sequence[dict[str, Any]]) -> None:
        """Insert people as {no, person_id, state, facts}."""
        insert_members(self.connection, {household_id: members})


def bump_villages(connection: Connection, counts: Mapping[str, int]) -> None:
    """Lists of these villages' enumerators have changed so many times."""
    _bump_village.run_many(connection, [{"b_code": code, "by": count} for code, count in counts.items()])


def version_row(household_id: str, version: int, digest: str) -> dict[str, Any]:
    """An entity version that a record made."""
    return {
        "household_id": household_id,
        "version": version,
        "record_digest": digest,
        "conflict": "none",
        "changed": {},
    }


def insert_versions(connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows of `version_row`."""
    _insert_entity.run_many(connection, rows)


def insert_members(connection: Connection, people: Mapping[str, Sequence[dict[str, Any]]]) -> None:
    """Insert people of households, each as {no, person_id, state, facts}."""
    rows = [{"household_id": household_id, **one} for household_id, found in people.items() for one in found]
    _insert_member.run_many(connection, rows)


def heads_after(applying: Applying, heads: Sequence[str], followed: Collection[str] | None = None) -> list[str]:
    """A household's heads once this record is added: what it follows is no head any more."""
    if followed is None:
        followed = {one for digests in applying.record.envelope.follows.values() for one in digests}
    return sorted({*(one for one in heads if one not in followed), applying.record.digest})


def split_member(facts: dict[str, Any]) -> dict[str, Any]:
    """Member facts as JSON to the row of the table."""
    own = {name: value for name, value in facts.items() if name not in ("no", "person_id")}
    return {"no": facts["no"], "person_id": facts["person_id"], "state": own.get("state", "in"), "facts": own}


@lru_cache(maxsize=4096)
def person_sort_key(name: str) -> bytes:
    """People sort by given name (the last word) first."""
    return sort_key(name, is_person=True)


def parse_moment(text: str) -> dt.datetime | None:
    """A device's time as it claims it, UTC; None where it cannot be read. It never decides who wins."""
    try:
        moment = dt.datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment.astimezone(dt.UTC) if moment.tzinfo else None


__all__ = [
    "ENTITY",
    "HOUSEHOLD",
    "MEMBER",
    "VILLAGE",
    "Applying",
    "bump_villages",
    "heads_after",
    "insert_members",
    "insert_versions",
    "parse_moment",
    "person_sort_key",
    "split_member",
    "version_row",
]
