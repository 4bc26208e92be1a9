"""Forms of the province's own: versions listed, a workbook checked, compared, published after a look, rolled back."""

from __future__ import annotations

import base64
import io
from itertools import groupby
from typing import Any

from flask import Request, Response, make_response, redirect, render_template, request, send_file, url_for

from server.domain.access import Actor
from server.errors import Problem
from server.forms.content import read_content
from server.forms.own_diff import KIND_WORDS, RULE_WORDS
from server.forms.own_file import MAX_BYTES
from server.services import forms, people, rounds
from server.services.trial_tablets import end_trial_tablet, enrol_trial_tablet, list_trial_tablets
from server.telling import tell

from .frame import Frame
from .telling import flash, gettext

CHECK_PATH, PUBLISH_PATH = "/bieu-mau/kiem-tra", "/bieu-mau/cong-bo"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FILES = {"xlsx": XLSX, "xml": "text/xml; charset=utf-8"}
_REST_OF_REQUEST = 200_000


class Forms:
    """Pages on forms, for those who may publish them."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame

    def forms(self, actor: Actor) -> Any:  # noqa: ARG002
        """Every form of every round with its versions; a workbook is handed in here."""
        found = forms.list_forms(self._frame.node)
        grouped = [
            (key, list(rows))
            for key, rows in groupby(found, key=lambda one: (one.round_code, one.round_name, one.form_id))
        ]
        tablets = list_trial_tablets(self._frame.node)
        return render_template("web/forms.html", grouped=grouped, rounds=self._open_rounds(), tablets=tablets)

    def check(self, actor: Actor) -> Any:
        """The workbook checked and compared with what tablets have; nothing is stored yet."""
        if request.method == "GET":
            return redirect(url_for("web.forms"))
        handed = request.files.get("tep")
        xlsx = handed.read(MAX_BYTES + 1) if handed is not None else b""
        if not xlsx:
            raise Problem("FORM-021", 422, tell("Chưa chọn tệp .xlsx."), tell("Chọn tệp rồi bấm Kiểm tra."))
        found = forms.check_form(self._frame.node, actor.actor_id, request.form.get("dot", ""), xlsx)
        return render_template(
            "web/form_check.html",
            found=found,
            workbook=base64.b64encode(xlsx).decode() if found.form is not None else "",
            file_name=handed.filename if handed is not None else "",
        )

    def publish(self, actor: Actor) -> Any:
        """Publish the workbook that was checked."""
        if request.method == "GET":
            return redirect(url_for("web.forms"))
        sent = request.form
        try:
            xlsx = base64.b64decode(sent.get("tep", ""), validate=True)
        except ValueError as error:
            raise Problem(
                "FORM-021", 422, tell("Tệp đã gửi bị hỏng trên đường."), tell("Chọn tệp rồi kiểm tra lại.")
            ) from error
        is_trial = sent.get("viec") == "thu"
        version = forms.publish_form(
            self._frame.node,
            actor.actor_id,
            sent.get("dot", ""),
            xlsx,
            is_trial=is_trial,
            seen_version=sent.get("dang-dung", ""),
        )
        if is_trial:
            flash(gettext("Máy thử nhận bản %(version)s ở lần đồng bộ sau.", version=version), "ok")
        else:
            flash(gettext("Đã công bố bản %(version)s. Máy tính bảng nhận ở lần đồng bộ sau.", version=version), "ok")
        return redirect(url_for("web.forms"))

    def version(self, actor: Actor, form_id: str, version: str) -> Any:  # noqa: ARG002
        """One version: its questions, and what changed against the one before."""
        row = forms.get_form(self._frame.node, form_id, version)
        diff = forms.read_diff(self._frame.node, form_id, version)
        received_count, received = forms.list_received(self._frame.node, form_id, version)
        return render_template(
            "web/form_version.html",
            form=row,
            content=read_content(row.xml),
            diff=diff,
            received_count=received_count,
            received=received,
            kinds=KIND_WORDS,
            rules=RULE_WORDS,
        )

    def file(self, actor: Actor, form_id: str, version: str, kind: str) -> Response:  # noqa: ARG002
        """The exact bytes: the workbook as it was handed in, or the XForm as tablets get it."""
        if kind not in FILES:
            raise Problem("HTTP-404", 404, tell("Không có tệp kiểu {kind}.", kind=kind), tell("Chọn .xlsx hoặc .xml."))
        row = forms.get_form(self._frame.node, form_id, version)
        body = row.xlsx if kind == "xlsx" else row.xml
        name = f"{form_id}-{version}.{kind}"
        return send_file(io.BytesIO(body), FILES[kind], as_attachment=True, download_name=name, max_age=0)

    def roll_back(self, actor: Actor, form_id: str, version: str) -> Any:
        """What tablets would see change, then the earlier content again under a new version."""
        node = self._frame.node
        if request.method == "GET":
            row, diff = forms.get_form(node, form_id, version), forms.read_rollback(node, form_id, version)
            return render_template("web/form_rollback.html", form=row, diff=diff)
        made = forms.roll_back(node, actor.actor_id, form_id, version, seen_version=request.form.get("dang-dung", ""))
        flash(gettext("Nội dung bản %(old)s nay là bản %(new)s.", old=version, new=made), "ok")
        return redirect(url_for("web.forms"))

    def tablet(self, actor: Actor) -> Any:
        """Enrol a trial tablet: its code is shown once."""
        if request.method == "GET":
            return redirect(url_for("web.forms"))
        made = enrol_trial_tablet(self._frame.node, actor.actor_id, request.form.get("ten", ""))
        picture = base64.b64encode(people.qr_svg(made.qr_text)).decode()
        page = make_response(render_template("web/trial_tablet.html", made=made, picture=picture))
        page.headers["Cache-Control"] = "no-store"
        return page

    def end_tablet(self, actor: Actor) -> Any:
        """Revoke a trial tablet."""
        if request.method == "POST":
            end_trial_tablet(self._frame.node, actor.actor_id, request.form.get("may", ""))
            flash(gettext("Đã thu hồi máy thử."), "ok")
        return redirect(url_for("web.forms"))

    def _open_rounds(self) -> list[Any]:
        return [one for one in rounds.list_rounds(self._frame.node) if one.state in ("open", "draft")]


def allow_workbook(asked: Request) -> None:
    """Bound what these two addresses take in: a workbook as a file, then once more as text in the form."""
    if asked.path == CHECK_PATH:
        asked.max_content_length = MAX_BYTES + _REST_OF_REQUEST
    elif asked.path == PUBLISH_PATH:
        asked.max_content_length = asked.max_form_memory_size = MAX_BYTES * 4 // 3 + _REST_OF_REQUEST
