"""What stands between a household and a class: the answers and legal numbers on which completions disagree. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from server.domain.facts import Value, load_facts
from server.telling import joined, tell

from .assessment import Missing
from .evaluate import Env, compile_bool, compile_number
from .packs import B2_POINTS, RoundStandard, Row
from .ranges import TRUE, UNKNOWN
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
    Number,
    OneOf,
    Param,
    Score,
    Times,
)

Member = dict[str, Value]
NOBODY = Missing("answer", "members", tell("Chưa có ai được tính là người trong hộ"))
AREA_KIND = Missing("answer", "area_kind", tell("Khu vực nông thôn hay thành thị của xã"))


def find_missing(used: RoundStandard, env: Env, kind: str | None) -> tuple[Missing, ...]:
    """Every missing answer or number that an undecided rule rests on, in the order of the rules."""
    finder = _Finder(used, env, kind)
    found: dict[Missing, None] = dict.fromkeys(finder.behind_nobody() if used.reads_people else ())
    for rule in used.standard.rules[used.method]:
        truth = compile_bool(rule.when)(env, {})
        if truth == TRUE:
            break
        if truth == UNKNOWN:
            found.update(dict.fromkeys(finder.behind(rule.when, {})))
    return tuple(found)


class _Finder:
    """Walks down only the parts whose value is unknown here."""

    def __init__(self, used: RoundStandard, env: Env, kind: str | None) -> None:
        self._used = used
        self._env = env
        self._kind = kind

    def behind_nobody(self) -> Iterator[Missing]:
        """A household in which nobody surely counts has no class."""
        surely, maybe = self._env.counted_members()
        if surely == 0:
            yield from self._behind_counted()
        if maybe == 0:
            yield NOBODY

    def behind(self, node: Bool, member: Member) -> Iterator[Missing]:
        """What makes an unknown condition unknown."""
        if compile_bool(node)(self._env, member) != UNKNOWN:
            return
        if isinstance(node, All | AnyOf):
            for part in node.parts:
                yield from self.behind(part, member)
        elif isinstance(node, Not):
            yield from self.behind(node.part, member)
        elif isinstance(node, OneOf):
            yield _answer(node.level, node.fact)
        elif isinstance(node, NotFound):
            yield Missing("parameter", node.name, node.label)
        elif isinstance(node, AnyMember):
            yield from self._behind_count(node.condition)
        elif isinstance(node, Compare):
            yield from self._behind_number(node.left, member)
            yield from self._behind_number(node.right, member)

    def _behind_number(self, node: Number, member: Member) -> Iterator[Missing]:
        low, high = compile_number(node)(self._env, member)
        if low == high:
            return
        if isinstance(node, FactNumber):
            yield _answer(node.level, node.fact)
        elif isinstance(node, Param):
            yield self._parameter(node.name)
        elif isinstance(node, Age):
            yield _answer("member", _vaguest(member))
        elif isinstance(node, CountedMembers):
            yield from self._behind_counted()
        elif isinstance(node, CountMembers):
            yield from self._behind_count(node.condition)
        elif isinstance(node, Times):
            yield from self._behind_number(node.left, member)
            yield from self._behind_number(node.right, member)
        elif isinstance(node, Score):
            yield from self._behind_b1() if node.name == "b1" else self._behind_deprived(node.name)

    def _behind_counted(self) -> Iterator[Missing]:
        for member, counted in zip(self._env.members, self._env.counted, strict=True):
            if counted == UNKNOWN:
                yield from self.behind(self._used.standard.counted, member)

    def _behind_count(self, condition: Bool) -> Iterator[Missing]:
        for member, counted in zip(self._env.members, self._env.counted, strict=True):
            is_false = counted[1] or compile_bool(condition)(self._env, member)[1]
            if not is_false:
                if counted == UNKNOWN:
                    yield from self.behind(self._used.standard.counted, member)
                yield from self.behind(condition, member)

    def _behind_b1(self) -> Iterator[Missing]:
        if not self._used.items():
            yield Missing("parameter", "scoring", tell("Bảng điểm B1"))
        for item in self._used.items():
            for row in item.rows:
                truth = compile_bool(row.when)(self._env, {})
                yield from self.behind(row.when, {})
                if not truth[1]:
                    yield from self._behind_points(joined((item.label, row.label), ": "), row)
                if truth[0] and item.select == "first":
                    break

    def _behind_points(self, label: str, row: Row) -> Iterator[Missing]:
        by_kind = self._used.points_of(row)
        values = [by_kind[self._kind]] if self._kind else list(by_kind.values())
        if None in values:
            yield Missing("parameter", label, label)
        elif len(set(values)) > 1:
            yield AREA_KIND

    def _behind_deprived(self, name: str) -> Iterator[Missing]:
        each = self._env.param(B2_POINTS)
        if name == "b2" and each[0] != each[1]:
            yield self._parameter(B2_POINTS)
        for indicator in self._used.indicators():
            yield from self.behind(indicator.deprived, {})

    def _parameter(self, name: str) -> Missing:
        parameter = self._used.standard.parameters[name]
        return AREA_KIND if self._env.params[name] is not None else Missing("parameter", name, parameter.label)


def _answer(level: str, fact_id: str) -> Missing:
    fact = load_facts().get(level, fact_id)
    name = fact_id if level == "household" else f"member.{fact_id}"
    return Missing("answer", name, fact.vi if fact else fact_id)


def _vaguest(member: Any) -> str:
    """The part of a birth that would settle an age (R8)."""
    if not isinstance(member.get("birth_year"), int):
        return "birth_year"
    return "birth_day" if isinstance(member.get("birth_month"), int) else "birth_month"
