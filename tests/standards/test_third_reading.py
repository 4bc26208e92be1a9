"""The engine and a reading of the standards that shares no code with it agree, and silence never contradicts it."""

from __future__ import annotations

import datetime as dt
import random
from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from server.domain.facts import HouseholdFacts
from server.standards.engine import Context, assess
from server.standards.packs import PackStore

from .third_reading import (
    Family,
    class_2016,
    class_2022,
    class_2027,
    class_training_income,
    class_training_points,
)

Reading = Callable[[Family], tuple[str, set[str]]]
ON = dt.date(2021, 12, 14)
STORE = PackStore()
DECLARED = {"scoring": None, "method": "declared_income"}
READINGS: dict[str, tuple[dict[str, Any], Reading, int]] = {
    "vn_2016": ({"standard": "vn_2016", **DECLARED}, class_2016, 1_300_000),
    "vn_2022": ({"standard": "vn_2022", **DECLARED}, class_2022, 2_000_000),
    "vn_2027": ({"standard": "vn_2027", **DECLARED}, class_2027, 2_800_000),
    "training_income": ({"standard": "training_income", **DECLARED}, class_training_income, 1_678_000),
    "training_points": (
        {"standard": "training_points", "scoring": "training_b1", "method": "points"},
        class_training_points,
        1_678_000,
    ),
}
STATES = ("in",) * 8 + (
    "away_short", "away_long", "unregistered", "registered_elsewhere", "moved", "split", "died", "mistake",
)  # fmt: skip
AGES = (0, 2, 3, 4, 5, 6, 14, 15, 16, 17, 25, 30, 31, 35, 36, 45, 60, 61, 80)
CODES = {
    "house_grade": ("permanent", "semi_permanent", "less_permanent", "makeshift"),
    "wall": ("concrete", "durable_wood", "metal", "light"),
    "column": ("concrete", "steel_wood", "light"),
    "roof": ("concrete", "tile", "metal", "light"),
    "water_source": ("piped", "drilled_well", "protected_well", "rain", "bought", "unprotected"),
    "toilet": ("flush", "hygienic", "unhygienic", "none"),
}
YES_NO = (
    "has_telecom", "has_tv", "has_radio", "has_computer", "hears_loudspeaker", "has_internet", "has_info_device",
    "has_fridge", "has_washing_machine", "has_air_conditioner", "rents_out",
)  # fmt: skip
COUNTS = {
    "electricity_kwh": (0, 24, 25, 49, 50, 99, 100, 149, 150, 400),
    **dict.fromkeys(("car_count", "motorbike_count", "boat_count", "cattle_count"), (0, 0, 1, 2)),
    "pig_count": (0, 0, 4, 5),
    "poultry_count": (0, 0, 99, 100),
    **dict.fromkeys(("annual_land_m2", "perennial_land_m2"), (0, 0, 4999, 5000)),
    "pond_m2": (0, 0, 999, 1000),
}
GOOD = ("has_insurance", "in_school", "fits_school_level", "in_training", "has_age_certificate", "has_pension")
BAD = ("sick_without_care", "lacks_job", "lacks_contract", "dependant_allowance", "is_malnourished", "cannot_work")


def family(pick: random.Random, line: int) -> Family:
    """A household with every answer, rich or poor in everything at once, often right at a cut-off."""
    wealth = pick.choice((0.3, 0.7, 0.95))
    people = [_person(pick, wealth) for _ in range(pick.choice((1, 2, 3, 4, 4, 5, 6, 8)))]
    home: dict[str, Any] = {name: _code(pick, codes, wealth) for name, codes in CODES.items()}
    home |= {name: pick.random() < wealth for name in YES_NO}
    home |= {name: pick.choice(values) for name, values in COUNTS.items()}
    found = Family(home, people, pick.choice(("rural", "urban")), ON)
    counted = len(found.counted()) or 1
    home["floor_area_m2"] = counted * pick.choice((7, 8, 20, 30, 40)) + Decimal(pick.choice((-1, 0, 0, 1))) / 10
    per_head = pick.choice(
        (700_000, 900_000, 1_000_000, 1_234_000, 1_500_000, 2_200_000, line, pick.randrange(2 * line))
    )
    home["income_vnd"] = max(0, per_head * counted + pick.choice((-1, 0, 0, 1)))
    return found


def _code(pick: random.Random, codes: tuple[str, ...], wealth: float) -> str:
    return codes[0] if pick.random() < wealth else pick.choice(codes)


def _person(pick: random.Random, wealth: float) -> dict[str, Any]:
    day = dt.date(ON.year - pick.choice(AGES), ON.month, ON.day) + dt.timedelta(days=pick.choice((-30, -1, 0, 0, 1)))
    day = min(day, ON)
    values: dict[str, Any] = {"birth_year": day.year, "birth_month": day.month, "birth_day": day.day}
    values |= {name: pick.random() < wealth for name in GOOD} | {name: pick.random() > wealth for name in BAD}
    values["education"] = pick.choice(
        ("none", "primary", "lower_secondary", "upper_secondary", "vocational", "college")
    )
    return {**values, "state": pick.choice(STATES), "work": pick.choice(("none", "farm", "public", "nonfarm"))}


def compare(standard: str, count: int) -> Counter[str]:
    """Assess and read `count` households, whole and with answers left out; what came out."""
    entry, reading, line = READINGS[standard]
    used, pick, outcomes = STORE.round_standard(entry), random.Random(standard), Counter[str]()
    for _ in range(count):
        one = family(pick, line)
        found = assess(HouseholdFacts(one.home, tuple(one.people)), used, Context(one.area, ON))
        if not one.counted():
            assert found.outcome == "undetermined"
            continue
        outcome, deprived = reading(one)
        assert (found.outcome, set(found.deprived)) == (outcome, deprived), one
        outcomes[outcome] += 1
        partial = assess(_thin(pick, one), used, Context(pick.choice((one.area, None)), ON))
        assert partial.outcome in (outcome, "undetermined"), one
        assert set(partial.deprived) <= deprived, one
        outcomes["settled in part"] += partial.outcome != "undetermined"
    return outcomes


def _thin(pick: random.Random, one: Family) -> HouseholdFacts:
    """The household with a tenth of its answers left out."""
    home, *people = (
        {name: value for name, value in answers.items() if pick.random() >= 0.1} for answers in (one.home, *one.people)
    )
    return HouseholdFacts(home, tuple(people))


@pytest.mark.parametrize("standard", READINGS)
def test_engine_and_reading_agree_on_2000_households(standard: str) -> None:
    outcomes = compare(standard, 2_000)
    assert min(outcomes[one] for one in ("poor", "near_poor", "not_poor", "settled in part")) >= 40, outcomes


@pytest.mark.soak
@pytest.mark.parametrize("standard", READINGS)
def test_engine_and_reading_agree_on_20000_households(standard: str) -> None:
    outcomes = compare(standard, 20_000)
    assert min(outcomes[one] for one in ("poor", "near_poor", "not_poor", "settled in part")) >= 400, outcomes
