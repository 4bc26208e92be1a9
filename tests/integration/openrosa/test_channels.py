"""What a connection may send before anybody knows who sends it: bounded in bytes and in time, whatever it claims."""

from __future__ import annotations

import resource
import socket
import time
from collections.abc import Iterator
from types import SimpleNamespace
from urllib.parse import urlsplit

import pytest

from server import channels
from server.store.blobs import LEAST_FREE_BYTES
from tests.builders.serving import Running
from tests.clients.multipart import encode_multipart
from tests.integration.ingest.sender import Sender

PIECE = b"x" * 65_536


class Wire:
    """Raw bytes to the server, as no client of HTTP would send them."""

    def __init__(self, running: Running) -> None:
        self.running = running
        self.sender = Sender(running.node)
        self._address = urlsplit(running.base_url)
        self.path = urlsplit(running.server_url(0)).path + "/submission?deviceID=collect:x"

    def open(self) -> socket.socket:
        """A connection."""
        return socket.create_connection((self._address.hostname or "", self._address.port or 0), timeout=30)

    def ask(self, *pieces: bytes, is_ended: bool = False) -> bytes:
        """All that comes back for these pieces; the server may close before it has read them all."""
        with self.open() as connection:
            try:
                for one in pieces:
                    connection.sendall(one)
                if is_ended:
                    connection.shutdown(socket.SHUT_WR)
                return _read(connection)
            except (ConnectionResetError, BrokenPipeError):
                return _read(connection)

    def head(self, *lines: str, path: str = "") -> bytes:
        """The head of a POST."""
        return "\r\n".join((f"POST {path or self.path} HTTP/1.1", "Host: x", *lines, "", "")).encode()

    def form(self) -> tuple[bytes, str]:
        """(body, type) of a form nobody has sent."""
        return encode_multipart(
            [("xml_submission_file", "1.xml", "text/xml", self.sender.maker.make(self.sender.fill()))]
        )


def _read(connection: socket.socket) -> bytes:
    data = bytearray()
    try:
        while piece := connection.recv(65_536):
            data += piece
            head, found, body = bytes(data).partition(b"\r\n\r\n")
            length = next(
                (int(one[15:]) for one in head.split(b"\r\n") if one.lower().startswith(b"content-length:")), -1
            )
            if found and 0 <= length <= len(body):
                break
    except (ConnectionResetError, TimeoutError):
        pass
    return bytes(data)


def _status(answer: bytes) -> int:
    return int(answer.split(b" ", 2)[1]) if answer else 0


@pytest.fixture
def wire(running: Running) -> Iterator[Wire]:
    """To a served demo node."""
    yield Wire(running)
    assert list(running.node.blobs.spool.iterdir()) == []


def chunked(*pieces: bytes) -> list[bytes]:
    """Pieces as chunks, and the end."""
    return [*(f"{len(one):x}\r\n".encode() + one + b"\r\n" for one in pieces), b"0\r\n\r\n"]


def test_a_form_in_chunks_is_taken_in_like_any_other(wire: Wire) -> None:
    body, kind = wire.form()
    head = wire.head(f"Content-Type: {kind}", "Transfer-Encoding: chunked")
    assert _status(wire.ask(head, *chunked(body[:100], body[100:]))) == 201


def test_chunks_are_bounded_as_a_length_is(wire: Wire, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("server.openrosa.phones.MAX_POST_BYTES", 1_000_000)
    head = wire.head("Content-Type: multipart/form-data; boundary=b", "Transfer-Encoding: chunked")
    answer = wire.ask(head, *chunked(*[PIECE] * 20))
    assert _status(answer) == 413 and "Lần gửi này lớn hơn 1 MB" in answer.decode()


def test_a_stranger_fills_neither_memory_nor_disk_through_a_page(wire: Wire, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(channels, "MAX_PAGE_BYTES", 2_000_000)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    announced = wire.ask(wire.head("Content-Length: 500000000", path="/dang-nhap"), PIECE)
    in_chunks = wire.ask(wire.head("Transfer-Encoding: chunked", path="/dang-nhap"), *chunked(*[PIECE] * 200))
    assert (_status(announced), _status(in_chunks)) == (413, 413)
    assert "lớn hơn 2 MB" in announced.decode()
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 30_000  # KB


def test_bodies_on_their_way_leave_the_disk_its_room(wire: Wire, monkeypatch: pytest.MonkeyPatch) -> None:
    disk = SimpleNamespace(free=LEAST_FREE_BYTES + 9_000_000)
    monkeypatch.setattr("server.store.blobs.shutil.disk_usage", lambda _path: disk)
    head = wire.head("Content-Type: multipart/form-data; boundary=b", "Content-Length: 6000000")
    with wire.open() as first:
        first.sendall(head + PIECE)
        time.sleep(0.3)
        refused = wire.ask(head, PIECE)
        assert _status(refused) == 503
        assert b"OpenRosaResponse" in refused and "gửi lại sau" in refused.decode()
        body, kind = wire.form()
        small = wire.ask(wire.head(f"Content-Type: {kind}", f"Content-Length: {len(body)}"), body)
        assert _status(small) == 201, "a form without photos still comes in"
    time.sleep(0.3)
    assert _status(wire.ask(head, PIECE, is_ended=True)) != 503, "what gave up has no room"


@pytest.mark.parametrize("claimed", [-40, 40])
def test_a_length_that_is_not_the_bodys_harms_nobody_else(wire: Wire, claimed: int) -> None:
    body, kind = wire.form()
    head = wire.head(f"Content-Type: {kind}", f"Content-Length: {len(body) + claimed}")
    assert _status(wire.ask(head, body, is_ended=True)) in (0, 400)
    whole = wire.ask(wire.head(f"Content-Type: {kind}", f"Content-Length: {len(body)}"), body)
    assert _status(whole) == 201


def test_a_post_without_a_length_has_no_body(wire: Wire) -> None:
    assert _status(wire.ask(wire.head("Content-Type: multipart/form-data; boundary=b"))) == 400
    for length in ("-1", "1e9", "12, 13", "0x10", " ", "9" * 40):
        assert _status(wire.ask(wire.head(f"Content-Length: {length}"), b"x")) in (400, 413), length


def test_who_sends_drop_by_drop_is_let_go_and_keeps_no_thread(wire: Wire, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(channels, "SECONDS_TO_BEGIN", 0.5)
    slow = [wire.open() for _ in range(40)]  # more than there are threads
    for number, one in enumerate(slow):
        one.sendall(wire.head("Content-Length: 50000")[: None if number % 2 else -4])
    body, kind = wire.form()
    assert _status(wire.ask(wire.head(f"Content-Type: {kind}", f"Content-Length: {len(body)}"), body)) == 201
    until = time.monotonic() + 10
    while slow and time.monotonic() < until:
        time.sleep(0.2)
        slow = [one for one in slow if _drips(one)]
    assert slow == []


def _drips(connection: socket.socket) -> bool:
    """Whether the server still takes a byte."""
    try:
        connection.sendall(b"x")
        connection.settimeout(0.01)
        return bool(connection.recv(1))
    except TimeoutError:
        return True
    except OSError:
        return False


def test_a_slow_network_has_its_time(wire: Wire, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(channels, "SECONDS_TO_BEGIN", 0.5)
    monkeypatch.setattr(channels, "SLOWEST_BYTES_A_SECOND", 1_000)
    body, kind = wire.form()
    with wire.open() as connection:
        connection.sendall(wire.head(f"Content-Type: {kind}", f"Content-Length: {len(body)}"))
        for start in range(0, len(body), 500):
            connection.sendall(body[start : start + 500])
            time.sleep(0.05)
        assert _status(_read(connection)) == 201
