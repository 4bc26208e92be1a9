"""A light HTTP/1.1 load generator: one thread, many kept-alive connections, each sending its next request at once."""

from __future__ import annotations

import selectors
import socket
import time
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field

RECEIVE = 65_536


@dataclass(slots=True)
class Load:
    """What came back: seconds of the whole run, milliseconds and status of every request."""

    seconds: float = 0.0
    latencies_ms: list[float] = field(default_factory=list)
    statuses: list[int] = field(default_factory=list)
    first_failure: str = ""
    etags: dict[int, str] = field(default_factory=dict)  # by the number of the request

    def percentile(self, share: float) -> float:
        """Latency that `share` (0..1) of the requests stay within."""
        ordered = sorted(self.latencies_ms)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0.0


@dataclass(slots=True)
class _Lane:
    connection: socket.socket
    number: int = 0
    is_over: bool = False  # the server ends the connection with this answer
    unsent: memoryview = field(default_factory=lambda: memoryview(b""))
    received: bytearray = field(default_factory=bytearray)
    started_at: float = 0.0


def run_load(host: str, port: int, requests: Sequence[bytes], concurrency: int) -> Load:
    """Send every request once over `concurrency` connections; the next one leaves when an answer is whole."""
    waiting, load = deque(enumerate(requests)), Load()
    selector = selectors.DefaultSelector()
    lanes = [_Lane(_connect(host, port)) for _ in range(min(concurrency, len(requests)))]
    started = time.perf_counter()
    for lane in lanes:
        selector.register(lane.connection, selectors.EVENT_READ | selectors.EVENT_WRITE, lane)
        _start(lane, *waiting.popleft())
    open_lanes = len(lanes)
    while open_lanes:
        for key, events in selector.select(timeout=60):
            lane = key.data
            if events & selectors.EVENT_WRITE and lane.unsent:
                lane.unsent = lane.unsent[lane.connection.send(lane.unsent) :]
                if not lane.unsent:
                    selector.modify(lane.connection, selectors.EVENT_READ, lane)
            if events & selectors.EVENT_READ and _receive(lane, load):
                selector.unregister(lane.connection)
                if lane.is_over or not waiting:
                    lane.connection.close()
                if not waiting:
                    open_lanes -= 1
                    continue
                if lane.is_over:
                    lane.connection, lane.is_over = _connect(host, port), False
                _start(lane, *waiting.popleft())
                selector.register(lane.connection, selectors.EVENT_READ | selectors.EVENT_WRITE, lane)
    load.seconds = time.perf_counter() - started
    return load


def _connect(host: str, port: int) -> socket.socket:
    connection = socket.create_connection((host, port), timeout=30)
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    connection.setblocking(False)
    return connection


def _start(lane: _Lane, number: int, request: bytes) -> None:
    lane.number = number
    lane.unsent, lane.received, lane.started_at = memoryview(request), bytearray(), time.perf_counter()


def _receive(lane: _Lane, load: Load) -> bool:
    """True when the answer is whole."""
    chunk = lane.connection.recv(RECEIVE)
    if not chunk:
        raise ConnectionError("the server closed a connection that was to be kept")
    lane.received += chunk
    head, separator, body = bytes(lane.received).partition(b"\r\n\r\n")
    if not separator or len(body) < _content_length(head):
        return False
    status = int(head.split(b" ", 2)[1])
    lane.is_over = _header(head, b"connection").lower() == b"close"
    load.latencies_ms.append((time.perf_counter() - lane.started_at) * 1000)
    load.statuses.append(status)
    load.etags[lane.number] = _header(head, b"etag").decode("latin-1")
    if status >= 300 and not load.first_failure:
        load.first_failure = body.decode("utf-8", "replace")[:500]
    return True


def _content_length(head: bytes) -> int:
    return int(_header(head, b"content-length") or 0)


def _header(head: bytes, wanted: bytes) -> bytes:
    for line in head.split(b"\r\n")[1:]:
        name, _, value = line.partition(b":")
        if name.strip().lower() == wanted:
            return value.strip()
    return b""
