"""Hypothesis strategies of households for a round's standards, read off the facts their rules need."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

from hypothesis import strategies as st

from server.domain.facts import Fact, HouseholdFacts, Value, load_facts
from server.standards.packs import PackStore, RoundStandard

ON = dt.date(2018, 9, 1)
PACKS = PackStore()
POINTS = PACKS.round_standard({"standard": "training_points", "scoring": "training_b1", "method": "points"})
INCOME = PACKS.round_standard({"standard": "training_income", "method": "declared_income"})
DECREE = PACKS.round_standard({"standard": "vn_2016", "method": "declared_income"})
DECREE_2022 = PACKS.round_standard({"standard": "vn_2022", "method": "declared_income"})
DRAFT_2027 = PACKS.round_standard({"standard": "vn_2027", "method": "declared_income"})
ALL = (POINTS, INCOME, DECREE, DECREE_2022, DRAFT_2027)
BANDS = tuple(PACKS.round_standard({"standard": one, "method": "average"}) for one in ("vn_2016", "vn_2022"))
NEEDED = frozenset().union(*(one.facts_needed() for one in (*ALL, *BANDS)))
NUMBERS = (0, 1, 2, 5, 24, 25, 49, 50, 99, 100, 149, 150, 999, 1000, 4999, 5000)


def answers(fact: Fact) -> st.SearchStrategy[Value]:
    """Any valid answer, often at a cut-off."""
    if fact.type == "boolean":
        return st.booleans()
    if fact.type == "code":
        return st.sampled_from([one.code for one in fact.choices])
    if fact.type == "decimal":
        return st.sampled_from([7, 8, 16, 24, 40, 60, 80, 120, 200]).map(Decimal) | st.integers(1, 400).map(Decimal)
    if fact.id == "living_income_vnd":
        return st.integers(0, 30).map(lambda months: months * 6_000_000) | st.integers(0, 200_000_000)
    if fact.id == "living_members":
        return st.integers(1, 6)
    if fact.type == "money":
        return st.integers(0, 9_000_000)
    return st.sampled_from(NUMBERS)


@st.composite
def births(draw: st.DrawFn) -> dict[str, Value]:
    """A whole date of birth, often near an age limit on the reference date."""
    years = draw(st.sampled_from((0, 3, 4, 5, 6, 14, 15, 16, 17, 30, 31, 32, 33, 59, 60, 61, 90)))
    day = dt.date(ON.year - years, ON.month, ON.day) + dt.timedelta(days=draw(st.integers(-40, 40)))
    return {"birth_year": day.year, "birth_month": day.month, "birth_day": day.day}


def people() -> st.SearchStrategy[dict[str, Value]]:
    """A member with every answer."""
    pool = load_facts().member
    asked = {name: answers(pool[name]) for level, name in sorted(NEEDED) if level == "member"}
    asked.pop("birth_year", None)
    return st.tuples(st.fixed_dictionaries(asked), births()).map(lambda pair: {**pair[0], **pair[1]})


def households(least: int = 0) -> st.SearchStrategy[HouseholdFacts]:
    """A household with every answer and up to 6 members."""
    pool = load_facts().household
    asked = {name: answers(pool[name]) for level, name in sorted(NEEDED) if level == "household"}
    return st.builds(
        HouseholdFacts, st.fixed_dictionaries(asked), st.lists(people(), min_size=least, max_size=6).map(tuple)
    )


def thin(facts: HouseholdFacts, gone: Sequence[tuple[int, str]]) -> HouseholdFacts:
    """Without some answers: (0, fact) of the household, (n, fact) of the n-th member."""
    return HouseholdFacts(
        {name: value for name, value in facts.household.items() if (0, name) not in gone},
        tuple(
            {name: value for name, value in one.items() if (number, name) not in gone}
            for number, one in enumerate(facts.members, 1)
        ),
    )


def slots_of(facts: HouseholdFacts) -> list[tuple[int, str]]:
    """Every answer that could be missing."""
    return [(0, name) for name in facts.household] + [
        (number, name) for number, one in enumerate(facts.members, 1) for name in one
    ]


def with_answer(facts: HouseholdFacts, slot: tuple[int, str], value: Value) -> HouseholdFacts:
    """With one answer changed."""
    number, name = slot
    if number == 0:
        return HouseholdFacts({**facts.household, name: value}, facts.members)
    members = [dict(one) for one in facts.members]
    members[number - 1][name] = value
    return HouseholdFacts(facts.household, tuple(members))


def names(standards: Sequence[RoundStandard]) -> list[str]:
    """Names for parametrised tests."""
    return [f"{one.standard.id} {one.method}" for one in standards]
