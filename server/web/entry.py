"""Ways in: signing in and out, and the first page of a demo with its accounts and codes to scan."""

from __future__ import annotations

import io
from typing import Any

import segno
from flask import Response, abort, make_response, redirect, render_template, request, url_for

from server.errors import Problem
from server.services import people

from . import formats
from .addresses import own_page
from .frame import COOKIE, ROUND_COOKIE, Frame
from .telling import flash, gettext


class Entry:
    """Pages for who is not signed in yet."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame

    def sign_in(self) -> Any:
        """Sign in by login and password."""
        error = None
        if request.method == "POST":
            try:
                opening = people.Opening(request.remote_addr or "", request.headers.get("User-Agent", ""))
                login, password = request.form.get("login", ""), request.form.get("password", "")
                token = people.sign_in(self._frame.node, login, password, opening)
            except Problem as problem:
                error = problem
            else:
                target = own_page(request.form.get("tiep", ""))
                self._greet(token)
                answer = redirect(target)
                answer.set_cookie(COOKIE, token, httponly=True, samesite="Lax", secure=request.is_secure)
                return answer
        page = render_template("web/sign_in.html", error=error, next_page=request.args.get("tiep", ""))
        return make_response(page, error.status if error else 200)

    def _greet(self, token: str) -> None:
        """Tell when somebody signed in last: a stranger's sign-in is noticed by who was not there."""
        session = people.read_session(self._frame.node, token)
        if session is None or session.previous_at is None:
            return
        flash(gettext("Lần đăng nhập trước: %(at)s.", at=formats.vi_moment(session.previous_at)), "ok")
        if session.failed_before:
            told = gettext(
                "Từ đó có %(n)s lần gõ sai mật khẩu. Không phải bạn thì đổi mật khẩu.", n=session.failed_before
            )
            flash(told, "warn")

    def second_step(self) -> Any:
        """The code of the authenticator, after the password."""
        token, target = request.cookies.get(COOKIE, ""), request.values.get("tiep", "")
        session = people.read_session(self._frame.node, token)
        if session is None:
            return redirect(url_for("web.sign_in", tiep=target or None))
        error = None
        if request.method == "POST" and not session.is_verified:
            try:
                people.verify_second(self._frame.node, session, request.form.get("ma", ""))
            except Problem as problem:
                error = problem
        if error is None and (session.is_verified or request.method == "POST"):
            return redirect(own_page(target))
        page = render_template("web/second_step.html", error=error, next_page=target)
        return make_response(page, error.status if error else 200)

    def sign_out(self) -> Any:
        """End the session."""
        people.sign_out(self._frame.node, request.cookies.get(COOKIE, ""))
        answer = redirect(url_for("web.sign_in"))
        answer.delete_cookie(COOKIE)
        answer.delete_cookie(ROUND_COOKIE)  # the next person at this computer did not choose it
        flash(gettext("Đã thoát."), "ok")
        return answer

    def start(self) -> Any:
        """The demo's first page: what to do next, accounts, QR codes.

        Whoever reaches the node sees it: a demo holds generated people only (administrator's page).
        """
        demo = self._frame.demo()
        wanted = request.args.get("xa", "")
        areas = list(dict.fromkeys((one["area_code"], one["area"]) for one in demo["enumerators"]))
        shown = [(n, one) for n, one in enumerate(demo["enumerators"]) if one["area_code"] == (wanted or areas[0][0])]
        is_local = self._frame.node.config.public_url.split("://")[1].startswith(("127.", "localhost"))
        return render_template(
            "web/start.html", demo=demo, shown=shown, areas=areas, wanted=wanted or areas[0][0], is_local=is_local
        )

    def start_qr(self, number: int) -> Any:
        """The QR code of one demo tablet as SVG."""
        demo = self._frame.demo()
        if number >= len(demo["enumerators"]):
            abort(404)
        one = demo["enumerators"][number]
        code = segno.make(people.qr_text(one["server_url"], one["name"]), error="l")
        picture = io.BytesIO()
        code.save(picture, kind="svg", scale=4, border=2)
        answer = Response(picture.getvalue(), content_type="image/svg+xml")
        answer.headers["Cache-Control"] = "no-store"
        return answer
