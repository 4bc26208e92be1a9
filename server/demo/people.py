"""Generated people: a seed gives the same people every time. No identity numbers, no real person."""

from __future__ import annotations

import random
import uuid
from dataclasses import dataclass
from typing import TypeVar

from server.domain.facts import HouseholdFacts, Value

from .houses import furnish_house
from .names import FAMILY, GIVEN, MIDDLE, VILLAGE_FIRST, VILLAGE_LAST

ETHNICITIES = {
    "rural": (("kinh", 0.9), ("choro", 0.06), ("hoa", 0.025), ("khmer", 0.005), ("tay", 0.01)),
    "urban": (("kinh", 0.955), ("choro", 0.005), ("hoa", 0.035), ("khmer", 0.005)),
}
# Shares of poor, near-poor, modest and well-off households: the class itself comes out of the assessment.
HARDSHIP = {
    "rural": ((0.9, 0.05), (0.7, 0.06), (0.2, 0.5), (0.0, 0.39)),
    "urban": ((0.8, 0.02), (0.5, 0.04), (-0.1, 0.34), (-0.3, 0.6)),
}
SCHOOLED = ("primary", "lower_secondary", "upper_secondary", "vocational", "college")
T = TypeVar("T")
PENSION_AGE, WORK_AGES, SCHOOL_AGES = 60, range(16, 66), range(6, 18)


@dataclass(frozen=True, slots=True)
class _Family:
    name: str
    ethnicity: str
    hardship: float


class Generator:
    """Random people and houses from a seed; `year` is the year of the last review."""

    def __init__(self, seed: str, year: int) -> None:
        self._random = random.Random(seed)
        self._year = year

    def new_id(self) -> str:
        """A v4 id from the seed."""
        return str(uuid.UUID(int=self._random.getrandbits(128), version=4))

    def person_name(self, sex: str, family: str = "") -> str:
        """Family, middle and given name, no two of them alike."""
        last = family or self._random.choice(FAMILY["kinh"])
        middle = self._random.choice([one for one in MIDDLE[sex] if one != last])
        given = self._random.choice([one for one in GIVEN[sex] if one not in (last, middle)])
        return f"{last} {middle} {given}"

    def village_names(self, count: int, kind: str) -> list[str]:
        """Distinct village names of a commune; `kind` is thôn, ấp or khu phố."""
        pairs = [f"{first} {last}" for first in VILLAGE_FIRST for last in VILLAGE_LAST]
        return [f"{kind} {name}" for name in self._random.sample(pairs, count)]

    def household(self, area_kind: str) -> tuple[str, HouseholdFacts]:
        """(head's name, facts) of a household of a rural or urban commune."""
        hardship = self._pick(HARDSHIP[area_kind])
        ethnicity = self._pick(ETHNICITIES[area_kind])
        family = _Family(self._random.choice(FAMILY[ethnicity]), ethnicity, hardship)
        members = self._members(family)
        for number, one in enumerate(members, start=1):
            one["no"] = number
            one["person_id"] = self.new_id()
        house = furnish_house(self._random, hardship, len(members), is_urban=area_kind == "urban")
        return str(members[0]["full_name"]), HouseholdFacts(house, tuple(members))

    def _pick(self, shares: tuple[tuple[T, float], ...]) -> T:
        return self._random.choices([one for one, _ in shares], [share for _, share in shares])[0]

    def _members(self, family: _Family) -> list[dict[str, Value]]:
        pick = self._random
        head_age = min(82, max(24, round(pick.gauss(46 + 6 * family.hardship, 13))))
        sex = pick.choices(("male", "female"), (7, 3))[0]
        people = [self._person(family, "head", head_age, sex)]
        if pick.random() < 0.8 - 0.25 * family.hardship:
            own = _Family(pick.choice(FAMILY[family.ethnicity]), family.ethnicity, family.hardship)
            other = "female" if sex == "male" else "male"
            people.append(self._person(own, "spouse", max(19, head_age + pick.randint(-5, 4)), other))
        people += self._children(family, head_age)
        if pick.random() < 0.15:
            people.append(self._person(family, "parent", min(97, head_age + pick.randint(20, 30)), "female"))
        return people

    def _children(self, family: _Family, head_age: int) -> list[dict[str, Value]]:
        """Two on average, born while a parent was 20 to 40; grown-up ones have mostly moved out."""
        pick = self._random
        count = pick.choices((0, 1, 2, 3, 4), (1, 3, 6, 3, 0.5 + max(0.0, family.hardship)))[0]
        ages = sorted((head_age - pick.randint(20, 40) for _ in range(count)), reverse=True)
        stayed = [age for age in ages if 0 <= age < 25 or (age >= 25 and pick.random() < 0.4)]
        return [self._person(family, "child", age, pick.choice(("male", "female"))) for age in stayed]

    def _person(self, family: _Family, relation: str, age: int, sex: str) -> dict[str, Value]:
        hard = max(0.0, family.hardship)
        person: dict[str, Value] = {
            "state": "in",
            "full_name": self.person_name(sex, family.name),
            "relation": relation,
            "sex": sex,
            **self._birth(age),
            "ethnicity": family.ethnicity,
            "id_type": "birth_certificate" if age < 15 else "none",
            **self._schooling(age, hard),
        }
        return {**person, **self._health(age, hard)}

    def _birth(self, age: int) -> dict[str, Value]:
        """Old people often know the year only (R8)."""
        birth: dict[str, Value] = {"birth_year": self._year - age}
        if age < 60 or self._random.random() < 0.6:
            birth |= {"birth_month": self._random.randint(1, 12), "birth_day": self._random.randint(1, 28)}
        return birth

    def _schooling(self, age: int, hard: float) -> dict[str, Value]:
        pick = self._random
        is_pupil = age in SCHOOL_AGES and pick.random() > 0.2 * hard**3
        level = SCHOOLED[min(4, max(0, int(pick.gauss(2.8 - 2.2 * hard, 1.0))))]
        young = "none" if age < 11 else "primary" if age < 15 else "lower_secondary"
        work = "none"
        if age in WORK_AGES and not is_pupil:
            work = pick.choices(("farm", "nonfarm", "public", "none"), (3 + 2 * hard, 5, 3 * (1 - hard) ** 2, 0.6))[0]
        return {
            "in_school": is_pupil,
            "education": young if age < 18 else level,
            "is_literate": age >= 7 and pick.random() > 0.08 * hard,
            "work": work,
            "has_pension": age >= PENSION_AGE and pick.random() < 0.35 * (1 - hard) ** 2,
        }

    def _health(self, age: int, hard: float) -> dict[str, Value]:
        pick = self._random
        return {
            "has_insurance": age < 6 or age > 80 or pick.random() > 0.02 + 0.22 * hard**2,
            "sick_without_care": pick.random() < 0.03 * hard**2,
            "cannot_work": age > 82 or pick.random() < 0.05 * hard,
            "is_disabled": pick.random() < 0.01 + 0.03 * hard,
            "severe_illness": pick.random() < 0.01 + 0.02 * hard,
            "social_allowance": age > 80,
            "merit_person": age > 60 and pick.random() < 0.04,
        }
