"""Checks of the house and what is in it. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from .facts import HouseholdFacts
from .findings import WARN, Finding
from .previous import Previous

SOLID_WALL, SOLID_COLUMN = ("concrete", "durable_wood"), ("concrete", "steel_wood")
NEEDS_POWER = (
    "has_tv",
    "has_fridge",
    "has_washing_machine",
    "has_air_conditioner",
    "has_water_heater",
    "has_microwave",
)


def check_size(facts: HouseholdFacts, _previous: Previous) -> Iterator[Finding]:
    """A house has an area."""
    area = facts.household.get("floor_area_m2")
    if isinstance(area, int | Decimal) and area <= 0:
        yield Finding("no_area", WARN, "floor_area_m2", values={"value": format(Decimal(area), "f")})


def check_materials(facts: HouseholdFacts, _previous: Previous) -> Iterator[Finding]:
    """The grade of the house against its walls and columns."""
    house = facts.household
    if house.get("house_grade") == "permanent" and "light" in (house.get("wall"), house.get("column")):
        yield Finding("grade_against_wall", WARN, "house_grade")
    is_solid = house.get("wall") in SOLID_WALL and house.get("column") in SOLID_COLUMN
    if house.get("house_grade") == "makeshift" and is_solid:
        yield Finding("makeshift_but_solid", WARN, "house_grade")


def check_power(facts: HouseholdFacts, _previous: Previous) -> Iterator[Finding]:
    """Appliances in a house that uses no electricity."""
    has_any = any(facts.household.get(name) is True for name in NEEDS_POWER)
    if facts.household.get("electricity_kwh") == 0 and has_any:
        yield Finding("appliances_without_power", WARN, "electricity_kwh")
