"""Three-valued meanings: a number is a range, a truth is (surely true, surely false). Sound, never a guess.

A missing answer makes a range wide; a comparison holds only where every completion agrees. Both compilers write
these meanings, so tablet and server agree on missing answers too. Numbers of answers and of the law are never negative.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

BIG = 999_999_999_999
NUMBER_TYPES = frozenset((int, Decimal))
Range = tuple[int | Decimal, int | Decimal]
Truth = tuple[bool, bool]

UNKNOWN_NUMBER: Range = (0, BIG)
TRUE: Truth = (True, False)
UNKNOWN: Truth = (False, False)


def to_range(value: object) -> Range:
    """An answer as a range: itself, or everything where it is missing."""
    return (value, value) if value.__class__ in NUMBER_TYPES else UNKNOWN_NUMBER  # type: ignore[return-value]


def age_range(year: object, month: object, day: object, on_year: int, on_day: int) -> Range:
    """Completed years on a day (`on_day` = month × 100 + day) for a birth known to the year, month or day (R8)."""
    if not isinstance(year, int):
        return UNKNOWN_NUMBER
    years = on_year - year
    if not isinstance(month, int):
        return years - (on_day < 1231), years - (on_day < 101)
    if not isinstance(day, int):
        return years - (on_day < month * 100 + 31), years - (on_day < month * 100 + 1)
    exact = years - (on_day < month * 100 + day)
    return exact, exact


def on_parts(on: dt.date) -> tuple[int, int]:
    """A reference date as `age_range` takes it."""
    return on.year, on.month * 100 + on.day
