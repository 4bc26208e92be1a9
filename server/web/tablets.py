"""Tablets of a place: who has which, what came of it, and what an office does about one (R15)."""

from __future__ import annotations

import base64
import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from flask import Response, make_response, redirect, render_template, request, url_for

from server.domain.access import Actor
from server.domain.tablets import COLLECT_FLOOR
from server.errors import Problem
from server.papers.enrolment import TabletSheet, print_enrolments
from server.services import people, tablets
from server.services.people_devices import PROJECT
from server.services.tablets import DRAIN_DAYS, Enrolled, Whose
from server.services.views.tablets import Tablet, list_tablets, read_changes, read_lacking
from server.telling import tell

from .addresses import page_number
from .formats import vi_moment
from .frame import Frame, Page
from .telling import flash, gettext

PAGE_SIZE = 50
NEVER = dt.datetime.min.replace(tzinfo=dt.UTC)
SORTS: dict[str, Callable[[Tablet], Any]] = {
    "noi": lambda one: (one.area_names, one.name),
    "ten": lambda one: one.name,
    "thay": lambda one: one.last_seen_at or NEVER,
    "collect": lambda one: one.collect or (),
    "thieu": lambda one: (-one.sent.missing, -one.sent.missing_files, one.name),
    "con": lambda one: (-one.left, one.name),
}
STATES = ("none", "active", "drain", "leaver", "revoked")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the table was asked for; empty means all of it."""

    area: str
    state: str
    text: str
    only_warned: bool
    sort: str

    def as_query(self, **changes: Any) -> dict[str, Any]:
        """The address of the same table with something changed."""
        given = {"xa": self.area, "trang-thai": self.state, "q": self.text, "xep": self.sort}
        given["canh-bao"] = "1" if self.only_warned else ""
        return {name: value for name, value in {**given, **changes}.items() if value}


class Tablets:
    """Pages on tablets, for the office of the place."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame

    def routes(self) -> tuple[tuple[str, str, Page, list[str]], ...]:
        """(path, name, view, methods) of these pages."""
        one = "/may-tinh-bang/<area_code>/<enumerator_id>"
        return (
            ("/may-tinh-bang", "tablets", self.tablets, ["GET"]),
            ("/may-tinh-bang/to-giay", "enrolment_sheet", self.sheet, ["POST"]),
            ("/may-tinh-bang/<area_code>/ghi-danh-ca-xa", "enrol_area", self.enrol_area, ["POST"]),
            (one, "tablet", self.tablet, ["GET"]),
            (f"{one}/ghi-danh", "enrol_tablet", self.enrol, ["POST"]),
            (f"{one}/cap-lai", "reissue_tablet", self.reissue, ["POST"]),
            (f"{one}/ngung", "end_tablet", self.end, ["POST"]),
            (f"{one}/mo-lai", "open_tablet", self.open_again, ["POST"]),
            (f"{one}/da-tham", "declare_visits", self.declare, ["POST"]),
        )

    def tablets(self, actor: Actor) -> Any:
        """The table, sorted and filtered."""
        node, wanted = self._frame.node, _read_wanted()
        areas = self._areas(actor)
        chosen = [wanted.area] if wanted.area in areas else areas
        rows = self._frame.read(lambda c: list_tablets(c, chosen))
        shown = sorted((one for one in rows if _is_wanted(one, wanted)), key=SORTS[wanted.sort])
        if wanted.sort == "thay":
            shown.reverse()
        number = page_number(request.args)
        part = shown[PAGE_SIZE * (number - 1) : PAGE_SIZE * number]
        with_lists = self._frame.read(lambda c: [replace(one, lacking=read_lacking(node, c, one)) for one in part])
        names = self._frame.read(lambda c: list(zip(areas, people.area_names(c, areas), strict=True)))
        return render_template(
            "web/tablets.html",
            rows=with_lists,
            total=len(shown),
            waiting=[one for one in rows if one.state == "none" and one.villages],
            wanted=wanted,
            areas=names,
            chosen=chosen,
            states=STATES,
            floor=_floor(),
            number=number,
            last=max(1, -(-len(shown) // PAGE_SIZE)),
        )

    def tablet(self, actor: Actor, area_code: str, enumerator_id: str) -> Any:  # noqa: ARG002
        """One enumerator's tablet: what it sent, what it lacks, what was done, what can be done."""
        node = self._frame.node
        one = tablets.get_tablet(node, [area_code], enumerator_id)
        lacking, changes = self._frame.read(lambda c: (read_lacking(node, c, one), read_changes(c, enumerator_id)))
        return render_template(
            "web/tablet.html",
            one=replace(one, lacking=lacking),
            area_code=area_code,
            changes=changes,
            days=DRAIN_DAYS,
            floor=_floor(),
        )

    def enrol(self, actor: Actor, area_code: str, enumerator_id: str) -> Any:
        """A first code, shown once."""
        return self._show(tablets.enrol(self._frame.node, Whose(area_code, enumerator_id, actor.actor_id)))

    def reissue(self, actor: Actor, area_code: str, enumerator_id: str) -> Any:
        """A code for another tablet; the old one is emptied, or locked where it is lost."""
        days = 0 if request.form.get("may_cu") == "mat" else _days()
        whose = Whose(area_code, enumerator_id, actor.actor_id)
        return self._show(tablets.reissue(self._frame.node, whose, days, request.form.get("ly_do", "")))

    def enrol_area(self, actor: Actor, area_code: str) -> Response:
        """Sheets for everybody of a commune who has no code yet, as one PDF: they are not shown again."""
        return self._pdf(tablets.enrol_all(self._frame.node, area_code, actor.actor_id), "ghi-danh-ca-xa.pdf")

    def sheet(self, actor: Actor) -> Response:
        """The sheet of the code that is on the screen: only who has the code can ask for it."""
        found = tablets.find_enrolled(self._frame.node, self._areas(actor), request.form.get("ma", ""))
        return self._pdf([found], "ghi-danh.pdf")

    def end(self, actor: Actor, area_code: str, enumerator_id: str) -> Any:
        """The person leaves, or the tablet was stolen."""
        state = "revoked" if request.form.get("viec") == "mat" else "leaver"
        whose = Whose(area_code, enumerator_id, actor.actor_id)
        tablets.end_tablets(self._frame.node, whose, state, _days(), request.form.get("ly_do", ""))
        flash(gettext("Đã khóa. Có hiệu lực ngay từ lần máy liên lạc tới."), "ok")
        return _back_to(whose)

    def open_again(self, actor: Actor, area_code: str, enumerator_id: str) -> Any:
        """Locked by mistake."""
        whose = Whose(area_code, enumerator_id, actor.actor_id)
        tablets.open_again(self._frame.node, whose)
        flash(gettext("Đã mở lại. Máy dùng tiếp được mã cũ."), "ok")
        return _back_to(whose)

    def declare(self, actor: Actor, area_code: str, enumerator_id: str) -> Any:
        """How many households she says she has visited."""
        visited = request.form.get("so_ho", "").strip()
        if not visited.isdecimal():
            raise Problem(
                "TAB-008",
                422,
                tell("Số hộ đã thăm “{visited}” không phải số.", visited=visited[:20]),
                tell("Ghi bằng chữ số, ví dụ 41."),
            )
        whose = Whose(area_code, enumerator_id, actor.actor_id)
        tablets.declare_visits(self._frame.node, whose, int(visited[:9]))
        flash(gettext("Đã ghi số hộ đã thăm."), "ok")
        return _back_to(whose)

    def _areas(self, actor: Actor) -> list[str]:
        return self._frame.read(lambda c: people.communes_for(c, actor, "enrol_device", self._frame.node.today()))

    def _show(self, made: Enrolled) -> Any:
        picture = base64.b64encode(people.qr_svg(made.enrolment.qr_text)).decode()
        page = render_template("web/tablet_code.html", made=made, picture=picture, floor=_floor(), project=PROJECT)
        answer = make_response(page)
        answer.headers["Cache-Control"] = "no-store"
        return answer

    def _pdf(self, made: list[Enrolled], name: str) -> Response:
        now, current = self._frame.node.now(), self._frame.current_round()
        body = print_enrolments(
            [_sheet(one) for one in made],
            project=PROJECT["name"],
            printed=vi_moment(now),
            is_training=current is not None and current.kind == "training",
            made_at=now,
        )
        headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
        return Response(body, mimetype="application/pdf", headers=headers)


def _sheet(made: Enrolled) -> TabletSheet:
    one = made.tablet
    picture = people.qr_svg(made.enrolment.qr_text).decode()
    area = ", ".join(one.area_names)
    return TabletSheet(area, one.name, one.villages, one.left, made.enrolment.server_url, picture)


def _read_wanted() -> Wanted:
    given = request.args
    return Wanted(
        area=given.get("xa", ""),
        state=given.get("trang-thai", "") if given.get("trang-thai") in STATES else "",
        text=given.get("q", "").strip(),
        only_warned=given.get("canh-bao") == "1",
        sort=given.get("xep", "noi") if given.get("xep") in SORTS else "noi",
    )


def _is_wanted(one: Tablet, wanted: Wanted) -> bool:
    is_warned = one.is_below_floor or one.sent.missing > 0 or one.sent.missing_files > 0
    return (
        (not wanted.state or one.state == wanted.state)
        and (not wanted.only_warned or is_warned)
        and wanted.text.lower() in f"{one.name} {' '.join(one.villages)}".lower()
    )


def _back_to(whose: Whose) -> Any:
    return redirect(url_for("web.tablet", area_code=whose.area_code, enumerator_id=whose.enumerator_id))


def _days() -> int:
    given = request.form.get("so_ngay", "").strip()
    return int(given) if given.isdecimal() and len(given) < 4 else DRAIN_DAYS


def _floor() -> str:
    return ".".join(map(str, COLLECT_FLOOR))
