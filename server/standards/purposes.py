"""When a standard of a round must be in force: a round may close a year by one standard and open the next (R2, R6)."""

from __future__ import annotations

InForce = tuple[str | None, str | None]


def judged_on(purpose: str, reference_on: str) -> str:
    """The day of the status a standard decides: `closes 2021` the year's last, `opens 2022` its first.

    Any other purpose (an ad hoc or a training round) decides on the reference date.
    """
    word, _, year = purpose.partition(" ")
    ends = {"closes": f"{year}-12-31", "opens": f"{year}-01-01"}
    return ends[word] if word in ends and len(year) == 4 and year.isdigit() else reference_on


def is_in_force(in_force: InForce, day: str) -> bool:
    """Whether a register is in force on a day, both as ISO text; an open end has no limit."""
    first, last = in_force
    return (first or "") <= day <= (last or "9999")
