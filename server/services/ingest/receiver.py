"""The side of the process that writes: takes in what fronts hand over, and answers after COMMIT (ADR 11)."""

from __future__ import annotations

import contextlib
import logging
import os
import pickle
import selectors
import socket
import struct
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from server.errors import Problem
from server.services.node import Node
from server.store.writer import Unit

from .frames import Frame, FrameReader, socket_address
from .handing import SENDING_SECONDS
from .packing import unpack
from .reading import Arriving
from .types import Receipt

LOG = logging.getLogger("rasoat.handing")
Take = Callable[[Node, Any, Any], Receipt]
TakeSlowly = Callable[[Node, Any], Receipt]


@dataclass(frozen=True, slots=True)
class _Handed:
    """A submission, and where its answer goes."""

    connection: socket.socket
    number: int
    arriving: Arriving


class Receiver:
    """`take` runs as an operation of the writer, `take_slowly` is the way around.

    This thread moves bytes and unpacks them.
    """

    def __init__(self, node: Node, take: Take, take_slowly: TakeSlowly) -> None:
        self._node = node
        self._take = take
        self._take_slowly = take_slowly
        self._aside = ThreadPoolExecutor(2, "rasoat-aside")
        self._answers: deque[tuple[_Handed, Receipt | Problem | None]] = deque()
        self._is_rung = False
        self._bell, self._rope = socket.socketpair()
        self._selector = selectors.DefaultSelector()
        self._listening = _listen(node.config.var)
        self._selector.register(self._listening, selectors.EVENT_READ, self._accept)
        self._selector.register(self._bell, selectors.EVENT_READ, self._send_answers)

    def run(self) -> None:
        """Until the process is told to end."""
        while True:
            for key, _events in self._selector.select():
                key.data()

    def _accept(self) -> None:
        connection, _address = self._listening.accept()
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_SNDTIMEO, struct.pack("ll", SENDING_SECONDS, 0))
        reader = FrameReader(connection)
        self._selector.register(connection, selectors.EVENT_READ, lambda: self._serve(connection, reader))

    def _serve(self, connection: socket.socket, reader: FrameReader) -> None:
        try:
            for frame in reader.read():
                self._begin(connection, frame)
        except (OSError, EOFError):
            self._selector.unregister(connection)
            connection.close()

    def _begin(self, connection: socket.socket, frame: Frame) -> None:
        # In turns with the writer, which lets others compute while it waits for the disk.
        with self._node.computing:
            handed = [_Handed(connection, number, one) for number, one in enumerate(unpack(frame.body), frame.number)]
        begun = self._node.writer.submit_all([partial(self._take_one, one) for one in handed])
        for one, future in zip(handed, begun, strict=True):
            future.add_done_callback(partial(self._settle, one))

    def _take_one(self, handed: _Handed, unit: Unit) -> Receipt:
        return self._take(self._node, unit, handed.arriving)

    def _settle(self, handed: _Handed, done: Future[Receipt]) -> None:
        error = done.exception()
        if error is None:
            self._answer(handed, done.result())
        elif isinstance(error, Problem):
            self._answer(handed, error)
        else:
            self._aside.submit(self._answer_slowly, handed)

    def _answer_slowly(self, handed: _Handed) -> None:
        answer: Receipt | Problem | None = None
        try:
            answer = self._take_slowly(self._node, handed.arriving)
        except Problem as problem:
            answer = problem
        except Exception:
            LOG.exception("a handed submission could not be written")
        self._answer(handed, answer)

    def _answer(self, handed: _Handed, what: Receipt | Problem | None) -> None:
        """From any thread; answers of one batch leave together."""
        self._answers.append((handed, what))
        if not self._is_rung:
            self._is_rung = True
            self._rope.send(b"x")

    def _send_answers(self) -> None:
        self._bell.recv(64)
        self._is_rung = False  # before looking: who comes from now on rings again
        waiting: dict[socket.socket, list[bytes]] = {}
        while self._answers:
            handed, what = self._answers.popleft()
            frame = Frame(handed.number, 1, pickle.dumps(what, pickle.HIGHEST_PROTOCOL))
            waiting.setdefault(handed.connection, []).append(frame.to_bytes())
        for connection, frames in waiting.items():
            # A front that has gone asks again under the same key.
            with contextlib.suppress(OSError):
                connection.sendall(b"".join(frames))


def _listen(folder: Path) -> socket.socket:
    """A socket only the node's own user may reach: the folder is hers alone."""
    path = Path(socket_address(folder))
    path.unlink(missing_ok=True)
    listening = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    listening.bind(str(path))
    os.chmod(path, 0o600)
    listening.listen(256)
    return listening


__all__ = ["Receiver"]
