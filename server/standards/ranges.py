"""Three-valued arithmetic: a number is a range, a truth is (surely true, surely false). Sound, never a guess.

A missing answer makes a range wide; a comparison holds only where every completion agrees. Both compilers use
these meanings, so tablet and server agree on missing answers too.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

BIG = 999_999_999_999
Range = tuple[int | Decimal, int | Decimal]
Truth = tuple[bool, bool]

UNKNOWN_NUMBER: Range = (0, BIG)
TRUE: Truth = (True, False)
FALSE: Truth = (False, True)
UNKNOWN: Truth = (False, False)


def compare(op: str, left: Range, right: Range) -> Truth:
    """`left op right` over ranges."""
    if op == "<=":
        return left[1] <= right[0], left[0] > right[1]
    if op == "<":
        return left[1] < right[0], left[0] >= right[1]
    if op == ">=":
        return left[0] >= right[1], left[1] < right[0]
    if op == ">":
        return left[0] > right[1], left[1] <= right[0]
    return left[0] == left[1] == right[0] == right[1], left[1] < right[0] or left[0] > right[1]


def times(left: Range, right: Range) -> Range:
    """Product of ranges that are never negative, capped at BIG."""
    return min(left[0] * right[0], BIG), min(left[1] * right[1], BIG)


def age_range(year: int | None, month: int | None, day: int | None, on: dt.date) -> Range:
    """Completed years on `on` for a birth known to the year, the month or the day (R8)."""
    if year is None:
        return UNKNOWN_NUMBER
    youngest = _age(year, month or 12, (day if month else None) or 31, on)
    oldest = _age(year, month or 1, (day if month else None) or 1, on)
    return youngest, oldest


def _age(year: int, month: int, day: int, on: dt.date) -> int:
    has_had_birthday = on.month * 100 + on.day >= month * 100 + day
    return on.year - year - (0 if has_had_birthday else 1)
