"""Households at and around every cut-off of a round's standards, and the cells they cover.

The cells are read off the rule trees: each comparison below, at and above its cut-off by one step; each code of each
answer a rule reads; each such answer missing; households of 1 to 15 people; both kinds of area and an unknown one.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from server.domain.facts import Fact, HouseholdFacts, Value, load_facts
from server.standards.engine import Context, assess
from server.standards.packs import RoundStandard
from server.standards.tree import Age, Compare, CountMembers, FactNumber, Node, Num, OneOf, Param, Score, Times, walk

SIDES = ("below", "at", "above")
MOST_MEMBERS = 15
PER_SCORE, MOST_TRIES = 3, 20_000
WEALTHS = (0.02, 0.15, 0.4)
NUMBERS = (0, 1, 2, 5, 20, 49, 50, 51, 99, 100, 150, 1000, 5000)
GONE = ("moved", "split", "died", "mistake")
AREAS = ("rural", "urban", None)


@dataclass(frozen=True, slots=True)
class Household:
    """A generated household: facts, kind of area, and how many members the list already knew."""

    facts: HouseholdFacts
    area_kind: str | None
    known: int


class Generator:
    """Random households of a fixed seed, steered to each cell in turn."""

    def __init__(self, standards: tuple[RoundStandard, ...], reference_on: dt.date, seed: int = 2018) -> None:
        self._standards = standards
        self._on = reference_on
        self._random = random.Random(seed)
        self._wealth = WEALTHS[-1]
        self._facts = load_facts()
        needed = set().union(*(one.facts_needed() for one in standards))
        self.needed = sorted(needed)
        self.nodes = list(dict.fromkeys(node for one in standards for node in nodes_of(one)))

    def households(self, count: int) -> Iterator[Household]:
        """Exactly `count` households: the steered ones first, then random ones."""
        made = 0
        for one in self._steered():
            yield one
            made += 1
        assert made <= count, f"{made} steered households do not fit into {count}"
        for _ in range(count - made):
            yield self.random_household(missing=self._random.choice((0.0, 0.0, 0.02, 0.2)))

    def random_households(self, count: int) -> list[Household]:
        """`count` random households."""
        return [self.random_household(missing=0.1) for _ in range(count)]

    def random_household(self, *, members: int = 0, area_kind: str | None = "", missing: float = 0.0) -> Household:
        """One household; `missing` is the share of answers left out."""
        self._wealth = self._random.choice(WEALTHS)
        size = members or self._random.choice((1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 8, 10, 12, 15))
        household = {
            name: self._value(self._facts.household[name]) for level, name in self.needed if level == "household"
        }
        # Who is gone can only be somebody the list knew.
        people = sorted((self._member() for _ in range(size)), key=lambda one: one["state"] not in GONE)
        gone = sum(one["state"] in GONE for one in people)
        facts = HouseholdFacts(
            {"visit_outcome": "completed", **self._thin(household, missing)},
            tuple(self._thin_member(one, missing) for one in people),
        )
        area = self._random.choice(("rural", "urban")) if area_kind == "" else area_kind
        return Household(facts, area, self._random.randint(gone, size))

    # --- steering ---------------------------------------------------------------------------------------

    def _steered(self) -> Iterator[Household]:
        for size in range(1, MOST_MEMBERS + 1):
            for area in AREAS:
                yield self.random_household(members=size, area_kind=area)
        for level, name in self.needed:
            yield from self._codes(level, name)
            yield from (self._without(level, name) for _ in range(3))
        for node in self.nodes:
            if isinstance(node, Compare):
                yield from self._around(node)
        for used in self._standards:
            yield from self._at_scores(used)

    def _codes(self, level: str, name: str) -> Iterator[Household]:
        fact = (self._facts.household if level == "household" else self._facts.member)[name]
        for choice in fact.choices:
            value: Value = choice.code == "yes" if fact.type == "boolean" else choice.code
            for area in ("rural", "urban"):
                base = self.random_household(area_kind=area, members=self._random.randint(1, 4))
                yield _with(base, level, name, value)

    def _without(self, level: str, name: str) -> Household:
        base = self.random_household(members=self._random.randint(1, 4))
        return _with(base, level, name, None)

    def _around(self, node: Compare) -> Iterator[Household]:
        """Values one step below, at and above, for one and several people and both kinds of area."""
        for step in (-1, 0, 1):
            for members in (1, 3, 7):
                for area in ("rural", "urban"):
                    yield from self._place(
                        _all_present(self.random_household(members=members, area_kind=area)), node, step
                    )

    def _place(self, base: Household, node: Compare, step: int) -> Iterator[Household]:
        left = node.left
        if isinstance(left, FactNumber):
            target = self._number(node.right, base)
            fact = (self._facts.household if left.level == "household" else self._facts.member)[left.fact]
            size: int | Decimal = Decimal("0.1") if fact.type == "decimal" else 1
            value = target + step * size if target is not None else None
            if value is not None and value >= 0:
                yield _with(base, left.level, left.fact, value)
        elif isinstance(left, Age):
            years = self._number(node.right, base)
            if years is not None:
                yield self._aged(base, years, step)
                yield self._aged(base, years + 1, step)

    def _at_scores(self, used: RoundStandard) -> Iterator[Household]:
        """Random households kept where a score is one point below, at or above a line: `PER_SCORE` of each."""
        lines = {
            (node.left.name, kind, value + step): 0
            for node in dict.fromkeys(used.standard.nodes(used.method))
            if isinstance(node, Compare) and isinstance(node.left, Score) and isinstance(node.right, Param)
            for kind, value in used.standard.parameters[node.right.name].value.items()
            for step in ((-1, 0, 1) if node.left.name != "b2" else (-10, 0, 10))
            if value is not None
        }
        for _ in range(MOST_TRIES):
            if min(lines.values()) >= PER_SCORE:
                return
            base = self.random_household(members=self._random.randint(1, 7))
            found = assess(base.facts, used, Context(base.area_kind, self._on))
            scores = {"b1": found.b1, "b2": found.b2, "deprived": len(found.deprived)}
            hits = [
                key for key in lines if key[1] == base.area_kind and scores[key[0]] == key[2] and lines[key] < PER_SCORE
            ]
            for key in hits:
                lines[key] += 1
            if hits:
                yield base

    def _number(self, node: Node, base: Household) -> int | None:
        """The cut-off itself, where everybody counts."""
        if isinstance(node, Num):
            return node.value
        if isinstance(node, Times):
            left, right = self._number(node.left, base), self._number(node.right, base)
            return left * right if left is not None and right is not None else None
        if isinstance(node, Param):
            found = [
                one.standard.parameters[node.name] for one in self._standards if node.name in one.standard.parameters
            ]
            return found[0].value[base.area_kind or "rural"]
        return len(base.facts.members)

    def _aged(self, base: Household, years: int, step: int) -> Household:
        """Someone who reaches `years` the day before, on, or after the reference date."""
        born = dt.date(self._on.year - years, self._on.month, self._on.day) + dt.timedelta(days=-step)
        member = {**base.facts.members[0], "birth_year": born.year, "birth_month": born.month, "birth_day": born.day}
        return replace(base, facts=HouseholdFacts(base.facts.household, (member, *base.facts.members[1:])), known=1)

    # --- values -----------------------------------------------------------------------------------------

    def _member(self) -> dict[str, Value]:
        values = {name: self._value(self._facts.member[name]) for level, name in self.needed if level == "member"}
        values["state"] = self._random.choice(
            ("in",) * 6 + tuple(one.code for one in self._facts.member["state"].choices)
        )
        values["birth_year"] = self._on.year - self._random.choice(
            (0, 3, 4, 5, 6, 14, 15, 20, 30, 32, 33, 45, 59, 60, 61, 80)
        )
        precision = self._random.choice(("year", "month", "day", "day"))
        if precision != "year":
            values["birth_month"] = self._random.randint(1, 12)
        if precision == "day":
            values["birth_day"] = self._random.randint(1, 28)
        return values

    def _value(self, fact: Fact) -> Value:
        if fact.type == "boolean":
            return self._random.random() < self._wealth
        if fact.type == "code":
            return self._random.choice(fact.choices).code
        if fact.type == "decimal":
            return Decimal(self._random.randint(80, 2500)) / 10
        if fact.type == "money":
            return self._random.randint(0, 15_000_000)
        if self._random.random() >= self._wealth * 2:
            return 0
        most = fact.max if fact.max is not None else NUMBERS[-1]
        return self._random.choice([one for one in NUMBERS if one <= most])

    def _thin(self, values: dict[str, Value], missing: float) -> dict[str, Value]:
        return {name: value for name, value in values.items() if self._random.random() >= missing}

    def _thin_member(self, values: dict[str, Value], missing: float) -> dict[str, Value]:
        return self._thin(values, missing)


def nodes_of(used: RoundStandard) -> Iterator[Node]:
    """Every node that decides a class under a standard as the round uses it."""
    yield from used.standard.nodes(used.method)
    if used.method == "points" and used.scoring is not None:
        for item in used.scoring.items:
            for row in item.rows:
                yield from walk(row.when)


def _all_present(base: Household) -> Household:
    """The household with everybody counted, so that lines per person fall on whole people."""
    return replace(
        base, facts=HouseholdFacts(base.facts.household, tuple({**m, "state": "in"} for m in base.facts.members))
    )


def _with(base: Household, level: str, name: str, value: Value | None) -> Household:
    """The household with one answer changed or removed; for a member's answer, of its first person, who is present."""
    if level == "household":
        household = {**base.facts.household, **({name: value} if value is not None else {})}
        if value is None:
            household.pop(name, None)
        return replace(base, facts=HouseholdFacts(household, base.facts.members))
    member = {**base.facts.members[0], "state": "in"}
    if value is None:
        member.pop(name, None)
    else:
        member[name] = value
    facts = HouseholdFacts(base.facts.household, (member, *base.facts.members[1:]))
    return replace(base, facts=facts, known=max(1, base.known))


def name_of(node: Node) -> str:
    """A node as people read it in the list of covered cells."""
    if isinstance(node, Compare):
        return f"{name_of(node.left)} {node.op} {name_of(node.right)}"
    if isinstance(node, FactNumber | OneOf):
        return node.fact
    if isinstance(node, Num):
        return str(node.value)
    if isinstance(node, Param):
        return node.name
    if isinstance(node, Times):
        return f"{name_of(node.left)}×{name_of(node.right)}"
    if isinstance(node, CountMembers):
        facts = {one.fact for one in walk(node.condition) if isinstance(one, FactNumber | OneOf)}
        return f"count({'|'.join(sorted(facts))})"
    return getattr(node, "name", type(node).__name__)
