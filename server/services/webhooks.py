"""Other programs are told what happens to cases: ids and states, signed, in the order of the log, until they have it.

The log is the queue: each webhook keeps the position up to which it has been told. A sweep enqueues a job where there
is something to tell; a delivery that fails raises, and the job comes again after a growing pause. What was given up as
`failed` the next sweep takes up anew, so nothing is lost and nothing overtakes.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import ipaddress
import secrets
import uuid
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

import orjson
from sqlalchemy import Connection, insert, or_, select, update

from server.domain.review_fold import Word
from server.errors import Problem
from server.services.node import Node
from server.services.people import read_parents
from server.store import jobs
from server.store.jobs import JOB
from server.store.notice_tables import Webhook
from server.store.tables import Area, ReviewEvent, Submission
from server.store.types import EPOCH
from server.store.writer import Unit
from server.telling import tell
from sync.log import Found, get_record, last_position, read_kinds

WEBHOOK, AREA = Webhook.__table__, Area.__table__
EVENT, SUBMISSION = ReviewEvent.__table__, Submission.__table__
DELIVER_JOB = "webhooks.deliver"
# Event as others know it -> the record it tells of.
EVENTS: dict[str, str] = {
    "case.received": "submission.received",
    "case.returned": "review.returned",
    "case.approved": "review.approved",
    "case.held": "review.held",
    "case.corrected": "review.corrected",
    "case.confirmed": "review.confirmed",
    "case.duplicate": "review.duplicate",
    "case.withdrawn": "review.withdrawn",
    "case.resolved": "conflict.resolved",
}
_NAMES = {kind: name for name, kind in EVENTS.items()}
# All of one job in less than its lease, however slow the other side is.
AT_ONCE = 20
TIMEOUT_SECONDS = (5, 10)


class DeliveryError(Exception):
    """The other program did not take an event; the message is a status or a kind of failure, never content."""


def add_webhook(node: Node, url: str, events: Sequence[str], area_code: str) -> tuple[str, str]:
    """Tell `url` of these events in an area from now on; (id, secret). The secret is shown this once."""
    _check_url(url)
    unknown = sorted(set(events) - EVENTS.keys())
    if unknown:
        raise Problem(
            "HOOK-002",
            422,
            tell("Không có sự kiện {unknown}.", unknown=", ".join(unknown)),
            tell("Chọn trong: {events}.", events=", ".join(EVENTS)),
        )
    webhook_id, secret = str(uuid.uuid4()), secrets.token_urlsafe(32)

    def operation(unit: Unit) -> None:
        if unit.connection.execute(select(AREA.c.code).where(AREA.c.code == area_code)).first() is None:
            raise Problem(
                "HOOK-003",
                404,
                tell("Không có địa bàn {area_code}.", area_code=area_code),
                tell("Ghi mã tỉnh, huyện hoặc xã."),
            )
        row = {
            "webhook_id": webhook_id,
            "url": url,
            "secret": secret,
            "events": sorted(set(events) or EVENTS),
            "area_code": area_code,
            "is_active": True,
            "position": last_position(unit.connection),
            "sent_count": 0,
            "added_at": node.now(),
        }
        unit.connection.execute(insert(WEBHOOK), row)

    node.writer.write(operation)
    return webhook_id, secret


def list_webhooks(connection: Connection) -> list[Any]:
    """Every webhook, oldest first."""
    return list(connection.execute(select(WEBHOOK).order_by(WEBHOOK.c.added_at, WEBHOOK.c.webhook_id)))


def set_active(node: Node, webhook_id: str, *, is_active: bool) -> None:
    """Pause a webhook or let it go on; what happened meanwhile is told then."""
    _change(node, webhook_id, is_active=is_active)


def remove_webhook(node: Node, webhook_id: str) -> None:
    """Tell the address nothing any more."""

    def operation(unit: Unit) -> None:
        gone = unit.connection.execute(WEBHOOK.delete().where(WEBHOOK.c.webhook_id == webhook_id))
        if gone.rowcount == 0:
            raise _unknown(webhook_id)

    node.writer.write(operation)


def sweep(node: Node) -> None:
    """Enqueue a delivery for every webhook that has something to be told and no delivery waiting."""
    wanted = node.read(_list_behind)
    if wanted:
        node.writer.write(lambda unit: _enqueue(unit.connection, node.now()))


def deliver(node: Node, args: dict[str, Any]) -> None:
    """Tell one webhook what there is, in order; raises DeliveryError where it does not take an event."""
    row = node.read(lambda connection: _find(connection, args["webhook_id"]))
    if row is None or not row.is_active:
        return
    for position, body in node.read(lambda connection: list(_list_events(connection, row))):
        told: dict[str, Any] = {"position": position}
        if body is not None:
            _send(node, row, body)
            told |= {"sent_count": WEBHOOK.c.sent_count + 1, "sent_at": node.now(), "error": None}
        _change(node, row.webhook_id, **told)


def sign(secret: str, timestamp: str, body: bytes) -> str:
    """`sha256=` and the HMAC of the timestamp, a dot and the body, as the receiver computes it too."""
    return "sha256=" + hmac.new(secret.encode(), timestamp.encode() + b"." + body, hashlib.sha256).hexdigest()


def _send(node: Node, row: Any, body: bytes) -> None:
    timestamp = str(int(node.now().timestamp()))
    headers = {
        "Content-Type": "application/json",
        "User-Agent": "rasoat",
        "X-Rasoat-Timestamp": timestamp,
        "X-Rasoat-Signature": sign(row.secret, timestamp, body),
    }
    fault = _post(row.url, body, headers)
    if fault:
        _change(node, row.webhook_id, error=fault)
        raise DeliveryError(fault)


def _post(url: str, body: bytes, headers: Mapping[str, str]) -> str:
    """Empty where the other side took it, else why not: a status or the kind of failure."""
    import requests

    # What the other side says beside the status is not read: it may be endless, and it is nobody's business here.
    how: dict[str, Any] = {"timeout": TIMEOUT_SECONDS, "allow_redirects": False, "stream": True}
    try:
        with requests.post(url, data=body, headers=dict(headers), **how) as answer:
            return "" if answer.ok and answer.status_code < 300 else f"HTTP {answer.status_code}"
    except requests.RequestException as error:
        return type(error).__name__


def _list_behind(connection: Connection) -> list[str]:
    """Active webhooks with a record they want beyond their position, and no job of theirs under way."""
    waiting = select(JOB.c.args).where(
        JOB.c.kind == DELIVER_JOB, or_(JOB.c.state == "waiting", JOB.c.state == "running")
    )
    busy = {args["webhook_id"] for args in connection.execute(waiting).scalars()}
    return [
        row.webhook_id
        for row in list_webhooks(connection)
        if row.is_active
        and row.webhook_id not in busy
        and read_kinds(connection, [EVENTS[one] for one in row.events], row.position, 1)
    ]


def _enqueue(connection: Connection, now: dt.datetime) -> None:
    for webhook_id in _list_behind(connection):
        jobs.enqueue(connection, DELIVER_JOB, {"webhook_id": webhook_id}, now)


def _list_events(connection: Connection, row: Any) -> Iterator[tuple[int, bytes | None]]:
    """(position, body) of the next records of its kinds; no body where one lies outside its area."""
    parents = read_parents(connection)
    for found in read_kinds(connection, [EVENTS[one] for one in row.events], row.position, AT_ONCE):
        area = found.record.envelope.area
        while area and area != row.area_code:
            area = parents.get(area) or ""
        yield found.position, (orjson.dumps(_describe(connection, found)) if area else None)


def _describe(connection: Connection, found: Found) -> dict[str, Any]:
    """Ids and states: no name, no answer, no word of a person."""
    envelope = found.record.envelope
    told = {
        "event": _NAMES[envelope.kind],
        "id": found.record.digest,
        "at": (EPOCH + dt.timedelta(microseconds=found.received_us)).isoformat(),
        "area_code": envelope.area,
        "household_id": envelope.subjects[0] if envelope.subjects else None,
    }
    if envelope.kind == "submission.received":
        query = select(SUBMISSION.c.case_id, SUBMISSION.c.state).where(SUBMISSION.c.instance_id == envelope.key)
        row = connection.execute(query).first()
        state, case_id = (row.state, row.case_id) if row is not None else ("pending", None)
        return {**told, "case_id": case_id, "instance_id": envelope.key, "state": state}
    query = select(EVENT.c.case_id, EVENT.c.instance_id).where(EVENT.c.record_digest == found.record.digest)
    noted = connection.execute(query).first()
    case_id, instance_id = (noted.case_id, noted.instance_id) if noted is not None else (None, None)
    return {**told, "case_id": case_id, "instance_id": instance_id, "state": _state_of(connection, found)}


def _state_of(connection: Connection, found: Found) -> str | None:
    """The state a decision makes; None where its payload was erased since."""
    whole = get_record(connection, found.record.digest)
    body = whole.record.payload if whole is not None else None
    return Word("", found.record.envelope.kind, orjson.loads(body)).state.value if body is not None else None


def _check_url(url: str) -> None:
    """HTTPS, or plain HTTP to this machine or a private network only: ids and states are nobody else's either."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    if parts.scheme == "https" and host:
        return
    try:
        is_near = host == "localhost" or ipaddress.ip_address(host).is_private
    except ValueError:
        is_near = False
    if parts.scheme != "http" or not is_near:
        remedy = tell("Dùng https://, hoặc http:// trong mạng nội bộ.")
        raise Problem("HOOK-001", 422, tell("Địa chỉ “{url}” không dùng được.", url=url), remedy)


def _find(connection: Connection, webhook_id: str) -> Any:
    return connection.execute(select(WEBHOOK).where(WEBHOOK.c.webhook_id == webhook_id)).first()


def _change(node: Node, webhook_id: str, **values: Any) -> None:
    def operation(unit: Unit) -> None:
        changed = unit.connection.execute(update(WEBHOOK).where(WEBHOOK.c.webhook_id == webhook_id).values(**values))
        if changed.rowcount == 0:
            raise _unknown(webhook_id)

    node.writer.write(operation)


def _unknown(webhook_id: str) -> Problem:
    return Problem(
        "HOOK-004",
        404,
        tell("Không có địa chỉ nhận tin {webhook_id}.", webhook_id=webhook_id),
        tell("Xem rasoat webhooks list."),
    )
