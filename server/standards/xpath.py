"""The XForms compiler of the rule tree: a round's standards become calculates that a tablet runs offline.

Same meanings as `ranges`: every number is two expressions (low, high), every truth two (surely true, surely false).
Household facts are `${fact}`; members live in two repeats, so a member expression is written once with `@` for
the prefix and emitted as `m_…` for known and `nm_…` for new members.

Each calculate is a node that every tablet sends, so truths share nodes: a character each. A member's text holds a
letter per condition, a capital where it surely holds, a small one where it may; the household's joins them and counts.
"""

from __future__ import annotations

import datetime as dt
import string
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
_LETTERS = string.ascii_uppercase + "".join(map(chr, range(ord("А"), ord("Я") + 1)))  # Latin, then Cyrillic


@dataclass(frozen=True, slots=True)
class Calculate:
    """One calculate of the form; `is_member` ones stand in both repeats, with `@` for the prefix of names."""

    name: str
    expression: str
    is_member: bool = False


def compile_round(standards: tuple[RoundStandard, ...], reference_on: dt.date) -> list[Calculate]:
    """Calculates for every standard of a round, in an order in which each only reads earlier ones.

    Standard n (from 1) ends in `c<n>_class`, `c<n>_b1`, `c<n>_b2` and `c<n>_i`, which `indicator_state` reads; one that
    reads no people in `c<n>_class` alone.
    """
    calculates: list[Calculate] = _ages(reference_on) if any(one.reads_people for one in standards) else []
    for number, used in enumerate(standards, start=1):
        calculates += _Compiler(f"c{number}_", used).run()
    return calculates


def indicator_state(number: int, position: int) -> str:
    """What standard `number` (from 1) says of its indicator at `position` (from 0): '1' deprived, '0' not, '?' open."""
    return f"substr(${{c{number}_i}}, {position}, {position + 1})"


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
        self._conditions: dict[Bool, str] = {}
        self._letters = f"${{{prefix}k}}"
        self._indicators = f"${{{prefix}i}}"
        self._numbers: dict[type, Callable[[Any], Pair]] = {
            Num: lambda node: (str(node.value), str(node.value)),
            FactNumber: _fact_number,
            Param: self._param,
            CountedMembers: lambda _node: (self._ref("n_lo"), self._ref("n_hi")),
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
        """Everything of this standard; what people are asked about comes first, as the rest reads it."""
        if not self._used.reads_people:
            self._emit("class", self._class())
            return self._calculates
        n_lo, n_hi = self._count(self._used.standard.counted)
        self._emit("n_lo", n_lo)
        self._emit("n_hi", n_hi)
        if self._used.method == "points":
            self._emit_score(self._used.items())
        self._emit_indicators()
        self._emit("class", f"if({self._ref('n_lo')} >= 1, {self._class()}, 'undetermined')")
        return [*self._people(), *self._calculates]

    # --- parts ------------------------------------------------------------------------------------------

    def _people(self) -> list[Calculate]:
        """Each person's letters, and those of all together."""
        counted, *others = [(self._bool(one), letter) for one, letter in self._conditions.items()]
        (surely, surely_not), letter = counted
        if_counted = [_truth(pair, one, "", one.lower()) for pair, one in others]
        if_maybe = [f"if({pair[1]}, '', '{one.lower()}')" for pair, one in others]
        yes, maybe = _concat(f"'{letter}'", *if_counted), _concat(f"'{letter.lower()}'", *if_maybe)
        name = f"{self._prefix}k"
        joined = _concat(*(f"join('', ${{{prefix}{name}}})" for prefix in (KNOWN, NEW)))
        return [
            Calculate(f"@{name}", f"if({surely}, {yes}, if({surely_not}, '', {maybe}))", True),
            Calculate(name, joined),
        ]

    def _emit_score(self, items: tuple[Item, ...]) -> None:
        """The sum of the items' points; without a table it is anything."""
        pairs = [self._first(item) if item.select == "first" else self._rows(item) for item in items]
        for number, (name, anything) in enumerate((("b1_lo", "0"), ("b1_hi", str(BIG)))):
            self._emit(name, " + ".join(f"({pair[number]})" for pair in pairs) or anything)
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
        truths = [self._bool(one.deprived) for one in self._used.indicators()]
        self._emit("i", _concat(*(_truth(pair, "1", "0", "?") for pair in truths)))
        d_lo, d_hi = self._deprived()
        self._emit("b2", f"if({d_lo} = {d_hi}, {self._b2()[0]}, '')")

    def _class(self) -> str:
        """A letter per rule that holds, in order; the class is settled where only rules of one outcome can be first."""
        rules = self._used.standard.rules[self._used.method]
        names = dict.fromkeys(rule.outcome for rule in rules)
        outcomes = {name: _LETTERS[number] for number, name in enumerate(names)}
        truths = [(self._bool(rule.when), outcomes[rule.outcome]) for rule in rules]
        self._emit("r", _concat(*(_truth(pair, letter, "", letter.lower()) for pair, letter in truths)))
        expression = "'undetermined'"
        for outcome, letter in outcomes.items():
            others = f"translate({self._ref('r')}, '{letter.lower()}', '')"
            expression = f"if(starts-with({others}, '{letter}'), '{outcome}', {expression})"
        return expression

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
        if node.name == "b1":
            return self._ref("b1_lo"), self._ref("b1_hi")
        return self._b2() if node.name == "b2" else self._deprived()

    def _deprived(self) -> Pair:
        """How many indicators are surely deprived, and how many may be."""
        surely = f"string-length(translate({self._indicators}, '0?', ''))"
        return surely, f"string-length(translate({self._indicators}, '0', ''))"

    def _b2(self) -> Pair:
        each = _by_area(self._used.standard.parameters[B2_POINTS].value)
        low, high = self._deprived()
        return f"{low} * {each[0]}", f"{high} * {each[1]}"

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
        letter = self._letter(node.condition)
        return self._holds(letter), f"not({self._holds(letter)} or {self._holds(letter.lower())})"

    def _count(self, condition: Bool) -> Pair:
        letter = self._letter(condition)
        return self._times_of(letter), self._times_of(letter + letter.lower())

    def _letter(self, condition: Bool) -> str:
        """The letter of a condition on one person; the first one is who counts at all."""
        return self._conditions.setdefault(condition, _LETTERS[len(self._conditions)])

    def _holds(self, letter: str) -> str:
        return f"contains({self._letters}, '{letter}')"

    def _times_of(self, letters: str) -> str:
        others = f"translate({self._letters}, '{letters}', '')"
        return f"(string-length({self._letters}) - string-length({others}))"

    # --- names ------------------------------------------------------------------------------------------

    def _emit(self, name: str, expression: str) -> None:
        self._calculates.append(Calculate(f"{self._prefix}{name}", expression))

    def _ref(self, name: str) -> str:
        return f"${{{self._prefix}{name}}}"


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


def _truth(pair: Pair, surely: str, surely_not: str, maybe: str) -> str:
    """One of three characters."""
    return f"if({pair[0]}, '{surely}', if({pair[1]}, '{surely_not}', '{maybe}'))"


def _concat(*parts: str) -> str:
    return f"concat({', '.join(parts)})"


def expand(calculate: Calculate, prefix: str) -> tuple[str, str]:
    """(name, expression) of a member calculate for one of the two repeats."""
    return calculate.name.replace("@", prefix), calculate.expression.replace("@", prefix)
