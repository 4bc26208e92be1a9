"""The second step of signing in: codes of an authenticator (TOTP, RFC 6238), and recovery codes used once each.

A factor belongs to one node: its secret is encrypted there and travels nowhere. Province and administrators must have
one, except on a demo, whose accounts are on its first page for everybody.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
from dataclasses import dataclass
from typing import Any

import pyotp
from sqlalchemy import Connection, delete, insert, select, update

from server.domain.access import MANAGERS, Actor
from server.errors import Problem
from server.services.node import Node
from server.store.tables import Account, SecondFactor, SignIn
from server.store.writer import Unit
from server.telling import tell

from .people_sessions import Session, check_lock, count_failure, unlock

ISSUER = "Rà Soát"
RECOVERY_COUNT, RECOVERY_BYTES = 10, 5
STEP_SECONDS = 30
# A clock may be half a minute off either way.
WINDOW = 1
ACCOUNT, FACTOR, SIGN_IN = Account.__table__, SecondFactor.__table__, SignIn.__table__


@dataclass(frozen=True, slots=True)
class NewFactor:
    """What is shown once: the address an authenticator scans, and the secret for typing."""

    uri: str
    secret: str


def needs_factor(node: Node, actor: Actor) -> bool:
    """Whether this person must have a second factor before anything opens."""
    return not node.is_demo and any(one.role in MANAGERS for one in actor.grants)


def start_factor(node: Node, actor_id: str) -> NewFactor:
    """The secret of a factor that still has to be confirmed; the same one until it is. PEOP-024 where one is in use."""

    def operation(unit: Unit) -> tuple[str, str]:
        connection = unit.connection
        login = connection.execute(select(ACCOUNT.c.login).where(ACCOUNT.c.actor_id == actor_id)).scalar_one()
        row = connection.execute(select(FACTOR).where(FACTOR.c.actor_id == actor_id)).first()
        if row is not None and row.confirmed_at is not None:
            raise Problem("PEOP-024", 409, tell("Đã bật xác thực hai bước."), tell("Muốn đổi máy thì tắt rồi bật lại."))
        if row is not None:
            return login, _open(node, actor_id, row.secret)
        secret = pyotp.random_base32()
        sealed = node.sealer.seal(_place(actor_id), secret.encode())
        connection.execute(insert(FACTOR), {"actor_id": actor_id, "secret": sealed, "last_step": 0, "recovery": []})
        return login, secret

    login, secret = node.writer.write(operation)
    return NewFactor(pyotp.TOTP(secret).provisioning_uri(name=login, issuer_name=ISSUER), secret)


def confirm_factor(node: Node, actor_id: str, code: str) -> list[str]:
    """Turn the factor on with a first code; returns the recovery codes, shown once. PEOP-025: the code is wrong."""
    now, codes = node.now(), [secrets.token_hex(RECOVERY_BYTES) for _ in range(RECOVERY_COUNT)]

    def operation(unit: Unit) -> bool:
        row = _find(unit.connection, actor_id)
        step = None if row is None else _find_step(_open(node, actor_id, row.secret), code, now, row.last_step)
        if row is None or row.confirmed_at is not None or step is None:
            return False
        values = {"confirmed_at": now, "last_step": step, "recovery": [_digest(one) for one in codes]}
        unit.connection.execute(update(FACTOR).where(FACTOR.c.actor_id == actor_id).values(**values))
        return True

    if not node.writer.write(operation):
        raise _wrong_code(422)
    return codes


def verify_second(node: Node, session: Session, code: str) -> None:
    """Open a session with a code of the authenticator or a recovery code; wrong ones count towards the lock."""
    now, actor_id = node.now(), session.actor.actor_id

    def operation(unit: Unit) -> bool:
        connection = unit.connection
        check_lock(connection.execute(select(ACCOUNT).where(ACCOUNT.c.actor_id == actor_id)).one(), now)
        if not _use(node, connection, actor_id, code, now):
            count_failure(unit, actor_id, now)
            return False
        where = SIGN_IN.c.token_sha256 == session.token_sha256
        connection.execute(update(SIGN_IN).where(where).values(is_verified=True))
        unlock(connection, actor_id)
        connection.execute(update(ACCOUNT).where(ACCOUNT.c.actor_id == actor_id).values(last_sign_in_at=now))
        return True

    if not node.writer.write(operation):
        raise _wrong_code(401)


def remove_factor(node: Node, actor_id: str) -> None:
    """Take the factor off: a lost phone, or a new one. Who must have one is asked for it at the next page."""
    node.writer.write(lambda unit: unit.connection.execute(delete(FACTOR).where(FACTOR.c.actor_id == actor_id)))


def _use(node: Node, connection: Connection, actor_id: str, code: str, now: dt.datetime) -> bool:
    row = _find(connection, actor_id)
    if row is None or row.confirmed_at is None:
        return False
    where, plain = FACTOR.c.actor_id == actor_id, code.replace(" ", "").replace("-", "").lower()
    if _digest(plain) in row.recovery:
        left = [one for one in row.recovery if one != _digest(plain)]
        connection.execute(update(FACTOR).where(where).values(recovery=left))
        return True
    step = _find_step(_open(node, actor_id, row.secret), plain, now, row.last_step)
    if step is not None:
        connection.execute(update(FACTOR).where(where).values(last_step=step))
    return step is not None


def _find_step(secret: str, code: str, now: dt.datetime, last_step: int) -> int | None:
    """The time step a code is of, later than the last one used; None where it is wrong or was used."""
    totp, current = pyotp.TOTP(secret), int(now.timestamp()) // STEP_SECONDS
    steps = range(current - WINDOW, current + WINDOW + 1)
    plain = code.replace(" ", "")
    if not plain.isascii():
        return None
    return next((n for n in steps if n > last_step and secrets.compare_digest(totp.at(n * STEP_SECONDS), plain)), None)


def _find(connection: Connection, actor_id: str) -> Any:
    return connection.execute(select(FACTOR).where(FACTOR.c.actor_id == actor_id)).first()


def _open(node: Node, actor_id: str, sealed: bytes) -> str:
    return node.sealer.open(_place(actor_id), sealed).decode()


def _place(actor_id: str) -> str:
    return f"second_factor:secret:{actor_id}"


def _digest(code: str) -> str:
    """Recovery codes are random enough that a plain hash keeps them."""
    return hashlib.sha256(b"rasoat/recovery/1:" + code.encode("utf-8", "replace")).hexdigest()


def _wrong_code(status: int) -> Problem:
    return Problem(
        "PEOP-025", status, tell("Mã xác thực không đúng."), tell("Chờ mã mới hiện trên điện thoại rồi gõ lại.")
    )
