"""The blind second look: draw a sample, see who asks whom again and how far the two forms differ (R30)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import abort, redirect, render_template, request, url_for

from server.domain.access import Actor
from server.domain.consolidation import CLASS
from server.domain.facts import load_facts
from server.domain.quality import LEAST_FORMS
from server.services import rechecks, rounds
from server.services.rechecks import MOST_DRAWN, Drawing
from server.services.views.rechecks import SecondLooks, read_rechecks

from .frame import Frame, Page
from .telling import flash, gettext

if TYPE_CHECKING:
    from .figure_page import FigurePage
    from .figures import Figures


class Rechecks:
    """Pages of the second look."""

    def __init__(self, frame: Frame, figures: Figures) -> None:
        self._frame, self._figures = frame, figures

    def routes(self) -> tuple[tuple[str, str, Page, list[str]], ...]:
        """Path, name, view and methods."""
        return (
            ("/phuc-tra", "rechecks", self.rechecks, ["GET"]),
            ("/phuc-tra/phieu", "recheck", self.recheck, ["GET"]),
            ("/phuc-tra/<area_code>/rut", "draw_rechecks", self.draw, ["POST"]),
        )

    def rechecks(self, actor: Actor) -> Any:
        """The samples of a place and what came of them."""
        current = self._frame.current_round()
        if current is None:
            return render_template("web/empty_round.html")
        page, found = self._read(actor, current)
        place = page.board.place
        may_draw = place.level == "commune" and self._frame.may(actor, "draw_rechecks", place.code)
        shown = {"may_draw": may_draw, "most": MOST_DRAWN, "least": LEAST_FORMS, "facts": load_facts().household}
        return render_template("web/rechecks.html", page=page, found=found, is_open=current.state == "open", **shown)

    def recheck(self, actor: Actor) -> Any:
        """One case: the two forms answer by answer."""
        current = self._frame.current_round() or abort(404)
        page, found = self._read(actor, current)
        look = next((one for one in found.looks if one.row.case_id == request.args.get("ca", "")), None)
        if look is None:
            abort(404)
        titles = {one.id: one.title for one in self._frame.node.packs.standards()}
        facts = load_facts().household
        return render_template("web/recheck.html", page=page, look=look, facts=facts, titles=titles)

    def draw(self, actor: Actor, area_code: str) -> Any:
        """Draw a sample of a commune."""
        current = self._frame.current_round() or abort(404)
        size = request.form.get("so-ho", "").strip()
        number = int(size) if size.isascii() and size.isdigit() and len(size) < 6 else 0
        wanted = Drawing(current.round_id, area_code, number, request.form.get("hat-giong", ""))
        rechecks.draw_sample(self._frame.node, actor.actor_id, wanted)
        flash(gettext("Đã rút mẫu. Rà soát viên đồng bộ máy tính bảng sẽ thấy Phiếu phúc tra."), "ok")
        return redirect(url_for("web.rechecks", noi=area_code))

    def _read(self, actor: Actor, current: Any) -> tuple[FigurePage, SecondLooks]:
        page = self._figures.page_of(actor, current, CLASS)
        used = rounds.used_standards(self._frame.node, current)
        return page, self._frame.read(lambda c: read_rechecks(c, current, used, page.board.place))
