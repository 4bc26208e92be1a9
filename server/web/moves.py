"""Moves between communes on pages: who waits for an answer on either side, and the answer (R11)."""

from __future__ import annotations

from typing import Any

from flask import make_response, redirect, render_template, request, url_for

from server.domain.access import Actor
from server.domain.facts import load_facts
from server.errors import Problem
from server.services import household_events as events
from server.services.views.moves import count_open_moves, list_moves, read_balances, read_incoming
from server.telling import tell

from .frame import Frame, Page
from .notices import announce
from .telling import gettext

TABS = ("in", "out", "done")


class Moves:
    """The list of both sides and the page of one household on its way in."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame

    def routes(self) -> tuple[tuple[str, str, Page, list[str]], ...]:
        """Path, endpoint, view, methods."""
        return (
            ("/chuyen-ho", "moves", self.moves, ["GET"]),
            ("/chuyen-ho/<household_id>", "move", self.move, ["GET", "POST"]),
        )

    def moves(self, actor: Actor) -> Any:
        """Households on their way; every reader of cases sees those of her communes."""
        areas = self._frame.areas(actor)
        into, out = self._frame.read(lambda c: count_open_moves(c, areas))
        asked = request.args.get("xem", "")
        which = asked if asked in TABS else ("in" if into or not out else "out")
        return render_template(
            "web/moves.html",
            rows=self._frame.read(lambda c: list_moves(c, areas, which)),
            balances=self._frame.read(lambda c: read_balances(c, areas)),
            which=which,
            counts={"in": into, "out": out},
            now=self._frame.node.now(),
        )

    def move(self, actor: Actor, household_id: str) -> Any:
        """What comes, and the answer: taken into a village, or declined with the reason."""
        if request.method == "GET":
            return self._show(actor, household_id)
        args = (self._frame.node, actor.actor_id, household_id)
        try:
            if request.form.get("viec") == "tu_choi":
                events.decline(*args, request.form.get("ly_do", ""))
                announce(gettext("Đã ghi không nhận. Hộ trở lại sổ của xã nơi đi."))
                return redirect(url_for("web.moves"))
            code = events.accept(*args, request.form.get("thon", ""))
        except Problem as problem:
            return make_response(self._show(actor, household_id, problem), problem.status)
        announce(gettext("Đã nhận hộ vào sổ, mã mới %(code)s. Kết quả đã công nhận đi theo hộ.", code=code))
        return redirect(url_for("web.household", household_id=household_id))

    def _show(self, actor: Actor, household_id: str, problem: Problem | None = None) -> str:
        areas = self._frame.areas(actor)
        found = self._frame.read(lambda c: read_incoming(c, household_id, areas))
        if found is None:
            raise problem or Problem(
                "WEB-404", 404, tell("Không có hộ này đang chờ xã của bạn nhận."), tell("Xem lại trang Chuyển hộ.")
            )
        return render_template("web/move.html", one=found, facts=load_facts(), problem=problem, typed=request.form)
