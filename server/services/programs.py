"""Other programs and their tokens: each reads for a person with one of her grants, until a day or until taken back."""

from __future__ import annotations

import datetime as dt
import secrets
import uuid
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, insert, select, update

from server.domain.access import Actor, GrantOf, is_in_force
from server.errors import Problem
from server.services.node import Node
from server.store.tables import Account, Area, Grant, ProgramToken
from server.telling import tell

from .people_devices import token_digest

TOKEN, GRANT, ACCOUNT, AREA = ProgramToken.__table__, Grant.__table__, Account.__table__, Area.__table__
PREFIX = "rsp_"
MOST_DAYS = 366
# A program never runs the node; the roles of the field have nothing to read here.
ROLES = (
    *("commune_officer", "commune_chair", "supervisor", "province"),
    *("department_reader", "front_observer", "inspector"),
)
# A token that is used all day is noted once in so long.
NOTED_EVERY = dt.timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Program:
    """Who asks: a token, and the person with the one grant it reads with."""

    token_id: str
    name: str
    actor: Actor


def make_token(node: Node, by: str, grant_id: str, name: str, expires_on: str) -> str:
    """A new token for a person's grant; its text is told once and never kept. Problem PROG-00x where it cannot be."""
    told = name.strip()
    if not told:
        raise Problem(
            "PROG-001", 422, tell("Chưa ghi tên chương trình."), tell("Ghi chương trình nào, của đơn vị nào.")
        )
    _check_day(node, expires_on)
    grant = node.read(lambda c: next((one for one in list_grants(c, node.today()) if one.grant_id == grant_id), None))
    if grant is None:
        raise Problem(
            "PROG-003",
            409,
            tell("Quyền này không dùng được cho chương trình."),
            tell("Chọn một quyền trong danh sách."),
        )
    text = PREFIX + secrets.token_urlsafe(32)
    row = {
        "token_id": str(uuid.uuid4()),
        "token_sha256": token_digest(text),
        "name": told[:120],
        "actor_id": grant.actor_id,
        "grant_id": grant_id,
        "created_by": by,
        "created_at": node.now(),
        "expires_on": expires_on,
    }
    node.writer.write(lambda unit: unit.connection.execute(insert(TOKEN), row))
    return text


def revoke_token(node: Node, token_id: str) -> None:
    """From now on the token opens nothing; again changes nothing."""
    where = (TOKEN.c.token_id == token_id, TOKEN.c.revoked_at.is_(None))
    revoked = update(TOKEN).where(*where).values(revoked_at=node.now())
    node.writer.write(lambda unit: unit.connection.execute(revoked))


def authenticate_program(node: Node, text: str) -> Program | None:
    """Who a token is; None where it is unknown, taken back, over, or its person or grant is no more."""
    row = node.read(lambda connection: _find(connection, text))
    if row is None or row.revoked_at is not None or row.expires_on < node.today():
        return None
    grant = GrantOf(row.role, row.area_code, row.valid_from_on, row.valid_to_on)
    if not row.is_active or row.grant_revoked is not None or not is_in_force(grant, node.today()):
        return None
    now = node.now()
    if row.used_at is None or now - row.used_at >= NOTED_EVERY:
        used = update(TOKEN).where(TOKEN.c.token_id == row.token_id).values(used_at=now)
        node.writer.write(lambda unit: unit.connection.execute(used))
    return Program(row.token_id, row.name, Actor(row.actor_id, row.person, (grant,)))


def list_tokens(connection: Connection) -> list[Any]:
    """Every token with its person, role and place, newest first."""
    query = _tokens().order_by(TOKEN.c.created_at.desc(), TOKEN.c.token_id)
    return list(connection.execute(query).all())


def list_grants(connection: Connection, today: str) -> list[Any]:
    """Grants in force that a program may read with: (grant_id, actor_id, name, role, area_name)."""
    query = (
        select(GRANT, ACCOUNT.c.name, AREA.c.name.label("area_name"))
        .join(ACCOUNT, ACCOUNT.c.actor_id == GRANT.c.actor_id)
        .join(AREA, AREA.c.code == GRANT.c.area_code)
        .where(GRANT.c.revoked_by.is_(None), GRANT.c.role.in_(ROLES), ACCOUNT.c.is_active)
        .order_by(ACCOUNT.c.name, GRANT.c.grant_id)
    )
    rows = connection.execute(query).all()
    return [one for one in rows if is_in_force(GrantOf(one.role, "", one.valid_from_on, one.valid_to_on), today)]


def _find(connection: Connection, text: str) -> Any:
    return connection.execute(_tokens().where(TOKEN.c.token_sha256 == token_digest(text))).first()


def _tokens() -> Any:
    return (
        select(
            TOKEN,
            ACCOUNT.c.name.label("person"),
            ACCOUNT.c.is_active,
            GRANT.c.role,
            GRANT.c.area_code,
            GRANT.c.valid_from_on,
            GRANT.c.valid_to_on,
            GRANT.c.revoked_by.label("grant_revoked"),
            AREA.c.name.label("area_name"),
        )
        .join(ACCOUNT, ACCOUNT.c.actor_id == TOKEN.c.actor_id)
        .join(GRANT, GRANT.c.grant_id == TOKEN.c.grant_id)
        .outerjoin(AREA, AREA.c.code == GRANT.c.area_code)
    )


def _check_day(node: Node, expires_on: str) -> None:
    today = dt.date.fromisoformat(node.today())
    try:
        day = dt.date.fromisoformat(expires_on)
    except ValueError:
        raise Problem(
            "PROG-002", 422, tell("“{day}” không phải là ngày.", day=expires_on), tell("Chọn ngày hết hạn.")
        ) from None
    last = today + dt.timedelta(days=MOST_DAYS)
    if not today <= day <= last:
        told = tell("Ngày hết hạn {day} đã qua hoặc quá {most} ngày.", day=day, most=MOST_DAYS)
        raise Problem("PROG-002", 422, told, tell("Chọn từ hôm nay đến {last}.", last=last))
