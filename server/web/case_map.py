"""The small map on a case: where the house is now and where it was last year, to scale, without any tiles. Pure."""

from __future__ import annotations

import math
from dataclasses import dataclass

WIDTH, HEIGHT, MARGIN = 160, 104, 22
METRES_PER_DEGREE = 111_320
SCALES = (10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000)


@dataclass(frozen=True, slots=True)
class HouseMap:
    """Pixels of the points; `scale` metres are `scale_px` wide; `metres` apart, None without last year's point."""

    now: tuple[float, float]
    before: tuple[float, float] | None
    metres: int | None
    scale: int
    scale_px: float
    accuracy: int | None


def make_map(before: str | None, now: str | None) -> HouseMap | None:
    """Lay the points out around the house; None where the form has no point that can be read."""
    here, there = _read(now), _read(before)
    if here is None:
        return None
    east, north = (0.0, 0.0) if there is None else _offset(here, there)
    apart = math.hypot(east, north)
    scale = next((one for one in SCALES if one >= apart / 2), SCALES[-1])
    per_metre = min((HEIGHT - 2 * MARGIN) / (2 * scale), (HEIGHT / 2 - MARGIN) / max(apart, 1))
    centre = (WIDTH / 2, HEIGHT / 2)
    was = None if there is None else (centre[0] + east * per_metre, centre[1] - north * per_metre)
    return HouseMap(
        now=centre,
        before=was,
        metres=None if there is None else round(apart),
        scale=scale,
        scale_px=scale * per_metre,
        accuracy=round(here[2]) if here[2] > 0 else None,
    )


def _offset(origin: tuple[float, float, float], other: tuple[float, float, float]) -> tuple[float, float]:
    """Metres east and north, flat: right for a village."""
    east = (other[1] - origin[1]) * METRES_PER_DEGREE * math.cos(math.radians(origin[0]))
    return east, (other[0] - origin[0]) * METRES_PER_DEGREE


def _read(point: str | None) -> tuple[float, float, float] | None:
    """`lat lon alt acc` to (lat, lon, accuracy in metres, 0 where it is not told)."""
    try:
        numbers = [float(one) for one in (point or "").split()]
    except ValueError:
        return None
    if len(numbers) < 2 or not (-90 <= numbers[0] <= 90 and -180 <= numbers[1] <= 180):
        return None
    return numbers[0], numbers[1], numbers[3] if len(numbers) > 3 else 0.0
