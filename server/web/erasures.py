"""Pages of destroying data (R29): terms, a proposal with everything it would take, the other person's word, minutes."""

from __future__ import annotations

import datetime as dt
from typing import Any

from flask import redirect, render_template, request, url_for

from server.domain.access import Actor
from server.domain.erasing import FORMS, NUMBERS, PHOTOS, SCOPE_OF_RULE, sum_digests
from server.domain.redacting import WHOLE
from server.errors import Problem
from server.services import erasure
from server.services.erasure import Decision, Target
from server.services.erasure.listing import count_by
from server.services.retention import find_due
from server.services.rounds import list_rounds
from server.services.views import erasures as views
from server.telling import tell

from .addresses import page_number
from .catalogue import Words
from .frame import Frame, Page
from .telling import flash, gettext

BASE = "/huy-du-lieu"
SCOPE = Words(
    {
        PHOTOS: "ảnh, tệp ghi âm, nhật ký phỏng vấn",
        FORMS: "phiếu, ảnh và mọi góp ý kèm phiếu",
        NUMBERS: "số giấy tờ và tọa độ nhà, ở mọi bản ghi về hộ",
    }
)
STATE = Words(
    {
        "listing": "đang lập danh sách",
        "empty": "không có gì để hủy",
        "proposed": "chờ người thứ hai",
        "refused": "không hủy",
        "running": "đang hủy",
        "cleaning": "đang dọn tệp",
        "done": "đã hủy",
        "stopped": "đã dừng",
    }
)
HELD = Words(
    {
        "source": "sổ đang dựa vào phiếu này; hủy được khi đợt sau đã rà soát hộ",
        "running": "hộ đang được rà soát ở đợt chưa đóng",
        "origin": "hộ được phát hiện bằng phiếu này; hủy thì mất hộ",
    }
)
KIND = Words(
    {
        "submission.received": "phiếu",
        "media.received": "ảnh, tệp",
        "correction.explained": "lý do sửa",
        "paper.keyed": "nhập từ giấy",
        "paper.keyed_again": "nhập từ giấy lần hai",
        "paper.compared": "đối chiếu hai lần nhập",
        "review.returned": "góp ý trả lại",
        "review.commented": "ghi chú",
        "review.held": "lý do giữ lại",
        "review.corrected": "giá trị đã sửa",
        "review.duplicate": "đánh dấu trùng",
        "duplicate.noted": "ghi chú nghi trùng",
        "household.registered": "ghi vào sổ hộ",
        "household.listed": "mã hộ trong danh sách cũ",
        "household.corrected": "sửa trong sổ hộ",
        "household.merged": "nhập hộ",
        "transferred": "nhận hộ chuyển đến",
        "member.joined": "thêm người",
        "person.identified": "số giấy tờ",
        "move.declined": "từ chối nhận hộ",
        "observation.added": "nhận xét giám sát",
    }
)


class Erasures:
    """Two people, one decision: what one proposes another confirms."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame

    def erasures(self, actor: Actor) -> Any:  # noqa: ARG002
        """Terms and what is over them, proposals, the register."""
        return self._overview()

    def terms(self, actor: Actor) -> Any:  # noqa: ARG002
        """How long what is kept, as typed."""
        rules = self._frame.read(erasure.read_terms)
        said = {
            one.id: (request.form.get(f"{one.id}-thang", ""), request.form.get(f"{one.id}-van-ban", ""))
            for one in rules
        }
        try:
            erasure.set_terms(self._frame.node, said)
        except Problem as problem:
            return self._overview(problem, said), problem.status
        flash(gettext("Đã ghi thời hạn lưu giữ. Chưa hủy gì."), "ok")
        return redirect(url_for("web.erasures"))

    def new(self, actor: Actor) -> Any:
        """Everything that would go, and the form of the decision."""
        target = Target(
            request.values.get("loai", ""), request.values.get("dot") or None, request.values.get("ho") or None
        )
        problem = None
        if request.method == "POST":
            said = Decision(*(request.form.get(name, "") for name in ("so", "ngay", "can_cu")))
            try:
                plan_id = erasure.propose(self._frame.node, actor.actor_id, target, said)
            except Problem as error:
                if error.status != 422:
                    raise
                problem = error
            else:
                flash(gettext("Đã ghi đề nghị. Chưa hủy gì cho đến khi người thứ hai xác nhận."), "ok")
                return redirect(url_for("web.erasure", plan_id=plan_id))
        return self._preview(target, problem), 422 if problem else 200

    def one(self, actor: Actor, plan_id: str) -> Any:
        """A proposal at whatever step it is."""
        plan = self._plan(plan_id)
        held = request.args.get("xem", "") == "giu"
        number = page_number(request.args)
        page = {
            "counts": self._frame.read(lambda c: views.count_items(c, plan_id)),
            "cases": self._frame.read(lambda c: views.list_cases(c, plan_id, held=held, number=number)),
            "held": held,
            "is_mine": plan.proposed_by == actor.actor_id,
        }
        return render_template("web/erasure.html", plan=plan, **_words(), **page)

    def confirm(self, actor: Actor, plan_id: str) -> Any:
        """The other person's word: it begins."""
        erasure.confirm(self._frame.node, actor.actor_id, plan_id, request.form.get("so", ""))
        return redirect(url_for("web.erasure", plan_id=plan_id))

    def refuse(self, actor: Actor, plan_id: str) -> Any:
        """Nothing of it is done."""
        erasure.refuse(self._frame.node, actor.actor_id, plan_id, request.form.get("ly_do", ""))
        flash(gettext("Đã ghi là không hủy. Dữ liệu còn nguyên."), "ok")
        return redirect(url_for("web.erasure", plan_id=plan_id))

    def minutes(self, actor: Actor, plan_id: str) -> Any:  # noqa: ARG002
        """What was done, to print and sign."""
        plan = self._plan(plan_id)
        counts = self._frame.read(lambda c: views.count_items(c, plan_id))
        page = {"counts": counts, "now": self._frame.node.now(), "node_id": self._frame.node.settings["node_id"]}
        return render_template("web/erasure_minutes.html", plan=plan, **_words(), **page)

    def _overview(self, problem: Problem | None = None, typed: dict[str, tuple[str, str]] | None = None) -> str:
        node, read = self._frame.node, self._frame.read
        rules = read(erasure.read_terms)
        page = {
            "rules": rules,
            "scope_of": SCOPE_OF_RULE,
            "due": find_due(node, rules),
            "today": dt.date.fromisoformat(node.today()),
            "plans": read(views.list_plans),
            "register": read(views.list_register),
            "typed": typed or {},
        }
        return render_template("web/erasures.html", problem=problem, **_words(), **page)

    def _preview(self, target: Target, problem: Problem | None) -> str:
        if target.scope not in SCOPE or (target.round_id is None) == (target.household_id is None):
            raise Problem(
                "ERAS-002", 404, tell("Không có loại dữ liệu hoặc đợt này."), tell("Chọn lại ở trang Hủy dữ liệu.")
            )
        if target.round_id is not None:
            return self._before_list(target, problem)
        items = self._frame.read(lambda c: erasure.list_items(c, target))
        counts = count_by(items)
        page = {
            "counts": counts,
            "names": self._frame.read(lambda c: views.name_areas(c, {area for area, _kind, _held in counts})),
            "going": [one for one in items if not one.held],
            "cases": len({one.group_id for one in items if not one.held}),
            "stays": len({one.group_id for one in items if one.held}),
            "list_sha256": sum_digests(items),
            "household": self._household(target),
        }
        return render_template("web/erasure_new.html", target=target, problem=problem, **_words(), **page)

    def _before_list(self, target: Target, problem: Problem | None) -> str:
        """A round is listed by a job once the decision is written down; until then, how large it is."""
        current = next((one for one in list_rounds(self._frame.node) if one.round_id == target.round_id), None)
        if current is None:
            raise Problem(
                "ERAS-002", 404, tell("Không có loại dữ liệu hoặc đợt này."), tell("Chọn lại ở trang Hủy dữ liệu.")
            )
        households, forms = self._frame.read(lambda c: erasure.count_round(c, target))
        page = {"round": current, "households": households, "forms": forms}
        return render_template("web/erasure_round.html", target=target, problem=problem, **_words(), **page)

    def _household(self, target: Target) -> Any:
        if target.household_id is None:
            return None
        found = self._frame.read(lambda c: views.find_household(c, str(target.household_id)))
        if found is None:
            raise Problem("WEB-404", 404, tell("Không có hộ này."), tell("Mở hộ từ trang Hộ gia đình."))
        return found

    def _plan(self, plan_id: str) -> Any:
        plan = self._frame.read(lambda c: views.read_plan(c, plan_id))
        if plan is None:
            raise Problem("ERAS-004", 404, tell("Không có đề nghị hủy này."), tell("Mở lại trang Hủy dữ liệu."))
        return plan


def erasure_routes(frame: Frame) -> tuple[tuple[str, str, Page, list[str]], ...]:
    """(path, endpoint, view, methods)."""
    pages = Erasures(frame)
    one = f"{BASE}/<plan_id>"
    return (
        (BASE, "erasures", pages.erasures, ["GET"]),
        (f"{BASE}/thoi-han", "erasure_terms", pages.terms, ["POST"]),
        (f"{BASE}/de-nghi", "erasure_new", pages.new, ["GET", "POST"]),
        (one, "erasure", pages.one, ["GET"]),
        (f"{one}/xac-nhan", "confirm_erasure", pages.confirm, ["POST"]),
        (f"{one}/thoi", "refuse_erasure", pages.refuse, ["POST"]),
        (f"{one}/bien-ban", "erasure_minutes", pages.minutes, ["GET"]),
    )


def _words() -> dict[str, Any]:
    return {"scopes": SCOPE, "states": STATE, "reasons": HELD, "kinds": KIND, "whole": WHOLE}
