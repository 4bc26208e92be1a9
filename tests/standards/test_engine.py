"""Ages, trace, reasons: what an assessment says besides the class."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings

from server.domain.facts import HouseholdFacts
from server.standards.engine import Context, assess, resolve_params
from server.standards.evaluate import Env, compile_bool
from server.standards.ranges import BIG, age_range, on_parts
from server.standards.tree import Compare, Param

from .households import ALL, DECREE, INCOME, ON, POINTS, households

ADULT = {"state": "in", "birth_year": 1970, "has_insurance": True, "sick_without_care": False}
SCHOOLED = {"education": "upper_secondary", "in_school": False}
HOUSE = {"house_grade": "permanent", "floor_area_m2": 80, "water_source": "piped", "toilet": "flush"}
HEARD = {"has_telecom": True, "has_tv": True}


@pytest.mark.parametrize(
    ("birth", "expected"),
    [
        ((2012, 9, 1), (6, 6)),
        ((2012, 9, 2), (5, 5)),
        ((2012, 8, None), (6, 6)),
        ((2012, 9, None), (5, 6)),
        ((2012, 10, None), (5, 5)),
        ((2012, None, None), (5, 6)),
        ((2012, None, 1), (5, 6)),
        ((2012, 2, 29), (6, 6)),
        ((None, 5, 1), (0, BIG)),
        ((2018, 9, 1), (0, 0)),
    ],
)
def test_age_on_1_september_2018_of_a_birth_known_to_the_day_month_or_year(
    birth: tuple[object, object, object], expected: tuple[int, int]
) -> None:
    assert age_range(*birth, *on_parts(dt.date(2018, 9, 1))) == expected


@pytest.mark.parametrize(
    ("op", "left", "right", "expected"),
    [
        ("<=", (3, 3), (3, 3), (True, False)),
        ("<=", (3, 4), (3, 3), (False, False)),
        ("<=", (4, 5), (3, 3), (False, True)),
        ("<", (3, 3), (3, 3), (False, True)),
        (">=", (3, 9), (3, 3), (True, False)),
        (">", (0, BIG), (3, 3), (False, False)),
        ("=", (2, 2), (2, 2), (True, False)),
        ("=", (1, 2), (2, 2), (False, False)),
        ("=", (3, 9), (2, 2), (False, True)),
    ],
)
def test_a_comparison_holds_only_where_every_completion_agrees(
    op: str, left: tuple[int, int], right: tuple[int, int], expected: tuple[bool, bool]
) -> None:
    env = Env({}, (), ON, {"left": left, "right": right})
    assert compile_bool(Compare(op, Param("left"), Param("right")))(env, {}) == expected


@settings(max_examples=40, deadline=None)
@given(facts=households())
def test_the_program_and_the_single_node_agree_on_every_indicator(facts: HouseholdFacts) -> None:
    for used in ALL:
        found = assess(facts, used, Context("rural", ON))
        env = Env(facts.household, facts.members, ON, resolve_params(used.standard, "rural"))
        env.counted = tuple(compile_bool(used.standard.counted)(env, one) for one in facts.members)
        truths = [compile_bool(one.deprived)(env, {}) for one in used.standard.indicators]
        met = [one.is_met for one in found.trace if one.kind == "indicator"]
        assert met == [True if one[0] else False if one[1] else None for one in truths]


def test_an_indicator_of_people_names_who_by_number() -> None:
    members = ({**ADULT, "no": 1}, {**ADULT, "no": 4, "has_insurance": False}, {**ADULT, "has_insurance": False})
    found = assess(HouseholdFacts({}, members), INCOME, Context("rural", ON))
    said = next(one for one in found.trace if one.item == "health_insurance")
    assert (said.value, said.is_met) == ("Người số 4, 3", True)


def test_the_trace_says_of_each_member_whether_counted() -> None:
    members = ({"no": 1, "state": "in"}, {"no": 2, "state": "away_long"}, {"no": 3})
    found = assess(HouseholdFacts({}, members), POINTS, Context("rural", ON))
    assert [(one.item, one.is_met) for one in found.trace if one.kind == "member"] == [
        ("1", True),
        ("2", False),
        ("3", None),
    ]
    assert found.counted_members is None


def test_poor_is_settled_while_its_reason_is_not_and_the_answer_that_would_tell_is_named() -> None:
    three_deprived = {**HOUSE, **HEARD, "house_grade": "makeshift", "water_source": "unprotected", "toilet": "none"}
    facts = HouseholdFacts({**three_deprived, "income_vnd": 800_000}, ({**ADULT, **SCHOOLED},))
    found = assess(facts, DECREE, Context(None, ON))
    assert (found.outcome, found.reason) == ("poor", "missing")
    assert [one.name for one in found.missing] == ["area_kind"]


def test_an_age_that_a_year_cannot_settle_asks_for_the_month() -> None:
    child = {**ADULT, "birth_year": 2013, "education": "none", "in_school": False}
    house = {**HOUSE, **HEARD, "water_source": "unprotected", "toilet": "none", "income_vnd": 1_600_000}
    found = assess(HouseholdFacts(house, ({**ADULT, **SCHOOLED}, child)), DECREE, Context("rural", ON))
    assert (found.outcome, [one.name for one in found.missing]) == ("undetermined", ["member.birth_month"])


@pytest.mark.parametrize("members", [(), ({**ADULT, "state": "away_long"},)])
def test_a_household_in_which_nobody_counts_has_no_class(members: tuple[dict[str, object], ...]) -> None:
    facts = HouseholdFacts({**HOUSE, **HEARD, "income_vnd": 0}, members)  # type: ignore[arg-type]
    found = assess(facts, DECREE, Context("rural", ON))
    assert (found.outcome, [one.name for one in found.missing]) == ("undetermined", ["members"])
