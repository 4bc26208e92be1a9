"""The page of other programs: who reads through the API, with whose right, until when; a token shown once."""

from __future__ import annotations

from typing import Any

from flask import make_response, redirect, render_template, request, url_for

from server.domain.access import Actor
from server.errors import Problem
from server.services import programs

from .frame import Frame, Page
from .telling import flash, gettext

BASE = "/chuong-trinh"


class Programs:
    """Made by the province and the administrator, for a person with a role somewhere."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame

    def programs(self, actor: Actor) -> Any:  # noqa: ARG002
        """Every token, and the form of a new one."""
        return self._page()

    def new(self, actor: Actor) -> Any:
        """Make one; its text is on this answer and nowhere else."""
        said = [request.form.get(name, "") for name in ("quyen", "ten", "den")]
        try:
            text = programs.make_token(self._frame.node, actor.actor_id, *said)
        except Problem as problem:
            if problem.status not in (409, 422):
                raise
            return self._page(problem=problem), problem.status
        answer = make_response(self._page(text=text))
        answer.headers["Cache-Control"] = "no-store"
        return answer

    def revoke(self, actor: Actor) -> Any:  # noqa: ARG002
        """Take one back."""
        programs.revoke_token(self._frame.node, request.form.get("ma", ""))
        flash(gettext("Đã thu hồi mã. Chương trình dùng mã này không đọc được gì nữa."), "ok")
        return redirect(url_for("web.programs"))

    def _page(self, text: str = "", problem: Problem | None = None) -> str:
        node = self._frame.node
        # Not the request's own moment: what it has just made is part of the list.
        page = {
            "tokens": node.read(programs.list_tokens),
            "grants": node.read(lambda c: programs.list_grants(c, node.today())),
            "today": node.today(),
        }
        return render_template("web/programs.html", text=text, problem=problem, **page)


def program_routes(frame: Frame) -> tuple[tuple[str, str, Page, list[str]], ...]:
    """(path, endpoint, view, methods)."""
    pages = Programs(frame)
    return (
        (BASE, "programs", pages.programs, ["GET"]),
        (f"{BASE}/moi", "new_program", pages.new, ["POST"]),
        (f"{BASE}/thu-hoi", "revoke_program", pages.revoke, ["POST"]),
    )
