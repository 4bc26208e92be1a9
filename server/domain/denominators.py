"""What stands of all that was said of one number of households and persons (R23). Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Said:
    """One word about the number, by whom."""

    households: int
    persons: int
    actor_id: str


@dataclass(frozen=True, slots=True)
class Standing:
    """The number that counts; `confirmed_by` is a second person who said the very same."""

    households: int
    persons: int
    entered_by: str
    confirmed_by: str | None = None


def fold(words: Iterable[Said]) -> Standing | None:
    """The newest word counts; the same number from another person confirms it. None where nothing was said."""
    found: Standing | None = None
    for one in words:
        if found is None or (found.households, found.persons) != (one.households, one.persons):
            found = Standing(one.households, one.persons, one.actor_id)
        elif one.actor_id != found.entered_by:
            found = Standing(one.households, one.persons, found.entered_by, one.actor_id)
    return found
