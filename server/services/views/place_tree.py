"""The places a person may count: from the highest one her communes lie in down to their villages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from server.services.listed_villages import is_listed
from server.store.tables import Area, Village

VILLAGE, COMMUNE = "village", "commune"


@dataclass(frozen=True, slots=True)
class Place:
    """An area or a village; `communes` are those of the person that lie in it."""

    code: str
    name: str
    level: str
    parent_code: str | None
    communes: tuple[str, ...]
    short_name: str = ""


class PlaceTree:
    """Areas in register order, cut down to the communes a person may see. Levels are data: any number of them."""

    def __init__(self, areas: Sequence[Place], communes: Sequence[str]) -> None:
        self._areas = {one.code: one for one in areas}
        below: dict[str, list[str]] = {}
        for code in communes:
            for above in self._chain(code):
                below.setdefault(above, []).append(code)
        self._below = {code: tuple(found) for code, found in below.items()}

    def find(self, code: str) -> Place | None:
        """The place, None where it is not there or none of the person's communes lies in it."""
        if code not in self._below:
            return None
        one = self._areas[code]
        return Place(one.code, one.name, one.level, one.parent_code, self._below[code], one.short_name)

    def root(self) -> Place | None:
        """The lowest place that holds all communes of the person; None where she has none."""
        tops = [code for code in self._below if self._areas[code].parent_code not in self._areas]
        if not tops:
            return None
        code = tops[0]
        # A commune that was merged hangs under its successor: there the tree ends, its villages are the successor's.
        while self._areas[code].level != COMMUNE and len(children := self.children(code)) == 1:
            code = children[0].code
        return self.find(code)

    def children(self, code: str) -> list[Place]:
        """The areas directly below, in register order."""
        found = (self.find(one) for one, area in self._areas.items() if area.parent_code == code)
        return [one for one in found if one is not None]

    def path(self, code: str) -> list[Place]:
        """From the highest place down to this one."""
        return [one for one in map(self.find, reversed(self._chain(code))) if one is not None]

    def _chain(self, code: str) -> list[str]:
        chain: list[str] = []
        current: str | None = code
        while current is not None and current in self._areas and current not in chain:
            chain.append(current)
            current = self._areas[current].parent_code
        return chain


def read_tree(connection: Connection, communes: Sequence[str]) -> PlaceTree:
    """The tree over the communes a person may see."""
    columns = (Area.code, Area.name, Area.level, Area.parent_code, Area.short_name)
    rows = connection.execute(select(*columns).order_by(Area.sort_key, Area.code)).all()
    places = [Place(one.code, one.name, one.level, one.parent_code, (), one.short_name) for one in rows]
    return PlaceTree(places, communes)


def read_villages(connection: Connection, commune: Place) -> list[Place]:
    """The villages of a commune and of those merged into it, in the order of their names."""
    here = (Village.area_code.in_(commune.communes), is_listed())
    query = select(Village.code, Village.name, Village.area_code).where(*here)
    rows = connection.execute(query.order_by(Village.sort_key, Village.code))
    return [Place(code, name, VILLAGE, commune.code, (area,), name) for code, name, area in rows]
