"""Where the households of a round were visited: points gathered into a grid by the database, never all at once."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, case, func, select

from server.domain.figures import LETTERS, NOBODY
from server.store.tables import Case, Household, ReviewFigure, Village

from .place_tree import VILLAGE, Place

FIGURE = ReviewFigure.__table__
COLUMNS, ROWS = 24, 16
MOST_POINTS = 150
LEAST_SPAN = 40  # about 40 metres: nothing is nearer to the eye
WORLD = (-18_000_000, -9_000_000)
TRIM = 100  # one in so many lies outside the first frame: a wrong point must not shrink the map


@dataclass(frozen=True, slots=True)
class Box:
    """A frame in degrees × 100,000, its far edges included."""

    west: int
    south: int
    east: int
    north: int

    @property
    def width(self) -> int:
        """From west to east, at least a little."""
        return max(LEAST_SPAN, self.east - self.west + 1)

    @property
    def height(self) -> int:
        """From south to north, at least a little."""
        return max(LEAST_SPAN, self.north - self.south + 1)


@dataclass(frozen=True, slots=True)
class Cluster:
    """Households in one square of the grid: how many, how many of them poor, their middle and the square's frame."""

    count: int
    poor: int
    lon: float
    lat: float
    box: Box


@dataclass(frozen=True, slots=True)
class Point:
    """One household; `letter` is its class under the standard that is shown, `-` where it has none."""

    instance_id: str | None
    household_id: str
    code: str
    letter: str
    lon: int
    lat: int


@dataclass(frozen=True, slots=True)
class FieldMap:
    """What is drawn in a frame. `points` where they are few, else `clusters`; `located` those with a point at all."""

    box: Box | None
    clusters: tuple[Cluster, ...]
    points: tuple[Point, ...]
    inside: int
    located: int
    labels: tuple[tuple[str, float, float], ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """The round, place, standard (its place in the round) and frame; no frame: around nearly all points.

    Up to `most_points` households are shown one by one.
    """

    round_id: str
    place: Place
    position: int
    box: Box | None = None
    most_points: int = MOST_POINTS


@dataclass(frozen=True, slots=True)
class _Square:
    """Households in one small square; its corner and side in degrees × 100,000, sums of their places."""

    west: int
    south: int
    count: int
    poor: int
    lon: int
    lat: int


def read_map(connection: Connection, wanted: Wanted) -> FieldMap:
    """The map of a place, in the frame asked for. The database gathers points into small squares, once."""
    unit = _unit(wanted)
    squares = _squares(connection, wanted, unit)
    located = sum(one.count for one in squares) if wanted.box is None else _count(connection, wanted)
    box = wanted.box or _first_frame(squares, unit)
    if box is None:
        return FieldMap(None, (), (), 0, located, ())
    inside = [one for one in squares if box.west <= one.west <= box.east and box.south <= one.south <= box.north]
    count = sum(one.count for one in inside)
    few = count <= wanted.most_points
    return FieldMap(
        box=box,
        clusters=() if few else _gather(inside, box, unit),
        points=_points(connection, wanted, box) if few else (),
        inside=count,
        located=located,
        labels=_labels(connection, wanted, box) if len(wanted.place.communes) == 1 else (),
    )


def _unit(wanted: Wanted) -> int:
    """The side of a small square: a kilometre over many communes, 50 metres in one, what a frame's grid needs."""
    if wanted.box is not None:
        return max(1, wanted.box.width // (COLUMNS * 4))
    return 1_000 if len(wanted.place.communes) > 1 else 50


def _where(wanted: Wanted, box: Box | None) -> list[Any]:
    place = wanted.place
    villages = select(Village.code).where(Village.area_code.in_(place.communes))
    own = [place.code] if place.level == VILLAGE else villages
    where = [FIGURE.c.round_id == wanted.round_id, FIGURE.c.lat_e5.is_not(None), FIGURE.c.village_code.in_(own)]
    if box is not None:
        where += [FIGURE.c.lat_e5.between(box.south, box.north), FIGURE.c.lon_e5.between(box.west, box.east)]
    return where


def _count(connection: Connection, wanted: Wanted) -> int:
    query = select(func.count()).select_from(FIGURE).where(*_where(wanted, None))
    return connection.execute(query).scalar_one()


def _squares(connection: Connection, wanted: Wanted, unit: int) -> list[_Square]:
    west, south = (wanted.box.west, wanted.box.south) if wanted.box is not None else WORLD
    column, row = _whole(FIGURE.c.lon_e5 - west, unit), _whole(FIGURE.c.lat_e5 - south, unit)
    poor = func.sum(case((func.substr(FIGURE.c.now, wanted.position + 1, 1) == LETTERS["poor"], 1), else_=0))
    sums = (func.sum(FIGURE.c.lon_e5), func.sum(FIGURE.c.lat_e5))
    query = select(column, row, func.count(), poor, *sums).where(*_where(wanted, wanted.box)).group_by(column, row)
    return [
        _Square(west + int(x) * unit, south + int(y) * unit, count, int(of_poor), int(lon), int(lat))
        for x, y, count, of_poor, lon, lat in connection.execute(query)
    ]


def _whole(value: Any, by: int) -> Any:
    """Division of whole numbers as both engines do it alike: what is left over is taken away first."""
    return (value - value % by) // by


def _first_frame(squares: Sequence[_Square], unit: int) -> Box | None:
    """Around all points but the outermost, a hundredth on each side."""
    if not squares:
        return None
    west, east = _ends([(one.west, one.count) for one in squares])
    south, north = _ends([(one.south, one.count) for one in squares])
    return Box(west, south, east + unit - 1, north + unit - 1)


def _ends(places: list[tuple[int, int]]) -> tuple[int, int]:
    """The lowest and highest place, once a hundredth of the households on each side is left out."""
    places.sort()
    skip = sum(count for _place, count in places) // TRIM
    return _after(places, skip), _after(places[::-1], skip)


def _after(places: Sequence[tuple[int, int]], skip: int) -> int:
    for place, count in places:
        skip -= count
        if skip < 0:
            return place
    return places[-1][0]


def _gather(squares: Sequence[_Square], box: Box, unit: int) -> tuple[Cluster, ...]:
    """Small squares to the squares of the grid, which are whole numbers of them: each lies in exactly one."""
    wide = math.ceil(box.width / (COLUMNS * unit)) * unit
    high = math.ceil(box.height / (ROWS * unit)) * unit
    grid: dict[tuple[int, int], list[_Square]] = {}
    for one in squares:
        grid.setdefault(((one.west - box.west) // wide, (one.south - box.south) // high), []).append(one)
    return tuple(_cluster(found, box, place, (wide, high)) for place, found in sorted(grid.items()))


def _cluster(found: Sequence[_Square], box: Box, place: tuple[int, int], size: tuple[int, int]) -> Cluster:
    count = sum(one.count for one in found)
    west, south = box.west + place[0] * size[0], box.south + place[1] * size[1]
    return Cluster(
        count=count,
        poor=sum(one.poor for one in found),
        lon=sum(one.lon for one in found) / count,
        lat=sum(one.lat for one in found) / count,
        box=Box(west, south, min(west + size[0] - 1, box.east), min(south + size[1] - 1, box.north)),
    )


def _points(connection: Connection, wanted: Wanted, box: Box) -> tuple[Point, ...]:
    query = (
        select(Case.instance_id, FIGURE.c.household_id, Household.code, FIGURE.c.now, FIGURE.c.lon_e5, FIGURE.c.lat_e5)
        .join(Case, Case.case_id == FIGURE.c.case_id)
        .join(Household, Household.household_id == FIGURE.c.household_id)
        .where(*_where(wanted, box))
        .order_by(Household.code)
    )
    return tuple(
        Point(instance, household, code, now[wanted.position : wanted.position + 1] or NOBODY, lon, lat)
        for instance, household, code, now, lon, lat in connection.execute(query)
    )


def _labels(connection: Connection, wanted: Wanted, box: Box) -> tuple[tuple[str, float, float], ...]:
    """Villages at the middle of their points, where there are few enough to read."""
    query = (
        select(Village.name, func.avg(FIGURE.c.lon_e5), func.avg(FIGURE.c.lat_e5))
        .select_from(FIGURE)
        .join(Village, Village.code == FIGURE.c.village_code)
        .where(*_where(wanted, box))
        .group_by(Village.code, Village.name)
        .order_by(Village.code)
        .limit(13)
    )
    rows = connection.execute(query).all()
    return tuple((name, float(lon), float(lat)) for name, lon, lat in rows) if len(rows) <= 12 else ()
