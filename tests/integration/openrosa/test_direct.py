"""Submissions the server's own loop takes in: the ordinary ones, answered as a thread would answer them."""

from __future__ import annotations

import http.client
import socket
from collections.abc import Iterator
from concurrent.futures import Future
from typing import Any
from urllib.parse import urlsplit

import pytest

import server.direct
from server.bench.world import post_request
from server.openrosa import direct
from server.services.ingest.handing import WriterGoneError
from server.services.ingest.reading import Arriving
from server.services.ingest.types import Receipt
from server.services.node import Node
from server.store.tables import Submission
from tests.builders.serving import Running
from tests.integration.ingest.sender import Sender

DEVICE = "collect:bench00000000000"


class Tablet:
    """Sends raw requests, and sees which of them the loop began."""

    def __init__(self, running: Running, monkeypatch: pytest.MonkeyPatch) -> None:
        self.sender = Sender(running.node)
        self.path = urlsplit(running.server_url(0)).path
        self._address = urlsplit(running.base_url)
        self.begun: list[bool] = []
        self.fails_with: Exception | None = None
        read, begin_all = direct.read, server.direct.begin_all

        def watched(*args: Any) -> Arriving | None:
            found = read(*args)
            self.begun.append(found is not None)
            return found

        def failing(node: Node, arriving: list[Arriving]) -> list[Future[Receipt]]:
            if self.fails_with is None:
                return begin_all(node, arriving)
            failed = [Future[Receipt]() for _ in arriving]
            for one in failed:
                one.set_exception(self.fails_with)
            return failed

        monkeypatch.setattr(direct, "read", watched)
        monkeypatch.setattr(server.direct, "begin_all", failing)

    def post(self, *requests: bytes) -> list[tuple[int, dict[str, str], bytes]]:
        """All over one connection, sent before anything is read."""
        with socket.create_connection(
            (self._address.hostname or "", self._address.port or 0), timeout=30
        ) as connection:
            connection.sendall(b"".join(requests))
            answers = []
            stream = connection.makefile("rb")
            for _ in requests:
                answer = http.client.HTTPResponse(_Stream(stream), method="POST")  # type: ignore[arg-type]
                answer.begin()
                answers.append((answer.status, dict(answer.getheaders()), answer.read()))
            return answers

    def request(self, xml: bytes, files: dict[str, bytes] | None = None) -> bytes:
        """One POST as Collect writes it."""
        return post_request(self.path, xml, files or {})

    def form(self, number: int) -> bytes:
        """A visit to the n-th household."""
        return self.sender.maker.make(self.sender.fill(number))


class _Stream:
    """What `http.client` wants of a socket, without a buffer of its own."""

    def __init__(self, stream: object) -> None:
        self._stream = stream

    def makefile(self, _mode: str) -> object:
        return _Unclosed(self._stream)


class _Unclosed:
    def __init__(self, stream: object) -> None:
        self._stream = stream

    def __getattr__(self, name: str) -> object:
        return (lambda: None) if name == "close" else getattr(self._stream, name)


@pytest.fixture
def tablet(running: Running, monkeypatch: pytest.MonkeyPatch) -> Iterator[Tablet]:
    """A tablet whose first form was taken in: server and form know each other."""
    one = Tablet(running, monkeypatch)
    assert one.post(one.request(one.form(0)))[0][0] == 201
    assert one.begun == [False]
    one.begun.clear()
    yield one


def test_the_second_form_is_taken_in_by_the_loop_and_answered_like_the_first(tablet: Tablet) -> None:
    xml = tablet.form(1)
    with_photo = tablet.request(tablet.form(2), {"house.jpg": b"photo"})
    ((status, headers, body),) = tablet.post(tablet.request(xml))
    ((other_status, other_headers, other_body),) = tablet.post(with_photo)
    assert tablet.begun == [True, False]
    del headers["Date"], other_headers["Date"]
    assert (status, headers, body) == (other_status, other_headers, other_body)
    assert [one.state for one in tablet.sender.rows(Submission)] == ["current"] * 3


def test_what_is_not_ordinary_is_answered_by_a_thread(tablet: Tablet) -> None:
    xml = tablet.form(1)
    changed = xml.replace(b"</data>", b"<!-- other bytes --></data>")
    other = xml.replace(b' id="', b' id="unknown-', 1)
    broken, unknown = b"<data", tablet.request(xml).replace(b"/v1/key/", b"/v1/key/x")
    sent = [tablet.request(one) for one in (xml, xml, changed, other, broken)] + [unknown]
    statuses = [tablet.post(one)[0][0] for one in sent]
    assert statuses == [201, 201, 409, 404, 400, 403]
    # The loop begins the one in conflict too: only the writer sees that it is one.
    assert tablet.begun == [True, True, True, False, False, False]


def test_forms_sent_at_once_over_one_connection_are_answered_in_their_order(tablet: Tablet) -> None:
    for _ in range(20):  # a thread must never send the answer of the request before
        form, broken = tablet.request(tablet.form(1)), tablet.request(b"<data")
        answers = tablet.post(form, broken, form, broken)
        assert [status for status, _, _ in answers] == [201, 400, 201, 400]
    assert len(tablet.sender.rows(Submission)) == 21


def test_a_mistake_in_handing_over_costs_no_form_and_not_the_loop(
    tablet: Tablet, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(server.direct, "begin_all", lambda *_: 1 / 0)
        assert tablet.post(tablet.request(tablet.form(1)))[0][0] == 201
    assert tablet.post(tablet.request(tablet.form(2)))[0][0] == 201
    assert tablet.begun == [True, True]
    assert len(tablet.sender.rows(Submission)) == 3


def test_where_the_loop_gets_no_answer_a_thread_sends_it_again(tablet: Tablet) -> None:
    tablet.fails_with = WriterGoneError("the connection broke")
    assert tablet.post(tablet.request(tablet.form(1)))[0][0] == 201
    assert tablet.begun == [True]
    assert len(tablet.sender.rows(Submission)) == 2
