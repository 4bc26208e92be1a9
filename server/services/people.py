"""People, their grants, their tablets: accounts, sign-in with lockout, enrolment tokens (R15, R20)."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import json
import secrets
import string
import uuid
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError
from sqlalchemy import Connection, bindparam, insert, select, update

from server.domain.access import Actor, GrantOf, is_in_force, may
from server.domain.uploads import TokenAnswer, decide_token
from server.errors import Problem
from server.services.ingest.types import Device
from server.services.node import Node
from server.store.tables import Account, Area, Assignment, DeviceToken, Grant, Round, SignIn
from sync.records import Draft

HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
TOKEN_ALPHABET = string.ascii_letters + string.digits
TOKEN_LENGTH = 64
MOST_FAILURES = 8
LOCK_MINUTES = 15
SESSION_HOURS = 12
SEEN_EVERY = dt.timedelta(minutes=5)
TOKEN = DeviceToken.__table__
ACCOUNT = Account.__table__
SIGN_IN = SignIn.__table__
_find_token = (
    select(
        TOKEN.c.actor_id,
        TOKEN.c.state,
        TOKEN.c.drain_until_at,
        TOKEN.c.last_seen_at,
        TOKEN.c.last_device_id,
        ACCOUNT.c.name,
    )
    .join(ACCOUNT, ACCOUNT.c.actor_id == TOKEN.c.actor_id)
    .where(TOKEN.c.token_sha256 == bindparam("sha256"))
)
_find_assignments = (
    select(Assignment.round_id, Assignment.village_code, Assignment.assignment_id)
    .join(Round, Round.round_id == Assignment.round_id)
    .where(Assignment.actor_id == bindparam("actor"), Assignment.ended_by.is_(None), Round.state != "closed")
    .order_by(Assignment.village_code)
)


@dataclass(frozen=True, slots=True)
class Enrolment:
    """A new token (shown once) with the settings a tablet scans."""

    actor_id: str
    name: str
    server_url: str
    qr_text: str


def hash_password(password: str) -> str:
    """Argon2id, sized for two cores."""
    return HASHER.hash(password)


def register_account(actor_id: str, login: str, name: str, password_hash: str | None, area_code: str) -> Draft:
    """The record that names the person behind an actor id, in the stream of the person's own area."""
    payload = {"actor_id": actor_id, "login": login, "name": name, "password_hash": password_hash}
    return Draft(area_code, "account.registered", (actor_id,), actor_id, payload)


def give_grant(giver: str, actor_id: str, role: str, area_code: str) -> Draft:
    """The record that gives a role over an area."""
    grant_id = str(uuid.uuid4())
    payload = {"grant_id": grant_id, "actor_id": actor_id, "role": role, "area_code": area_code}
    return Draft("shared", "grant.given", (grant_id, actor_id), giver, payload)


# --- tablets ----------------------------------------------------------------------------------------------


def enrol_device(node: Node, actor_id: str, label: str = "") -> Enrolment:
    """Make a token for an enumerator; only its SHA-256 is kept. The sheet says: send everything before scanning."""
    token = "".join(secrets.choice(TOKEN_ALPHABET) for _ in range(TOKEN_LENGTH))
    name = node.read(lambda c: c.execute(select(ACCOUNT.c.name).where(ACCOUNT.c.actor_id == actor_id)).scalar_one())
    values = {
        "token_sha256": token_digest(token),
        "actor_id": actor_id,
        "state": "active",
        "label": label,
        "created_at": node.now(),
    }
    node.writer.write(lambda unit: unit.connection.execute(insert(TOKEN), values))
    server_url = f"{node.config.public_url}/v1/key/{token}"
    return Enrolment(actor_id, name, server_url, qr_text(server_url, name))


def qr_text(server_url: str, name: str) -> str:
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
        "project": {"name": "Rà soát", "icon": "R", "color": "#0f2f37"},
    }
    packed = zlib.compress(json.dumps(settings, ensure_ascii=False, separators=(",", ":")).encode(), 9)
    return base64.b64encode(packed).decode()


def token_digest(token: str) -> str:
    """What is stored of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def authenticate_device(node: Node, token: str, device_id: str = "", user_agent: str = "") -> Device:
    """The tablet behind a token; Problem PEOP-001 (403) where the token is unknown, revoked or past its drain."""
    sha256 = token_digest(token)
    now = node.now()

    def find(connection: Connection) -> tuple[Device | None, bool]:
        row = connection.execute(_find_token, {"sha256": sha256}).first()
        if row is None:
            return None, False
        is_before = row.drain_until_at is None or now < row.drain_until_at
        allows = decide_token(row.state, is_before_drain_end=is_before)
        assignments = connection.execute(_find_assignments, {"actor": row.actor_id}).all()
        is_stale = (
            row.last_seen_at is None
            or now - row.last_seen_at > SEEN_EVERY
            or (device_id and device_id != row.last_device_id)
        )
        device = Device(row.actor_id, row.name, sha256, allows.value, tuple((a[0], a[1], a[2]) for a in assignments))
        return device, bool(is_stale)

    device, is_stale = node.read(find)
    if device is None or device.allows == TokenAnswer.NOTHING:
        raise Problem(
            "PEOP-001",
            403,
            "Mã ghi danh của máy này không còn dùng được.",
            "Gặp cán bộ xã để được cấp mã QR mới. Đừng xóa phiếu trên máy.",
        )
    if is_stale:
        seen = {"last_seen_at": now, "last_device_id": device_id or None, "last_user_agent": user_agent or None}
        node.writer.write(
            lambda u: u.connection.execute(update(TOKEN).where(TOKEN.c.token_sha256 == sha256).values(**seen))
        )
    return device


def set_token_state(node: Node, token_sha256: str, state: str, drain_until_at: dt.datetime | None = None) -> None:
    """active | drain | leaver | revoked."""
    values = {"state": state, "drain_until_at": drain_until_at}
    node.writer.write(
        lambda u: u.connection.execute(update(TOKEN).where(TOKEN.c.token_sha256 == token_sha256).values(**values))
    )


# --- sign-in ----------------------------------------------------------------------------------------------


def sign_in(node: Node, login: str, password: str) -> str:
    """A new session's token for a right password; Problem PEOP-002 or PEOP-003 (locked) otherwise."""
    now = node.now()
    row = node.read(lambda c: c.execute(select(ACCOUNT).where(ACCOUNT.c.login == login.strip().lower())).first())
    if row is not None and row.locked_until_at is not None and now < row.locked_until_at:
        raise Problem(
            "PEOP-003", 429, f"Tài khoản tạm khóa {LOCK_MINUTES} phút vì sai mật khẩu nhiều lần.", "Chờ rồi thử lại."
        )
    if row is None or not row.is_active or not _is_right(row.password_hash, password):
        if row is not None:
            _count_failure(node, row.actor_id, row.failed_count + 1, now)
        raise Problem(
            "PEOP-002",
            401,
            "Tên đăng nhập hoặc mật khẩu không đúng.",
            "Xem lại chữ hoa, chữ thường và bộ gõ tiếng Việt.",
        )
    token = secrets.token_urlsafe(32)
    session = {"token_sha256": token_digest(token), "actor_id": row.actor_id, "created_at": now, "seen_at": now}
    done = {"failed_count": 0, "locked_until_at": None, "last_sign_in_at": now}

    def open_session(unit: object) -> None:
        connection = unit.connection  # type: ignore[attr-defined]
        connection.execute(insert(SIGN_IN), session)
        connection.execute(update(ACCOUNT).where(ACCOUNT.c.actor_id == row.actor_id).values(**done))

    node.writer.write(open_session)
    return token


def sign_out(node: Node, token: str) -> None:
    """End a session."""
    where = SIGN_IN.c.token_sha256 == token_digest(token)
    node.writer.write(lambda u: u.connection.execute(update(SIGN_IN).where(where).values(ended_at=node.now())))


def read_actor(node: Node, token: str) -> Actor | None:
    """The person behind a session token, with the grants in force; None where the session has ended."""
    now = node.now()

    def read(connection: Connection) -> Actor | None:
        row = connection.execute(
            select(SIGN_IN.c.created_at, ACCOUNT.c.actor_id, ACCOUNT.c.name)
            .join(ACCOUNT, ACCOUNT.c.actor_id == SIGN_IN.c.actor_id)
            .where(SIGN_IN.c.token_sha256 == token_digest(token), SIGN_IN.c.ended_at.is_(None), ACCOUNT.c.is_active)
        ).first()
        if row is None or now - row.created_at > dt.timedelta(hours=SESSION_HOURS):
            return None
        return Actor(row.actor_id, row.name, _grants(connection, row.actor_id, now.date().isoformat()))

    return node.read(read)


def _grants(connection: Connection, actor_id: str, today: str) -> tuple[GrantOf, ...]:
    query = select(Grant.role, Grant.area_code, Grant.valid_from_on, Grant.valid_to_on)
    rows = connection.execute(query.where(Grant.actor_id == actor_id, Grant.revoked_by.is_(None)))
    return tuple(one for one in (GrantOf(*row) for row in rows) if is_in_force(one, today))


def read_parents(connection: Connection) -> Mapping[str, str | None]:
    """Every area and the one above it."""
    return {code: parent for code, parent in connection.execute(select(Area.code, Area.parent_code))}


def area_names(connection: Connection, codes: Sequence[str]) -> list[str]:
    """Names of areas, in register order."""
    query = select(Area.name).where(Area.code.in_(codes)).order_by(Area.sort_key)
    return list(connection.execute(query).scalars())


def communes_for(connection: Connection, actor: Actor, action: str, today: str) -> list[str]:
    """Codes of the communes over which the actor may do `action`, in register order."""
    parents = read_parents(connection)
    communes = connection.execute(select(Area.code).where(Area.level == "commune").order_by(Area.sort_key)).scalars()
    return [code for code in communes if may(actor, action, code, parents, today)]


def _is_right(password_hash: str | None, password: str) -> bool:
    if not password_hash:
        return False
    try:
        return HASHER.verify(password_hash, password)
    except VerifyMismatchError:
        return False


def _count_failure(node: Node, actor_id: str, count: int, now: dt.datetime) -> None:
    locked = now + dt.timedelta(minutes=LOCK_MINUTES) if count >= MOST_FAILURES else None
    values = {"failed_count": 0 if locked else count, "locked_until_at": locked}
    node.writer.write(
        lambda u: u.connection.execute(update(ACCOUNT).where(ACCOUNT.c.actor_id == actor_id).values(**values))
    )
