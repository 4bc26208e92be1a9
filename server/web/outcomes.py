"""Households that were not reviewed to the end, as a list for the meeting, and its decisions (R9)."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from flask import redirect, render_template, request, url_for

from server.domain.access import Actor
from server.domain.closing import OUTCOMES
from server.services import outcomes
from server.services.outcomes import Minutes
from server.services.views.outcomes import SORTS, WHICH, OutcomeFilter, read_outcomes

from . import event_words
from .formats import vi_number
from .frame import Frame, Page
from .notices import announce
from .telling import gettext

MOST_AT_ONCE = 500
ARGS = {"which": "xem", "area_code": "xa", "outcome": "ket-qua", "text": "q", "sort": "xep"}


class Outcomes:
    """The list and the form below it that decides about those that are marked."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame

    def routes(self) -> tuple[tuple[str, str, Page, list[str]], ...]:
        """Path, endpoint, view, methods."""
        return (
            ("/cho-quyet-dinh", "outcomes", self.outcomes, ["GET"]),
            ("/cho-quyet-dinh/ghi", "decide_outcomes", self.decide, ["POST"]),
        )

    def outcomes(self, actor: Actor) -> Any:
        """One page of the list."""
        current = self._frame.current_round()
        if current is None:
            return render_template("web/empty_round.html")
        held = set(current.area_codes)
        areas = [one for one in self._frame.areas(actor) if one in held]
        wanted = _wanted(request.args)
        page = self._frame.read(lambda c: read_outcomes(c, current.round_id, areas, wanted))
        return render_template(
            "web/outcomes.html",
            page=page,
            wanted=wanted,
            words=event_words,
            outcomes=OUTCOMES[1:],
            which=WHICH,
            sorts=SORTS,
            areas=self._frame.area_choices(areas),
            today=self._frame.node.today(),
            address=lambda **more: _address(wanted, **more),
        )

    def decide(self, actor: Actor) -> Any:
        """What the minutes say of the households marked; those that cannot be decided so stay with the reason."""
        form = request.form
        minutes = Minutes(form.get("quyet_dinh", ""), form.get("so", ""), form.get("ngay", ""))
        chosen = form.getlist("ho_so")[:MOST_AT_ONCE]
        wanted = _wanted(form)
        if not chosen:
            announce(gettext("Chưa chọn hộ nào. Đánh dấu ô đầu dòng rồi bấm lại."), "warn")
            return redirect(_address(wanted))
        ruled = outcomes.decide(self._frame.node, actor.actor_id, chosen, minutes)
        told = gettext("Đã ghi quyết định về %(n)s hộ.", n=vi_number(len(ruled.done)))
        if ruled.refused:
            problem = ruled.refused[0][1]
            kept = gettext("%(n)s hộ giữ nguyên: %(why)s", n=len(ruled.refused), why=problem.message)
            told = f"{told} {kept} {problem.remedy}"
        announce(told, "ok" if ruled.done else "warn")
        return redirect(_address(wanted))


def _wanted(args: Any) -> OutcomeFilter:
    """The filter an address asks for; what there is not is left out."""
    known = {"which": WHICH, "outcome": OUTCOMES, "sort": SORTS}
    found = {name: args.get(arg, "").strip()[:80] for name, arg in ARGS.items()}
    kept = {name: value for name, value in found.items() if value and value in known.get(name, (value,))}
    page = args.get("trang", "1")
    return OutcomeFilter(**kept, page=int(page) if page.isdecimal() and len(page) < 7 else 1)


def _address(wanted: OutcomeFilter, **more: Any) -> str:
    return f"{url_for('web.outcomes')}?{urlencode({**_args(wanted), **more})}"


def _args(wanted: OutcomeFilter) -> dict[str, str]:
    plain = OutcomeFilter()
    values = {arg: getattr(wanted, name) for name, arg in ARGS.items()}
    return {arg: value for arg, value in values.items() if value != getattr(plain, _name_of(arg))}


def _name_of(arg: str) -> str:
    return next(name for name, one in ARGS.items() if one == arg)
