"""Where a household stands to the lines of a standard: each comparison of the rules with a legal number. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from .packs import Parameter, RoundStandard, Rule
from .tree import Compare, CountedMembers, FactNumber, Node, Number, Param, Score, Times, walk

Quantities = Mapping[str, int | None]


@dataclass(frozen=True, slots=True)
class Standing:
    """A number of the household beside a line: `value op line * members`.

    `quantity` is `b1`, `b2`, `deprived` or a fact's id; `members` the counted members a line per person is multiplied
    by, 1 for other lines. `is_met` is None where a number is not known.
    """

    quantity: str
    value: int | None
    op: str
    line: int | None
    members: int | None
    parameter: Parameter

    @property
    def limit(self) -> int | None:
        """The line in the unit of the value: what the household is compared with."""
        return None if self.line is None or self.members is None else self.line * self.members

    @property
    def is_met(self) -> bool | None:
        """Whether the comparison holds."""
        value, limit = self.value, self.limit
        if value is None or limit is None:
            return None
        holds = {"<=": value <= limit, "<": value < limit, ">=": value >= limit, ">": value > limit}
        return holds.get(self.op, value == limit)


def find_standings(used: RoundStandard, quantities: Quantities, area_kind: str | None) -> tuple[Standing, ...]:
    """Every line the rules of the method compare with, once each, in the order of the rules.

    `quantities`: the household's `b1`, `b2`, `deprived`, `members` (counted) and the facts the rules compare.
    """
    made: dict[tuple[str, str], Standing] = {}
    for rule in used.standard.rules[used.method]:
        for one in rule_standings(rule, used, quantities, area_kind):
            made.setdefault((one.quantity, one.parameter.name), one)
    return tuple(made.values())


def rule_standings(
    rule: Rule, used: RoundStandard, quantities: Quantities, area_kind: str | None
) -> Iterator[Standing]:
    """The comparisons of one rule with legal numbers."""
    for node in walk(rule.when):
        quantity = _quantity(node.left) if isinstance(node, Compare) else None
        if not isinstance(node, Compare) or quantity is None:
            continue
        line, is_per_member = _line(node.right)
        if line is not None:
            parameter = used.standard.parameters[line]
            value = parameter.value.get(area_kind) if area_kind else None
            members = quantities.get("members") if is_per_member else 1
            yield Standing(quantity, quantities.get(quantity), node.op, value, members, parameter)


def _quantity(node: Number) -> str | None:
    if isinstance(node, Score):
        return node.name
    return node.fact if isinstance(node, FactNumber) else None


def _line(node: Number) -> tuple[str | None, bool]:
    """The legal number on the right, and whether it is per counted member."""
    is_per_member = isinstance(node, Times) and isinstance(node.right, CountedMembers)
    inner: Node = node.left if isinstance(node, Times) and is_per_member else node
    return (inner.name if isinstance(inner, Param) else None), is_per_member
