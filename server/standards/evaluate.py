"""The value of one node in one household: what explanations and tests ask. Same Python compiler as the program."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from server.domain.facts import Value, load_facts

from .expressions import Expressions, Pair
from .ranges import UNKNOWN_NUMBER, Range, Truth, age_range, on_parts, to_range
from .tree import Bool, Number

Member = dict[str, Value]


@dataclass(slots=True)
class Env:
    """One household under one standard: answers, legal numbers (None = not known), who counts, scores so far."""

    household: dict[str, Value]
    members: tuple[Member, ...]
    on: dt.date
    params: dict[str, Range | None]
    counted: tuple[Truth, ...] = ()
    scores: dict[str, Range] = field(default_factory=dict)

    def param(self, name: str) -> Range:
        """A legal number; everything is possible where it is not known."""
        return self.params[name] or UNKNOWN_NUMBER

    def age(self, member: Member) -> Range:
        """The member's age on the reference date."""
        parts = (member.get("birth_year"), member.get("birth_month"), member.get("birth_day"))
        return age_range(*parts, *on_parts(self.on))

    def counted_members(self) -> Range:
        """How many surely count, and at most."""
        return sum(one[0] for one in self.counted), sum(not one[1] for one in self.counted)

    def count(self, condition: Bool) -> Range:
        """How many counted members surely, and at most, satisfy a condition."""
        surely = maybe = 0
        holds = compile_bool(condition)
        for member, counted in zip(self.members, self.counted, strict=True):
            is_true, is_false = holds(self, member)
            surely += counted[0] and is_true
            maybe += not counted[1] and not is_false
        return surely, maybe

    def score(self, name: str) -> Range:
        """A score; everything is possible where it could not be computed."""
        return self.scores.get(name, UNKNOWN_NUMBER)


NumberFn = Callable[[Env, Member], Range]
BoolFn = Callable[[Env, Member], Truth]


class _EnvLeaves:
    """Names leaves as look-ups in an `Env` called `e` and a member called `m`."""

    def __init__(self) -> None:
        self.constants: dict[str, Any] = {"to_range": to_range}

    def answer(self, level: str, fact: str) -> str:
        holder = "e.household" if level == "household" else "m"
        return f"{holder}.get({fact!r})"

    def number(self, level: str, fact: str) -> Pair:
        return _ends(f"to_range({self.answer(level, fact)})")

    def param(self, name: str) -> Pair:
        return _ends(f"e.param({name!r})")

    def age(self) -> Pair:
        return _ends("e.age(m)")

    def counted(self) -> Pair:
        return _ends("e.counted_members()")

    def count(self, condition: Bool) -> Pair:
        return _ends(f"e.count({self._constant(condition)})")

    def score(self, name: str) -> Pair:
        return _ends(f"e.score({name!r})")

    def codes(self, codes: tuple[str, ...]) -> str:
        return self._constant(frozenset(codes))

    def _constant(self, value: object) -> str:
        name = f"C{len(self.constants)}"
        self.constants[name] = value
        return name


def _ends(source: str) -> Pair:
    return f"{source}[0]", f"{source}[1]"


@cache
def compile_number(node: Number) -> NumberFn:
    """A function that gives the range of a number node."""
    leaves = _EnvLeaves()
    number: NumberFn = _function(expressions(leaves).number(node), leaves.constants)
    return number


@cache
def compile_bool(node: Bool) -> BoolFn:
    """A function that gives the truth of a boolean node."""
    leaves = _EnvLeaves()
    truth: BoolFn = _function(expressions(leaves).truth(node), leaves.constants)
    return truth


def expressions(leaves: Any) -> Expressions:
    """The compiler with the dictionary's types."""
    typed = {"codes": set[tuple[str, str]](), "boolean": set[tuple[str, str]]()}
    facts = load_facts()
    for level, pool in (("household", facts.household), ("member", facts.member)):
        for fact in pool.values():
            typed.setdefault(fact.type, set()).add((level, fact.id))
    return Expressions(leaves, frozenset(typed["codes"]), frozenset(typed["boolean"]))


def _function(pair: Pair, constants: dict[str, Any]) -> Any:
    """Build the function; the source is written by the compiler from a checked tree, never from a pack's own text."""
    return eval(f"lambda e, m: ({pair[0]}, {pair[1]})", dict(constants))
