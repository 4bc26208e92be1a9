"""Villages that an import brought leave the register where nobody uses them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from operator import attrgetter
from typing import Any

from sqlalchemy import Connection, and_, exists, func, or_, select

from server.domain.imports.fields import VILLAGES
from server.domain.imports.undoing import Item, Plan, VillageUse, make_plan, village_reasons
from server.services.node import Node
from server.store.tables import (
    Area,
    AreaAttribute,
    AreaChange,
    Assignment,
    Case,
    Grant,
    Household,
    ImportEffect,
    Village,
)
from server.store.writer import Unit
from sync.records import Draft

VILLAGE, HOUSEHOLD, CASE, CHANGE = (one.__table__ for one in (Village, Household, Case, AreaChange))
EFFECT = ImportEffect.__table__
CHUNK = 400


def plan_villages(connection: Connection, import_id: str) -> Plan:
    """Those it brought that are still in the register: what can go, and what stays.

    Households of the same import hold none: they leave first.
    """
    query = (
        select(VILLAGE.c.code, VILLAGE.c.name, VILLAGE.c.area_code, Area.name.label("place"))
        .outerjoin(Area, Area.code == VILLAGE.c.area_code)
        .where(VILLAGE.c.import_id == import_id, VILLAGE.c.withdrawn_by.is_(None))
        .order_by(Area.sort_key, VILLAGE.c.area_code, VILLAGE.c.sort_key, VILLAGE.c.code)
    )
    rows = connection.execute(query).all()
    uses: dict[str, VillageUse] = {}
    for start in range(0, len(rows), CHUNK):
        uses |= _read_uses(connection, import_id, [row.code for row in rows[start : start + CHUNK]])
    return make_plan(VILLAGES, (_item(row, uses[row.code]) for row in rows))


def take_back_villages(node: Node, unit: Unit, import_id: str, actor_id: str) -> int:
    """Inside the caller's operation: a record for each commune; how many villages left."""
    goes = plan_villages(unit.connection, import_id).goes
    for area, found in groupby(sorted(goes, key=attrgetter("area_code")), key=attrgetter("area_code")):
        codes = [one.key for one in found]
        payload = {"area_code": area, "codes": codes, "withdrawn_on": node.today(), "import_id": import_id}
        node.record(unit, Draft(area, "villages.withdrawn", (), actor_id, payload))
    return len(goes)


def _item(row: Any, use: VillageUse) -> Item:
    own = (row.code, row.area_code, row.code, row.name, row.place or row.area_code)
    return Item(*own, reasons=village_reasons(use))


def _read_uses(connection: Connection, import_id: str, codes: Sequence[str]) -> dict[str, VillageUse]:
    own = exists().where(
        EFFECT.c.household_id == HOUSEHOLD.c.household_id, EFFECT.c.import_id == import_id, EFFECT.c.is_new
    )
    households = _count(connection, HOUSEHOLD, codes, and_(HOUSEHOLD.c.state == "active", ~own))
    forms = _count(connection, CASE, codes, CASE.c.instance_id.is_not(None))
    given = _distinct(connection, Assignment.village_code, codes, Assignment.ended_by.is_(None))
    roles = _distinct(connection, Grant.area_code, codes, Grant.revoked_by.is_(None))
    changed = _distinct(connection, AreaAttribute.area_code, codes)
    about = or_(CHANGE.c.code.in_(codes), CHANGE.c.successor_code.in_(codes))
    for row in connection.execute(select(CHANGE.c.code, CHANGE.c.successor_code).where(about)):
        changed |= {row.code, row.successor_code}
    return {
        code: VillageUse(
            households=households.get(code, 0),
            forms=forms.get(code, 0),
            is_given=code in given,
            has_role=code in roles,
            is_changed=code in changed,
        )
        for code in codes
    }


def _count(connection: Connection, table: Any, codes: Sequence[str], where: Any) -> dict[str, int]:
    """Rows by village; `area_code` beside it is what the tables are ordered by."""
    areas = select(VILLAGE.c.area_code).where(VILLAGE.c.code.in_(codes))
    query = select(table.c.village_code, func.count()).where(
        table.c.area_code.in_(areas), table.c.village_code.in_(codes), where
    )
    return {code: count for code, count in connection.execute(query.group_by(table.c.village_code))}


def _distinct(connection: Connection, column: Any, codes: Sequence[str], *where: Any) -> set[str]:
    return set(connection.execute(select(column).where(column.in_(codes), *where).distinct()).scalars())
