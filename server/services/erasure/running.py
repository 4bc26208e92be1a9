"""Carries out a confirmed plan, some cases a record: what a record names goes in the transaction that writes it."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import orjson
from sqlalchemy import Connection, func, select, update

from server.domain.erasing import FORM, MEDIA, NUMBERS, Item, in_batches
from server.errors import Problem
from server.services.node import Node
from server.services.projection.erased_results import say_kept
from server.store import jobs
from server.store.purging import overwrite_deleted
from server.store.tables import Case, ErasureItem, ErasurePlan, Submission
from server.store.writer import Unit
from server.telling import tell
from sync.log import get_record, read_now
from sync.log.tables import bare
from sync.records import Draft, Record

from .clean import clean_up
from .redacting import redact_all

PLAN, ITEM, CASE, SUBMISSION = ErasurePlan.__table__, ErasureItem.__table__, Case.__table__, Submission.__table__
RUN_JOB = "erasure_run"
# A job that takes longer gives way to others, and goes on.
SECONDS_AT_ONCE = 60.0
READ_AT_ONCE = 2_000
Progress = Callable[[int, int], None]


def run_plan(node: Node, args: dict[str, Any]) -> None:
    """The job: batch after batch; may be interrupted anywhere and run again."""
    until = time.monotonic() + SECONDS_AT_ONCE
    if not carry_out(node, str(args["plan_id"]), lambda _done, _total: None, until):
        node.writer.write(lambda unit: jobs.enqueue(unit.connection, RUN_JOB, dict(args), node.now()))


def carry_out(node: Node, plan_id: str, progress: Progress, until: float | None = None) -> bool:
    """Write what is left of a confirmed plan, then clean up; False where the time (`until`) was up before the end."""
    while waiting := node.read(lambda connection: _list_waiting(connection, plan_id)):
        for batch in in_batches(waiting):
            if not run_batch(node, plan_id, batch):
                return True
            progress(*_count(node, plan_id))
            if until is not None and time.monotonic() > until:
                return False
    if find_state(node, plan_id) in ("running", "cleaning"):
        clean_up(node, plan_id)
    return True


def _count(node: Node, plan_id: str) -> tuple[int, int]:
    row = node.read(lambda c: c.execute(select(PLAN.c.done, PLAN.c.total).where(PLAN.c.plan_id == plan_id)).one())
    return row.done, row.total


def find_state(node: Node, plan_id: str) -> str | None:
    """Where a plan stands; None where there is none."""
    found: str | None = node.read(lambda c: c.execute(select(PLAN.c.state).where(PLAN.c.plan_id == plan_id)).scalar())
    return found


def _list_waiting(connection: Connection, plan_id: str) -> list[Item]:
    """The next items, whole groups: the last group read may be cut and is left for the next look."""
    mine = (ITEM.c.plan_id == plan_id, ~ITEM.c.is_done, ITEM.c.held == "", PLAN.c.state == "running")
    query = select(ITEM).join(PLAN, PLAN.c.plan_id == ITEM.c.plan_id).where(*mine)
    rows = connection.execute(query.order_by(ITEM.c.position).limit(READ_AT_ONCE)).all()
    if len(rows) == READ_AT_ONCE and rows[0].group_id != rows[-1].group_id:
        rows = [one for one in rows if one.group_id != rows[-1].group_id]
    names = ("record_digest", "kind", "area_code", "group_id", "household_id", "size")
    return [Item(*(getattr(one, name) for name in names)) for one in rows]


def run_batch(node: Node, plan_id: str, batch: Sequence[Item]) -> bool:
    """One record; False where the plan was stopped, because one of the two has lost the right meanwhile."""
    try:
        node.writer.write(lambda unit: _write(node, unit, plan_id, batch))
    except Problem as problem:
        if problem.code != "ERAS-012":
            raise
        values = {"state": "stopped", "note": problem.message, "ended_at": node.now()}
        stopped = update(PLAN).where(PLAN.c.plan_id == plan_id, PLAN.c.state == "running").values(**values)
        node.writer.write(lambda unit: unit.connection.execute(stopped))
        return False
    return True


def _write(node: Node, unit: Unit, plan_id: str, batch: Sequence[Item]) -> None:
    connection = unit.connection
    plan = connection.execute(select(PLAN).where(PLAN.c.plan_id == plan_id)).one()
    found = [get_record(connection, one.record_digest) for one in batch]
    records = [one for one in (read_now(connection, each).record for each in found if each is not None) if one.payload]
    left = redact_all(node, unit, plan, records, batch) if plan.scope == NUMBERS else {}
    records = [one for one in records if plan.scope != NUMBERS or one.digest in left]
    if records:
        with overwrite_deleted(connection):
            digest = node.record(unit, _draft(connection, plan, batch[0].area_code, records, left))
        carried_out = select(bare.c.digest).where(bare.c.erased_by == digest).limit(1)
        if connection.execute(carried_out).first() is None:
            told = tell("Một trong hai người không còn quyền quyết định việc hủy.")
            raise Problem("ERAS-012", 409, told, tell("Hai người đang có quyền đề nghị và xác nhận lại phần còn lại."))
    digests = [one.record_digest for one in batch]
    done = update(ITEM).where(ITEM.c.plan_id == plan_id, ITEM.c.record_digest.in_(digests)).values(is_done=True)
    connection.execute(done)
    count = select(func.count()).select_from(ITEM).where(ITEM.c.plan_id == plan_id, ITEM.c.is_done).scalar_subquery()
    connection.execute(update(PLAN).where(PLAN.c.plan_id == plan_id).values(done=count))


def _draft(
    connection: Connection, plan: Any, area: str, records: Sequence[Record], left: Mapping[str, str | None]
) -> Draft:
    subjects = tuple({subject: None for one in records for subject in one.envelope.subjects})
    payload = {
        "digests": [one.digest for one in records],
        "legal_basis": plan.legal_basis,
        "actors": [plan.proposed_by, plan.decided_by],
        "decision": {
            "plan_id": plan.plan_id,
            "number": plan.number,
            "decided_on": plan.decided_on,
            "what": plan.scope,
        },
        "files": [_say_file(one) for one in records if one.envelope.kind == MEDIA],
        "kept": _say_results(connection, records),
    }
    stand_ins = [{"of": of, "by": by} for of, by in left.items() if by is not None]
    return Draft(area, "erased", subjects, plan.decided_by, payload | ({"stand_ins": stand_ins} if stand_ins else {}))


def _say_file(one: Record) -> dict[str, str]:
    told = orjson.loads(one.payload or b"{}")
    return {"instance_id": told["instance_id"], "sha256": told["sha256"]}


def _say_results(connection: Connection, records: Sequence[Record]) -> list[dict[str, Any]]:
    """Results of cases that show a form which goes."""
    forms = [one.envelope.key for one in records if one.envelope.kind == FORM]
    cases = connection.execute(select(CASE).where(CASE.c.instance_id.in_(forms)).order_by(CASE.c.case_id))
    return [say_kept(connection, one) for one in cases]


__all__ = ["RUN_JOB", "carry_out", "find_state", "run_batch", "run_plan"]
