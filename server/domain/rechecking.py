"""The blind second look at a few forms: whom to look at again, and how far two answers differ. Pure (R30).

The sample is drawn from a printed seed, so that anybody can draw it again: each case gets a number between 0 and 1
from the seed and its id, raised to one over its weight (Efraimidis and Spirakis 2006); the largest are taken.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .quality import Share, is_near

BASE, NEAR_LINE, FLAGGED = 1, 3, 2  # proposals: a case near the line counts four times, of a flagged person three


@dataclass(frozen=True, slots=True)
class Candidate:
    """A form that may be looked at again. `distance`: points to the nearest line; `is_flagged`: it carries a signal."""

    case_id: str
    actor_id: str
    village_code: str
    distance: int | None
    is_flagged: bool

    @property
    def weight(self) -> int:
        """How much likelier than an ordinary form it is to be drawn."""
        is_close = self.distance is not None and is_near(self.distance)
        return BASE + NEAR_LINE * is_close + FLAGGED * self.is_flagged


def draw(candidates: Sequence[Candidate], size: int, seed: str) -> list[Candidate]:
    """`size` of the candidates, or all of them: the same for the same seed, in whatever order they come."""
    ranked = sorted(candidates, key=lambda one: (-_key(one, seed), one.case_id))
    return ranked[:size]


def _key(one: Candidate, seed: str) -> float:
    return float(number_of(seed, one.case_id) ** (1 / one.weight))


def number_of(seed: str, case_id: str) -> float:
    """The case's number between 0 and 1: the first 52 bits of SHA-256 of the seed, a bar and the id."""
    digest = hashlib.sha256(f"{seed}|{case_id}".encode()).digest()
    return ((int.from_bytes(digest[:7]) >> 4) + 1) / (2**52 + 1)


def share_out(drawn: Sequence[Candidate], people: Sequence[str]) -> dict[str, str]:
    """{case: who looks again}: never who sent the first form, all about as many; a case nobody can is left out."""
    load = dict.fromkeys(people, 0)
    found: dict[str, str] = {}
    for one in drawn:
        others = [person for person in people if person != one.actor_id]
        if others:
            chosen = min(others, key=lambda person: (load[person], people.index(person)))
            found[one.case_id] = chosen
            load[chosen] += 1
    return found


@dataclass(frozen=True, slots=True)
class Difference:
    """One answer that came out otherwise; None where one of the two forms has none."""

    fact: str
    first: Any
    second: Any


@dataclass(frozen=True, slots=True)
class Compared:
    """Two forms of one household: which answers were compared, and which differ."""

    facts: tuple[str, ...]
    differences: tuple[Difference, ...]


def compare_answers(first: Mapping[str, Any], second: Mapping[str, Any], asked: Sequence[str]) -> Compared:
    """Compare what both were asked; what neither answered is not compared."""
    facts = tuple(name for name in asked if name in first or name in second)
    told = ((name, first.get(name), second.get(name)) for name in facts)
    return Compared(facts, tuple(Difference(*one) for one in told if one[1] != one[2]))


def error_rates(compared: Sequence[Compared]) -> tuple[Share, dict[str, Share]]:
    """Answers that differ, of all compared, and by question."""
    by_fact: dict[str, tuple[int, int]] = {}
    for one in compared:
        wrong = {each.fact for each in one.differences}
        for name in one.facts:
            part, whole = by_fact.get(name, (0, 0))
            by_fact[name] = (part + (name in wrong), whole + 1)
    shares = {name: Share(*counts) for name, counts in by_fact.items()}
    total = Share(sum(one.part for one in shares.values()), sum(one.whole for one in shares.values()))
    return total, shares
