"""Signing in with a password: sessions by device, and locks that grow with wrong passwords (R15)."""

from __future__ import annotations

import datetime as dt
import logging
import secrets
from dataclasses import dataclass
from functools import cache
from typing import Any

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from sqlalchemy import Connection, insert, select, update

from server.domain.access import Actor, GrantOf, is_in_force
from server.errors import Problem
from server.services.node import Node
from server.store.tables import Account, Grant, SecondFactor, SignIn
from server.store.writer import Unit
from server.telling import tell

from .people_devices import token_digest

LOG = logging.getLogger("rasoat.people")
HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
MOST_FAILURES = 8
LOCK_MINUTES = 15
LONGEST_LOCK = dt.timedelta(hours=24)
SESSION_HOURS = 12
SEEN_EVERY = dt.timedelta(minutes=5)
LONGEST_TOLD = 300
ACCOUNT, SIGN_IN, FACTOR = Account.__table__, SignIn.__table__, SecondFactor.__table__


@dataclass(frozen=True, slots=True)
class Opening:
    """From where a session is opened: what its owner sees in the list of her sessions."""

    address: str = ""
    user_agent: str = ""


@dataclass(frozen=True, slots=True)
class Session:
    """A session that has not ended. `is_verified` False: the second step is still to come, nothing is open yet.

    `previous_at` and `failed_before` are of the sign-in before this one, told so that a stranger's is noticed.
    """

    token_sha256: str
    actor: Actor
    is_verified: bool
    is_temporary: bool
    has_factor: bool
    seen_at: dt.datetime
    previous_at: dt.datetime | None
    failed_before: int


def hash_password(password: str) -> str:
    """Argon2id, sized for two cores."""
    return HASHER.hash(password)


def sign_in(node: Node, login: str, password: str, opening: Opening | None = None) -> str:
    """A new session's token for a right password; Problem PEOP-002 or PEOP-003 (locked) otherwise.

    Where the person has a second factor the session opens nothing before `verify_second`.
    """
    now = node.now()
    row = node.read(lambda c: c.execute(select(ACCOUNT).where(ACCOUNT.c.login == login.strip().lower())).first())
    check_lock(row, now)
    # A login nobody has takes as long as a wrong password: the answer's time tells nothing.
    is_same = is_right((row.password_hash if row is not None else None) or _nobodys_hash(), password)
    if row is None or not row.is_active or not row.password_hash or not is_same:
        if row is not None:
            node.writer.write(lambda unit: count_failure(unit, row.actor_id, now))
        told = tell("Tên đăng nhập hoặc mật khẩu không đúng.")
        raise Problem("PEOP-002", 401, told, tell("Xem lại chữ hoa, chữ thường và bộ gõ tiếng Việt."))
    return start_session(node, row.actor_id, opening)


def start_session(node: Node, actor_id: str, opening: Opening | None = None) -> str:
    """A session's token for a person who has shown her password."""
    now = node.now()
    return node.writer.write(lambda unit: _open_session(unit, actor_id, now, opening or Opening()))


def sign_out(node: Node, token: str) -> None:
    """End a session."""
    end_session(node, token_digest(token))


def end_session(node: Node, token_sha256: str, actor_id: str | None = None) -> None:
    """End a session, of this person where one is named."""
    where = SIGN_IN.c.token_sha256 == token_sha256
    if actor_id is not None:
        where &= SIGN_IN.c.actor_id == actor_id
    statement = update(SIGN_IN).where(where, SIGN_IN.c.ended_at.is_(None)).values(ended_at=node.now())
    node.writer.write(lambda unit: unit.connection.execute(statement))


def end_sessions(connection: Connection, actor_id: str, now: dt.datetime, but: str = "") -> None:
    """End a person's sessions, all but the one named by its digest."""
    where = (SIGN_IN.c.actor_id == actor_id) & SIGN_IN.c.ended_at.is_(None) & (SIGN_IN.c.token_sha256 != but)
    connection.execute(update(SIGN_IN).where(where).values(ended_at=now))


def read_session(node: Node, token: str) -> Session | None:
    """The session behind a token with the person's grants in force; None where it has ended."""
    if not token:
        return None
    now, sha256 = node.now(), token_digest(token)

    def read(connection: Connection) -> Session | None:
        row = connection.execute(
            select(SIGN_IN, ACCOUNT.c.name, ACCOUNT.c.is_temporary, FACTOR.c.confirmed_at)
            .join(ACCOUNT, ACCOUNT.c.actor_id == SIGN_IN.c.actor_id)
            .outerjoin(FACTOR, FACTOR.c.actor_id == SIGN_IN.c.actor_id)
            .where(SIGN_IN.c.token_sha256 == sha256, SIGN_IN.c.ended_at.is_(None), ACCOUNT.c.is_active)
        ).first()
        if row is None or now - row.created_at > dt.timedelta(hours=SESSION_HOURS):
            return None
        actor = Actor(row.actor_id, row.name, read_grants(connection, row.actor_id, node.today()))
        told = (row.seen_at, row.previous_at, row.failed_before)
        return Session(sha256, actor, row.is_verified, row.is_temporary, row.confirmed_at is not None, *told)

    return node.read(read)


def read_actor(node: Node, token: str) -> Actor | None:
    """The person behind a session that is fully open; else None."""
    session = read_session(node, token)
    return session.actor if session is not None and session.is_verified else None


def note_session(node: Node, session: Session) -> None:
    """When a session was last used, now and then; what the person asked for does not fail with this."""
    now = node.now()
    if now - session.seen_at < SEEN_EVERY:
        return
    statement = update(SIGN_IN).where(SIGN_IN.c.token_sha256 == session.token_sha256).values(seen_at=now)
    try:
        node.writer.write(lambda unit: unit.connection.execute(statement))
    except Problem as problem:
        LOG.warning("when a session was last used could not be noted: %s", problem.code)


def read_grants(connection: Connection, actor_id: str, today: str) -> tuple[GrantOf, ...]:
    """A person's grants in force."""
    query = select(Grant.role, Grant.area_code, Grant.valid_from_on, Grant.valid_to_on)
    rows = connection.execute(query.where(Grant.actor_id == actor_id, Grant.revoked_by.is_(None)))
    return tuple(one for one in (GrantOf(*row) for row in rows) if is_in_force(one, today))


def check_lock(row: Any, now: dt.datetime) -> None:
    """Problem PEOP-003 while the account (its row, or None) is locked."""
    if row is not None and row.locked_until_at is not None and now < row.locked_until_at:
        minutes = -(-(row.locked_until_at - now) // dt.timedelta(minutes=1))
        told = tell("Tài khoản tạm khóa vì sai mật khẩu nhiều lần, còn {minutes} phút.", minutes=minutes)
        raise Problem("PEOP-003", 429, told, tell("Chờ rồi thử lại, hoặc nhờ quản trị đặt lại mật khẩu."))


def count_failure(unit: Unit, actor_id: str, now: dt.datetime) -> None:
    """One wrong password or code more; after eight the account is locked, each time twice as long, a day at most."""
    where = ACCOUNT.c.actor_id == actor_id
    row = unit.connection.execute(select(ACCOUNT.c.failed_count, ACCOUNT.c.lock_count).where(where)).one()
    values: dict[str, Any] = {"failed_count": row.failed_count + 1}
    if (row.failed_count + 1) % MOST_FAILURES == 0:
        length = min(dt.timedelta(minutes=LOCK_MINUTES) * 2 ** min(row.lock_count, 16), LONGEST_LOCK)
        values |= {"lock_count": row.lock_count + 1, "locked_until_at": now + length}
    unit.connection.execute(update(ACCOUNT).where(where).values(**values))


def unlock(connection: Connection, actor_id: str) -> None:
    """Forget wrong passwords."""
    done = {"failed_count": 0, "lock_count": 0, "locked_until_at": None}
    connection.execute(update(ACCOUNT).where(ACCOUNT.c.actor_id == actor_id).values(**done))


def is_right(password_hash: str, password: str) -> bool:
    """Whether a password is the one that was hashed."""
    try:
        return HASHER.verify(password_hash, password)
    except (VerifyMismatchError, InvalidHashError):
        return False


def _open_session(unit: Unit, actor_id: str, now: dt.datetime, opening: Opening) -> str:
    """Looks at the lock again: of many guesses at once, none gets through after the lock."""
    connection = unit.connection
    row = connection.execute(select(ACCOUNT).where(ACCOUNT.c.actor_id == actor_id)).one()
    check_lock(row, now)
    factor = connection.execute(select(FACTOR.c.confirmed_at).where(FACTOR.c.actor_id == actor_id)).scalar()
    token = secrets.token_urlsafe(32)
    session = {
        "token_sha256": token_digest(token),
        "actor_id": actor_id,
        "created_at": now,
        "seen_at": now,
        "address": opening.address[:LONGEST_TOLD] or None,
        "user_agent": opening.user_agent[:LONGEST_TOLD] or None,
        "previous_at": row.last_sign_in_at,
        "failed_before": row.failed_count,
        "is_verified": factor is None,
    }
    connection.execute(insert(SIGN_IN), session)
    if factor is None:
        unlock(connection, actor_id)
        connection.execute(update(ACCOUNT).where(ACCOUNT.c.actor_id == actor_id).values(last_sign_in_at=now))
    return token


@cache
def _nobodys_hash() -> str:
    return HASHER.hash(secrets.token_urlsafe(16))
