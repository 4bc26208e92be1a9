"""Generated households: a seed gives the same people every time. Names are combined at random, nobody is real."""

from __future__ import annotations

import random
import uuid
from decimal import Decimal
from typing import Any

from server.domain.facts import HouseholdFacts, Value

FAMILY = [
    "Nguyễn",
    "Trần",
    "Lê",
    "Phạm",
    "Huỳnh",
    "Hoàng",
    "Phan",
    "Vũ",
    "Võ",
    "Đặng",
    "Bùi",
    "Đỗ",
    "Hồ",
    "Ngô",
    "Dương",
    "Lý",
]
FAMILY_CHORO = ["Điểu", "Thổ", "Lâm", "Đào", "Văn"]
MIDDLE = {
    "male": ["Văn", "Hữu", "Đức", "Công", "Quốc", "Minh", "Thanh"],
    "female": ["Thị", "Ngọc", "Thu", "Kim", "Mỹ", "Thanh"],
}
GIVEN = {
    "male": [
        "An",
        "Bình",
        "Cường",
        "Dũng",
        "Đạt",
        "Giang",
        "Hải",
        "Hùng",
        "Khánh",
        "Lâm",
        "Long",
        "Minh",
        "Nam",
        "Phúc",
        "Quân",
        "Sơn",
        "Tài",
        "Thắng",
        "Trung",
        "Vinh",
    ],
    "female": [
        "Ánh",
        "Bích",
        "Châu",
        "Diệu",
        "Đào",
        "Hà",
        "Hạnh",
        "Hoa",
        "Hương",
        "Lan",
        "Liên",
        "Mai",
        "Nga",
        "Nhung",
        "Oanh",
        "Phượng",
        "Quyên",
        "Thảo",
        "Thúy",
        "Xuân",
    ],
}
VILLAGE_WORDS = ["Suối", "Giếng", "Bàu", "Đồng", "Gò", "Phước", "Tân", "Long", "Hòa", "Bình", "An", "Thạnh"]
VILLAGE_ENDS = ["Cạn", "Ngọt", "Sen", "Xoài", "Tre", "Thắng", "Lợi", "Điền", "Lạc", "Hưng", "Mỹ", "Khánh"]


class Generator:
    """Random people and houses from a seed; `year` is the year of the last review."""

    def __init__(self, seed: str, year: int) -> None:
        self._random = random.Random(seed)
        self._year = year

    def new_id(self) -> str:
        """A v4 id from the seed."""
        return str(uuid.UUID(int=self._random.getrandbits(128), version=4))

    def person_name(self, sex: str, family: str) -> str:
        """Family, middle and given name."""
        return f"{family} {self._random.choice(MIDDLE[sex])} {self._random.choice(GIVEN[sex])}"

    def village_names(self, count: int, kind: str) -> list[str]:
        """Distinct village names of a commune; `kind` is thôn, ấp or khu phố."""
        pairs = [f"{word} {end}" for word in VILLAGE_WORDS for end in VILLAGE_ENDS]
        return [f"{kind} {name}" for name in self._random.sample(pairs, count)]

    def household(self, hardship: float) -> tuple[str, HouseholdFacts]:
        """(head's name, facts). `hardship` from 0 (well off) to 1 (very poor) tilts every answer."""
        is_choro = self._random.random() < 0.06 + 0.1 * hardship
        family = self._random.choice(FAMILY_CHORO if is_choro else FAMILY)
        members = self._members(family, "choro" if is_choro else "kinh", hardship)
        facts = HouseholdFacts(self._house(hardship, len(members)), tuple(members))
        return str(members[0]["full_name"]), facts

    def _members(self, family: str, ethnicity: str, hardship: float) -> list[dict[str, Value]]:
        pick = self._random
        head_age = pick.randint(26, 74)
        people = [self._person(family, ethnicity, "head", head_age, pick.choice(("male", "female")), hardship)]
        if pick.random() < 0.75:
            sex = "female" if people[0]["sex"] == "male" else "male"
            spouse_family = pick.choice(FAMILY)
            people.append(
                self._person(spouse_family, ethnicity, "spouse", head_age + pick.randint(-6, 4), sex, hardship)
            )
        for _ in range(pick.choices((0, 1, 2, 3, 4), (2, 4, 5, 3, 1))[0]):
            age = max(0, head_age - pick.randint(20, 36))
            people.append(self._person(family, ethnicity, "child", age, pick.choice(("male", "female")), hardship))
        if pick.random() < 0.2:
            people.append(
                self._person(family, ethnicity, "parent", min(96, head_age + pick.randint(20, 30)), "female", hardship)
            )
        for number, one in enumerate(people, start=1):
            one["no"] = number
            one["person_id"] = self.new_id()
        return people

    def _person(
        self, family: str, ethnicity: str, relation: str, age: int, sex: str, hardship: float
    ) -> dict[str, Value]:
        pick = self._random
        schooled = ["primary", "lower_secondary", "upper_secondary", "vocational", "college"]
        level = min(4, max(0, int(pick.gauss(2.2 - 2 * hardship, 1.1))))
        young = "none" if age < 11 else "primary" if age < 15 else "lower_secondary"
        education = young if age < 18 else schooled[level]
        work = (
            "none"
            if age < 16 or age > 65
            else pick.choices(("farm", "nonfarm", "public", "none"), (4, 4, 1 - hardship, 1 + hardship))[0]
        )
        return {
            "state": "in",
            "full_name": self.person_name(sex, family),
            "relation": relation,
            "sex": sex,
            "birth_year": self._year - age,
            "birth_month": pick.randint(1, 12),
            "ethnicity": ethnicity,
            "id_type": "none",
            "in_school": 5 <= age < 18 and pick.random() > 0.15 * hardship,
            "education": education,
            "is_literate": age >= 7 and pick.random() > 0.1 * hardship,
            "work": work,
            "has_pension": age >= 60 and pick.random() < 0.2 * (1 - hardship),
            "has_insurance": pick.random() > 0.3 * hardship,
            "sick_without_care": pick.random() < 0.04 * hardship,
            "cannot_work": age > 78 or pick.random() < 0.05 * hardship,
            "is_disabled": pick.random() < 0.03,
            "severe_illness": pick.random() < 0.02,
            "social_allowance": age > 80,
            "merit_person": pick.random() < 0.02,
        }

    def _house(self, hardship: float, size: int) -> dict[str, Value]:
        pick = self._random
        well = 1 - hardship

        def has(chance: float) -> bool:
            return pick.random() < chance

        grade = pick.choices(
            ("permanent", "semi_permanent", "less_permanent", "makeshift"), (5 * well, 4, 3 * hardship, 3 * hardship)
        )[0]
        return {
            "house_grade": grade,
            "wall": "concrete" if grade in ("permanent", "semi_permanent") else pick.choice(("metal", "light")),
            "column": "concrete" if grade == "permanent" else pick.choice(("steel_wood", "light")),
            "roof": pick.choice(("tile", "metal")) if grade != "makeshift" else "light",
            "floor_area_m2": Decimal(round(size * pick.uniform(6, 14) + 40 * well)),
            "electricity_kwh": round(pick.uniform(10, 60) + 130 * well),
            "water_source": pick.choices(
                ("piped", "drilled_well", "protected_well", "unprotected"), (4 * well, 4, 2, 2 * hardship)
            )[0],
            "toilet": pick.choices(("flush", "hygienic", "unhygienic", "none"), (6 * well, 2, 2 * hardship, hardship))[
                0
            ],
            "has_telecom": has(0.5 + 0.5 * well),
            "has_tv": has(0.6 + 0.4 * well),
            "has_radio": has(0.2),
            "has_computer": has(0.4 * well),
            "hears_loudspeaker": has(0.8),
            "car_count": int(has(0.2 * well * well)),
            "motorbike_count": pick.randint(0, 1 + round(2 * well)),
            "boat_count": int(has(0.03)),
            "has_fridge": has(0.25 + 0.7 * well),
            "has_washing_machine": has(0.7 * well),
            "has_air_conditioner": has(0.4 * well * well),
            "rents_out": has(0.1 * well),
            "annual_land_m2": pick.choice((0, 0, 500, 1500, 3000, 7000)),
            "perennial_land_m2": pick.choice((0, 0, 1000, 4000, 9000)),
            "pond_m2": pick.choice((0, 0, 0, 0, 800, 2500)),
            "cattle_count": pick.choice((0, 0, 0, 1, 2, 4)),
            "pig_count": pick.choice((0, 0, 0, 2, 6)),
            "poultry_count": pick.choice((0, 0, 10, 30, 120)),
            "is_merit": has(0.03),
        }


def status_of(outcome: str, year: int, number: int) -> dict[str, Any]:
    """Last year's recognised status as a decision would state it."""
    return {
        "outcome": outcome,
        "decision_no": f"{number}/QĐ-TH",
        "decision_on": f"{year}-12-20",
        "from_on": f"{year + 1}-01-01",
    }
