"""Single answers that would move the class: what the family may check first, and what a reviewer should. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from server.domain.facts import HouseholdFacts, Value, load_facts

from .assessment import UNDETERMINED
from .engine import Context, assess
from .packs import RoundStandard
from .tree import Compare, CountedMembers, FactNumber, Node, Num, Number, Param, Times, walk


@dataclass(frozen=True, slots=True)
class Turn:
    """With `fact` answered by one of `answers` instead, all else equal, the class would be `outcome`.

    `member` is the member's place from 1, None for the household's own answers.
    """

    fact: str
    member: int | None
    answers: tuple[Value, ...]
    outcome: str


def find_turns(facts: HouseholdFacts, used: RoundStandard, context: Context) -> tuple[Turn, ...]:
    """Every other answer to one question that leads to another definite class; the nearest number for numbers.

    Household first, then the members who count or could. An unanswered question is not tried: it is missing, not wrong.
    """
    now = assess(facts, used, context).outcome
    found: dict[tuple[str, int | None, str], list[Value]] = {}
    for fact, member, answer in _others(facts, used, context):
        outcome = assess(change(facts, fact, member, answer), used, context).outcome
        if outcome not in (now, UNDETERMINED):
            found.setdefault((fact, member, outcome), []).append(answer)
    return tuple(_turn(*key, answers) for key, answers in found.items())


def _turn(fact: str, member: int | None, outcome: str, answers: list[Value]) -> Turn:
    """Codes all; of numbers only the nearest, which came first."""
    is_number = not isinstance(answers[0], str | bool)
    return Turn(fact, member, tuple(answers[:1] if is_number else answers), outcome)


def change(facts: HouseholdFacts, fact: str, member: int | None, answer: Value | None) -> HouseholdFacts:
    """The household with one answer replaced; None takes the answer away."""
    if member is None:
        return HouseholdFacts(_with(facts.household, fact, answer), facts.members)
    people = list(facts.members)
    people[member - 1] = _with(people[member - 1], fact, answer)
    return HouseholdFacts(facts.household, tuple(people))


def _with(answers: dict[str, Value], fact: str, answer: Value | None) -> dict[str, Value]:
    rest = {name: value for name, value in answers.items() if name != fact}
    return rest if answer is None else {**rest, fact: answer}


def _others(facts: HouseholdFacts, used: RoundStandard, context: Context) -> Iterator[tuple[str, int | None, Value]]:
    cuts = _cuts(facts, used, context)
    for level, name in sorted(used.facts_needed()):
        places = [None] if level == "household" else range(1, len(facts.members) + 1)
        for place in places:
            answers = facts.household if place is None else facts.members[place - 1]
            if name in answers:
                for other in _alternatives(level, name, answers[name], cuts):
                    yield name, place, other


def _alternatives(level: str, name: str, now: Value, cuts: dict[tuple[str, str], set[int]]) -> Iterator[Value]:
    fact = load_facts().get(level, name)
    if fact is None or name.startswith("birth_"):
        return
    if isinstance(now, bool):
        yield not now
    elif fact.type == "code":
        yield from (one.code for one in fact.choices if one.code != now)
    elif not isinstance(now, str | tuple):
        near = {number for cut in cuts.get((level, name), ()) for number in (cut - 1, cut, cut + 1)}
        yield from sorted((one for one in near if one >= 0 and one != now), key=lambda one: abs(one - Decimal(now)))


def _cuts(facts: HouseholdFacts, used: RoundStandard, context: Context) -> dict[tuple[str, str], set[int]]:
    """For each numeric fact, the numbers the rules compare it with for this household."""
    counted = assess(facts, used, context).counted_members or 0
    nodes: list[Node] = [*used.standard.nodes(used.method)]
    nodes += [node for item in used.items() for row in item.rows for node in walk(row.when)]
    found: dict[tuple[str, str], set[int]] = {}
    for node in nodes:
        if isinstance(node, Compare) and isinstance(node.left, FactNumber):
            cut = _number(node.right, used, context.area_kind, counted)
            if cut is not None:
                found.setdefault((node.left.level, node.left.fact), set()).add(cut)
    return found


def _number(node: Number, used: RoundStandard, area_kind: str | None, counted: int) -> int | None:
    if isinstance(node, Num):
        return node.value
    if isinstance(node, CountedMembers):
        return counted
    if isinstance(node, Param):
        return used.standard.parameters[node.name].value.get(area_kind or "")
    if isinstance(node, Times):
        left, right = (_number(one, used, area_kind, counted) for one in (node.left, node.right))
        return None if left is None or right is None else left * right
    return None
