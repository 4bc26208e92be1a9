"""A sent form corrected in the browser, with the form's own logic, lists and photos."""

from __future__ import annotations

from typing import Any

from flask import Response, jsonify, make_response, render_template, request, url_for

from server.domain.access import Actor
from server.errors import Problem
from server.services import correcting
from server.services.correcting import STALE, Opened, Sent
from server.services.lists.of_case import list_for
from server.telling import tell

from .frame import Frame, Page
from .spooling import sent_files, sent_xml
from .telling import flash, gettext
from .web_forms import CSV, WEB_FORMS, XML, form_answer, private, with_policy

ROOT = "/sua-phieu/"


class Corrections:
    """Pages for who may correct forms of a commune."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame

    def routes(self) -> tuple[tuple[str, str, Page, list[str]], ...]:
        """The page and what its form asks for."""
        return (
            (f"{ROOT}<case_id>", "correct_case", self.page, ["GET"]),
            (f"{ROOT}<case_id>/bieu-mau.xml", "correct_case_form", self.form, ["GET"]),
            (f"{ROOT}<case_id>/phieu.xml", "correct_case_answers", self.answers, ["GET"]),
            (f"{ROOT}<case_id>/danh-sach/<name>", "correct_case_list", self.rows, ["GET"]),
            (f"{ROOT}<case_id>/ban", "correct_case_version", self.version, ["GET"]),
            (f"{ROOT}<case_id>/gui", "correct_case_send", self.send, ["POST"]),
        )

    def page(self, actor: Actor, case_id: str) -> Response:  # noqa: ARG002
        """The form as it was sent, to be corrected and sent again with a reason."""
        opened = self._open(case_id)
        again = self._frame.read(lambda c: correcting.list_uncounted(c, opened))
        return with_policy(render_template("web/correct.html", opened=opened, again=again, library=WEB_FORMS))

    def form(self, actor: Actor, case_id: str) -> Response:  # noqa: ARG002
        """The XForm the shown version was filled in with."""
        return form_answer(self._open(case_id).form.xml)

    def answers(self, actor: Actor, case_id: str) -> Response:  # noqa: ARG002
        """The shown version itself."""
        opened = self._open(case_id)
        return private(self._frame.read(lambda c: correcting.read_shown(c, opened)), XML)

    def rows(self, actor: Actor, case_id: str, name: str) -> Response:  # noqa: ARG002
        """A list of the form with what concerns this household."""
        return private(self._frame.read(lambda c: list_for(c, case_id, name.removesuffix(".csv"))), CSV)

    def version(self, actor: Actor, case_id: str) -> Response:  # noqa: ARG002
        """Which version is shown now: the page asks from time to time."""
        return jsonify({"instance_id": self._open(case_id).submission.instance_id})

    def send(self, actor: Actor, case_id: str) -> Any:
        """Take the corrected form in; where a newer version came meanwhile, say what differs and take nothing."""
        opened = self._open(case_id)
        agent = request.headers.get("User-Agent", "")
        sent = Sent(sent_xml(), sent_files(), request.form.get("reason", ""), agent)
        try:
            receipt = correcting.correct(self._frame.node, actor, opened, sent)
        except Problem as problem:
            if problem.code != STALE:
                raise
            return self._tell_stale(case_id, sent, problem)
        if receipt.status >= 400:
            raise Problem("CORR-010", receipt.status, receipt.message, tell("Tải lại trang rồi sửa lại."))
        flash(gettext("Đã ghi bản sửa, hộ này có bản mới."), "ok")
        return jsonify({"go": url_for("web.submission", instance_id=receipt.instance_id)})

    def _tell_stale(self, case_id: str, sent: Sent, problem: Problem) -> Response:
        opened = self._open(case_id)
        node = self._frame.node
        found = self._frame.read(lambda c: correcting.compare_stale(node, c, opened, sent))
        page = render_template("web/correct_stale.html", opened=opened, differing=found, problem=problem)
        return make_response(page, problem.status)

    def _open(self, case_id: str) -> Opened:
        return self._frame.read(lambda c: correcting.open_shown(c, case_id))
