"""Villages, households, members, and the recognised status that comes from decisions only (R1)."""

from __future__ import annotations

from typing import Any

from sqlalchemy import insert, select, update

from server.areas.sorting import sort_key
from server.store.tables import Area

from .applying import HOUSEHOLD, MEMBER, VILLAGE, Applying, person_sort_key, split_member
from .rounds import open_cases

AREA = Area.__table__


def villages_registered(applying: Applying) -> None:
    """Villages of a commune."""
    area_code = applying.payload["area_code"]
    applying.connection.execute(
        insert(VILLAGE),
        [
            {
                "code": one["code"],
                "area_code": area_code,
                "name": one["name"],
                "sort_key": sort_key(one["name"]),
                "change_count": 0,
            }
            for one in applying.payload["villages"]
        ],
    )


def household_registered(applying: Applying) -> None:
    """A household enters the registry from an import or the office."""
    payload = applying.payload
    insert_household(applying, payload["household_id"], payload, payload["facts"])
    applying.add_version(payload["household_id"], 1)
    applying.bump_village(payload["village_code"])
    open_cases(applying, [payload["household_id"]])


def insert_household(applying: Applying, household_id: str, place: dict[str, Any], facts: dict[str, Any]) -> None:
    """Insert the household's row and its people; `place` has code, village_code and head_name."""
    connection = applying.connection
    area = connection.execute(
        select(VILLAGE.c.area_code, AREA.c.area_kind)
        .join(AREA, AREA.c.code == VILLAGE.c.area_code)
        .where(VILLAGE.c.code == place["village_code"])
    ).one()
    connection.execute(
        insert(HOUSEHOLD),
        {
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
            "heads": [applying.record.digest],
            "state": "active",
            "has_conflict": False,
            "entity_version": 1,
            "updated_at": applying.now,
        },
    )
    applying.insert_members(household_id, [split_member(one) for one in facts["members"]])


def household_corrected(applying: Applying) -> None:
    """The office changes facts: one entity version more, so that every tablet takes it over."""
    payload = applying.payload
    connection = applying.connection
    row = connection.execute(select(HOUSEHOLD).where(HOUSEHOLD.c.household_id == payload["household_id"])).one()
    facts = {**row.facts, **payload["facts"]}
    connection.execute(
        update(HOUSEHOLD)
        .where(HOUSEHOLD.c.household_id == row.household_id)
        .values(
            facts={name: value for name, value in facts.items() if value is not None},
            head_name=payload.get("head_name") or row.head_name,
            sort_key=person_sort_key(payload.get("head_name") or row.head_name),
            entity_version=row.entity_version + 1,
            heads=heads_after(applying, row.heads),
            updated_at=applying.now,
        )
    )
    applying.add_version(row.household_id, row.entity_version + 1, changed=payload["facts"])
    applying.bump_village(row.village_code)


def heads_after(applying: Applying, heads: list[str]) -> list[str]:
    """A household's heads once this record is added: what it follows is no head any more."""
    followed = {one for digests in applying.record.envelope.follows.values() for one in digests}
    return sorted({*(one for one in heads if one not in followed), applying.record.digest})


def status_imported(applying: Applying) -> None:
    """Last year's recognised status and assessed class, by value with the decision they rest on."""
    payload = applying.payload
    connection = applying.connection
    row = connection.execute(
        select(HOUSEHOLD.c.entity_version, HOUSEHOLD.c.village_code, HOUSEHOLD.c.heads).where(
            HOUSEHOLD.c.household_id == payload["household_id"]
        )
    ).one()
    connection.execute(
        update(HOUSEHOLD)
        .where(HOUSEHOLD.c.household_id == payload["household_id"])
        .values(
            recognised=payload["recognised"],
            last_assessed=payload["assessed"],
            entity_version=row.entity_version + 1,
            heads=heads_after(applying, row.heads),
        )
    )
    applying.add_version(payload["household_id"], row.entity_version + 1)
    applying.bump_village(row.village_code)


__all__ = ["MEMBER", "heads_after", "household_corrected", "household_registered", "insert_household"]
