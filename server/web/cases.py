"""What arrived, the households, one submission with its findings and classes, its explanation."""

from __future__ import annotations

import datetime as dt
from typing import Any

from flask import Response, abort, render_template, request

from server.domain.access import Actor
from server.domain.facts import load_facts
from server.domain.interview_audit import read_audit
from server.errors import Problem
from server.papers.explanation import Explanation, explain
from server.services import rounds
from server.services.views.cases import CaseFilter, list_cases
from server.services.views.doubles import doubles_of
from server.services.views.household import read_household
from server.services.views.household_events import read_beside
from server.services.views.keyed import find_on_paper
from server.services.views.submission import SubmissionView, read_submission
from server.services.views.what_if import try_changes
from server.standards.area_exceptions import except_standards
from server.standards.engine import Context
from server.standards.packs import RoundStandard
from server.telling import tell

from .addresses import LONGEST_TEXT, page_number
from .catalogue import Words, begin_document
from .event_words import EVENT_TEXTS
from .exceptions import read_items
from .frame import Frame
from .telling import gettext

AUDIT = "audit.csv"
PICTURES = {"jpg": "image/jpeg", "jpeg": "image/jpeg", "png": "image/png", "pdf": "application/pdf"}
HISTORY_WORDS = Words(
    {
        "household.registered": "Vào sổ hộ",
        "status.imported": "Nhập kết quả năm trước",
        "submission.received": "Nhận phiếu",
        "household.listed": "Ghi mã của danh sách cũ",
        "household.corrected": "Văn phòng sửa thông tin",
        **EVENT_TEXTS,
        "exception.decided": "Quyết định ngoại lệ khu vực",
        "exception.ended": "Thôi ngoại lệ khu vực",
        "review.returned": "Trả lại",
        "review.approved": "Duyệt",
        "review.commented": "Ghi ý kiến",
        "review.held": "Giữ lại",
        "review.corrected": "Sửa câu trả lời",
        "review.confirmed": "Xác nhận việc sửa",
        "review.withdrawn": "Rút lại quyết định",
        "review.duplicate": "Đánh dấu trùng hộ",
        "conflict.resolved": "Chọn phiếu được tính",
        "media.received": "Nhận ảnh, tệp kèm phiếu",
        "decision.line": "Kết quả được công nhận",
        "erased": "Xóa nội dung theo quyết định",
        "pair.same": "Nghi trùng: kết luận cùng một",
        "pair.different": "Nghi trùng: kết luận khác nhau",
        "pair.unclear": "Nghi trùng: chưa rõ",
        "pair.contested": "Nghi trùng: hai nơi kết luận khác nhau",
    }
)
METHOD_WORDS = Words({"points": "Theo điểm", "declared_income": "Theo thu nhập"})


class Cases:
    """Pages on households and their submissions, each scoped to the areas of who asks."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame

    def arrivals(self, actor: Actor) -> Any:
        """Submissions that arrived, newest first."""
        return self._table(actor, only_received=True)

    def households(self, actor: Actor) -> Any:
        """The households of the round; search, filter, sort."""
        return self._table(actor, only_received=False)

    def _table(self, actor: Actor, *, only_received: bool) -> Any:
        current = self._frame.current_round()
        if current is None:
            return render_template("web/empty_round.html")
        args = request.args
        wanted = CaseFilter(
            text=args.get("q", "").strip()[:LONGEST_TEXT],
            village_code=args.get("thon", ""),
            review_state=args.get("trang-thai", ""),
            only_received=only_received,
            sort=args.get("xep", "received" if only_received else "name"),
            page=page_number(args),
        )
        page = self._frame.read(lambda c: list_cases(c, current.round_id, self._frame.areas(actor), wanted))
        return render_template(
            "web/cases.html",
            on_paper=self._frame.read(lambda c: find_on_paper(c, [one.instance_id for one in page.rows])),
            page=page,
            wanted=wanted,
            only_received=only_received,
            standards=_standards(current),
        )

    def submission(self, actor: Actor, instance_id: str) -> Any:
        """One submission: before and now side by side, findings, classes."""
        view = self._view(actor, instance_id)
        return render_template(
            "web/submission.html",
            view=view,
            facts=load_facts(),
            explanations=self._explain_all(view),
            tier=self._tier(view),
            may_correct=self._frame.may(actor, "correct_in_browser", view.submission.area_code or ""),
        )

    def explanation(self, actor: Actor, instance_id: str, standard: str) -> Any:
        """The explanation sheet of one standard, for the screen and for A4."""
        view = self._view(actor, instance_id)
        sheet = next((one for code, one in self._explain_all(view) if code == standard), None)
        if sheet is None:
            abort(404)
        return render_template("web/explanation.html", view=view, sheet=sheet, **begin_document(gettext("Về phiếu")))

    def attachment(self, actor: Actor, instance_id: str, name: str) -> Any:
        """A photo of a submission, decrypted for those who may see the case."""
        view = self._view(actor, instance_id)
        found = next((one for one in view.attachments if one.name == name and one.sha256), None)
        if found is None:
            abort(404)
        content = self._frame.node.blobs.get(found.sha256)
        kind = PICTURES.get(name.rpartition(".")[2].lower(), "application/octet-stream")
        answer = Response(content, content_type=kind)
        answer.headers["Cache-Control"] = "private, no-store"
        return answer

    def interview(self, actor: Actor, instance_id: str) -> Any:
        """How an interview went by the tablet's own notes: times, corrections, places."""
        view = self._view(actor, instance_id)
        found = next((one for one in view.attachments if one.name == AUDIT and one.sha256), None)
        if found is None:
            abort(404)
        audit = read_audit(self._frame.node.blobs.get(found.sha256))
        return render_template("web/interview.html", view=view, audit=audit, say_node=_say_node)

    def _view(self, actor: Actor, instance_id: str) -> SubmissionView:
        areas = self._frame.areas(actor)
        view = self._frame.read(lambda c: read_submission(c, instance_id, areas))
        if view is None:
            raise Problem(
                "WEB-404",
                404,
                tell("Không có phiếu này trong khu vực của bạn."),
                tell("Xem lại đường dẫn, hoặc tìm hộ theo mã."),
            )
        return view

    def what_if(self, actor: Actor, instance_id: str) -> Any:
        """The class if an answer or a line were another: tried on the page, never stored."""
        view = self._view(actor, instance_id)
        if view.case is None or not view.submission.facts:
            abort(404)
        current, used = self._rules(view)
        page = try_changes(view.facts, used, _context(view, current), request.form)
        return render_template("web/what_if.html", view=view, page=page)

    def _rules(self, view: SubmissionView) -> tuple[Any, list[RoundStandard]]:
        """The round of the case and its standards with their data, as the household's exceptions change them."""
        current = rounds.get_round(self._frame.node, view.case.round_id)
        decided = view.household.exceptions or () if view.household is not None else ()
        return current, list(except_standards(rounds.used_standards(self._frame.node, current), decided))

    def _tier(self, view: SubmissionView) -> str | None:
        """The household's group under the round's tiers."""
        if view.case is None or not view.assessments:
            return None
        current = rounds.get_round(self._frame.node, view.case.round_id)
        return rounds.say_tier_of(self._frame.node, current, {one.standard: one.outcome for one in view.assessments})

    def _explain_all(self, view: SubmissionView) -> list[tuple[str, Explanation]]:
        if view.case is None or not view.assessments:
            return []
        current, standards = self._rules(view)
        used = {one.standard.id: one for one in standards}
        return [
            (row.standard, explain(used[row.standard], view.facts, _context(view, current), row.outcome))
            for row in view.assessments
            if row.standard in used
        ]

    def household(self, actor: Actor, household_id: str) -> Any:
        """One household with its history."""
        areas = self._frame.areas(actor)
        view = self._frame.read(lambda c: read_household(c, household_id, areas))
        if view is None:
            raise Problem(
                "WEB-404",
                404,
                tell("Không có hộ này trong khu vực của bạn."),
                tell("Tìm hộ theo tên chủ hộ hoặc mã hộ."),
            )
        titles = {one.id: one.title for one in self._frame.node.packs.standards()}
        on_paper = self._frame.read(lambda c: find_on_paper(c, [one.instance_id for one in view.cases]))
        page = {"view": view, "facts": load_facts(), "kinds": HISTORY_WORDS, "titles": titles, "on_paper": on_paper}
        pairs = self._frame.read(lambda c: doubles_of(c, household_id, areas))
        current = self._frame.current_round()
        closing_on = current.season_to_on if current is not None else None
        page |= self._frame.read(lambda c: read_beside(c, self._frame.node, household_id, areas, closing_on))
        items = read_items(self._frame, actor)
        return render_template("web/household.html", **page, doubles=pairs, exception_items=items, labels=dict(items))


def _say_node(path: str) -> str:
    """A question of the form in words; its own name where it is no fact."""
    name = path.rpartition("/")[2].partition("[")[0]
    facts = load_facts()
    member = name.removeprefix("nm_").removeprefix("m_")
    fact = facts.household.get(name) or facts.member.get(member)
    return fact.vi if fact is not None else name


def _context(view: SubmissionView, current: Any) -> Context:
    area_kind = view.household.area_kind if view.household is not None else None
    return Context(area_kind, dt.date.fromisoformat(current.reference_on))


def _standards(current: Any) -> list[tuple[str, str]]:
    """(standard, column heading) in the round's order."""
    return [(one["standard"], METHOD_WORDS[one["method"]]) for one in current.standards]
