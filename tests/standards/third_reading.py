"""A reading of the standards in plain Python, written from the texts, not from the packs or the engine.

It shares nothing with `server`: a household is a dict, members a list of dicts, every answer is there. Numbers are
those of the decrees (and of the invented training tables), so a slip in a pack shows as a difference.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Answers = dict[str, Any]
LIVES_HERE = {"in", "away_short", "unregistered", "registered_elsewhere"}
WEAK_WALL, WEAK = {"metal", "light"}, {"light"}


@dataclass
class Family:
    """A household as the reader sees it: who counts, how old they are, and in which kind of area they live."""

    home: Answers
    people: list[Answers]
    area: str
    on: dt.date

    def counted(self) -> list[Answers]:
        """The members who count."""
        return [one for one in self.people if one["state"] in LIVES_HERE]

    def age(self, person: Answers) -> int:
        """Completed years."""
        years = self.on.year - person["birth_year"]
        had_birthday = (self.on.month, self.on.day) >= (person["birth_month"], person["birth_day"])
        return int(years if had_birthday else years - 1)

    def someone(self, test: Callable[[Answers, int], bool]) -> bool:
        """Whether a counted member passes."""
        return any(test(one, self.age(one)) for one in self.counted())

    def by_area(self, rural: int, urban: int) -> int:
        """The number of this household's area."""
        return rural if self.area == "rural" else urban

    def per_head_is_at_most(self, line: int) -> bool:
        """Income per counted member against a line, without dividing."""
        return bool(self.home["income_vnd"] <= line * len(self.counted()))

    def is_cramped(self) -> bool:
        """Under 8 m² per counted member."""
        return bool(self.home["floor_area_m2"] < 8 * len(self.counted()))


def deprived_2016(f: Family) -> set[str]:
    """The ten indicators of 59/2015/QĐ-TTg with the thresholds of Phiếu B."""
    home = f.home
    informed = home["has_tv"] or home["has_radio"] or home["has_computer"] or home["hears_loudspeaker"]

    def uneducated(one: Answers, age: int) -> bool:
        unfinished = one["education"] in ("none", "primary")
        return age >= 15 and one["birth_year"] >= 1986 and unfinished and not one["in_school"]

    found = {
        "health_access": f.someone(lambda one, _: one["sick_without_care"]),
        "health_insurance": f.someone(lambda one, age: age >= 6 and not one["has_insurance"]),
        "adult_education": f.someone(uneducated),
        "child_attendance": f.someone(lambda one, age: 5 <= age < 15 and not one["in_school"]),
        "housing_quality": home["house_grade"] in ("less_permanent", "makeshift"),
        "housing_area": f.is_cramped(),
        "water_source": home["water_source"] == "unprotected",
        "toilet": home["toilet"] in ("unhygienic", "none"),
        "telecom": not home["has_telecom"],
        "info_assets": not informed,
    }
    return {name for name, is_deprived in found.items() if is_deprived}


def class_2016(f: Family) -> tuple[str, set[str]]:
    """59/2015/QĐ-TTg Điều 2: poor by income, or above the poor line up to the near-poor line with 3 deprivations."""
    deprived = deprived_2016(f)
    if f.per_head_is_at_most(f.by_area(700_000, 900_000)):
        return "poor", deprived
    if not f.per_head_is_at_most(f.by_area(1_000_000, 1_300_000)):
        return "not_poor", deprived
    return ("poor" if len(deprived) >= 3 else "near_poor"), deprived


def deprived_2022(f: Family) -> set[str]:
    """The twelve indicators of 07/2021/NĐ-CP as far as their thresholds are told."""
    home, counted = f.home, f.counted()
    dependants = [one for one in counted if f.age(one) < 16 or one["dependant_allowance"]]
    weak = [home["wall"] in WEAK_WALL, home["column"] in WEAK, home["roof"] in WEAK]
    found = {
        "employment": f.someone(lambda one, _: one["lacks_job"] or one["lacks_contract"]),
        "dependants": len(dependants) * 2 > len(counted),
        "nutrition": f.someone(lambda one, age: age < 16 and one["is_malnourished"]),
        "health_insurance": f.someone(lambda one, age: age >= 6 and not one["has_insurance"]),
        "adult_education": f.someone(
            lambda one, age: 16 <= age <= 30 and not (one["in_training"] or one["has_age_certificate"])
        ),
        "child_school": f.someone(
            lambda one, age: 3 <= age < 16 and not (one["in_school"] and one["fits_school_level"])
        ),
        "housing_quality": sum(weak) >= 2,
        "housing_area": f.is_cramped(),
        "water": home["water_source"] == "unprotected",
        "toilet": home["toilet"] in ("unhygienic", "none"),
        "telecom": not home["has_internet"],
        "info_assets": not home["has_info_device"],
    }
    return {name for name, is_deprived in found.items() if is_deprived}


def class_2022(f: Family) -> tuple[str, set[str]]:
    """07/2021/NĐ-CP Điều 3: at or below the line, poor with 3 deprivations, else near-poor."""
    deprived = deprived_2022(f)
    if not f.per_head_is_at_most(f.by_area(1_500_000, 2_000_000)):
        return "not_poor", deprived
    return ("poor" if len(deprived) >= 3 else "near_poor"), deprived


def class_2027(f: Family) -> tuple[str, set[str]]:
    """351/2025/NĐ-CP: the same rule; of its draft's twelve indicators waste treatment has no threshold yet."""
    deprived = deprived_2022(f) - {"info_assets"}
    if not f.per_head_is_at_most(f.by_area(2_200_000, 2_800_000)):
        return "not_poor", deprived
    if len(deprived) >= 3:
        return "poor", deprived
    return ("undetermined" if len(deprived) == 2 else "near_poor"), deprived


def class_training_income(f: Family) -> tuple[str, set[str]]:
    """The invented standard by declared income."""
    deprived = deprived_2016(f)
    if not f.per_head_is_at_most(f.by_area(1_234_000, 1_678_000)):
        return "not_poor", deprived
    return ("poor" if len(deprived) >= 3 else "near_poor"), deprived


def class_training_points(f: Family) -> tuple[str, set[str]]:
    """The invented standard by points."""
    score, deprived = training_b1(f), deprived_2016(f)
    if score <= f.by_area(110, 130):
        return "poor", deprived
    if score > f.by_area(145, 170):
        return "not_poor", deprived
    return ("poor" if 10 * len(deprived) >= 30 else "near_poor"), deprived


def training_b1(f: Family) -> int:
    """The invented B1 table."""
    return _people_points(f) + _house_points(f) + _asset_points(f)


def _people_points(f: Family) -> int:
    people, area = f.counted(), 0 if f.area == "rural" else 1
    size = {1: (64, 68), 2: (52, 56), 3: (41, 43), 4: (31, 32), 5: (21, 22), 6: (9, 11)}
    total = size.get(len(people), (0, 0))[area]
    dependants = sum(f.age(one) < 15 or f.age(one) > 60 or one["cannot_work"] for one in people)
    total += {0: (19, 17), 1: (7, 6)}.get(dependants, (0, 0))[area]
    degrees = {one["education"] for one in people}
    for degree, points in (("college", (18, 18)), ("vocational", (13, 8)), ("upper_secondary", (8, 4))):
        if degree in degrees:
            total += points[area]
            break
    work = {one["work"] for one in people}
    total += (22, 12)[area] if "public" in work else (9, 6)[area] if "nonfarm" in work else 0
    pensions = sum(one["has_pension"] for one in people)
    return total + (24 if pensions >= 2 else 14 if pensions == 1 else 0)


def _house_points(f: Family) -> int:
    home, area = f.home, 0 if f.area == "rural" else 1
    total = (6, 11)[area] if home["wall"] in ("concrete", "durable_wood") else 0
    total += (11, 5)[area] if home["column"] in ("concrete", "steel_wood") else 0
    people = len(f.counted())
    for square_metres, points in ((40, 27), (30, 21), (20, 13), (8, 6)):
        if home["floor_area_m2"] >= square_metres * people:
            total += points
            break
    for kwh, points in ((150, 28), (100, 21), (50, 14), (25, 8)):
        if home["electricity_kwh"] >= kwh:
            total += points
            break
    total += 7 if home["water_source"] in ("piped", "bought") else 0
    return total + (6 if home["toilet"] in ("flush", "hygienic") else 0)


def _asset_points(f: Family) -> int:
    home, area = f.home, 0 if f.area == "rural" else 1
    owned = [
        ("car_count", 1, (32, 32)),
        ("motorbike_count", 1, (11, 11)),
        ("boat_count", 1, (13, 16)),
        ("annual_land_m2", 5000, (8, 0)),
        ("perennial_land_m2", 5000, (12, 0)),
        ("pond_m2", 1000, (7, 5)),
        ("cattle_count", 2, (9, 4)),
        ("pig_count", 5, (6, 3)),
        ("poultry_count", 100, (5, 3)),
    ]
    total = sum(points[area] for name, least, points in owned if home[name] >= least)
    had = (("has_fridge", 9), ("has_washing_machine", 12), ("has_air_conditioner", 17), ("rents_out", 10))
    return total + sum(points for name, points in had if home[name])
