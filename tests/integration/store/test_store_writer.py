"""The writer on both engines: nothing half written, nobody loses by somebody else's mistake."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import Column, Integer, MetaData, Table, Text, func, insert, select, text, update
from sqlalchemy.exc import IntegrityError

from server.errors import Problem
from server.store.engines import Engines
from server.store.writer import Unit, Writer

metadata = MetaData()
NOTE = Table("note", metadata, Column("id", Integer, primary_key=True), Column("body", Text, nullable=False))


@pytest.fixture
def writer(engines: Engines) -> Iterator[Writer]:
    metadata.create_all(engines.write)
    started = Writer(engines.write).start()
    yield started
    started.stop()


def count(engines: Engines) -> int:
    with engines.read.connect() as connection:
        return connection.execute(select(func.count()).select_from(NOTE)).scalar_one()


def add(note_id: int) -> Callable[[Unit], int]:
    def operation(unit: Unit) -> int:
        unit.connection.execute(insert(NOTE), {"id": note_id, "body": "x"})
        return note_id

    return operation


def write_together(writer: Writer, operations: list[Callable[[Unit], Any]]) -> list[Any]:
    """All operations in one batch: the first holds the writer until the others are queued."""
    started, gate = threading.Event(), threading.Event()

    def hold(unit: Unit) -> None:
        started.set()
        gate.wait(10)

    with ThreadPoolExecutor(len(operations) + 1) as pool:
        first = pool.submit(writer.write, hold)
        started.wait(10)
        rest = [pool.submit(writer.write, operation) for operation in operations]
        while writer._queue.qsize() < len(operations):
            threading.Event().wait(0.001)
        gate.set()
        first.result()
        return [one.exception() or one.result() for one in rest]


def test_a_savepoint_that_is_the_first_statement_leaves_nothing_after_the_outer_rollback(engines: Engines) -> None:
    metadata.create_all(engines.write)
    with engines.write.connect() as connection:
        outer = connection.begin()
        with connection.begin_nested():
            connection.execute(insert(NOTE), {"id": 1, "body": "x"})
        outer.rollback()
    assert count(engines) == 0


def test_one_integrity_error_in_a_batch_of_64_loses_only_its_own_item(writer: Writer, engines: Engines) -> None:
    operations = [add(1 if n == 30 else n + 1) for n in range(64)]
    outcomes = write_together(writer, operations)
    assert [n for n, one in enumerate(outcomes) if isinstance(one, IntegrityError)] == [30]
    assert count(engines) == 63


def test_a_failed_operation_leaves_none_of_its_own_statements(writer: Writer, engines: Engines) -> None:
    def half(unit: Unit) -> None:
        unit.connection.execute(insert(NOTE), {"id": 5, "body": "x"})
        raise ValueError("second half")

    with pytest.raises(ValueError, match="second half"):
        writer.write(half)
    assert count(engines) == 0


def test_the_result_is_on_disk_when_write_returns(writer: Writer, engines: Engines) -> None:
    assert writer.write(add(7)) == 7
    assert count(engines) == 1


def test_what_follows_commit_runs_only_after_success_and_its_failure_hides_nothing(writer: Writer) -> None:
    seen: list[str] = []

    def good(unit: Unit) -> str:
        unit.after_commit(lambda: seen.append("good"))
        unit.after_commit(lambda: 1 // 0)
        return "kept"

    def bad(unit: Unit) -> None:
        unit.after_commit(lambda: seen.append("bad"))
        raise ValueError

    with pytest.raises(ValueError):
        writer.write(bad)
    assert writer.write(good) == "kept"
    assert seen == ["good"]


def test_after_stop_a_write_is_refused_and_what_was_queued_is_kept(engines: Engines) -> None:
    metadata.create_all(engines.write)
    writer = Writer(engines.write).start()
    outcomes = write_together(writer, [add(n) for n in range(10)])
    writer.stop()
    writer.stop()
    with pytest.raises(Problem, match="đang tắt"):
        writer.write(add(99))
    assert outcomes == list(range(10))
    assert count(engines) == 10


def test_no_caller_waits_for_ever_when_stop_races_with_writes(engines: Engines) -> None:
    metadata.create_all(engines.write)
    for turn in range(20):
        writer = Writer(engines.write).start()
        with ThreadPoolExecutor(9) as pool:
            answers = [pool.submit(writer.write, add(turn * 100 + n)) for n in range(8)]
            pool.submit(writer.stop).result(10)
            done = [one.exception(timeout=10) for one in answers]
        assert all(one is None or isinstance(one, Problem) for one in done)


def test_a_writer_that_dies_tells_everybody_instead_of_hanging(engines: Engines) -> None:
    class BrokenEngine:
        def connect(self) -> Any:
            raise SystemExit("gone")

    writer = Writer(BrokenEngine()).start()  # type: ignore[arg-type]
    with pytest.raises(Problem, match="đang tắt"):
        writer.write(add(1))
    writer._thread.join(10)
    with pytest.raises(Problem, match="đang tắt"):
        writer.write(add(2))


def test_an_operation_that_waits_for_its_own_writer_is_told_so(writer: Writer) -> None:
    with pytest.raises(RuntimeError, match="its own unit"):
        writer.write(lambda unit: writer.write(add(1)))


def test_two_processes_that_lock_in_opposite_order_on_postgresql_both_succeed(postgres_url: str) -> None:
    from server.store.engines import open_postgresql

    engines = open_postgresql(postgres_url)
    metadata.create_all(engines.write)
    with engines.write.begin() as connection:
        connection.execute(insert(NOTE), [{"id": 1, "body": ""}, {"id": 2, "body": ""}])
    writers = [Writer(engines.write).start(), Writer(engines.write).start()]
    barrier = threading.Barrier(2)

    def touch(order: list[int]) -> Callable[[Unit], None]:
        tries: list[int] = []

        def operation(unit: Unit) -> None:
            tries.append(1)
            for n, note_id in enumerate(order):
                unit.connection.execute(update(NOTE).where(NOTE.c.id == note_id).values(body=NOTE.c.body + "x"))
                if n == 0 and len(tries) == 1:
                    barrier.wait(10)

        return operation

    with ThreadPoolExecutor(2) as pool:
        both = [pool.submit(one.write, touch(order)) for one, order in zip(writers, ([1, 2], [2, 1]), strict=True)]
        assert [one.result(30) for one in both] == [None, None]
    with engines.read.connect() as connection:
        assert connection.execute(select(NOTE.c.body).order_by(NOTE.c.id)).scalars().all() == ["xx", "xx"]
    for one in writers:
        one.stop()
    engines.dispose()


def test_a_database_that_goes_away_is_503_and_the_next_write_after_its_return_succeeds(postgres_url: str) -> None:
    from server.store.engines import open_postgresql

    engines = open_postgresql(postgres_url)
    metadata.create_all(engines.write)
    writer = Writer(engines.write).start()
    with pytest.raises(Problem) as caught:
        writer.write(_cut_own_connection)
    assert (caught.value.code, caught.value.status) == ("STORE-004", 503)
    assert writer.write(add(1)) == 1
    writer.stop()
    engines.dispose()


def _cut_own_connection(unit: Unit) -> None:
    unit.connection.execute(insert(NOTE), {"id": 9, "body": "x"})
    unit.connection.execute(text("SELECT pg_terminate_backend(pg_backend_pid())"))


def test_a_full_disk_is_503_and_what_was_there_is_still_there(tmp_path: Any) -> None:
    from server.store.engines import open_sqlite

    engines = open_sqlite(tmp_path / "node.db", bytes(32))
    metadata.create_all(engines.write)
    writer = Writer(engines.write).start()
    writer.write(add(1))

    def limit(unit: Unit) -> None:
        pages = unit.connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        unit.connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")

    def fill(unit: Unit) -> None:
        unit.connection.execute(insert(NOTE), {"id": 2, "body": "x" * 100_000})

    writer.write(limit)
    with pytest.raises(Problem) as caught:
        writer.write(fill)
    assert (caught.value.code, caught.value.status) == ("STORE-003", 503)
    assert count(engines) == 1
    outcomes = write_together(writer, [add(3), fill, add(4)])
    assert [type(one).__name__ for one in outcomes] == ["int", "Problem", "int"]
    assert count(engines) == 3
    writer.stop()
    engines.dispose()
