"""What a tablet's `audit.csv` says of an interview: when, how long at each question, what was changed, where. Pure.

Columns as ODK Collect writes them (event, node, start, end, latitude, longitude, accuracy, old-value, new-value, …);
columns and events not known are left alone, a row that cannot be read is counted, never guessed at.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

QUESTION_EVENTS = ("question", "group questions", "add repeat", "delete repeat")
RESUME = "form resume"
MOST_ROWS = 20_000


@dataclass(frozen=True, slots=True)
class Step:
    """One look at a question: its path in the form, when, for how many seconds, and what changed."""

    node: str
    at: dt.datetime
    seconds: int
    before: str
    after: str

    @property
    def is_changed(self) -> bool:
        """Whether an answer that was there was changed."""
        return bool(self.before) and self.before != self.after


@dataclass(frozen=True, slots=True)
class InterviewAudit:
    """An interview by the tablet's clock. `unread`: rows that could not be read."""

    steps: tuple[Step, ...]
    resumed: int
    places: tuple[tuple[float, float], ...]
    unread: int

    @property
    def began_at(self) -> dt.datetime | None:
        """The first look at a question."""
        return min((one.at for one in self.steps), default=None)

    @property
    def seconds(self) -> int:
        """Time spent at questions: pauses in between are not counted."""
        return sum(one.seconds for one in self.steps)

    @property
    def changed(self) -> tuple[Step, ...]:
        """Answers that were corrected during the interview."""
        return tuple(one for one in self.steps if one.is_changed)

    def slowest(self, count: int) -> list[tuple[str, int]]:
        """(node, seconds) of the questions that took longest in all."""
        total: dict[str, int] = {}
        for one in self.steps:
            total[one.node] = total.get(one.node, 0) + one.seconds
        return sorted(total.items(), key=lambda each: (-each[1], each[0]))[:count]


def section_seconds(audit: InterviewAudit, section_of: Callable[[str], str]) -> dict[str, int]:
    """Seconds by section of the form; a question of no section counts nowhere."""
    found: dict[str, int] = {}
    for one in audit.steps:
        section = section_of(one.node)
        if section:
            found[section] = found.get(section, 0) + one.seconds
    return found


def read_audit(data: bytes) -> InterviewAudit:
    """Read an `audit.csv`; bytes that are no text or no such table give an audit without steps."""
    rows = csv.DictReader(io.StringIO(data.decode("utf-8", "replace"), newline=""))
    steps: list[Step] = []
    places: dict[tuple[float, float], None] = {}
    resumed = unread = 0
    for row in _first(rows):
        place = _place(row)
        if place is not None:
            places[place] = None
        resumed += row.get("event") == RESUME
        if row.get("event") in QUESTION_EVENTS:
            step = _step(row)
            unread += step is None
            steps += [] if step is None else [step]
    return InterviewAudit(tuple(steps), resumed, tuple(places), unread)


def _first(rows: csv.DictReader[str]) -> Iterator[dict[str, str]]:
    try:
        for number, row in enumerate(rows):
            if number >= MOST_ROWS:
                return
            yield row
    except csv.Error:
        # Nothing after it can be read either: one step without a time stands for it, and is counted as unread.
        yield {"event": QUESTION_EVENTS[0]}


def _step(row: Mapping[str, str | None]) -> Step | None:
    start, end = _milliseconds(row.get("start")), _milliseconds(row.get("end"))
    if start is None:
        return None
    seconds = 0 if end is None else max(0, (end - start) // 1000)
    at = dt.datetime.fromtimestamp(start / 1000, dt.UTC)
    return Step(row.get("node") or "", at, seconds, row.get("old-value") or "", row.get("new-value") or "")


def _milliseconds(text: str | None) -> int | None:
    """Milliseconds since 1970; None where absent, or no time a tablet could have had (up to the year 2999)."""
    digits = (text or "").strip()
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) <= 14 else None


def _place(row: Mapping[str, str | None]) -> tuple[float, float] | None:
    try:
        return round(float(row.get("latitude") or ""), 5), round(float(row.get("longitude") or ""), 5)
    except ValueError:
        return None
