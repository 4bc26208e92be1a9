"""Answers in the words of the form, for traces and sheets. Pure."""

from __future__ import annotations

from decimal import Decimal

from server.domain.facts import Value, load_facts
from server.telling import Told, joined


def say(fact_id: str, value: Value, level: str = "household") -> str:
    """An answer in the words of the form."""
    fact = load_facts().get(level, fact_id)
    if isinstance(value, bool):
        value = "yes" if value else "no"
    if isinstance(value, tuple):
        return joined(fact.label_of(one) if fact else one for one in value)
    if fact is not None and fact.choices:
        return fact.label_of(str(value))
    return joined((value,)) if isinstance(value, Decimal) else str(value)


def say_all(answers: tuple[tuple[str, Value | None], ...]) -> Told | None:
    """`question: answer` of the household's answers that are there; None where there is none."""
    facts = load_facts().household
    said = [joined((facts[name].vi, say(name, value)), ": ") for name, value in answers if value is not None]
    return joined(said, "; ") if said else None
