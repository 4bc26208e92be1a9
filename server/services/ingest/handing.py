"""Submissions handed from the processes that talk to phones to the one that writes: the side of a front (ADR 11).

A front parses, types and classes; what the projection needs goes over a local socket in the node's own folder, as a
pickle between two processes of one program and one user. The writer answers after COMMIT. Where it cannot be reached,
or goes away before it answers, the front writes itself, in its turn by the file lock: a submission that was already
taken in is one event under its key.
"""

from __future__ import annotations

import contextlib
import logging
import pickle
import socket
import struct
import threading
from collections.abc import Sequence
from concurrent.futures import Future
from pathlib import Path
from typing import Any

from server.errors import Problem

from .frames import Frame, FrameReader, socket_address
from .packing import pack
from .reading import Arriving
from .types import Receipt

LOG = logging.getLogger("rasoat.handing")
# Longer than any batch takes; then the front looks for itself.
PATIENCE_SECONDS = 30
# The writer's process reads all the time: a socket that stays full this long belongs to one that hangs.
SENDING_SECONDS = 2


class WriterGoneError(OSError):
    """No answer will come: what was handed over may have been written or not."""


class Handing:
    """One connection for all threads of a front, made anew after it broke."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._gate = threading.Lock()
        self._link: _Link | None = None

    def hand(self, arriving: Arriving) -> Receipt | None:
        """What the writer answers; None where it cannot be reached. A Problem it met is raised here."""
        try:
            link = self._connect()
        except OSError as error:
            _warn(error)
            return None
        try:
            return link.send([arriving])[0].result(PATIENCE_SECONDS)
        except OSError as error:  # TimeoutError is one
            link.close()
            _warn(error)
            return None

    def begin_all(self, arriving: Sequence[Arriving]) -> list[Future[Receipt]]:
        """The same for several at once, without waiting, over a connection that has proved itself.

        Where there is none now, the futures have failed already.
        """
        link = self._link
        if link is None or not link.is_proven:
            return [_gone() for _ in arriving]
        try:
            return link.send(arriving)
        except OSError:
            link.close()
            return [_gone() for _ in arriving]

    def _connect(self) -> _Link:
        with self._gate:
            if self._link is None or self._link.is_closed:
                self._link = _Link(socket_address(self._folder))
            return self._link


def _gone() -> Future[Receipt]:
    future = Future[Receipt]()
    future.set_exception(WriterGoneError("no connection"))
    return future


def _warn(error: OSError) -> None:
    LOG.warning("the writer process did not answer (%s), writing here", type(error).__name__)


class _Link:
    """A connection to the writer, and a thread that reads its answers."""

    def __init__(self, address: str) -> None:
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_SNDTIMEO, struct.pack("ll", SENDING_SECONDS, 0))
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, struct.pack("ll", PATIENCE_SECONDS, 0))
        self._sending = threading.Lock()
        self._next = 0
        self._waiting: dict[int, Future[Receipt]] = {}
        self.is_closed = False
        self.is_proven = False
        try:
            self._socket.connect(address)
        except OSError:
            self._socket.close()
            raise
        threading.Thread(target=self._read, name="rasoat-handing", daemon=True).start()

    def send(self, arriving: Sequence[Arriving]) -> list[Future[Receipt]]:
        """Hand over. A future fails with WriterGoneError where the connection breaks, or with what the writer met."""
        body, futures = pack(arriving), [Future[Receipt]() for _ in arriving]
        with self._sending:
            self._waiting.update(enumerate(futures, self._next))
            self._socket.sendall(Frame(self._next, len(futures), body).to_bytes())
            self._next += len(futures)
        # Broken before the reader could see that these wait too.
        if self.is_closed:
            self._fail()
        return futures

    def close(self) -> None:
        """Wake the reader, which fails what still waits."""
        self.is_closed = True
        self.is_proven = False
        with contextlib.suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)

    def _read(self) -> None:
        reader = FrameReader(self._socket)
        try:
            while True:
                try:
                    for one in reader.read():
                        self._settle(one.number, pickle.loads(one.body))
                except BlockingIOError:
                    # Nothing came for as long as patience lasts: well, unless somebody waits.
                    if self._waiting:
                        return
        except (OSError, EOFError):
            return
        finally:
            self.close()
            self._socket.close()
            self._fail()

    def _settle(self, number: int, answer: Any) -> None:
        self.is_proven = True
        future = self._waiting.pop(number, None)
        if future is None:
            return
        if isinstance(answer, Receipt):
            future.set_result(answer)
        else:
            future.set_exception(answer if isinstance(answer, Problem) else WriterGoneError("not written"))

    def _fail(self) -> None:
        while self._waiting:
            with contextlib.suppress(KeyError):  # somebody else fails them too
                self._waiting.popitem()[1].set_exception(WriterGoneError("the connection broke"))


__all__ = ["Handing", "WriterGoneError"]
