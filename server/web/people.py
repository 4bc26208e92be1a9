"""The people of the node: who may do what where and until when; accounts, sessions and lost phones."""

from __future__ import annotations

import datetime as dt
from typing import Any

from flask import abort, make_response, redirect, render_template, request, url_for
from sqlalchemy import Connection

from server.domain.access import ROLES, Actor, GrantOf
from server.errors import Problem
from server.services import people
from server.services.views.people import (
    STATES,
    PeopleFilter,
    Person,
    count_tablets,
    list_people,
    list_sessions,
    read_area_choices,
    read_person,
)

from .addresses import LONGEST_TEXT, page_number
from .frame import Frame, Page
from .telling import flash, gettext


def people_routes(frame: Frame) -> tuple[tuple[str, str, Page, list[str]], ...]:
    """The pages and what they send."""
    pages, acts, one = People(frame), PeopleActs(frame), "/nguoi-dung/<actor_id>"
    return (
        ("/nguoi-dung", "people", pages.people, ["GET"]),
        ("/nguoi-dung/them", "new_person", pages.new_person, ["GET", "POST"]),
        (one, "person", pages.person, ["GET"]),
        (f"{one}/quyen", "give_grant", acts.give_grant, ["POST"]),
        (f"{one}/uy-quyen", "delegate_grant", acts.delegate_grant, ["POST"]),
        (f"{one}/thu-quyen", "revoke_grant", acts.revoke_grant, ["POST"]),
        (f"{one}/mat-khau", "reset_password", acts.reset_password, ["POST"]),
        (f"{one}/khoa", "set_active", acts.set_active, ["POST"]),
        (f"{one}/xac-thuc", "remove_factor", acts.remove_factor, ["POST"]),
        (f"{one}/phien", "end_session", acts.end_session, ["POST"]),
    )


class People:
    """The list, one person, and a new one."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame

    def people(self, actor: Actor) -> Any:
        """Everybody in the areas of who looks; search, filter, sort."""
        node, args = self._frame.node, request.args
        area = args.get("dia-ban", "")
        parents = self._frame.read(people.read_parents)
        wanted = PeopleFilter(
            text=args.get("q", "").strip()[:LONGEST_TEXT],
            role=args.get("vai-tro", ""),
            state=args.get("tinh-trang", ""),
            areas=frozenset(_below(area, parents)) if area else frozenset(),
            sort=args.get("xep", "name"),
            page=page_number(args),
        )
        scope = self._frame.read(lambda c: _scope(c, self._frame, actor))
        page = self._frame.read(lambda c: list_people(c, scope, wanted, node.now(), node.today()))
        return render_template(
            "web/people.html", page=page, wanted=wanted, area=area, states=STATES, **self._choices(actor)
        )

    def person(self, actor: Actor, actor_id: str) -> Any:
        """One person: roles with days, sessions, what can be done."""
        return self._show(actor, actor_id)

    def new_person(self, actor: Actor) -> Any:
        """Register somebody with a first role; the password is shown once."""
        error = None
        if request.method == "POST":
            password = None if request.form.get("chi_may") else people.make_password()
            try:
                made = people.register_person(
                    self._frame.node,
                    actor,
                    read_grant(),
                    request.form.get("login", ""),
                    request.form.get("ho_ten", ""),
                    password,
                    is_temporary=True,
                )
            except Problem as problem:
                error = problem
            else:
                return show_password(self._frame, made, password)
        page = render_template("web/person_new.html", error=error, typed=request.values, **self._choices(actor))
        return make_response(page, error.status if error else 200)

    def _show(self, actor: Actor, actor_id: str) -> Any:
        node = self._frame.node
        person = self._frame.read(lambda c: read_person(c, actor_id, node.now(), node.today()))
        if person is None:
            abort(404)
        since = node.now() - dt.timedelta(hours=people.SESSION_HOURS)
        return render_template(
            "web/person.html",
            person=person,
            sessions=self._frame.read(lambda c: list_sessions(c, actor_id, since)),
            tablets=self._frame.read(lambda c: count_tablets(c, actor_id)),
            others=self._others(actor, person),
            **self._choices(actor),
        )

    def _others(self, actor: Actor, person: Person) -> list[Person]:
        """Who could stand in for somebody."""
        node = self._frame.node
        scope = self._frame.read(lambda c: _scope(c, self._frame, actor))
        page = self._frame.read(lambda c: list_people(c, scope, PeopleFilter(), node.now(), node.today()))
        return [one for one in page.rows if one.actor_id != person.actor_id and one.state != "closed"]

    def _choices(self, actor: Actor) -> dict[str, Any]:
        node = self._frame.node
        return {
            "roles": list(ROLES),
            "areas": self._frame.read(read_area_choices),
            "may_manage": self._frame.read(lambda c: people.is_allowed(node, c, actor, "manage_people")),
            "today": node.today(),
        }


class PeopleActs:
    """What is sent from a person's page; each ends there again."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame

    def give_grant(self, actor: Actor, actor_id: str) -> Any:
        """A further role."""
        people.give_role(self._frame.node, actor, actor_id, read_grant())
        return _back(actor_id, gettext("Đã cấp quyền."))

    def delegate_grant(self, actor: Actor, actor_id: str) -> Any:
        """Lend a role of this person, who is on leave, to another."""
        role, _, area = request.form.get("quyen", "").partition("|")
        grant = GrantOf(role, area, request.form.get("tu") or None, request.form.get("den") or None)
        other = request.form.get("nguoi_thay", "")
        people.delegate_role(self._frame.node, actor, actor_id, other, grant)
        return _back(actor_id, gettext("Đã ghi ủy quyền. Người thay có quyền trong những ngày đã ghi."))

    def revoke_grant(self, actor: Actor, actor_id: str) -> Any:
        """Take a role back."""
        people.revoke_role(self._frame.node, actor, request.form.get("quyen", ""))
        return _back(actor_id, gettext("Đã thu quyền. Việc người này ghi từ nay trong vai trò đó không còn tính."))

    def reset_password(self, actor: Actor, actor_id: str) -> Any:
        """A password shown once."""
        password = people.reset_password(self._frame.node, actor, actor_id)
        return show_password(self._frame, actor_id, password)

    def set_active(self, actor: Actor, actor_id: str) -> Any:
        """Close an account or open it again."""
        is_active = request.form.get("mo") == "1"
        people.set_active(self._frame.node, actor, actor_id, is_active=is_active)
        return _back(actor_id, gettext("Đã mở lại tài khoản.") if is_active else gettext("Đã khóa tài khoản."))

    def remove_factor(self, actor: Actor, actor_id: str) -> Any:
        """A phone is lost: the second step is set up anew at the next sign-in."""
        people.remove_factor_of(self._frame.node, actor, actor_id)
        return _back(actor_id, gettext("Đã tắt xác thực hai bước của người này."))

    def end_session(self, actor: Actor, actor_id: str) -> Any:  # noqa: ARG002
        """End one of the person's sessions."""
        people.end_session(self._frame.node, request.form.get("phien", ""), actor_id)
        return _back(actor_id, gettext("Đã kết thúc phiên."))


def read_grant() -> GrantOf:
    """The role, area and days of a form; a village's code stands before the area."""
    form = request.form
    area = form.get("thon", "").strip() or form.get("dia_ban", "")
    return GrantOf(form.get("vai_tro", ""), area, form.get("tu") or None, form.get("den") or None)


def show_password(frame: Frame, actor_id: str, password: str | None) -> Any:
    """The page that shows a password once; nothing of it is kept, in no cache either."""
    node = frame.node
    person = node.read(lambda c: read_person(c, actor_id, node.now(), node.today()))
    answer = make_response(render_template("web/password_once.html", person=person, password=password))
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _back(actor_id: str, told: str) -> Any:
    flash(told, "ok")
    return redirect(url_for("web.person", actor_id=actor_id))


def _scope(connection: Connection, frame: Frame, actor: Actor) -> frozenset[str] | None:
    """The areas whose people the actor sees; None for everybody's."""
    if people.is_allowed(frame.node, connection, actor, "view_people"):
        return None
    parents = people.read_parents(connection)
    tops = {one.area_code for one in actor.grants}
    return frozenset(code for top in tops for code in _below(top, parents) if frame.may(actor, "view_people", top))


def _below(top: str, parents: Any) -> list[str]:
    """An area and all below it."""
    found = [top]
    for code in found:
        found += [one for one, above in parents.items() if above == code]
    return found
