"""Jobs: enqueued with their cause, run once at a time, tried again with patience, on both engines."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from sqlalchemy import select

from server.store import jobs
from server.store.engines import Engines, open_postgresql
from server.store.tables import Base, Job
from server.store.writer import Unit, Writer

NOW = dt.datetime(2017, 9, 1, 8, 0, tzinfo=dt.UTC)
LATER = dt.timedelta(seconds=1)


@pytest.fixture
def writer(engines: Engines) -> Iterator[Writer]:
    Base.metadata.create_all(engines.write, tables=[Job.__table__])
    started = Writer(engines.write).start()
    yield started
    started.stop()


def on(writer: Writer, action: Callable[..., Any], *args: Any) -> Any:
    return writer.write(lambda unit: action(unit.connection, *args))


def test_a_job_of_an_operation_that_failed_does_not_exist(writer: Writer) -> None:
    def operation(unit: Unit) -> None:
        jobs.enqueue(unit.connection, "derive", {}, NOW)
        raise ValueError

    with pytest.raises(ValueError):
        writer.write(operation)
    assert on(writer, jobs.claim, NOW) is None


def test_the_job_due_longest_is_claimed_first_and_no_job_before_its_time(writer: Writer) -> None:
    on(writer, jobs.enqueue, "b", {"n": 2}, NOW - LATER)
    on(writer, jobs.enqueue, "a", {"n": 1}, NOW - 2 * LATER)
    on(writer, jobs.enqueue, "c", {"n": 3}, NOW + LATER)
    claimed = [on(writer, jobs.claim, NOW) for _ in range(3)]
    assert [job and job.args for job in claimed] == [{"n": 1}, {"n": 2}, None]


def test_a_claimed_job_is_nobody_elses_until_its_lease_runs_out(writer: Writer) -> None:
    on(writer, jobs.enqueue, "derive", {}, NOW)
    first = on(writer, jobs.claim, NOW)
    assert on(writer, jobs.claim, NOW + jobs.LEASE - LATER) is None
    second = on(writer, jobs.claim, NOW + jobs.LEASE)
    assert (second.job_id, second.attempts) == (first.job_id, 2)
    assert on(writer, jobs.finish, first) is False
    assert on(writer, jobs.finish, second) is True


def test_a_failed_job_waits_longer_each_time_and_stops_after_the_last_attempt(writer: Writer) -> None:
    on(writer, jobs.enqueue, "derive", {}, NOW)
    now = NOW
    pauses = []
    for _ in range(jobs.MOST_ATTEMPTS):
        job = on(writer, jobs.claim, now)
        on(writer, jobs.fail, job, now, "ValueError")
        pauses.append(jobs.pause_after(job.attempts).total_seconds())
        now += jobs.pause_after(job.attempts)
    assert pauses == [10, 20, 40, 80, 160, 320, 640, 1280, 2560, 3600, 3600, 3600]
    assert on(writer, jobs.claim, now + jobs.KEPT) is None
    assert on(writer, jobs.count_jobs) == {("derive", "failed"): 1}
    assert on(writer, jobs.retry_failed, now) == 1
    assert on(writer, jobs.claim, now).attempts == 1


def test_done_jobs_are_forgotten_after_a_week_and_others_never(writer: Writer) -> None:
    on(writer, jobs.enqueue, "done", {}, NOW)
    on(writer, jobs.finish, on(writer, jobs.claim, NOW))
    on(writer, jobs.enqueue, "waiting", {}, NOW)
    assert on(writer, jobs.forget_done, NOW + jobs.KEPT) == 0
    assert on(writer, jobs.forget_done, NOW + jobs.KEPT + LATER) == 1
    assert on(writer, jobs.count_jobs) == {("waiting", "waiting"): 1}


def test_two_workers_on_postgresql_never_hold_the_same_job(postgres_url: str) -> None:
    engines = open_postgresql(postgres_url)
    Base.metadata.create_all(engines.write, tables=[Job.__table__])
    with engines.write.begin() as connection:
        ids = {jobs.enqueue(connection, "derive", {}, NOW) for _ in range(2)}
    with engines.write.begin() as one, engines.write.begin() as other:
        first, second = jobs.claim(one, NOW), jobs.claim(other, NOW)
        assert jobs.claim(other, NOW) is None
    assert first is not None and second is not None
    assert {first.job_id, second.job_id} == ids
    with engines.read.connect() as connection:
        assert connection.execute(select(Job.state)).scalars().all() == ["running", "running"]
    engines.dispose()
