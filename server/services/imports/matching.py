"""Is a household of a list one that is here? Only where nothing else fits; else it is new, for a person to see."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, exists, select

from server.domain.imports.folding import tidy
from server.domain.imports.households import ListedHousehold
from server.store.tables import Household, ImportEffect, Member

HOUSEHOLD, MEMBER, EFFECT = Household.__table__, Member.__table__, ImportEffect.__table__


@dataclass(slots=True)
class Known:
    """Active households by commune, village and head; `birth_years` of their first person."""

    rows: dict[tuple[str, str, str], list[Any]] = field(default_factory=lambda: defaultdict(list))

    def find(self, one: ListedHousehold) -> Any:
        """The one household of this village with this head, whose year of birth does not say otherwise; else None."""
        same = [row for row in self.rows.get(one.key, ()) if _agrees(row.birth_year, one.birth_year)]
        return same[0] if len(same) == 1 else None


@dataclass(frozen=True, slots=True)
class _Here:
    household_id: str
    birth_year: int | None
    recognised: dict[str, Any]
    last_assessed: dict[str, Any]


def read_known(connection: Connection, areas: Collection[str], without: str = "") -> Known:
    """The active households of these communes, but for those that the import `without` has made itself."""
    made = exists().where(
        EFFECT.c.household_id == HOUSEHOLD.c.household_id, EFFECT.c.import_id == without, EFFECT.c.is_new
    )
    query = (
        select(
            HOUSEHOLD.c.household_id,
            HOUSEHOLD.c.area_code,
            HOUSEHOLD.c.village_code,
            HOUSEHOLD.c.head_name,
            HOUSEHOLD.c.recognised,
            HOUSEHOLD.c.last_assessed,
            MEMBER.c.facts,
        )
        .outerjoin(MEMBER, (MEMBER.c.household_id == HOUSEHOLD.c.household_id) & (MEMBER.c.no == 1))
        .where(HOUSEHOLD.c.area_code.in_(list(areas)), HOUSEHOLD.c.state == "active", ~made)
    )
    known = Known()
    for row in connection.execute(query):
        here = _Here(row.household_id, (row.facts or {}).get("birth_year"), row.recognised, row.last_assessed)
        known.rows[row.area_code, row.village_code, tidy(row.head_name).casefold()].append(here)
    return known


def _agrees(one: int | None, other: int | None) -> bool:
    return one is None or other is None or one == other
