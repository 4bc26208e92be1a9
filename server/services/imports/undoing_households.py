"""A list of households is taken back: those it made leave, statuses it gave are those of before again."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from sqlalchemy import Connection, and_, exists, func, or_, select

from server.domain.imports.fields import HOUSEHOLDS
from server.domain.imports.undoing import Item, Plan
from server.services.node import Node
from server.store.statistics import refresh_statistics
from server.store.tables import Case, Household, HouseholdLineage, ImportDone, ImportEffect, Submission
from server.store.writer import Unit
from server.telling import tell
from sync.records import Draft

EFFECT, HOUSEHOLD, DONE = ImportEffect.__table__, Household.__table__, ImportDone.__table__
LINEAGE = HouseholdLineage.__table__
BATCH = 500


def list_reviewed(connection: Connection, import_id: str) -> list[Any]:
    """Households of the import that a review or an event has used since: while there are any, it stays."""
    reviewed = exists().where(
        Case.household_id == EFFECT.c.household_id,
        or_(Case.instance_id.is_not(None), Case.review_state != "none"),
    )
    sent = exists().where(Submission.household_id == EFFECT.c.household_id)
    changed = or_(
        exists().where(LINEAGE.c.household_id == EFFECT.c.household_id),
        exists().where(LINEAGE.c.other_id == EFFECT.c.household_id),
        and_(HOUSEHOLD.c.state != "active", HOUSEHOLD.c.state != "removed"),
    )
    query = (
        select(HOUSEHOLD.c.household_id, HOUSEHOLD.c.code, HOUSEHOLD.c.head_name, HOUSEHOLD.c.area_code)
        .join(EFFECT, EFFECT.c.household_id == HOUSEHOLD.c.household_id)
        .where(EFFECT.c.import_id == import_id, or_(reviewed, sent, changed))
        .order_by(HOUSEHOLD.c.code)
    )
    return list(connection.execute(query).all())


def list_overtaken(connection: Connection, import_id: str) -> list[Any]:
    """Households to which a later import gave a status: that one must be taken back first."""
    other = EFFECT.alias()
    mine = select(DONE.c.applied_at).where(DONE.c.import_id == import_id).limit(1).scalar_subquery()
    query = (
        select(HOUSEHOLD.c.household_id, HOUSEHOLD.c.code, HOUSEHOLD.c.head_name, HOUSEHOLD.c.area_code)
        .join(EFFECT, EFFECT.c.household_id == HOUSEHOLD.c.household_id)
        .join(other, and_(other.c.household_id == EFFECT.c.household_id, other.c.import_id != import_id))
        .join(DONE, and_(DONE.c.import_id == other.c.import_id, DONE.c.area_code == other.c.area_code))
        .where(EFFECT.c.import_id == import_id, DONE.c.undone_at.is_(None), DONE.c.applied_at > mine)
        .order_by(HOUSEHOLD.c.code)
    )
    return list(connection.execute(query).all())


def plan_households(connection: Connection, import_id: str) -> Plan:
    """How many households would leave and how many get their status of before; what is in the way, if anything is."""
    stays = [
        Item(row.household_id, row.area_code, row.code, row.head_name, reasons=(told,))
        for query, told in (
            (list_reviewed, tell("đã rà soát hoặc có biến động từ lúc nhập")),
            (list_overtaken, tell("có lần nhập sau")),
        )
        for row in query(connection, import_id)
    ]
    ours = EFFECT.c.import_id == import_id
    joined = EFFECT.join(HOUSEHOLD, HOUSEHOLD.c.household_id == EFFECT.c.household_id)
    made = select(func.count()).select_from(joined).where(ours, EFFECT.c.is_new, HOUSEHOLD.c.state == "active")
    given = select(func.count()).select_from(EFFECT).where(ours, _still_given())
    counts = {
        "households": connection.execute(made).scalar_one(),
        "statuses": connection.execute(given).scalar_one(),
    }
    is_named = (EFFECT.c.is_new.is_(False), EFFECT.c.before.is_(None), EFFECT.c.old_code.is_not(None))
    codes = connection.execute(select(func.count()).select_from(EFFECT).where(ours, *is_named)).scalar_one()
    counts |= {"codes": codes} if codes else {}
    return Plan(HOUSEHOLDS, stays=tuple(stays), counts=counts)


def take_back_households(node: Node, import_id: str, actor_id: str, step: Callable[[int], None]) -> None:
    """Batch by batch; run again it goes on where it was. `step` is told how many more are done."""
    node.writer.write(lambda unit: refresh_statistics(unit.connection))
    last: str | None = ""
    while last is not None:
        last, count = node.writer.write(partial(_take_back_some, node, import_id, actor_id, last))
        step(count)


def _take_back_some(node: Node, import_id: str, actor_id: str, after: str, unit: Unit) -> tuple[str | None, int]:
    """The next households of the import that are as it left them, after one: the last of them, None at the end."""
    query = (
        select(EFFECT, HOUSEHOLD.c.state)
        .join(HOUSEHOLD, HOUSEHOLD.c.household_id == EFFECT.c.household_id)
        .where(EFFECT.c.import_id == import_id, EFFECT.c.household_id > after)
        .where(or_(and_(EFFECT.c.is_new, HOUSEHOLD.c.state == "active"), _still_given()))
        .order_by(EFFECT.c.household_id)
        .limit(BATCH)
    )
    rows = unit.connection.execute(query).all()
    for row in rows:
        node.record(unit, _taking_back(import_id, row, actor_id))
    return (rows[-1].household_id if rows else None), len(rows)


def _still_given() -> Any:
    return and_(EFFECT.c.is_new.is_(False), EFFECT.c.before.is_not(None))


def _taking_back(import_id: str, row: Any, actor_id: str) -> Draft:
    subjects = (row.household_id,)
    if row.is_new:
        payload = {"household_id": row.household_id, "reason": "import_undone", "import_id": import_id}
        return Draft(row.area_code, "household.withdrawn", subjects, actor_id, payload)
    payload = {"household_id": row.household_id, **row.before, "import_id": import_id, "takes_back": import_id}
    return Draft(row.area_code, "status.imported", subjects, actor_id, payload)
