"""Nodes of the rule tree as Python source: every number a pair (low, high), every truth a pair (surely, surely not).

The meanings are those of `ranges`; the XPath compiler writes the same pairs. What a leaf is called is left to
`Leaves`, so one compiler serves the program that assesses (locals) and the question "what is this node's value here?".
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

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


class Leaves(Protocol):
    """How source names what a household, a member, the pack and the scores say."""

    def answer(self, level: str, fact: str) -> str:
        """Source of an answer, None where missing."""

    def number(self, level: str, fact: str) -> Pair:
        """Source of a numeric answer."""

    def param(self, name: str) -> Pair:
        """Source of a legal number."""

    def age(self) -> Pair:
        """Source of the member's age."""

    def counted(self) -> Pair:
        """Source of the number of counted members."""

    def count(self, condition: Bool) -> Pair:
        """Source of the number of counted members who satisfy a condition."""

    def score(self, name: str) -> Pair:
        """Source of a score."""

    def codes(self, codes: tuple[str, ...]) -> str:
        """Source of a set of codes."""


class Expressions:
    """Writes nodes as Python expressions over `leaves`."""

    def __init__(self, leaves: Leaves, list_facts: frozenset[tuple[str, str]], flags: frozenset[tuple[str, str]]):
        self._leaves = leaves
        self._list_facts = list_facts
        self._flags = flags
        self._numbers: dict[type, Callable[[Any], Pair]] = {
            Num: lambda node: (str(node.value), str(node.value)),
            FactNumber: lambda node: leaves.number(node.level, node.fact),
            Param: lambda node: leaves.param(node.name),
            CountedMembers: lambda _node: leaves.counted(),
            CountMembers: lambda node: leaves.count(node.condition),
            Age: lambda _node: leaves.age(),
            Times: self._times,
            Score: lambda node: leaves.score(node.name),
        }
        self._truths: dict[type, Callable[[Any], Pair]] = {
            Compare: self._compare,
            OneOf: self._one_of,
            All: lambda node: self._join(node.parts, "and", "or"),
            AnyOf: lambda node: self._join(node.parts, "or", "and"),
            Not: lambda node: self.truth(node.part)[::-1],
            AnyMember: self._any_member,
            NotFound: lambda _node: ("False", "False"),
        }

    def number(self, node: Number) -> Pair:
        """(low, high) of a number node."""
        return self._numbers[type(node)](node)

    def truth(self, node: Bool) -> Pair:
        """(surely, surely not) of a boolean node."""
        return self._truths[type(node)](node)

    def _times(self, node: Times) -> Pair:
        left, right = self.number(node.left), self.number(node.right)
        return f"({left[0]} * {right[0]})", f"({left[1]} * {right[1]})"

    def _compare(self, node: Compare) -> Pair:
        (low, high), (cut_low, cut_high) = self.number(node.left), self.number(node.right)
        if node.op in ("<=", "<"):
            opposite = ">" if node.op == "<=" else ">="
            return f"{high} {node.op} {cut_low}", f"{low} {opposite} {cut_high}"
        if node.op in (">=", ">"):
            opposite = "<" if node.op == ">=" else "<="
            return f"{low} {node.op} {cut_high}", f"{high} {opposite} {cut_low}"
        return f"{low} == {high} == {cut_low} == {cut_high}", f"({high} < {cut_low} or {low} > {cut_high})"

    def _one_of(self, node: OneOf) -> Pair:
        answer = self._leaves.answer(node.level, node.fact)
        if (node.level, node.fact) in self._flags:
            holds = [flag for code, flag in (("yes", True), ("no", False)) if code in node.codes]
            words = [f"{answer} is {flag}" for flag in holds]
            others = [f"{answer} is {flag}" for flag in (True, False) if flag not in holds]
            return "(" + " or ".join(words) + ")", "(" + (" or ".join(others) or "False") + ")"
        codes = self._leaves.codes(node.codes)
        if (node.level, node.fact) in self._list_facts:
            return (
                f"({answer} is not None and not {codes}.isdisjoint({answer}))",
                f"({answer} is not None and {codes}.isdisjoint({answer}))",
            )
        return f"{answer} in {codes}", f"({answer} is not None and {answer} not in {codes})"

    def _join(self, parts: tuple[Bool, ...], word: str, other: str) -> Pair:
        pairs = [self.truth(part) for part in parts]
        return (
            "(" + f" {word} ".join(pair[0] for pair in pairs) + ")",
            "(" + f" {other} ".join(pair[1] for pair in pairs) + ")",
        )

    def _any_member(self, node: AnyMember) -> Pair:
        surely, maybe = self._leaves.count(node.condition)
        return f"{surely} >= 1", f"{maybe} == 0"
