"""Tablets: enrolment by a token shown once, what the token allows, when the tablet was last seen (R15, R20)."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import io
import json
import logging
import secrets
import string
import zlib
from collections.abc import Callable
from dataclasses import dataclass

import segno
from sqlalchemy import Connection, bindparam, insert, select, update

from server.domain.uploads import TokenAnswer, decide_token
from server.errors import Problem
from server.services.ingest.types import Assigned, Device
from server.services.node import Node
from server.store.tables import Account, Assignment, DeviceToken, Round, TabletChange, Village
from server.store.writer import Unit
from server.telling import tell
from sync.log.prepared import Prepared

LOG = logging.getLogger("rasoat.people")
TOKEN_ALPHABET = string.ascii_letters + string.digits
TOKEN_LENGTH = 64
PROJECT = {"name": "Rà soát", "icon": "R", "color": "#0f2f37"}
TEST_PROJECT = {"name": "THỬ biểu mẫu", "icon": "T", "color": "#b7321a"}
LONGEST_QR = 4_000
LONGEST_TOLD = 300
KNOWN_FOR = dt.timedelta(seconds=2)
MOST_KNOWN = 10_000
SEEN_EVERY = dt.timedelta(minutes=5)
TOKEN, ACCOUNT, CHANGE = DeviceToken.__table__, Account.__table__, TabletChange.__table__
_find_token = Prepared(
    select(
        TOKEN.c.actor_id,
        TOKEN.c.state,
        TOKEN.c.drain_until_at,
        TOKEN.c.last_seen_at,
        TOKEN.c.last_device_id,
        TOKEN.c.is_test,
        ACCOUNT.c.name,
    )
    .join(ACCOUNT, ACCOUNT.c.actor_id == TOKEN.c.actor_id)
    .where(TOKEN.c.token_sha256 == bindparam("sha256"))
)
# Where two rounds have a village, the last row counts: an open one before a closing one, then the newest season.
_find_assignments = Prepared(
    select(
        *(Assignment.round_id, Assignment.village_code, Assignment.assignment_id, Village.change_count),
        Assignment.is_part,
    )
    .join(Round, Round.round_id == Assignment.round_id)
    .join(Village, Village.code == Assignment.village_code)
    .where(
        Assignment.actor_id == bindparam("actor"),
        Assignment.ended_by.is_(None),
        (Round.state == bindparam("open")) | (Round.state == bindparam("closing")),
    )
    .order_by(
        Round.state == bindparam("open"),
        Round.season_from_on,
        Round.code,
        Village.sort_key,
        Village.code,
        Assignment.is_part.desc(),
        Assignment.assignment_id,
    )
)


@dataclass(frozen=True, slots=True)
class Enrolment:
    """A new token (shown once) with the settings a tablet scans."""

    actor_id: str
    name: str
    server_url: str
    qr_text: str


def enrol_device(node: Node, actor_id: str, label: str = "", *, is_test: bool = False, by: str = "") -> Enrolment:
    """Make a token for an enumerator; only its SHA-256 is kept. The sheet says: send everything before scanning.

    A test tablet sees the forms on trial too. `by` is who enrols it.
    """
    return _enrol(node, actor_id, label, lambda _unit: None, is_test=is_test, by=by)


@dataclass(frozen=True, slots=True)
class TokenState:
    """active | drain | leaver | revoked, until when it still sends, who said so and why."""

    state: str
    until_at: dt.datetime | None = None
    by: str = ""
    reason: str = ""


def reissue_device(node: Node, token_sha256: str, old: TokenState) -> Enrolment:
    """A new token in place of one that from now on is `old`: it still sends what is left until a date, or nothing."""
    query = select(TOKEN.c.actor_id, TOKEN.c.is_test).where(TOKEN.c.token_sha256 == token_sha256)
    row = node.read(lambda c: c.execute(query).first())
    if row is None:
        raise Problem("PEOP-004", 404, tell("Không có mã ghi danh này."), tell("Xem danh sách máy của xã."))

    def end_old(unit: Unit) -> None:
        _set_state(node, unit, token_sha256, old)

    return _enrol(node, row.actor_id, "", end_old, is_test=row.is_test, by=old.by)


def set_token_state(node: Node, token_sha256: str, new: TokenState) -> None:
    """Change what a token allows; it counts for the next request."""
    if new.state not in ("active", "drain", "leaver", "revoked"):
        raise ValueError(f"a token is never {new.state!r}")
    node.writer.write(lambda unit: _set_state(node, unit, token_sha256, new))


@dataclass(frozen=True, slots=True)
class _Known:
    """A tablet as it was a moment ago."""

    device: Device
    device_id: str
    since: dt.datetime
    until: dt.datetime


def authenticate_device(node: Node, token: str, device_id: str = "", user_agent: str = "") -> Device:
    """The tablet behind a token; Problem PEOP-001 (403) where the token is unknown, revoked or past its drain."""
    now = node.now()
    device, is_stale = node.read(lambda connection: find_device(connection, token, now, device_id))
    if is_stale:
        note_seen(node, device, now, device_id, user_agent)
    return device


def authenticate_sender(node: Node, token: str, device_id: str = "", user_agent: str = "") -> Device:
    """As `authenticate_device`, for who only sends: its villages and their counters may be a moment old.

    A tablet that was here a moment ago is not looked up again: it sends HEAD before POST, and form after form. What
    this process changes about its token counts at once, what another one changes after `KNOWN_FOR`.
    """
    known = find_known_sender(node, token, device_id)
    if known is not None:
        return known
    now = node.now()
    device = authenticate_device(node, token, device_id, user_agent)
    if len(node.tokens) >= MOST_KNOWN:
        node.tokens.clear()
    node.tokens[device.token_sha256] = _Known(device, device_id, now, now + KNOWN_FOR)
    return device


def find_known_sender(node: Node, token: str, device_id: str) -> Device | None:
    """The tablet, where it was here a moment ago; nothing is looked up."""
    known: _Known | None = node.tokens.get(token_digest(token))
    # A clock that was set back must not make a moment last for days.
    is_fresh = known is not None and known.since <= node.now() < known.until and known.device_id == device_id
    return known.device if known is not None and is_fresh else None


def find_device(connection: Connection, token: str, now: dt.datetime, device_id: str) -> tuple[Device, bool]:
    """The tablet behind a token, and whether it is time to note that it was seen."""
    sha256 = token_digest(token)
    row = _find_token.first(connection, {"sha256": sha256})
    is_before = row is not None and (row.drain_until_at is None or now < row.drain_until_at)
    allows = decide_token(row.state, is_before_drain_end=is_before) if row is not None else TokenAnswer.NOTHING
    if row is None or allows == TokenAnswer.NOTHING:
        raise Problem(
            "PEOP-001",
            403,
            tell("Mã ghi danh của máy này không còn dùng được."),
            tell("Gặp cán bộ xã để được cấp mã QR mới. Đừng xóa phiếu trên máy."),
        )
    is_stale = row.last_seen_at is None or now - row.last_seen_at > SEEN_EVERY
    is_other = bool(device_id) and device_id[:LONGEST_TOLD] != row.last_device_id
    assignments = find_assignments(connection, row.actor_id)
    device = Device(row.actor_id, row.name, sha256, allows.value, row.is_test, assignments)
    return device, is_stale or is_other


def find_assignments(connection: Connection, actor_id: str) -> tuple[Assigned, ...]:
    """Villages assigned in rounds that run, with the counters of their lists."""
    rows = _find_assignments.all(connection, {"actor": actor_id, "open": "open", "closing": "closing"})
    return tuple(Assigned(*row) for row in rows)


def note_seen(node: Node, device: Device, now: dt.datetime, device_id: str, user_agent: str) -> None:
    """When and as what a tablet was last here; what it asked for does not fail with this."""
    seen = {
        "last_seen_at": now,
        "last_device_id": device_id[:LONGEST_TOLD] or None,
        "last_user_agent": user_agent[:LONGEST_TOLD] or None,
    }
    statement = update(TOKEN).where(TOKEN.c.token_sha256 == device.token_sha256).values(**seen)
    try:
        node.writer.write(lambda unit: unit.connection.execute(statement))
    except Problem as problem:
        LOG.warning("when a tablet was last seen could not be noted: %s", problem.code)


def token_digest(token: str) -> str:
    """What is stored of a token."""
    return hashlib.sha256(token.encode("utf-8", "surrogateescape")).hexdigest()


def qr_text(server_url: str, name: str, *, is_test: bool = False) -> str:
    """The text of Collect's settings QR: base64 of zlib of JSON, under 4,000 characters."""
    settings = {
        "general": {
            "server_url": server_url,
            "form_update_mode": "match_exactly",
            "periodic_form_updates_check": "every_fifteen_minutes",
            "autosend": "wifi_and_cellular",
            "delete_send": False,
            "metadata_username": name,
            "app_language": "vi",
            "high_resolution": False,
            "image_size": "medium",
            "guidance_hint": "yes_collapsed",
            "constraint_behavior": "on_swipe",
            "analytics": False,
        },
        "admin": {
            "change_server": False,
            "form_update_mode": False,
            "change_autosend": False,
            "delete_after_send": False,
            "change_form_metadata": False,
            "get_blank": False,
            "high_resolution": False,
            "image_size": False,
        },
        "project": TEST_PROJECT if is_test else PROJECT,
    }
    packed = zlib.compress(json.dumps(settings, ensure_ascii=False, separators=(",", ":")).encode(), 9)
    text = base64.b64encode(packed).decode()
    if len(text) > LONGEST_QR:
        told = tell("Mã QR dài {n} ký tự, máy chỉ đọc được {longest_qr}.", n=len(text), longest_qr=LONGEST_QR)
        raise Problem("PEOP-005", 400, told, tell("Rút ngắn địa chỉ máy chủ."))
    return text


def qr_svg(text: str) -> bytes:
    """A QR code as SVG, level L, as Collect's settings need it (protocol facts §12)."""
    picture = io.BytesIO()
    segno.make(text, error="l", boost_error=False).save(picture, kind="svg", scale=4, border=2)
    return picture.getvalue()


def _enrol(
    node: Node, actor_id: str, label: str, before: Callable[[Unit], None], *, is_test: bool, by: str
) -> Enrolment:
    token = "".join(secrets.choice(TOKEN_ALPHABET) for _ in range(TOKEN_LENGTH))
    name = node.read(lambda c: c.execute(select(ACCOUNT.c.name).where(ACCOUNT.c.actor_id == actor_id)).scalar())
    if name is None:
        raise Problem(
            "PEOP-006", 404, tell("Không có người này trên máy chủ."), tell("Thêm người trước khi cấp mã QR.")
        )
    values = {
        "token_sha256": token_digest(token),
        "actor_id": actor_id,
        "state": "active",
        "label": label,
        "is_test": is_test,
        "created_at": node.now(),
    }

    def operation(unit: Unit) -> None:
        before(unit)
        unit.connection.execute(insert(TOKEN), values)
        _note_change(node, unit, token_digest(token), TokenState("active", by=by))

    node.writer.write(operation)
    server_url = f"{node.config.public_url}/v1/key/{token}"
    return Enrolment(actor_id, name, server_url, qr_text(server_url, name, is_test=is_test))


def _set_state(node: Node, unit: Unit, token_sha256: str, new: TokenState) -> None:
    values = {"state": new.state, "drain_until_at": new.until_at}
    unit.connection.execute(update(TOKEN).where(TOKEN.c.token_sha256 == token_sha256).values(**values))
    _note_change(node, unit, token_sha256, new)
    unit.after_commit(node.tokens.clear)


def _note_change(node: Node, unit: Unit, token_sha256: str, new: TokenState) -> None:
    """Who did it, when and why: a tablet that was locked can be asked about."""
    values = {
        "token_sha256": token_sha256,
        "state": new.state,
        "until_at": new.until_at,
        "changed_by": new.by,
        "reason": new.reason,
        "changed_at": node.now(),
    }
    unit.connection.execute(insert(CHANGE), values)
