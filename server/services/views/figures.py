"""Cells that tables count, by village. Kept by the node and read again where the village has changed since."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, func, select

from server.domain.deprivation import Sums, count_deprived, no_sums, poverty_cutoff
from server.domain.figures import Cell
from server.services.node import Node
from server.standards.packs import RoundStandard
from server.store.tables import ReviewFigure, Village

FIGURE = ReviewFigure.__table__
VILLAGE = Village.__table__
UNITS = ("households", "persons")
_ALIKE = (FIGURE.c.village_code, FIGURE.c.area_kind, FIGURE.c.is_minority)
_COUNTS = (func.count(), func.sum(FIGURE.c.persons))
# More names than this in one statement, and reading all villages of the round costs less.
MOST_NAMED = 500


@dataclass(frozen=True, slots=True)
class Deprived:
    """Households of a village alike in kind of area and minority, by the signs of their indicators."""

    area_kind: str | None
    is_minority: bool | None
    signs: str
    households: int
    persons: int


@dataclass(frozen=True, slots=True)
class VillageFigures:
    """What was counted of a village when its change counter stood at `change_count`."""

    code: str
    change_count: int
    cells: tuple[Cell, ...]
    deprived: tuple[Deprived, ...]


def read_figures(node: Node, connection: Connection, round_id: str, areas: Sequence[str]) -> list[VillageFigures]:
    """The figures of every village of the communes `areas`, as of this connection's moment.

    The counters are read first: what changes in between is read again the next time.
    """
    query = select(VILLAGE.c.code, VILLAGE.c.area_code, VILLAGE.c.change_count).where(VILLAGE.c.area_code.in_(areas))
    villages = connection.execute(query).all()
    stale = {one.code: one for one in villages if _is_stale(node, round_id, one)}
    if stale:
        _read_again(node, connection, round_id, stale)
    return [node.figures[round_id, one.code] for one in villages]


def _is_stale(node: Node, round_id: str, village: Any) -> bool:
    known: VillageFigures | None = node.figures.get((round_id, village.code))
    return known is None or known.change_count != village.change_count


def _read_again(node: Node, connection: Connection, round_id: str, stale: dict[str, Any]) -> None:
    is_few = len(stale) <= MOST_NAMED
    where = [FIGURE.c.round_id == round_id, *([FIGURE.c.village_code.in_(list(stale))] if is_few else [])]
    cells: dict[str, list[Cell]] = {code: [] for code in stale}
    alike = (*_ALIKE, FIGURE.c.before, FIGURE.c.now, FIGURE.c.outcome)
    for code, kind, minority, before, now, outcome, households, persons in connection.execute(
        select(*alike, *_COUNTS).where(*where).group_by(*alike)
    ):
        if code in cells:
            area = stale[code].area_code
            cells[code].append(Cell(area, code, kind, minority, before, now, outcome, households, int(persons)))
    signs: dict[str, list[Deprived]] = {code: [] for code in stale}
    for code, kind, minority, told, households, persons in connection.execute(
        select(*_ALIKE, FIGURE.c.deprived, *_COUNTS)
        .where(*where, FIGURE.c.now != "")
        .group_by(*_ALIKE, FIGURE.c.deprived)
    ):
        if code in signs:
            signs[code].append(Deprived(kind, minority, told, households, int(persons)))
    for code, village in stale.items():
        found = VillageFigures(code, village.change_count, tuple(cells[code]), tuple(signs[code]))
        node.figures[round_id, code] = found


def sum_deprived(groups: Iterable[Deprived], used: RoundStandard, place: int, unit: str) -> Sums | None:
    """Alkire-Foster sums under the round's standard at `place`; None where its cutoff or indicators are not known."""
    indicators, found = len(used.indicators()), list(groups)
    total = no_sums(indicators)
    for kind in {one.area_kind for one in found}:
        cutoff = cutoff_of(used, kind)
        if cutoff is None or not indicators:
            return None
        counted = (
            (one.signs.split("|")[place] if one.signs else "", one.persons if unit == "persons" else one.households)
            for one in found
            if one.area_kind == kind
        )
        total += count_deprived(counted, indicators, cutoff)
    return total


def cutoff_of(used: RoundStandard, area_kind: str | None) -> int | None:
    """The least number of deprivations that makes poor, in a kind of area."""
    numbers = {name: one.value.get(area_kind or "rural") for name, one in used.standard.parameters.items()}
    return poverty_cutoff(numbers)
