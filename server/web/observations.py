"""Observations on the pages: read by all who may see the household, added by those who watch."""

from __future__ import annotations

from typing import Any

from flask import redirect, render_template, request, url_for

from server.domain.access import Actor
from server.services import observations
from server.services.places import find_places

from .frame import Frame, Page
from .telling import flash, gettext


def observation_routes(frame: Frame) -> tuple[tuple[str, str, Page, list[str]], ...]:
    """The pages."""
    pages = Observations(frame)
    return (
        ("/giam-sat", "observations", pages.observations, ["GET"]),
        ("/giam-sat/<area_code>", "observe_area", pages.observe_area, ["POST"]),
        ("/ho/<household_id>/nhan-xet", "household_observations", pages.household_observations, ["GET"]),
        ("/ho/<household_id>/ghi-nhan-xet", "observe_household", pages.observe_household, ["POST"]),
    )


class Observations:
    """The list, one on a commune, one on a household."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame

    def observations(self, actor: Actor) -> Any:
        """What was observed in the person's areas; who watches adds there."""
        areas = self._frame.areas(actor)
        rows = self._frame.read(lambda c: observations.list_observations(c, areas))
        return render_template("web/observations.html", rows=rows, communes=self._frame.area_choices(areas))

    def observe_area(self, actor: Actor, area_code: str) -> Any:
        """On a commune as a whole."""
        observations.add_observation(self._frame.node, actor.actor_id, area_code, request.form.get("nhan_xet", ""))
        flash(gettext("Đã ghi nhận xét. Nhận xét không xóa được."), "ok")
        return redirect(url_for("web.observations"))

    def household_observations(self, actor: Actor, household_id: str) -> Any:  # noqa: ARG002
        """Those on one household."""
        rows = self._frame.read(lambda c: observations.observations_of(c, household_id))
        return render_template("web/observe.html", rows=rows, household_id=household_id)

    def observe_household(self, actor: Actor, household_id: str) -> Any:
        """On one household."""
        (area,) = self._frame.read(lambda c: find_places(c, "household_id", household_id))
        text = request.form.get("nhan_xet", "")
        observations.add_observation(self._frame.node, actor.actor_id, area, text, household_id)
        flash(gettext("Đã ghi nhận xét. Nhận xét không xóa được."), "ok")
        return redirect(url_for("web.household_observations", household_id=household_id))
