"""Places change: units renamed, merged, made another kind; villages renamed and merged; what is said of them, dated.

Nothing recorded moves (R12): a unit that ends lies under its successor from that day. Cases keep their finished steps,
drafts on tablets and forms under the old code land as before, and the successor's people work on them and sign.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from server.areas.changes import ATTRIBUTES, UNIT_FIELDS, UnitChange, check_units
from server.errors import Problem
from server.services.node import Node
from server.store.tables import Area, AreaAttribute, Round, Village
from server.telling import tell
from sync.records import Draft

AREA, VILLAGE, ROUND, ATTRIBUTE = Area.__table__, Village.__table__, Round.__table__, AreaAttribute.__table__


@dataclass(frozen=True, slots=True)
class VillageChange:
    """A village's new name, or the village of the same commune that it becomes a part of."""

    code: str
    name: str | None = None
    successor_code: str | None = None


@dataclass(frozen=True, slots=True)
class NewAttribute:
    """What an area or a village is from a day, and by which paper; `to_on` is its last day."""

    area_code: str
    attribute: str
    from_on: str
    act: str
    to_on: str | None = None


def change_units(node: Node, actor_id: str, in_force_on: str, act: str, units: Sequence[UnitChange]) -> str:
    """Record what becomes of units from a day that has come; the id of the change. Problem AREA-001 … AREA-004."""
    change_id = str(uuid.uuid4())

    def drafts(connection: Connection) -> list[Draft]:
        _check_day(node, in_force_on, act)
        known = {row.code: row for row in connection.execute(select(AREA))}
        wrong = check_units(tuple(units), known)
        if wrong is not None:
            raise Problem("AREA-001", 409, wrong, tell("Sửa rồi ghi lại; chưa có gì thay đổi."))
        _check_rounds(connection, in_force_on, units, known)
        payload = {
            "change_id": change_id,
            "in_force_on": in_force_on,
            "act": act.strip(),
            "units": [_unit_payload(one, known) for one in units],
        }
        return [Draft("shared", "areas.changed", (change_id,), actor_id, payload)]

    node.write(drafts)
    return change_id


def change_villages(
    node: Node, actor_id: str, area_code: str, in_force_on: str, act: str, villages: Sequence[VillageChange]
) -> str:
    """Record villages of a commune renamed or merged; the id of the change. Problem AREA-005 where one is not there."""
    change_id = str(uuid.uuid4())

    def drafts(connection: Connection) -> list[Draft]:
        _check_day(node, in_force_on, act)
        rows = connection.execute(select(VILLAGE).where(VILLAGE.c.area_code == area_code))
        known = {row.code: row for row in rows}
        _check_villages(villages, known)
        payload = {
            "change_id": change_id,
            "area_code": area_code,
            "in_force_on": in_force_on,
            "act": act.strip(),
            "villages": [_village_payload(one, known[one.code].name) for one in villages],
        }
        return [Draft(area_code, "villages.changed", (), actor_id, payload)]

    node.write(drafts)
    return change_id


def set_attribute(node: Node, actor_id: str, new: NewAttribute) -> str:
    """Record what an area or village is for a time; its id. Problem AREA-006 where it cannot be said."""
    attribute_id = str(uuid.uuid4())

    def drafts(connection: Connection) -> list[Draft]:
        is_known = any(
            connection.execute(select(table.c.code).where(table.c.code == new.area_code)).first()
            for table in (AREA, VILLAGE)
        )
        if not is_known or new.attribute not in ATTRIBUTES or not new.act.strip() or not new.from_on:
            told = tell("Đặc điểm phải có địa bàn, loại, ngày bắt đầu và văn bản.")
            raise Problem("AREA-006", 422, told, tell("Ghi đủ rồi gửi lại."))
        if new.to_on is not None and new.to_on < new.from_on:
            raise Problem(
                "AREA-007", 422, tell("Ngày kết thúc {to_on} trước ngày bắt đầu.", to_on=new.to_on), tell("Sửa ngày.")
            )
        return [_attribute_draft(actor_id, attribute_id, new)]

    node.write(drafts)
    return attribute_id


def end_attribute(node: Node, actor_id: str, attribute_id: str, to_on: str) -> None:
    """Say on which day an attribute ends. Problem AREA-008 where there is none."""

    def drafts(connection: Connection) -> list[Draft]:
        row = connection.execute(select(ATTRIBUTE).where(ATTRIBUTE.c.attribute_id == attribute_id)).first()
        if row is None:
            raise Problem("AREA-008", 404, tell("Không có đặc điểm này."), tell("Tải lại trang địa bàn."))
        if to_on < row.from_on:
            raise Problem(
                "AREA-007", 422, tell("Ngày kết thúc {to_on} trước ngày bắt đầu.", to_on=to_on), tell("Sửa ngày.")
            )
        new = NewAttribute(row.area_code, row.attribute, row.from_on, row.act, to_on)
        return [_attribute_draft(actor_id, attribute_id, new)]

    node.write(drafts)


def _attribute_draft(actor_id: str, attribute_id: str, new: NewAttribute) -> Draft:
    payload = {
        "attribute_id": attribute_id,
        "area_code": new.area_code,
        "attribute": new.attribute,
        "from_on": new.from_on,
        "to_on": new.to_on,
        "act": new.act.strip(),
    }
    return Draft("shared", "area.attribute_set", (attribute_id,), actor_id, payload)


def _check_day(node: Node, in_force_on: str, act: str) -> None:
    if not act.strip() or not in_force_on:
        raise Problem("AREA-002", 422, tell("Chưa ghi văn bản hoặc ngày có hiệu lực."), tell("Ghi số văn bản và ngày."))
    if in_force_on > node.today():
        told = tell("Thay đổi có hiệu lực từ {in_force_on}, chưa tới ngày.", in_force_on=in_force_on)
        raise Problem("AREA-003", 409, told, tell("Ghi vào ngày có hiệu lực hoặc sau đó."))


def _check_rounds(
    connection: Connection, in_force_on: str, units: Sequence[UnitChange], known: Mapping[str, Any]
) -> None:
    """A round is assessed by the register of its reference day: a later kind of area must not reach into it."""
    moved = {
        one.code
        for one in units
        if one.code in known and "area_kind" in one.after and one.after["area_kind"] != known[one.code].area_kind
    }
    running = connection.execute(select(ROUND).where(ROUND.c.state.in_(("open", "closing"))))
    for row in running:
        hit = sorted(moved & set(row.area_codes))
        if hit and row.reference_on < in_force_on:
            told = tell(
                "Đợt {code} đang mở tính theo khu vực ngày {reference_on}, trước thay đổi của {hit}.",
                code=row.code,
                reference_on=row.reference_on,
                hit=hit[0],
            )
            raise Problem(
                "AREA-004", 409, told, tell("Đổi khu vực sau khi đóng đợt; tên và việc sáp nhập thì ghi được.")
            )


def _unit_payload(one: UnitChange, known: Mapping[str, Any]) -> dict[str, Any]:
    """With what was before, by value: a rebuilt node tells the same story."""
    row = known.get(one.code)
    before = {} if row is None else {name: getattr(row, name) for name in UNIT_FIELDS}
    return {"code": one.code, "before": before, "after": dict(one.after), "successor_code": one.successor_code}


def _check_villages(villages: Sequence[VillageChange], known: Mapping[str, Any]) -> None:
    ending = {one.code for one in villages if one.successor_code is not None}
    for one in villages:
        named = [one.code] + ([one.successor_code] if one.successor_code is not None else [])
        missing = next((code for code in named if code not in known or known[code].valid_to_on is not None), None)
        if missing is not None:
            raise Problem(
                "AREA-005",
                404,
                tell("Xã không có thôn {missing}.", missing=missing),
                tell("Xem mã thôn trên trang địa bàn."),
            )
        if one.successor_code in ending or not (one.name or one.successor_code):
            told = tell("Thôn {code}: ghi tên mới, hoặc thôn nhận còn tồn tại.", code=one.code)
            raise Problem("AREA-009", 409, told, tell("Sửa rồi ghi lại."))


def _village_payload(one: VillageChange, name: str) -> dict[str, Any]:
    after = {"name": one.name.strip()} if one.name else {}
    return {"code": one.code, "before": {"name": name}, "after": after, "successor_code": one.successor_code}
