"""What an assessment says: plain frozen values, no I/O. Class names as in the style guide's table of outcomes."""

from __future__ import annotations

from dataclasses import dataclass

POOR, NEAR_POOR, NOT_POOR, UNDETERMINED = "poor", "near_poor", "not_poor", "undetermined"
OUTCOMES = (POOR, NEAR_POOR, NOT_POOR, UNDETERMINED)


@dataclass(frozen=True, slots=True)
class TraceItem:
    """One line of the reasoning: a characteristic (points), an indicator (deprived or not) or a comparison.

    `kind` is `points`, `indicator`, `member` or `rule`; `value` the answer it rests on as text; `points` None
    where unknown; `is_met` three-valued; `source` the article.
    """

    kind: str
    item: str
    label: str
    value: str | None
    points: int | None
    is_met: bool | None
    source: str


@dataclass(frozen=True, slots=True)
class Missing:
    """What stands between a household and a class: `kind` is `answer` (of whom) or `parameter` (of which pack)."""

    kind: str
    name: str
    label: str


@dataclass(frozen=True, slots=True)
class Assessment:
    """The assessed class of one household under one standard (R1: not a status).

    `reason` is a code such as `income`, `deprivation`, `above_line`, `missing`. `b1`, `b2` in points, None where not
    computable; `income_vnd` per counted member and month, whole đồng rounded down, only for `declared_income`.
    `deprived` has indicator ids in the decree's order; `signs` a character an indicator: 1 deprived, 0 not, ? unknown.
    """

    standard: str
    method: str
    outcome: str
    reason: str
    b1: int | None
    b2: int | None
    income_vnd: int | None
    counted_members: int | None
    deprived: tuple[str, ...]
    signs: str
    missing: tuple[Missing, ...]
    trace: tuple[TraceItem, ...]
