"""The search as a job: a slice of it, then others have their turn, then the next slice."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import Connection, select

from server.services.node import Node
from server.store import jobs
from server.store.tables import Job
from server.store.writer import Unit
from sync.log import last_position

from .progress import find_changed, read_place

SEARCH_JOB = "doubles_search"
SLICE_SECONDS = 10.0
PAUSE = dt.timedelta(seconds=1)  # longer than a worker waits for what is due now: sweeps and other jobs come between
JOB = Job.__table__


def search_job(node: Node, args: dict[str, Any]) -> None:  # noqa: ARG001 - handlers of jobs are alike
    """Look at what changed; enqueue the rest."""
    from .searching import Search  # rapidfuzz and the households read: only where a search runs

    if Search(node).run(SLICE_SECONDS):
        node.writer.write(lambda unit: jobs.enqueue(unit.connection, SEARCH_JOB, {}, node.now() + PAUSE))


def sweep(node: Node) -> None:
    """Enqueue a search where records came that it has not seen, unless one is waiting."""
    if not node.read(lambda c: is_searching(node, c)):
        return

    def operation(unit: Unit) -> None:
        waiting = select(JOB.c.job_id).where(JOB.c.kind == SEARCH_JOB, JOB.c.state.in_(("waiting", "running")))
        if unit.connection.execute(waiting.limit(1)).first() is None:
            jobs.enqueue(unit.connection, SEARCH_JOB, {}, node.now())

    node.writer.write(operation)


def is_searching(node: Node, connection: Connection) -> bool:
    """Whether there is a household the search has not looked at as it is now."""
    place = read_place(connection, node.sealer)
    return place.is_new or (
        last_position(connection) > place.position and bool(find_changed(connection, place).households)
    )
