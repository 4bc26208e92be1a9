"""Field progress: places and enumerators against what was assigned and the round's last day (R9, R15)."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from flask import render_template

from server.domain.access import Actor
from server.domain.consolidation import VISIT
from server.services.views.progress import count_returned, read_people
from server.telling import HOME

from .frame import Frame, Page

if TYPE_CHECKING:
    from .figures import Figures


class Progress:
    """The page of field progress."""

    def __init__(self, frame: Frame, figures: Figures) -> None:
        self._frame, self._figures = frame, figures

    def routes(self) -> tuple[tuple[str, str, Page, list[str]], ...]:
        """Path, name, view and methods."""
        return (("/tien-do", "progress", self.progress, ["GET"]),)

    def progress(self, actor: Actor) -> Any:
        """Assigned, visited, received, missing; how visits ended; days left."""
        current = self._frame.current_round()
        if current is None:
            return render_template("web/empty_round.html")
        page = self._figures.page_of(actor, current, VISIT)
        place, cells = page.board.place, page.board.cells
        returned = self._frame.read(lambda c: count_returned(c, current.round_id, place))
        people = self._frame.read(lambda c: read_people(c, current.round_id, place))
        by_row = {cell.village_code: cell.area_code for cell in cells}
        last_on = dt.date.fromisoformat(current.season_to_on)
        waiting = page.board.total.numbers["households"].get("waiting", 0)
        days = (last_on - self._frame.node.now().astimezone(HOME).date()).days
        return render_template(
            "web/progress.html",
            page=page,
            people=people,
            returned=_by_place(page, returned, by_row),
            returned_total=sum(returned.values()),
            last_on=last_on,
            days=days,
            is_training=current.kind == "training",
            pace=-(-waiting // days) if days > 0 else None,
            waiting=waiting,
        )


def _by_place(page: Any, returned: dict[str, int], area_of: dict[str, str]) -> dict[str, int]:
    """Returned households by row of the table."""
    own = {commune: row.code for row in page.board.rows for commune in row.place.communes}
    found: dict[str, int] = {}
    for village, count in returned.items():
        row = village if page.board.place.level in ("commune", "village") else own.get(area_of.get(village, ""), "")
        found[row] = found.get(row, 0) + count
    return found
