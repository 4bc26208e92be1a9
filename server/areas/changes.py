"""Changes of administrative boundaries (R12): those that are known, and what a change of a unit may say. Pure."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import yaml

from server.telling import Told, kept, tell

from .units import DATA

# What of a unit a change may say anew.
UNIT_FIELDS = ("name", "short_name", "division_type", "level", "parent_code", "area_kind")
LEVELS = ("province", "district", "commune")
AREA_KINDS = ("rural", "urban")
# By attribute: what it says of an area, dated (R23, R24).
ATTRIBUTES = ("specially_difficult", "coast", "island", "new_rural")


@dataclass(frozen=True, slots=True)
class KnownChange:
    """A change of the past. `crosswalk` is None where no source says which unit became which."""

    id: str
    title: str
    in_force_on: str | None
    act: str | None
    confidence: str
    communes_before: int | None
    communes_after: int | None
    crosswalk: tuple[UnitChange, ...] | None


@dataclass(frozen=True, slots=True)
class UnitChange:
    """What becomes of one unit: `after` holds the fields that change; a successor ends the unit.

    A unit that ends lies under its successor from that day: nothing recorded in it moves, who works for the successor
    works on it too, and what is sent under its code still lands.
    """

    code: str
    after: Mapping[str, str | None]
    successor_code: str | None = None


@cache
def load_known_changes() -> tuple[KnownChange, ...]:
    """The packaged changes in the order of their days; one without a day stands where it belongs."""
    data = yaml.safe_load((DATA / "boundary_changes.yaml").read_text("utf-8"))
    return tuple(
        KnownChange(
            title=kept(one["title"]),
            crosswalk=None if one["units_from"] is None else _read_units(one["units_from"]),
            **{name: value for name, value in one.items() if name not in ("units_from", "title")},
        )
        for one in data["changes"]
    )


def check_units(units: tuple[UnitChange, ...], known: Mapping[str, Any]) -> Told | None:
    """Why a change cannot be: a sentence naming the unit; None where it can. `known` is each unit's row by code."""
    changing = {one.code: one for one in units}
    if len(changing) < len(units):
        return tell("Một đơn vị được ghi hai lần trong cùng thay đổi.")
    for one in units:
        found = _check_fields(one, known) or _check_successor(one, changing, known)
        if found is not None:
            return found
    return None


def _check_fields(one: UnitChange, known: Mapping[str, Any]) -> Told | None:
    unknown = sorted(set(one.after) - set(UNIT_FIELDS))
    if unknown:
        return tell("Đơn vị {code}: không có mục {unknown}.", code=one.code, unknown=", ".join(unknown))
    if one.code not in known:
        lacking = [name for name in ("name", "division_type", "level", "parent_code") if not one.after.get(name)]
        if lacking:
            return tell("Đơn vị mới {code} thiếu {lacking}.", code=one.code, lacking=", ".join(lacking))
    elif known[one.code].valid_to_on is not None:
        return tell(
            "Đơn vị {code} đã kết thúc ngày {valid_to_on}.", code=one.code, valid_to_on=known[one.code].valid_to_on
        )
    if one.after.get("level", "commune") not in LEVELS:
        return tell("Đơn vị {code}: cấp phải là một trong {levels}.", code=one.code, levels=", ".join(LEVELS))
    if one.after.get("area_kind") not in (None, *AREA_KINDS):
        return tell("Đơn vị {code}: khu vực phải là rural (nông thôn) hoặc urban (thành thị).", code=one.code)
    return None


def _check_successor(one: UnitChange, changing: Mapping[str, UnitChange], known: Mapping[str, Any]) -> Told | None:
    above = one.after.get("parent_code")
    for code in (one.successor_code, above):
        if code is not None and code not in known and code not in changing:
            return tell("Đơn vị {code}: không có đơn vị {code2}.", code=one.code, code2=code)
    successor = one.successor_code
    if successor is None:
        return None
    into = changing.get(successor)
    is_ended = successor in known and known[successor].valid_to_on is not None
    if successor == one.code or is_ended or (into is not None and into.successor_code is not None):
        return tell(
            "Đơn vị {code} không nhập vào {successor} được: đơn vị đó cũng kết thúc.",
            code=one.code,
            successor=successor,
        )
    return None


def _read_units(name: str) -> tuple[UnitChange, ...]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return tuple(
            UnitChange(
                row["code"],
                {
                    "name": row["name_after"],
                    "division_type": row["type_after"],
                    "area_kind": row["area_kind_after"] or None,
                },
            )
            for row in csv.DictReader(file)
        )
