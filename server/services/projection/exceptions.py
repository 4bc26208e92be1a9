"""Decided exceptions to a household's kind of area (R12): what they change, and the class of its cases made anew."""

from __future__ import annotations

from typing import Any

from .applying import Applying
from .reassessing import assess_again, shown_versions
from .registry import find_household, touch_household

FIELDS = ("exception_id", "standard", "item", "area_kind", "region", "rows", "decision")


def exception_decided(applying: Applying) -> None:
    """An item counts as in another area from now on; a later decision on the same item takes its place."""
    payload = applying.payload
    new = {name: payload.get(name) for name in FIELDS}

    def change(kept: list[Any]) -> list[Any]:
        others = [one for one in kept if (one["standard"], one["item"]) != (new["standard"], new["item"])]
        return [*others, new]

    _change(applying, change)


def exception_ended(applying: Applying) -> None:
    """The item counts again as the register says."""
    ended = applying.payload["exception_id"]
    _change(applying, lambda kept: [one for one in kept if one["exception_id"] != ended])


def _change(applying: Applying, change: Any) -> None:
    row = find_household(applying, applying.payload["household_id"])
    if row is None:
        return
    exceptions = change(list(row.exceptions or ()))
    touch_household(applying, row, exceptions=exceptions)
    for one in applying.connection.execute(shown_versions(row.household_id)).all():
        assess_again(applying, row, one, exceptions)
