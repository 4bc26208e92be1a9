"""Each check on the answers that make it speak; a plain household makes none of them speak."""

from __future__ import annotations

import ast
import datetime as dt
from pathlib import Path
from typing import Any, ClassVar

import pytest
import yaml

import server.domain
from server.domain.check_years import READ
from server.domain.checks import Previous, check_against, check_household, check_leaps
from server.domain.entities import ERRORS
from server.domain.facts import HouseholdFacts, load_facts

ON = dt.date(2018, 9, 1)
HEAD = {"person_id": "a", "state": "in", "relation": "head", "sex": "female", "birth_year": 1970}
CHILD = {"person_id": "b", "state": "in", "relation": "child", "sex": "male", "birth_year": 2010}
PLAIN = {"visit_outcome": "completed", "notice_read": True, "interview_on": "2018-10-03", "floor_area_m2": 40}
SERVER = Path(server.domain.__file__).parents[1]


def household(*, members: tuple[dict[str, Any], ...] = (HEAD, CHILD), **changes: Any) -> HouseholdFacts:
    return HouseholdFacts({**PLAIN, **changes}, members)


def codes(facts: HouseholdFacts, before: HouseholdFacts | None = None) -> list[tuple[str, int | None]]:
    return [(one.code, one.member) for one in check_household(facts, Previous(before, ON))]


def test_a_plain_household_has_no_finding() -> None:
    assert codes(household(), household()) == []


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"notice_read": False}, "notice_not_read"),
        ({"floor_area_m2": 0}, "no_area"),
        ({"house_grade": "permanent", "column": "light"}, "grade_against_wall"),
        ({"house_grade": "makeshift", "wall": "concrete", "column": "concrete"}, "makeshift_but_solid"),
        ({"electricity_kwh": 0, "has_fridge": True}, "appliances_without_power"),
    ],
)
def test_a_household_answer_makes_its_check_speak(changes: dict[str, Any], expected: str) -> None:
    assert codes(household(**changes)) == [(expected, None)]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"relation": "head"}, "two_heads"),
        ({"birth_year": None}, "no_birth_year"),
        ({"birth_year": 2019}, "born_later"),
        ({"birth_month": 2, "birth_day": 30}, "no_such_day"),
        ({"birth_month": 2**31, "birth_day": 1}, "no_such_day"),
        ({"birth_month": 2, "birth_day": 10**15}, "no_such_day"),
        ({"birth_year": 1975}, "generation"),
        ({"birth_year": 2015, "education": "college"}, "too_young_for_education"),
        ({"has_pension": True}, "too_young_for_pension"),
        ({"birth_year": 2010, "work": "public"}, "too_young_for_work"),
        ({"work": "farm", "cannot_work": True, "birth_year": 2000}, "works_unable"),
        ({"is_pregnant": True}, "pregnant_man"),
        ({"id_type": "none"}, "no_papers"),
        ({"id_type": "cccd", "id_number": "12345"}, "bad_id_number"),
        ({"id_type": "cmnd", "id_number": "1234567890"}, "bad_id_number"),
        ({"id_type": "cccd", "id_number": "077310000001"}, "id_against_birth"),
        ({"state": "moved"}, "left_without_day"),
        ({"state": "died", "left_on": "2018-12-01"}, "left_later"),
    ],
)
def test_a_members_answer_makes_its_check_speak(changes: dict[str, Any], expected: str) -> None:
    second = {name: value for name, value in {**CHILD, **changes}.items() if value is not None}
    assert codes(household(members=(HEAD, second))) == [(expected, 2)]


def test_a_citizen_id_that_fits_sex_and_year_is_silent() -> None:
    assert codes(household(members=(HEAD, {**CHILD, "id_type": "cccd", "id_number": "077210000001"}))) == []


def test_at_school_without_a_birth_asks_for_it_twice() -> None:
    second = {**CHILD, "in_school": True}
    del second["birth_year"]
    assert codes(household(members=(HEAD, second))) == [("no_birth_year", 2), ("school_without_age", 2)]


def test_one_number_on_two_people_is_found_on_both() -> None:
    papers = {"id_type": "cmnd", "id_number": "273000001"}
    found = codes(household(members=({**HEAD, **papers}, {**CHILD, **papers})))
    assert found == [("same_id_number", 1), ("same_id_number", 2)]


@pytest.mark.parametrize(
    ("members", "expected"),
    [
        ((CHILD,), [("no_head", None)]),
        (({**HEAD, "birth_year": 2005},), [("young_head", 1)]),
        (({**HEAD, "state": "died", "left_on": "2018-05-01"},), [("nobody_here", None)]),
    ],
)
def test_the_head_of_the_household(members: tuple[dict[str, Any], ...], expected: list[tuple[str, int | None]]) -> None:
    assert codes(household(members=members)) == expected


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (household(floor_area_m2=40), household(floor_area_m2=61), ("area_jump", None)),
        (household(), household(members=(HEAD,)), ("person_vanished", None)),
        (household(), household(members=(HEAD, {**CHILD, "birth_year": 2011})), ("birth_changed", 2)),
        (household(), household(members=(HEAD, {**CHILD, "sex": "female"})), ("sex_changed", 2)),
        (
            household(members=({**HEAD, "education": "college"}, CHILD)),
            household(members=({**HEAD, "education": "primary"}, CHILD)),
            ("education_fell", 1),
        ),
        (
            household(house_point="10.5 107.2 3 5"),
            household(house_point="10.51 107.2 3 5"),
            ("far_from_last_year", None),
        ),
    ],
)
def test_a_change_since_last_year_makes_its_check_speak(
    before: HouseholdFacts, after: HouseholdFacts, expected: tuple[str, int | None]
) -> None:
    assert codes(after, before) == [expected]


def test_a_change_within_bounds_is_silent() -> None:
    assert codes(household(floor_area_m2=60), household(floor_area_m2=40)) == []


def test_who_left_last_year_need_not_be_told_of_again() -> None:
    assert codes(household(members=(HEAD,)), household(members=(HEAD, {**CHILD, "state": "moved"}))) == []


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, ["no_outcome"]),
        ({"visit_outcome": "destroyed"}, ["not_completed"]),
        ({"visit_outcome": "moved"}, ["not_completed", "outcome_without_note"]),
        ({"visit_outcome": "refused", "outcome_note": "trưởng thôn chứng kiến"}, ["not_completed"]),
        ({"visit_outcome": "absent", "absent_visits": 2}, ["not_completed", "too_few_visits", "visits_without_days"]),
        (
            {"visit_outcome": "absent", "absent_visits": 3, "absent_1_on": "2018-10-01", "absent_2_on": "2018-10-01"},
            ["not_completed", "visits_without_days"],
        ),
    ],
)
def test_a_visit_that_was_not_completed_says_what_it_lacks(changes: dict[str, Any], expected: list[str]) -> None:
    found = check_household(HouseholdFacts(changes), Previous(None, ON))
    assert [one.code for one in found] == expected


@pytest.mark.parametrize(
    ("before", "now", "leaps"),
    [
        ("poor", "not_poor", True),
        ("not_poor", "poor", True),
        ("poor", "near_poor", False),
        ("poor", "undetermined", False),
        ("", "poor", False),
    ],
)
def test_a_leap_of_two_classes_in_a_year_is_told(before: str, now: str, leaps: bool) -> None:
    found = check_leaps({"vn": before}, [("vn", now)])
    assert [one.code for one in found] == (["class_leap"] if leaps else [])


def test_every_finding_of_the_server_has_words_with_a_remedy() -> None:
    texts = yaml.safe_load((SERVER / "domain" / "findings.yaml").read_text("utf-8"))
    made = {code for path in SERVER.rglob("*.py") for code in _codes_made(ast.parse(path.read_text("utf-8")))}
    made |= {one.value for one in ERRORS} | {"entity_soft", "entity_hard"}
    assert {"area_jump", "not_typed", "entity_in_repeat"} <= made
    assert sorted(made - set(texts)) == []
    sentences = {code: text.count(".") + text.count("{message}") for code, text in texts.items()}
    assert [code for code, count in sentences.items() if count < 2] == []


def _codes_made(tree: ast.Module) -> set[str]:
    calls = [one for one in ast.walk(tree) if isinstance(one, ast.Call)]
    return {
        str(call.args[0].value)
        for call in calls
        if isinstance(call.func, ast.Name) and call.func.id == "Finding" and call.args
        if isinstance(call.args[0], ast.Constant)
    }


def test_every_fact_a_check_names_is_in_the_dictionary() -> None:
    facts = load_facts()
    known = {*facts.household, *facts.member, "person_id", "no"}
    for path in (SERVER / "domain").glob("check_*.py"):
        for call in (one for one in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(one, ast.Call)):
            is_get = isinstance(call.func, ast.Attribute) and call.func.attr == "get"
            if is_get and call.args and isinstance(call.args[0], ast.Constant):
                assert call.args[0].value in known, path.name


class Watched(dict[str, Any]):
    """Remembers which answers are asked for."""

    asked: ClassVar[set[str]] = set()

    def get(self, name: str, default: Any = None) -> Any:
        """As a dict, remembered."""
        self.asked.add(name)
        return super().get(name, default)

    def __getitem__(self, name: str) -> Any:
        self.asked.add(name)
        return super().__getitem__(name)


class OfHousehold(Watched):
    """Of last year's household."""

    asked: ClassVar[set[str]] = set()


class OfMember(Watched):
    """Of last year's people."""

    asked: ClassVar[set[str]] = set()


def test_all_that_checks_read_of_last_year_is_named() -> None:
    """The register's facts are converted for the checks alone: what is not named would be absent there."""
    now = {"visit_outcome": "completed", "floor_area_m2": 40, "house_point": "21.0 105.8 0 0"}
    person = {"person_id": "a", "state": "in", "birth_year": 1990, "sex": "male", "education": "primary"}
    before = OfHousehold(now | {"floor_area_m2": 90, "house_point": "21.1 105.8 0 0"})
    people = (OfMember(person | {"birth_year": 1991, "sex": "female", "education": "college"}), OfMember(no=2))
    found = check_against(HouseholdFacts(now, (person,)), Previous(HouseholdFacts(before, people), ON))
    assert len(found) == 6
    assert (OfHousehold.asked, OfMember.asked) == READ
