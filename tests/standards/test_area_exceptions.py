"""Decided exceptions to the kind of area (R12): only the named rows count as elsewhere, and only with a decision."""

from __future__ import annotations

from dataclasses import replace

import pytest

from server.domain.facts import HouseholdFacts
from server.errors import Problem
from server.standards.area_exceptions import AreaException, with_exceptions
from server.standards.engine import Context, assess
from server.standards.packs import RoundStandard

from .households import DECREE, ON, POINTS

FARM = {"annual_land_m2": 6000, "perennial_land_m2": 6000, "cattle_count": 3}
FARM |= dict.fromkeys(("pond_m2", "pig_count", "poultry_count"), 0)
LAND = AreaException("land", "rural", "Quyết định giả định 1/QĐ ngày 1/9/2018")
BOATS = replace(LAND, item="assets", rows=(3,))


def test_a_wards_household_with_a_decision_gets_the_rural_points_of_land() -> None:
    facts = HouseholdFacts(FARM, ({"state": "in", "birth_year": 1980},))

    def land(used: RoundStandard, area: str | None) -> int | None:
        trace = assess(facts, used, Context(area, ON)).trace
        return next(one.points for one in trace if one.item == "land")

    excepted = with_exceptions(POINTS, (LAND,))
    assert (land(POINTS, "urban"), land(excepted, "urban"), land(POINTS, "rural")) == (4, 29, 29)
    assert (land(POINTS, None), land(excepted, None)) == (None, 29)


def test_only_the_named_rows_change_and_the_round_keeps_its_own_table() -> None:
    excepted = with_exceptions(POINTS, (BOATS,))
    assert excepted.scoring is not None and POINTS.scoring is not None
    before, after = (
        {(item.id, number): row.points for item in scoring.items for number, row in enumerate(item.rows, start=1)}
        for scoring in (POINTS.scoring, excepted.scoring)
    )
    changed = {key for key, value in before.items() if after[key] != value}
    assert changed == {("assets", 3)}
    assert after["assets", 3] == {"rural": 13, "urban": 13}
    assert excepted.standard is POINTS.standard


def test_the_same_decision_gives_the_same_object_so_that_its_program_is_compiled_once() -> None:
    assert with_exceptions(POINTS, (LAND,)) is with_exceptions(POINTS, (replace(LAND),))
    assert with_exceptions(POINTS, ()) is POINTS


@pytest.mark.parametrize(
    ("used", "exception", "told"),
    [
        (POINTS, replace(LAND, item="yacht"), "yacht"),
        (POINTS, replace(LAND, decision=" "), "quyết định"),
        (POINTS, replace(LAND, area_kind="sea"), "sea"),
        (POINTS, replace(LAND, region="NT5"), "NT5"),
        (POINTS, replace(LAND, rows=(0, 9)), "9"),
        (DECREE, LAND, "không phân loại theo điểm"),
    ],
)
def test_an_exception_that_cannot_be_applied_is_refused(
    used: RoundStandard, exception: AreaException, told: str
) -> None:
    with pytest.raises(Problem, match="RULE-046") as caught:
        with_exceptions(used, (exception,))
    assert told in caught.value.message
    assert caught.value.remedy
