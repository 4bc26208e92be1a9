"""On a household's page: items of the scoring table that a decision counts as in another area (R12)."""

from __future__ import annotations

from typing import Any

from flask import redirect, request, url_for

from server.domain.access import Actor
from server.errors import Problem
from server.services import people, rounds
from server.services.exceptions import NewException, decide_exception, end_exception
from server.services.views.household import read_household
from server.standards.area_exceptions import AreaException
from server.telling import tell

from .frame import Frame
from .refusals import elsewhere
from .telling import flash, gettext


def read_items(frame: Frame, actor: Actor) -> list[tuple[str, str]]:
    """(value, label) of what an exception can name in the current round; none for who may not decide it."""
    current = frame.current_round()
    is_allowed = frame.read(lambda c: people.is_allowed(frame.node, c, actor, "decide_exceptions"))
    if current is None or not is_allowed:
        return []
    used = rounds.used_standards(frame.node, current)
    return [(f"{one.standard.id}|{item.id}", item.label) for one in used for item in one.items()]


class Exceptions:
    """Deciding and taking back; both end on the household's page."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame

    def decide(self, actor: Actor, household_id: str) -> Any:
        """Record a decision about one item."""
        self._check_household(actor, household_id)
        standard, _, item = request.form.get("muc", "").partition("|")
        current = self._frame.current_round()
        entry = next((one for one in current.standards if one["standard"] == standard), None) if current else None
        if entry is None:
            raise Problem("REG-006", 422, tell("Chưa chọn mục."), tell("Chọn một mục của bảng điểm đợt đang mở."))
        kind, decision = request.form.get("khu_vuc", ""), request.form.get("quyet_dinh", "")
        new = NewException(entry, AreaException(item, kind, decision, request.form.get("vung", "")))
        decide_exception(self._frame.node, actor.actor_id, household_id, new)
        flash(gettext("Đã ghi ngoại lệ và xếp loại lại các phiếu của hộ."), "ok")
        return redirect(url_for("web.household", household_id=household_id))

    def end(self, actor: Actor, household_id: str) -> Any:
        """Take a decision back."""
        self._check_household(actor, household_id)
        end_exception(self._frame.node, actor.actor_id, household_id, request.form.get("ngoai_le", ""))
        flash(gettext("Đã thôi ngoại lệ và xếp loại lại các phiếu của hộ."), "ok")
        return redirect(url_for("web.household", household_id=household_id))

    def _check_household(self, actor: Actor, household_id: str) -> None:
        areas = self._frame.areas(actor)
        if self._frame.read(lambda c: read_household(c, household_id, areas)) is None:
            raise elsewhere("household_id")
