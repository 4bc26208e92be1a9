"""The XForms compiler of the rule tree: a round's standards become calculates that a tablet runs offline.

Same meanings as `ranges`: every number is two expressions (low, high), every truth two (surely true, surely false).
Household facts are `${fact}`; members live in two repeats, so a member expression is written once with `@` for
the prefix and emitted as `m_…` for known and `nm_…` for new members.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from server.domain.facts import load_facts

from .packs import AREA_KINDS, B2_POINTS, ByArea, Item, RoundStandard, Row
from .ranges import BIG
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
    NotFound,
    Num,
    Number,
    OneOf,
    Param,
    Score,
    Times,
)

Pair = tuple[str, str]
KNOWN, NEW = "m_", "nm_"
_NEGATED = {"<=": ">", "<": ">=", ">=": "<", ">": "<="}


@dataclass(frozen=True, slots=True)
class Calculate:
    """One calculate of the form; `is_member` ones stand in both repeats, with `@` for the prefix of names."""

    name: str
    expression: str
    is_member: bool = False


def compile_round(standards: tuple[RoundStandard, ...], reference_on: dt.date) -> list[Calculate]:
    """Calculates for every standard of a round, in an order in which each only reads earlier ones.

    Standard n (from 1) ends in `c<n>_class`, `c<n>_b1`, `c<n>_b2` and `c<n>_i_<indicator>` ("1", "0" or empty).
    """
    calculates: list[Calculate] = _ages(reference_on)
    for number, used in enumerate(standards, start=1):
        calculates += _Compiler(f"c{number}_", used).run()
    return calculates


def _ages(on: dt.date) -> list[Calculate]:
    def age(unknown: int, month: int, day: int) -> str:
        a_month = f"if(${{@birth_month}} = '', {month}, ${{@birth_month}})"
        a_day = f"if(${{@birth_month}} = '' or ${{@birth_day}} = '', {day}, ${{@birth_day}})"
        before = f"if({on.month * 100 + on.day} >= {a_month} * 100 + {a_day}, 0, 1)"
        return f"if(${{@birth_year}} = '', {unknown}, {on.year} - ${{@birth_year}} - {before})"

    return [
        Calculate("@age_lo", age(0, 12, 31), True),
        Calculate("@age_hi", age(BIG, 1, 1), True),
    ]


class _Compiler:
    def __init__(self, prefix: str, used: RoundStandard) -> None:
        self._prefix = prefix
        self._used = used
        self._calculates: list[Calculate] = []
        self._counts: dict[Bool, Pair] = {}
        self._numbers: dict[type, Callable[[Any], Pair]] = {
            Num: lambda node: (str(node.value), str(node.value)),
            FactNumber: _fact_number,
            Param: self._param,
            CountedMembers: lambda _node: (f"${{{prefix}n_lo}}", f"${{{prefix}n_hi}}"),
            CountMembers: lambda node: self._count(node.condition),
            Age: lambda _node: ("${@age_lo}", "${@age_hi}"),
            Times: self._times,
            Score: self._score,
        }
        self._bools: dict[type, Callable[[Any], Pair]] = {
            Compare: self._compare,
            OneOf: _one_of,
            All: lambda node: self._join(node.parts, "and", "or"),
            AnyOf: lambda node: self._join(node.parts, "or", "and"),
            Not: lambda node: self._bool(node.part)[::-1],
            AnyMember: self._any_member,
            NotFound: lambda _node: ("false()", "false()"),
        }

    def run(self) -> list[Calculate]:
        """Emit everything for this standard."""
        self._emit_counted()
        if self._used.method == "points":
            self._emit_score(self._used.items())
        self._emit_indicators()
        self._emit_class()
        return self._calculates

    # --- parts ------------------------------------------------------------------------------------------

    def _emit_counted(self) -> None:
        surely, surely_not = self._bool(self._used.standard.counted)
        self._member("in_lo", f"if({surely}, 1, 0)")
        self._member("in_hi", f"if({surely_not}, 0, 1)")
        self._emit("n_lo", self._sum("in_lo"))
        self._emit("n_hi", self._sum("in_hi"))

    def _emit_score(self, items: tuple[Item, ...]) -> None:
        """Points of each item and their sum; without a table the sum is anything."""
        for item in items:
            low, high = self._first(item) if item.select == "first" else self._rows(item)
            self._emit(f"p_{item.id}_lo", low)
            self._emit(f"p_{item.id}_hi", high)
        for end, anything in (("lo", "0"), ("hi", str(BIG))):
            self._emit(f"b1_{end}", " + ".join(self._ref(f"p_{item.id}_{end}") for item in items) or anything)
        b1_lo, b1_hi = self._ref("b1_lo"), self._ref("b1_hi")
        self._emit("b1", f"if({b1_lo} = {b1_hi}, {b1_lo}, '')")

    def _first(self, item: Item) -> Pair:
        low = high = "0"
        for row in reversed(item.rows):
            surely, surely_not = self._bool(row.when)
            points = self._points(row)
            low = f"if({surely}, {points[0]}, min(if({surely_not}, {BIG}, {points[0]}), {low}))"
            high = f"if({surely}, {points[1]}, max(if({surely_not}, 0, {points[1]}), {high}))"
        return low, high

    def _rows(self, item: Item) -> Pair:
        lows: list[str] = []
        highs: list[str] = []
        for row in item.rows:
            surely, surely_not = self._bool(row.when)
            points = self._points(row)
            lows.append(f"if({surely}, {points[0]}, 0)")
            highs.append(f"if({surely_not}, 0, {points[1]})")
        return " + ".join(lows), " + ".join(highs)

    def _points(self, row: Row) -> Pair:
        return _by_area(self._used.points_of(row))

    def _emit_indicators(self) -> None:
        indicators = self._used.standard.indicators
        for one in indicators:
            self._emit(f"i_{one.id}", _three_valued(self._bool(one.deprived)))
        refs = [self._ref(f"i_{one.id}") for one in indicators]
        self._emit("d_lo", " + ".join(f"if({ref} = '1', 1, 0)" for ref in refs))
        self._emit("d_hi", " + ".join(f"if({ref} = '0', 0, 1)" for ref in refs))
        each = _by_area(self._used.standard.parameters[B2_POINTS].value)
        d_lo, d_hi = self._ref("d_lo"), self._ref("d_hi")
        self._emit("b2_lo", f"{d_lo} * {each[0]}")
        self._emit("b2_hi", f"{d_hi} * {each[1]}")
        self._emit("b2", f"if({d_lo} = {d_hi}, {self._ref('b2_lo')}, '')")

    def _emit_class(self) -> None:
        rules = self._used.standard.rules[self._used.method]
        names = [f"r_{n}" for n, _ in enumerate(rules, start=1)]
        for name, rule in zip(names, rules, strict=True):
            self._emit(name, _three_valued(self._bool(rule.when)))
        possible: dict[str, list[str]] = {}
        reached = ""
        for name, rule in zip(names, rules, strict=True):
            ref = self._ref(name)
            possible.setdefault(rule.outcome, []).append(f"({ref} != '0'{reached})")
            reached += f" and {ref} != '1'"
        is_settled = " or ".join(f"{self._ref(name)} = '1'" for name in names)
        for outcome, ways in possible.items():
            self._emit(f"may_{outcome}", f"if({' or '.join(ways)}, '1', '0')")
        expression = "'undetermined'"
        for outcome in possible:
            others = [f"{self._ref(f'may_{other}')} = '0'" for other in possible if other != outcome]
            condition = " and ".join([f"{self._ref(f'may_{outcome}')} = '1'", *others])
            expression = f"if({condition}, '{outcome}', {expression})"
        somebody = f"{self._ref('n_lo')} >= 1"
        self._emit("class", f"if(({is_settled}) and {somebody}, {expression}, 'undetermined')")

    # --- nodes ------------------------------------------------------------------------------------------

    def _number(self, node: Number) -> Pair:
        return self._numbers[type(node)](node)

    def _bool(self, node: Bool) -> Pair:
        return self._bools[type(node)](node)

    def _param(self, node: Param) -> Pair:
        return _by_area(self._used.standard.parameters[node.name].value)

    def _times(self, node: Times) -> Pair:
        left, right = self._number(node.left), self._number(node.right)
        return f"min({left[0]} * {right[0]}, {BIG})", f"min({left[1]} * {right[1]}, {BIG})"

    def _score(self, node: Score) -> Pair:
        name = {"b1": "b1", "b2": "b2", "deprived": "d"}[node.name]
        return self._ref(f"{name}_lo"), self._ref(f"{name}_hi")

    def _compare(self, node: Compare) -> Pair:
        (left_lo, left_hi), (right_lo, right_hi) = self._number(node.left), self._number(node.right)
        if node.op in ("<=", "<"):
            return f"{left_hi} {node.op} {right_lo}", f"{left_lo} {_NEGATED[node.op]} {right_hi}"
        if node.op in (">=", ">"):
            return f"{left_lo} {node.op} {right_hi}", f"{left_hi} {_NEGATED[node.op]} {right_lo}"
        equal = f"({left_lo} = {left_hi} and {right_lo} = {right_hi} and {left_lo} = {right_lo})"
        return equal, f"({left_hi} < {right_lo} or {left_lo} > {right_hi})"

    def _join(self, parts: tuple[Bool, ...], word: str, other: str) -> Pair:
        pairs = [self._bool(part) for part in parts]
        return (
            "(" + f" {word} ".join(pair[0] for pair in pairs) + ")",
            "(" + f" {other} ".join(pair[1] for pair in pairs) + ")",
        )

    def _any_member(self, node: AnyMember) -> Pair:
        surely, maybe = self._count(node.condition)
        return f"{surely} >= 1", f"{maybe} = 0"

    def _count(self, condition: Bool) -> Pair:
        if condition not in self._counts:
            number = len(self._counts) + 1
            surely, surely_not = self._bool(condition)
            counted = f"${{@{self._prefix}in_"
            self._member(f"k{number}_lo", f"if({counted}lo}} = 1 and {surely}, 1, 0)")
            self._member(f"k{number}_hi", f"if({counted}hi}} = 0 or {surely_not}, 0, 1)")
            self._emit(f"k{number}_lo", self._sum(f"k{number}_lo"))
            self._emit(f"k{number}_hi", self._sum(f"k{number}_hi"))
            self._counts[condition] = (self._ref(f"k{number}_lo"), self._ref(f"k{number}_hi"))
        return self._counts[condition]

    # --- names ------------------------------------------------------------------------------------------

    def _emit(self, name: str, expression: str) -> None:
        self._calculates.append(Calculate(f"{self._prefix}{name}", expression))

    def _member(self, name: str, expression: str) -> None:
        self._calculates.append(Calculate(f"@{self._prefix}{name}", expression, True))

    def _ref(self, name: str) -> str:
        return f"${{{self._prefix}{name}}}"

    def _sum(self, name: str) -> str:
        return f"sum(${{{KNOWN}{self._prefix}{name}}}) + sum(${{{NEW}{self._prefix}{name}}})"


def _fact_number(node: FactNumber) -> Pair:
    ref = f"${{{node.fact}}}" if node.level == "household" else f"${{@{node.fact}}}"
    return f"if({ref} = '', 0, {ref})", f"if({ref} = '', {BIG}, {ref})"


def _one_of(node: OneOf) -> Pair:
    ref = f"${{{node.fact}}}" if node.level == "household" else f"${{@{node.fact}}}"
    fact = load_facts().get(node.level, node.fact)
    if fact is not None and fact.type == "codes":
        holds = " or ".join(f"selected({ref}, '{code}')" for code in node.codes)
    else:
        holds = " or ".join(f"{ref} = '{code}'" for code in node.codes)
    return f"({holds})", f"({ref} != '' and not({holds}))"


def _by_area(value: ByArea) -> Pair:
    """Low and high of a value by `${area_kind}`; an unknown kind spans both, an unknown number is anything."""
    lows = {kind: 0 if one is None else one for kind, one in value.items()}
    highs = {kind: BIG if one is None else one for kind, one in value.items()}
    return _by_kind(lows, min(lows.values())), _by_kind(highs, max(highs.values()))


def _by_kind(ends: dict[str, int], unknown: int) -> str:
    if len(set(ends.values())) == 1:
        return str(unknown)
    return "".join(f"if(${{area_kind}} = '{kind}', {ends[kind]}, " for kind in AREA_KINDS) + f"{unknown}))"


def _three_valued(truth: Pair) -> str:
    return f"if({truth[0]}, '1', if({truth[1]}, '0', ''))"


def expand(calculate: Calculate, prefix: str) -> tuple[str, str]:
    """(name, expression) of a member calculate for one of the two repeats."""
    return calculate.name.replace("@", prefix), calculate.expression.replace("@", prefix)
