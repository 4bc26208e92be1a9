"""The round's ruler under the bar: where today stands between the first and the last day of the season. Pure."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Ruler:
    """Shares are percent of the season's length; `marks` are (share, day, text anchor)."""

    start: dt.date
    end: dt.date
    today: dt.date
    done: float
    is_inside: bool
    weeks: tuple[float, ...]
    marks: tuple[tuple[float, dt.date, str], ...]


def make_ruler(start: dt.date, end: dt.date, today: dt.date) -> Ruler:
    """Lay the season out; a day outside it is clamped and not marked."""
    length = max((end - start).days, 1)

    def share(day: dt.date) -> float:
        return 100 * (day - start).days / length

    weeks = tuple(share(start + dt.timedelta(days=n)) for n in range(0, length + 1, 7))
    months = tuple((share(day), day, "middle") for day in _month_starts(start, end))
    return Ruler(
        start=start,
        end=end,
        today=today,
        done=min(max(share(today), 0.0), 100.0),
        is_inside=start <= today <= end,
        weeks=weeks,
        marks=(
            (0.0, start, "start"),
            *(mark for mark in months if 6 < mark[0] < 94),
            (100.0, end, "end"),
        ),
    )


def _month_starts(start: dt.date, end: dt.date) -> list[dt.date]:
    days: list[dt.date] = []
    day = start.replace(day=1)
    while day <= end:
        if day > start:
            days.append(day)
        day = (day + dt.timedelta(days=32)).replace(day=1)
    return days
