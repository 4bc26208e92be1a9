"""The Python compiler of a round's standard: one function per kind of area, with its legal numbers written in.

The function reads a household once, walks its members once, and gives scores, verdict and trace. Trace lines that hold
no answer of the household are made beforehand.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from server.domain.facts import HouseholdFacts

from .assessment import TraceItem
from .evaluate import expressions
from .expressions import Pair
from .packs import B2_POINTS, Item, RoundStandard, Row
from .ranges import BIG, NUMBER_TYPES, UNKNOWN_NUMBER, Range, age_range
from .trace_lines import household_facts, indicator_line, member_line, points_line, sum_line
from .tree import AnyMember, Bool

Run = Callable[[HouseholdFacts, int, int], "Result"]
_UNKNOWN_PAIR = (str(UNKNOWN_NUMBER[0]), str(UNKNOWN_NUMBER[1]))


@dataclass(frozen=True, slots=True)
class Result:
    """What the program found. `ways`: the rules that may decide, by number; the count of rules stands for none."""

    counted: Range
    b1: Range | None
    b2: Range | None
    deprived_count: Range
    deprived: tuple[str, ...]
    signs: str
    ways: tuple[int, ...]
    trace: tuple[TraceItem, ...]


class _Locals:
    """Names leaves as locals of the program and remembers which it must read."""

    def __init__(self, params: dict[str, Range | None]) -> None:
        self.constants: dict[str, Any] = {
            "BIG": BIG,
            "NUMBER_TYPES": NUMBER_TYPES,
            "UNKNOWN_NUMBER": UNKNOWN_NUMBER,
            "Result": Result,
            "TraceItem": TraceItem,
            "age_range": age_range,
        }
        self.answers: dict[str, dict[str, None]] = {"household": {}, "member": {}}
        self.numbers: dict[str, dict[str, None]] = {"household": {}, "member": {}}
        self.counts: dict[Bool, int] = {}
        self._params = params

    def answer(self, level: str, fact: str) -> str:
        self.answers[level][fact] = None
        return f"{level[0]}_{fact}"

    def number(self, level: str, fact: str) -> Pair:
        self.numbers[level][fact] = None
        return f"{level[0]}_{fact}_lo", f"{level[0]}_{fact}_hi"

    def param(self, name: str) -> Pair:
        low, high = self._params[name] or UNKNOWN_NUMBER
        return str(low), str(high)

    def age(self) -> Pair:
        return "age_lo", "age_hi"

    def counted(self) -> Pair:
        return "n_lo", "n_hi"

    def count(self, condition: Bool) -> Pair:
        number = self.counts.setdefault(condition, len(self.counts) + 1)
        return f"k{number}_lo", f"k{number}_hi"

    def score(self, name: str) -> Pair:
        return f"{name}_lo", f"{name}_hi"

    def codes(self, codes: tuple[str, ...]) -> str:
        return self.constant(frozenset(codes))

    def constant(self, value: Any) -> str:
        """The name of a value the program holds."""
        name = f"C{len(self.constants)}"
        self.constants[name] = value
        return name

    def reads(self, level: str, holder: str) -> list[str]:
        """Lines that read the answers once."""
        kind = level[0]
        lines = [f"{kind}_{one} = {holder}.get({one!r})" for one in self.answers[level]]
        for one in self.numbers[level]:
            lines.append(f"v = {holder}.get({one!r})")
            lines.append(
                f"{kind}_{one}_lo, {kind}_{one}_hi = (v, v) if v.__class__ in NUMBER_TYPES else UNKNOWN_NUMBER"
            )
        return lines


def build_program(used: RoundStandard, kind: str | None, params: dict[str, Range | None]) -> Run:
    """Compile a round's standard for one kind of area (None: not known) to one function."""
    source, constants = _Writer(used, kind, params).write()
    space: dict[str, Any] = dict(constants)
    exec(compile(source, f"<{used.standard.id}>", "exec"), space)
    run: Run = space["run"]
    return run


class _Writer:
    """Writes the program's lines. Member conditions are written last, when every use of them is known."""

    def __init__(self, used: RoundStandard, kind: str | None, params: dict[str, Range | None]) -> None:
        self._used = used
        self._kind = kind
        self._params = params
        self._leaves = _Locals(params)
        self._write = expressions(self._leaves)
        self._named: dict[Bool, int] = {}

    def write(self) -> tuple[str, dict[str, Any]]:
        """The program's source and the values it holds."""
        body = [*self._scores(), *self._indicators(), *self._rules(), self._result()]
        members = self._members() if self._used.reads_people else ["n_lo = n_hi = 0"]
        opening = ["household, members = facts.household, facts.members", "trace = []", "note = trace.append"]
        lines = [*opening, *self._leaves.reads("household", "household"), *members, *body]
        source = "def run(facts, on_year, on_day):\n" + "".join(f"    {line}\n" for line in lines)
        return source, self._leaves.constants

    # --- members ----------------------------------------------------------------------------------------

    def _members(self) -> list[str]:
        standard = self._used.standard
        surely, surely_not = self._write.truth(standard.counted)
        conditions: list[str] = []
        done = 0
        while done < len(self._leaves.counts):  # writing a condition may name further ones
            condition = list(self._leaves.counts)[done]
            done += 1
            conditions += self._condition(condition, done)
        names = [f"{name}_{end}" for n in range(1, done + 1) for name in (f"k{n}",) for end in ("lo", "hi")]
        zeros = [" = ".join(["n_lo", "n_hi", *names]) + " = 0"]
        zeros += [f"w{number} = []" for number in self._named.values()]
        mark = self._leaves.constant(member_line(standard.who_counts.source))
        state = self._leaves.answer("member", "state")
        loop = [
            *self._leaves.reads("member", "m"),
            "born = m.get('birth_year'), m.get('birth_month'), m.get('birth_day')",
            "age_lo, age_hi = age_range(*born, on_year, on_day)",
            f"is_in, is_out = {surely}, {surely_not}",
            f"note({mark}(m.get('no', position), {state}, is_in, is_out))",
            "if is_out: continue",
            "n_lo += is_in",
            "n_hi += 1",
            *conditions,
        ]
        return [*zeros, "for position, m in enumerate(members, 1):", *(f"    {line}" for line in loop)]

    def _condition(self, condition: Bool, number: int) -> list[str]:
        surely, surely_not = self._write.truth(condition)
        lines = [
            f"if not ({surely_not}):",
            f"    k{number}_hi += 1",
            f"    if is_in and ({surely}):",
            f"        k{number}_lo += 1",
        ]
        named = self._named.get(condition)
        return [*lines, f"        w{named}.append(m.get('no', position))"] if named else lines

    # --- scores -----------------------------------------------------------------------------------------

    def _scores(self) -> list[str]:
        items = self._used.items()
        if not items:
            return [f"b1_lo, b1_hi = {_UNKNOWN_PAIR[0]}, {_UNKNOWN_PAIR[1]}"]
        lines = ["b1_lo = b1_hi = 0"]
        for item in items:
            lines += self._first(item) if item.select == "first" else self._sum(item)
        return lines

    def _first(self, item: Item) -> list[str]:
        """The first row that holds. `a`, `z`: least and most points of the rows that may hold before it."""
        unknown = self._leaves.constant(points_line(item, None, None))
        lines = ["a, z = BIG, -1"]
        for row in item.rows:
            surely, surely_not = self._write.truth(row.when)
            low, high = self._points(row)
            lines += [f"if {surely}:", *self._settle(item, row.label, (low, high), unknown), "    break"]
            lines += [f"if not ({surely_not}):", f"    a, z = min(a, {low}), max(z, {high})"]
        lines += [*(line[4:] for line in self._settle(item, None, (0, 0), unknown)), "break"]
        return ["while True:", *(f"    {line}" for line in lines)]

    def _settle(self, item: Item, label: str | None, points: tuple[int, int], unknown: str) -> list[str]:
        low, high = points
        is_known = low == high
        line = self._leaves.constant(points_line(item, label, low)) if is_known else unknown
        return [
            "    if z < 0:",
            f"        b1_lo += {low}; b1_hi += {high}; note({line})",
            "    else:",
            f"        a, z = min(a, {low}), max(z, {high})",
            f"        b1_lo += a; b1_hi += z; note({unknown} if a != z else {self._points_known(item)}(a))",
        ]

    def _points_known(self, item: Item) -> str:
        """Several rows may hold but all give the same points."""
        return self._leaves.constant(lru_cache(lambda points: points_line(item, None, points)))

    def _sum(self, item: Item) -> list[str]:
        """Every row that holds. `mask`: the rows that surely hold."""
        lines = ["a = z = mask = 0"]
        for number, row in enumerate(item.rows):
            surely, surely_not = self._write.truth(row.when)
            low, high = self._points(row)
            lines += [f"if {surely}:", f"    a += {low}; z += {high}; mask |= {1 << number}"]
            lines += [f"elif not ({surely_not}):", f"    z += {high}"]
        line = self._leaves.constant(sum_line(item))
        return [*lines, f"b1_lo += a; b1_hi += z; note({line}(mask, a if a == z else None))"]

    def _points(self, row: Row) -> tuple[int, int]:
        by_kind = self._used.points_of(row)
        values = [by_kind[self._kind]] if self._kind else list(by_kind.values())
        known = [one for one in values if one is not None]
        return (min(known), max(known)) if len(known) == len(values) else (0, BIG)

    # --- indicators and rules ---------------------------------------------------------------------------

    def _indicators(self) -> list[str]:
        lines = ["deprived_lo = deprived_hi = 0", "deprived = []", "signs = ''"]
        for one in self._used.indicators():
            surely, surely_not = self._write.truth(one.deprived)
            facts = tuple(dict.fromkeys(household_facts(one.deprived)))
            known = isinstance(one.deprived, AnyMember)
            who = f"tuple(w{self._name(one.deprived.condition)})" if known else "()"  # type: ignore[union-attr]
            line = self._leaves.constant(indicator_line(one.id, one.label, one.source, facts))
            said = "".join(f", household.get({fact!r})" for fact in facts)
            lines += [
                f"t = {surely}",
                f"f = {surely_not}",
                f"note({line}(t, f, {who}{said}))",
                f"if t: deprived_lo += 1; deprived.append({one.id!r})",
                "deprived_hi += not f",
                "signs += '1' if t else '0' if f else '?'",
            ]
        each = self._params.get(B2_POINTS)
        low, high = each or UNKNOWN_NUMBER
        return [*lines, f"b2_lo, b2_hi = deprived_lo * {low}, deprived_hi * {high}"]

    def _name(self, condition: Bool) -> int:
        """The list of who satisfies a condition: its number is that of the count."""
        self._leaves.count(condition)
        number = self._leaves.counts[condition]
        self._named[condition] = number
        return number

    def _rules(self) -> list[str]:
        rules = self._used.standard.rules[self._used.method]
        lines = ["ways = []"]
        for number, rule in enumerate(rules):
            surely, surely_not = self._write.truth(rule.when)
            name = f"{rule.outcome}:{rule.reason}"
            made = [TraceItem("rule", name, "", None, None, is_met, rule.source) for is_met in (True, False, None)]
            true, false, unknown = (self._leaves.constant(one) for one in made)
            lines += [f"if {surely}:", f"    note({true}); ways.append({number}); break"]
            lines += [f"if {surely_not}:", f"    note({false})", "else:", f"    note({unknown}); ways.append({number})"]
        return ["while True:", *(f"    {line}" for line in [*lines, f"ways.append({len(rules)})", "break"])]

    def _result(self) -> str:
        b1 = "(b1_lo, b1_hi)" if self._used.items() else "None"
        b2 = "(b2_lo, b2_hi)" if self._params.get(B2_POINTS) and self._used.indicators() else "None"
        counts = "(n_lo, n_hi)", b1, b2, "(deprived_lo, deprived_hi)", "tuple(deprived)", "signs"
        return f"return Result({', '.join(counts)}, tuple(ways), tuple(trace))"
