"""The Python compiler of the rule tree: nodes become closures over an environment. Pure and total."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from server.domain.facts import Value

from .ranges import BIG, FALSE, TRUE, UNKNOWN, UNKNOWN_NUMBER, Range, Truth, age_range, compare, times
from .tree import (
    Age,
    All,
    AnyMember,
    AnyOf,
    Bool,
    Compare,
    CountedMembers,
    CountMembers,
    FactNumber,
    Not,
    Num,
    Number,
    OneOf,
    Param,
    Score,
    Times,
)

Member = dict[str, Value]
MissingKey = tuple[str, str, str]  # ("answer", level, fact) or ("parameter", "", name)


@dataclass(slots=True)
class Env:
    """One household under one standard while its rules run; `missing` collects what was asked for and not there."""

    household: dict[str, Value]
    members: tuple[Member, ...]
    on: dt.date
    params: dict[str, Range | None]
    counted: tuple[Truth, ...] = ()
    scores: dict[str, Range] = field(default_factory=dict)
    missing: set[MissingKey] = field(default_factory=set)


NumberFn = Callable[[Env, Member], Range]
BoolFn = Callable[[Env, Member], Truth]


def compile_number(node: Number) -> NumberFn:
    """A closure that gives the range of a number node."""
    return _NUMBERS[type(node)](node)


def compile_bool(node: Bool) -> BoolFn:
    """A closure that gives the truth of a boolean node."""
    return _BOOLS[type(node)](node)


def count_surely_and_maybe(env: Env, condition: BoolFn) -> Range:
    """How many counted members surely, and at most, satisfy a condition."""
    surely = maybe = 0
    for member, counted in zip(env.members, env.counted, strict=True):
        if counted[1]:
            continue
        is_true, is_false = condition(env, member)
        surely += counted[0] and is_true
        maybe += not is_false
    return surely, maybe


def _num(node: Num) -> NumberFn:
    value = (node.value, node.value)
    return lambda _env, _member: value


def _fact_number(node: FactNumber) -> NumberFn:
    fact, level = node.fact, node.level
    is_household = level == "household"

    def read(env: Env, member: Member) -> Range:
        value = (env.household if is_household else member).get(fact)
        if isinstance(value, int | Decimal) and not isinstance(value, bool):
            return value, value
        env.missing.add(("answer", level, fact))
        return UNKNOWN_NUMBER

    return read


def _param(node: Param) -> NumberFn:
    name = node.name

    def read(env: Env, _member: Member) -> Range:
        value = env.params[name]
        if value is None:
            env.missing.add(("parameter", "", name))
            return UNKNOWN_NUMBER
        return value

    return read


def _counted_members(_node: CountedMembers) -> NumberFn:
    return lambda env, _member: (sum(one[0] for one in env.counted), sum(not one[1] for one in env.counted))


def _count_members(node: CountMembers) -> NumberFn:
    condition = compile_bool(node.condition)
    return lambda env, _member: count_surely_and_maybe(env, condition)


def _age(_node: Age) -> NumberFn:
    def read(env: Env, member: Member) -> Range:
        year, month, day = member.get("birth_year"), member.get("birth_month"), member.get("birth_day")
        if not isinstance(year, int):
            env.missing.add(("answer", "member", "birth_year"))
            return UNKNOWN_NUMBER
        return age_range(year, month if isinstance(month, int) else None, day if isinstance(day, int) else None, env.on)

    return read


def _times(node: Times) -> NumberFn:
    left, right = compile_number(node.left), compile_number(node.right)
    return lambda env, member: times(left(env, member), right(env, member))


def _score(node: Score) -> NumberFn:
    name = node.name
    return lambda env, _member: env.scores.get(name, UNKNOWN_NUMBER)


def _compare(node: Compare) -> BoolFn:
    left, right, op = compile_number(node.left), compile_number(node.right), node.op
    return lambda env, member: compare(op, left(env, member), right(env, member))


def _one_of(node: OneOf) -> BoolFn:
    fact, level, codes = node.fact, node.level, frozenset(node.codes)
    is_household = level == "household"

    def read(env: Env, member: Member) -> Truth:
        value = (env.household if is_household else member).get(fact)
        if value is None:
            env.missing.add(("answer", level, fact))
            return UNKNOWN
        if isinstance(value, bool):
            value = "yes" if value else "no"
        is_in = not codes.isdisjoint(value) if isinstance(value, tuple) else value in codes
        return TRUE if is_in else FALSE

    return read


def _all(node: All) -> BoolFn:
    parts = tuple(compile_bool(part) for part in node.parts)

    def read(env: Env, member: Member) -> Truth:
        is_true = True
        for part in parts:
            truth = part(env, member)
            if truth[1]:
                return FALSE
            is_true = is_true and truth[0]
        return (True, False) if is_true else UNKNOWN

    return read


def _any_of(node: AnyOf) -> BoolFn:
    parts = tuple(compile_bool(part) for part in node.parts)

    def read(env: Env, member: Member) -> Truth:
        is_false = True
        for part in parts:
            truth = part(env, member)
            if truth[0]:
                return TRUE
            is_false = is_false and truth[1]
        return FALSE if is_false else UNKNOWN

    return read


def _not(node: Not) -> BoolFn:
    part = compile_bool(node.part)

    def read(env: Env, member: Member) -> Truth:
        is_true, is_false = part(env, member)
        return is_false, is_true

    return read


def _any_member(node: AnyMember) -> BoolFn:
    condition = compile_bool(node.condition)

    def read(env: Env, _member: Member) -> Truth:
        surely, maybe = count_surely_and_maybe(env, condition)
        return surely >= 1, maybe == 0

    return read


_NUMBERS: dict[type, Callable[[Any], NumberFn]] = {
    Num: _num,
    FactNumber: _fact_number,
    Param: _param,
    CountedMembers: _counted_members,
    CountMembers: _count_members,
    Age: _age,
    Times: _times,
    Score: _score,
}
_BOOLS: dict[type, Callable[[Any], BoolFn]] = {
    Compare: _compare,
    OneOf: _one_of,
    All: _all,
    AnyOf: _any_of,
    Not: _not,
    AnyMember: _any_member,
}
__all__ = ["BIG", "Env", "compile_bool", "compile_number", "count_surely_and_maybe"]
