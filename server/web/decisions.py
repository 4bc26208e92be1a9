"""What a reviewer orders on a case or on many: each order is the service's, the page only carries it there and back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from flask import make_response, redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict

from server.domain.access import Actor
from server.domain.facts import load_facts
from server.errors import Problem
from server.services import review
from server.services.views import queue
from server.services.views.queue import QueueFilter
from server.telling import tell

from . import queue_words
from .case import CasePage
from .formats import apart_sign, read_decimal, vi_number
from .frame import Frame, Page
from .notices import announce
from .queue import Queue, queue_url
from .telling import gettext, say

COMMENT, MEMBER_FACT, MEMBER_TEXT = "yk.", "ykm.", "ykt."
CORRECTION, MEMBER_CORRECTION = "sua.", "suam."
MOST_AT_ONCE = 1000
# After these the next case opens; a person who corrects, confirms or chooses goes on with the same one.
LEAVING = ("approve", "return", "hold", "duplicate")
# What a preview of an action with a reason is judged with: the reason itself comes with the order.
ANY_NOTE = "…"
Order = Callable[[str, str], Any]


class Decisions:
    """Orders of the case's page and of the queue's bar; a refusal leaves what was typed where it was."""

    def __init__(self, frame: Frame, page: CasePage, queues: Queue) -> None:
        self._frame, self._page, self._queues = frame, page, queues

    def routes(self) -> tuple[tuple[str, str, Page, list[str]], ...]:
        """Path, endpoint, view, methods."""
        return (
            ("/ho-so/<case_id>/quyet-dinh", "decide_case", self.decide, ["POST"]),
            ("/ho-so/<case_id>/y-kien", "comment_case", self.comment, ["POST"]),
            ("/hang-cho/xem-truoc", "bulk_preview", self.preview, ["POST"]),
            ("/hang-cho/lam", "bulk_do", self.do_many, ["POST"]),
            ("/hang-cho/hoan-tac", "bulk_undo", self.undo_many, ["POST"]),
        )

    def decide(self, actor: Actor, case_id: str) -> Any:
        """Approve, return, hold, correct, confirm, choose a version, mark a duplicate, or take the last one back."""
        node, form, who = self._frame.node, request.form, actor.actor_id
        seen, note = form.get("ban", ""), form.get("loi_nhan", "")
        orders: dict[str, Callable[[], Any]] = {
            "approve": lambda: review.approve(node, who, case_id, seen),
            "return": lambda: review.return_case(node, who, case_id, seen, read_comments(form), note),
            "hold": lambda: review.hold(node, who, case_id, seen, note),
            "undo": lambda: review.undo(node, who, case_id),
            "correct": lambda: review.correct(node, who, case_id, seen, read_corrections(form), note),
            "confirm": lambda: review.confirm_correction(node, who, case_id, form.get("xac_nhan", "")),
            "resolve": lambda: review.resolve_conflict(
                node, who, case_id, form.get("chon", ""), form.get("ly_do_chon", "")
            ),
            "duplicate": lambda: review.mark_duplicate(
                node, who, case_id, form.get("trung_ho", ""), form.get("ly_do_trung", "")
            ),
        }
        action = "confirm" if form.get("xac_nhan") else form.get("viec", "")
        if action not in orders:
            raise Problem(
                "WEB-400", 400, tell("Chưa chọn việc cần làm."), tell("Tải lại hồ sơ rồi bấm một nút ở thanh dưới.")
            )
        try:
            orders[action]()
        except Problem as problem:
            return self._again(actor, case_id, problem)
        self._tell(action, case_id, len(read_comments(form)))
        return _next(case_id) if action in LEAVING else _same(case_id)

    def comment(self, actor: Actor, case_id: str) -> Any:
        """Say something about the case; it stays where it is."""
        said = read_comments(request.form)
        try:
            review.comment(self._frame.node, actor.actor_id, case_id, said, request.form.get("loi_nhan", ""))
        except Problem as problem:
            return self._again(actor, case_id, problem)
        announce(gettext("Đã ghi ý kiến. Rà soát viên thấy khi phiếu được trả lại."))
        return _same(case_id)

    def preview(self, actor: Actor) -> Any:
        """What an order on the chosen cases, or on the whole filter, would do now."""
        scope, wanted = self._queues.scope(actor), queue.from_args(request.form)
        action = "approve" if request.form.get("ca_bo_loc") else request.form.get("viec", "")
        if scope is None or action not in queue_words.BULK:
            raise Problem(
                "WEB-400", 400, tell("Chưa chọn việc cần làm."), tell("Tải lại hàng chờ rồi bấm một nút ở thanh dưới.")
            )
        if request.form.get("ca_bo_loc"):
            ids = self._frame.read(lambda c: queue.list_case_ids(c, scope, wanted, MOST_AT_ONCE))
        else:
            ids = request.form.getlist("ho_so")[:MOST_AT_ONCE]
        pairs = self._frame.read(lambda c: queue.list_pairs(c, scope, ids))
        if not pairs:
            announce(gettext("Chưa chọn hộ nào. Đánh dấu ô đầu dòng rồi bấm lại."), "warn")
            return redirect(queue_url("web.queue", wanted))
        note = "" if action == "approve" else ANY_NOTE
        batch = review.check_many(self._frame.node, actor.actor_id, action, pairs, note)
        return self._show_preview(wanted, action, pairs, batch)

    def _show_preview(
        self, wanted: QueueFilter, action: str, pairs: Sequence[tuple[str, str]], batch: review.Batch
    ) -> str:
        names = self._frame.read(lambda c: queue.read_names(c, [case_id for case_id, _ in pairs]))
        done = set(batch.done)
        return render_template(
            "web/bulk_preview.html",
            action=action,
            bulk=queue_words.BULK[action],
            pairs=[pair for pair in pairs if pair[0] in done],
            names=names,
            refused=_by_reason(batch),
            args=queue.to_args(wanted),
            is_cut=len(pairs) == MOST_AT_ONCE,
        )

    def do_many(self, actor: Actor) -> Any:
        """Do what was previewed; each case is judged again, as it is now."""
        wanted, action = queue.from_args(request.form), request.form.get("viec", "")
        if action not in queue_words.BULK:
            raise Problem("WEB-400", 400, tell("Chưa chọn việc cần làm."), tell("Xem trước lại từ hàng chờ."))
        chosen = [one.partition("|") for one in request.form.getlist("ho_so")[:MOST_AT_ONCE]]
        pairs = [(case_id, seen) for case_id, _, seen in chosen]
        note = request.form.get("loi_nhan", "")
        batch = review.act_on_many(self._frame.node, actor.actor_id, action, pairs, note)
        told = gettext("%(done)s %(n)s hộ.", done=queue_words.BULK[action].done, n=vi_number(len(batch.done)))
        if batch.refused:
            told += _say_refused(batch)
        undo_url = url_for("web.bulk_undo") if batch.done else ""
        fields = {"dot": batch.batch_id, **queue.to_args(wanted)}
        announce(told, "ok" if batch.done else "warn", undo_url=undo_url, fields=fields)
        return redirect(queue_url("web.queue", wanted))

    def undo_many(self, actor: Actor) -> Any:
        """Take back what one order did to many."""
        batch = review.undo_batch(self._frame.node, actor.actor_id, request.form.get("dot", ""))
        told = gettext("Đã hoàn tác %(n)s hộ.", n=vi_number(len(batch.done)))
        if batch.refused:
            told += _say_refused(batch)
        announce(told, "ok" if batch.done else "warn")
        return redirect(queue_url("web.queue", queue.from_args(request.form)))

    def _again(self, actor: Actor, case_id: str, problem: Problem) -> Any:
        """The page once more with what was typed, and why not."""
        return make_response(self._page.show(actor, case_id, problem, request.form), problem.status)

    def _tell(self, action: str, case_id: str, comment_count: int) -> None:
        name = self._frame.read(lambda c: queue.read_names(c, [case_id]))[case_id].head_name
        told = {
            "approve": gettext("Đã duyệt hộ %(name)s.", name=name),
            "return": gettext("Đã trả lại hộ %(name)s kèm %(n)s ý kiến theo mục.", name=name, n=comment_count),
            "hold": gettext("Đã giữ lại hộ %(name)s.", name=name),
            "undo": gettext("Đã rút lại quyết định về hộ %(name)s.", name=name),
            "correct": gettext("Đã ghi việc sửa. Mục quyết định kết quả chờ người thứ hai xác nhận."),
            "confirm": gettext("Đã xác nhận việc sửa. Kết quả đã tính lại."),
            "resolve": gettext("Đã chọn phiếu được tính của hộ %(name)s; phiếu kia vẫn giữ.", name=name),
            "duplicate": gettext("Đã đánh dấu hộ %(name)s trùng.", name=name),
        }[action]
        fields = {"viec": "undo", **queue.to_args(queue.from_args(request.form))}
        undo_url = url_for("web.decide_case", case_id=case_id) if action in LEAVING else ""
        announce(told, undo_url=undo_url, fields=fields)


def _same(case_id: str) -> Any:
    return redirect(queue_url("web.case", queue.from_args(request.form), case_id=case_id))


def _next(case_id: str) -> Any:
    return redirect(queue_url("web.queue_step", queue.from_args(request.form), case_id=case_id))


def read_comments(form: MultiDict[str, str]) -> list[dict[str, str]]:
    """Comments by field: `yk.<fact>` of the household; of a person `ykm.<place>` names the fact of `ykt.<place>`."""
    said = []
    for name, text in form.items():
        if not text.strip():
            continue
        if name.startswith(COMMENT):
            said.append({"f": name.removeprefix(COMMENT), "text": text})
        elif name.startswith(MEMBER_TEXT):
            place = name.removeprefix(MEMBER_TEXT)
            said.append({"f": f"{place}|{form.get(MEMBER_FACT + place, '')}", "text": text})
    return said


def read_corrections(form: MultiDict[str, str]) -> list[dict[str, str | None]]:
    """Answers corrected on the page, as a form would send them; blank fields are left alone.

    `sua.<fact>` of the household; of a person `suam.<place>` holds `<fact>=<code>`.
    """
    changed = {
        name.removeprefix(CORRECTION): text.strip() for name, text in form.items() if name.startswith(CORRECTION)
    }
    said: list[dict[str, str | None]] = [
        {"f": f, "value": _plain_number(f, text)} for f, text in changed.items() if text
    ]
    for name, chosen in form.items():
        fact_id, _, code = chosen.partition("=")
        if name.startswith(MEMBER_CORRECTION) and code:
            said.append({"f": f"{name.removeprefix(MEMBER_CORRECTION)}|{fact_id}", "value": code})
    return said


def _plain_number(f: str, text: str) -> str:
    """A number as pages write it, `1.500.000` or `7,5`, as forms do; any other answer as it is."""
    fact = load_facts().household.get(f)
    kind = fact.type if fact is not None else ""
    if kind in ("integer", "money"):
        return text.replace(apart_sign(), "")
    return read_decimal(text) if kind == "decimal" else text


def _say_refused(batch: review.Batch) -> str:
    why = say(batch.refused[0].message)
    told = gettext("%(n)s hộ giữ nguyên: %(why)s", n=len(batch.refused), why=why)
    return f" {told}"


def _by_reason(batch: review.Batch) -> Mapping[str, list[review.Refused]]:
    found: dict[str, list[review.Refused]] = {}
    for one in batch.refused:
        found.setdefault(one.message, []).append(one)
    return found
