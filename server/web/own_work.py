"""The page of who goes from house to house: which forms the server has, which came back, which are still to be made."""

from __future__ import annotations

from collections import Counter
from typing import Any

from flask import render_template, request

from server.domain.access import Actor
from server.services.views.own_work import FIRST, read_own_work

from .frame import Frame, Page


class OwnWork:
    """One page; an enumerator sees the households assigned to her, a village head those of the village."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame

    def routes(self) -> tuple[tuple[str, str, Page, list[str]], ...]:
        """Path, endpoint, view, methods."""
        return (("/viec-cua-toi", "own_work", self.own_work, ["GET"]),)

    def own_work(self, actor: Actor) -> Any:
        """The households, those to be done first; `loc` shows one state only."""
        current = self._frame.current_round()
        if current is None:
            return render_template("web/empty_round.html")
        today = self._frame.node.today()
        cases = self._frame.read(lambda c: read_own_work(c, actor, current.round_id, today))
        wanted = request.args.get("loc", "")
        shown = [one for one in cases if one.state == wanted] if wanted in FIRST else cases
        counts = Counter(one.state for one in cases)
        return render_template(
            "web/own_work.html", shown=shown, counts=counts, total=len(cases), wanted=wanted, now=self._frame.node.now()
        )
