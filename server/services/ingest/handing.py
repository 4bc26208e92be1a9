"""Submissions handed from the processes that talk to phones to the one that writes: the side of a front (ADR 11).

A front parses, types and classes; what the projection needs goes over a local socket in the node's own folder, as a
pickle between two processes of one program and one user. The writer answers after COMMIT. Where it cannot be reached,
or goes away before it answers, the front writes itself, in its turn by the file lock: a submission that was already
taken in is one event under its key.
"""

from __future__ import annotations

import contextlib
import itertools
import logging
import pickle
import socket
import struct
import threading
from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from server.errors import Problem

from .frames import FrameReader, frame, socket_address
from .types import Receipt

if TYPE_CHECKING:
    from .receive import Arriving

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
            return link.send(arriving).result(PATIENCE_SECONDS)
        except OSError as error:  # TimeoutError is one
            link.close()
            _warn(error)
            return None

    def begin(self, arriving: Arriving) -> Future[Receipt] | None:
        """The same without waiting, over a connection that has proved itself; None where there is none now."""
        link = self._link
        if link is None or not link.is_proven:
            return None
        try:
            return link.send(arriving)
        except OSError:
            link.close()
            return None

    def _connect(self) -> _Link:
        with self._gate:
            if self._link is None or self._link.is_closed:
                self._link = _Link(socket_address(self._folder))
            return self._link


def _warn(error: OSError) -> None:
    LOG.warning("the writer process did not answer (%s), writing here", type(error).__name__)


class _Link:
    """A connection to the writer, and a thread that reads its answers."""

    def __init__(self, address: str) -> None:
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_SNDTIMEO, struct.pack("ll", SENDING_SECONDS, 0))
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, struct.pack("ll", PATIENCE_SECONDS, 0))
        self._sending = threading.Lock()
        self._numbers = itertools.count()
        self._waiting: dict[int, Future[Receipt]] = {}
        self.is_closed = False
        self.is_proven = False
        try:
            self._socket.connect(address)
        except OSError:
            self._socket.close()
            raise
        threading.Thread(target=self._read, name="rasoat-handing", daemon=True).start()

    def send(self, arriving: Arriving) -> Future[Receipt]:
        """Hand over. The future fails with WriterGoneError where the connection breaks, or with what the writer met."""
        number, future = next(self._numbers), Future[Receipt]()
        data = frame(number, _slim(arriving))
        self._waiting[number] = future
        with self._sending:
            self._socket.sendall(data)
        # Broken before the reader could see that this one waits too.
        if self.is_closed:
            self._fail()
        return future

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
                    for number, body in reader.read():
                        self._settle(number, pickle.loads(body))
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


def _slim(arriving: Arriving) -> Arriving:
    """Without what only parsing needed: scopes of the form, reasons of the classes."""
    worked = arriving.worked
    if worked is None:
        return arriving
    answers = replace(worked.answers, scopes=[], irrelevant=[])
    assessments = tuple(replace(one, trace=()) for one in worked.assessments)
    return replace(arriving, worked=replace(worked, answers=answers, assessments=assessments))


__all__ = ["Handing", "WriterGoneError"]
