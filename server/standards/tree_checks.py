"""What a well-formed rule tree must also satisfy: facts of people where there is a person, and equal units compared."""

from __future__ import annotations

from enum import Enum

from server.domain.facts import load_facts
from server.errors import Problem
from server.telling import tell

from .tree import (
    Age,
    AnyMember,
    Compare,
    CountedMembers,
    CountMembers,
    FactNumber,
    Node,
    Num,
    Number,
    OneOf,
    Param,
    Score,
    Times,
    children,
)

ANY_UNIT = ""
PER_PERSON, PER_MONTH = "/person", "/month"
PERCENT = "percent"


class Scope(Enum):
    """Where a condition stands, which says what it may speak of."""

    WHO_COUNTS = "who_counts"
    PERSON = "person"
    HOUSEHOLD = "household"
    RULE = "rule"
    ANSWERS = "answers"  # of the household alone


def check_tree(node: Node, scope: Scope, units: dict[str, str], where: str) -> None:
    """Problem RULE-024 for a wrong scope, RULE-023 for units that do not match."""
    _check_scope(node, scope, where)
    if isinstance(node, Compare):
        left, right = unit_of(node.left, units, where), unit_of(node.right, units, where)
        if ANY_UNIT not in (left, right) and left != right:
            raise Problem(
                "RULE-023",
                500,
                tell("{where}: so {left} với {right}.", where=where, left=left, right=right),
                tell("Sửa đơn vị của tham số hoặc phép so."),
            )
    inner = Scope.PERSON if isinstance(node, AnyMember | CountMembers) else scope
    for child in children(node):
        check_tree(child, inner, units, where)


def unit_of(node: Number, units: dict[str, str], where: str) -> str:
    """The unit of a number; a plain number fits any."""
    if isinstance(node, FactNumber):
        fact = load_facts().get(node.level, node.fact)
        return (fact.unit if fact else "") or "count"
    if isinstance(node, Param):
        return units[node.name]
    if isinstance(node, Score):
        return "indicators" if node.name == "deprived" else "points"
    if isinstance(node, Times):
        return _product(unit_of(node.left, units, where), unit_of(node.right, units, where), where)
    named = {CountedMembers: "members", CountMembers: "members", Age: "years", Num: ANY_UNIT}
    return named[type(node)]


def _product(left: str, right: str, where: str) -> str:
    """`…/person` times members, months times `…/month`, percent of members; other products are not lawful here."""
    if ANY_UNIT in (left, right):
        return ANY_UNIT
    if right == "members" and PER_PERSON in left:
        return left.replace(PER_PERSON, "")
    if left == "months" and right.endswith(PER_MONTH):
        return right.removesuffix(PER_MONTH)
    if (left, right) == (PERCENT, "members"):
        return "percent of members"
    raise Problem(
        "RULE-023",
        500,
        tell("{where}: nhân {left} với {right}.", where=where, left=left, right=right),
        tell("Chỉ nhân số trên người với số người."),
    )


def _check_scope(node: Node, scope: Scope, where: str) -> None:
    is_person = scope in (Scope.WHO_COUNTS, Scope.PERSON)
    of_person = isinstance(node, Age) or (isinstance(node, FactNumber | OneOf) and node.level == "member")
    if of_person and not is_person:
        raise Problem(
            "RULE-024",
            500,
            tell("{where}: hỏi về một người ở phép của hộ.", where=where),
            tell("Đặt trong any_member."),
        )
    if is_person and isinstance(node, AnyMember | CountMembers | CountedMembers):
        raise Problem(
            "RULE-024",
            500,
            tell("{where}: đếm người trong phép của một người.", where=where),
            tell("Đưa phép đếm ra ngoài."),
        )
    if scope == Scope.ANSWERS and isinstance(node, AnyMember | CountMembers | CountedMembers):
        raise Problem(
            "RULE-024",
            500,
            tell("{where}: đếm người ở phép của hộ.", where=where),
            tell("Hỏi số người bằng một câu của hộ."),
        )
    if isinstance(node, Score) and scope != Scope.RULE:
        raise Problem(
            "RULE-024",
            500,
            tell("{where}: dùng điểm {name} ngoài quy tắc.", where=where, name=node.name),
            tell("Chỉ dùng điểm trong rules."),
        )
