"""The events of a household on pages: shown before they are written, with what they will do in words (R11)."""

from __future__ import annotations

from typing import Any

from flask import make_response, redirect, render_template, request, url_for

from server.domain.access import Actor
from server.domain.facts import load_facts
from server.domain.household_events import Split
from server.errors import Problem
from server.services import household_events as events
from server.services.household_events import Here, MergeOrder, NewPerson, Paper, SplitOrder, When
from server.services.household_events.persons import CORRECTABLE
from server.services.places import find_places
from server.services.views.household_events import EventsView, read_events
from server.services.views.moves import list_villages

from . import event_words
from .frame import Frame, Page
from .notices import announce
from .telling import gettext

# The way back to the case's page for who came from there.
CASE = "ho_so"
TO_COMMUNE = "xa"


class HouseholdEvents:
    """One page a kind of event; the first POST shows what will happen, the second (`buoc=ghi`) does it."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame

    def routes(self) -> tuple[tuple[str, str, Page, list[str]], ...]:
        """Path, endpoint, view, methods."""
        one, both = "/ho/<household_id>/bien-dong", ["GET", "POST"]
        return (
            (one, "household_events", self.hub, ["GET"]),
            (f"{one}/tach", "split_household", self.split, both),
            (f"{one}/nhap", "merge_household", self.merge, both),
            (f"{one}/ca-ho", "leave_household", self.leave, both),
            (f"{one}/nguoi", "household_people", self.people, both),
            (f"{one}/hoan-tac", "undo_event", self.undo, ["POST"]),
            ("/ho/<household_id>/giay-to/ghi", "record_paper", self.paper, ["POST"]),
        )

    def hub(self, actor: Actor, household_id: str) -> Any:
        """What happened to the household, what may be recorded, what may be taken back."""
        return self._show("events", actor, household_id)

    def split(self, actor: Actor, household_id: str) -> Any:
        """Some people become a household of their own."""
        if request.method == "GET":
            return self._show("event_split", actor, household_id)
        form = request.form
        decision = (form.get("so_qd", "").strip(), form.get("ngay_qd", ""))
        split = Split(tuple(form.getlist("nguoi")), form.get("chu_moi", ""), form.get("chu_o_lai", ""), decision)
        order = SplitOrder(split, _when(), form.get("thon", ""))
        try:
            here = events.check(self._frame.node, actor.actor_id, household_id, order)
            if form.get("buoc") != "ghi":
                return self._show("event_split", actor, household_id, order=order, preview=_split_names(here, split))
            new_id = events.split(self._frame.node, actor.actor_id, household_id, order)
        except Problem as problem:
            return self._again("event_split", actor, household_id, problem)
        new = self._read_row(new_id)
        told = gettext("Đã tách hộ %(name)s, mã %(code)s. Hộ mới chờ quyết định.", name=new.head_name, code=new.code)
        if decision[0]:
            told = gettext("Đã tách hộ %(name)s, mã %(code)s.", name=new.head_name, code=new.code)
        return self._done(household_id, told)

    def merge(self, actor: Actor, household_id: str) -> Any:
        """Two households become one: this one or the other keeps its code."""
        other_id = request.values.get("voi", "")
        if request.method == "GET":
            return self._show_merge(actor, household_id, other_id)
        form = request.form
        kept, gone = (other_id, household_id) if form.get("giu") == "kia" else (household_id, other_id)
        decision = (form.get("so_qd", "").strip(), form.get("ngay_qd", ""))
        order = MergeOrder(kept, gone, _when(for_other=form.get("giu") == "kia"), decision)
        try:
            pair = events.check_both(self._frame.node, actor.actor_id, order)
            if form.get("buoc") != "ghi":
                return self._show_merge(actor, household_id, other_id, pair=pair, order=order)
            events.merge(self._frame.node, actor.actor_id, order)
        except Problem as problem:
            page = self._show_merge(actor, household_id, other_id, problem=problem)
            return make_response(page, problem.status)
        names = {"gone": pair[1].row.head_name, "kept": pair[0].row.head_name, "code": pair[0].row.code}
        told = gettext("Đã nhập hộ %(gone)s vào hộ %(kept)s, giữ mã %(code)s.", **names)
        return self._done(kept, told)

    def leave(self, actor: Actor, household_id: str) -> Any:
        """The whole household leaves: for another commune, out of the province, dead, not found."""
        if request.method == "GET":
            return self._show("event_leave", actor, household_id)
        way, to_area, node = request.form.get("cach", ""), request.form.get("den", ""), self._frame.node
        args = (node, actor.actor_id, household_id)
        try:
            if way == TO_COMMUNE:
                events.check_depart(*args, to_area, _when())
            else:
                events.check_withdraw(*args, way, _when())
            if request.form.get("buoc") != "ghi":
                return self._show("event_leave", actor, household_id, preview=way)
            if way == TO_COMMUNE:
                events.depart(*args, to_area, _when())
            else:
                events.withdraw(*args, way, _when())
        except Problem as problem:
            return self._again("event_leave", actor, household_id, problem)
        told = gettext("Đã ghi: %(what)s.", what=event_words.LEAVING.get(way, ""))
        if way == TO_COMMUNE:
            told = gettext("Đã ghi chuyển đi. Hộ ở trang Chuyển hộ đến khi xã nơi đến nhận.")
        return self._done(household_id, told)

    def people(self, actor: Actor, household_id: str) -> Any:
        """Somebody joins, leaves, or is corrected."""
        if request.method == "GET":
            return self._show("event_people", actor, household_id)
        try:
            told = self._do_people(actor, household_id)
        except Problem as problem:
            return self._again("event_people", actor, household_id, problem)
        return self._done(household_id, told, "web.household_people")

    def _do_people(self, actor: Actor, household_id: str) -> Any:
        form, args = request.form, (self._frame.node, actor.actor_id, household_id)
        facts = {name: form[name] for name in CORRECTABLE if name in form}
        if form.get("viec") == "them":
            events.join(*args, NewPerson(form.get("how", ""), facts, _when()))
            return gettext("Đã thêm %(name)s vào hộ.", name=facts["full_name"])
        if form.get("viec") == "roi":
            gone = form.getlist("nguoi")
            events.leave(*args, gone, form.get("state", ""), _when(), form.get("chu_o_lai", ""))
            return gettext("Đã ghi %(n)s người rời hộ.", n=len(gone))
        events.correct_person(*args, form.get("nguoi_sua", ""), facts, _seen() or 0)
        return gettext("Đã ghi việc sửa. Máy tính bảng nhận ở lần đồng bộ sau.")

    def paper(self, actor: Actor, household_id: str) -> Any:
        """A number on somebody's papers, or that one was wrong; what looks doubtful is told, never refused (R8)."""
        form = request.form
        days = (form.get("tu", ""), form.get("den", ""))
        paper = Paper(form.get("loai", ""), form.get("so", ""), *days, is_wrong=bool(form.get("sai")))
        node = self._frame.node
        doubts = events.identify(node, actor.actor_id, household_id, form.get("nguoi", ""), paper)
        told = gettext("Đã ghi giấy tờ.") if not paper.is_wrong else gettext("Đã bỏ số ghi sai; lịch sử vẫn giữ.")
        told += " " + gettext("Cần xem lại: %(what)s.", what="; ".join(doubts)) if doubts else ""
        announce(told, "warn" if doubts else "ok")
        return redirect(url_for("web.household", household_id=household_id))

    def undo(self, actor: Actor, household_id: str) -> Any:
        """Take the newest event back."""
        kind = events.undo(self._frame.node, actor.actor_id, household_id, request.form.get("ban_ghi", ""))
        announce(gettext("Đã hoàn tác: %(what)s.", what=event_words.EVENTS.get(kind, kind)))
        return self._back(household_id)

    def _show_merge(self, actor: Actor, household_id: str, other_id: str, **more: Any) -> str:
        own = self._read_row(household_id)
        text = request.values.get("q", "")
        found = self._frame.read(lambda c: events.find_by_code(c, own.area_code, text))
        other = self._open_other(actor, other_id) if other_id else None
        found = [one for one in found if one.household_id != household_id]
        return self._show("event_merge", actor, household_id, found=found, other=other, text=text, **more)

    def _open_other(self, actor: Actor, other_id: str) -> Here | None:
        """The other household, where it lies in this person's communes: else it is told as not there."""
        places = self._frame.read(lambda c: find_places(c, "household_id", other_id))
        if not any(self._frame.may(actor, "record_events", one) for one in places):
            return None
        return self._frame.read(lambda c: events.read_here(c, other_id))

    def _show(self, page: str, actor: Actor, household_id: str, **more: Any) -> str:
        view = self._view(actor, household_id)
        here = view.here
        values: dict[str, Any] = {
            "view": view,
            "here": here,
            "h": here.row,
            "facts": load_facts(),
            "words": event_words,
            "typed": request.form,
            "today": self._frame.node.today(),
            "case_id": request.values.get(CASE, ""),
            "correctable": CORRECTABLE,
            "villages": self._frame.read(lambda c: list_villages(c, here.row.area_code)),
            "communes": self._frame.read(events.list_communes),
        }
        return render_template(f"web/{page}.html", **{**values, **more})

    def _again(self, page: str, actor: Actor, household_id: str, problem: Problem) -> Any:
        """The page once more with what was typed, and why not."""
        return make_response(self._show(page, actor, household_id, problem=problem), problem.status)

    def _view(self, actor: Actor, household_id: str) -> EventsView:
        areas = self._frame.areas(actor)
        return self._frame.read(lambda c: read_events(c, self._frame.node, household_id, areas))

    def _read_row(self, household_id: str) -> Any:
        return self._frame.node.read(lambda c: events.read_here(c, household_id)).row

    def _done(self, household_id: str, told: str, endpoint: str = "web.household_events") -> Any:
        last = self._frame.node.read(lambda c: events.find_last(c, events.read_here(c, household_id)))
        undo_url = url_for("web.undo_event", household_id=household_id) if last is not None else ""
        fields = {"ban_ghi": last.digest, CASE: request.form.get(CASE, "")} if last is not None else {}
        announce(told, undo_url=undo_url, fields=fields)
        return self._back(household_id, endpoint)

    def _back(self, household_id: str, endpoint: str = "web.household_events") -> Any:
        """To the case the person came from, else to the household's events."""
        case_id = request.form.get(CASE, "")
        if case_id and self._frame.node.read(lambda c: find_places(c, "case_id", case_id)):
            return redirect(url_for("web.case", case_id=case_id))
        return redirect(url_for(endpoint, household_id=household_id))


def _seen(name: str = "ban") -> int | None:
    text = request.form.get(name, "")
    return int(text) if text.isdecimal() and len(text) < 10 else None


def _when(*, for_other: bool = False) -> When:
    """The day typed, and the version of the household that the person saw."""
    return When(request.form.get("ngay", ""), _seen("ban_kia" if for_other else "ban"))


def _split_names(here: Here, split: Split) -> dict[str, list[str]]:
    going = set(split.person_ids)
    return {
        "going": here.names(going),
        "staying": here.names(here.registered.present - going),
        "head": here.names([split.head_id]),
        "old_head": here.names([split.old_head_id]) if here.registered.head_id in going else [],
    }
