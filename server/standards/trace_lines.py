"""Lines of the trace, made once per distinct content: most households share most lines. Pure."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from server.domain.facts import Value
from server.telling import joined, tell

from .assessment import TraceItem
from .packs import Item
from .say import say_all
from .tree import Bool, FactNumber, OneOf, walk


def household_facts(node: Bool) -> list[str]:
    """The facts of the household a condition reads."""
    return [one.fact for one in walk(node) if isinstance(one, OneOf | FactNumber) and one.level == "household"]


def _met(is_true: bool, is_false: bool) -> bool | None:
    return True if is_true else False if is_false else None


def points_line(item: Item, label: str | None, points: int | None) -> TraceItem:
    """A characteristic of which one row holds."""
    return TraceItem("points", item.id, item.label, label, points, None, item.source)


def sum_line(item: Item) -> Callable[[int, int | None], TraceItem]:
    """A characteristic whose rows add up; `mask` has a bit for each row that holds."""

    @lru_cache(4096)
    def line(mask: int, points: int | None) -> TraceItem:
        labels = [row.label for number, row in enumerate(item.rows) if mask & (1 << number)]
        return TraceItem("points", item.id, item.label, joined(labels) if labels else None, points, None, item.source)

    return line


def member_line(source: str) -> Callable[[Value, Value | None, bool, bool], TraceItem]:
    """Whether a member counts (R7)."""

    @lru_cache(4096)
    def line(number: Value, state: Value | None, is_in: bool, is_out: bool) -> TraceItem:
        said = None if state is None else str(state)
        return TraceItem("member", str(number), "", said, None, _met(is_in, is_out), source)

    return line


def indicator_line(item: str, label: str, source: str, facts: tuple[str, ...]) -> Callable[..., TraceItem]:
    """An indicator with who or which answers make it so."""

    @lru_cache(4096)
    def line(is_true: bool, is_false: bool, who: tuple[Value, ...], *values: Value | None) -> TraceItem:
        said = tell("Người số {who}", who=joined(map(str, who))) if who else None
        said = said or say_all(tuple(zip(facts, values, strict=True)))
        met = _met(is_true, is_false)
        return TraceItem("indicator", item, label, said if met is not None else None, None, met, source)

    return line
