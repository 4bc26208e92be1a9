"""The register of places: units with their days, kind, attributes and what became of them; the changes of both."""

from __future__ import annotations

import datetime as dt
from typing import Any

from flask import abort, redirect, render_template, request, url_for

from server.areas.changes import AREA_KINDS, ATTRIBUTES, UnitChange, load_known_changes
from server.domain.access import Actor
from server.services import areas
from server.services.views.register import UnitRow, read_register, read_unit

from .frame import Frame, Page
from .telling import flash, gettext


def area_routes(frame: Frame) -> tuple[tuple[str, str, Page, list[str]], ...]:
    """The pages and what they send."""
    pages, one = Areas(frame), "/dia-ban/<area_code>"
    return (
        ("/dia-ban", "areas", pages.areas, ["GET"]),
        (one, "area", pages.area, ["GET"]),
        (f"{one}/thay-doi", "change_unit", pages.change_unit, ["POST"]),
        (f"{one}/thon", "change_village", pages.change_village, ["POST"]),
        (f"{one}/dac-diem", "set_area_attribute", pages.set_attribute, ["POST"]),
        (f"{one}/thoi-dac-diem", "end_area_attribute", pages.end_attribute, ["POST"]),
    )


class Areas:
    """Everybody reads the register; the province changes units, offices change their villages."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame

    def areas(self, actor: Actor) -> Any:  # noqa: ARG002
        """The tree on a day; search and filter."""
        day, args = self._day(), request.args
        rows = self._frame.read(lambda c: read_register(c, day))
        wanted = {name: args.get(name, "").strip() for name in ("q", "khu-vuc", "dac-diem", "con")}
        shown = [one for one in rows if _is_wanted(one, wanted)]
        return render_template(
            "web/areas.html",
            rows=shown,
            names={one.code: one.name for one in rows},
            wanted=wanted,
            day=day,
            today=self._frame.node.today(),
            kinds=AREA_KINDS,
            attributes=ATTRIBUTES,
            known=load_known_changes(),
        )

    def area(self, actor: Actor, area_code: str) -> Any:
        """One unit: what lies in it, what is said of it, what became of it."""
        day = self._day()
        page = self._frame.read(lambda c: read_unit(c, area_code, day))
        if page is None:
            abort(404)
        others = self._frame.read(lambda c: read_register(c, day))
        province = str(self._frame.node.settings["province_code"])
        return render_template(
            "web/area.html",
            page=page,
            day=day,
            today=self._frame.node.today(),
            kinds=AREA_KINDS,
            attributes=ATTRIBUTES,
            successors=[one for one in others if one.level == page.unit.level and one.valid_to_on is None],
            may_manage=self._frame.may(actor, "manage_areas", province),
            may_villages=self._frame.may(actor, "manage_villages", area_code),
        )

    def change_unit(self, actor: Actor, area_code: str) -> Any:
        """A new name, type or kind, or the unit it becomes a part of."""
        form = request.form
        fields = {"name": "ten", "division_type": "loai", "area_kind": "khu_vuc"}
        after = {name: form[key].strip() for name, key in fields.items() if form.get(key, "").strip()}
        unit = UnitChange(area_code, after, form.get("nhap_vao") or None)
        areas.change_units(self._frame.node, actor.actor_id, form.get("ngay", ""), form.get("van_ban", ""), [unit])
        return _back(area_code, gettext("Đã ghi thay đổi. Hồ sơ, phiếu và chữ ký cũ giữ nguyên."))

    def change_village(self, actor: Actor, area_code: str) -> Any:
        """A village's new name, or the village it becomes a part of."""
        form = request.form
        change = areas.VillageChange(form.get("thon", ""), form.get("ten") or None, form.get("nhap_vao") or None)
        day, act = form.get("ngay", ""), form.get("van_ban", "")
        areas.change_villages(self._frame.node, actor.actor_id, area_code, day, act, [change])
        return _back(area_code, gettext("Đã ghi thay đổi của thôn. Máy tính bảng nhận tên mới ở lần đồng bộ sau."))

    def set_attribute(self, actor: Actor, area_code: str) -> Any:
        """What the unit or one of its villages is for a time."""
        form = request.form
        new = areas.NewAttribute(
            form.get("noi") or area_code,
            form.get("loai", ""),
            form.get("tu", ""),
            form.get("van_ban", ""),
            form.get("den") or None,
        )
        areas.set_attribute(self._frame.node, actor.actor_id, new)
        return _back(area_code, gettext("Đã ghi đặc điểm."))

    def end_attribute(self, actor: Actor, area_code: str) -> Any:
        """The last day of what was said."""
        form = request.form
        areas.end_attribute(self._frame.node, actor.actor_id, form.get("dac_diem", ""), form.get("den", ""))
        return _back(area_code, gettext("Đã ghi ngày kết thúc."))

    def _day(self) -> str:
        """The day asked for, else today."""
        try:
            return dt.date.fromisoformat(request.args.get("ngay", "")).isoformat()
        except ValueError:
            return self._frame.node.today()


def _is_wanted(one: UnitRow, wanted: dict[str, str]) -> bool:
    text = wanted["q"].casefold()
    return (
        (not text or text in one.name.casefold() or text in one.code)
        and (not wanted["khu-vuc"] or one.area_kind == wanted["khu-vuc"])
        and (not wanted["dac-diem"] or wanted["dac-diem"] in one.attributes)
        and (not wanted["con"] or (one.valid_to_on is None) == (wanted["con"] == "1"))
    )


def _back(area_code: str, told: str) -> Any:
    flash(told, "ok")
    return redirect(url_for("web.area", area_code=area_code))
