"""The register held against totals that were published: what differs, by class. Pure (R28)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

OUTCOMES = ("poor", "near_poor")
MEASURES = ("households", "persons")
Totals = Mapping[str, Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class Difference:
    """One number that the paper and the register say differently: `gap` is register less paper."""

    outcome: str
    measure: str
    published: int
    counted: int

    @property
    def gap(self) -> int:
        """How many the register has more."""
        return self.counted - self.published


def compare_totals(published: Totals, counted: Totals) -> tuple[Difference, ...]:
    """Every number the paper prints that the register does not have; what the paper leaves out is not compared."""
    return tuple(
        Difference(outcome, measure, published[outcome][measure], counted.get(outcome, {}).get(measure, 0))
        for outcome in OUTCOMES
        for measure in MEASURES
        if measure in published.get(outcome, {})
        and published[outcome][measure] != counted.get(outcome, {}).get(measure, 0)
    )
