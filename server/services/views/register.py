"""The register of places as pages show it: units as of a day, with what is said of them and what became of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, func, select

from server.areas.changes import UNIT_FIELDS
from server.services.listed_villages import is_listed
from server.store.tables import Account, Area, AreaAttribute, AreaChange, Village

CHANGE, ATTRIBUTE = AreaChange.__table__, AreaAttribute.__table__


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit on a day. `successor_code` of one that had ended by then; `depth` below the province."""

    code: str
    name: str
    division_type: str
    level: str
    parent_code: str | None
    area_kind: str | None
    valid_from_on: str | None
    valid_to_on: str | None
    successor_code: str | None
    village_count: int
    attributes: tuple[str, ...]
    depth: int = 0


@dataclass(frozen=True, slots=True)
class UnitPage:
    """Everything the page of one unit shows."""

    unit: UnitRow
    path: tuple[UnitRow, ...]
    below: tuple[UnitRow, ...]
    villages: tuple[Any, ...]
    attributes: tuple[Any, ...]
    changes: tuple[Any, ...]
    names: dict[str, str]


def read_register(connection: Connection, day: str) -> list[UnitRow]:
    """Every unit that there was by a day, each after the one above it, ended ones with their successors."""
    counts = select(Village.area_code, func.count()).where(Village.valid_to_on.is_(None)).group_by(Village.area_code)
    villages = {code: count for code, count in connection.execute(counts)}
    said: dict[str, list[str]] = {}
    for one in connection.execute(select(ATTRIBUTE).where(ATTRIBUTE.c.from_on <= day).order_by(ATTRIBUTE.c.attribute)):
        if one.to_on is None or one.to_on >= day:
            said.setdefault(one.area_code, []).append(one.attribute)
    rows = [
        UnitRow(
            row.code,
            row.name,
            row.division_type,
            row.level,
            row.parent_code,
            row.area_kind,
            row.valid_from_on,
            row.valid_to_on,
            row.parent_code if row.valid_to_on is not None else None,
            villages.get(row.code, 0),
            tuple(said.get(row.code, ())),
        )
        for row in connection.execute(select(Area.__table__).order_by(Area.sort_key, Area.code))
    ]
    order = select(CHANGE).order_by(CHANGE.c.in_force_on.desc(), CHANGE.c.recorded_at.desc(), CHANGE.c.position.desc())
    return in_order(as_of(rows, connection.execute(order).all(), day))


def as_of(rows: Sequence[UnitRow], changes: Iterable[Any], day: str) -> list[UnitRow]:
    """The units as they were: later changes taken back, newest first; a unit made later is not there yet."""
    found = {one.code: one for one in rows}
    for one in changes:
        if one.in_force_on <= day or one.code not in found:
            continue
        if not one.before:
            del found[one.code]
            continue
        known: dict[str, Any] = {name: one.before[name] for name in UNIT_FIELDS if name != "short_name"}
        if one.successor_code is not None:
            known |= {"valid_to_on": None, "successor_code": None}
        found[one.code] = replace(found[one.code], **known)
    return list(found.values())


def in_order(rows: Sequence[UnitRow]) -> list[UnitRow]:
    """Each unit below the one above it, in register order."""
    codes = {one.code for one in rows}
    below: dict[str | None, list[UnitRow]] = {}
    for one in rows:
        below.setdefault(one.parent_code if one.parent_code in codes else None, []).append(one)
    found: list[UnitRow] = []

    def add(parent: str | None, depth: int) -> None:
        for one in below.get(parent, ()):
            found.append(replace(one, depth=depth))
            add(one.code, depth + 1)

    add(None, 0)
    return found


def read_unit(connection: Connection, code: str, day: str) -> UnitPage | None:
    """One unit on a day with all that lies in it and all that became of it; None where there is none."""
    rows = {one.code: one for one in read_register(connection, day)}
    unit = rows.get(code)
    if unit is None:
        return None
    path: list[UnitRow] = []
    above = unit.parent_code
    while above is not None and above in rows:
        path.insert(0, rows[above])
        above = rows[above].parent_code
    villages = select(Village.__table__).where(Village.area_code == code, is_listed()).order_by(Village.sort_key)
    found = tuple(connection.execute(villages).all())
    codes = [code, *(one.code for one in found)]
    return UnitPage(
        unit,
        tuple(path),
        tuple(one for one in rows.values() if one.parent_code == code),
        found,
        tuple(
            connection.execute(select(ATTRIBUTE).where(ATTRIBUTE.c.area_code.in_(codes)).order_by(ATTRIBUTE.c.from_on))
        ),
        _changes_of(connection, codes),
        {one.code: one.name for one in rows.values()} | {one.code: one.name for one in found},
    )


def _changes_of(connection: Connection, codes: Sequence[str]) -> tuple[Any, ...]:
    about = CHANGE.c.code.in_(codes) | CHANGE.c.successor_code.in_(codes)
    query = (
        select(CHANGE, Account.name.label("actor_name"))
        .outerjoin(Account, Account.actor_id == CHANGE.c.actor_id)
        .where(about)
        .order_by(CHANGE.c.in_force_on.desc(), CHANGE.c.recorded_at.desc(), CHANGE.c.position)
    )
    return tuple(connection.execute(query).all())
