"""A whole import is taken back by records: what it brought and nobody has used since leaves; what is in use stays."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import select, update

from server.domain.imports.fields import DENOMINATORS, HOUSEHOLDS, STAFF, VILLAGES
from server.domain.imports.undoing import Plan
from server.errors import Problem
from server.services.node import Node
from server.store.tables import ImportDone
from server.store.writer import Unit
from server.telling import joined, tell
from sync.records import Draft

from .runs import RUN, change_run, get_run
from .undoing_households import plan_households, take_back_households
from .undoing_staff import plan_staff, take_back_staff
from .undoing_totals import plan_totals, take_back_totals
from .undoing_villages import plan_villages, take_back_villages

DONE = ImportDone.__table__
Progress = Callable[[int, int], None]
# Once taken back, what stayed then may be free now.
UNDOABLE = ("applied", "undone")
_AT_ONCE: dict[str, Callable[[Node, Unit, str, str], int]] = {
    VILLAGES: take_back_villages,
    DENOMINATORS: take_back_totals,
}


def read_undo(node: Node, run: Any, actor_id: str) -> Plan:
    """What would be taken back now if this person asked for it, and what would stay and why."""
    if run.state not in UNDOABLE or (run.kind, run.state) == (HOUSEHOLDS, "undone"):
        return Plan(run.kind)
    if run.kind == STAFF:
        return node.read(lambda c: plan_staff(node, c, run.import_id, actor_id))
    if run.kind == HOUSEHOLDS:
        plan = node.read(lambda c: plan_households(c, run.import_id))
        villages = len(node.read(lambda c: plan_villages(c, run.import_id)).goes)
        return replace(plan, counts={**plan.counts, "villages": villages}) if villages else plan
    read = {VILLAGES: plan_villages, DENOMINATORS: plan_totals}[run.kind]
    return node.read(lambda c: read(c, run.import_id))


def start_undo(node: Node, actor_id: str, import_id: str, *, seen: str | None = None) -> Plan:
    """Ask for an import to be taken back; what of it will go. Problem IMPT-012 or IMPT-013 where nothing can.

    `seen`: the mark of the plan the person looked at; IMPT-048 where something else would go by now.
    """
    run = get_run(node, import_id)
    if run.state not in UNDOABLE:
        raise Problem("IMPT-012", 409, tell("Lần nhập này chưa nhập xong."), tell("Chỉ lấy lại được lần đã nhập xong."))
    plan = read_undo(node, run, actor_id)
    if not plan.is_possible:
        raise _refusal(plan)
    if seen is not None and seen != plan.mark:
        told = tell("Những gì lấy lại được đã đổi từ lúc bạn xem.")
        raise Problem("IMPT-048", 409, told, tell("Xem lại danh sách rồi bấm lại."))
    change_run(node, run, state="undoing", done=0, total=plan.count, terms={**run.terms, "undone_by": actor_id})
    return plan


def _refusal(plan: Plan) -> Problem:
    if not plan.stays:
        told = tell("Lần nhập này không còn gì để lấy lại.")
        return Problem(
            "IMPT-012",
            409,
            told,
            tell("Nó chưa thêm gì vào sổ, đã được lấy lại rồi, hoặc là tệp cán bộ, tổng số nhập bằng bản phần mềm cũ."),
        )
    shown = [tell("{code}: {reasons}", code=one.code, reasons=joined(one.reasons)) for one in plan.stays[:10]]
    named = joined([*shown, "…"] if len(plan.stays) > len(shown) else shown, "; ")
    if plan.kind == HOUSEHOLDS:
        remedy = tell("Xem danh sách các hộ này ở trang lần nhập; sửa từng hộ thay vì lấy lại cả lần nhập.")
    else:
        remedy = tell("Mở trang lần nhập, mục Lấy lại, để xem từng mục và lý do.")
    told = tell("Không lấy lại được: {n} mục đang được dùng. {named}.", n=len(plan.stays), named=named)
    return Problem("IMPT-013", 409, told, remedy)


def undo_run(node: Node, args: Mapping[str, Any], progress: Progress = lambda _done, _total: None) -> None:
    """Job `import_undo`; run twice it goes on where it was. What came into use since it was asked for stays."""
    run = get_run(node, str(args["import_id"]))
    if run.state != "undoing":
        return

    done = run.done

    def step(more: int) -> None:
        nonlocal done
        done += more
        change = update(RUN).where(RUN.c.import_id == run.import_id).values(done=done, changed_at=node.now())
        node.writer.write(lambda unit: unit.connection.execute(change))
        progress(done, run.total)

    actor_id = str(run.terms["undone_by"])
    if run.kind == HOUSEHOLDS:
        take_back_households(node, run.import_id, actor_id, step)
    elif run.kind == STAFF:
        take_back_staff(node, run.import_id, actor_id, step)
    node.writer.write(lambda unit: _finish(node, unit, run, actor_id))
    progress(run.total, run.total)


def _finish(node: Node, unit: Unit, run: Any, actor_id: str) -> None:
    """The rest in one operation: villages and numbers, a record for each area, the run's own state."""
    state = select(RUN.c.state).where(RUN.c.import_id == run.import_id)
    if unit.connection.execute(state).scalar_one() != "undoing":
        return
    # A list of households may have brought villages too.
    _AT_ONCE.get(run.kind, take_back_villages)(node, unit, run.import_id, actor_id)
    query = select(DONE.c.area_code).where(DONE.c.import_id == run.import_id, DONE.c.undone_at.is_(None))
    for area in sorted(unit.connection.execute(query).scalars()):
        payload = {"import_id": run.import_id, "area_code": area}
        node.record(unit, Draft(area, "import.undone", (), actor_id, payload))
    values = {"state": "undone", "done": run.total, "changed_at": node.now()}
    unit.connection.execute(update(RUN).where(RUN.c.import_id == run.import_id).values(**values))


__all__ = ["Plan", "read_undo", "start_undo", "undo_run"]
