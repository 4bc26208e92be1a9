"""What a monitoring system reads of a node, as Prometheus text: counts only, no name, no code of a household.

Read from the database, so that every process of a node says the same.
"""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from server.services.node import Node
from server.services.views.missing_files import is_missing
from server.services.views.stuck import count_stuck
from server.store.tables import Arrival, Aside, Attachment, DeviceToken, Job, SignIn, Submission
from sync.log.tables import record

from .doctor import measure_write, read_last_backup


@dataclass(frozen=True, slots=True)
class Sample:
    """One number; samples of one name follow each other."""

    name: str
    kind: str  # gauge | counter
    help: str
    value: float
    labels: tuple[tuple[str, str], ...] = ()


def read_metrics(node: Node) -> str:
    """The text of `/so-do`."""
    return render(list(_measure(node)))


def render(samples: list[Sample]) -> str:
    """Prometheus text format 0.0.4."""
    lines: list[str] = []
    before = ""
    for one in samples:
        if one.name != before:
            lines += [f"# HELP rasoat_{one.name} {one.help}", f"# TYPE rasoat_{one.name} {one.kind}"]
            before = one.name
        labels = ",".join(f'{name}="{_escape(value)}"' for name, value in one.labels)
        lines.append(f"rasoat_{one.name}{{{labels}}} {one.value:g}" if labels else f"rasoat_{one.name} {one.value:g}")
    return "\n".join(lines) + "\n"


def _escape(text: str) -> str:
    return text.replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")


def _measure(node: Node) -> Iterator[Sample]:
    space, write = shutil.disk_usage(node.config.var), measure_write(node)
    yield Sample("up", "gauge", "1 where a write reaches the disk.", float(write is not None))
    yield Sample("write_seconds", "gauge", "Seconds an empty write took.", write if write is not None else -1)
    yield Sample("disk_free_bytes", "gauge", "Bytes free where the data lies.", space.free)
    yield Sample("disk_bytes", "gauge", "Bytes of that disk.", space.total)
    yield from node.read(lambda c: list(_count(c, node.now())))


def _count(connection: Connection, now: dt.datetime) -> Iterator[Sample]:
    def one(query: object) -> float:
        return float(connection.execute(query).scalar() or 0)  # type: ignore[call-overload]

    hour = now - dt.timedelta(hours=1)
    yield Sample("records_total", "counter", "Signed records in the log.", one(select(func.max(record.c.position))))
    yield Sample("records_stuck", "gauge", "Records of the log that no table shows.", count_stuck(connection))
    states = select(Submission.state, func.count()).group_by(Submission.state).order_by(Submission.state)
    for state, count in connection.execute(states):
        yield Sample("submissions", "gauge", "Submissions by state.", count, (("state", state),))
    answers = select(Arrival.answer, func.count()).group_by(Arrival.answer).order_by(Arrival.answer)
    for answer, count in connection.execute(answers):
        yield Sample("arrivals_total", "counter", "POSTs of tablets by answer.", count, (("answer", answer),))
    missing = select(func.count()).select_from(Attachment).where(is_missing())
    yield Sample("files_missing", "gauge", "Files that forms name and that have not come.", one(missing))
    yield Sample("asides", "gauge", "Uploads kept aside for a person.", one(select(func.count()).select_from(Aside)))
    jobs = select(Job.kind, Job.state, func.count()).group_by(Job.kind, Job.state).order_by(Job.kind, Job.state)
    for kind, state, count in connection.execute(jobs):
        yield Sample("jobs", "gauge", "Jobs by kind and state.", count, (("kind", kind), ("state", state)))
    seen = select(func.count()).where(DeviceToken.last_seen_at > hour)
    yield Sample("tablets_seen", "gauge", "Tablets seen within an hour.", one(seen))
    people = select(func.count()).where(SignIn.ended_at.is_(None), SignIn.seen_at > hour)
    yield Sample("people_seen", "gauge", "Sessions used within an hour.", one(people))
    last = read_last_backup(connection)
    age = (now - dt.datetime.fromisoformat(last["made_at"])).total_seconds() if last is not None else -1
    yield Sample("backup_age_seconds", "gauge", "Age of the newest backup; -1: none.", age)
