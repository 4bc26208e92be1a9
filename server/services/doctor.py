"""`rasoat doctor` and the page on the node: looks at what `domain.health` judges. Reads, and one empty write."""

from __future__ import annotations

import datetime as dt
import shutil
import time
from importlib.metadata import version
from typing import Any

from sqlalchemy import Connection, func, select, text

from server.domain import health
from server.domain.health import Check
from server.errors import Problem
from server.services.backups import LAST_BACKUP
from server.services.keys import KEY_FILE, is_wrapped, recovery_public
from server.services.node import Node
from server.services.verification import Progress, verify_node
from server.services.views.stuck import count_stuck
from server.store.migrate import current_revision, known_revisions
from server.store.tables import Job, NodeSetting, Submission
from server.store.types import EPOCH
from server.telling import tell
from sync.log.tables import record

OTHERS = 0o077
LOCAL = ("127.0.0.1", "localhost", "::1")


def examine(node: Node) -> list[Check]:
    """Everything that can be told in a moment, however much data there is."""
    config, now = node.config, node.now()
    space = shutil.disk_usage(config.var)
    return [
        health.judge_disk(space.free, space.total),
        node.read(lambda c: health.judge_clock(now, _newest(c))),
        _keys(node),
        health.judge_versions(current_revision(node.engines.read), known_revisions()[-1], version("rasoat")),
        health.judge_writing(measure_write(node)),
        node.read(lambda c: _jobs(c, now)),
        node.read(_forms),
        node.read(lambda c: health.judge_records(count_stuck(c))),
        node.read(lambda c: _backup(c, now)),
        health.judge_address(config.public_url, is_served_to_others=config.host not in LOCAL or bool(config.base_url)),
    ]


def look_quickly(node: Node) -> Check:
    """SQLite's own look at its pages, which reads the whole file; PostgreSQL vouches for its own."""
    if not node.config.is_embedded:
        return health.judge_integrity([], tell("Cơ sở dữ liệu PostgreSQL (xem kỹ: rasoat doctor --full)"))
    told = node.read(lambda c: [row[0] for row in c.execute(text("PRAGMA quick_check(5)"))])
    faults = [] if told == ["ok"] else ["SQLITE-CHECK"] * len(told)
    return health.judge_integrity(faults, tell("Cấu trúc tệp SQLite (xem kỹ: rasoat doctor --full)"))


def look_through(node: Node, progress: Progress) -> Check:
    """Every record, signature and file, and the tables against the log."""
    found = verify_node(node, progress)
    faults = [f"{one.code} {one.place}" for one in found.faults]
    return health.judge_integrity(
        faults, tell("{records} bản ghi, {files} tệp", records=found.record_count, files=found.blob_count)
    )


def measure_write(node: Node) -> float | None:
    """Seconds until an empty write is on disk, its turn in the queue included; None where it fails."""
    started = time.monotonic()
    try:
        node.writer.write(lambda unit: unit.connection.exec_driver_sql("SELECT 1").all())
    except Problem:
        return None
    return time.monotonic() - started


def _newest(connection: Connection) -> dt.datetime | None:
    """When the newest record arrived, by the clock of this machine as it was then."""
    newest = connection.execute(select(func.max(record.c.position))).scalar()
    if newest is None:
        return None
    micros = connection.execute(select(record.c.received_us).where(record.c.position == newest)).scalar_one()
    return EPOCH + dt.timedelta(microseconds=micros)


def _keys(node: Node) -> Check:
    var = node.config.var
    is_private = not (var.stat().st_mode | (var / KEY_FILE).stat().st_mode) & OTHERS
    return health.judge_keys(is_private=is_private, is_wrapped=is_wrapped(var), has_recovery=bool(recovery_public(var)))


def _jobs(connection: Connection, now: dt.datetime) -> Check:
    counts = dict(connection.execute(select(Job.state, func.count()).group_by(Job.state)).all())
    overdue = select(func.count()).where(Job.state == "waiting", Job.run_at < now - health.LATE_JOB)
    late = connection.execute(overdue).scalar_one()
    return health.judge_jobs(counts.get("waiting", 0), counts.get("failed", 0), late)


def _forms(connection: Connection) -> Check:
    states = ("pending", "held", "quarantined")
    query = select(Submission.state, func.count()).where(Submission.state.in_(states)).group_by(Submission.state)
    counts = dict(connection.execute(query).all())
    return health.judge_forms(*(counts.get(one, 0) for one in states))


def _backup(connection: Connection, now: dt.datetime) -> Check:
    last = read_last_backup(connection)
    if last is None:
        return health.judge_backup(None, is_checked=False)
    return health.judge_backup(now - dt.datetime.fromisoformat(last["made_at"]), is_checked=last["is_checked"])


def read_last_backup(connection: Connection) -> dict[str, Any] | None:
    """{made_at, is_checked, size} of the newest backup; None where there is none."""
    found = connection.execute(select(NodeSetting.value).where(NodeSetting.name == LAST_BACKUP)).scalar()
    return found["value"] if found is not None else None
