"""Answers of a whole interview, for the form filler."""

from __future__ import annotations

from typing import Any

from server.domain.facts import Fact, load_facts

HOUSEHOLD_DEFAULTS: dict[str, str] = {
    "notice_read": "yes",
    "interview_on": "2016-10-03",
    "visit_outcome": "completed",
    "respondent": "head",
    "interpreter": "no",
    "income_vnd": "3000000",
    "wishes": "credit job",
    "house_point": "10.5 107.2 3 5",
    "house_photo": "nha.jpg",
    "confirmation": "signature",
    "signature": "ky.png",
    "has_new": "no",
}


def interview(entity: dict[str, str], members: int, **changes: str | None) -> dict[str, str | None]:
    """Answers to review the household `entity` with `members` known people; `changes` override by question name."""
    answers: dict[str, str | None] = {"task": "rv", "hh": entity["name"], "go": "y", **HOUSEHOLD_DEFAULTS}
    facts = load_facts()
    for fact in facts.household.values():
        if fact.id not in answers and fact.id in entity and not entity[fact.id]:
            answers[fact.id] = plain_answer(fact)
    for number in range(1, members + 1):
        for fact in facts.member.values():
            if not fact.is_prefilled and fact.id not in ("joined_on", "left_on", "away_reason"):
                answers[f"m_{fact.id}[{number}]"] = plain_answer(fact)
    return {**answers, **changes}


def plain_answer(fact: Fact) -> str:
    """A valid answer to any question."""
    by_id: dict[str, Any] = {"state": "in", "education": "primary", "work": "farm", "has_insurance": "yes"}
    by_type = {
        "boolean": "no",
        "integer": str(fact.min or 0),
        "decimal": "30",
        "money": "0",
        "date": "2016-10-01",
        "text": "chưa rõ",
    }
    if fact.id in by_id:
        return str(by_id[fact.id])
    return fact.choices[0].code if fact.type in ("code", "codes") else by_type[fact.type]
