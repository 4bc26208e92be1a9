"""Checks of the people of a household: head, births, schooling, work, papers, who left (R7, R8). Pure.

The ages here are proposals for a second look; no rule of law hangs on them.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator

from .facts import HouseholdFacts
from .findings import BLOCK, NOTE, WARN, Finding
from .previous import Person, Previous, day_of, present_people, whole

EDUCATED_AGE = {"primary": 9, "lower_secondary": 12, "upper_secondary": 15, "vocational": 16, "college": 18}
HEAD_AGE, WORK_AGE, PENSION_AGE, GENERATION = 15, 10, 35, 12
DIGITS = {"cccd": re.compile(r"\d{12}"), "cmnd": re.compile(r"\d{9}")}


def check_head(facts: HouseholdFacts, previous: Previous) -> Iterator[Finding]:
    """Exactly one head, old enough, and older than the children and younger than the parents."""
    here = present_people(facts)
    if not here:
        yield Finding("nobody_here", BLOCK, "state")
        return
    heads = [(n, one) for n, one in here if one.get("relation") == "head"]
    if not heads:
        yield Finding("no_head", WARN, "relation")
        return
    for number, _ in heads[1:]:
        yield Finding("two_heads", WARN, "relation", number)
    number, head = heads[0]
    born = whole(head, "birth_year")
    if born is None:
        return
    if previous.reference_on.year - born < HEAD_AGE:
        yield Finding("young_head", WARN, "relation", number, {"age": previous.reference_on.year - born})
    yield from _check_generations(here, born)


def _check_generations(here: list[tuple[int, Person]], head_born: int) -> Iterator[Finding]:
    for number, one in here:
        born = whole(one, "birth_year")
        years = {"child": 1, "parent": -1}.get(str(one.get("relation", "")))
        if born is not None and years is not None and (born - head_born) * years < GENERATION:
            yield Finding("generation", WARN, "relation", number, {"value": born, "head": head_born})


def check_births(facts: HouseholdFacts, previous: Previous) -> Iterator[Finding]:
    """A birth that is there, is a day of the calendar, and is not after the round's date."""
    for number, one in present_people(facts):
        year = whole(one, "birth_year")
        if year is None:
            yield Finding("no_birth_year", WARN, "birth_year", number)
        elif year > previous.reference_on.year:
            yield Finding(
                "born_later", BLOCK, "birth_year", number, {"value": year, "year": previous.reference_on.year}
            )
        elif not _is_a_day(year, whole(one, "birth_month"), whole(one, "birth_day")):
            day = {"day": one.get("birth_day"), "month": one.get("birth_month"), "year": year}
            yield Finding("no_such_day", WARN, "birth_day", number, day)


def _is_a_day(year: int, month: int | None, day: int | None) -> bool:
    try:
        dt.date(year, month or 1, (day if month else None) or 1)
    except (ValueError, OverflowError):
        return False
    return True


def check_schooling(facts: HouseholdFacts, previous: Previous) -> Iterator[Finding]:
    """Schooling against age; a person at school has an age."""
    for number, one in present_people(facts):
        born = whole(one, "birth_year")
        if born is None:
            if one.get("in_school") is True:
                yield Finding("school_without_age", WARN, "in_school", number)
            continue
        age = previous.reference_on.year - born
        least = EDUCATED_AGE.get(str(one.get("education", "")))
        if least is not None and age < least:
            yield Finding("too_young_for_education", WARN, "education", number, {"age": age})


def check_work(facts: HouseholdFacts, previous: Previous) -> Iterator[Finding]:
    """Work, pension, capacity and pregnancy that do not fit the person."""
    for number, one in present_people(facts):
        works = one.get("work") in ("farm", "public", "nonfarm")
        if works and one.get("cannot_work") is True:
            yield Finding("works_unable", WARN, "cannot_work", number)
        if one.get("is_pregnant") is True and one.get("sex") == "male":
            yield Finding("pregnant_man", WARN, "is_pregnant", number)
        born = whole(one, "birth_year")
        if born is None:
            continue
        age = previous.reference_on.year - born
        if works and age < WORK_AGE:
            yield Finding("too_young_for_work", WARN, "work", number, {"age": age})
        if one.get("has_pension") is True and age < PENSION_AGE:
            yield Finding("too_young_for_pension", WARN, "has_pension", number, {"age": age})


def check_identifiers(facts: HouseholdFacts, _previous: Previous) -> Iterator[Finding]:
    """Numbers of papers: twice in a household, of the wrong length, against sex and year of birth (R8)."""
    here = present_people(facts)
    counts = Counter(str(one["id_number"]) for _, one in here if one.get("id_number"))
    for number, one in here:
        written = str(one.get("id_number") or "")
        if one.get("id_type") == "none":
            yield Finding("no_papers", NOTE, "id_type", number)
        if not written:
            continue
        if counts[written] > 1:
            yield Finding("same_id_number", WARN, "id_number", number)
        shape = DIGITS.get(str(one.get("id_type", "")))
        if shape is not None and not shape.fullmatch(written):
            yield Finding("bad_id_number", WARN, "id_number", number)
        elif one.get("id_type") == "cccd" and not _fits_citizen_id(written, one):
            yield Finding("id_against_birth", WARN, "id_number", number)


def _fits_citizen_id(written: str, person: Person) -> bool:
    """Digit 4 is century and sex (0 = man born 1900-1999, 1 = woman, 2 = man born 2000-2099 …), 5-6 the year."""
    century, is_woman = divmod(int(written[3]), 2)
    born, sex = whole(person, "birth_year"), person.get("sex")
    fits_year = born is None or born == 1900 + century * 100 + int(written[4:6])
    return fits_year and (sex is None or (sex == "female") == bool(is_woman))


def check_leavers(facts: HouseholdFacts, _previous: Previous) -> Iterator[Finding]:
    """Who moved, split off or died left on a day that is not after the visit (R7)."""
    visited = day_of(facts.household, "interview_on")
    for number, one in enumerate(facts.members, start=1):
        if one.get("state") not in ("moved", "split", "died"):
            continue
        left = day_of(one, "left_on")
        if left is None:
            yield Finding("left_without_day", NOTE, "left_on", number)
        elif visited is not None and left > visited:
            yield Finding("left_later", WARN, "left_on", number, {"value": left.isoformat()})
