"""People and their roles: accounts and grants as records, who may do what where (R15); tablets and sessions beside."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, select

from server.domain.access import ROLES, Actor, GrantOf, may
from server.errors import Problem
from server.services.node import Node
from server.store.tables import Account, Area, Grant
from sync.records import Draft

from .people_devices import (
    Enrolment,
    TokenState,
    authenticate_device,
    authenticate_sender,
    enrol_device,
    find_known_sender,
    qr_svg,
    qr_text,
    reissue_device,
    set_token_state,
    token_digest,
)
from .people_sessions import (
    LOCK_MINUTES,
    MOST_FAILURES,
    SESSION_HOURS,
    hash_password,
    read_actor,
    read_grants,
    sign_in,
    sign_out,
)


def register_account(actor_id: str, login: str, name: str, password_hash: str | None, area_code: str) -> Draft:
    """The record that names the person behind an actor id, in the stream of the person's own area."""
    payload = {"actor_id": actor_id, "login": login, "name": name, "password_hash": password_hash}
    return Draft(area_code, "account.registered", (actor_id,), actor_id, payload)


def give_grant(giver: str, actor_id: str, role: str, area_code: str, **days: str | None) -> Draft:
    """The record that gives a role over an area; `days`: valid_from_on and valid_to_on as ISO text."""
    grant_id = str(uuid.uuid4())
    payload = {"grant_id": grant_id, "actor_id": actor_id, "role": role, "area_code": area_code}
    payload |= {name: day for name, day in days.items() if day}
    return Draft("shared", "grant.given", (grant_id, actor_id), giver, payload)


def register_person(node: Node, actor: Actor, grant: GrantOf, login: str, name: str, password: str | None) -> str:
    """A new account with its first role; the new actor id. Without a password the person only uses a tablet."""
    login, actor_id = login.strip().lower(), str(uuid.uuid4())
    password_hash = hash_password(password) if password else None

    def drafts(connection: Connection) -> list[Draft]:
        _check_may(node, connection, actor, grant)
        if connection.execute(select(Account.actor_id).where(Account.login == login)).first() is not None:
            raise Problem("PEOP-008", 409, f"Đã có tài khoản “{login}”.", "Chọn tên đăng nhập khác.")
        account = register_account(actor_id, login, name.strip(), password_hash, grant.area_code)
        return [account, give_grant(actor.actor_id, actor_id, grant.role, grant.area_code)]

    node.write(drafts)
    return actor_id


def give_role(node: Node, actor: Actor, actor_id: str, grant: GrantOf) -> None:
    """A further role over an area, for a person already here."""

    def drafts(connection: Connection) -> list[Draft]:
        _check_may(node, connection, actor, grant)
        return [give_grant(actor.actor_id, actor_id, grant.role, grant.area_code)]

    node.write(drafts)


def revoke_role(node: Node, actor: Actor, grant_id: str) -> None:
    """End a grant: what its holder records from now on does not count."""

    def drafts(connection: Connection) -> list[Draft]:
        row = connection.execute(
            select(Grant.actor_id, Grant.role, Grant.area_code).where(Grant.grant_id == grant_id)
        ).first()
        if row is None:
            raise Problem("PEOP-009", 404, "Không có quyền này.", "Tải lại danh sách người dùng.")
        _check_may(node, connection, actor, GrantOf(row.role, row.area_code))
        payload = {"grant_id": grant_id}
        return [Draft("shared", "grant.revoked", (grant_id, row.actor_id), actor.actor_id, payload)]

    node.write(drafts)


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


def is_allowed(node: Node, connection: Connection, actor: Actor, action: str) -> bool:
    """Whether the actor may do `action` over the whole province, today."""
    province, today = str(node.settings["province_code"]), node.today()
    return may(actor, action, province, read_parents(connection), today)


def _check_may(node: Node, connection: Connection, actor: Actor, grant: GrantOf) -> None:
    if grant.role not in ROLES:
        raise Problem("PEOP-007", 400, f"Không có vai trò “{grant.role}”.", f"Chọn một trong: {', '.join(ROLES)}.")
    today = node.today()
    if not may(actor, "manage_people", grant.area_code, read_parents(connection), today):
        told = f"{actor.name} không được cấp hay thu quyền ở {grant.area_code}."
        raise Problem("PEOP-010", 403, told, "Việc này của tỉnh hoặc người quản trị.")


__all__ = [
    "LOCK_MINUTES", "MOST_FAILURES", "ROLES", "SESSION_HOURS", "Enrolment", "TokenState", "area_names",
    "authenticate_device", "authenticate_sender", "communes_for", "enrol_device", "find_known_sender", "give_grant",
    "give_role", "hash_password", "is_allowed", "qr_svg", "qr_text", "read_actor", "read_grants", "read_parents",
    "register_account", "register_person", "reissue_device", "revoke_role", "set_token_state", "sign_in",
    "sign_out", "token_digest",
]  # fmt: skip
