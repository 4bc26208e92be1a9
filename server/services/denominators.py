"""Numbers of all households and persons that rates are taken of: entered or imported, never guessed (R23)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import groupby
from operator import attrgetter
from typing import Any

from sqlalchemy import Connection, select

from server.areas.communes import list_communes
from server.errors import Problem
from server.services.node import Node
from server.store.tables import Area, Denominator, DenominatorEntry
from server.telling import tell
from sync.records import Draft

GROUPS = ("all", "minority", "local_minority")
AREA_KINDS = ("rural", "urban")


@dataclass(frozen=True, slots=True)
class NewDenominator:
    """All households and persons of a commune on an ISO day, of one group and kind of area."""

    area_code: str
    counted_on: str
    group: str
    area_kind: str
    households: int
    persons: int


@dataclass(frozen=True, slots=True)
class Base:
    """What rates of one place are taken of: the newest day all its communes have; `missing` names those without.

    `is_confirmed`: two people entered the same numbers for every part of it.
    """

    counted_on: str
    households: int
    persons: int
    is_confirmed: bool
    missing: tuple[str, ...] = ()


def enter(
    node: Node, actor_id: str, source: str, entries: Sequence[NewDenominator], *, import_id: str | None = None
) -> None:
    """Record numbers with the paper they come from; one record per commune and day, all or none.

    A second person who enters the same numbers confirms them. Problem DEN-00x names the line and the remedy. What an
    import has brought already is left alone: its job may run twice.
    """
    if not source.strip():
        raise Problem("DEN-001", 422, tell("Chưa ghi nguồn số liệu."), tell("Ghi tên, số và ngày của văn bản hoặc sổ."))
    if not entries:
        raise Problem("DEN-002", 422, tell("Chưa có dòng nào."), tell("Ghi ít nhất một xã."))
    for one in entries:
        _check(one)
    ordered = sorted(entries, key=attrgetter("area_code", "counted_on", "group", "area_kind"))
    _check_groups(ordered)

    def drafts(connection: Connection) -> list[Draft]:
        areas = connection.execute(select(Area.code, Area.level, Area.parent_code))
        known = {one.code for one in list_communes(areas)}
        unknown = sorted({one.area_code for one in ordered} - known)
        if unknown:
            raise Problem(
                "DEN-003",
                422,
                tell("Không có xã {unknown}.", unknown=", ".join(unknown)),
                tell("Dùng mã xã trong danh mục."),
            )
        told = _brought_by(connection, import_id) if import_id is not None else frozenset()
        by_place = groupby(ordered, key=attrgetter("area_code", "counted_on"))
        drafts = [_draft(actor_id, source.strip(), place, list(rows)) for place, rows in by_place if place not in told]
        return [replace(one, payload={**one.payload, "import_id": import_id}) if import_id else one for one in drafts]

    node.write(drafts)


def _brought_by(connection: Connection, import_id: str) -> frozenset[tuple[str, str]]:
    """The communes and days of which an import has told already."""
    entry = DenominatorEntry.__table__
    query = select(entry.c.area_code, entry.c.counted_on).where(entry.c.import_id == import_id).distinct()
    return frozenset((area, day) for area, day in connection.execute(query))


def _draft(actor_id: str, source: str, place: tuple[str, str], rows: list[NewDenominator]) -> Draft:
    entries = [{name: value for name, value in asdict(one).items() if name not in _PLACE} for one in rows]
    payload = {"area_code": place[0], "counted_on": place[1], "source": source, "entries": entries}
    return Draft(place[0], "denominators.entered", (), actor_id, payload)


_PLACE = ("area_code", "counted_on")


def _check(one: NewDenominator) -> None:
    where = f"{one.area_code}, {one.counted_on}"
    if one.group not in GROUPS or one.area_kind not in AREA_KINDS:
        told = tell(
            "{where}: nhóm “{group}”, khu vực “{area_kind}”.", where=where, group=one.group, area_kind=one.area_kind
        )
        raise Problem(
            "DEN-004",
            422,
            told,
            tell("Nhóm: {groups}; khu vực: {area_kinds}.", groups=", ".join(GROUPS), area_kinds=", ".join(AREA_KINDS)),
        )
    try:
        dt.date.fromisoformat(one.counted_on)
    except ValueError:
        told = tell("{area_code}: ngày “{counted_on}”.", area_code=one.area_code, counted_on=one.counted_on)
        raise Problem("DEN-005", 422, told, tell("Ghi ngày theo dạng năm-tháng-ngày, ví dụ 2016-12-31.")) from None
    if not 0 <= one.households <= one.persons:
        told = tell(
            "{where}: {households} hộ, {persons} khẩu.", where=where, households=one.households, persons=one.persons
        )
        raise Problem("DEN-006", 422, told, tell("Số khẩu không thể ít hơn số hộ; xem lại hai cột có bị đổi chỗ."))


def _check_groups(entries: Sequence[NewDenominator]) -> None:
    """Nothing twice, and a group never larger than all."""
    found: dict[tuple[str, str, str, str], NewDenominator] = {}
    for one in entries:
        key = (one.area_code, one.counted_on, one.area_kind, one.group)
        if key in found:
            told = tell(
                "{area_code}, {counted_on}: nhóm “{group}”, khu vực “{area_kind}” có hai dòng.",
                area_code=one.area_code,
                counted_on=one.counted_on,
                group=one.group,
                area_kind=one.area_kind,
            )
            raise Problem("DEN-007", 422, told, tell("Bỏ một dòng."))
        found[key] = one
    for (area, day, kind, group), one in found.items():
        whole = found.get((area, day, kind, "all"))
        if whole is not None and group != "all" and one.households > whole.households:
            told = tell(
                "{area}, {day}: nhóm “{group}” có {households} hộ, tất cả chỉ có {households2} hộ.",
                area=area,
                day=day,
                group=group,
                households=one.households,
                households2=whole.households,
            )
            raise Problem("DEN-008", 422, told, tell("Xem lại hai số này trên văn bản."))


class Bases:
    """Numbers of every commune, each with its newest day."""

    def __init__(self, rows: Iterable[Any]) -> None:
        self._newest: dict[tuple[str, str], Any] = {}
        for row in rows:
            self._newest[row.area_code, row.area_kind] = row

    def of(self, areas: Sequence[str], area_kind: str = "") -> Base | None:
        """What rates of these communes are taken of; None where none of them has numbers. The oldest day is told."""
        wanted = set(areas)
        found = [
            row for (area, kind), row in self._newest.items() if area in wanted and (not area_kind or kind == area_kind)
        ]
        if not found:
            return None
        return Base(
            counted_on=min(row.counted_on for row in found),
            households=sum(row.households for row in found),
            persons=sum(row.persons for row in found),
            is_confirmed=all(row.confirmed_by for row in found),
            missing=tuple(sorted(wanted - {row.area_code for row in found})),
        )


def read_bases(connection: Connection, areas: Sequence[str], group: str = "all") -> Bases:
    """The numbers of the communes `areas` for one group."""
    table = Denominator.__table__
    query = select(table).where(table.c.area_code.in_(areas), table.c.group == group)
    return Bases(connection.execute(query.order_by(table.c.counted_on)))
