"""The one writer of a node: batches of operations, one transaction, reply after COMMIT.

Phones, pages, jobs and sync all write through `Writer.write`. One bad operation loses only itself: the batch it was in
is rolled back and done again with a savepoint for each, and its caller gets the exception. A batch whose transaction
fails is tried again operation by operation, except where COMMIT lost its connection: then nobody knows, and every
caller is told to send again (submissions are one event under their key, so sending again is safe). Nothing is answered
before COMMIT.

Several processes may each have a writer on one SQLite file (a front, a command beside the server): they take turns by a
file lock, batch by batch. PostgreSQL needs none: there each transaction locks its stream's head.
"""

from __future__ import annotations

import contextlib
import logging
import queue
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, RootTransaction
from sqlalchemy.exc import SQLAlchemyError

from server.errors import Problem
from server.telling import tell
from sync.log.prepared import execute_plain

from .faults import is_connection_lost, is_retryable, to_problem
from .locks import FileLock

LOG = logging.getLogger("rasoat.writer")
T = TypeVar("T")
BATCH_SIZE = 64
# How often one operation is tried when transactions of other processes get in its way.
TRIES = 4


@dataclass(slots=True)
class Unit:
    """What an operation may use: the connection of the open transaction, and a place for what follows COMMIT."""

    connection: Connection
    _after_commit: list[Callable[[], None]] = field(default_factory=list)

    def after_commit(self, action: Callable[[], None]) -> None:
        """Run `action` (in memory only, must not raise) once this unit's transaction is on disk."""
        self._after_commit.append(action)

    def run_after_commit(self) -> None:
        """Called by the writer after COMMIT; what is on disk stays true even when an action fails."""
        for action in self._after_commit:
            try:
                action()
            except Exception:
                LOG.exception("an action after COMMIT failed")


Operation = Callable[[Unit], T]


@dataclass(slots=True)
class _Item:
    operation: Operation[Any]
    future: Future[Any] = field(default_factory=Future)
    tries: int = 0


@dataclass(frozen=True, slots=True)
class _Failed:
    error: BaseException


class Writer:
    """A thread that owns the write engine. `write` blocks its caller until the result is on disk.

    `computing` is held while operations run, not while COMMIT waits for the disk (`Node.computing`).
    """

    def __init__(
        self,
        engine: Engine,
        *,
        lock: FileLock | None = None,
        computing: contextlib.AbstractContextManager[Any] | None = None,
        batch_size: int = BATCH_SIZE,
    ) -> None:
        self._engine = engine
        self._turn = lock.hold if lock is not None else contextlib.nullcontext
        self._computing = computing or contextlib.nullcontext()
        self._batch_size = batch_size
        self._queue: queue.SimpleQueue[_Item | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="rasoat-writer", daemon=True)
        self._gate = threading.Lock()
        self._is_stopped = False

    def start(self) -> Writer:
        """Start the thread; returns self."""
        self._thread.start()
        return self

    def stop(self) -> None:
        """Finish what is queued, then end the thread. Nothing can be queued behind the end mark."""
        with self._gate:
            if not self._is_stopped:
                self._is_stopped = True
                self._queue.put(None)
        if self._thread.is_alive():
            self._thread.join()

    def write(self, operation: Operation[T]) -> T:
        """Run `operation(unit)` in the next batch; return its result after COMMIT, or raise its exception.

        A full disk or an absent database is Problem STORE-003 or STORE-004 (503).
        """
        if threading.current_thread() is self._thread:
            raise RuntimeError("an operation must use its own unit, not wait for the writer it runs in")
        return self.submit(operation).result()

    def submit(self, operation: Operation[T]) -> Future[T]:
        """Queue `operation`; the future is settled after COMMIT, in the writer's thread."""
        return self.submit_all([operation])[0]

    def submit_all(self, operations: Sequence[Operation[T]]) -> list[Future[T]]:
        """Queue several at once, for one batch if it has room."""
        items = [_Item(one) for one in operations]
        with self._gate:
            if self._is_stopped:
                raise _stopped()
            for item in items:
                self._queue.put(item)
        return [item.future for item in items]

    def _run(self) -> None:
        batch: list[_Item] = []
        is_running = True
        try:
            while is_running:
                first = self._queue.get()
                if first is None:
                    return
                batch = [first]
                with self._turn():
                    # What came while waiting for the turn goes into the same transaction.
                    is_running = self._fill(batch)
                    self._commit_batch(batch)
        except BaseException:
            # A dead writer must not look like a slow one: everybody who waits or comes is told to send again.
            LOG.critical("the writer ended unexpectedly", exc_info=True)
            with self._gate:
                self._is_stopped = True
            self._refuse(batch)

    def _refuse(self, batch: list[_Item]) -> None:
        waiting: list[_Item | None] = [*batch]
        while not self._queue.empty():
            waiting.append(self._queue.get())
        for item in waiting:
            if item is not None and not item.future.done():
                item.future.set_exception(_stopped())

    def _fill(self, batch: list[_Item]) -> bool:
        """Add what is queued, up to the size of a batch; False when the end mark was among it."""
        while len(batch) < self._batch_size and not self._queue.empty():
            item = self._queue.get()
            if item is None:
                return False
            batch.append(item)
        return True

    def _commit_batch(self, batch: list[_Item]) -> None:
        for item in batch:
            item.tries += 1
        try:
            outcomes = self._try_batch(batch)
        except Exception as error:  # noqa: BLE001 - the transaction failed as a whole: every caller must hear of it
            self._after_failed_batch(batch, error)
            return
        for item, outcome in zip(batch, outcomes, strict=True):
            if not isinstance(outcome, _Failed):
                item.future.set_result(outcome)
            elif is_retryable(outcome.error) and item.tries < TRIES:
                self._commit_batch([item])
            else:
                item.future.set_exception(to_problem(outcome.error))

    def _try_batch(self, batch: list[_Item]) -> list[Any]:
        """Without savepoints, each of which copies the pages that are written after it; with them where one fails."""
        try:
            return self._run_batch(batch, _run_plainly)
        except _OperationFailedError as failed:
            if len(batch) == 1 and failed.__cause__ is not None:
                return [_Failed(failed.__cause__)]
        return self._run_batch(batch, _run_in_savepoint)

    def _after_failed_batch(self, batch: list[_Item], error: Exception) -> None:
        if len(batch) == 1 and is_retryable(error) and batch[0].tries < TRIES:
            self._commit_batch(batch)
        elif len(batch) == 1 or isinstance(error, UnknownOutcomeError):
            _fail(batch, error)
        else:
            self._commit_singly(batch)

    def _commit_singly(self, batch: list[_Item]) -> None:
        """Each operation in a transaction of its own; when the database is gone, the rest need not wait for it."""
        lost = 0
        for index, item in enumerate(batch):
            self._commit_batch([item])
            error = item.future.exception()
            lost = lost + 1 if isinstance(error, Problem) and error.code == "STORE-004" else 0
            if lost == 2:
                _fail(batch[index + 1 :], error)
                return

    def _run_batch(self, batch: list[_Item], run: Callable[[Operation[Any], Unit], Any]) -> list[Any]:
        outcomes: list[Any] = []
        units: list[Unit] = []
        with self._engine.connect() as connection:
            with self._computing:
                transaction = connection.begin()
                for item in batch:
                    unit = Unit(connection)
                    outcome = run(item.operation, unit)
                    outcomes.append(outcome)
                    if not isinstance(outcome, _Failed):
                        units.append(unit)
            # Others compute while this waits for the disk.
            _commit(transaction)
        for unit in units:
            unit.run_after_commit()
        return outcomes


class UnknownOutcomeError(Exception):
    """COMMIT was sent and no answer came: it may be on disk or not."""


def _commit(transaction: RootTransaction) -> None:
    try:
        transaction.commit()
    except SQLAlchemyError as error:
        if is_connection_lost(error):
            raise UnknownOutcomeError from error
        raise


def _fail(batch: list[_Item], error: BaseException | None) -> None:
    cause = error.__cause__ if isinstance(error, UnknownOutcomeError) else error
    for item in batch:
        item.future.set_exception(to_problem(cause or _stopped()))


class _OperationFailedError(Exception):
    """An operation of a batch without savepoints failed: nothing of the batch was kept."""


def _run_plainly(operation: Operation[Any], unit: Unit) -> Any:
    try:
        result = operation(unit)
        _check_open(unit.connection)
    except BaseException as error:
        if is_connection_lost(error):
            raise
        raise _OperationFailedError from error
    return result


def _run_in_savepoint(operation: Operation[Any], unit: Unit) -> Any:
    # On the driver: Core's own savepoint costs more than many an operation.
    execute_plain(unit.connection, "SAVEPOINT operation")
    try:
        result = operation(unit)
        _check_open(unit.connection)
        execute_plain(unit.connection, "RELEASE SAVEPOINT operation")
    except BaseException as error:
        if is_connection_lost(error):
            raise
        _roll_back(unit.connection, error)
        return _Failed(error)
    return result


def _roll_back(connection: Connection, error: BaseException) -> None:
    """Undo one operation; where the database has already ended the transaction, the first error tells why."""
    try:
        execute_plain(connection, "ROLLBACK TO SAVEPOINT operation")
        execute_plain(connection, "RELEASE SAVEPOINT operation")
    except SQLAlchemyError:
        raise error from None


def _check_open(connection: Connection) -> None:
    """SQLite ends the whole transaction by itself on a full disk; what follows would commit statement by statement."""
    is_open = getattr(connection.connection.dbapi_connection, "in_transaction", True)
    if not is_open:
        raise RuntimeError("the database ended the transaction by itself")


def _stopped() -> Problem:
    return Problem("STORE-002", 503, tell("Máy chủ đang tắt, chưa ghi gì."), tell("Gửi lại sau ít phút."))
