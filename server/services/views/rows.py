"""Small frozen rows that several pages show."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One household in the round as a table shows it. `classes` = {standard: {class, reason, b1, b2, movement}}."""

    case_id: str
    household_id: str
    household_code: str
    head_name: str
    village_name: str
    area_name: str
    instance_id: str | None
    review_state: str
    outcome: str | None
    classes: dict[str, Any]
    findings: dict[str, int]
    has_conflict: bool
    received_at: dt.datetime | None
    enumerator: str | None


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a longer list; `number` starts at 1."""

    rows: tuple[CaseRow, ...]
    number: int
    size: int
    total: int

    @property
    def last(self) -> int:
        """The number of the last page, at least 1."""
        return max(1, -(-self.total // self.size))
