"""Checks of a household's answers, within a form and against last year's. Each gives findings, none refuses. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence

from . import check_house, check_people, check_visit, check_years
from .facts import HouseholdFacts
from .findings import BLOCK, WARN, Finding
from .previous import Previous

Check = Callable[[HouseholdFacts, Previous], Iterator[Finding]]
WITHIN: tuple[Check, ...] = (
    check_visit.check_notice,
    check_people.check_head,
    check_people.check_births,
    check_people.check_schooling,
    check_people.check_work,
    check_people.check_identifiers,
    check_people.check_leavers,
    check_house.check_size,
    check_house.check_materials,
    check_house.check_power,
)
OF_YEARS: tuple[Check, ...] = (check_years.check_area, check_years.check_persons, check_years.check_place)
RANK = {"poor": 0, "near_poor": 1, "not_poor": 2}


def check_household(facts: HouseholdFacts, previous: Previous) -> list[Finding]:
    """Run every check that applies; only a completed visit has answers to check (R9)."""
    return [*check_within(facts, previous.reference_on), *check_against(facts, previous)]


def check_within(facts: HouseholdFacts, reference_on: dt.date) -> list[Finding]:
    """The checks that need nothing but the answers and the round's date."""
    outcome = facts.household.get("visit_outcome")
    if outcome is None:
        return [Finding("no_outcome", BLOCK, "visit_outcome")]
    if outcome != "completed":
        return list(check_visit.check_outcome(facts))
    alone = Previous(None, reference_on)
    return [finding for check in WITHIN for finding in check(facts, alone)]


def check_against(facts: HouseholdFacts, previous: Previous) -> list[Finding]:
    """The checks against last year's answers; of these `check_years.READ` is all that is read."""
    if facts.household.get("visit_outcome") != "completed":
        return []
    return [finding for check in OF_YEARS for finding in check(facts, previous)]


def check_leaps(recognised: Mapping[str, str], assessed: Sequence[tuple[str, str]]) -> list[Finding]:
    """From poor to above every line in one year, or back: a second look (R1: recognised, not last year's assessment).

    `recognised` and `assessed` give outcomes by standard.
    """
    found: list[Finding] = []
    for standard, now in assessed:
        before = recognised.get(standard, "")
        if before in RANK and now in RANK and abs(RANK[before] - RANK[now]) > 1:
            found.append(
                Finding("class_leap", WARN, None, None, {"standard": standard, "before": before, "value": now})
            )
    return found


__all__ = ["Previous", "check_against", "check_household", "check_leaps", "check_within"]
