"""The job table: work enqueued in the transaction that causes it, claimed under a lease, tried again with patience.

A worker that dies keeps its lease only until it runs out; then another takes the job. Handlers therefore must be
idempotent: a job may run twice. On PostgreSQL several workers pass over rows that another has locked.
"""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, insert, or_, select, update

from .tables import Job

JOB = Job.__table__
LEASE = dt.timedelta(minutes=10)
FIRST_PAUSE = dt.timedelta(seconds=10)
LONGEST_PAUSE = dt.timedelta(hours=1)
MOST_ATTEMPTS = 12
KEPT = dt.timedelta(days=7)

_insert = insert(JOB)
_due = (
    select(JOB)
    .where(
        or_(
            (JOB.c.state == "waiting") & (JOB.c.run_at <= bindparam("now")),
            (JOB.c.state == "running") & (JOB.c.lease_until_at <= bindparam("now")),
        )
    )
    .order_by(JOB.c.run_at, JOB.c.job_id)
    .limit(1)
    .with_for_update(skip_locked=True)
)
_update = update(JOB).where(JOB.c.job_id == bindparam("b_id"), JOB.c.lease_until_at == bindparam("b_lease"))


@dataclass(frozen=True, slots=True)
class Claimed:
    """A job in this worker's hands until `lease_until_at`."""

    job_id: str
    kind: str
    args: dict[str, Any]
    attempts: int
    lease_until_at: dt.datetime


def enqueue(connection: Connection, kind: str, args: dict[str, Any], run_at: dt.datetime) -> str:
    """Add a job inside the caller's transaction; returns its id. `args` hold ids only, never personal data."""
    job_id = str(uuid.uuid4())
    row = {"job_id": job_id, "kind": kind, "args": args, "state": "waiting", "run_at": run_at, "attempts": 0}
    connection.execute(_insert, row)
    return job_id


def claim(connection: Connection, now: dt.datetime) -> Claimed | None:
    """Take the job that is due longest, or one whose worker let its lease run out; None when nothing is due."""
    row = connection.execute(_due, {"now": now}).first()
    if row is None:
        return None
    lease = now + LEASE
    values = {"state": "running", "lease_until_at": lease, "attempts": row.attempts + 1}
    connection.execute(update(JOB).where(JOB.c.job_id == row.job_id).values(**values))
    return Claimed(row.job_id, row.kind, row.args, row.attempts + 1, lease)


def finish(connection: Connection, job: Claimed) -> bool:
    """Note success; False when the lease had run out and the job belongs to somebody else by now."""
    values = {"state": "done", "lease_until_at": None, "error": None}
    return _move(connection, job, values)


def fail(connection: Connection, job: Claimed, now: dt.datetime, error: str) -> bool:
    """Note a failure: again after a growing pause, `failed` for a person to look at after the last attempt."""
    is_last = job.attempts >= MOST_ATTEMPTS
    values = {
        "state": "failed" if is_last else "waiting",
        "run_at": now + pause_after(job.attempts),
        "lease_until_at": None,
        "error": error,
    }
    return _move(connection, job, values)


def retry_failed(connection: Connection, now: dt.datetime) -> int:
    """Give every failed job a fresh start; returns how many."""
    values = {"state": "waiting", "run_at": now, "attempts": 0}
    return connection.execute(update(JOB).where(JOB.c.state == "failed").values(**values)).rowcount


def forget_done(connection: Connection, now: dt.datetime) -> int:
    """Delete jobs done longer than a week ago; returns how many."""
    return connection.execute(delete(JOB).where(JOB.c.state == "done", JOB.c.run_at < now - KEPT)).rowcount


def count_jobs(connection: Connection) -> dict[tuple[str, str], int]:
    """How many jobs of each (kind, state)."""
    query = select(JOB.c.kind, JOB.c.state, func.count()).group_by(JOB.c.kind, JOB.c.state)
    return {(kind, state): count for kind, state, count in connection.execute(query)}


def pause_after(attempts: int) -> dt.timedelta:
    """10 s, 20 s, 40 s … up to an hour."""
    doubled: int = 2 ** (attempts - 1)
    return min(FIRST_PAUSE * doubled, LONGEST_PAUSE)


def _move(connection: Connection, job: Claimed, values: dict[str, Any]) -> bool:
    keys = {"b_id": job.job_id, "b_lease": job.lease_until_at}
    return connection.execute(_update.values(**values), keys).rowcount == 1
