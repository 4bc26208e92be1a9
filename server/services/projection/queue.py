"""What a case is filtered and sorted by in the supervisors' queue, from what was derived of the version it shows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from server.standards.assessment import Assessment
from server.standards.lines import find_standings
from server.standards.packs import RoundStandard

SEVERITIES = {"note": 1, "warn": 2, "block": 3}


def worst_severity(counts: Mapping[str, int]) -> int:
    """0 without findings, else 1 note, 2 warn, 3 block."""
    return max((SEVERITIES[name] for name, count in counts.items() if count), default=0)


def class_marks(
    classes: Mapping[str, Any],
    assessments: Iterable[Assessment],
    standards: Sequence[RoundStandard],
    area_kind: str | None,
) -> dict[str, Any]:
    """Movement under the round's first standard, distance under the first one with a score and a line; else None."""
    made = {one.standard: one for one in assessments}
    ordered = [(used, made[used.standard.id]) for used in standards if used.standard.id in made]
    distances = (_distance(one.b1, score_lines(used, area_kind)) for used, one in ordered)
    return {
        "movement": classes[ordered[0][1].standard]["movement"] if ordered else None,
        "distance": next((one for one in distances if one is not None), None),
    }


def _distance(score: int | None, lines: Sequence[int]) -> int | None:
    """Points above the nearest line, below it as a negative number."""
    return None if score is None or not lines else min((score - line for line in lines), key=abs)


@lru_cache(maxsize=256)
def score_lines(used: RoundStandard, area_kind: str | None) -> tuple[int, ...]:
    """The legal numbers the rules compare B1 with in a kind of area."""
    standings = find_standings(used, {}, area_kind)
    return tuple(one.line for one in standings if one.quantity == "b1" and one.line is not None)
