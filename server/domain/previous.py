"""What checks compare with: last year's answers and the round's reference date; who of a household is still there."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from .facts import HouseholdFacts, Value

GONE = ("moved", "split", "died", "mistake")
Person = dict[str, Value]


@dataclass(frozen=True, slots=True)
class Previous:
    """What was known before this submission: last year's facts and the round's reference date."""

    facts: HouseholdFacts | None
    reference_on: dt.date


def present_people(facts: HouseholdFacts) -> list[tuple[int, Person]]:
    """Members who did not leave, with their position in the form from 1."""
    return [(n, one) for n, one in enumerate(facts.members, start=1) if one.get("state") not in GONE]


def whole(values: Person, fact_id: str) -> int | None:
    """A whole number among the answers."""
    value = values.get(fact_id)
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def day_of(values: Person, fact_id: str) -> dt.date | None:
    """A day among the answers."""
    try:
        return dt.date.fromisoformat(str(values.get(fact_id, ""))[:10])
    except ValueError:
        return None
