"""Cross-field and cross-year checks of a household's answers. Each gives findings, none refuses anything. Pure."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from math import asin, cos, radians, sin, sqrt

from .facts import HouseholdFacts, Value
from .findings import BLOCK, NOTE, WARN, Finding

GONE = ("moved", "split", "died", "mistake")
FAR_M = 500
AREA_JUMP = Decimal("0.5")
EDUCATED_AGE = {"lower_secondary": 10, "upper_secondary": 13, "vocational": 14, "college": 16}


@dataclass(frozen=True, slots=True)
class Previous:
    """What was known before this submission: last year's facts and the round's reference date."""

    facts: HouseholdFacts | None
    reference_on: dt.date


def check_household(facts: HouseholdFacts, previous: Previous) -> list[Finding]:
    """Run every check that applies; only a completed visit has answers to check (R9)."""
    outcome = facts.household.get("visit_outcome")
    if outcome is None:
        return [Finding("no_outcome", BLOCK, "visit_outcome")]
    if outcome != "completed":
        return list(_check_outcome(facts))
    found: list[Finding] = []
    for check in CHECKS:
        found.extend(check(facts, previous))
    return found


def _check_outcome(facts: HouseholdFacts) -> Iterator[Finding]:
    yield Finding("not_completed", NOTE, "visit_outcome", values={"outcome": facts.household["visit_outcome"]})
    visits = facts.household.get("absent_visits")
    if facts.household["visit_outcome"] == "absent" and isinstance(visits, int) and visits < 3:
        yield Finding("too_few_visits", WARN, "absent_visits", values={"value": visits})


def _here(facts: HouseholdFacts) -> list[tuple[int, dict[str, Value]]]:
    return [(n, one) for n, one in enumerate(facts.members, start=1) if one.get("state") not in GONE]


def _check_head(facts: HouseholdFacts, _previous: Previous) -> Iterator[Finding]:
    heads = [n for n, one in _here(facts) if one.get("relation") == "head"]
    if not heads:
        yield Finding("no_head", WARN, "relation")
    for extra in heads[1:]:
        yield Finding("two_heads", WARN, "relation", extra)


def _check_notice(facts: HouseholdFacts, _previous: Previous) -> Iterator[Finding]:
    if facts.household.get("notice_read") is not True:
        yield Finding("notice_not_read", WARN, "notice_read")


def _check_people(facts: HouseholdFacts, previous: Previous) -> Iterator[Finding]:
    year = previous.reference_on.year
    for number, one in _here(facts):
        birth = one.get("birth_year")
        if not isinstance(birth, int):
            yield Finding("no_birth_year", WARN, "birth_year", number)
            continue
        if birth > year:
            yield Finding("born_later", BLOCK, "birth_year", number, {"value": birth, "year": year})
            continue
        least = EDUCATED_AGE.get(str(one.get("education", "")))
        if least is not None and year - birth < least:
            yield Finding("too_young_for_education", WARN, "education", number, {"age": year - birth})
        if one.get("has_pension") is True and year - birth < 35:
            yield Finding("too_young_for_pension", WARN, "has_pension", number, {"age": year - birth})


def _check_identifiers(facts: HouseholdFacts, _previous: Previous) -> Iterator[Finding]:
    counts = Counter(str(one["id_number"]) for _, one in _here(facts) if one.get("id_number"))
    for number, one in _here(facts):
        if counts.get(str(one.get("id_number", "")), 0) > 1:
            yield Finding("same_id_number", WARN, "id_number", number)


def _check_house(facts: HouseholdFacts, previous: Previous) -> Iterator[Finding]:
    area = facts.household.get("floor_area_m2")
    before = previous.facts.household.get("floor_area_m2") if previous.facts else None
    is_known = isinstance(area, int | Decimal) and isinstance(before, int | Decimal)
    if is_known and abs(Decimal(area) - Decimal(before)) > AREA_JUMP * Decimal(before):  # type: ignore[arg-type]
        values = {"before": format(Decimal(before), "f"), "value": format(Decimal(area), "f")}  # type: ignore[arg-type]
        yield Finding("area_jump", WARN, "floor_area_m2", values=values)
    if facts.household.get("house_grade") == "permanent" and facts.household.get("wall") == "light":
        yield Finding("grade_against_wall", WARN, "house_grade")


def _check_persons_over_years(facts: HouseholdFacts, previous: Previous) -> Iterator[Finding]:
    if previous.facts is None:
        return
    now = {one["person_id"]: (n, one) for n, one in enumerate(facts.members, start=1) if one.get("person_id")}
    for person in previous.facts.members:
        if person.get("state") in GONE:
            continue
        found = now.get(person.get("person_id", ""))
        if found is None:
            yield Finding("person_vanished", BLOCK, "state", values={"no": person.get("no")})
            continue
        before, after = person.get("birth_year"), found[1].get("birth_year")
        if before is not None and after is not None and before != after:
            yield Finding("birth_changed", NOTE, "birth_year", found[0], {"before": before, "value": after})


def _check_place(facts: HouseholdFacts, previous: Previous) -> Iterator[Finding]:
    here = _point(facts)
    before = _point(previous.facts) if previous.facts else None
    if here and before:
        metres = distance_m(here, before)
        if metres > FAR_M:
            yield Finding("far_from_last_year", WARN, "house_point", values={"metres": round(metres)})


def _point(facts: HouseholdFacts) -> tuple[float, float] | None:
    parts = str(facts.household.get("house_point", "")).split()
    try:
        return (float(parts[0]), float(parts[1])) if len(parts) >= 2 else None
    except ValueError:
        return None


def distance_m(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Great-circle metres between two (latitude, longitude) points in degrees."""
    lat1, lon1, lat2, lon2 = map(radians, (*one, *other))
    half = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 2 * 6_371_000 * asin(sqrt(half))


CHECKS: tuple[Callable[[HouseholdFacts, Previous], Iterator[Finding]], ...] = (
    _check_notice,
    _check_head,
    _check_people,
    _check_identifiers,
    _check_house,
    _check_persons_over_years,
    _check_place,
)
