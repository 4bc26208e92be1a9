"""Checks of the visit itself: its outcome, the days somebody came, the notice read (R9, R29). Pure."""

from __future__ import annotations

from collections.abc import Iterator

from .facts import HouseholdFacts
from .findings import NOTE, WARN, Finding
from .previous import Previous, day_of, whole

VISITS_NEEDED = 3  # R9: three visits at different times
VISIT_DAYS = ("absent_1_on", "absent_2_on", "absent_3_on")
NEEDS_NOTE = ("refused", "moved", "merged", "duplicate")


def check_outcome(facts: HouseholdFacts) -> Iterator[Finding]:
    """A visit that was not completed: which ending, and what must be said with it."""
    outcome = facts.household["visit_outcome"]
    yield Finding("not_completed", NOTE, "visit_outcome", values={"outcome": outcome})
    if outcome == "absent":
        yield from _check_absence(facts)
    if outcome in NEEDS_NOTE and not facts.household.get("outcome_note"):
        yield Finding("outcome_without_note", WARN, "outcome_note", values={"outcome": outcome})


def _check_absence(facts: HouseholdFacts) -> Iterator[Finding]:
    visits = whole(facts.household, "absent_visits")
    if visits is not None and visits < VISITS_NEEDED:
        yield Finding("too_few_visits", WARN, "absent_visits", values={"value": visits})
    days = [day for name in VISIT_DAYS if (day := day_of(facts.household, name)) is not None]
    if len(set(days)) < min(visits or 0, VISITS_NEEDED):
        yield Finding("visits_without_days", WARN, "absent_1_on", values={"value": len(set(days))})


def check_notice(facts: HouseholdFacts, _previous: Previous) -> Iterator[Finding]:
    """The notice of purpose is read before anything is asked (R29)."""
    if facts.household.get("notice_read") is not True:
        yield Finding("notice_not_read", WARN, "notice_read")
