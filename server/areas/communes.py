"""Which areas are communes: the one place that knows of a district without communes (Côn Đảo, R12). Pure."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol, TypeVar


class Place(Protocol):
    """A row of the register of areas, or a unit of the packaged one."""

    @property
    def code(self) -> str:
        """Its code."""

    @property
    def level(self) -> str:
        """province, district or commune."""

    @property
    def parent_code(self) -> str | None:
        """The area above; of a commune that was merged its successor."""


AnyPlace = TypeVar("AnyPlace", bound=Place)


def list_communes(places: Iterable[AnyPlace]) -> list[AnyPlace]:
    """The communes among all of a register's places, in their order; a district with nothing below is its own."""
    known = list(places)
    above = {one.parent_code for one in known}
    return [one for one in known if one.level == "commune" or (one.level == "district" and one.code not in above)]


def communes_in(places: Iterable[Place], area_code: str) -> list[str]:
    """Codes of the communes in an area, itself where it is one, with those merged into them; in the places' order."""
    known = list(places)
    inside, size = {area_code}, 0
    while size != len(inside):
        size = len(inside)
        inside |= {one.code for one in known if one.parent_code in inside}
    return [one.code for one in list_communes(known) if one.code in inside]
