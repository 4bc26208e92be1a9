"""News of a person's places: what came in and what others decided; how much of it she has not read."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from flask import g, redirect, render_template, request, url_for

from server.domain.access import Actor, may_somewhere
from server.services import notices

from .cases import HISTORY_WORDS
from .frame import Frame, Page

WHAT = ("received", "decided")
# The count in the head of every page costs a look into every commune: over many of them it is kept for a while.
MANY_AREAS, KEPT_FOR = 30, dt.timedelta(minutes=1)
_DIGEST = re.compile(r"[0-9a-f]{64}")


class News:
    """The page of news, and the number of unread ones for the head of every page."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        self._kept: dict[str, tuple[dt.datetime, int]] = {}

    def routes(self) -> tuple[tuple[str, str, Page, list[str]], ...]:
        """Path, endpoint, view, methods."""
        return (
            ("/tin-moi", "news", self.news, ["GET"]),
            ("/tin-moi/da-doc", "news_read", self.mark_read, ["POST"]),
        )

    def news(self, actor: Actor) -> Any:
        """The newest first; `truoc` asks for what is older."""
        what = request.args.get("loai", "")
        what = what if what in WHAT else ""
        before = _parse(request.args.get("truoc", "")) or notices.END
        areas = self._frame.areas(actor)
        rows = self._frame.read(lambda c: notices.list_notices(c, actor.actor_id, areas, before, what))
        older = rows[-1].at.isoformat() if len(rows) == notices.PAGE else ""
        values = {"older": older, "newest": rows[0].at.isoformat() if rows else "", "is_first": before == notices.END}
        return render_template("web/news.html", rows=rows, what=what, kinds=HISTORY_WORDS, **values)

    def mark_read(self, actor: Actor) -> Any:
        """One piece, or all up to the newest on the page."""
        self._kept.pop(actor.actor_id, None)
        until = _parse(request.form.get("den", ""))
        if until is not None:
            notices.mark_all_read(self._frame.node, actor.actor_id, min(until, self._frame.node.now()))
        elif _DIGEST.fullmatch(request.form.get("tin", "")):
            notices.mark_read(self._frame.node, actor.actor_id, [request.form["tin"]])
        return redirect(url_for("web.news"))

    def context(self) -> dict[str, Any]:
        """`unread_news()` for templates: None where it is not counted."""
        return {"unread_news": self._count_unread}

    def _count_unread(self) -> int | None:
        actor: Actor | None = g.get("actor")
        if actor is None or not may_somewhere(actor, "view_cases", self._frame.node.today()):
            return None
        areas, now = self._frame.areas(actor), self._frame.node.now()
        known = self._kept.get(actor.actor_id)
        if known is not None and known[0] <= now < known[0] + KEPT_FOR:
            return known[1]
        count = self._frame.read(lambda c: notices.count_unread(c, actor.actor_id, areas))
        if len(areas) > MANY_AREAS:
            self._kept[actor.actor_id] = (now, count)
        return count


def _parse(text: str) -> dt.datetime | None:
    """An aware moment of an address; None for anything else."""
    try:
        moment = dt.datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo is not None else None
