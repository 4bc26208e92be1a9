"""Accounts: a person registered, a password set or reset, an account closed and opened again (R15)."""

from __future__ import annotations

import secrets
import uuid
from typing import Any

from sqlalchemy import Connection, select

from server.domain.access import Actor, GrantOf
from server.domain.granting import SHORTEST_PASSWORD, check_password, is_administrator
from server.errors import Problem
from server.services.node import Node
from server.store.tables import Account
from server.store.writer import Unit
from server.telling import tell
from sync.log import read_subject
from sync.records import Draft

from .people_factors import remove_factor
from .people_grants import check_known, check_manages, check_may_give, give_grant, home_of
from .people_sessions import end_sessions, hash_password, is_right, read_grants, unlock

# Without letters and digits that look alike on paper.
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
_GROUPS, _GROUP_LENGTH = 3, 4


def register_account(
    actor_id: str, login: str, name: str, password_hash: str | None, area_code: str, import_id: str = ""
) -> Draft:
    """The record that names the person behind an actor id, in the stream of the person's own area."""
    payload = {"actor_id": actor_id, "login": login, "name": name, "password_hash": password_hash}
    payload |= {"import_id": import_id} if import_id else {}
    return Draft(area_code, "account.registered", (actor_id,), actor_id, payload)


def register_person(
    node: Node,
    actor: Actor,
    grant: GrantOf,
    login: str,
    name: str,
    password: str | None,
    *,
    is_temporary: bool = False,
) -> str:
    """A new account with its first role; the new actor id. Without a password the person only uses a tablet.

    A temporary password must be changed at the first sign-in.
    """
    login, name, actor_id = login.strip().lower(), name.strip(), str(uuid.uuid4())
    if not login or not name:
        raise Problem("PEOP-020", 422, tell("Chưa ghi họ tên hoặc tên đăng nhập."), tell("Ghi đủ cả hai."))
    password_hash = hash_password(password) if password else None

    def drafts(connection: Connection) -> list[Draft]:
        check_may_give(node, connection, actor, grant)
        if connection.execute(select(Account.actor_id).where(Account.login == login)).first() is not None:
            raise Problem(
                "PEOP-008", 409, tell("Đã có tài khoản “{login}”.", login=login), tell("Chọn tên đăng nhập khác.")
            )
        grant_area = home_of(connection, grant.area_code)
        account = register_account(actor_id, login, name, password_hash, grant_area)
        days = {"valid_from_on": grant.valid_from_on, "valid_to_on": grant.valid_to_on}
        given = give_grant(actor.actor_id, actor_id, grant.role, grant.area_code, **days)
        once = {"actor_id": actor_id, "is_temporary": True}
        changed = [Draft(grant_area, "account.changed", (actor_id,), actor.actor_id, once)] if is_temporary else []
        return [account, *(changed if password else ()), given]

    node.write(drafts)
    return actor_id


def reset_password(node: Node, actor: Actor, actor_id: str) -> str:
    """A one-time password, to be shown once and changed at the next sign-in; locks and sessions end."""
    password = make_password()
    _check_touches(node, actor, actor_id)
    values = {"password_hash": hash_password(password), "is_temporary": True}

    def operation(unit: Unit) -> None:
        node.record(unit, account_changed(unit.connection, actor.actor_id, actor_id, values))
        end_sessions(unit.connection, actor_id, node.now())
        unlock(unit.connection, actor_id)

    node.writer.write(operation)
    return password


def change_password(node: Node, actor_id: str, old: str, new: str, keep_session: str = "") -> None:
    """One's own password, known before; other sessions end. `keep_session` is the digest of this one's token."""
    row = node.read(lambda c: check_known(c, actor_id))
    if not row.password_hash or not is_right(row.password_hash, old):
        raise _wrong_password()
    refused = check_password(new, row.login)
    if refused is not None or is_right(row.password_hash, new):
        told = tell(
            "Mật khẩu mới phải có ít nhất {shortest_password} ký tự, khác mật khẩu cũ, không chứa tên đăng nhập.",
            shortest_password=SHORTEST_PASSWORD,
        )
        raise Problem("PEOP-022", 422, told, tell("Chọn vài từ dễ nhớ chỉ mình bạn nghĩ ra."))
    values = {"password_hash": hash_password(new), "is_temporary": False}

    def operation(unit: Unit) -> None:
        node.record(unit, account_changed(unit.connection, actor_id, actor_id, values))
        end_sessions(unit.connection, actor_id, node.now(), but=keep_session)

    node.writer.write(operation)


def set_active(node: Node, actor: Actor, actor_id: str, *, is_active: bool) -> None:
    """Close an account, which ends its sessions, or open it again. Its tablets are another matter (R15)."""
    _check_touches(node, actor, actor_id)
    if actor_id == actor.actor_id:
        raise Problem("PEOP-023", 409, tell("Không tự khóa tài khoản của mình được."), tell("Nhờ người quản trị khác."))

    def operation(unit: Unit) -> None:
        node.record(unit, account_changed(unit.connection, actor.actor_id, actor_id, {"is_active": is_active}))
        if not is_active:
            end_sessions(unit.connection, actor_id, node.now())

    node.writer.write(operation)


def unlock_account(node: Node, actor: Actor, actor_id: str) -> None:
    """Let a person locked by wrong passwords try again."""
    _check_touches(node, actor, actor_id)
    node.writer.write(lambda unit: unlock(unit.connection, actor_id))


def remove_factor_of(node: Node, actor: Actor, actor_id: str) -> None:
    """Take another person's second factor off, whose phone is lost; her sessions end."""
    _check_touches(node, actor, actor_id)
    remove_factor(node, actor_id)
    node.writer.write(lambda unit: end_sessions(unit.connection, actor_id, node.now()))


def drop_factor(node: Node, actor_id: str, password: str) -> None:
    """Take one's own second factor off, with the password."""
    row = node.read(lambda c: check_known(c, actor_id))
    if not row.password_hash or not is_right(row.password_hash, password):
        raise _wrong_password()
    remove_factor(node, actor_id)


def make_password() -> str:
    """A password that can be read out and typed: three groups of four, 59 bits."""
    groups = ("".join(secrets.choice(_LETTERS) for _ in range(_GROUP_LENGTH)) for _ in range(_GROUPS))
    return "-".join(groups)


def _wrong_password() -> Problem:
    return Problem("PEOP-021", 409, tell("Mật khẩu hiện tại không đúng."), tell("Gõ lại mật khẩu đang dùng."))


def account_changed(connection: Connection, author: str, actor_id: str, values: dict[str, Any]) -> Draft:
    """The record of a change, in the stream where the account was registered: who carries the one carries the other."""
    found = (one.record.envelope for one in read_subject(connection, actor_id))
    area = next((one.area for one in found if one.kind == "account.registered"), None)
    if area is None:
        raise Problem("PEOP-006", 404, tell("Không có người này trên máy chủ."), tell("Tìm lại trên trang Người dùng."))
    return Draft(area, "account.changed", (actor_id,), author, {"actor_id": actor_id, **values})


def _check_touches(node: Node, actor: Actor, actor_id: str) -> None:
    """Who manages people touches accounts, and nobody but an administrator an administrator's."""
    today = node.today()

    def read(connection: Connection) -> Actor:
        check_manages(node, connection, actor, str(node.settings["province_code"]))
        row = check_known(connection, actor_id)
        return Actor(actor_id, row.name, read_grants(connection, actor_id, today))

    if is_administrator(node.read(read), today) and not is_administrator(actor, today):
        raise Problem(
            "PEOP-015", 403, tell("Chỉ quản trị mới sửa tài khoản của quản trị."), tell("Nhờ người quản trị.")
        )
