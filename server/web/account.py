"""One's own account: roles, sign-ins, password, the second step."""

from __future__ import annotations

import base64
import datetime as dt
import io
from typing import Any

import segno
from flask import g, make_response, redirect, render_template, request, url_for

from server.domain.access import Actor
from server.domain.granting import SHORTEST_PASSWORD
from server.errors import Problem
from server.services import people
from server.services.views.people import list_sessions, read_person
from server.telling import tell

from .frame import Frame, Page
from .telling import flash, gettext


def account_routes(frame: Frame) -> tuple[tuple[str, str, Page, list[str]], ...]:
    """The pages of one's own account."""
    pages = AccountPages(frame)
    return (
        ("/tai-khoan", "account", pages.account, ["GET"]),
        ("/tai-khoan/mat-khau", "change_password", pages.change_password, ["POST"]),
        ("/tai-khoan/xac-thuc", "second_factor", pages.second_factor, ["GET", "POST"]),
        ("/tai-khoan/tat-xac-thuc", "drop_factor", pages.drop_factor, ["POST"]),
        ("/tai-khoan/phien", "end_own_session", pages.end_session, ["POST"]),
    )


class AccountPages:
    """Only ever about who is signed in."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame

    def account(self, actor: Actor, error: Problem | None = None) -> Any:
        """Roles, sign-ins, password."""
        node = self._frame.node
        since = node.now() - dt.timedelta(hours=people.SESSION_HOURS)
        page = render_template(
            "web/account.html",
            person=self._frame.read(lambda c: read_person(c, actor.actor_id, node.now(), node.today())),
            sessions=self._frame.read(lambda c: list_sessions(c, actor.actor_id, since)),
            session=g.session,
            needs_factor=people.needs_factor(node, actor),
            is_demo=node.is_demo,
            shortest=SHORTEST_PASSWORD,
            error=error,
        )
        return make_response(page, error.status if error else 200)

    def change_password(self, actor: Actor) -> Any:
        """A new password for the old one."""
        form = request.form
        try:
            if form.get("moi") != form.get("moi_2"):
                raise Problem(
                    "PEOP-027", 422, tell("Hai lần gõ mật khẩu mới không giống nhau."), tell("Gõ lại cả hai ô.")
                )
            old, new = form.get("cu", ""), form.get("moi", "")
            people.change_password(self._frame.node, actor.actor_id, old, new, g.session.token_sha256)
        except Problem as problem:
            return self.account(actor, problem)
        flash(gettext("Đã đổi mật khẩu. Các phiên khác của bạn đã kết thúc."), "ok")
        return redirect(url_for("web.account"))

    def second_factor(self, actor: Actor) -> Any:
        """Scan, confirm with a first code, keep the recovery codes."""
        error = None
        if request.method == "POST":
            try:
                codes = people.confirm_factor(self._frame.node, actor.actor_id, request.form.get("ma", ""))
            except Problem as problem:
                error = problem
            else:
                return _once(render_template("web/recovery_codes.html", codes=codes))
        if g.session.has_factor:
            return redirect(url_for("web.account"))
        made = people.start_factor(self._frame.node, actor.actor_id)
        page = render_template(
            "web/second_factor.html", secret=made.secret, picture=_picture(made.uri), error=error, is_demo=self._is_demo
        )
        return _once(page, error.status if error else 200)

    def drop_factor(self, actor: Actor) -> Any:
        """Take the second step off with the password."""
        try:
            people.drop_factor(self._frame.node, actor.actor_id, request.form.get("cu", ""))
        except Problem as problem:
            return self.account(actor, problem)
        flash(gettext("Đã tắt xác thực hai bước."), "ok")
        return redirect(url_for("web.account"))

    def end_session(self, actor: Actor) -> Any:
        """End another of one's own sessions."""
        people.end_session(self._frame.node, request.form.get("phien", ""), actor.actor_id)
        flash(gettext("Đã kết thúc phiên."), "ok")
        return redirect(url_for("web.account"))

    @property
    def _is_demo(self) -> bool:
        return self._frame.node.is_demo


def _picture(text: str) -> str:
    """A QR code as base64 of an SVG."""
    picture = io.BytesIO()
    segno.make(text, error="m").save(picture, kind="svg", scale=5, border=2)
    return base64.b64encode(picture.getvalue()).decode()


def _once(page: str, status: int = 200) -> Any:
    answer = make_response(page, status)
    answer.headers["Cache-Control"] = "no-store"
    return answer
