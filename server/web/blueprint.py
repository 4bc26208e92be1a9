"""Routes of the pages. Every page but sign-in needs a person; what she sees is scoped to her areas."""

from __future__ import annotations

import datetime as dt
import io
import json
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar

import segno
from flask import Blueprint, Response, abort, flash, g, make_response, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_wtf.csrf import CSRFError
from sqlalchemy import Connection
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as BaseResponse

from server.domain.access import Actor
from server.domain.facts import load_facts
from server.errors import Problem
from server.papers.explanation import explain
from server.services import people, rounds
from server.services.node import Node
from server.services.views.cases import CaseFilter, list_cases
from server.services.views.household import read_household
from server.services.views.submission import read_submission
from server.services.views.today import read_today

from . import formats, words
from .database import PageDatabase
from .findings import say_finding
from .ruler import make_ruler

COOKIE = "rasoat_session"
PICTURES = {"jpg": "image/jpeg", "jpeg": "image/jpeg", "png": "image/png"}
HISTORY_WORDS = {
    "household.registered": "Vào sổ hộ",
    "status.imported": "Nhập kết quả năm trước",
    "submission.received": "Nhận phiếu",
    "household.corrected": "Văn phòng sửa thông tin",
    "review.returned": "Trả lại",
    "review.approved": "Duyệt",
}
Page = Callable[..., Any]
T = TypeVar("T")


def create_web(node: Node, database: PageDatabase) -> Blueprint:
    """The blueprint for one node."""
    blueprint = Blueprint(
        "web", "server.web", static_folder="static", static_url_path="/tinh", template_folder="templates"
    )
    pages = _Pages(node, database)
    add = blueprint.add_url_rule
    add("/", "today", pages.signed_in(pages.today))
    add("/dang-nhap", "sign_in", pages.sign_in, methods=["GET", "POST"])
    add("/thoat", "sign_out", pages.sign_out, methods=["POST"])
    add("/bat-dau", "start", pages.start)
    add("/bat-dau/ma-qr/<int:number>", "start_qr", pages.start_qr)
    add("/phieu", "arrivals", pages.signed_in(pages.arrivals))
    add("/phieu/<instance_id>", "submission", pages.signed_in(pages.submission))
    add("/phieu/<instance_id>/giai-thich/<standard>", "explanation", pages.signed_in(pages.explanation))
    add("/phieu/<instance_id>/tep/<name>", "attachment", pages.signed_in(pages.attachment))
    add("/ho", "households", pages.signed_in(pages.households))
    add("/ho/<household_id>", "household", pages.signed_in(pages.household))
    add("/dot", "rounds", pages.signed_in(pages.rounds))
    blueprint.app_context_processor(pages.context)
    for name, function in {**formats.FILTERS, **words.FILTERS}.items():
        blueprint.add_app_template_filter(function, name)
    blueprint.add_app_template_filter(say_finding, "say_finding")
    blueprint.add_app_template_filter(_say_answer, "say_answer")
    blueprint.register_error_handler(Exception, pages.failed)
    blueprint.app_errorhandler(404)(pages.failed)
    blueprint.app_errorhandler(CSRFError)(pages.expired)
    return blueprint


class _Pages:
    def __init__(self, node: Node, database: PageDatabase) -> None:
        self._node = node
        self._database = database

    def _read(self, query: Callable[[Connection], T]) -> T:
        """Read in the request's own session: a page sees one moment of the database."""
        return query(self._database.session.connection())

    # --- frame ------------------------------------------------------------------------------------------

    def signed_in(self, view: Page) -> Page:
        """Only for a signed-in person; everybody else is asked to sign in first."""

        @wraps(view)
        def guarded(**values: Any) -> Any:
            actor = people.read_actor(self._node, request.cookies.get(COOKIE, ""))
            if actor is None:
                is_first_visit = request.path == "/" and self._demo_path().exists()
                return redirect(url_for("web.start") if is_first_visit else url_for("web.sign_in", tiep=request.path))
            g.actor = actor
            return view(actor, **values)

        return guarded

    def context(self) -> dict[str, Any]:
        """What every template may use."""
        actor: Actor | None = g.get("actor")
        current = self._current_round()
        today = formats.HOME.fromutc(self._node.now().replace(tzinfo=formats.HOME)).date()
        ruler = None
        if current is not None:
            start, end = dt.date.fromisoformat(current.season_from_on), dt.date.fromisoformat(current.season_to_on)
            ruler = make_ruler(start, end, today)
        return {
            "actor": actor,
            "theme": request.cookies.get("rasoat_theme", "auto"),
            "round": current and _RoundWords(current),
            "ruler": ruler,
            "scope_name": self._scope_name(actor) if actor else "",
            "role_word": words.ROLE.get(actor.grants[0].role, "") if actor and actor.grants else "",
            "current_page": request.endpoint,
            "navigation": _navigation(actor),
        }

    def _current_round(self) -> Any:
        found = rounds.list_rounds(self._node)
        return next((one for one in found if one.state in ("open", "closing")), found[0] if found else None)

    def _scope_name(self, actor: Actor) -> str:
        codes = [one.area_code for one in actor.grants]
        names = self._read(lambda c: people.area_names(c, codes))
        return ", ".join(names)

    def _areas(self, actor: Actor) -> list[str]:
        today = self._node.now().date().isoformat()
        return self._read(lambda c: people.communes_for(c, actor, "view_cases", today))

    def failed(self, error: Exception) -> Any:
        """A page that names what happened and what to do; our own bugs are told as such, without details."""
        if isinstance(error, Problem):
            return make_response(render_template("web/problem.html", problem=error), error.status)
        if isinstance(error, HTTPException):
            if isinstance(error.get_response(), BaseResponse) and error.code in (301, 302, 308):
                return error
            known = Problem(f"HTTP-{error.code}", error.code or 500, _http_words(error.code), "Về trang Việc hôm nay.")
            return make_response(render_template("web/problem.html", problem=known), error.code or 500)
        import logging

        logging.getLogger("rasoat.web").exception("page failed")
        broken = Problem(
            "WEB-500", 500, "Máy chủ gặp lỗi khi mở trang này.", "Thử lại; nếu còn lỗi, báo quản trị mã WEB-500."
        )
        return make_response(render_template("web/problem.html", problem=broken), 500)

    def expired(self, _error: CSRFError) -> Any:
        """A form that was open too long, or was sent from elsewhere."""
        stale = Problem("WEB-400", 400, "Trang đã mở quá lâu nên chưa gửi được.", "Tải lại trang rồi làm lại.")
        return make_response(render_template("web/problem.html", problem=stale), 400)

    # --- people -----------------------------------------------------------------------------------------

    def sign_in(self) -> Any:
        """Sign in by login and password."""
        error = None
        if request.method == "POST":
            try:
                token = people.sign_in(self._node, request.form.get("login", ""), request.form.get("password", ""))
            except Problem as problem:
                error = problem
            else:
                target = request.form.get("tiep", "")
                answer = redirect(
                    target if target.startswith("/") and not target.startswith("//") else url_for("web.today")
                )
                answer.set_cookie(COOKIE, token, httponly=True, samesite="Lax", secure=request.is_secure)
                return answer
        page = render_template("web/sign_in.html", error=error, next_page=request.args.get("tiep", ""))
        return make_response(page, error.status if error else 200)

    def sign_out(self) -> Any:
        """End the session."""
        people.sign_out(self._node, request.cookies.get(COOKIE, ""))
        answer = redirect(url_for("web.sign_in"))
        answer.delete_cookie(COOKIE)
        flash(gettext("Đã thoát."), "ok")
        return answer

    def start(self) -> Any:
        """The demo's first page: what to do next, accounts, QR codes. Only on this machine and only for a demo."""
        demo = self._demo()
        wanted = request.args.get("xa", "")
        areas = list(dict.fromkeys((one["area_code"], one["area"]) for one in demo["enumerators"]))
        shown = [(n, one) for n, one in enumerate(demo["enumerators"]) if one["area_code"] == (wanted or areas[0][0])]
        is_local = self._node.config.public_url.split("://")[1].startswith(("127.", "localhost"))
        return render_template(
            "web/start.html", demo=demo, shown=shown, areas=areas, wanted=wanted or areas[0][0], is_local=is_local
        )

    def start_qr(self, number: int) -> Any:
        """The QR code of one demo tablet as SVG."""
        demo = self._demo()
        if number >= len(demo["enumerators"]):
            abort(404)
        one = demo["enumerators"][number]
        code = segno.make(people.qr_text(one["server_url"], one["name"]), error="l")
        picture = io.BytesIO()
        code.save(picture, kind="svg", scale=4, border=2)
        answer = Response(picture.getvalue(), content_type="image/svg+xml")
        answer.headers["Cache-Control"] = "no-store"
        return answer

    def _demo_path(self) -> Path:
        return self._node.config.var / "demo.json"

    def _demo(self) -> Any:
        path = self._demo_path()
        if not path.exists():
            abort(404)
        return json.loads(path.read_text())

    # --- work -------------------------------------------------------------------------------------------

    def today(self, actor: Actor) -> Any:
        """What arrived, how far each place is, what is stuck."""
        current = self._current_round()
        if current is None:
            return render_template("web/empty_round.html")
        now = self._node.now().astimezone(formats.HOME)
        since = now.replace(hour=0, minute=0, second=0, microsecond=0).astimezone(dt.UTC)
        areas = self._areas(actor)
        read = self._read(lambda c: read_today(c, current.round_id, areas, since))
        recent = self._read(lambda c: list_cases(c, current.round_id, areas, CaseFilter(only_received=True)))
        return render_template(
            "web/today.html", today=read, recent=recent.rows[:8], now=now, standards=_standards(current)
        )

    def arrivals(self, actor: Actor) -> Any:
        """Submissions that arrived, newest first."""
        return self._table(actor, only_received=True)

    def households(self, actor: Actor) -> Any:
        """The households of the round; search, filter, sort."""
        return self._table(actor, only_received=False)

    def _table(self, actor: Actor, *, only_received: bool) -> Any:
        current = self._current_round()
        if current is None:
            return render_template("web/empty_round.html")
        args = request.args
        wanted = CaseFilter(
            text=args.get("q", "").strip(),
            village_code=args.get("thon", ""),
            review_state=args.get("trang-thai", ""),
            only_received=only_received,
            sort=args.get("xep", "received" if only_received else "name"),
            page=int(args.get("trang", "1")) if args.get("trang", "1").isdigit() else 1,
        )
        page = self._read(lambda c: list_cases(c, current.round_id, self._areas(actor), wanted))
        return render_template(
            "web/cases.html", page=page, wanted=wanted, only_received=only_received, standards=_standards(current)
        )

    def submission(self, actor: Actor, instance_id: str) -> Any:
        """One submission: before and now side by side, findings, classes."""
        view = self._view(actor, instance_id)
        return render_template(
            "web/submission.html", view=view, facts=load_facts(), explanations=self._explain_all(view)
        )

    def explanation(self, actor: Actor, instance_id: str, standard: str) -> Any:
        """The explanation sheet of one standard, for the screen and for A4."""
        view = self._view(actor, instance_id)
        sheet = next((one for code, one in self._explain_all(view) if code == standard), None)
        if sheet is None:
            abort(404)
        return render_template("web/explanation.html", view=view, sheet=sheet)

    def attachment(self, actor: Actor, instance_id: str, name: str) -> Any:
        """A photo of a submission, decrypted for those who may see the case."""
        view = self._view(actor, instance_id)
        found = next((one for one in view.attachments if one.name == name and one.sha256), None)
        if found is None:
            abort(404)
        content = self._node.blobs.get(found.sha256)
        kind = (
            "image/jpeg"
            if name.lower().endswith((".jpg", ".jpeg"))
            else "image/png"
            if name.lower().endswith(".png")
            else "application/octet-stream"
        )
        answer = Response(content, content_type=kind)
        answer.headers["Cache-Control"] = "private, no-store"
        return answer

    def _view(self, actor: Actor, instance_id: str) -> Any:
        areas = self._areas(actor)
        view = self._read(lambda c: read_submission(c, instance_id, areas))
        if view is None:
            raise Problem(
                "WEB-404", 404, "Không có phiếu này trong khu vực của bạn.", "Xem lại đường dẫn, hoặc tìm hộ theo mã."
            )
        return view

    def _explain_all(self, view: Any) -> list[tuple[str, Any]]:
        if view.case is None:
            return []
        current = rounds.get_round(self._node, view.case.round_id)
        used = {one["standard"]: self._node.packs.round_standard(one) for one in current.standards}
        area_kind = view.household.area_kind if view.household is not None else None
        return [
            (row.standard, explain(row, used[row.standard], area_kind))
            for row in view.assessments
            if row.standard in used
        ]

    def household(self, actor: Actor, household_id: str) -> Any:
        """One household with its history."""
        areas = self._areas(actor)
        view = self._read(lambda c: read_household(c, household_id, areas))
        if view is None:
            raise Problem(
                "WEB-404", 404, "Không có hộ này trong khu vực của bạn.", "Tìm hộ theo tên chủ hộ hoặc mã hộ."
            )
        titles = {one.id: one.title for one in self._node.packs.standards()}
        page = {"view": view, "facts": load_facts(), "kinds": HISTORY_WORDS, "titles": titles}
        return render_template("web/household.html", **page)

    def rounds(self, actor: Actor) -> Any:  # noqa: ARG002
        """The rounds of this node."""
        return render_template("web/rounds.html", rounds=rounds.list_rounds(self._node), packs=self._node.packs)


class _RoundWords:
    """A round as templates speak of it."""

    def __init__(self, row: Any) -> None:
        self.name = row.name
        self.is_training = row.kind == "training"


def _navigation(actor: Actor | None) -> list[tuple[str, str]]:
    if actor is None:
        return []
    return [
        ("web.today", gettext("Việc hôm nay")),
        ("web.arrivals", gettext("Phiếu đã nhận")),
        ("web.households", gettext("Hộ gia đình")),
        ("web.rounds", gettext("Đợt rà soát")),
    ]


def _own_page(target: str) -> str:
    """Where to go after signing in: a page of this node, never another site."""
    return target if target.startswith("/") and not target.startswith(("//", "/\\")) else url_for("web.today")


METHOD_WORDS = {"points": "Theo điểm", "declared_income": "Theo thu nhập"}


def _standards(current: Any) -> list[tuple[str, str]]:
    """(standard, column heading) in the round's order."""
    return [(one["standard"], METHOD_WORDS[one["method"]]) for one in current.standards]


def _say_answer(value: Any, fact: Any) -> str:
    """A stored answer in the words of the form; a missing one says so."""
    if value is None or value == "":
        return formats.MISSING
    if isinstance(value, bool):
        return "Có" if value else "Không"
    if isinstance(value, list):
        return ", ".join(fact.label_of(one) for one in value) or formats.MISSING
    if fact.choices:
        return str(fact.label_of(str(value)))
    if fact.type in ("integer", "money") and not fact.id.startswith("birth"):
        return formats.vi_number(int(value))
    if fact.type == "decimal":
        from decimal import Decimal

        return formats.vi_number(Decimal(str(value)))
    return formats.vi_date(value) if fact.type == "date" else str(value)


def _http_words(code: int | None) -> str:
    known = {
        403: "Bạn không được mở trang này.",
        404: "Không có trang này.",
        405: "Trang này không nhận yêu cầu kiểu đó.",
    }
    return known.get(code or 0, "Yêu cầu không hợp lệ.")
