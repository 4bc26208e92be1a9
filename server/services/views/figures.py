"""Cells that tables count, by village. Kept by the node and read again where the village has changed since."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, func, select

from server.domain.deprivation import Sums, count_deprived, no_sums, poverty_cutoff
from server.domain.figures import CELLS, Cell, read_alike, signs_kind
from server.services.node import Node
from server.standards.packs import RoundStandard
from server.store.tables import Area, FigureCount, Village

from .place_tree import VILLAGE as LEVEL
from .place_tree import Place

COUNT = FigureCount.__table__
VILLAGE = Village.__table__
AREA = Area.__table__
UNITS = ("households", "persons")
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
class Counted:
    """What was counted of a village when its change counter stood at `change_count`."""

    change_count: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """Where figures are read: a node, one moment of its database, a round."""

    node: Node
    connection: Connection
    round_id: str

    def cells(self, place: Place) -> list[Cell]:
        """The cells of a place, village by village.

        Counters are read before what they count: what changes in between is read again the next time.
        """
        villages = self.connection.execute(_villages_of(place)).all()
        known = self.node.figures
        stale = {one.code: one for one in villages if self._is_stale(one)}
        if stale:
            self._read_again(stale)
        return [cell for village in villages for cell in known[self.round_id, village.code].cells]

    def deprived(self, place: Place, position: int) -> list[Deprived]:
        """The signs of the indicators of everybody scored in a place, under the standard at `position`."""
        own = _villages_of(place).with_only_columns(VILLAGE.c.code).order_by(None)
        query = (
            select(COUNT.c.alike, func.sum(COUNT.c.households), func.sum(COUNT.c.persons))
            .where(COUNT.c.round_id == self.round_id, COUNT.c.kind == signs_kind(position))
            .where(COUNT.c.village_code.in_(own))
            .group_by(COUNT.c.alike)
        )
        rows = self.connection.execute(query)
        return [Deprived(*read_alike(alike), int(households), int(persons)) for alike, households, persons in rows]

    def _is_stale(self, village: Any) -> bool:
        kept: Counted | None = self.node.figures.get((self.round_id, village.code))
        return kept is None or kept.change_count != village.change_count

    def _read_again(self, stale: dict[str, Any]) -> None:
        found: dict[str, list[Cell]] = {code: [] for code in stale}
        named = [COUNT.c.village_code.in_(list(stale))] if len(stale) <= MOST_NAMED else []
        query = select(COUNT.c.village_code, COUNT.c.alike, COUNT.c.households, COUNT.c.persons)
        where = (COUNT.c.round_id == self.round_id, COUNT.c.kind == CELLS, COUNT.c.households > 0)
        for code, alike, households, persons in self.connection.execute(query.where(*where, *named)):
            if code in found:
                found[code].append(Cell.of(stale[code].area_code, code, alike, households, persons))
        for code, village in stale.items():
            self.node.figures[self.round_id, code] = Counted(village.change_count, tuple(found[code]))


def _villages_of(place: Place) -> Any:
    """The villages of a place, in the order of their names, commune by commune."""
    query = select(VILLAGE.c.code, VILLAGE.c.area_code, VILLAGE.c.change_count).join(
        AREA, AREA.c.code == VILLAGE.c.area_code
    )
    own = VILLAGE.c.code == place.code if place.level == LEVEL else VILLAGE.c.area_code.in_(place.communes)
    return query.where(own).order_by(AREA.c.sort_key, AREA.c.code, VILLAGE.c.sort_key, VILLAGE.c.code)


def sum_deprived(groups: Iterable[Deprived], used: RoundStandard) -> dict[str, Sums | None]:
    """Alkire-Foster sums by unit under a standard of the round; None where cutoff or indicators are unknown."""
    alike: dict[tuple[str | None, str], list[int]] = {}
    for one in groups:
        found = alike.setdefault((one.area_kind, one.signs), [0, 0])
        found[0] += one.households
        found[1] += one.persons
    return {unit: _sum(alike, used, number) for number, unit in enumerate(UNITS)}


def _sum(alike: dict[tuple[str | None, str], list[int]], used: RoundStandard, number: int) -> Sums | None:
    indicators = len(used.indicators())
    total = no_sums(indicators)
    for kind in {kind for kind, _signs in alike}:
        cutoff = cutoff_of(used, kind)
        if cutoff is None or not indicators:
            return None
        own = ((signs, counts[number]) for (one, signs), counts in alike.items() if one == kind)
        total += count_deprived(own, indicators, cutoff)
    return total


def cutoff_of(used: RoundStandard, area_kind: str | None) -> int | None:
    """The least number of deprivations that makes poor, in a kind of area."""
    numbers = {name: one.value.get(area_kind or "rural") for name, one in used.standard.parameters.items()}
    return poverty_cutoff(numbers)
