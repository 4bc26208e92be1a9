"""Boundary changes: what is known of the past, and which changes can be."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from server.areas.changes import UnitChange, check_units, load_known_changes
from server.areas.units import load_units


@dataclass(frozen=True)
class Row:
    valid_to_on: str | None = None


KNOWN = {"77": Row(), "752": Row(), "A": Row(), "B": Row(), "ended": Row("2018-01-01")}
NEW = {"name": "Xã Mới", "division_type": "xã", "level": "commune", "parent_code": "752"}


def test_four_changes_are_known_in_the_order_of_their_days_and_what_is_unknown_is_null() -> None:
    changes = load_known_changes()
    assert [one.id for one in changes] == ["phu_my_2018", "long_dat_2025", "phu_my_city_2025", "two_tier_2025"]
    assert [one.in_force_on for one in changes] == ["2018-04-12", "2025-01-01", None, "2025-07-01"]
    assert [(one.communes_before, one.communes_after) for one in changes] == [(82, 82), (82, 77), (77, None), (77, 30)]
    assert [one.crosswalk is None for one in changes] == [False, True, True, True]


def test_the_known_crosswalk_is_of_units_of_the_register() -> None:
    codes = {one.code: None for one in load_units()}
    (crosswalk,) = [one.crosswalk for one in load_known_changes() if one.crosswalk is not None]
    assert len(crosswalk) == 6 and {one.code for one in crosswalk} <= codes.keys()


@pytest.mark.parametrize(
    "units, expected",
    [
        ((UnitChange("A", {}, "B"),), None),
        ((UnitChange("A", {"name": "Xã Á"}),), None),
        ((UnitChange("new", NEW), UnitChange("A", {}, "new"), UnitChange("B", {}, "new")), None),
        ((UnitChange("A", {}, "A"),), "không nhập vào A được"),
        ((UnitChange("A", {}, "B"), UnitChange("B", {}, "A")), "không nhập vào B được"),
        ((UnitChange("A", {}, "ended"),), "không nhập vào ended được"),
        ((UnitChange("A", {}, "nowhere"),), "không có đơn vị nowhere"),
        ((UnitChange("A", {"parent_code": "nowhere"}),), "không có đơn vị nowhere"),
        ((UnitChange("ended", {"name": "x"}),), "đã kết thúc ngày 01/01/2018"),
        ((UnitChange("new", {"name": "Xã Mới"}),), "thiếu division_type, level, parent_code"),
        ((UnitChange("A", {"population": "3"}),), "không có mục population"),
        ((UnitChange("A", {"area_kind": "sea"}),), "rural (nông thôn)"),
        ((UnitChange("A", {"level": "hamlet"}),), "cấp phải là"),
        ((UnitChange("A", {"name": "x"}), UnitChange("A", {"name": "y"})), "hai lần"),
    ],
)
def test_check_units(units: tuple[UnitChange, ...], expected: str | None) -> None:
    found = check_units(units, KNOWN)
    assert found is None if expected is None else found is not None and expected in found
