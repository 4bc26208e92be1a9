"""Run a node: one process per data folder, spool swept, jobs beside the server, a clean end on SIGTERM and Ctrl+C."""

from __future__ import annotations

import contextlib
import logging
import os
import signal
import tempfile
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

from flask import Flask
from waitress.server import create_server

from server.errors import Problem
from server.services.job_kinds import HANDLERS
from server.services.jobs import JobWorker
from server.services.node import Node

LOCK_FILE = "serving.lock"
MAX_REQUEST_BYTES = 600_000_000
# Slow phones keep connections open without using a thread: waitress reads them in its own loop.
MAX_CONNECTIONS = 1_000
IDLE_SECONDS = 120


def run(node: Node, app: Flask) -> None:
    """Serve until the process is told to stop; phones' requests under way are answered first."""
    with only_server(node.config.var):
        node.blobs.sweep()
        # Request bodies beyond memory go to temporary files: inside var/, never in a shared folder.
        tempfile.tempdir = str(node.blobs.spool)
        jobs = JobWorker(node, HANDLERS).start()
        _end_on_sigterm()
        logging.getLogger("waitress").setLevel(logging.ERROR)
        server = create_server(
            app,
            host=node.config.host,
            port=node.config.port,
            threads=node.config.threads,
            connection_limit=MAX_CONNECTIONS,
            channel_timeout=IDLE_SECONDS,
            asyncore_use_poll=True,
            max_request_body_size=MAX_REQUEST_BYTES,
            ident=None,
        )
        try:
            server.run()
        finally:
            server.close()
            jobs.stop()
            tempfile.tempdir = None


@contextlib.contextmanager
def only_server(var: Path) -> Iterator[None]:
    """Hold the folder's lock; Problem NODE-005 when another process serves it. The lock ends with the process."""
    path = var / LOCK_FILE
    with path.open("a+b") as file:
        try:
            _lock(file.fileno())
        except OSError as error:
            raise Problem(
                "NODE-005",
                409,
                f"Một chương trình khác đang chạy máy chủ trên thư mục {var.name}.",
                "Dừng chương trình đó trước, hoặc đặt RASOAT_VAR sang thư mục khác.",
            ) from error
        yield


def _lock(descriptor: int) -> None:
    if os.name == "nt":
        import msvcrt

        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
        return
    import fcntl

    fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _end_on_sigterm() -> None:
    def end(_number: int, _frame: FrameType | None) -> None:
        raise SystemExit(0)

    with contextlib.suppress(ValueError):  # not the main thread: whoever started us ends us
        signal.signal(signal.SIGTERM, end)
