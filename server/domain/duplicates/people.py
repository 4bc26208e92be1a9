"""A household and its people as they are compared. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from server.domain.identifiers import CCCD, CMND, INSURANCE, type_of

# Numbers that are given once in the country; any other is only unique where it was written.
NATIONAL = frozenset({CCCD, CMND, INSURANCE})
GONE = frozenset({"moved", "died", "split", "mistake"})
_NOT_OF_NUMBERS = re.compile(r"[\s.\-]+")


@dataclass(frozen=True, slots=True)
class Person:
    """What is compared of a person; None is not known. `papers` are (kind, number)."""

    person_id: str
    no: int
    name: str
    sex: str | None = None
    year: int | None = None
    month: int | None = None
    day: int | None = None
    papers: frozenset[tuple[str, str]] = frozenset()
    is_head: bool = False

    @property
    def born(self) -> tuple[int, int, int] | None:
        """The whole date of birth, where it is known."""
        if self.year is None or self.month is None or self.day is None:
            return None
        return self.year, self.month, self.day


@dataclass(frozen=True, slots=True)
class House:
    """A household with those who live in it; `point` is (latitude, longitude)."""

    household_id: str
    area_code: str
    village_code: str
    head_name: str
    people: tuple[Person, ...]
    point: tuple[float, float] | None = None


def make_house(row: Any, members: Iterable[Any], papers: Mapping[str, Iterable[tuple[str, str]]]) -> House:
    """From the rows of a household and its members, and numbers by person beside those of the answers."""
    people = [_person(one, papers.get(one.person_id, ())) for one in members if one.state not in GONE]
    if people and not any(one.is_head for one in people):
        people[0] = _as_head(people[0])
    point = _read_point(row.facts.get("house_point"))
    return House(row.household_id, row.area_code, row.village_code, row.head_name, tuple(people), point)


def tidy_number(kind: str, number: str) -> tuple[str, str] | None:
    """A number as it is compared, under the kind its own length says; None where there is nothing in it."""
    plain = _NOT_OF_NUMBERS.sub("", number).upper()
    return (type_of(plain) or kind or "", plain) if len(plain) > 4 else None


def _person(row: Any, more: Iterable[tuple[str, str]]) -> Person:
    facts = row.facts
    given = [(facts.get("id_type") or "", facts.get("id_number") or ""), *more]
    papers = frozenset(one for kind, number in given if (one := tidy_number(kind, number)) is not None)
    return Person(
        person_id=row.person_id,
        no=row.no,
        name=str(facts.get("full_name") or ""),
        sex=facts.get("sex"),
        year=facts.get("birth_year"),
        month=facts.get("birth_month"),
        day=facts.get("birth_day"),
        papers=papers,
        is_head=facts.get("relation") == "head",
    )


def _as_head(one: Person) -> Person:
    return Person(one.person_id, one.no, one.name, one.sex, one.year, one.month, one.day, one.papers, is_head=True)


def _read_point(text: Any) -> tuple[float, float] | None:
    parts = str(text or "").split()
    try:
        return (float(parts[0]), float(parts[1])) if len(parts) > 1 else None
    except ValueError:
        return None
