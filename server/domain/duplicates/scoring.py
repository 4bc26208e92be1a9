"""How likely two entries are one, with reasons that can be said in words. Proposes, never decides (R8). Pure.

Points are a proposal of this program, not law: they only order what a person looks at first. What a pair of people
scores rests on where the two live, because a name and a year of birth repeat by chance the more people one looks at.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from . import names
from .people import NATIONAL, House, Person

HOUSEHOLD, PERSON = "household", "person"
VILLAGE, COMMUNE, APART = "village", "commune", "apart"
LEAST = 65  # below it nothing is shown
WEAK = 40  # enough only where others of the same two households are alike too
ALIKE = 88  # names below it only count with the same number on the papers
NEAR_METRES = 20.0
_EARTH_METRES = 6_371_000.0

DAY, YEAR, NEXT_YEAR, UNKNOWN, OTHER = "day", "year", "next_year", "unknown", "other"
# Points by what is known of the births, then by place.
_POINTS: Mapping[str, Mapping[str, int]] = {
    DAY: {VILLAGE: 90, COMMUNE: 86, APART: 82},
    YEAR: {VILLAGE: 80, COMMUNE: 62, APART: 45},
    NEXT_YEAR: {VILLAGE: 66, COMMUNE: 48, APART: 0},
    UNKNOWN: {VILLAGE: 55, COMMUNE: 0, APART: 0},
    OTHER: {VILLAGE: 0, COMMUNE: 0, APART: 0},
}
_LONG_NAME, _LONG_BONUS = 4, 8  # four syllables repeat ten times less than three
_SAME_NUMBER, _OTHER_SEX, _OTHER_NUMBER, _LETTERS_ONLY = 70, 25, 30, 8
_SECOND, _FURTHER, _NEAR = 25, 5, 10


@dataclass(frozen=True, slots=True)
class Reason:
    """`code` is put into words where it is shown; `values` fill them, never a name or a number on papers."""

    code: str
    values: Mapping[str, Any] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """As it is stored."""
        return {"code": self.code, **self.values}


@dataclass(frozen=True, slots=True)
class Match:
    """Two people that are alike."""

    first: Person
    second: Person
    score: int
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Candidate:
    """Two households (`people` empty), or two people, that may be one."""

    kind: str
    first: House
    second: House
    score: int
    reasons: tuple[Reason, ...]
    people: tuple[Person, ...] = ()


def compare_people(one: Person, other: Person, place: str) -> Match | None:
    """How alike two people are who live that far apart; None where it says nothing."""
    if one.person_id == other.person_id:
        return Match(one, other, 100, (Reason("same_person"),))
    number, born = _compare_numbers(one, other), _compare_births(one, other)
    is_same_number = number is not None and number[0] == "same_number"
    if not is_same_number and not _POINTS[born][place]:
        return None  # most pairs of a village: their names need not be read
    alike = names.likeness(one.name, other.name)
    if is_same_number:
        score = (95 if alike >= ALIKE else 85) - (10 if born == OTHER else 0)
    else:
        score = _points_of_names(one, alike, born, place)
    if score <= 0:
        return None
    score -= _OTHER_SEX if one.sex and other.sex and one.sex != other.sex else 0
    score -= _OTHER_NUMBER if number is not None and number[0] == "other_number" else 0
    if is_same_number:
        score = max(score, _SAME_NUMBER)  # whatever else differs, one number for two people is looked at
    if score < WEAK:
        return None
    return Match(one, other, score, _say(one, other, alike, born, number))


def compare_houses(one: House, other: House) -> tuple[Candidate, ...]:
    """What may be one of two households, or of the people in them; the same household twice: people in it."""
    if one.household_id == other.household_id:
        return _twice_inside(one)
    place = _place(one, other)
    matches = match_people(one, other)
    if not matches:
        return ()
    metres = distance(one, other)
    is_near = metres is not None and metres <= NEAR_METRES
    where = (Reason(f"place_{place}"), *((Reason("near", {"metres": round(metres or 0)}),) if is_near else ()))
    heads = any(each.first.is_head and each.second.is_head for each in matches)
    smaller = min(len(one.people), len(other.people))
    several = len(matches) > 1
    if (heads and (several or place != APART)) or (several and 2 * len(matches) >= smaller):
        return _household(one, other, matches, where, near=_NEAR if is_near else 0)
    bonus = (_SECOND if several else 0) + (_NEAR if is_near else 0)
    found = [_person(one, other, each, bonus, where) for each in matches]
    return tuple(each for each in found if each.score >= LEAST)


def _household(
    one: House, other: House, matches: Sequence[Match], where: tuple[Reason, ...], near: int
) -> tuple[Candidate, ...]:
    best = matches[0]
    more = len(matches) - 1
    score = min(99, best.score + (_SECOND if more else 0) + _FURTHER * max(0, more - 1) + near)
    if best.score == 100:
        score = 100
    if score < LEAST:
        return ()
    all_of = Reason("shared", {"count": len(matches), "first": len(one.people), "second": len(other.people)})
    who = Reason("of_heads") if best.first.is_head and best.second.is_head else Reason("of_person")
    return (Candidate(HOUSEHOLD, one, other, score, (*((all_of,) if more else ()), who, *best.reasons, *where)),)


def _person(one: House, other: House, match: Match, bonus: int, where: tuple[Reason, ...]) -> Candidate:
    score = match.score if match.score == 100 else min(99, match.score + bonus)
    reasons = (*match.reasons, *where)
    return Candidate(PERSON, one, other, score, reasons, (match.first, match.second))


def _twice_inside(house: House) -> tuple[Candidate, ...]:
    """A person entered twice in one household; brothers called nearly alike are not."""
    found = []
    for number, one in enumerate(house.people):
        for other in house.people[number + 1 :]:
            match = compare_people(one, other, VILLAGE)
            is_same = match is not None and any(each.code == "same_number" for each in match.reasons)
            if match is not None and (is_same or names.likeness(one.name, other.name) >= names.TONE):
                found.append(_person(house, house, match, 0, (Reason("same_household"),)))
    return tuple(each for each in found if each.score >= LEAST)


def _place(one: House, other: House) -> str:
    if one.area_code != other.area_code:
        return APART
    return VILLAGE if one.village_code == other.village_code else COMMUNE


def match_people(house: House, beside: House) -> list[Match]:
    """Each person with at most one of the other household, the likest first."""
    place = _place(house, beside)
    pairs = ((one, other) for one in house.people for other in beside.people)
    found = [match for one, other in pairs if (match := compare_people(one, other, place)) is not None]
    found.sort(key=lambda each: (-each.score, not (each.first.is_head and each.second.is_head), each.first.no))
    taken: set[int] = set()
    kept = []
    for each in found:
        if id(each.first) not in taken and id(each.second) not in taken:
            taken |= {id(each.first), id(each.second)}
            kept.append(each)
    return kept


def _points_of_names(one: Person, alike: int, born: str, place: str) -> int:
    points = _POINTS[born][place]
    if alike < names.SHORTER:
        # Other letters in the name: only a slip of the pen where village and day or year of birth are the same.
        if alike < ALIKE or place != VILLAGE or born not in (DAY, YEAR):
            return 0
        points -= _LETTERS_ONLY
    elif born == YEAR and len(names.sound(one.name)) >= _LONG_NAME:
        points += _LONG_BONUS
    return points - (100 - alike) // 2


def _compare_births(one: Person, other: Person) -> str:
    if one.year is None or other.year is None:
        return UNKNOWN
    apart = abs(one.year - other.year)
    if apart > 1:
        return OTHER
    if one.day is None or other.day is None or one.month is None or other.month is None:
        return NEXT_YEAR if apart else YEAR
    if (one.day, one.month) == (other.day, other.month):
        return NEXT_YEAR if apart else DAY
    # One of day and month was taken down wrongly, or they changed places.
    is_slip = one.day == other.day or one.month == other.month or (one.day, one.month) == (other.month, other.day)
    return YEAR if is_slip and not apart else OTHER


def _compare_numbers(one: Person, other: Person) -> tuple[str, str] | None:
    """The same number, or two of one kind that differ; a number of another kind says nothing."""
    same = sorted(one.papers & other.papers)
    if same:
        return "same_number", next((kind for kind, _ in same if kind in NATIONAL), same[0][0])
    kinds = {kind for kind, _ in one.papers} & {kind for kind, _ in other.papers} & NATIONAL
    return ("other_number", sorted(kinds)[0]) if kinds else None


def _say(one: Person, other: Person, alike: int, born: str, number: tuple[str, str] | None) -> tuple[Reason, ...]:
    said = [Reason(number[0], {"kind": number[1]})] if number is not None else []
    said.append(Reason("name", {"percent": alike}))
    if born == OTHER:
        is_same_year = one.year == other.year
        said.append(Reason("other_day") if is_same_year else Reason("other_year", {"years": _years(one, other)}))
    else:
        said.append(Reason(f"born_{born}"))
    if one.sex and other.sex and one.sex != other.sex:
        said.append(Reason("other_sex"))
    return tuple(said)


def _years(one: Person, other: Person) -> int:
    return abs((one.year or 0) - (other.year or 0))


def distance(one: House, other: House) -> float | None:
    """Metres between two houses, near enough for so small distances."""
    if one.point is None or other.point is None:
        return None
    north = math.radians(one.point[0] - other.point[0])
    east = math.radians(one.point[1] - other.point[1]) * math.cos(math.radians(one.point[0]))
    return _EARTH_METRES * math.hypot(north, east)
