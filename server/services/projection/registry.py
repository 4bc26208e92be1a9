"""Households, members, and the recognised status that comes from decisions only (R1)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select, update

from server.store.tables import Area
from sync.log.prepared import Prepared

from .applying import HOUSEHOLD, MEMBER, VILLAGE, Applying, heads_after, person_sort_key, split_member
from .figures import status_changed
from .imports import note_new, note_status
from .rounds import open_cases_of

AREA = Area.__table__
_area_of = Prepared(
    select(VILLAGE.c.area_code, AREA.c.area_kind)
    .join(AREA, AREA.c.code == VILLAGE.c.area_code)
    .where(VILLAGE.c.code == bindparam("code"))
)
_household = Prepared(select(HOUSEHOLD).where(HOUSEHOLD.c.household_id == bindparam("id")))
_insert_household = Prepared(insert(HOUSEHOLD))


def household_registered(applying: Applying) -> None:
    """A household enters the registry from an import or the office; nothing is left of an erased one."""
    payload = applying.payload
    if payload is None:
        return
    insert_household(applying, payload["household_id"], payload, payload["facts"])
    applying.add_version(payload["household_id"], 1)
    applying.bump_village(payload["village_code"])
    open_cases_of(applying, payload["household_id"])
    note_new(applying)


def insert_household(
    applying: Applying,
    household_id: str,
    place: dict[str, Any],
    facts: dict[str, Any],
    source_instance: str | None = None,
) -> None:
    """Insert the household's row and its people; `place` has code, village_code and head_name."""
    area = find_area(applying.connection, place["village_code"])
    row = household_row(household_id, place, facts, area)
    made = {"source_instance": source_instance, "heads": [applying.record.digest], "updated_at": applying.now}
    insert_households(applying.connection, [row | made])
    applying.insert_members(household_id, [split_member(one) for one in facts["members"]])


def find_area(connection: Connection, village_code: str) -> Any:
    """The commune of a village (area_code, area_kind)."""
    return _area_of.first(connection, {"code": village_code})


def household_row(household_id: str, place: dict[str, Any], facts: dict[str, Any], area: Any) -> dict[str, Any]:
    """A new household's row; its heads and the moment are the caller's."""
    return {
        "household_id": household_id,
        "code": place["code"],
        "area_code": area.area_code,
        "village_code": place["village_code"],
        "head_name": place["head_name"],
        "sort_key": person_sort_key(place["head_name"]),
        "area_kind": area.area_kind,
        "member_count": len(facts["members"]),
        "facts": facts["household"],
        "recognised": {},
        "last_assessed": {},
        "exceptions": [],
        "state": "active",
        "has_conflict": False,
        "source_instance": None,
        "entity_version": 1,
    }


def insert_households(connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows of `household_row`."""
    _insert_household.run_many(connection, rows)


def household_corrected(applying: Applying) -> None:
    """The office changes facts; None removes one."""
    payload = applying.payload
    row = find_household(applying, applying.record.envelope.subjects[0])
    if payload is None or row is None:
        touch_household(applying, row)
        return
    facts = {name: value for name, value in {**row.facts, **payload["facts"]}.items() if value is not None}
    head_name = payload.get("head_name") or row.head_name
    values = {"facts": facts, "head_name": head_name, "sort_key": person_sort_key(head_name)}
    _correct_members(applying, row.household_id, payload.get("members", ()))
    touch_household(applying, row, changed=payload["facts"], **values)


def _correct_members(applying: Applying, household_id: str, members: Sequence[Mapping[str, Any]]) -> None:
    """Facts of people by their number; None removes one."""
    for one in members:
        where = (MEMBER.c.household_id == household_id, MEMBER.c.no == one["no"])
        row = applying.connection.execute(select(MEMBER.c.facts, MEMBER.c.state).where(*where)).first()
        if row is None:
            continue
        changed = {name: value for name, value in one.items() if name not in ("no", "person_id")}
        facts = {name: value for name, value in {**row.facts, **changed}.items() if value is not None}
        state = facts.get("state", row.state)
        applying.connection.execute(update(MEMBER).where(*where).values(facts=facts, state=state))


def status_imported(applying: Applying) -> None:
    """Last year's recognised status and assessed class, by value with the decision they rest on."""
    payload = applying.payload
    row = find_household(applying, payload["household_id"])
    note_status(applying, row)
    touch_household(applying, row, recognised=payload["recognised"], last_assessed=payload["assessed"])
    status_changed(applying, payload["household_id"], payload["recognised"])


def find_household(applying: Applying, household_id: str) -> Any:
    """The household's row, or None."""
    return _household.first(applying.connection, {"id": household_id})


def touch_household(applying: Applying, row: Any, changed: dict[str, Any] | None = None, **values: Any) -> None:
    """A record about a household: new heads, one entity version more, so that every tablet takes its row over."""
    if row is None:
        return
    values |= {
        "heads": heads_after(applying, row.heads),
        "entity_version": row.entity_version + 1,
        "updated_at": applying.now,
    }
    _touch(tuple(sorted(values))).run(applying.connection, {**values, "b_id": row.household_id})
    applying.add_version(row.household_id, row.entity_version + 1, changed=changed or {})
    applying.bump_village(row.village_code)


@lru_cache(maxsize=64)
def _touch(names: tuple[str, ...]) -> Prepared:
    """The update of these columns: few sets of them occur, and an import runs one tens of thousands of times."""
    where = HOUSEHOLD.c.household_id == bindparam("b_id")
    return Prepared(update(HOUSEHOLD).where(where).values({name: bindparam(name) for name in names}))


__all__ = [
    "MEMBER",
    "find_area",
    "find_household",
    "household_corrected",
    "household_registered",
    "household_row",
    "insert_household",
    "insert_households",
    "touch_household",
]
