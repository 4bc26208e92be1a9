"""Roles over areas with days: given, taken back, lent while somebody is on leave (R15, R20)."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, or_, select

from server.areas.communes import list_communes
from server.domain.access import ROLES, Actor, GrantOf, may
from server.domain.granting import ADMINISTRATOR, Refused, check_delegation, check_grant, is_administrator
from server.errors import Problem
from server.services.listed_villages import is_listed
from server.services.node import Node
from server.store.tables import Account, Area, Grant, Village
from server.telling import Told, tell
from sync.records import Draft

from .people_sessions import read_grants

GRANT = Grant.__table__
LEVEL_WORDS = {"province": tell("tỉnh"), "district": tell("huyện"), "commune": tell("xã"), "village": tell("thôn")}
_TOLD: dict[str, tuple[str, int, Told, Told]] = {
    "unknown_role": ("PEOP-007", 400, tell("Không có vai trò “{value}”."), tell("Chọn một vai trò trong danh sách.")),
    "unknown_area": ("PEOP-011", 404, tell("Không có địa bàn mã {value}."), tell("Xem mã trên trang Địa bàn.")),
    "wrong_level": ("PEOP-012", 409, tell("Vai trò này không cấp cho cả {value}."), tell("Chọn địa bàn đúng cấp.")),
    "needs_end": (
        "PEOP-013",
        422,
        tell("Vai trò này phải có ngày kết thúc."),
        tell("Ghi ngày kết thúc theo quyết định."),
    ),
    "ends_before": ("PEOP-014", 422, tell("Ngày kết thúc {value} đã qua hoặc trước ngày bắt đầu."), tell("Sửa ngày.")),
    "only_administrator": (
        "PEOP-015",
        403,
        tell("Chỉ quản trị mới cấp hay thu quyền quản trị."),
        tell("Nhờ người quản trị."),
    ),
    "needs_days": ("PEOP-016", 422, tell("Ủy quyền phải có ngày bắt đầu và ngày kết thúc."), tell("Ghi cả hai ngày.")),
    "not_held": (
        "PEOP-017",
        409,
        tell("Người vắng mặt không có vai trò này ở địa bàn này."),
        tell("Chọn quyền người đó đang có."),
    ),
    "longer_than_held": (
        "PEOP-018",
        409,
        tell("Quyền của người vắng mặt không kéo dài tới ngày {value}."),
        tell("Rút ngắn thời gian ủy quyền."),
    ),
}


def give_grant(giver: str, actor_id: str, role: str, area_code: str, **more: str | None) -> Draft:
    """The record that gives a role over an area; `more`: valid_from_on, valid_to_on (ISO days), delegator_id."""
    grant_id = str(uuid.uuid4())
    payload = {"grant_id": grant_id, "actor_id": actor_id, "role": role, "area_code": area_code}
    payload |= {name: value for name, value in more.items() if value}
    return Draft("shared", "grant.given", (grant_id, actor_id), giver, payload)


def give_role(node: Node, actor: Actor, actor_id: str, grant: GrantOf) -> None:
    """A further role over an area, for a person already here."""

    def drafts(connection: Connection) -> list[Draft]:
        check_may_give(node, connection, actor, grant)
        check_known(connection, actor_id)
        return [_draft(actor, actor_id, grant)]

    node.write(drafts)


def delegate_role(node: Node, actor: Actor, absent_id: str, actor_id: str, grant: GrantOf) -> None:
    """Lend a role of a person on leave to another, from a day to a day; the grant names whose work it is."""

    def drafts(connection: Connection) -> list[Draft]:
        check_may_give(node, connection, actor, grant)
        check_known(connection, actor_id)
        refuse(check_delegation(grant, read_grants(connection, absent_id, str(grant.valid_from_on))))
        return [_draft(actor, actor_id, grant, delegator_id=absent_id)]

    node.write(drafts)


def revoke_role(node: Node, actor: Actor, grant_id: str) -> None:
    """End a grant: what its holder records from now on does not count."""

    def drafts(connection: Connection) -> list[Draft]:
        row = connection.execute(select(GRANT).where(GRANT.c.grant_id == grant_id)).first()
        if row is None or row.revoked_by is not None:
            raise Problem("PEOP-009", 404, tell("Không có quyền này."), tell("Tải lại danh sách người dùng."))
        check_may_revoke(node, connection, actor, row)
        payload = {"grant_id": grant_id}
        return [Draft("shared", "grant.revoked", (grant_id, row.actor_id), actor.actor_id, payload)]

    node.write(drafts)


def check_may_give(node: Node, connection: Connection, actor: Actor, grant: GrantOf) -> None:
    """Problem where the actor may not give this role over this area, or nobody may."""
    if grant.role not in ROLES:
        refuse(Refused("unknown_role", grant.role))
    check_manages(node, connection, actor, grant.area_code)
    refused = check_grant(actor, grant, find_level(connection, grant.area_code), node.today())
    if refused is not None and refused.code == "wrong_level":
        refused = Refused("wrong_level", LEVEL_WORDS[refused.value])
    refuse(refused)


def find_level(connection: Connection, code: str) -> str | None:
    """The level of an area or a village, None where there is none; a district without communes is a commune (R12)."""
    named = or_(Area.code == code, Area.parent_code == code)
    rows = connection.execute(select(Area.code, Area.level, Area.parent_code).where(named)).all()
    if any(one.code == code for one in list_communes(rows)):
        return "commune"
    found: list[str] = [one.level for one in rows if one.code == code]
    if not found and connection.execute(select(Village.code).where(Village.code == code, is_listed())).first():
        return "village"
    return found[0] if found else None


def home_of(connection: Connection, code: str) -> str:
    """The area in whose stream a person's account lies: a village has none of its own."""
    above = connection.execute(select(Village.area_code).where(Village.code == code)).scalar()
    return above or code


def read_parents(connection: Connection, *codes: str) -> Mapping[str, str | None]:
    """Every area and the one above it; with the villages among `codes`."""
    parents: dict[str, str | None] = {
        code: above for code, above in connection.execute(select(Area.code, Area.parent_code))
    }
    if codes:
        villages = select(Village.code, Village.area_code).where(Village.code.in_(codes))
        parents |= {code: above for code, above in connection.execute(villages)}
    return parents


def check_known(connection: Connection, actor_id: str) -> Any:
    """The account's row; Problem PEOP-006 where there is none."""
    row = connection.execute(select(Account.__table__).where(Account.actor_id == actor_id)).first()
    if row is None:
        raise Problem("PEOP-006", 404, tell("Không có người này trên máy chủ."), tell("Tìm lại trên trang Người dùng."))
    return row


def refuse(refused: Refused | None) -> None:
    """Say a refusal as a Problem."""
    if refused is not None:
        code, status, told, remedy = _TOLD[refused.code]
        raise Problem(code, status, told.fill(value=refused.value) if refused.value else told, remedy)


def _draft(actor: Actor, actor_id: str, grant: GrantOf, **more: str) -> Draft:
    days = {"valid_from_on": grant.valid_from_on, "valid_to_on": grant.valid_to_on}
    return give_grant(actor.actor_id, actor_id, grant.role, grant.area_code, **days, **more)


def check_manages(node: Node, connection: Connection, actor: Actor, area_code: str) -> None:
    if not may(actor, "manage_people", area_code, read_parents(connection, area_code), node.today()):
        told = tell("{name} không được cấp hay thu quyền ở {area_code}.", name=actor.name, area_code=area_code)
        raise Problem("PEOP-010", 403, told, tell("Việc này của tỉnh hoặc người quản trị."))


def check_may_revoke(node: Node, connection: Connection, actor: Actor, row: Any) -> None:
    """Problem where the actor may not end this grant.

    The last administrator stays: a node without one could never be put right.
    """
    check_manages(node, connection, actor, row.area_code)
    if row.role != ADMINISTRATOR:
        return
    if not is_administrator(actor, node.today()):
        refuse(Refused("only_administrator"))
    others = select(GRANT.c.grant_id).where(
        GRANT.c.role == ADMINISTRATOR, GRANT.c.revoked_by.is_(None), GRANT.c.grant_id != row.grant_id
    )
    if connection.execute(others).first() is None:
        raise Problem(
            "PEOP-019", 409, tell("Đây là người quản trị cuối cùng."), tell("Cấp quyền quản trị cho người khác trước.")
        )
