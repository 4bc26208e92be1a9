"""What one enumerator has to visit: her villages but for households given to others, and those given to her."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, false, or_

from server.services.ingest.types import Assigned
from server.store.tables import Household, HouseholdAssignment

HOUSEHOLD, PART = Household.__table__, HouseholdAssignment.__table__


@dataclass(frozen=True, slots=True)
class Share:
    """What she has in one round: whole villages, and assignments of single households, by village."""

    round_id: str
    whole: Mapping[str, Assigned]
    parts: tuple[Assigned, ...]

    @property
    def villages(self) -> list[str]:
        """Every village in which she has a household."""
        return list(dict.fromkeys([*self.whole, *(one.village_code for one in self.parts)]))


@dataclass(frozen=True, slots=True)
class Work:
    """Assignments that count, `household_id` where only one household is meant, whoever has it."""

    assignments: tuple[Assigned, ...]
    household_id: str | None = None

    def __bool__(self) -> bool:
        return bool(self.assignments)

    def shares(self) -> list[Share]:
        """What she has, round by round."""
        rounds = dict.fromkeys(one.round_id for one in self.assignments)
        return [self._share(round_id) for round_id in rounds]

    def _share(self, round_id: str) -> Share:
        own = [one for one in self.assignments if one.round_id == round_id]
        whole = {one.village_code: one for one in own if not one.is_part}
        return Share(round_id, whole, tuple(one for one in own if one.is_part))

    def places(self) -> dict[str, Assigned]:
        """By village: the assignment a household newly found there comes under."""
        found: dict[str, Assigned] = {}
        for one in self.assignments:
            if one.village_code not in found or not one.is_part:
                found[one.village_code] = one
        return found

    def is_hers(self, share: Share) -> ColumnElement[bool]:
        """The rule of `server.domain.assignments.find_holder` as SQL, beside `given_apart`."""
        if self.household_id is not None:
            return HOUSEHOLD.c.household_id == self.household_id
        of_village = and_(PART.c.assignment_id.is_(None), HOUSEHOLD.c.village_code.in_(list(share.whole)))
        by_itself = PART.c.assignment_id.in_([one.assignment_id for one in share.parts]) if share.parts else false()
        return or_(of_village, by_itself)


def work_of(assignments: Iterable[Assigned]) -> Work:
    """Of two rounds that have a village, the later one in the order given counts there."""
    listed = tuple(assignments)
    counts = {one.village_code: one.round_id for one in listed}
    return Work(tuple(one for one in listed if counts[one.village_code] == one.round_id))


def given_apart(round_id: str) -> Any:
    """The join of a household with its own assignment; a household that has moved on is its new village's."""
    return and_(
        PART.c.household_id == HOUSEHOLD.c.household_id,
        PART.c.round_id == round_id,
        PART.c.village_code == HOUSEHOLD.c.village_code,
        PART.c.ended_by.is_(None),
    )
