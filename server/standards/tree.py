"""The expression tree of the rules, and its strict reader from YAML. Two compilers read it: Python and XPath.

Numbers: an integer, {fact}, {member_fact}, {param}, {members: counted}, {count_members: <bool>}, {age: years},
{times: [a, b]}, {score: b1|b2}, {deprived: count}. Booleans: {le|lt|ge|gt|eq: [a, b]}, {is}, {in: [fact, codes]},
{member_is}, {member_in: [fact, codes]}, {all: []}, {any: []}, {not}, {any_member}.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from typing import Any

from server.domain.facts import Fact, FactDictionary
from server.errors import Problem
from server.telling import Told, tell

COMPARISONS = {"le": "<=", "lt": "<", "ge": ">=", "gt": ">", "eq": "="}


@dataclass(frozen=True, slots=True)
class Num:
    """A whole number that is part of a rule's own wording, such as `at least 1`."""

    value: int


@dataclass(frozen=True, slots=True)
class FactNumber:
    """A numeric fact of the household or of the member at hand."""

    level: str
    fact: str


@dataclass(frozen=True, slots=True)
class Param:
    """A dated legal value of the pack, by area kind where the law has two."""

    name: str


@dataclass(frozen=True, slots=True)
class CountedMembers:
    """How many members count under the pack's definition (R7)."""


@dataclass(frozen=True, slots=True)
class CountMembers:
    """How many counted members satisfy a condition."""

    condition: Bool


@dataclass(frozen=True, slots=True)
class Age:
    """Completed years of the member at hand on the reference date; a range where the birth is uncertain (R8)."""


@dataclass(frozen=True, slots=True)
class Times:
    """A product of two numbers that are never negative."""

    left: Number
    right: Number


@dataclass(frozen=True, slots=True)
class Score:
    """`b1`, `b2`, or `deprived` (the count of deprived indicators)."""

    name: str


Number = Num | FactNumber | Param | CountedMembers | CountMembers | Age | Times | Score


@dataclass(frozen=True, slots=True)
class Compare:
    """`left op right`, op one of <= < >= > =."""

    op: str
    left: Number
    right: Number


@dataclass(frozen=True, slots=True)
class OneOf:
    """A code fact (or yes/no fact) has one of these codes."""

    level: str
    fact: str
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class All:
    """Every part holds."""

    parts: tuple[Bool, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one part holds."""

    parts: tuple[Bool, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The part does not hold."""

    part: Bool


@dataclass(frozen=True, slots=True)
class AnyMember:
    """At least one counted member satisfies the condition."""

    condition: Bool


@dataclass(frozen=True, slots=True)
class NotFound:
    """A condition whose wording nobody has found: neither true nor false until it is adopted."""

    name: str
    label: str


Bool = Compare | OneOf | All | AnyOf | Not | AnyMember | NotFound
Node = Number | Bool


def children(node: Node) -> Iterator[Node]:
    """The nodes right below."""
    for field in fields(node):
        value = getattr(node, field.name)
        for child in value if isinstance(value, tuple) else (value,):
            if hasattr(child, "__dataclass_fields__"):
                yield child


def walk(node: Node) -> Iterator[Node]:
    """The node and everything below it."""
    yield node
    for child in children(node):
        yield from walk(child)


class TreeReader:
    """Reads YAML into nodes; every mistake is a Problem that names file, place and remedy."""

    def __init__(self, where: str, facts: FactDictionary, params: frozenset[str]) -> None:
        self._where = where
        self._facts = facts
        self._params = params
        self._numbers: dict[str, Callable[[Any, str], Number]] = {
            "fact": lambda value, at: self._fact_number("household", value, at),
            "member_fact": lambda value, at: self._fact_number("member", value, at),
            "param": self._param,
            "members": lambda value, at: self._word(value, "counted", at, CountedMembers()),
            "age": lambda value, at: self._word(value, "years", at, Age()),
            "count_members": lambda value, at: CountMembers(self.boolean(value, f"{at}.count_members")),
            "times": self._times,
            "score": self._score,
        }

    def number(self, value: Any, at: str) -> Number:
        """Read a number node."""
        if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
            return Num(value)
        key, inner = self._single(value, at)
        reader = self._numbers.get(key)
        if reader is None:
            raise self._problem(
                "RULE-011",
                at,
                tell("không có số nào tên “{key}”", key=key),
                tell("Chỉ dùng {numbers}.", numbers=sorted(self._numbers)),
            )
        return reader(inner, at)

    def read_number_fact(self, name: Any, at: str) -> str:
        """The id of a numeric fact of the household."""
        return self._fact_number("household", name, at).fact

    def boolean(self, value: Any, at: str) -> Bool:
        """Read a boolean node."""
        key, inner = self._single(value, at)
        if key in COMPARISONS:
            left, right = self._pair(inner, f"{at}.{key}")
            return Compare(COMPARISONS[key], self.number(left, f"{at}.{key}"), self.number(right, f"{at}.{key}"))
        if key in ("all", "any"):
            parts = tuple(self.boolean(one, f"{at}.{key}[{n}]") for n, one in enumerate(self._list(inner, at)))
            return All(parts) if key == "all" else AnyOf(parts)
        if key == "not":
            return Not(self.boolean(inner, f"{at}.not"))
        if key == "any_member":
            return AnyMember(self.boolean(inner, f"{at}.any_member"))
        return self._one_of(key, inner, at)

    def _one_of(self, key: str, inner: Any, at: str) -> OneOf:
        if key not in ("is", "in", "member_is", "member_in"):
            known = [*COMPARISONS, "all", "any", "not", "any_member", "is", "in", "member_is", "member_in"]
            raise self._problem(
                "RULE-012", at, tell("không có phép nào tên “{key}”", key=key), tell("Chỉ dùng {known}.", known=known)
            )
        level = "member" if key.startswith("member") else "household"
        if key.endswith("is"):
            fact = self._fact(level, inner, ("boolean",), at)
            return OneOf(level, fact.id, ("yes",))
        name, codes = self._pair(inner, f"{at}.{key}")
        fact = self._fact(level, name, ("code", "codes", "boolean"), at)
        known_codes = {choice.code for choice in fact.choices}
        strange = [code for code in self._list(codes, at) if code not in known_codes]
        if strange:
            raise self._problem(
                "RULE-013",
                at,
                tell("{id} không có mã {strange}", id=fact.id, strange=strange),
                tell("Có: {known_codes}.", known_codes=sorted(known_codes)),
            )
        return OneOf(level, fact.id, tuple(codes))

    def _fact(self, level: str, name: Any, types: tuple[str, ...], at: str) -> Fact:
        fact = self._facts.get(level, name) if isinstance(name, str) else None
        if fact is None:
            raise self._problem(
                "RULE-014", at, tell("từ điển không có mục “{name}”", name=name), tell("Sửa tên theo facts.yaml.")
            )
        if fact.type not in types:
            raise self._problem(
                "RULE-015",
                at,
                tell("{name} là {type}, cần {types}", name=name, type=fact.type, types=types),
                tell("Dùng phép hợp với kiểu."),
            )
        return fact

    def _fact_number(self, level: str, name: Any, at: str) -> FactNumber:
        return FactNumber(level, self._fact(level, name, ("integer", "decimal", "money"), at).id)

    def _param(self, name: Any, at: str) -> Param:
        if name not in self._params:
            raise self._problem(
                "RULE-016",
                at,
                tell("không có tham số “{name}”", name=name),
                tell("Khai báo trong parameters. Có: {params}.", params=sorted(self._params)),
            )
        return Param(name)

    def _times(self, value: Any, at: str) -> Times:
        left, right = self._pair(value, f"{at}.times")
        return Times(self.number(left, at), self.number(right, at))

    def _score(self, value: Any, at: str) -> Score:
        if value not in ("b1", "b2", "deprived"):
            raise self._problem(
                "RULE-017", at, tell("không có điểm “{value}”", value=value), tell("Chỉ dùng b1, b2, deprived.")
            )
        return Score(value)

    def _word(self, value: Any, expected: str, at: str, node: Number) -> Number:
        if value != expected:
            raise self._problem(
                "RULE-018", at, tell("“{value}”", value=value), tell("Viết “{expected}”.", expected=expected)
            )
        return node

    def _single(self, value: Any, at: str) -> tuple[str, Any]:
        if not isinstance(value, dict) or len(value) != 1:
            raise self._problem(
                "RULE-019", at, tell("“{value}” không phải một phép", value=value), tell("Viết một khóa duy nhất.")
            )
        return next(iter(value.items()))

    def _pair(self, value: Any, at: str) -> tuple[Any, Any]:
        if not isinstance(value, list) or len(value) != 2:
            raise self._problem(
                "RULE-020", at, tell("“{value}”", value=value), tell("Viết đúng hai phần trong ngoặc vuông.")
            )
        return value[0], value[1]

    def _list(self, value: Any, at: str) -> list[Any]:
        if not isinstance(value, list) or not value:
            raise self._problem("RULE-021", at, tell("“{value}”", value=value), tell("Viết một danh sách không rỗng."))
        return value

    def _problem(self, code: str, at: str, what: Told, remedy: Told) -> Problem:
        return Problem(code, 500, tell("{where}, {at}: {what}.", where=self._where, at=at, what=what), remedy)
