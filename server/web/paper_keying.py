"""A sheet keyed in the browser with the form itself: the first time with its scan, some a second time, compared."""

from __future__ import annotations

from typing import Any

from flask import Response, jsonify, redirect, render_template, request, url_for

from server.domain.access import Actor
from server.domain.paper import Check
from server.errors import Problem
from server.forms.browser_form import for_paper
from server.services import paper
from server.services.lists.of_case import case_list
from server.services.paper import Keyed, Sheet
from server.services.views.keyed import find_paper
from server.telling import tell

from .frame import Frame, Page
from .spooling import sent_files, sent_scans, sent_xml
from .telling import flash, gettext
from .web_forms import CSV, WEB_FORMS, XML, form_answer, private, with_policy


class PaperKeying:
    """Pages for who keys sheets and who compares."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame

    def routes(self) -> tuple[tuple[str, str, Page, list[str]], ...]:
        """(path, name, view, methods) of these pages."""
        first, again = "/phieu-giay/ho/<case_id>/<form>", "/phieu-giay/lan-hai/<instance_id>"
        new = "/phieu-giay/ho-moi/<village_code>"
        return (
            (first, "paper_key", self.page, ["GET"]),
            (f"{first}/bieu-mau.xml", "paper_key_form", self.form, ["GET"]),
            (f"{first}/phieu.xml", "paper_key_start", self.start, ["GET"]),
            (f"{first}/gui", "paper_key_send", self.send, ["POST"]),
            (new, "paper_new", self.new_page, ["GET"]),
            (f"{new}/bieu-mau.xml", "paper_new_form", self.new_form, ["GET"]),
            (f"{new}/phieu.xml", "paper_new_answers", self.new_start, ["GET"]),
            (f"{new}/danh-sach/<name>", "paper_new_lists", self.new_lists, ["GET"]),
            (f"{new}/gui", "paper_new_send", self.new_send, ["POST"]),
            (again, "paper_again", self.again, ["GET"]),
            (f"{again}/bieu-mau.xml", "paper_again_form", self.again_form, ["GET"]),
            (f"{again}/phieu.xml", "paper_again_start", self.again_start, ["GET"]),
            (f"{again}/gui", "paper_again_send", self.again_send, ["POST"]),
            ("/phieu-giay/doi-chieu/<instance_id>", "paper_compare", self.compare, ["GET", "POST"]),
        )

    def page(self, actor: Actor, case_id: str, form: str) -> Response:
        """The form to key, with what stands on the paper beside."""
        at = {
            "form": url_for("web.paper_key_form", case_id=case_id, form=form),
            "answers": url_for("web.paper_key_start", case_id=case_id, form=form),
            "lists": url_for("web.correct_case_list", case_id=case_id, name="TEN"),
            "send": url_for("web.paper_key_send", case_id=case_id, form=form),
        }
        return self._show(actor, self._sheet(case_id, form), at)

    def new_page(self, actor: Actor, village_code: str) -> Response:
        """Phiếu B of a household that is on no list."""
        at = {name: url_for(f"web.paper_new_{name}", village_code=village_code) for name in ("form", "answers", "send")}
        at["lists"] = url_for("web.paper_new_lists", village_code=village_code, name="TEN")
        return self._show(actor, self._new_sheet(village_code), at)

    def _show(self, actor: Actor, sheet: Sheet, at: dict[str, str]) -> Response:
        names = [one for one in sheet.enumerators if one[0] != actor.actor_id]
        today = self._frame.node.today()
        page = {"sheet": sheet, "enumerators": names, "today": today, "library": WEB_FORMS, "at": at}
        return with_policy(render_template("web/paper_key.html", **page))

    def new_form(self, actor: Actor, village_code: str) -> Response:  # noqa: ARG002
        """The XForm."""
        return form_answer(for_paper(self._new_sheet(village_code).form.xml))

    def new_start(self, actor: Actor, village_code: str) -> Response:  # noqa: ARG002
        """The form with the village and the head's name."""
        sheet = self._new_sheet(village_code)
        return private(self._frame.read(lambda c: paper.read_start(c, sheet)), XML)

    def new_lists(self, actor: Actor, village_code: str, name: str) -> Response:  # noqa: ARG002
        """The village; lists of households are empty."""
        place = paper.Place(self._round_id(), village_code, "")
        return private(self._frame.read(lambda c: case_list(c, place, name.removesuffix(".csv"))), CSV)

    def new_send(self, actor: Actor, village_code: str) -> Response:
        """Take in the form of a household found with it."""
        return self._take(actor, self._new_sheet(village_code))

    def form(self, actor: Actor, case_id: str, form: str) -> Response:  # noqa: ARG002
        """The XForm."""
        return form_answer(for_paper(self._sheet(case_id, form).form.xml))

    def start(self, actor: Actor, case_id: str, form: str) -> Response:  # noqa: ARG002
        """The form with the household chosen and last year's answers."""
        sheet = self._sheet(case_id, form)
        return private(self._frame.read(lambda c: paper.read_start(c, sheet)), XML)

    def send(self, actor: Actor, case_id: str, form: str) -> Response:
        """Take in the first keying."""
        return self._take(actor, self._sheet(case_id, form))

    def _take(self, actor: Actor, sheet: Sheet) -> Response:
        keyed = Keyed(
            xml=sent_xml(),
            start=request.form.get("start", "").encode(),
            files=sent_files(),
            scans=sent_scans(),
            interviewed_on=request.form.get("ngay", ""),
            enumerator_id=request.form.get("nguoi", ""),
            user_agent=request.headers.get("User-Agent", ""),
        )
        receipt = paper.key(self._frame.node, actor, sheet, keyed)
        if receipt.status >= 400:
            raise Problem("PAPER-016", receipt.status, receipt.message, tell("Tải lại trang rồi nhập lại."))
        entry = self._frame.node.read(lambda c: find_paper(c, receipt.instance_id))
        if entry is not None and entry.check_state == Check.WAITING:
            told = gettext("Đã nhập. Phiếu này thuộc số phải nhập hai lần: đưa phiếu giấy cho người khác nhập lần hai.")
        else:
            told = gettext("Đã nhập phiếu giấy.")
        flash(told, "ok")
        return jsonify({"go": url_for("web.submission", instance_id=receipt.instance_id)})

    def again(self, actor: Actor, instance_id: str) -> Response:
        """The form once more, as empty as the first person found it; what she keyed is not shown."""
        self._frame.read(lambda c: paper.open_again(c, instance_id, actor.actor_id))
        entry = self._frame.read(lambda c: find_paper(c, instance_id))
        return with_policy(render_template("web/paper_again.html", entry=entry, library=WEB_FORMS))

    def again_form(self, actor: Actor, instance_id: str) -> Response:
        """The XForm of the first keying."""
        form = self._frame.read(lambda c: paper.open_again(c, instance_id, actor.actor_id))[1]
        return form_answer(for_paper(form.xml))

    def again_start(self, actor: Actor, instance_id: str) -> Response:
        """Where the first person began."""
        entry = self._frame.read(lambda c: paper.open_again(c, instance_id, actor.actor_id))[0]
        return private(paper.read_again_start(entry), XML)

    def again_send(self, actor: Actor, instance_id: str) -> Response:
        """Record the second keying and say whether the two agree."""
        state = paper.key_again(self._frame.node, actor, instance_id, sent_xml())
        if state == Check.AGREED:
            flash(gettext("Hai lần nhập giống nhau."), "ok")
            return jsonify({"go": url_for("web.papers")})
        flash(gettext("Hai lần nhập có chỗ khác nhau: xem lại phiếu giấy rồi chọn bản đúng."), "warn")
        return jsonify({"go": url_for("web.paper_compare", instance_id=instance_id)})

    def compare(self, actor: Actor, instance_id: str) -> Any:
        """Both keyings field by field; a person says which is right."""
        if request.method == "POST":
            outcome, reason = request.form.get("ban", ""), request.form.get("ly_do", "")
            paper.decide(self._frame.node, actor, instance_id, outcome, reason)
            flash(gettext("Đã ghi kết quả đối chiếu."), "ok")
            if outcome == Check.CORRECT:
                entry = self._frame.node.read(lambda c: find_paper(c, instance_id))
                return redirect(url_for("web.correct_case", case_id=entry.case_id))
            return redirect(url_for("web.papers"))
        found = self._frame.read(lambda c: paper.compare(c, instance_id))
        entry = self._frame.read(lambda c: find_paper(c, instance_id))
        return render_template("web/paper_compare.html", found=found, entry=entry)

    def _round_id(self) -> str:
        current = self._frame.current_round()
        if current is None:
            raise Problem("PAPER-003", 404, tell("Chưa có đợt rà soát nào."), tell("Tỉnh mở đợt trước."))
        return str(current.round_id)

    def _new_sheet(self, village_code: str) -> Sheet:
        round_id = self._round_id()
        return self._frame.read(lambda c: paper.open_new_sheet(c, round_id, village_code))

    def _sheet(self, case_id: str, letter: str) -> Sheet:
        return self._frame.read(lambda c: paper.open_sheet(c, case_id, letter))
