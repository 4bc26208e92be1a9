"""Multidimensional poverty after Alkire and Foster (2011): headcount H, intensity A, M0 = H × A, contributions. Pure.

Every indicator weighs the same, as the decrees give each the same points. A household is poor here when it is deprived
in at least `cutoff` indicators; income plays no part, so this is not the class of the standard.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

UNKNOWN, DEPRIVED = "?", "1"


@dataclass(frozen=True, slots=True)
class Sums:
    """Counts that add up over places. `base`: whose every indicator is known; `unknown`: the others.

    `poor`: deprived in at least the cutoff; `deprivations`: theirs in all; `by_indicator`: theirs by indicator;
    `raw`: deprived in an indicator, poor or not.
    """

    base: int
    unknown: int
    poor: int
    deprivations: int
    by_indicator: tuple[int, ...]
    raw: tuple[int, ...]

    def __add__(self, other: Sums) -> Sums:
        """The two places together."""
        return Sums(
            self.base + other.base,
            self.unknown + other.unknown,
            self.poor + other.poor,
            self.deprivations + other.deprivations,
            tuple(a + b for a, b in zip(self.by_indicator, other.by_indicator, strict=True)),
            tuple(a + b for a, b in zip(self.raw, other.raw, strict=True)),
        )

    def headcount(self, base: int | None = None) -> Fraction | None:
        """H: the share that is poor; of `base`, where all of a place are counted and not only those reviewed."""
        whole = self.base if base is None else base
        return Fraction(self.poor, whole) if whole else None

    def intensity(self) -> Fraction | None:
        """A: the mean share of indicators in which the poor are deprived."""
        return Fraction(self.deprivations, self.poor * len(self.by_indicator)) if self.poor else None

    def adjusted(self, base: int | None = None) -> Fraction | None:
        """M0 = H × A; 0 where nobody is poor."""
        share, depth = self.headcount(base), self.intensity()
        return None if share is None else share * (depth or 0)

    def contributions(self) -> tuple[Fraction, ...]:
        """The part of M0 that each indicator makes; they sum to one where anybody is poor."""
        whole = self.deprivations
        return tuple(Fraction(one, whole) if whole else Fraction(0) for one in self.by_indicator)


def no_sums(indicators: int) -> Sums:
    """Nobody yet."""
    return Sums(0, 0, 0, 0, (0,) * indicators, (0,) * indicators)


def count_deprived(groups: Iterable[tuple[str, int]], indicators: int, cutoff: int) -> Sums:
    """Sum (signs, number of households or persons); signs of another length are of another standard and unknown."""
    base = unknown = poor = deprivations = 0
    censored, raw = [0] * indicators, [0] * indicators
    for signs, number in groups:
        if len(signs) != indicators or UNKNOWN in signs:
            unknown += number
            continue
        base += number
        places = [place for place, sign in enumerate(signs) if sign == DEPRIVED]
        for place in places:
            raw[place] += number
        if len(places) >= cutoff:
            poor += number
            deprivations += number * len(places)
            for place in places:
                censored[place] += number
    return Sums(base, unknown, poor, deprivations, tuple(censored), tuple(raw))


def poverty_cutoff(numbers: Mapping[str, int | None]) -> int | None:
    """How many indicators make a household poor, from the standard's own numbers; None where nobody knows them.

    `min_deprived` as the decree counts, else the points of `b2_min` over those of one indicator, rounded up.
    """
    counted = numbers.get("min_deprived")
    if counted:
        return counted
    least, each = numbers.get("b2_min"), numbers.get("b2_points")
    return -(-least // each) if least and each else None
