"""Personal data with a purpose: identity numbers shown on request, a family's own sheet, and the list of who looked."""

from __future__ import annotations

import datetime as dt
from typing import Any

from flask import g, make_response, render_template, request
from werkzeug.wrappers import Response as BaseResponse

from server.domain.access import Actor
from server.domain.facts import load_facts
from server.services import audit
from server.services.household_events import papers_of
from server.services.places import find_places
from server.services.views.household import HouseholdView, read_household
from server.telling import HOME

from .access_table import ROUTES
from .addresses import LONGEST_TEXT, page_number
from .cases import HISTORY_WORDS
from .event_words import PAPERS
from .frame import Frame, Page
from .refusals import elsewhere

# Files with no family in them: law, forms, the machine.
_NO_FAMILY = frozenset({"load_packs", "manage_rounds", "view_law", "view_rounds"})
# Pages that need whole numbers to do their work: opening one is a view, with the purpose that the page has.
SHOWS_NUMBERS = {
    "web.correct_case_answers": "correction",
    "web.paper_key_start": "review",
    "web.paper_again_start": "review",
}
_NOT_SAID = frozenset({"photo", "point"})


def privacy_routes(frame: Frame) -> tuple[tuple[str, str, Page, list[str]], ...]:
    """The pages."""
    pages = Privacy(frame)
    return (
        ("/ho/<household_id>/giay-to", "identity_numbers", pages.numbers, ["GET", "POST"]),
        ("/cong-dan/<household_id>", "citizen", pages.citizen, ["GET", "POST"]),
        ("/nhat-ky-xem", "accesses", pages.accesses, ["GET"]),
    )


class Privacy:
    """Nothing here is shown before it is written down who sees it and why."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame

    def numbers(self, actor: Actor, household_id: str) -> Any:
        """The numbers of a household's papers: first why, then what."""
        view = self._household(actor, household_id)
        if request.method == "GET":
            return render_template("web/ask_purpose.html", view=view, purposes=audit.PURPOSES, is_citizen=False)
        self._note(actor, view, "identity", "")
        papers = self._frame.read(lambda c: papers_of(c, [one.person_id for one in view.members]))
        page = {"view": view, "facts": load_facts(), "papers": papers, "paper_kinds": PAPERS}
        may_record = self._frame.may(actor, "record_events", view.household.area_code)
        return _kept_nowhere(render_template("web/identity_numbers.html", **page, may_record=may_record))

    def citizen(self, actor: Actor, household_id: str) -> Any:
        """What is kept about a family, whole, and who looked at it, to print for her (R29)."""
        view = self._household(actor, household_id)
        if request.method == "GET":
            return render_template("web/ask_purpose.html", view=view, purposes=audit.PURPOSES, is_citizen=True)
        self._note(actor, view, "citizen", "citizen_request")
        page = {
            "view": view,
            "facts": load_facts(),
            "kinds": HISTORY_WORDS,
            "titles": {one.id: one.title for one in self._frame.node.packs.standards()},
            "accesses": self._frame.read(lambda c: audit.accesses_of(c, household_id)),
            "not_said": _NOT_SAID,
            "now": self._frame.node.now(),
        }
        return _kept_nowhere(render_template("web/citizen.html", **page))

    def accesses(self, actor: Actor) -> Any:  # noqa: ARG002
        """Who looked at what and why."""
        args = request.args
        wanted = audit.AccessFilter(
            text=args.get("q", "").strip()[:LONGEST_TEXT],
            kind=args.get("loai", ""),
            purpose=args.get("muc-dich", ""),
            first_on=_day(args.get("tu", "")),
            last_on=_day(args.get("den", "")),
            page=page_number(args),
        )
        page = self._frame.read(lambda c: audit.list_accesses(c, wanted, _day_start))
        choices = {"kinds": audit.KINDS, "purposes": audit.PURPOSES}
        return render_template("web/accesses.html", page=page, wanted=wanted, **choices)

    def _household(self, actor: Actor, household_id: str) -> HouseholdView:
        areas = self._frame.areas(actor)
        view = self._frame.read(lambda c: read_household(c, household_id, areas))
        if view is None:
            raise elsewhere("household_id")
        return view

    def _note(self, actor: Actor, view: HouseholdView, kind: str, purpose: str) -> None:
        access = audit.Access(
            actor.actor_id,
            kind,
            purpose or request.form.get("muc_dich", ""),
            request.form.get("ghi_ro", ""),
            view.household.household_id,
            view.household.area_code,
            request.remote_addr,
        )
        audit.note_access(self._frame.node, access)


def watch(frame: Frame, answer: BaseResponse) -> BaseResponse:
    """After every page: a file that leaves the node, or a page of whole numbers, is written down before it is sent."""
    route, actor = ROUTES.get(request.endpoint or ""), g.get("actor")
    is_file = "Content-Disposition" in answer.headers
    purpose = SHOWS_NUMBERS.get(request.endpoint or "")
    is_watched = purpose is not None or (is_file and route is not None and route.action not in _NO_FAMILY)
    if actor is None or not is_watched or answer.status_code != 200:
        return answer
    values = request.view_args or {}
    about = next((name for name in ("household_id", "case_id", "instance_id") if name in values), None)
    household = frame.read(lambda c: audit.household_of(c, about, values[about])) if about else None
    over = route.over if route is not None else ""
    places = frame.read(lambda c: find_places(c, over, values[over])) if over in values else []
    access = audit.Access(
        actor.actor_id,
        "identity" if purpose is not None else "export",
        purpose or _given_purpose(),
        _what(answer),
        household,
        next(iter(places), None),
        request.remote_addr,
    )
    audit.note_access(frame.node, access)
    return answer


def _given_purpose() -> str:
    given = request.values.get("muc_dich", "")
    return given if given in audit.PURPOSES else "report"


def _what(answer: BaseResponse) -> str:
    """The file's name, else the page's address without its question: never what was searched for."""
    name = answer.headers.get("Content-Disposition", "").partition("filename=")[2].strip('"')
    return name or request.path


def _kept_nowhere(page: str) -> Any:
    answer = make_response(page)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _day(text: str) -> str:
    try:
        return dt.date.fromisoformat(text).isoformat()
    except ValueError:
        return ""


def _day_start(day: str) -> dt.datetime:
    return dt.datetime.fromisoformat(day).replace(tzinfo=HOME).astimezone(dt.UTC)
