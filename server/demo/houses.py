"""Generated houses: `hardship`, from below 0 (well off) to 1 (very poor), tilts every answer about the house."""

from __future__ import annotations

import random
from decimal import Decimal

from server.domain.facts import Value

GRADES = ("permanent", "semi_permanent", "less_permanent", "makeshift")
WATER = ("piped", "drilled_well", "protected_well", "rain", "unprotected")
TOILETS = ("flush", "hygienic", "unhygienic", "none")
LIGHT_GRADES = ("less_permanent", "makeshift")


def furnish_house(pick: random.Random, hardship: float, size: int, *, is_urban: bool) -> dict[str, Value]:
    """The household facts of a home of `size` people."""
    well = 1 - hardship
    return {
        **_shell(pick, well, size),
        **_supply(pick, well, is_urban=is_urban),
        **_belongings(pick, well),
        **_land(pick, well, is_urban=is_urban),
        "is_merit": pick.random() < 0.03,
    }


def _shell(pick: random.Random, well: float, size: int) -> dict[str, Value]:
    hard = max(0.0, 1 - well)
    grade = pick.choices(GRADES, (0.2 + 4 * well**2, 3, 2.2 * hard**2, 1.2 * hard**3))[0]
    is_light = grade in LIGHT_GRADES
    per_person = pick.uniform(6, 12) + 24 * well * pick.uniform(0.7, 1.3)
    return {
        "house_grade": grade,
        "wall": pick.choice(("metal", "light")) if is_light else "concrete",
        "column": pick.choice(("steel_wood", "light")) if is_light else "concrete",
        "roof": "light" if grade == "makeshift" else pick.choice(("tile", "metal")),
        "floor_area_m2": Decimal(max(12, round(per_person * max(size, 2)))),
    }


def _supply(pick: random.Random, well: float, *, is_urban: bool) -> dict[str, Value]:
    piped = 6.0 if is_urban else 3.0
    hard = max(0.0, 1 - well)
    return {
        "electricity_kwh": max(8, round(pick.gauss(25 + 175 * well, 25))),
        "water_source": pick.choices(WATER, (piped, 4, 1, 0.3, 1.2 * hard**2))[0],
        "toilet": pick.choices(TOILETS, (1 + 6 * well, 2, 1.6 * hard**2, 0.6 * hard**3))[0],
        "has_telecom": pick.random() < 0.75 + 0.25 * well,
        "has_tv": pick.random() < 0.8 + 0.2 * well,
        "has_radio": pick.random() < 0.15,
        "has_computer": pick.random() < 0.45 * well**2,
        "hears_loudspeaker": pick.random() < 0.85,
    }


def _belongings(pick: random.Random, well: float) -> dict[str, Value]:
    return {
        "car_count": int(pick.random() < 0.16 * well**4),
        "motorbike_count": min(4, max(0, round(pick.gauss(0.3 + 2 * well, 0.6)))),
        "boat_count": int(pick.random() < 0.02),
        "has_fridge": pick.random() < 0.25 + 0.9 * well**2,
        "has_washing_machine": pick.random() < 0.9 * well**2,
        "has_air_conditioner": pick.random() < 0.5 * well**3,
        "rents_out": pick.random() < 0.08 * well**2,
    }


def _land(pick: random.Random, well: float, *, is_urban: bool) -> dict[str, Value]:
    """Towns farm little; in the country about half of the homes have land."""
    chance = 0.08 if is_urban else 0.3 + 0.3 * well

    def plot(*sizes: int) -> int:
        return pick.choice(sizes) if pick.random() < chance else 0

    return {
        "annual_land_m2": plot(500, 1500, 3000, 7000),
        "perennial_land_m2": plot(1000, 4000, 9000, 15000),
        "pond_m2": plot(800, 2500) if pick.random() < 0.1 else 0,
        "cattle_count": plot(1, 2, 4) if pick.random() < 0.3 else 0,
        "pig_count": plot(2, 6, 20) if pick.random() < 0.3 else 0,
        "poultry_count": plot(10, 30, 120),
    }
