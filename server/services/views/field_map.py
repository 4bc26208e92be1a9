"""Where the households of a round were visited: points gathered into a grid by the database, never all at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, case, func, select

from server.store.tables import Case, Household, ReviewFigure, Village

from .place_tree import VILLAGE, Place

FIGURE = ReviewFigure.__table__
COLUMNS, ROWS = 24, 16
MOST_POINTS = 150
LEAST_SPAN = 40  # about 40 metres: nothing is nearer to the eye
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
    """What is drawn in a frame. `points` where they are few, else `clusters`; `unlocated` have a form and no point."""

    box: Box | None
    clusters: tuple[Cluster, ...]
    points: tuple[Point, ...]
    inside: int
    located: int
    unlocated: int
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


def read_map(connection: Connection, wanted: Wanted) -> FieldMap:
    """The map of a place, in the frame asked for."""
    where = _where(wanted)
    located, unlocated = _count(connection, where)
    box = wanted.box or _first_frame(connection, where, located)
    if box is None:
        return FieldMap(None, (), (), 0, located, unlocated, ())
    inside = [*where, FIGURE.c.lon_e5.between(box.west, box.east), FIGURE.c.lat_e5.between(box.south, box.north)]
    count = connection.execute(select(func.count()).select_from(FIGURE).where(*inside)).scalar_one()
    few = count <= wanted.most_points
    return FieldMap(
        box=box,
        clusters=() if few else _clusters(connection, inside, box, wanted.position),
        points=_points(connection, inside, wanted.position) if few else (),
        inside=count,
        located=located,
        unlocated=unlocated,
        labels=_labels(connection, inside),
    )


def _where(wanted: Wanted) -> list[Any]:
    place = wanted.place
    own = FIGURE.c.village_code == place.code if place.level == VILLAGE else FIGURE.c.area_code.in_(place.communes)
    return [FIGURE.c.round_id == wanted.round_id, own]


def _count(connection: Connection, where: Sequence[Any]) -> tuple[int, int]:
    has_form, has_point = FIGURE.c.outcome.is_not(None), FIGURE.c.lat_e5.is_not(None)
    columns = (func.sum(case((has_point, 1), else_=0)), func.sum(case((has_form & ~has_point, 1), else_=0)))
    located, unlocated = connection.execute(select(*columns).where(*where)).one()
    return int(located or 0), int(unlocated or 0)


def _first_frame(connection: Connection, where: Sequence[Any], located: int) -> Box | None:
    """Around all points but the outermost, a hundredth on each side."""
    if not located:
        return None
    skip = located // TRIM
    ends = []
    for column in (FIGURE.c.lon_e5, FIGURE.c.lat_e5):
        query = select(column).where(*where, column.is_not(None)).limit(1).offset(skip)
        ends.append([connection.execute(query.order_by(one)).scalar_one() for one in (column, column.desc())])
    (west, east), (south, north) = ends
    return Box(west, south, east, north)


def _clusters(connection: Connection, where: Sequence[Any], box: Box, position: int) -> tuple[Cluster, ...]:
    wide, high = -(-box.width // COLUMNS), -(-box.height // ROWS)
    column = _whole(FIGURE.c.lon_e5 - box.west, wide)
    row = _whole(FIGURE.c.lat_e5 - box.south, high)
    poor = func.sum(case((func.substr(FIGURE.c.now, position + 1, 1) == "P", 1), else_=0))
    middle = (func.avg(FIGURE.c.lon_e5), func.avg(FIGURE.c.lat_e5))
    query = select(column, row, func.count(), poor, *middle).where(*where).group_by(column, row)
    found = []
    for x, y, count, of_poor, lon, lat in connection.execute(query):
        west, south = box.west + int(x) * wide, box.south + int(y) * high
        square = Box(west, south, west + wide - 1, south + high - 1)
        found.append(Cluster(count, int(of_poor or 0), float(lon), float(lat), square))
    return tuple(found)


def _whole(value: Any, by: int) -> Any:
    """Division of whole numbers as both engines do it alike: what is left over is taken away first."""
    return (value - value % by) // by


def _points(connection: Connection, where: Sequence[Any], position: int) -> tuple[Point, ...]:
    query = (
        select(Case.instance_id, FIGURE.c.household_id, Household.code, FIGURE.c.now, FIGURE.c.lon_e5, FIGURE.c.lat_e5)
        .join(Case, Case.case_id == FIGURE.c.case_id)
        .join(Household, Household.household_id == FIGURE.c.household_id)
        .where(*where)
        .order_by(Household.code)
    )
    return tuple(
        Point(instance, household, code, now[position : position + 1] or "-", lon, lat)
        for instance, household, code, now, lon, lat in connection.execute(query)
    )


def _labels(connection: Connection, where: Sequence[Any]) -> tuple[tuple[str, float, float], ...]:
    """Villages at the middle of their points, where there are few enough to read."""
    query = (
        select(Village.name, func.avg(FIGURE.c.lon_e5), func.avg(FIGURE.c.lat_e5))
        .select_from(FIGURE)
        .join(Village, Village.code == FIGURE.c.village_code)
        .where(*where)
        .group_by(Village.code, Village.name)
        .order_by(Village.code)
        .limit(13)
    )
    rows = connection.execute(query).all()
    return tuple((name, float(lon), float(lat)) for name, lon, lat in rows) if len(rows) <= 12 else ()
