"""The list of what a round's decision would take, made commune by commune: a province has millions of records."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection, func, insert, select, update

from server.domain.erasing import Item, sum_listed
from server.services.node import Node
from server.store import jobs
from server.store.tables import ErasureItem, ErasurePlan
from server.store.writer import Unit

from .listing import Target, list_items

PLAN, ITEM = ErasurePlan.__table__, ErasureItem.__table__
LIST_JOB = "erasure_list"
CHUNK = 1_000
# A job that takes longer gives way to others, and goes on.
SECONDS_AT_ONCE = 60.0


def list_plan(node: Node, args: dict[str, Any]) -> None:
    """The job: may be interrupted anywhere and run again; a plan that was given up meanwhile is left as it is.

    `args`: the plan's id and the communes (`areas`) as they were when it was proposed, `done` of which are listed.
    """
    plan_id, until = str(args["plan_id"]), time.monotonic() + SECONDS_AT_ONCE
    while _list_next(node, plan_id, args["areas"]):
        if time.monotonic() > until:
            node.writer.write(lambda unit: jobs.enqueue(unit.connection, LIST_JOB, dict(args), node.now()))
            return


def _list_next(node: Node, plan_id: str, areas: Sequence[str]) -> bool:
    """List one more commune, or end the list; False where nothing is left to do."""
    plan = node.read(lambda c: c.execute(select(PLAN).where(PLAN.c.plan_id == plan_id)).first())
    if plan is None or plan.state != "listing":
        return False
    if plan.done >= len(areas):
        _end(node, plan_id)
        return False
    target = Target(plan.scope, plan.round_id, area_code=areas[plan.done])
    items = node.read(lambda c: list_items(c, target))
    node.writer.write(lambda unit: _store(unit, plan, items))
    return True


def _store(unit: Unit, plan: Any, items: Sequence[Item]) -> None:
    """One commune, once: another run of the job may have been here."""
    mine = (PLAN.c.plan_id == plan.plan_id, PLAN.c.state == "listing", PLAN.c.done == plan.done)
    if unit.connection.execute(update(PLAN).where(*mine).values(done=plan.done + 1)).rowcount:
        add_items(unit.connection, plan.plan_id, items)


def add_items(connection: Connection, plan_id: str, items: Sequence[Item]) -> None:
    """Behind those that are there. What two communes have to do with is listed once, and kept if either must."""
    mine = ITEM.c.plan_id == plan_id
    last = connection.execute(select(func.max(ITEM.c.position)).where(mine)).scalar()
    place = 0 if last is None else int(last) + 1
    for start in range(0, len(items), CHUNK):
        chunk = {one.record_digest: one for one in items[start : start + CHUNK]}
        here = (mine, ITEM.c.record_digest.in_(list(chunk)))
        known = set(connection.execute(select(ITEM.c.record_digest).where(*here)).scalars())
        for one in (chunk[digest] for digest in known if chunk[digest].held):
            held = update(ITEM).where(mine, ITEM.c.record_digest == one.record_digest)
            connection.execute(held.values(held=one.held))
        new = [one for digest, one in chunk.items() if digest not in known]
        rows = [
            {"plan_id": plan_id, "position": place + number, **asdict(one), "is_done": False}
            for number, one in enumerate(new)
        ]
        if rows:
            connection.execute(insert(ITEM), rows)
            place += len(rows)


def _end(node: Node, plan_id: str) -> None:
    """From here on another person can confirm it; where everything is held there is nothing to confirm."""
    values = node.read(lambda c: _sum_up(c, plan_id))
    mine = (PLAN.c.plan_id == plan_id, PLAN.c.state == "listing")
    node.writer.write(lambda unit: unit.connection.execute(update(PLAN).where(*mine).values(**values)))


def _sum_up(connection: Connection, plan_id: str) -> dict[str, Any]:
    going = (ITEM.c.plan_id == plan_id, ITEM.c.held == "")
    count, size = connection.execute(select(func.count(), func.sum(ITEM.c.size)).where(*going)).one()
    digest = sum_listed(_digests(connection, going))
    state = "proposed" if count else "empty"
    return {"state": state, "list_sha256": digest, "total": count, "done": 0, "size": int(size or 0)}


def _digests(connection: Connection, going: tuple[Any, ...]) -> Iterator[str]:
    """In order, some at a time: a list of millions is not held."""
    last = ""
    while True:
        query = select(ITEM.c.record_digest).where(*going, ITEM.c.record_digest > last)
        found = connection.execute(query.order_by(ITEM.c.record_digest).limit(10_000)).scalars().all()
        if not found:
            return
        yield from found
        last = found[-1]
