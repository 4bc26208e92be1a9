"""The worker for jobs: one thread beside the server, or one run from the command line."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from server.services.node import Node
from server.store import jobs
from server.store.jobs import Claimed

LOG = logging.getLogger("rasoat.jobs")
POLL_SECONDS = 5.0

# A handler gets the node and the job's args; it may run twice and must then change nothing more.
Handler = Callable[[Node, dict[str, Any]], None]


def run_due_jobs(node: Node, handlers: Mapping[str, Handler]) -> int:
    """Run every job that is due now; returns how many were tried."""
    tried = 0
    while (job := node.writer.write(lambda unit: jobs.claim(unit.connection, node.now()))) is not None:
        _run_one(node, handlers, job)
        tried += 1
    return tried


def _run_one(node: Node, handlers: Mapping[str, Handler], job: Claimed) -> None:
    try:
        handlers[job.kind](node, job.args)
    except Exception as error:  # noqa: BLE001 - noted on the job, which is tried again
        # The type only: a message may carry answers, and this text lies in the table and the log (R29).
        reason = type(error).__name__
        LOG.warning("job %s %s failed on attempt %s: %s", job.kind, job.job_id, job.attempts, reason)
        node.writer.write(lambda unit: jobs.fail(unit.connection, job, node.now(), reason))
        return
    node.writer.write(lambda unit: jobs.finish(unit.connection, job))


def count_jobs(node: Node) -> dict[tuple[str, str], int]:
    """How many jobs of each (kind, state)."""
    return node.read(jobs.count_jobs)


def retry_failed_jobs(node: Node) -> int:
    """Give every failed job a fresh start; returns how many."""
    return node.writer.write(lambda unit: jobs.retry_failed(unit.connection, node.now()))


class JobWorker:
    """A thread that runs jobs as they fall due; `wake` after enqueueing saves it the wait.

    `sweeps` look each time for work that nothing else enqueues.
    """

    def __init__(
        self, node: Node, handlers: Mapping[str, Handler], sweeps: Sequence[Callable[[Node], None]] = ()
    ) -> None:
        self._node = node
        self._handlers = handlers
        self._sweeps = sweeps
        self._wake = threading.Event()
        self._is_stopped = False
        self._thread = threading.Thread(target=self._run, name="rasoat-jobs", daemon=True)

    def start(self) -> JobWorker:
        """Start the thread; returns self."""
        self._thread.start()
        return self

    def wake(self) -> None:
        """Look at the table now."""
        self._wake.set()

    def stop(self) -> None:
        """End after the job at hand."""
        self._is_stopped = True
        self._wake.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._is_stopped:
            self._wake.clear()
            try:
                for sweep in self._sweeps:
                    sweep(self._node)
                run_due_jobs(self._node, self._handlers)
                self._node.writer.write(lambda unit: jobs.forget_done(unit.connection, self._node.now()))
            except Exception:
                # A full disk or a database away passes; the thread must be there when it is back.
                LOG.exception("the job table could not be read or written")
            self._wake.wait(POLL_SECONDS)
