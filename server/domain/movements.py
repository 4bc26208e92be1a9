"""Year-on-year movement of a household under one standard: the columns of the official tables. Pure."""

from __future__ import annotations

LISTED = ("poor", "near_poor")


def classify_movement(recognised_before: str | None, assessed_now: str, *, was_ever: tuple[str, ...] = ()) -> str:
    """The movement from last year's recognised class to this year's assessed one.

    Codes: stayed_poor, stayed_near_poor, poor_to_near_poor, poor_to_above, near_poor_to_poor, near_poor_to_above,
    fell_back_poor, fell_back_near_poor, new_poor, new_near_poor, not_listed, undetermined. `was_ever` names classes
    held in earlier years: "fell back" needs one, and its look-back is data (R6).
    """
    before = recognised_before if recognised_before in LISTED else None
    if assessed_now == "undetermined":
        return "undetermined"
    if before is None:
        if assessed_now not in LISTED:
            return "not_listed"
        return f"fell_back_{assessed_now}" if assessed_now in was_ever else f"new_{assessed_now}"
    if assessed_now == before:
        return f"stayed_{before}"
    return f"{before}_to_{assessed_now if assessed_now in LISTED else 'above'}"
