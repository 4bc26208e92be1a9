"""A map of visits drawn to scale: circles for many households, marks for single ones; no tiles, nobody's geometry.

Degrees are laid out flat around the middle of the frame, which is true enough within a province.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

WIDTH, MOST_HEIGHT, MARGIN = 960, 640, 28
METRES_PER_STEP = 1.1132  # of latitude, a hundred-thousandth of a degree
SCALES = (10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000)
SMALLEST, LARGEST = 9, 26


@dataclass(frozen=True, slots=True)
class Circle:
    """Households together: where, how large, how many, and the share of poor ones as a shade (1 to 5)."""

    x: float
    y: float
    radius: float
    count: int
    shade: int
    box: str


@dataclass(frozen=True, slots=True)
class Layout:
    """From degrees × 100,000 to the drawing's own measure."""

    west: float
    north: float
    per_lon: float
    per_lat: float
    height: int

    def at(self, lon: float, lat: float) -> tuple[float, float]:
        """Where a place lies on the drawing."""
        return round(MARGIN + (lon - self.west) * self.per_lon, 1), round(MARGIN + (self.north - lat) * self.per_lat, 1)

    def scale(self) -> tuple[int, float]:
        """(metres, their length on the drawing) of a round distance about an eighth of the width."""
        per_metre = self.per_lat / METRES_PER_STEP
        metres = next((one for one in SCALES if one * per_metre >= WIDTH / 12), SCALES[-1])
        return metres, round(metres * per_metre, 1)


def lay_out(west: int, south: int, width: int, height: int) -> Layout:
    """Fit a frame into the drawing, both directions to the same scale."""
    squeeze = math.cos(math.radians((south + height / 2) / 100_000))
    room_x, room_y = WIDTH - 2 * MARGIN, MOST_HEIGHT - 2 * MARGIN
    per_lat = min(room_x / (width * squeeze), room_y / height)
    drawn = math.ceil(height * per_lat) + 2 * MARGIN
    spare = (room_x - width * squeeze * per_lat) / 2
    left = west - spare / (per_lat * squeeze)
    return Layout(left, south + height, per_lat * squeeze, per_lat, max(drawn, 160))


def circles(layout: Layout, clusters: Sequence[tuple[int, int, float, float, str]]) -> tuple[Circle, ...]:
    """Circles of (count, poor, lon, lat, frame), their area as the count; the largest first, so that none is hidden."""
    most = max((count for count, *_rest in clusters), default=1)
    drawn = []
    for count, poor, lon, lat, box in sorted(clusters, key=lambda one: -one[0]):
        x, y = layout.at(lon, lat)
        radius = SMALLEST + (LARGEST - SMALLEST) * math.sqrt(count / most)
        shade = min(5, int(Fraction(poor, count) * 10) + 1)
        drawn.append(Circle(x, y, round(radius, 1), count, shade, box))
    return tuple(drawn)
