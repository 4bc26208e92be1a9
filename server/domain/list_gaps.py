"""Households by which a register and published totals may differ: what each was on that day, before, and is now. Pure.

Totals are numbers only; which household makes the difference a person finds. These signs say where to look (R28).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from .totals import OUTCOMES

SIGNS = ("gone", "changed", "moved", "new", "persons")


@dataclass(frozen=True, slots=True)
class Classes:
    """The class the register counts, the one in force on the day of the totals, the one of the list before that."""

    now: str | None
    on_day: str | None
    before: str | None


@dataclass(frozen=True, slots=True)
class Listed:
    """A household as it is held against the totals; `said` persons are those of a list, None where no list says."""

    is_active: bool
    classes: Classes
    present: int
    said: int | None

    @property
    def counts(self) -> bool:
        """Whether the register counts it as poor or near-poor."""
        return self.is_active and self.classes.now in OUTCOMES

    @property
    def matters(self) -> bool:
        """Whether it is, or on the day was, or in the list before was, in one of the classes."""
        known = self.classes
        return bool({known.now, known.on_day, known.before} & set(OUTCOMES))


def classes_of(recognised: Mapping[str, Any], standard: str, day: str) -> Classes:
    """`day`: ISO; empty: the day of the newest list."""
    known = recognised.get(standard)
    if known is None:
        return Classes(None, None, None)
    every = [known, *known.get("past", ())]
    held = [one for one in every if not day or str(one.get("from_on") or one.get("decision_on") or "") <= day]
    outcomes = [str(one["outcome"]) for one in held[:2]] + [None, None]
    return Classes(str(known["outcome"]), outcomes[0], outcomes[1])


def signs_of(one: Listed, *, has_earlier: bool) -> tuple[str, ...]:
    """Why it may be the difference. `has_earlier`: its place has an earlier list, so not to be in it says much."""
    known, listed = one.classes, set(OUTCOMES)
    found = {
        "gone": not one.is_active and bool({known.now, known.on_day} & listed),
        "changed": one.is_active and known.now != known.on_day and bool({known.now, known.on_day} & listed),
        "moved": known.before is not None
        and known.before != known.on_day
        and bool({known.before, known.on_day} & listed),
        "new": has_earlier and known.before is None and known.on_day in listed,
        "persons": one.counts and one.said is not None and one.present > 1 and one.said != one.present,
    }
    return tuple(sign for sign in SIGNS if found[sign])


def count_signs(found: Iterable[tuple[str, ...]]) -> dict[str, int]:
    """How many households have each sign."""
    counts = dict.fromkeys(SIGNS, 0)
    for signs in found:
        for sign in signs:
            counts[sign] += 1
    return {sign: n for sign, n in counts.items() if n}
