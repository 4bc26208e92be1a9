"""Messages between two processes of one program: a header with length and number, then a pickle."""

from __future__ import annotations

import pickle
import socket
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Any

# A relative name: the processes run in the node's folder, and the address of a local socket may not be long.
SOCKET_NAME = "writer.sock"
CHUNK = 1 << 18
_HEADER = struct.Struct("!IQ")


def socket_address(folder: Path) -> str:
    """Where the writer listens."""
    return SOCKET_NAME if Path.cwd() == folder else str(folder / SOCKET_NAME)


def frame(number: int, what: Any) -> bytes:
    """One message; the answer carries the number of what it answers."""
    body = pickle.dumps(what, pickle.HIGHEST_PROTOCOL)
    return _HEADER.pack(len(body), number) + body


class FrameReader:
    """Cuts what comes over a connection into messages."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._data = bytearray()

    def read(self) -> Iterator[tuple[int, bytes]]:
        """(number, pickle) of every message that is whole after one look at the socket; EOFError at its end."""
        piece = self._connection.recv(CHUNK)
        if not piece:
            raise EOFError
        self._data += piece
        start = 0
        while len(self._data) - start >= _HEADER.size:
            length, number = _HEADER.unpack_from(self._data, start)
            end = start + _HEADER.size + length
            if len(self._data) < end:
                break
            yield number, bytes(memoryview(self._data)[start + _HEADER.size : end])
            start = end
        del self._data[:start]


__all__ = ["FrameReader", "frame", "socket_address"]
