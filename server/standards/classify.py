"""Classes without their reasons, for counting over many households: the round's rules as one plain function.

Written from the same tree as the program that assesses, in two-valued logic: whatever it would need and does not find
(a missing answer, a birth that leaves an age open, an unknown legal number) raises `UnsureError`, and the household is
assessed in full instead. So it never says what `engine.assess` does not; a property test holds the two together.
Takes facts as they are stored (JSON: exact decimals are text) or as typed values.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any, NoReturn

from server.domain.facts import facts_from_json, load_facts

from .engine import Context, assess_all
from .packs import B2_POINTS, Item, RoundStandard, Row
from .ranges import age_range, on_parts
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

Class = tuple[str, str, int | None, int | None]
Facts = Mapping[str, Any]
_Run = Callable[[Facts, int, int], tuple[Class, ...]]


class UnsureError(Exception):
    """The plain function cannot tell; the full assessment can, or says what is missing."""


def make_classifier(standards: tuple[RoundStandard, ...], context: Context) -> Callable[[Facts], tuple[Class, ...]]:
    """A function from a household's facts {household, members} to (outcome, reason, b1, b2) under each standard."""
    source, constants = _Writer(standards, context.area_kind).write()
    space: dict[str, Any] = dict(constants)
    exec(compile(source, "<classes>", "exec"), space)
    run: _Run = space["run"]
    on_year, on_day = on_parts(context.reference_on)

    def classify(facts: Facts) -> tuple[Class, ...]:
        try:
            return run(facts, on_year, on_day)
        except (UnsureError, KeyError):
            found = assess_all(facts_from_json(dict(facts)), standards, context)
            return tuple((one.outcome, one.reason, one.b1, one.b2) for one in found)

    return classify


def _unsure() -> NoReturn:
    raise UnsureError


class _Writer:
    """Writes the function: one walk over the members for all standards that count them alike, then each standard."""

    def __init__(self, standards: Sequence[RoundStandard], kind: str | None) -> None:
        self._standards = standards
        self._kind = kind
        self._constants: dict[str, Any] = {"U": _unsure, "age_range": age_range, "D": Decimal}
        self._sets: dict[frozenset[str], str] = {}
        self._decimals: dict[str, None] = {}
        self._asked: dict[str, None] = {}
        self._cuts: set[int] = set()
        self._numbers: dict[type, Callable[[Any], str]] = {
            Num: lambda node: str(node.value),
            FactNumber: self._fact,
            Param: lambda node: self._param(node.name),
            CountedMembers: lambda _node: f"n{self._group()}",
            CountMembers: lambda node: self._count(node.condition),
            Times: lambda node: f"({self._number(node.left)} * {self._number(node.right)})",
            Score: lambda node: node.name if self._has_score(node.name) else "U()",
        }
        self._truths: dict[str, str] = {}
        self._counts: dict[tuple[RoundStandard, Bool], str] = {}
        self._used = standards[0]
        self._counted: dict[RoundStandard, str] = {}
        facts = load_facts()
        pools = {"household": facts.household, "member": facts.member}
        self._types = {(level, one.id): one.type for level, pool in pools.items() for one in pool.values()}

    def write(self) -> tuple[str, dict[str, Any]]:
        """The function's source and the values it holds."""
        # Standards that count the same people are counted in one walk; what counts is compared as it is written.
        people = [used for used in self._standards if used.reads_people]
        self._counted = {used: self._of(used, used.standard.counted) for used in people}
        body = [line for number, used in enumerate(self._standards) for line in self._standard(number, used)]
        members = self._members() if people else []  # last: now every condition is named
        decimals = [f"d_{fact} = D(h[{fact!r}])" for fact in self._decimals]
        lines = ["h, members = facts['household'], facts['members']", *decimals, *members, *body]
        lines.append(f"return ({''.join(f'r{n}, ' for n in range(len(self._standards)))})")
        return "def run(facts, on_year, on_day):\n" + "".join(f"    {line}\n" for line in lines), self._constants

    # --- members -------------------------------------------------------------------------------------------

    def _members(self) -> list[str]:
        """Counting who counts, and who satisfies each condition; a condition named in another is counted too."""
        texts: dict[str, dict[str, str]] = {counted: {} for counted in self._counted.values()}
        same: list[str] = []
        done: set[tuple[RoundStandard, Bool]] = set()
        while fresh := [key for key in self._counts if key not in done]:
            for key in fresh:
                done.add(key)
                own, name = texts[self._counted[key[0]]], self._counts[key]
                first = own.setdefault(self._of(*key), name)
                same += [f"{name} = {first}"] if first != name else []
        names = [name for own in texts.values() for name in own.values()]
        lines = [" = ".join([*(f"n{number}" for number in range(len(texts))), *names]) + " = 0"]
        for number, (counted, own) in enumerate(texts.items()):
            body = [
                f"if {counted}:",
                f"    n{number} += 1",
                *(f"    if {text}: {one} += 1" for text, one in own.items()),
            ]
            said = "".join(body)
            asked = [one for one in self._asked if f"m_{one} " in said or f"m_{one})" in said]
            ages = self._ages() if "(age " in said else []
            ages += [", ".join(f"m_{one}" for one in asked) + " = " + ", ".join(f"m[{one!r}]" for one in asked)]
            lines += ["for m in members:", *(f"    {line}" for line in [*ages, *body]), f"if not n{number}: U()"]
        return lines + same

    def _ages(self) -> list[str]:
        """A birth known to the year or month leaves two ages; where a rule would tell them apart, nothing is said."""
        return [
            "month, day = m.get('birth_month'), m.get('birth_day')",
            "if month is None or day is None:",
            "    age, most = age_range(m.get('birth_year'), month, day, on_year, on_day)",
            f"    if age != most and (most - age > 1 or most in {sorted(self._cuts)}): U()",
            "else: age = on_year - m['birth_year'] - (on_day < month * 100 + day)",
        ]

    def _of(self, used: RoundStandard, node: Bool) -> str:
        self._used = used
        return self._truth(node)

    def _group(self) -> int:
        return list(dict.fromkeys(self._counted.values())).index(self._counted[self._used])

    # --- one standard --------------------------------------------------------------------------------------

    def _standard(self, number: int, used: RoundStandard) -> list[str]:
        self._used = used
        lines = ["b1 = 0"] if used.items() else []
        for item in used.items():
            lines += self._first(item) if item.select == "first" else self._sum(item)
        flags = [self._flag(self._truth(one.deprived), lines) for one in used.indicators()]
        lines.append(f"deprived = {' + '.join(flags) or '0'}")
        lines += [f"b2 = deprived * {self._param(B2_POINTS)}"] if self._has_score("b2") else []
        scores = ", ".join(name if self._has_score(name) else "None" for name in ("b1", "b2"))
        for place, rule in enumerate(used.standard.rules[used.method]):
            word = "if" if place == 0 else "elif"
            lines.append(f"{word} {self._truth(rule.when)}: r{number} = ({rule.outcome!r}, {rule.reason!r}, {scores})")
        return [*lines, "else: U()"]

    def _flag(self, text: str, lines: list[str]) -> str:
        """The name of an indicator's truth; standards that ask the same share it."""
        if text not in self._truths:
            self._truths[text] = f"t{len(self._truths)}"
            lines.append(f"{self._truths[text]} = {text}")
        return self._truths[text]

    def _has_score(self, name: str) -> bool:
        if name == "b1":
            return bool(self._used.items())
        return bool(self._used.indicators()) and (name != "b2" or self._param(B2_POINTS) != "U()")

    def _first(self, item: Item) -> list[str]:
        lines = []
        for place, row in enumerate(item.rows):
            lines.append(f"{'elif' if place else 'if'} {self._truth(row.when)}: b1 += {self._points(row)}")
        return lines

    def _sum(self, item: Item) -> list[str]:
        return [f"if {self._truth(row.when)}: b1 += {self._points(row)}" for row in item.rows]

    def _points(self, row: Row) -> str:
        return self._one(self._used.points_of(row))

    def _param(self, name: str) -> str:
        return self._one(self._used.standard.parameters[name].value)

    def _one(self, by_kind: Mapping[str, int | None]) -> str:
        """The one value there is for this kind of area (any kind, where they are the same)."""
        values = {by_kind[self._kind]} if self._kind else set(by_kind.values())
        return str(values.pop()) if len(values) == 1 and None not in values else "U()"

    # --- nodes ---------------------------------------------------------------------------------------------

    def _truth(self, node: Bool) -> str:
        if isinstance(node, All | AnyOf):
            word = " and " if isinstance(node, All) else " or "
            return "(" + word.join(self._truth(part) for part in node.parts) + ")"
        if isinstance(node, Not):
            return f"(not {self._truth(node.part)})"
        if isinstance(node, AnyMember):
            return f"({self._count(node.condition)} > 0)"
        if isinstance(node, NotFound):
            return "U()"
        return self._one_of(node) if isinstance(node, OneOf) else self._compare(node)

    def _compare(self, node: Compare) -> str:
        op = "==" if node.op == "=" else node.op
        if not isinstance(node.left, Age):
            return f"({self._number(node.left)} {op} {self._number(node.right)})"
        cut = self._number(node.right)
        if not cut.isdigit():
            return "U()"
        # Of two ages one year apart: the higher one at which the answer changes.
        self._cuts |= {"<": {int(cut)}, ">=": {int(cut)}, "=": {int(cut), int(cut) + 1}}.get(node.op, {int(cut) + 1})
        return f"(age {op} {cut})"

    def _one_of(self, node: OneOf) -> str:
        answer = self._answer(node.level, node.fact)
        type_ = self._types[node.level, node.fact]
        if type_ == "boolean":
            words = {("no", "yes"): f"({answer} in (True, False))", ("yes",): f"({answer} is True)"}
            return words.get(tuple(sorted(node.codes)), f"({answer} is False)")
        name = self._sets.setdefault(frozenset(node.codes), f"C{len(self._sets)}")
        self._constants[name] = frozenset(node.codes)
        return f"(not {name}.isdisjoint({answer}))" if type_ == "codes" else f"({answer} in {name})"

    def _number(self, node: Number) -> str:
        return self._numbers[type(node)](node)

    def _fact(self, node: FactNumber) -> str:
        is_decimal = self._types[node.level, node.fact] == "decimal"
        if node.level == "member":
            answer = self._answer(node.level, node.fact)
            return f"D({answer})" if is_decimal else answer
        if is_decimal:
            self._decimals[node.fact] = None
        return f"d_{node.fact}" if is_decimal else self._answer(node.level, node.fact)

    def _answer(self, level: str, fact: str) -> str:
        """Where an answer is read. A member's, which several conditions ask for, is read once."""
        if level == "household":
            return f"h[{fact!r}]"
        self._asked[fact] = None
        return f"m_{fact}"

    def _count(self, condition: Bool) -> str:
        return self._counts.setdefault((self._used, condition), f"k{len(self._counts)}")
