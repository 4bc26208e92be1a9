"""Numbers of households and persons that an import brought are taken back where no table has gone out with them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from operator import attrgetter
from typing import Any

from sqlalchemy import Connection, select

from server.domain.imports.fields import DENOMINATORS
from server.domain.imports.undoing import Item, Plan, make_plan, totals_reasons
from server.services.audit import Export, list_table_exports
from server.services.node import Node
from server.services.people_grants import read_parents
from server.store.tables import Account, Area, Denominator, DenominatorEntry
from server.store.writer import Unit
from server.telling import HOME, Told, joined, tell
from sync.records import Draft

ENTRY, SHOWN = DenominatorEntry.__table__, Denominator.__table__
KEY = ("area_code", "counted_on", "group", "area_kind")
GROUPS = {
    "all": tell("tất cả"),
    "minority": tell("dân tộc thiểu số"),
    "local_minority": tell("dân tộc thiểu số tại chỗ"),
}


def plan_totals(connection: Connection, import_id: str) -> Plan:
    """What it brought and was not taken back, commune by commune."""
    query = (
        select(ENTRY, Area.name.label("place"), Account.name.label("confirmer"), SHOWN.c.entered_by)
        .outerjoin(Area, Area.code == ENTRY.c.area_code)
        .outerjoin(SHOWN, _same_number())
        .outerjoin(Account, Account.actor_id == SHOWN.c.confirmed_by)
        .where(ENTRY.c.import_id == import_id, ENTRY.c.withdrawn_by.is_(None))
        .order_by(Area.sort_key, ENTRY.c.area_code, ENTRY.c.counted_on, ENTRY.c.record_digest, ENTRY.c.group)
    )
    rows = connection.execute(query.add_columns(SHOWN.c.confirmed_by)).all()
    if not rows:
        return Plan(DENOMINATORS)
    exports = list_table_exports(connection, min(row.entered_at for row in rows))
    parents = read_parents(connection)
    by_record = (list(found) for _digest, found in groupby(rows, key=attrgetter("record_digest")))
    return make_plan(DENOMINATORS, (_item(found, exports, parents) for found in by_record))


def take_back_totals(node: Node, unit: Unit, import_id: str, actor_id: str) -> int:
    """Inside the caller's operation: a record for each commune; the numbers of how many records went."""
    goes = plan_totals(unit.connection, import_id).goes
    for area, found in groupby(sorted(goes, key=attrgetter("area_code")), key=attrgetter("area_code")):
        payload = {"area_code": area, "digests": [one.key for one in found], "import_id": import_id}
        node.record(unit, Draft(area, "denominators.withdrawn", (), actor_id, payload))
    return len(goes)


def _same_number() -> Any:
    """The number as it stands, where it is still what this entry says."""
    same = SHOWN.c.households == ENTRY.c.households
    for name in (*KEY, "persons"):
        same &= SHOWN.c[name] == ENTRY.c[name]
    return same


def _item(rows: Sequence[Any], exports: Sequence[Export], parents: Any) -> Item:
    first = rows[0]
    confirmers = [row.confirmer or row.confirmed_by for row in rows if row.confirmed_by not in (None, row.actor_id)]
    above = {first.area_code, *_chain(first.area_code, parents)}
    is_shown = any(row.entered_by is not None for row in rows)
    days = [
        one.at.astimezone(HOME).date().isoformat()
        for one in exports
        if is_shown and one.at >= first.entered_at and (not one.place or one.place in above)
    ]
    reasons = totals_reasons(next(iter(confirmers), ""), next(iter(days), ""))
    own = (first.record_digest, first.area_code, first.area_code, first.place or first.area_code)
    return Item(*own, detail=_detail(rows), reasons=reasons)


def _detail(rows: Sequence[Any]) -> Told:
    words = [
        tell(
            "{group}: {households} hộ, {persons} khẩu",
            group=GROUPS.get(row.group, row.group),
            households=row.households,
            persons=row.persons,
        )
        for row in rows
    ]
    return tell("ngày {on}; {numbers}", on=rows[0].counted_on, numbers=joined(words, "; "))


def _chain(code: str, parents: Any) -> list[str]:
    found: list[str] = []
    while (above := parents.get(code)) is not None and above not in found:
        found.append(above)
        code = above
    return found
