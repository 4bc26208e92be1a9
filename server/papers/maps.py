"""Places as a drawing whose shade is a share: squares in the order of the register, or a province's own boundaries.

The squares are made here from names alone, without any geometry; boundaries come with the licence of who loaded them.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

SHADES = 5
MOST_HEIGHT = 620
COLUMNS, SIDE, GAP, LABEL = 12, 58, 4, 22
WIDTH = COLUMNS * (SIDE + GAP)
NO_SHARE = Fraction(1, 10)  # where every share is nought: shades of two percent
STEPS = tuple(Fraction(one, 1000) for one in (2, 5, 10, 20, 50, 100, 200))


@dataclass(frozen=True, slots=True)
class Shape:
    """A place on the drawing. `path` where it has a boundary, else a square at `x`, `y`; shade 0: no number."""

    code: str
    name: str
    share: Fraction | None
    shade: int
    x: int = 0
    y: int = 0
    path: str = ""


@dataclass(frozen=True, slots=True)
class Drawing:
    """Shapes, headings (x, y, words) and the upper ends of the shades, for an SVG of this size."""

    width: int
    height: int
    shapes: tuple[Shape, ...]
    headings: tuple[tuple[int, int, str], ...]
    ends: tuple[Fraction, ...]


def shade_step(shares: Sequence[Fraction]) -> Fraction:
    """The width of one shade: the smallest round number whose five shades reach the largest share."""
    largest = max(shares, default=None) or NO_SHARE
    return next((one for one in STEPS if one * SHADES >= largest), STEPS[-1])


def draw_squares(
    groups: Sequence[tuple[str, Sequence[tuple[str, str]]]], shares: Mapping[str, Fraction | None]
) -> Drawing:
    """Each group of (code, name) under its heading, a line of squares after the other."""
    step = shade_step([one for one in shares.values() if one is not None])
    shapes: list[Shape] = []
    headings: list[tuple[int, int, str]] = []
    top = 0
    for heading, places in groups:
        if heading:
            headings.append((0, top + LABEL - 7, heading))
            top += LABEL
        for number, (code, name) in enumerate(places):
            x, y = number % COLUMNS * (SIDE + GAP), top + number // COLUMNS * (SIDE + GAP)
            share = shares.get(code)
            shapes.append(Shape(code, name, share, shade_of(share, step), x, y))
        top += -(-len(places) // COLUMNS) * (SIDE + GAP) + GAP
    return Drawing(WIDTH, top, tuple(shapes), tuple(headings), tuple(step * one for one in range(1, SHADES + 1)))


def draw_boundaries(
    places: Sequence[tuple[str, str]],
    rings: Mapping[str, Sequence[Sequence[tuple[int, int]]]],
    shares: Mapping[str, Fraction | None],
) -> Drawing:
    """Places (code, name) by their own outlines, in degrees × 100,000; both directions to the same scale."""
    step = shade_step([one for one in shares.values() if one is not None])
    own = {code: rings[code] for code, _name in places}
    points = [point for one in own.values() for ring in one for point in ring]
    west, north = min(x for x, _y in points), max(y for _x, y in points)
    east, south = max(x for x, _y in points), min(y for _x, y in points)
    squeeze = math.cos(math.radians((south + north) / 200_000))
    scale = min(WIDTH / max(1, (east - west) * squeeze), MOST_HEIGHT / max(1, north - south))

    def at(point: tuple[int, int]) -> tuple[int, int]:
        return round((point[0] - west) * squeeze * scale), round((north - point[1]) * scale)

    shapes = []
    for code, name in places:
        drawn = [[at(point) for point in ring] for ring in own[code]]
        x, y = _middle(max(drawn, key=len))
        path = "".join("M" + "L".join(f"{a} {b}" for a, b in ring) + "Z" for ring in drawn)
        shapes.append(Shape(code, name, shares.get(code), shade_of(shares.get(code), step), x, y, path))
    ends = tuple(step * one for one in range(1, SHADES + 1))
    return Drawing(WIDTH, max(1, round((north - south) * scale)), tuple(shapes), (), ends)


def _middle(ring: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """The centre of a ring's frame: where its number stands."""
    across, down = [x for x, _y in ring], [y for _x, y in ring]
    return (min(across) + max(across)) // 2, (min(down) + max(down)) // 2


def shade_of(share: Fraction | None, step: Fraction) -> int:
    """1 (palest) to 5; 0 where there is no number."""
    return 0 if share is None else min(SHADES, int(share / step) + 1)


def wrap_name(name: str, longest: int = 9) -> tuple[str, ...]:
    """A name in at most two lines of a square; what does not fit is cut, the whole name is in the title."""
    lines = [""]
    for word in name.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > longest:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    cut = [one if len(one) <= longest + 1 else f"{one[:longest]}…" for one in lines]
    return tuple(cut[:1] + ([f"{cut[1]}…"] if len(cut) > 2 else cut[1:2]))
