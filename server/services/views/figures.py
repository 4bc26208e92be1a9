"""Cells that tables count, by village. Kept by the node and read again where the village has changed since."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from server.domain.deprivation import Sums, count_deprived, no_sums, poverty_cutoff
from server.domain.figures import CELLS, SIGNS, Cell, read_alike
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
    found: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """Where figures are read: a node, one moment of its database, a round."""

    node: Node
    connection: Connection
    round_id: str

    def cells(self, place: Place) -> list[Cell]:
        """The cells of a place, village by village."""
        return self._read(CELLS, place)

    def deprived(self, place: Place) -> list[Deprived]:
        """The signs of the indicators of everybody scored in a place."""
        return self._read(SIGNS, place)

    def _read(self, kind: str, place: Place) -> list[Any]:
        """Counters are read before what they count: what changes in between is read again the next time."""
        villages = self.connection.execute(_villages_of(place)).all()
        known = self.node.figures
        stale = {
            one.code: one
            for one in villages
            if (kept := known.get((self.round_id, kind, one.code))) is None or kept.change_count != one.change_count
        }
        if stale:
            self._read_again(kind, stale)
        return [one for village in villages for one in known[self.round_id, kind, village.code].found]

    def _read_again(self, kind: str, stale: dict[str, Any]) -> None:
        found: dict[str, list[Any]] = {code: [] for code in stale}
        named = [COUNT.c.village_code.in_(list(stale))] if len(stale) <= MOST_NAMED else []
        query = select(COUNT.c.village_code, COUNT.c.alike, COUNT.c.households, COUNT.c.persons)
        where = (COUNT.c.round_id == self.round_id, COUNT.c.kind == kind, COUNT.c.households > 0)
        for code, alike, households, persons in self.connection.execute(query.where(*where, *named)):
            if code not in found:
                continue
            if kind == CELLS:
                found[code].append(Cell.of(stale[code].area_code, code, alike, households, persons))
            else:
                found[code].append(Deprived(*read_alike(alike), households, persons))
        for code, village in stale.items():
            self.node.figures[self.round_id, kind, code] = Counted(village.change_count, tuple(found[code]))


def _villages_of(place: Place) -> Any:
    """The villages of a place, in the order of their names, commune by commune."""
    query = select(VILLAGE.c.code, VILLAGE.c.area_code, VILLAGE.c.change_count).join(
        AREA, AREA.c.code == VILLAGE.c.area_code
    )
    own = VILLAGE.c.code == place.code if place.level == LEVEL else VILLAGE.c.area_code.in_(place.communes)
    return query.where(own).order_by(AREA.c.sort_key, AREA.c.code, VILLAGE.c.sort_key, VILLAGE.c.code)


def sum_deprived(groups: Iterable[Deprived], used: RoundStandard, place: int) -> dict[str, Sums | None]:
    """Alkire-Foster sums by unit under the round's standard at `place`; None where cutoff or indicators are unknown."""
    alike: dict[tuple[str | None, str], list[int]] = {}
    for one in groups:
        found = alike.setdefault((one.area_kind, one.signs.split("|")[place]), [0, 0])
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
