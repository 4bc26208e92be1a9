"""Where each enumerator's households lie: points of forms, else of the register; many of them gathered in squares."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, and_, select

from server.domain.assignments import OPEN
from server.store.tables import Assignment, Case, Household, ReviewFigure

from .workload import E5, holder_join, in_place

CASE, HOUSEHOLD, ASSIGNMENT, FIGURE = (one.__table__ for one in (Case, Household, Assignment, ReviewFigure))
MOST_POINTS, SQUARES = 300, 24
POINT = "house_point"


@dataclass(frozen=True, slots=True)
class Spot:
    """Households at one place (or in one square) that one person has: degrees × 100,000, how many are to be done."""

    actor_id: str
    lon: float
    lat: float
    count: int
    open: int


@dataclass(frozen=True, slots=True)
class WorkMap:
    """The spots, their frame (west, south, width, height), and how many households have no place known."""

    spots: tuple[Spot, ...]
    frame: tuple[int, int, int, int] | None
    unlocated: int


def read_work_map(connection: Connection, round_id: str, areas: Sequence[str]) -> WorkMap:
    """The map of some communes; `actor_id` is empty where nobody has the household."""
    query: Select[Any] = select(
        ASSIGNMENT.c.actor_id, CASE.c.tablet_state, FIGURE.c.lat_e5, FIGURE.c.lon_e5, HOUSEHOLD.c.facts
    )
    query = query.select_from(CASE).join(HOUSEHOLD, HOUSEHOLD.c.household_id == CASE.c.household_id)
    own = and_(
        FIGURE.c.round_id == CASE.c.round_id,
        FIGURE.c.village_code == CASE.c.village_code,
        FIGURE.c.case_id == CASE.c.case_id,
    )
    query = holder_join(query).outerjoin(FIGURE, own).where(*in_place(round_id, areas)).order_by(CASE.c.case_id)
    spots: list[Spot] = []
    unlocated = 0
    for actor_id, state, lat, lon, facts in connection.execute(query):
        place = (lat, lon) if lat is not None else _place((facts or {}).get(POINT))
        if place is None:
            unlocated += 1
            continue
        spots.append(Spot(actor_id or "", place[1], place[0], 1, int(state in OPEN)))
    if not spots:
        return WorkMap((), None, unlocated)
    west, south = int(min(one.lon for one in spots)), int(min(one.lat for one in spots))
    wide = max(40, int(max(one.lon for one in spots)) - west + 1)
    high = max(40, int(max(one.lat for one in spots)) - south + 1)
    shown = spots if len(spots) <= MOST_POINTS else _gather(spots, west, south, max(wide, high) // SQUARES + 1)
    return WorkMap(tuple(shown), (west, south, wide, high), unlocated)


def _place(text: object) -> tuple[int, int] | None:
    parts = text.split() if isinstance(text, str) else []
    try:
        return round(float(parts[0]) * E5), round(float(parts[1]) * E5)
    except (IndexError, ValueError):
        return None


def _gather(spots: Sequence[Spot], west: int, south: int, side: int) -> list[Spot]:
    """One spot for each person in each square, at the middle of her households there."""
    found: dict[tuple[int, int, str], list[Spot]] = {}
    for one in spots:
        found.setdefault((int(one.lon - west) // side, int(one.lat - south) // side, one.actor_id), []).append(one)
    return [
        Spot(
            actor_id,
            sum(one.lon for one in group) / len(group),
            sum(one.lat for one in group) / len(group),
            len(group),
            sum(one.open for one in group),
        )
        for (_x, _y, actor_id), group in sorted(found.items())
    ]
