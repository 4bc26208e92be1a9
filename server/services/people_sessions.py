"""Signing in with a password: sessions, and a lock after several wrong passwords (R15)."""

from __future__ import annotations

import datetime as dt
import secrets
from functools import cache
from typing import Any

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from sqlalchemy import Connection, insert, select, update

from server.domain.access import Actor, GrantOf, is_in_force
from server.errors import Problem
from server.services.node import Node
from server.store.tables import Account, Grant, SignIn
from server.store.writer import Unit

from .people_devices import token_digest

HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
MOST_FAILURES = 8
LOCK_MINUTES = 15
SESSION_HOURS = 12
ACCOUNT, SIGN_IN = Account.__table__, SignIn.__table__


def hash_password(password: str) -> str:
    """Argon2id, sized for two cores."""
    return HASHER.hash(password)


def sign_in(node: Node, login: str, password: str) -> str:
    """A new session's token for a right password; Problem PEOP-002 or PEOP-003 (locked) otherwise."""
    now = node.now()
    row = node.read(lambda c: c.execute(select(ACCOUNT).where(ACCOUNT.c.login == login.strip().lower())).first())
    _check_lock(row, now)
    # A login nobody has takes as long as a wrong password: the answer's time tells nothing.
    is_right = _is_right((row.password_hash if row is not None else None) or _nobodys_hash(), password)
    if row is None or not row.is_active or not row.password_hash or not is_right:
        if row is not None:
            node.writer.write(lambda unit: _count_failure(unit, row.actor_id, now))
        told = "Tên đăng nhập hoặc mật khẩu không đúng."
        raise Problem("PEOP-002", 401, told, "Xem lại chữ hoa, chữ thường và bộ gõ tiếng Việt.")
    return start_session(node, row.actor_id)


def start_session(node: Node, actor_id: str) -> str:
    """A session's token for a person who has proved who she is."""
    now = node.now()
    return node.writer.write(lambda unit: _open_session(unit, actor_id, now))


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
        return Actor(row.actor_id, row.name, read_grants(connection, row.actor_id, node.today()))

    return node.read(read)


def read_grants(connection: Connection, actor_id: str, today: str) -> tuple[GrantOf, ...]:
    """A person's grants in force."""
    query = select(Grant.role, Grant.area_code, Grant.valid_from_on, Grant.valid_to_on)
    rows = connection.execute(query.where(Grant.actor_id == actor_id, Grant.revoked_by.is_(None)))
    return tuple(one for one in (GrantOf(*row) for row in rows) if is_in_force(one, today))


def _check_lock(row: Any, now: dt.datetime) -> None:
    if row is not None and row.locked_until_at is not None and now < row.locked_until_at:
        told = f"Tài khoản tạm khóa {LOCK_MINUTES} phút vì sai mật khẩu nhiều lần."
        raise Problem("PEOP-003", 429, told, "Chờ rồi thử lại.")


def _open_session(unit: Unit, actor_id: str, now: dt.datetime) -> str:
    """Looks at the lock again: of many guesses at once, none gets through after the lock."""
    connection = unit.connection
    row = connection.execute(select(ACCOUNT.c.locked_until_at).where(ACCOUNT.c.actor_id == actor_id)).one()
    _check_lock(row, now)
    token = secrets.token_urlsafe(32)
    session = {"token_sha256": token_digest(token), "actor_id": actor_id, "created_at": now, "seen_at": now}
    done = {"failed_count": 0, "locked_until_at": None, "last_sign_in_at": now}
    connection.execute(insert(SIGN_IN), session)
    connection.execute(update(ACCOUNT).where(ACCOUNT.c.actor_id == actor_id).values(**done))
    return token


def _count_failure(unit: Unit, actor_id: str, now: dt.datetime) -> None:
    where = ACCOUNT.c.actor_id == actor_id
    count = unit.connection.execute(select(ACCOUNT.c.failed_count).where(where)).scalar_one() + 1
    values: dict[str, Any] = {"failed_count": count}
    if count >= MOST_FAILURES:
        values = {"failed_count": 0, "locked_until_at": now + dt.timedelta(minutes=LOCK_MINUTES)}
    unit.connection.execute(update(ACCOUNT).where(where).values(**values))


def _is_right(password_hash: str, password: str) -> bool:
    try:
        return HASHER.verify(password_hash, password)
    except (VerifyMismatchError, InvalidHashError):
        return False


@cache
def _nobodys_hash() -> str:
    return HASHER.hash(secrets.token_urlsafe(16))
