"""Pages of imports: a file in, columns and terms corrected, faults corrected, applied, taken back (R28)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import wraps
from typing import Any

from flask import Request, Response, flash, redirect, render_template, request, url_for

from server.domain.access import Actor
from server.domain.imports.encodings import WORDS as ENCODINGS
from server.domain.imports.fields import KIND_WORDS, OUTCOMES, STAFF, fields_of
from server.domain.imports.headings import column_letter
from server.domain.imports.lines import sentence
from server.errors import Problem
from server.papers.fault_sheet import write_fault_sheet
from server.papers.sheet_reading import MAX_BYTES, read_sheet
from server.services import imports, people
from server.services.imports.faults import read_told
from server.services.imports.plans import TERMS, read_plan
from server.services.imports.seen import mark_of
from server.services.imports.undoing import read_undo, start_undo
from server.services.views.imports import all_faults, list_faults, list_imports
from server.telling import Told, tell

from .addresses import page_number
from .frame import Frame, Page
from .telling import finish, gettext, say

SHEETS = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
BASE = "/nhap-du-lieu"
WAITING = ("checking", "applying", "undoing")
_REST_OF_REQUEST = 200_000
MOST_NAMED = 200


def allow_list(asked: Request) -> None:
    """Bound what the two addresses that take a list take in."""
    if asked.path.startswith(BASE) and asked.path.endswith(("/moi", "/tep")):
        asked.max_content_length = MAX_BYTES + _REST_OF_REQUEST
    elif asked.path.startswith(BASE) and asked.path.endswith("/o"):
        asked.max_form_parts = 5_000


class Imports:
    """Pages of imports, each over the area of its import."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame

    def imports(self, actor: Actor) -> Any:
        """What was brought in and what is on its way; a new file."""
        places = self._places(actor)
        kinds = {kind: word for kind, word in KIND_WORDS.items() if kind != STAFF or self._may_staff(actor)}
        found = self._frame.read(lambda c: list_imports(c, [one.code for one in places]))
        runs = [one for one in found if one.kind in kinds]
        return render_template("web/imports.html", runs=runs, kinds=kinds, places=places, states=imports.STATES)

    def start(self, actor: Actor) -> Any:
        """Take a file in."""
        kind, area = request.form.get("loai", ""), request.form.get("noi", "")
        self._check(actor, kind, area)
        import_id = imports.start_run(self._frame.node, actor.actor_id, kind, area, _sent_file())
        return redirect(url_for("web.import_run", import_id=import_id))

    def run(self, actor: Actor, import_id: str) -> Any:
        """One import, at whatever step it is."""
        run = imports.get_run(self._frame.node, import_id)
        if run.state == "mapping":
            return self._mapping(actor, run)
        if run.state in WAITING:
            return render_template("web/import_waiting.html", run=run, word=imports.STATES[run.state])
        if run.state == "checked":
            return self._checked(run)
        return self._applied(actor, run)

    def plan(self, actor: Actor, import_id: str) -> Any:
        """Columns, letters and terms as a person corrected them; then the dry run."""
        run = imports.get_run(self._frame.node, import_id)
        form = request.form
        width = len(run.plan["heads"])
        choice: dict[str, Any] = {
            "sheet": form.get("trang", ""),
            "first_row": form.get("dong", ""),
            "columns": {str(n): form.get(f"cot-{n}", "") for n in range(width)},
            "encodings": {str(n): form[f"chu-{n}"] for n in range(width) if f"chu-{n}" in form},
            "terms": {name: form.get(name, "") for name in TERMS},
            "skips_hidden": form.get("bo-an", ""),
        }
        try:
            imports.plan_run(self._frame.node, import_id, choice)
        except Problem as problem:
            if problem.status != 422:
                raise
            run = imports.get_run(self._frame.node, import_id)
            return self._mapping(actor, run, problem, choice["terms"]), 422
        return redirect(url_for("web.import_run", import_id=import_id))

    def fix(self, actor: Actor, import_id: str) -> Any:  # noqa: ARG002
        """Texts typed over cells that could not be read."""
        fixes = {name.removeprefix("o-"): text.strip() for name, text in request.form.items() if name.startswith("o-")}
        typed = {place: text for place, text in fixes.items() if text}
        if not typed:
            raise Problem(
                "IMPT-018", 422, tell("Chưa gõ ô nào."), tell("Gõ giá trị đúng vào ô bên cạnh lỗi, rồi bấm lại.")
            )
        imports.fix_cells(self._frame.node, import_id, typed)
        return redirect(url_for("web.import_run", import_id=import_id))

    def villages(self, actor: Actor, import_id: str) -> Any:  # noqa: ARG002
        """What villages are that the register lacks."""
        chosen = {name.removeprefix("thon-"): code for name, code in request.form.items() if name.startswith("thon-")}
        imports.choose_villages(self._frame.node, import_id, {key: code for key, code in chosen.items() if code})
        return redirect(url_for("web.import_run", import_id=import_id))

    def file(self, actor: Actor, import_id: str) -> Any:  # noqa: ARG002
        """A corrected file in place of the one taken in."""
        imports.replace_file(self._frame.node, import_id, _sent_file())
        return redirect(url_for("web.import_run", import_id=import_id))

    def back(self, actor: Actor, import_id: str) -> Any:  # noqa: ARG002
        """To the columns again."""
        node = self._frame.node
        run = imports.get_run(node, import_id)
        imports.reopen_run(node, run.import_id)
        return redirect(url_for("web.import_run", import_id=import_id))

    def apply(self, actor: Actor, import_id: str) -> Any:
        """Bring in what is ready."""
        imports.start_apply(self._frame.node, import_id, actor.actor_id, seen=request.form.get("da-xem", ""))
        return redirect(url_for("web.import_run", import_id=import_id))

    def undo(self, actor: Actor, import_id: str) -> Any:
        """What would be taken back and what stays, and why; asked for, it is taken back."""
        node = self._frame.node
        if request.method == "POST":
            start_undo(node, actor.actor_id, import_id, seen=request.form.get("da-xem", ""))
            return redirect(url_for("web.import_run", import_id=import_id))
        run = imports.get_run(node, import_id)
        plan = read_undo(node, run, actor.actor_id)
        return render_template("web/import_undo.html", run=run, plan=plan, kinds=KIND_WORDS, most=MOST_NAMED)

    def remove(self, actor: Actor, import_id: str) -> Any:  # noqa: ARG002
        """Drop an import that was not applied."""
        imports.remove_run(self._frame.node, import_id)
        flash(gettext("Đã bỏ lần nhập, chưa có gì vào sổ."), "ok")
        return redirect(url_for("web.imports"))

    def faults_file(self, actor: Actor, import_id: str) -> Response:  # noqa: ARG002
        """The sheet with its faults marked."""
        node = self._frame.node
        run = imports.get_run(node, import_id)
        table = read_sheet(node.blobs.get(run.sha256), run.sheet)
        faults = self._frame.read(lambda c: all_faults(c, import_id))
        body = write_fault_sheet(table, faults, read_plan(run.plan, run.fixes).fixes, say)
        name = {"Content-Disposition": 'attachment; filename="loi.xlsx"', "Cache-Control": "private, no-store"}
        return Response(body, mimetype=SHEETS, headers=name)

    def _mapping(
        self, actor: Actor, run: Any, problem: Problem | None = None, typed: Mapping[str, str] | None = None
    ) -> Any:
        heads = run.plan["heads"]
        columns = [
            {
                "number": n,
                "letter": column_letter(n),
                "head": head,
                "field": run.plan["columns"].get(str(n), ""),
                "encoding": run.plan["encodings"].get(str(n), "unicode"),
                "examples": run.plan["examples"].get(str(n), ()),
                "samples": [row[n] for row in run.plan["samples"] if n < len(row)],
            }
            for n, head in enumerate(heads)
        ]
        page = {"fields": fields_of(run.kind), "encodings": ENCODINGS, "outcomes": OUTCOMES, "kinds": KIND_WORDS}
        terms = {**self._usual_terms(), **run.terms, **(typed or {})}
        places = [one for one in self._places(actor) if one.level == "commune"]
        standards = self._frame.node.packs.standards()
        return render_template(
            "web/import_columns.html",
            **page,
            run=run,
            columns=columns,
            terms=terms,
            places=places,
            standards=standards,
            problem=problem,
        )

    def _usual_terms(self) -> dict[str, str]:
        """The round's first standard: what a list is about most of the time."""
        current = self._frame.current_round()
        return {"standard": current.standards[0]["standard"] if current is not None else ""}

    def _checked(self, run: Any) -> Any:
        severity = request.args.get("muc", "")
        number = page_number(request.args)
        faults = self._frame.read(lambda c: list_faults(c, run.import_id, severity, number))
        fields = {column: fields_of(run.kind)[name].name for column, name in run.plan["columns"].items() if name}
        page = {"counts": run.counts, "faults": faults, "severity": severity, "fields": fields}
        page |= {"letter": column_letter, "kinds": KIND_WORDS, "seen": mark_of(run)}
        page["problem"] = read_told(run.counts["problem"]) if run.counts.get("problem") else None
        return render_template("web/import_checked.html", run=run, **page)

    def _applied(self, actor: Actor, run: Any) -> Any:
        # What stayed, and whether it is free by now: looked up only where something can have stayed.
        plan = read_undo(self._frame.node, run, actor.actor_id) if run.state == "undone" else None
        faults = self._frame.read(lambda c: list_faults(c, run.import_id, "block"))
        page = {"faults": faults, "letter": column_letter, "kinds": KIND_WORDS}
        return render_template(
            "web/import_applied.html", run=run, counts=run.counts, plan=plan, most=MOST_NAMED, **page
        )

    def over(self, view: Page) -> Page:
        """A list of staff is for who manages people, at every step: a file put in its place would give roles."""

        @wraps(view)
        def checked(actor: Actor, import_id: str) -> Any:
            run = imports.get_run(self._frame.node, import_id)
            if run.kind == STAFF:
                imports.check_may_import(self._frame.node, actor, run.kind, run.area_code)
            return view(actor, import_id)

        return checked

    def _places(self, actor: Actor) -> list[Any]:
        """The areas this person may bring something into."""
        today = self._frame.node.today()
        return self._frame.read(lambda c: people.areas_for(c, actor, "import_data", today))

    def _may_staff(self, actor: Actor) -> bool:
        return self._frame.may(actor, "manage_people", str(self._frame.node.settings["province_code"]))

    def _check(self, actor: Actor, kind: str, area: str) -> None:
        if not area or kind not in KIND_WORDS:
            raise Problem("IMPT-023", 422, tell("Chưa chọn loại tệp hoặc nơi."), tell("Chọn cả hai rồi bấm lại."))
        imports.check_may_import(self._frame.node, actor, kind, area)


def say_sentence(told: Told) -> str:
    """What is wrong as a sentence in the reader's language; what somebody wrote keeps its mark."""
    return sentence(told, lambda one: str(finish(one)))


def import_routes(frame: Frame) -> tuple[tuple[str, str, Page, list[str]], ...]:
    """(path, endpoint, view, methods)."""
    pages = Imports(frame)
    one = f"{BASE}/<import_id>"
    return (
        (BASE, "imports", pages.imports, ["GET"]),
        (f"{BASE}/moi", "start_import", pages.start, ["POST"]),
        (one, "import_run", pages.over(pages.run), ["GET"]),
        (f"{one}/loi.xlsx", "import_faults", pages.over(pages.faults_file), ["GET"]),
        (f"{one}/cot", "import_plan", pages.over(pages.plan), ["POST"]),
        (f"{one}/o", "import_fix", pages.over(pages.fix), ["POST"]),
        (f"{one}/thon", "import_villages", pages.over(pages.villages), ["POST"]),
        (f"{one}/tep", "import_file", pages.over(pages.file), ["POST"]),
        (f"{one}/sua-cot", "import_back", pages.over(pages.back), ["POST"]),
        (f"{one}/nhap", "import_apply", pages.over(pages.apply), ["POST"]),
        (f"{one}/lay-lai", "import_undo", pages.over(pages.undo), ["GET", "POST"]),
        (f"{one}/bo", "import_remove", pages.over(pages.remove), ["POST"]),
    )


def _sent_file() -> tuple[str, bytes]:
    sent = request.files.get("tep")
    if sent is None or not sent.filename:
        raise Problem(
            "IMPT-020", 422, tell("Chưa chọn tệp."), tell("Chọn tệp .xlsx, .xls, .ods hoặc .csv rồi bấm lại.")
        )
    return sent.filename, sent.stream.read(MAX_BYTES + 1)


__all__ = ["Imports", "allow_list", "import_routes", "say_sentence"]
