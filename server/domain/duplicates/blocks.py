"""Blocking: under which keys a household is found, so that nobody has to be compared with everybody. Pure.

A key is text; who stores it stores its keyed hash. `kept` are the keys a household is found under, `asked` those
others are looked up by: a year of birth may be one off, a house may lie in the cell beside.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .names import sound
from .people import NATIONAL, House, Person

NUMBER, BORN, NAME, HEAD, PAIR, PLACE = "number", "born", "name", "head", "pair", "place"
CELLS = 10_000  # a ten-thousandth of a degree: 11 m
MOST_BESIDE = 6  # of the head: a household of more is found by the first of them


@dataclass(frozen=True, slots=True)
class Keys:
    """(what the key is made of, its text)."""

    kept: tuple[tuple[str, str], ...]
    asked: tuple[tuple[str, str], ...]


def make_keys(house: House) -> Keys:
    """The keys of a household."""
    kept, asked = list(_far_keys(house)), []
    for one in house.people:
        if one.year is not None and len(sound(one.name)) > 1:
            kept.append((NAME, _name_key(house, one, one.year)))
            asked += [(NAME, _name_key(house, one, one.year + step)) for step in (-1, 1)]
    if house.point is not None:
        kept.append((PLACE, _cell(house.point, 0, 0)))
        around = ((north, east) for north in (-1, 0, 1) for east in (-1, 0, 1))
        asked += [(PLACE, _cell(house.point, *step)) for step in around if step != (0, 0)]
    own = tuple(dict.fromkeys(kept))
    return Keys(own, tuple(dict.fromkeys([*own, *asked])))


def number_key(kind: str, number: str, area_code: str) -> tuple[str, str]:
    """The key of a number of papers: rare in the whole country, else within its commune."""
    return NUMBER, number if kind in NATIONAL else f"{area_code}|{kind}|{number}"


def _far_keys(house: House) -> Iterator[tuple[str, str]]:
    """Keys that are rare enough to look through a province by, and the head of a village."""
    head = next((one for one in house.people if one.is_head), None)
    for one in house.people:
        for kind, number in sorted(one.papers):
            yield number_key(kind, number, house.area_code)
        if one.born is not None and one.name:
            yield BORN, f"{' '.join(sound(one.name))}|{one.born}"
    if head is None or head.year is None:
        return
    yield HEAD, f"{house.village_code}|{head.sex}|{head.year}"
    beside = [one for one in house.people if one is not head and one.year is not None][:MOST_BESIDE]
    for one in beside:
        yield PAIR, f"{' '.join(sound(head.name))}|{head.year}|{' '.join(sound(one.name))}|{one.year}"


def _name_key(house: House, one: Person, year: int) -> str:
    syllables = sound(one.name)
    return f"{house.area_code}|{syllables[0]}|{syllables[-1]}|{year}"


def _cell(point: tuple[float, float], north: int, east: int) -> str:
    return f"{round(point[0] * CELLS) + north}|{round(point[1] * CELLS) + east}"
