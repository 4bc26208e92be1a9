"""Paper forms: a sheet found to be keyed, what was keyed, sheets to print for a village."""

from __future__ import annotations

import uuid
from typing import Any

from flask import Response, redirect, render_template, request, url_for

from server.domain.access import Actor
from server.errors import Problem
from server.services import paper, paper_sheets
from server.services.paper_sheets import Asked
from server.services.views.cases import CaseFilter, list_cases
from server.services.views.keyed import list_round_papers
from server.telling import tell

from .formats import vi_moment
from .frame import Frame, Page
from .telling import flash, gettext

PDF = "application/pdf"


class Papers:
    """Pages for the office of a commune that reviews on paper."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame

    def routes(self) -> tuple[tuple[str, str, Page, list[str]], ...]:
        """(path, name, view, methods) of these pages."""
        return (
            ("/phieu-giay", "papers", self.papers, ["GET"]),
            ("/phieu-giay/ti-le", "paper_share", self.share, ["POST"]),
            ("/phieu-giay/in/<village_code>/<form>/<int:part>.pdf", "paper_sheets", self.sheets, ["GET"]),
        )

    def papers(self, actor: Actor) -> Any:
        """Find a sheet to key; what was keyed and what waits; what can be printed, village by village."""
        current = self._frame.current_round()
        if current is None:
            return render_template("web/empty_round.html")
        areas, text = self._frame.areas(actor), request.args.get("q", "").strip()
        forms = self._frame.read(lambda c: paper_sheets.list_forms(c, current.round_id))
        if is_case_id(text):
            return redirect(url_for("web.paper_key", case_id=text.lower(), form=forms[0] if forms else "b"))
        wanted = CaseFilter(text=text, sort="name")
        found = self._frame.read(lambda c: list_cases(c, current.round_id, areas, wanted)) if text else None
        return render_template(
            "web/papers.html",
            text=text,
            found=found,
            entries=self._frame.read(lambda c: list_round_papers(c, current.round_id, areas)),
            percent=self._frame.read(lambda c: paper.read_percent(c, current.round_id)),
            may_set=self._frame.may(actor, "manage_rounds", str(self._frame.node.settings["province_code"])),
            villages=self._frame.read(lambda c: paper_sheets.list_villages(c, current.round_id, areas)),
            forms=forms,
            parts_of=paper_sheets.count_parts,
            size=paper_sheets.PART,
        )

    def sheets(self, actor: Actor, village_code: str, form: str, part: int) -> Response:  # noqa: ARG002
        """A part of a village's sheets as PDF; part 0 is blank ones."""
        node, current = self._frame.node, self._frame.current_round()
        if current is None:
            raise Problem("PAPER-003", 404, tell("Chưa có đợt rà soát nào."), tell("Tỉnh mở đợt trước."))
        asked = Asked(current.round_id, village_code, form, part, vi_moment(node.now()))
        answer = Response(paper_sheets.print_part(node, asked), content_type=PDF)
        answer.headers["Content-Disposition"] = f'inline; filename="phieu-{form}-{village_code}-{part}.pdf"'
        answer.headers["Cache-Control"] = "private, no-store"
        return answer

    def share(self, actor: Actor) -> Any:
        """The province says how many are keyed twice in the round."""
        current, text = self._frame.current_round(), request.form.get("ti_le", "").strip()
        if current is None or not text.isdecimal():
            raise Problem(
                "PAPER-007",
                422,
                tell("Tỉ lệ “{text}” không phải số.", text=text[:20]),
                tell("Ghi số nguyên từ 0 đến 100."),
            )
        paper.set_share(self._frame.node, actor.actor_id, current.round_id, int(text[:4]))
        flash(gettext("Đã ghi tỉ lệ nhập hai lần; áp dụng cho phiếu nhập từ bây giờ."), "ok")
        return redirect(url_for("web.papers"))


def is_case_id(text: str) -> bool:
    """Whether what was scanned or typed is the code on a sheet."""
    try:
        return str(uuid.UUID(text)) == text.lower()
    except ValueError:
        return False
