"""Decisions on a case: each is noted, and the case shows the one that speaks."""

from __future__ import annotations

from typing import Any

from .applying import Applying
from .corrections import refresh
from .registry import find_household, touch_household
from .standing import case_of, note_event, settle


def review_decided(applying: Applying) -> None:
    """A decision on a case: returned, approved, held, marked as a duplicate, or one of these taken back.

    The household's heads move, so its row goes out to the tablets again.
    """
    case_id = case_of(applying)
    if case_id:
        note_event(applying, case_id, (applying.payload or {}).get("instance_id"))
        settle(applying, case_id)
    touch_household(applying, _household_of(applying))


def answers_judged(applying: Applying) -> None:
    """A correction, the word of the second person on it, or what takes a decision back, which may be a correction."""
    case_id = case_of(applying)
    values: dict[str, Any] = {}
    if case_id:
        note_event(applying, case_id, (applying.payload or {}).get("instance_id"))
        values = refresh(applying, case_id)
        settle(applying, case_id)
    touch_household(applying, _household_of(applying), **values)


def review_commented(applying: Applying) -> None:
    """A comment changes no state."""
    case_id = case_of(applying)
    if case_id:
        note_event(applying, case_id, (applying.payload or {}).get("instance_id"))
    touch_household(applying, _household_of(applying))


def _household_of(applying: Applying) -> Any:
    subjects = applying.record.envelope.subjects
    return find_household(applying, subjects[0]) if subjects else None
