"""Other programs are told in order, signed, without personal data, and again until they have it."""

from __future__ import annotations

import datetime as dt
import json
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest

from server.errors import Problem
from server.services import review, webhooks
from server.services.job_kinds import HANDLERS
from server.services.jobs import run_due_jobs
from server.store.jobs import MOST_ATTEMPTS
from server.store.tables import Household, Job, Webhook

from .conftest import Office


@dataclass
class Listener:
    """Another program: answers with these statuses one after the other, then 200."""

    url: str = ""
    statuses: list[int] = field(default_factory=list)
    asked: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    # Bytes it says beside the status, one every tenth of a second, unless nobody listens any more.
    drips: int = 0

    def told(self) -> list[dict[str, Any]]:
        """What it took, as JSON."""
        return [json.loads(body) for _, body in self.asked]


@pytest.fixture
def listener() -> Iterator[Listener]:
    """A real server on this machine."""
    found = Listener()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            status = found.statuses.pop(0) if found.statuses else 200
            if status == 200:
                found.asked.append((dict(self.headers), body))
            self.send_response(status)
            self.end_headers()
            with suppress(OSError):
                for _ in range(found.drips):
                    self.wfile.write(b"x" * 65_536)
                    time.sleep(0.1)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    found.url = f"http://127.0.0.1:{server.server_port}/tin"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield found
    server.shutdown()
    server.server_close()
    thread.join()


def pass_time(office: Office, **delta: float) -> None:
    """The node's clock goes on."""
    moment = office.node.now() + dt.timedelta(**delta)
    office.node.now = lambda: moment


def work(office: Office) -> None:
    """One round of the worker."""
    webhooks.sweep(office.node)
    run_due_jobs(office.node, HANDLERS)


def hook(office: Office) -> Any:
    """The only webhook's row."""
    return office.sender.rows(Webhook)[0]


def test_what_happens_to_a_case_is_told_in_order_signed_and_without_personal_data(
    office: Office, listener: Listener
) -> None:
    office.send(1)
    _, secret = webhooks.add_webhook(office.node, listener.url, (), office.area)
    sent = office.send()
    case_id = office.case(sent).case_id
    review.return_case(office.node, office.one, case_id, sent.instance_id, note="Hỏi lại ông Bảy")
    review.undo(office.node, office.one, case_id)
    review.approve(office.node, office.other, case_id, sent.instance_id)
    work(office)
    told = listener.told()
    assert [(one["event"], one["state"]) for one in told] == [
        ("case.received", "current"), ("case.returned", "returned"),
        ("case.withdrawn", "received"), ("case.approved", "approved"),
    ]  # fmt: skip
    assert {one["case_id"] for one in told} == {case_id}
    assert set(told[0]) == {"event", "id", "at", "area_code", "household_id", "case_id", "instance_id", "state"}
    household = office.sender.rows(Household, household_id=sent.fields["loaded"])[0]
    for headers, body in listener.asked:
        assert headers["X-Rasoat-Signature"] == webhooks.sign(secret, headers["X-Rasoat-Timestamp"], body)
        assert household.head_name not in body.decode() and "Bảy" not in body.decode()
    assert (hook(office).sent_count, hook(office).error) == (4, None)


def test_a_program_that_fails_twice_is_told_again_and_nothing_is_lost_or_overtakes(
    office: Office, listener: Listener
) -> None:
    webhooks.add_webhook(office.node, listener.url, (), office.area)
    sent = office.send()
    review.approve(office.node, office.one, office.case(sent).case_id, sent.instance_id)
    listener.statuses = [200, 503, 500]
    work(office)
    assert ([one["event"] for one in listener.told()], hook(office).error) == (["case.received"], "HTTP 503")
    work(office)
    assert len(listener.told()) == 1
    pass_time(office, seconds=11)
    work(office)
    assert (len(listener.told()), hook(office).error) == (1, "HTTP 500")
    pass_time(office, seconds=21)
    work(office)
    assert [one["event"] for one in listener.told()] == ["case.received", "case.approved"]
    assert hook(office).error is None


def test_a_program_that_is_away_for_days_is_told_when_it_is_back(office: Office, listener: Listener) -> None:
    webhooks.add_webhook(office.node, listener.url, (), office.area)
    office.send()
    listener.statuses = [503] * (MOST_ATTEMPTS + 1)
    for _ in range(MOST_ATTEMPTS + 1):
        work(office)
        pass_time(office, hours=1, seconds=1)
    assert "failed" in {one.state for one in office.sender.rows(Job, kind=webhooks.DELIVER_JOB)}
    work(office)
    assert [one["event"] for one in listener.told()] == ["case.received"]


def test_only_the_events_and_the_area_asked_for_are_told(office: Office, listener: Listener) -> None:
    webhooks.add_webhook(office.node, listener.url, ["case.approved"], office.area)
    webhooks.add_webhook(office.node, listener.url, [], "26536")
    sent = office.send()
    review.approve(office.node, office.one, office.case(sent).case_id, sent.instance_id)
    work(office)
    assert [one["event"] for one in listener.told()] == ["case.approved"]
    webhooks.sweep(office.node)
    assert {one.state for one in office.sender.rows(Job, kind=webhooks.DELIVER_JOB)} == {"done"}


def test_a_paused_webhook_is_told_afterwards_what_happened_meanwhile(office: Office, listener: Listener) -> None:
    webhook_id, _ = webhooks.add_webhook(office.node, listener.url, (), str(office.node.settings["province_code"]))
    webhooks.set_active(office.node, webhook_id, is_active=False)
    office.send()
    work(office)
    assert listener.told() == []
    webhooks.set_active(office.node, webhook_id, is_active=True)
    work(office)
    assert len(listener.told()) == 1
    webhooks.remove_webhook(office.node, webhook_id)
    office.send(1)
    work(office)
    assert len(listener.told()) == 1
    with pytest.raises(Problem, match=webhook_id):
        webhooks.remove_webhook(office.node, webhook_id)


@pytest.mark.parametrize("url", ["http://example.org/x", "ftp://10.0.0.1/x", "https://", "khong phai"])
def test_an_address_on_the_open_internet_needs_https(office: Office, url: str) -> None:
    with pytest.raises(Problem, match=r"không dùng được"):
        webhooks.add_webhook(office.node, url, (), office.area)


def test_unknown_events_and_areas_are_named(office: Office) -> None:
    with pytest.raises(Problem, match=r"case\.la"):
        webhooks.add_webhook(office.node, "https://vi.du/x", ["case.la"], office.area)
    with pytest.raises(Problem, match="00000"):
        webhooks.add_webhook(office.node, "https://vi.du/x", (), "00000")


def test_what_a_program_answers_beside_its_status_is_not_waited_for(office: Office, listener: Listener) -> None:
    webhooks.add_webhook(office.node, listener.url, (), office.area)
    office.send()
    listener.drips = 60
    began = time.monotonic()
    work(office)
    assert time.monotonic() - began < 4
    assert (hook(office).sent_count, hook(office).error) == (1, None)
