"""Year-on-year movement of a household under one standard: the columns of the official tables. Pure.

Closing = opening - decreases + increases, for each listed class. A poor household that becomes near-poor has escaped
poverty in these tables but is not newly escaped (28/2015/QĐ-TTg).
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

LISTED = ("poor", "near_poor")
ENTRIES = ("moved_in", "split_off")
EXITS = ("moved", "all_died", "merged")
DECREASES = {
    "poor": ("poor_to_near_poor", "poor_to_above", "other_decrease"),
    "near_poor": ("near_poor_to_poor", "near_poor_to_above", "other_decrease"),
}
INCREASES = {
    "poor": ("near_poor_to_poor", "fell_back_poor", "new_poor", "unsettled_poor", "other_increase"),
    "near_poor": ("poor_to_near_poor", "fell_back_near_poor", "new_near_poor", "unsettled_near_poor", "other_increase"),
}


@dataclass(frozen=True, slots=True)
class Ever:
    """Listed classes of earlier years: those that count, and those of which it is not adopted whether they do."""

    sure: tuple[str, ...] = ()
    unsettled: tuple[str, ...] = ()


NEVER = Ever()


def classify_movement(
    recognised_before: str | None, now: str, *, ever: Ever = NEVER, entry: str = "", exit_: str = ""
) -> str:
    """The movement from last year's recognised class to this year's.

    Codes: stayed_poor, stayed_near_poor, poor_to_near_poor, poor_to_above, near_poor_to_poor, near_poor_to_above,
    fell_back_poor, fell_back_near_poor, new_poor, new_near_poor, unsettled_poor, unsettled_near_poor (new or fallen
    back: not adopted which), other_increase, other_decrease, not_listed, undetermined. `ever` names classes held in
    earlier years: "fell back" needs one, its look-back is data (R6).
    `entry` (moved_in, split_off) and `exit_` (moved, all_died, merged) tell a household that came or went (R11).
    """
    before = recognised_before if recognised_before in LISTED else None
    if exit_ in EXITS:
        return "other_decrease" if before else "not_listed"
    if now == "undetermined":
        return "undetermined"
    if before is None:
        return _newly_listed(now, ever, entry)
    if now == before:
        return f"stayed_{before}"
    return f"{before}_to_{now if now in LISTED else 'above'}"


def _newly_listed(now: str, ever: Ever, entry: str) -> str:
    if now not in LISTED:
        return "not_listed"
    if entry in ENTRIES:
        return "other_increase"
    if now in ever.sure:
        return f"fell_back_{now}"
    return f"unsettled_{now}" if now in ever.unsettled else f"new_{now}"


def is_newly_escaped(left_list_on: dt.date | None, now: str, on: dt.date, max_years: int | None) -> bool | None:
    """For credit (28/2015/QĐ-TTg): left both lists at most `max_years` ago and is above the near-poor line.

    None where the law's number of years is not adopted or the class is not determined.
    """
    if left_list_on is None or now in LISTED:
        return False
    if max_years is None or now != "not_poor":
        return None
    last = _years_after(left_list_on, max_years)
    return left_list_on <= on <= last


def _years_after(day: dt.date, years: int) -> dt.date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return dt.date(day.year + years, 2, 28)
