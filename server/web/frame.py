"""What every page stands in: the signed-in person, her areas, the head of the page, and how errors are told."""

from __future__ import annotations

import datetime as dt
import json
import logging
from collections.abc import Callable, Sequence
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar

from flask import abort, g, make_response, redirect, render_template, request, url_for
from flask_wtf.csrf import CSRFError
from sqlalchemy import Connection
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as BaseResponse

from server.domain.access import Actor, may, may_somewhere
from server.errors import Problem
from server.services import people, rounds
from server.services.node import DEMO_FILE, Node
from server.services.places import find_places
from server.telling import HOME, Told, tell

from . import words
from .access_table import ANYBODY, NOBODY, PROVINCE, ROUTES, SOMEWHERE, Route
from .addresses import has_null
from .catalogue import LANGUAGES, choose_language
from .database import PageDatabase
from .refusals import elsewhere, refusal
from .ruler import make_ruler
from .telling import flash, gettext

COOKIE = "rasoat_session"
ROUND_COOKIE = "rasoat_round"
ROUND_ARG = "dot_xem"
GO_KEYS = {"web.today": "g h", "web.queue": "g q", "web.figures": "g t"}
Page = Callable[..., Any]
T = TypeVar("T")


class Frame:
    """The node as pages use it: reads in the request's session, the person who asks, the round in force."""

    def __init__(self, node: Node, database: PageDatabase) -> None:
        self.node = node
        self._database = database

    def read(self, query: Callable[[Connection], T]) -> T:
        """Read in the request's own session: a page sees one moment of the database."""
        return query(self._database.session.connection())

    def signed_in(self, view: Page) -> Page:
        """Give a view the person whom the guard has let in."""

        @wraps(view)
        def inside(**values: Any) -> Any:
            return view(g.actor, **values)

        return inside

    def guard(self) -> Any:
        """Before every view: what its route asks (`access_table`); a route without a row is closed to everybody."""
        if request.endpoint is None:
            return None
        if has_null(request):
            told = tell("Yêu cầu có ký tự không dùng được trong chữ (mã 0).")
            raise Problem("WEB-400", 400, told, tell("Xóa chữ vừa dán vào rồi gõ lại."))
        route = ROUTES.get(request.endpoint)
        if route is None:
            raise refusal("")
        if route.over == NOBODY:
            return None
        session = people.read_session(self.node, request.cookies.get(COOKIE, ""))
        if session is None:
            is_first_visit = request.path == "/" and self.node.is_demo
            return redirect(url_for("web.start") if is_first_visit else url_for("web.sign_in", tiep=request.path))
        if not session.is_verified:
            return redirect(url_for("web.second_step", tiep=request.path))
        g.session, g.actor = session, session.actor
        people.note_session(self.node, session)
        if route.over != ANYBODY:
            return self._first_duty(session) or self._check(session.actor, route)
        return None

    def _first_duty(self, session: people.Session) -> Any:
        """What comes before everything else: a password of one's own, a second factor where one is needed."""
        if session.is_temporary:
            flash(gettext("Mật khẩu này chỉ dùng một lần. Đặt mật khẩu của bạn trước."), "warn")
            return redirect(url_for("web.account"))
        if not session.has_factor and people.needs_factor(self.node, session.actor):
            flash(gettext("Cấp tỉnh và quản trị phải bật xác thực hai bước trước khi làm việc."), "warn")
            return redirect(url_for("web.second_factor"))
        return None

    def _check(self, actor: Actor, route: Route) -> Any:
        if not may_somewhere(actor, route.action, self.node.today()):
            if request.endpoint == "web.today":
                return redirect(url_for("web.own_work" if self._has_own_work(actor) else "web.account"))
            raise refusal(route.action)
        if route.over == PROVINCE and not self.may(actor, route.action, str(self.node.settings["province_code"])):
            raise refusal(route.action)
        if route.over not in (SOMEWHERE, PROVINCE):
            self._check_place(actor, route, str((request.view_args or {})[route.over]))
        return None

    def _has_own_work(self, actor: Actor) -> bool:
        return may_somewhere(actor, ROUTES["web.own_work"].action, self.node.today())

    def _check_place(self, actor: Actor, route: Route, value: str) -> None:
        """What lies elsewhere is told as what does not exist. What has no place yet is the province's."""
        places = self.read(lambda c: find_places(c, route.over, value)) or [str(self.node.settings["province_code"])]
        if not any(self.may(actor, route.action, one) for one in places):
            raise elsewhere(route.over)

    def may(self, actor: Actor, action: str, area_code: str) -> bool:
        """Whether the person may do `action` over an area today."""
        return may(actor, action, area_code, self.read(people.read_parents), self.node.today())

    def context(self) -> dict[str, Any]:
        """What every template may use."""
        actor: Actor | None = g.get("actor")
        found = rounds.list_rounds(self.node)
        current = _pick_round(found)
        today = HOME.fromutc(self.node.now().replace(tzinfo=HOME)).date()
        ruler = None
        if current is not None:
            start, end = dt.date.fromisoformat(current.season_from_on), dt.date.fromisoformat(current.season_to_on)
            ruler = make_ruler(start, end, today)
        return {
            "actor": actor,
            "language": choose_language(),
            "languages": LANGUAGES,
            "theme": request.cookies.get("rasoat_theme", "auto"),
            "round": current and _RoundWords(current),
            "round_choices": published_rounds(found) if actor else [],
            "ruler": ruler,
            "scope_name": self._scope_name(actor) if actor else "",
            "role_word": words.ROLE.get(actor.grants[0].role, "") if actor and actor.grants else "",
            "current_page": request.endpoint,
            "go_keys": GO_KEYS,
            "navigation": self._open_pages(actor, _daily_pages()),
            "opens": lambda endpoint: bool(self._open_pages(actor, ((endpoint, ""),))),
            "office": self._open_pages(actor, _office_pages()),
        }

    def current_round(self) -> Any:
        """The round shown: the one this person chose, else the open one, else the newest; None where there is none."""
        return _pick_round(rounds.list_rounds(self.node))

    def _scope_name(self, actor: Actor) -> str:
        codes = [one.area_code for one in actor.grants]
        names = self.read(lambda c: people.area_names(c, codes))
        return ", ".join(names)

    def areas(self, actor: Actor) -> list[str]:
        """The communes over which this person may do today what the page is for."""
        action = ROUTES[str(request.endpoint)].action or "view_cases"
        return self.read(lambda c: people.communes_for(c, actor, action, self.node.today()))

    def area_choices(self, codes: list[str]) -> list[tuple[str, str]]:
        """(code, name) of areas, in register order."""
        return self.read(lambda c: people.named_areas(c, codes))

    def _open_pages(self, actor: Actor | None, pages: tuple[tuple[str, str], ...]) -> list[tuple[str, str]]:
        """Those of the pages that this person's roles open."""
        if actor is None:
            return []
        today = self.node.today()
        return [one for one in pages if may_somewhere(actor, ROUTES[one[0]].action, today)]

    def failed(self, error: Exception) -> Any:
        """A page that names what happened and what to do; our own bugs are told as such, without details."""
        if isinstance(error, Problem):
            return make_response(render_template("web/problem.html", problem=error), error.status)
        if isinstance(error, HTTPException):
            if isinstance(error.get_response(), BaseResponse) and error.code in (301, 302, 308):
                return error
            known = Problem(
                f"HTTP-{error.code}", error.code or 500, _http_words(error.code), tell("Về trang Việc hôm nay.")
            )
            return make_response(render_template("web/problem.html", problem=known), error.code or 500)
        logging.getLogger("rasoat.web").exception("page failed")
        broken = Problem(
            "WEB-500",
            500,
            tell("Máy chủ gặp lỗi khi mở trang này."),
            tell("Thử lại; nếu còn lỗi, báo quản trị mã WEB-500."),
        )
        return make_response(render_template("web/problem.html", problem=broken), 500)

    def expired(self, _error: CSRFError) -> Any:
        """A form that was open too long, or was sent from elsewhere."""
        stale = Problem(
            "WEB-400", 400, tell("Trang đã mở quá lâu nên chưa gửi được."), tell("Tải lại trang rồi làm lại.")
        )
        return make_response(render_template("web/problem.html", problem=stale), 400)

    def demo_path(self) -> Path:
        """Where a demo node lists its accounts and tablets; absent on any other node."""
        return self.node.config.var / DEMO_FILE

    def demo(self) -> Any:
        """The demo's accounts and tablets; 404 on any other node."""
        path = self.demo_path()
        if not path.exists():
            abort(404)
        return json.loads(path.read_text())


def _pick_round(found: Sequence[Any]) -> Any:
    """A form's address names the round it was shown for: another tab may have chosen a different one since."""
    wanted = request.args.get(ROUND_ARG, "") or request.cookies.get(ROUND_COOKIE, "")
    chosen = (one for one in published_rounds(found) if one.code == wanted)
    is_open = (one for one in found if one.state in ("open", "closing"))
    return next(chosen, None) or next(is_open, None) or next(iter(found), None)


def published_rounds(found: Sequence[Any]) -> list[Any]:
    """The rounds that have households to show: a draft has none yet."""
    return [one for one in found if one.state != "draft"]


class _RoundWords:
    """A round as templates speak of it."""

    def __init__(self, row: Any) -> None:
        self.code = row.code
        self.name = row.name
        self.is_training = row.kind == "training"


def _daily_pages() -> tuple[tuple[str, str], ...]:
    """The day's work: the first line of the head."""
    return (
        ("web.today", gettext("Việc hôm nay")),
        ("web.queue", gettext("Hàng chờ")),
        ("web.households", gettext("Hộ gia đình")),
        ("web.figures", gettext("Số liệu")),
        ("web.progress", gettext("Tiến độ")),
        ("web.field_map", gettext("Bản đồ")),
        ("web.quality", gettext("Chất lượng")),
        ("web.own_work", gettext("Việc của tôi")),
    )


def _office_pages() -> tuple[tuple[str, str], ...]:
    """Tools of the field, and what is set up now and then: the second line."""
    return (
        ("web.assignments", gettext("Phân công")),
        ("web.tablets", gettext("Máy tính bảng")),
        ("web.papers", gettext("Phiếu giấy")),
        ("web.moves", gettext("Chuyển hộ")),
        ("web.outcomes", gettext("Chờ quyết định")),
        ("web.imports", gettext("Nhập dữ liệu")),
        ("web.rounds", gettext("Đợt rà soát")),
        ("web.packs", gettext("Chuẩn và số liệu")),
        ("web.forms", gettext("Biểu mẫu")),
        ("web.doubles", gettext("Nghi trùng")),
        ("web.observations", gettext("Giám sát")),
        ("web.areas", gettext("Địa bàn")),
        ("web.people", gettext("Người dùng")),
        ("web.programs", gettext("Chương trình")),
        ("web.accesses", gettext("Nhật ký xem")),
        ("web.erasures", gettext("Hủy dữ liệu")),
        ("web.machine", gettext("Máy chủ")),
    )


def _http_words(code: int | None) -> Told:
    known = {
        403: tell("Bạn không được mở trang này."),
        404: tell("Không có trang này."),
        405: tell("Trang này không nhận yêu cầu kiểu đó."),
    }
    return known.get(code or 0, tell("Yêu cầu không hợp lệ."))
