"""Whole interviews at random: valid answers to every question, in any outcome, for the form engine."""

from __future__ import annotations

import random

from forms.tablet import HOUSEHOLD
from server.domain.facts import Fact, load_facts

GONE, PRESENT = ("moved", "split", "died", "mistake"), ("in", "away_short", "away_long", "unregistered")
Asked = dict[str, str | None]
# Three of four visits are completed, else the sections would hardly be met.
OUTCOMES = ("completed", "completed", "completed", "absent", "refused", "moved", "all_died", "merged", "not_found")


def interview(rng: random.Random, task: str, known: int, new: int) -> Asked:
    """Answers to everything that could be asked; the form takes what is relevant."""
    asked: Asked = {"task": task, "go": "y", "has_new": "yes" if new else "no"}
    if task == "nw":
        asked |= {"nw_village": "V1", "nw_head": "Hồ Thị Mới"}
    else:
        asked["hh"] = HOUSEHOLD
    asked |= {name: answer(rng, fact) for name, fact in load_facts().household.items()}
    asked |= {"notice_read": "yes", "absent_visits": "3", "visit_outcome": rng.choice(OUTCOMES)}
    asked |= {f"absent_{number}_on": f"2018-09-1{number}" for number in (1, 2, 3)}
    asked["house_photo_keep"] = rng.choice(["keep", "new"])
    for number in range(1, known + 1):
        asked |= person(rng, "m_", number)
    for number in range(1, new + 1):
        asked |= person(rng, "nm_", number) | {f"nm_state[{number}]": rng.choice(PRESENT)}
    return asked


def person(rng: random.Random, prefix: str, number: int) -> Asked:
    """One person's answers; the first of the known ones is always there."""
    said = {name: answer(rng, fact) for name, fact in load_facts().member.items()}
    states = PRESENT if number == 1 else PRESENT + GONE
    said |= {"state": rng.choice(states), "birth_year": str(rng.randint(1920, 2018)), "birth_day": "28"}
    said["id_number"] = "0" * (9 if said["id_type"] == "cmnd" else 12)
    return {f"{prefix}{name}[{number}]": text for name, text in said.items()}


def answer(rng: random.Random, fact: Fact) -> str:
    """A valid answer to one question."""
    if fact.choices:
        codes = [one.code for one in fact.choices]
        return " ".join(rng.sample(codes, rng.randint(1, 3))) if fact.type == "codes" else rng.choice(codes)
    by_type = {
        "text": f"Chữ {rng.randint(1, 99)} “ở” <đây> & 'kia'",
        "date": f"2018-0{rng.randint(1, 8)}-1{rng.randint(0, 9)}",
        "point": "10.5 107.2 3 5",
        "photo": f"{fact.id}{rng.randint(1, 9)}.jpg",
    }
    if fact.type in by_type:
        return by_type[fact.type]
    low, high = fact.min or 0, fact.max or 100
    whole = rng.choice([low, high, rng.randint(low, min(high, low + 300))])
    return f"{whole}.{rng.randint(0, 9)}" if fact.type == "decimal" and whole < high else str(whole)
