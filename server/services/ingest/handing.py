"""Submissions handed from the processes that talk to phones to the one that writes (ADR 11).

A front parses, types and classes; what the projection needs goes over a local socket in the node's own folder, as a
pickle between two processes of one program and one user. The writer answers after COMMIT. Where it cannot be reached,
or goes away before it answers, the front writes itself, in its turn by the file lock: a submission that was already
taken in is one event under its key.
"""

from __future__ import annotations

import contextlib
import logging
import os
import pickle
import selectors
import socket
import struct
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from server.errors import Problem
from server.services.node import Node

from .types import Receipt

if TYPE_CHECKING:
    from .receive import Arriving

LOG = logging.getLogger("rasoat.handing")
# A relative name: the processes run in the node's folder, and the address of a local socket may not be long.
SOCKET_NAME = "writer.sock"
HEADER = struct.Struct("!I")
# Longer than any batch takes; then the front looks for itself.
PATIENCE_SECONDS = 30.0
CHUNK = 1 << 18


class Handing:
    """The front's side: one connection a thread, made anew after it broke."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._local = threading.local()

    def hand(self, arriving: Arriving) -> Receipt | None:
        """What the writer answers; None where it cannot be reached. A Problem it met is raised here."""
        try:
            connection = self._connect()
            _send(connection, pickle.dumps(_slim(arriving), pickle.HIGHEST_PROTOCOL))
            answer = pickle.loads(_receive(connection))
        except (OSError, EOFError) as error:
            LOG.warning("the writer process did not answer (%s), writing here", type(error).__name__)
            self._drop()
            return None
        if isinstance(answer, Problem):
            raise answer
        return answer if isinstance(answer, Receipt) else None

    def _connect(self) -> socket.socket:
        connection: socket.socket | None = getattr(self._local, "connection", None)
        if connection is None:
            connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            connection.settimeout(PATIENCE_SECONDS)
            try:
                connection.connect(_address(self._folder))
            except OSError:
                connection.close()
                raise
            self._local.connection = connection
        return connection

    def _drop(self) -> None:
        connection = getattr(self._local, "connection", None)
        self._local.connection = None
        if connection is not None:
            connection.close()


def _slim(arriving: Arriving) -> Arriving:
    """Without what only parsing needed: scopes of the form, reasons of the classes."""
    worked = arriving.worked
    if worked is None:
        return arriving
    answers = replace(worked.answers, scopes=[], irrelevant=[])
    assessments = tuple(replace(one, trace=()) for one in worked.assessments)
    return replace(arriving, worked=replace(worked, answers=answers, assessments=assessments))


def _address(folder: Path) -> str:
    return SOCKET_NAME if Path.cwd() == folder else str(folder / SOCKET_NAME)


def _send(connection: socket.socket, data: bytes) -> None:
    connection.sendall(HEADER.pack(len(data)) + data)


def _receive(connection: socket.socket) -> bytes:
    (length,) = HEADER.unpack(_exactly(connection, HEADER.size))
    return _exactly(connection, length)


def _exactly(connection: socket.socket, length: int) -> bytes:
    data = bytearray()
    while len(data) < length:
        piece = connection.recv(length - len(data))
        if not piece:
            raise EOFError
        data += piece
    return bytes(data)


# --- the writer's side ------------------------------------------------------------------------------------

Take = Callable[[Node, Any, Any], Receipt]
TakeSlowly = Callable[[Node, Any], Receipt]


@dataclass(slots=True)
class _Front:
    """A connection and what has come of its next message. One message at a time: the front waits for the answer."""

    connection: socket.socket
    data: bytearray = field(default_factory=bytearray)

    def read(self) -> bytes | None:
        """The next whole message, or None while it is still coming; EOFError where the front has gone."""
        piece = self.connection.recv(CHUNK)
        if not piece:
            raise EOFError
        self.data += piece
        if len(self.data) < HEADER.size:
            return None
        (length,) = HEADER.unpack_from(self.data)
        if len(self.data) < HEADER.size + length:
            return None
        message = bytes(self.data[HEADER.size :])
        self.data.clear()
        return message

    def answer(self, what: Receipt | Problem | None) -> None:
        """Tell the front; one that has gone asks again under the same key."""
        with contextlib.suppress(OSError):
            _send(self.connection, pickle.dumps(what, pickle.HIGHEST_PROTOCOL))


class Receiver:
    """Takes in what fronts hand over: `take` runs as an operation of the writer, `take_slowly` is the way around."""

    def __init__(self, node: Node, take: Take, take_slowly: TakeSlowly) -> None:
        self._node = node
        self._take = take
        self._take_slowly = take_slowly
        self._aside = ThreadPoolExecutor(2, "rasoat-aside")
        self._selector = selectors.DefaultSelector()
        self._listening = _listen(node.config.var)
        self._selector.register(self._listening, selectors.EVENT_READ)

    def run(self) -> None:
        """Until the process is told to end."""
        while True:
            for key, _events in self._selector.select():
                if key.fileobj is self._listening:
                    connection, _address = self._listening.accept()
                    self._selector.register(connection, selectors.EVENT_READ, _Front(connection))
                else:
                    self._serve(key.data)

    def _serve(self, front: _Front) -> None:
        try:
            message = front.read()
        except (OSError, EOFError):
            self._selector.unregister(front.connection)
            front.connection.close()
            return
        if message is not None:
            arriving = pickle.loads(message)
            found = self._node.writer.submit(lambda unit: self._take(self._node, unit, arriving))
            found.add_done_callback(lambda done: self._answer(front, arriving, done))

    def _answer(self, front: _Front, arriving: Any, done: Future[Receipt]) -> None:
        error = done.exception()
        if error is None:
            front.answer(done.result())
        elif isinstance(error, Problem):
            front.answer(error)
        else:
            self._aside.submit(self._answer_slowly, front, arriving)

    def _answer_slowly(self, front: _Front, arriving: Any) -> None:
        try:
            front.answer(self._take_slowly(self._node, arriving))
        except Problem as problem:
            front.answer(problem)
        except Exception:
            LOG.exception("a handed submission could not be written")
            front.answer(None)


def _listen(folder: Path) -> socket.socket:
    """A socket only the node's own user may reach: the folder is hers alone."""
    path = Path(_address(folder))
    path.unlink(missing_ok=True)
    listening = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    listening.bind(str(path))
    os.chmod(path, 0o600)
    listening.listen(256)
    return listening


__all__ = ["Handing", "Receiver"]
