"""Paper forms: sheets to print for a village, blank or with what is known."""

from __future__ import annotations

from typing import Any

from flask import Response, render_template

from server.domain.access import Actor
from server.errors import Problem
from server.services import paper_sheets
from server.services.paper_sheets import Asked

from .formats import vi_moment
from .frame import Frame, Page

PDF = "application/pdf"


class Papers:
    """Pages for the office of a commune that reviews on paper."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame

    def routes(self) -> tuple[tuple[str, str, Page, list[str]], ...]:
        """(path, name, view, methods) of these pages."""
        return (
            ("/phieu-giay", "papers", self.papers, ["GET"]),
            ("/phieu-giay/in/<village_code>/<form>/<int:part>.pdf", "paper_sheets", self.sheets, ["GET"]),
        )

    def papers(self, actor: Actor) -> Any:
        """What can be printed, village by village."""
        current = self._frame.current_round()
        if current is None:
            return render_template("web/empty_round.html")
        areas = self._frame.areas(actor)
        return render_template(
            "web/papers.html",
            villages=self._frame.read(lambda c: paper_sheets.list_villages(c, current.round_id, areas)),
            forms=self._frame.read(lambda c: paper_sheets.list_forms(c, current.round_id)),
            parts_of=paper_sheets.count_parts,
            size=paper_sheets.PART,
        )

    def sheets(self, actor: Actor, village_code: str, form: str, part: int) -> Response:  # noqa: ARG002
        """A part of a village's sheets as PDF; part 0 is blank ones."""
        node, current = self._frame.node, self._frame.current_round()
        if current is None:
            raise Problem("PAPER-003", 404, "Chưa có đợt rà soát nào.", "Tỉnh mở đợt trước.")
        asked = Asked(current.round_id, village_code, form, part, vi_moment(node.now()))
        answer = Response(paper_sheets.print_part(node, asked), content_type=PDF)
        answer.headers["Content-Disposition"] = f'inline; filename="phieu-{form}-{village_code}-{part}.pdf"'
        answer.headers["Cache-Control"] = "private, no-store"
        return answer
