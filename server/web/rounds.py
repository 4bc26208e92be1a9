"""The rounds of this node, and the one a person has before her."""

from __future__ import annotations

from typing import Any

from flask import redirect, render_template, request

from server.domain.access import Actor
from server.services import rounds

from .addresses import own_page
from .frame import ROUND_COOKIE, Frame, published_rounds
from .telling import flash, gettext


class Rounds:
    """Pages on rounds."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame

    def rounds(self, actor: Actor) -> Any:  # noqa: ARG002
        """The rounds of this node."""
        return render_template(
            "web/rounds.html", rounds=rounds.list_rounds(self._frame.node), packs=self._frame.node.packs
        )

    def choose(self, actor: Actor) -> Any:  # noqa: ARG002
        """Show another round from now on, in this browser: two may be open at once. What is told is its name."""
        known = {one.code: one for one in published_rounds(rounds.list_rounds(self._frame.node))}
        chosen = known.get(request.form.get("dot", ""))
        answer = redirect(own_page(request.form.get("tiep", "")))
        if chosen is None:
            flash(gettext("Không có đợt này. Chọn lại trong danh sách."), "warn")
            return answer
        answer.set_cookie(ROUND_COOKIE, chosen.code, samesite="Lax", httponly=True, secure=request.is_secure)
        flash(gettext("Đang xem đợt: %(name)s.", name=chosen.name), "ok")
        return answer
