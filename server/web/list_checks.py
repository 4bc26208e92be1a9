"""Sign-off: the register beside the last published totals, place by place (R28)."""

from __future__ import annotations

from typing import Any

from flask import Response, redirect, render_template, request, url_for

from server.domain.access import Actor
from server.domain.imports.headings import column_letter
from server.domain.totals import MEASURES, OUTCOMES
from server.errors import Problem
from server.papers.table_files import XLSX_TYPE, write_xlsx
from server.services import people
from server.services.imports.books import communes_in
from server.services.imports.signing import sign_list
from server.services.views.imports import Checked, check_places
from server.services.views.list_gaps import Gaps, read_gaps
from server.telling import tell

from . import list_gap_file
from .frame import Frame, Page
from .telling import flash, gettext, said_table

BASE = "/doi-chieu"


class ListChecks:
    """Pages of sign-off."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame

    def places(self, actor: Actor) -> Any:
        """Every commune of this person's with its register and its signing."""
        standard = self._standard()
        found = self._read(actor, standard)
        only = request.args.get("con", "")
        shown = [one for one in found if not only or not one.is_current or one.differences]
        titles = {one.id: one.title for one in self._frame.node.packs.standards()}
        page = {"standard": standard, "titles": titles, "only": only, "total": len(found)}
        return render_template("web/list_checks.html", places=shown, outcomes=OUTCOMES, **page)

    def place(self, actor: Actor, area_code: str) -> Any:
        """Hold one place against its published totals and sign."""
        standard = self._standard()
        problem = None
        if request.method == "POST":
            try:
                found = sign_list(self._frame.node, actor.actor_id, area_code, _said(standard))
            except Problem as error:
                if error.status not in (409, 422):
                    raise
                problem = error
            else:
                told = gettext("Đã ký: sổ khớp với số công bố.") if not found else gettext("Đã ký, kèm lời giải thích.")
                flash(told, "ok")
                return redirect(url_for("web.list_checks", chuan=standard))
        one = self._find(actor, standard, area_code)
        titles = {one.id: one.title for one in self._frame.node.packs.standards()}
        day = _day(one)
        gaps = self._gaps(one, standard, day) if one.level == "commune" else None
        sign = request.args.get("dau", "")
        page: dict[str, Any] = {"standard": standard, "titles": titles, "problem": problem, "day": day}
        page |= {
            "typed": request.form,
            "gaps": gaps,
            "sign": sign,
            "shown": gaps.chosen(sign) if gaps else (),
            "letter": column_letter,
        }
        return render_template("web/list_check.html", one=one, outcomes=OUTCOMES, **page), 422 if problem else 200

    def file(self, actor: Actor, area_code: str) -> Response:
        """Every household of the comparison as a sheet; `web.privacy.watch` writes down who took it."""
        standard = self._standard()
        one = self._find(actor, standard, area_code)
        day = _day(one)
        title = next(pack.title for pack in self._frame.node.packs.standards() if pack.id == standard)
        table = list_gap_file.make_table(one, title, day, self._gaps(one, standard, day))
        name = {"Content-Disposition": 'attachment; filename="doi-chieu.xlsx"', "Cache-Control": "private, no-store"}
        return Response(write_xlsx(said_table(table)), content_type=XLSX_TYPE, headers=name)

    def _find(self, actor: Actor, standard: str, area_code: str) -> Checked:
        one = next((one for one in self._read(actor, standard) if one.code == area_code), None)
        if one is None:
            raise Problem(
                "WEB-404", 404, tell("Không có nơi này trong khu vực của bạn."), tell("Mở lại trang Đối chiếu.")
            )
        return one

    def _gaps(self, one: Checked, standard: str, day: str) -> Gaps:
        def read(connection: Any) -> Gaps:
            return read_gaps(connection, communes_in(connection, one.code), standard, day)

        return self._frame.read(read)

    def _read(self, actor: Actor, standard: str) -> list[Checked]:
        node = self._frame.node
        areas = self._frame.read(lambda c: people.communes_for(c, actor, "sign_lists", node.today()))
        province = str(node.settings["province_code"])
        above = province if self._frame.may(actor, "sign_lists", province) else ""
        return self._frame.read(lambda c: check_places(c, areas, above, standard))

    def _standard(self) -> str:
        asked = request.values.get("chuan", "")
        known = [one.id for one in self._frame.node.packs.standards()]
        if asked in known:
            return asked
        current = self._frame.current_round()
        return str(current.standards[0]["standard"]) if current is not None else known[0]


def list_check_routes(frame: Frame) -> tuple[tuple[str, str, Page, list[str]], ...]:
    """(path, endpoint, view, methods)."""
    pages = ListChecks(frame)
    return (
        (BASE, "list_checks", pages.places, ["GET"]),
        (f"{BASE}/<area_code>", "list_check", pages.place, ["GET", "POST"]),
        (f"{BASE}/<area_code>/ho.xlsx", "list_check_file", pages.file, ["GET"]),
    )


def _day(one: Checked) -> str:
    """The day the totals stand for: as typed, else as last signed; empty where neither."""
    typed = request.values.get("status_on", "")
    return typed or (str(one.signing.status_on) if one.signing is not None else "")


def _said(standard: str) -> dict[str, Any]:
    """What was typed; Problem IMPT-021 where a number is none."""
    published: dict[str, dict[str, int]] = {}
    for outcome in OUTCOMES:
        for measure in MEASURES:
            text = request.form.get(f"{outcome}-{measure}", "").replace(".", "").replace(" ", "").strip()
            if text and not (text.isascii() and text.isdigit()):
                remedy = tell("Ghi số bằng chữ số, để trống nếu văn bản không có.")
                raise Problem("IMPT-021", 422, tell("“{text}” không phải là số.", text=text), remedy)
            if text:
                published.setdefault(outcome, {})[measure] = int(text)
    words = {name: request.form.get(name, "") for name in ("status_on", "source", "note")}
    if not words["status_on"]:
        raise Problem("IMPT-022", 422, tell("Chưa ghi ngày của số liệu."), tell("Ghi ngày mà số công bố tính đến."))
    return {"standard": standard, "published": published, **words}
