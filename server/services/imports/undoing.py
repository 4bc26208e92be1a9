"""A whole import is taken back by records: households it made leave, statuses it gave are those of before again."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from sqlalchemy import Connection, and_, exists, or_, select, update

from server.domain.imports.fields import HOUSEHOLDS
from server.errors import Problem
from server.services.node import Node
from server.store.statistics import refresh_statistics
from server.store.tables import Case, Household, HouseholdLineage, ImportDone, ImportEffect, Submission
from server.store.writer import Unit
from server.telling import tell
from sync.records import Draft

from .runs import RUN, change_run, get_run

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


def start_undo(node: Node, actor_id: str, import_id: str) -> None:
    """Ask for an import to be taken back; Problem IMPT-013 with the households that stand in the way."""
    run = get_run(node, import_id)
    if run.state != "applied" or run.kind != HOUSEHOLDS:
        told = tell("Chỉ lấy lại được một danh sách hộ đã nhập xong.")
        raise Problem("IMPT-012", 409, told, tell("Thôn và tài khoản nhập nhầm thì sửa ở trang của chúng."))
    for query, what in (
        (list_reviewed, tell("đã rà soát hoặc có biến động")),
        (list_overtaken, tell("có lần nhập sau")),
    ):
        found = node.read(lambda c, query=query: query(c, import_id))  # type: ignore[misc]
        if found:
            named = ", ".join(row.code for row in found[:10]) + (" …" if len(found) > 10 else "")
            remedy = tell("Xem danh sách các hộ này ở trang lần nhập; sửa từng hộ thay vì lấy lại cả lần nhập.")
            raise Problem(
                "IMPT-013",
                409,
                tell("{n} hộ {what} từ lúc nhập: {named}.", n=len(found), what=what, named=named),
                remedy,
            )
    change_run(node, run, state="undoing", done=0, terms={**run.terms, "undone_by": actor_id})


def undo_run(node: Node, args: Mapping[str, Any]) -> None:
    """Job `import_undo`; run twice it goes on where it was."""
    run = get_run(node, str(args["import_id"]))
    if run.state != "undoing":
        return
    actor_id = str(run.terms["undone_by"])
    node.writer.write(lambda unit: refresh_statistics(unit.connection))
    last: str | None = ""
    while last is not None:
        last = node.writer.write(partial(_take_back_some, node, run, last))

    def finish(unit: Unit) -> None:
        query = select(DONE.c.area_code).where(DONE.c.import_id == run.import_id, DONE.c.undone_at.is_(None))
        for area in sorted(unit.connection.execute(query).scalars()):
            payload = {"import_id": run.import_id, "area_code": area}
            node.record(unit, Draft(area, "import.undone", (), actor_id, payload))
        values = {"state": "undone", "changed_at": node.now()}
        unit.connection.execute(update(RUN).where(RUN.c.import_id == run.import_id).values(**values))

    node.writer.write(finish)


def _take_back_some(node: Node, run: Any, after: str, unit: Unit) -> str | None:
    """The next households of the import that are as it left them, after one; the last of them, None at the end."""
    actor_id = str(run.terms["undone_by"])
    query = (
        select(EFFECT, HOUSEHOLD.c.state)
        .join(HOUSEHOLD, HOUSEHOLD.c.household_id == EFFECT.c.household_id)
        .where(EFFECT.c.import_id == run.import_id, EFFECT.c.household_id > after)
        .where(or_(and_(EFFECT.c.is_new, HOUSEHOLD.c.state == "active"), _still_given()))
        .order_by(EFFECT.c.household_id)
        .limit(BATCH)
    )
    rows = unit.connection.execute(query).all()
    for row in rows:
        node.record(unit, _taking_back(run.import_id, row, actor_id))
    done = RUN.c.done + len(rows)
    unit.connection.execute(update(RUN).where(RUN.c.import_id == run.import_id).values(done=done))
    return rows[-1].household_id if rows else None


def _still_given() -> Any:
    return and_(EFFECT.c.is_new.is_(False), EFFECT.c.before.is_not(None))


def _taking_back(import_id: str, row: Any, actor_id: str) -> Draft:
    subjects = (row.household_id,)
    if row.is_new:
        payload = {"household_id": row.household_id, "reason": "import_undone", "import_id": import_id}
        return Draft(row.area_code, "household.withdrawn", subjects, actor_id, payload)
    payload = {"household_id": row.household_id, **row.before, "import_id": import_id, "takes_back": import_id}
    return Draft(row.area_code, "status.imported", subjects, actor_id, payload)
