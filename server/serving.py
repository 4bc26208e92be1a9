"""Run a node: one server per data folder, spool swept, jobs beside it, a clean end on SIGTERM and Ctrl+C.

One process with many threads serves a commune's laptop. On a server, `RASOAT_FRONTS` processes share the listening
socket, for HTTP, parsing and classifying, and hand submissions to one more, which writes (ADR 11).
"""

from __future__ import annotations

import contextlib
import gc
import logging
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

from server.config import Config
from server.errors import Problem
from server.store.locks import FileLock
from server.telling import tell

if TYPE_CHECKING:
    from flask import Flask

    from server.services.node import Node

LOCK_FILE = "serving.lock"
MAX_REQUEST_BYTES = 600_000_000
# Slow phones keep connections open without using a thread: waitress reads them in its own loop.
MAX_CONNECTIONS = 1_000
BACKLOG = 1_024
IDLE_SECONDS = 120
# A form arrives in one piece, a photo in a few.
RECEIVE_BYTES = 65_536
# A front gets its listening socket, its name and whose it is by these.
LISTEN_FD, FRONT_NAME, SUPERVISOR_PID = "RASOAT_LISTEN_FD", "RASOAT_FRONT", "RASOAT_SUPERVISOR"
WRITER = "writer"
PAUSE_SECONDS = 0.5
# One heap for all threads: they seldom allocate at once, and each heap of its own keeps what it has freed (glibc).
SMALL_HEAP = {"MALLOC_ARENA_MAX": "1"}
SWITCH_SECONDS = 0.02
GC_THRESHOLDS = (20_000, 20, 50)
SHORT_LIFE_SECONDS, MOST_SHORT_LIVES = 10.0, 5


def run(node: Node, app: Flask, say: Callable[[], None] = lambda: None) -> None:
    """Serve in this process until it is told to stop; what is under way is answered first."""
    with only_server(node.config.var), listen(node.config) as listening:
        sweep_spool(node.config.var)
        say()
        _serve(node, app, listening, has_jobs=True)


def run_front(node: Node, app: Flask) -> None:
    """Serve as one of several processes: submissions go to the one that writes."""
    from server.services.ingest.handing import Handing

    listening = socket.socket(fileno=int(os.environ[LISTEN_FD]))
    _end_with_parent()
    node.handing = Handing(node.config.var)
    _serve(node, app, listening, has_jobs=False)


def run_writer(node: Node) -> None:
    """Write what the fronts hand over, and run the jobs: one process writes nearly everything."""
    from server.services.ingest.receive import take, write_here
    from server.services.ingest.receiver import Receiver
    from server.services.job_kinds import HANDLERS, SWEEPS
    from server.services.jobs import JobWorker

    _end_with_parent()
    _end_on_sigterm()
    receiver = Receiver(node, take, write_here)
    jobs = JobWorker(node, HANDLERS, SWEEPS).start()
    _settle_down()
    try:
        receiver.run()
    finally:
        jobs.stop()


def supervise(config: Config, passphrase: str | None, say: Callable[[], None]) -> None:
    """Start the fronts, start again what ends by itself, and end them all when told to stop.

    `say` tells people the address, once the port and the folder are ours.
    """
    with only_server(config.var) as lock, listen(config) as listening:
        sweep_spool(config.var)
        _end_on_sigterm()
        handed = (lock.fileno(), listening.fileno())
        environ = {**os.environ, **SMALL_HEAP, LISTEN_FD: str(listening.fileno()), SUPERVISOR_PID: str(os.getpid())}
        if passphrase is not None:
            environ["RASOAT_PASSPHRASE"] = passphrase
        names = [WRITER, *map(str, range(config.fronts))]
        fronts = [_Front(name, config.var, environ, handed) for name in names]
        try:
            say()
            while True:
                time.sleep(PAUSE_SECONDS)
                for front in fronts:
                    front.keep_up()
        finally:
            for front in fronts:
                front.process.terminate()
            for front in fronts:
                front.process.wait()


class _Front:
    """One process of the server; started again when it ends, given up when it cannot even start."""

    def __init__(self, name: str, folder: Path, environ: dict[str, str], handed: tuple[int, int]) -> None:
        self._environ = {**environ, FRONT_NAME: name}
        self._folder = folder
        self._handed = handed
        self._short_lives = 0
        self.process = self._start()

    def keep_up(self) -> None:
        """Start again what ended; Problem NODE-010 when it ended right after each of several starts."""
        if self.process.poll() is None:
            return
        lived = time.monotonic() - self._started
        self._short_lives = self._short_lives + 1 if lived < SHORT_LIFE_SECONDS else 0
        if self._short_lives >= MOST_SHORT_LIVES:
            raise Problem(
                "NODE-010",
                500,
                tell(
                    "Máy chủ dừng ngay sau khi khởi động {most_short_lives} lần liền.",
                    most_short_lives=MOST_SHORT_LIVES,
                ),
                tell("Xem lỗi in ở trên; kiểm tra bằng: rasoat verify."),
            )
        self.process = self._start()

    def _start(self) -> subprocess.Popen[bytes]:
        self._started = time.monotonic()
        command = [sys.executable, "-m", "server.cli", "serve"]
        return subprocess.Popen(command, env=self._environ, pass_fds=self._handed, cwd=self._folder)


def is_front() -> bool:
    """True in a process that `supervise` started."""
    return LISTEN_FD in os.environ


def is_writer() -> bool:
    """True in the one of them that writes."""
    return os.environ.get(FRONT_NAME) == WRITER


def listen(config: Config) -> socket.socket:
    """The listening socket; Problem NODE-009 where another program has the port."""
    try:
        return socket.create_server((config.host, config.port), backlog=BACKLOG)
    except OSError as error:
        raise Problem(
            "NODE-009",
            409,
            tell(
                "Không mở được cổng {port} ở {host}: {value}.",
                port=str(config.port),
                host=config.host,
                value=error.strerror or error,
            ),
            tell("Dừng chương trình đang dùng cổng đó, hoặc chọn cổng khác: PORT={port}.", port=str(config.port + 1)),
        ) from error


@contextlib.contextmanager
def only_server(var: Path) -> Iterator[FileLock]:
    """Hold the folder's lock; Problem NODE-005 when another process serves it. The lock ends with the process."""
    lock = FileLock(var / LOCK_FILE)
    with contextlib.closing(lock):
        if not lock.try_acquire():
            raise Problem(
                "NODE-005",
                409,
                tell("Một chương trình khác đang chạy máy chủ trên thư mục {name}.", name=var.name),
                tell("Dừng chương trình đó trước, hoặc đặt RASOAT_VAR sang thư mục khác."),
            )
        yield lock


def sweep_spool(var: Path) -> None:
    """Remove what an earlier run left half received: nobody was told that we have it."""
    shutil.rmtree(var / "spool", ignore_errors=True)
    (var / "spool").mkdir(parents=True, exist_ok=True)


def _serve(node: Node, app: Flask, listening: socket.socket, *, has_jobs: bool) -> None:
    from waitress.server import create_server

    from server.direct import serve_directly
    from server.services.job_kinds import HANDLERS, SWEEPS
    from server.services.jobs import JobWorker

    # Request bodies beyond memory go to temporary files: inside var/, never in a shared folder.
    tempfile.tempdir = str(node.blobs.spool)
    logging.getLogger("waitress").setLevel(logging.ERROR)
    jobs = JobWorker(node, HANDLERS, SWEEPS).start() if has_jobs else None
    server = create_server(
        app,
        sockets=[listening],
        threads=node.config.threads,
        connection_limit=MAX_CONNECTIONS,
        channel_timeout=IDLE_SECONDS,
        asyncore_use_poll=True,
        recv_bytes=RECEIVE_BYTES,
        max_request_body_size=MAX_REQUEST_BYTES,
        ident=None,
    )
    serve_directly(server, node)
    _end_on_sigterm()
    _settle_down()
    try:
        server.run()
    finally:
        server.close()
        if jobs is not None:
            jobs.stop()
        tempfile.tempdir = None


def _settle_down() -> None:
    """Set the interpreter to serving."""
    # Forms, packs and modules stay for good: the collector need not walk through them again and again.
    gc.collect()
    gc.freeze()
    # A form makes a thousand objects and hardly a circle among them: looking after every one of them is in vain.
    gc.set_threshold(*GC_THRESHOLDS)
    # Threads that compute take turns by `Node.computing`; switching more often only costs.
    sys.setswitchinterval(SWITCH_SECONDS)


def _end_on_sigterm() -> None:
    def end(_number: int, _frame: FrameType | None) -> None:
        raise SystemExit(0)

    with contextlib.suppress(ValueError):  # not the main thread: whoever started us ends us
        signal.signal(signal.SIGTERM, end)


def _end_with_parent() -> None:
    """A front without its supervisor would keep the port and the lock: it ends by itself."""
    parent = int(os.environ[SUPERVISOR_PID])  # not getppid(): it may be gone before we have started

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(PAUSE_SECONDS)
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=watch, name="rasoat-parent", daemon=True).start()
