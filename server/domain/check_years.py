"""Checks against last year: people who vanished, a house that grew or moved, births that changed (R7, R11). Pure."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from math import asin, cos, radians, sin, sqrt

from .facts import HouseholdFacts
from .findings import BLOCK, NOTE, WARN, Finding
from .previous import GONE, Person, Previous

FAR_M = 500
AREA_JUMP = Decimal("0.5")
EARTH_M = 6_371_000
# All that is read of last year's household and of its people.
READ = (
    frozenset({"floor_area_m2", "house_point"}),
    frozenset({"state", "person_id", "no", "birth_year", "sex", "education"}),
)
LEVELS = ("none", "primary", "lower_secondary", "upper_secondary", "vocational", "college")


def check_area(facts: HouseholdFacts, previous: Previous) -> Iterator[Finding]:
    """A floor area that changed by more than half."""
    area = facts.household.get("floor_area_m2")
    before = previous.facts.household.get("floor_area_m2") if previous.facts else None
    if area == before or not isinstance(area, int | Decimal) or not isinstance(before, int | Decimal) or before <= 0:
        return
    if abs(Decimal(area) - Decimal(before)) > AREA_JUMP * Decimal(before):
        values = {"before": format(Decimal(before), "f"), "value": format(Decimal(area), "f")}
        yield Finding("area_jump", WARN, "floor_area_m2", values=values)


def check_persons(facts: HouseholdFacts, previous: Previous) -> Iterator[Finding]:
    """Everybody of last year is still told of; who is has the same birth and sex and no less schooling."""
    if previous.facts is None:
        return
    now = {one["person_id"]: (n, one) for n, one in enumerate(facts.members, start=1) if one.get("person_id")}
    for person in previous.facts.members:
        if person.get("state") in GONE:
            continue
        found = now.get(person.get("person_id", ""))
        if found is None:
            yield Finding("person_vanished", BLOCK, "state", values={"no": person.get("no")})
        else:
            yield from _check_same(person, *found)


def _check_same(before: Person, number: int, now: Person) -> Iterator[Finding]:
    for code, fact_id in (("birth_changed", "birth_year"), ("sex_changed", "sex")):
        old, new = before.get(fact_id), now.get(fact_id)
        if old is not None and new is not None and old != new:
            yield Finding(
                code, NOTE if fact_id == "birth_year" else WARN, fact_id, number, {"before": old, "value": new}
            )
    old, new = before.get("education"), now.get("education")
    if old in LEVELS and new in LEVELS and LEVELS.index(str(new)) < LEVELS.index(str(old)):
        yield Finding("education_fell", WARN, "education", number)


def check_place(facts: HouseholdFacts, previous: Previous) -> Iterator[Finding]:
    """The house stands where it stood."""
    if previous.facts is None or facts.household.get("house_point") == previous.facts.household.get("house_point"):
        return
    here, before = _point(facts), _point(previous.facts)
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
    return 2 * EARTH_M * asin(sqrt(half))
