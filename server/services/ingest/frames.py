"""Messages between two processes of one program: a header with length, number and count, then the bytes."""

from __future__ import annotations

import socket
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

# A relative name: the processes run in the node's folder, and the address of a local socket may not be long.
SOCKET_NAME = "writer.sock"
CHUNK = 1 << 18
_HEADER = struct.Struct("!IQI")


def socket_address(folder: Path) -> str:
    """Where the writer listens."""
    return SOCKET_NAME if Path.cwd() == folder else str(folder / SOCKET_NAME)


@dataclass(frozen=True, slots=True)
class Frame:
    """A message about `count` submissions, numbered from `number` on."""

    number: int
    count: int
    body: bytes

    def to_bytes(self) -> bytes:
        """As it goes over the socket."""
        return _HEADER.pack(len(self.body), self.number, self.count) + self.body


class FrameReader:
    """Cuts what comes over a connection into messages."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._data = bytearray()

    def read(self) -> Iterator[Frame]:
        """Every message that is whole after one look at the socket; EOFError at its end."""
        piece = self._connection.recv(CHUNK)
        if not piece:
            raise EOFError
        self._data += piece
        start = 0
        while len(self._data) - start >= _HEADER.size:
            length, number, count = _HEADER.unpack_from(self._data, start)
            end = start + _HEADER.size + length
            if len(self._data) < end:
                break
            with memoryview(self._data) as view:
                body = bytes(view[start + _HEADER.size : end])
            yield Frame(number, count, body)
            start = end
        del self._data[:start]


__all__ = ["Frame", "FrameReader", "socket_address"]
