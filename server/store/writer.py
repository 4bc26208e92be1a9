"""The one writer of a node: batches of operations, one transaction, one savepoint each, reply after COMMIT.

Phones, pages, jobs and sync all write through `Writer.write`. One bad operation loses only itself: its savepoint
is rolled back and its caller gets the exception. A failed COMMIT is retried operation by operation.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine

from server.errors import Problem

T = TypeVar("T")
BATCH_SIZE = 64


@dataclass(slots=True)
class Unit:
    """What an operation may use: the connection of the open transaction, and a place for what follows COMMIT."""

    connection: Connection
    _after_commit: list[Callable[[], None]] = field(default_factory=list)

    def after_commit(self, action: Callable[[], None]) -> None:
        """Run `action` (in memory only, must not raise) once this unit's transaction is on disk."""
        self._after_commit.append(action)


Operation = Callable[[Unit], T]
_Item = tuple[Operation[Any], "Future[Any]"]


class Writer:
    """A thread that owns the write engine. `write` blocks its caller until the result is on disk."""

    def __init__(self, engine: Engine, *, batch_size: int = BATCH_SIZE) -> None:
        self._engine = engine
        self._batch_size = batch_size
        self._queue: queue.SimpleQueue[_Item | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="rasoat-writer", daemon=True)
        self._is_stopped = False

    def start(self) -> Writer:
        """Start the thread; returns self."""
        self._thread.start()
        return self

    def stop(self) -> None:
        """Finish what is queued, then end the thread."""
        if not self._is_stopped:
            self._is_stopped = True
            self._queue.put(None)
            self._thread.join()

    def write(self, operation: Operation[T]) -> T:
        """Run `operation(unit)` in the next batch; return its result after COMMIT, or raise its exception."""
        if self._is_stopped:
            raise Problem("STORE-002", 503, "Máy chủ đang tắt, chưa ghi gì.", "Gửi lại sau ít phút.")
        future: Future[T] = Future()
        self._queue.put((operation, future))
        return future.result()

    def _run(self) -> None:
        is_running = True
        while is_running:
            batch, is_running = self._take_batch()
            if batch:
                self._commit_batch(batch)

    def _take_batch(self) -> tuple[list[_Item], bool]:
        batch: list[_Item] = []
        item = self._queue.get()
        while item is not None:
            batch.append(item)
            if len(batch) >= self._batch_size or self._queue.empty():
                return batch, True
            item = self._queue.get()
        return batch, False

    def _commit_batch(self, batch: list[_Item]) -> None:
        try:
            outcomes = self._try_batch(batch)
        except Exception as error:  # noqa: BLE001 - the transaction failed as a whole: every caller must hear of it
            if len(batch) == 1:
                batch[0][1].set_exception(error)
                return
            for item in batch:
                self._commit_batch([item])
            return
        for (_, future), outcome in zip(batch, outcomes, strict=True):
            if isinstance(outcome, _Failed):
                future.set_exception(outcome.error)
            else:
                future.set_result(outcome)

    def _try_batch(self, batch: list[_Item]) -> list[Any]:
        outcomes: list[Any] = []
        units: list[Unit] = []
        with self._engine.begin() as connection:
            for operation, _ in batch:
                unit = Unit(connection)
                outcome = _run_in_savepoint(operation, unit)
                outcomes.append(outcome)
                if not isinstance(outcome, _Failed):
                    units.append(unit)
        for unit in units:
            for action in unit._after_commit:
                action()
        return outcomes


@dataclass(frozen=True, slots=True)
class _Failed:
    error: BaseException


def _run_in_savepoint(operation: Operation[Any], unit: Unit) -> Any:
    savepoint = unit.connection.begin_nested()
    try:
        result = operation(unit)
    except Exception as error:  # noqa: BLE001 - handed to the caller of this operation; the batch goes on
        savepoint.rollback()
        return _Failed(error)
    savepoint.commit()
    return result
