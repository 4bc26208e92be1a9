"""The map of visits: drawn by the server, so that it needs neither the Internet nor script; every circle opens."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from flask import render_template, request

from server.domain.access import Actor
from server.domain.consolidation import CLASS
from server.domain.figures import WORDS
from server.papers.field_drawing import circles, lay_out
from server.services.views.field_map import Box, Wanted, read_map
from server.services.views.field_map import FieldMap as Map

from .frame import Frame, Page

if TYPE_CHECKING:
    from .figures import Figures

_FRAME = re.compile(r"(-?\d{1,8}),(-?\d{1,7}),(-?\d{1,8}),(-?\d{1,7})")


class FieldMap:
    """The page of the map."""

    def __init__(self, frame: Frame, figures: Figures) -> None:
        self._frame, self._figures = frame, figures

    def routes(self) -> tuple[tuple[str, str, Page, list[str]], ...]:
        """Path, name, view and methods."""
        return (("/ban-do", "field_map", self.field_map, ["GET"]),)

    def field_map(self, actor: Actor) -> Any:
        """Where the households of a place were visited."""
        current = self._frame.current_round()
        if current is None:
            return render_template("web/empty_round.html")
        page = self._figures.page_of(actor, current, CLASS)
        box = _frame_of(request.args.get("khung", ""))
        wanted = Wanted(current.round_id, page.board.place, page.board.position, box)
        found = self._frame.read(lambda c: read_map(c, wanted))
        forms = sum(cell.households for cell in page.board.cells if cell.outcome)
        shown = {
            "unlocated": forms - found.located,
            "map": found,
            "drawing": _draw(found),
            "is_zoomed": box is not None,
            "classes": WORDS,
        }
        return render_template("web/field_map.html", page=page, **shown)


def _frame_of(text: str) -> Box | None:
    found = _FRAME.fullmatch(text)
    if found is None:
        return None
    west, south, east, north = (int(one) for one in found.groups())
    return Box(west, south, east, north) if west <= east and south <= north else None


def say_frame(box: Box) -> str:
    """A frame as the address holds it."""
    return f"{box.west},{box.south},{box.east},{box.north}"


def _draw(found: Map) -> dict[str, Any] | None:
    """Everything in the drawing's own measure."""
    if found.box is None:
        return None
    layout = lay_out(found.box.west, found.box.south, found.box.width, found.box.height)
    together = [(one.count, one.poor, one.lon, one.lat, say_frame(one.box)) for one in found.clusters]
    return {
        "height": layout.height,
        "scale": layout.scale(),
        "circles": circles(layout, together),
        "points": [(one, *layout.at(one.lon, one.lat)) for one in found.points],
        "labels": [(name, *layout.at(lon, lat)) for name, lon, lat in found.labels],
    }
