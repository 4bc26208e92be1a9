"""What an office does about tablets of its enumerators: enrol, reissue, lock, count visits (R15).

Who may is asked before (`access_table`): every use case is about one commune, and an enumerator who works there.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from server.errors import Problem
from server.services.node import Node
from server.store.tables import Account, DeviceToken, Grant, Round
from server.telling import tell
from sync.records import Draft

from .people_devices import (
    Enrolment,
    TokenState,
    enrol_device,
    qr_text,
    reissue_device,
    set_token_state,
    token_digest,
)
from .views.tablets import NOT_ENROLLED, Tablet, list_tablets

# How long an old or a leaver's tablet may still send what it has: a proposal, the office may choose another.
DRAIN_DAYS, MOST_DRAIN_DAYS = 14, 90
MOST_VISITS = 10_000
TOKEN = DeviceToken.__table__


@dataclass(frozen=True, slots=True)
class Enrolled:
    """A new enrolment with the tablet's row, for its sheet."""

    enrolment: Enrolment
    tablet: Tablet


@dataclass(frozen=True, slots=True)
class Whose:
    """An enumerator as an office of one commune deals with her; `by` is the actor id of who does it."""

    area_code: str
    enumerator_id: str
    by: str


def get_tablet(node: Node, areas: Sequence[str], enumerator_id: str) -> Tablet:
    """The row of one enumerator; Problem where she does not work in these communes."""
    rows = node.read(lambda c: list_tablets(c, areas))
    found = next((one for one in rows if one.actor_id == enumerator_id), None)
    if found is None:
        raise Problem(
            "TAB-001", 404, tell("Không có rà soát viên này ở xã."), tell("Xem danh sách ở trang Máy tính bảng.")
        )
    return found


def enrol(node: Node, whose: Whose) -> Enrolled:
    """A code for an enumerator who has no tablet, or whose last one is locked."""
    tablet = get_tablet(node, [whose.area_code], whose.enumerator_id)
    if tablet.state == "active":
        told = tell("{name} đã có một máy đang dùng.", name=tablet.name)
        raise Problem("TAB-002", 409, told, tell("Đổi máy: dùng Cấp lại, để máy cũ gửi hết phiếu rồi mới ngừng."))
    _check_is_enumerator(node, whose)
    return Enrolled(enrol_device(node, whose.enumerator_id, by=whose.by), tablet)


def enrol_all(node: Node, area_code: str, by: str) -> list[Enrolled]:
    """A code for every enumerator of a commune who has villages and no tablet yet."""
    rows = node.read(lambda c: list_tablets(c, [area_code]))
    wanted = [one for one in rows if one.state == NOT_ENROLLED and one.villages]
    if not wanted:
        told = tell("Mọi rà soát viên đã được giao thôn của xã này đều đã có mã.")
        raise Problem("TAB-004", 409, told, tell("Muốn in lại cho ai, dùng Cấp lại ở trang của người đó."))
    return [Enrolled(enrol_device(node, one.actor_id, by=by), one) for one in wanted]


def find_enrolled(node: Node, areas: Sequence[str], server_url: str) -> Enrolled:
    """The enrolment whose code is given, to print it while it is on the screen; Problem where it is not in use."""
    token = server_url.rpartition("/")[2]
    query = select(TOKEN.c.actor_id).where(TOKEN.c.token_sha256 == token_digest(token), TOKEN.c.state == "active")
    enumerator_id = node.read(lambda c: c.execute(query).scalar())
    if enumerator_id is None:
        raise Problem("TAB-012", 404, tell("Mã này không còn dùng được."), tell("Cấp lại mã rồi in tờ mới."))
    tablet = get_tablet(node, areas, enumerator_id)
    own_url = f"{node.config.public_url}/v1/key/{token}"
    return Enrolled(Enrolment(enumerator_id, tablet.name, own_url, qr_text(own_url, tablet.name)), tablet)


def reissue(node: Node, whose: Whose, days: int, reason: str = "") -> Enrolled:
    """A new code for a new tablet; the old one sends what it has for `days`, 0: it is lost and can do nothing."""
    tablet = get_tablet(node, [whose.area_code], whose.enumerator_id)
    if not tablet.token_sha256:
        raise Problem("TAB-005", 409, tell("{name} chưa có máy nào.", name=tablet.name), tell("Bấm Lấy mã QR."))
    _check_is_enumerator(node, whose)
    until = _until(node, days) if days else None
    old = TokenState("drain" if until else "revoked", until, whose.by, _short(reason))
    return Enrolled(reissue_device(node, tablet.token_sha256, old), tablet)


def end_tablets(node: Node, whose: Whose, state: str, days: int = DRAIN_DAYS, reason: str = "") -> None:
    """`leaver`: no lists, forms still come in for `days` and are kept apart. `revoked`: stolen, nothing at all."""
    tablet = get_tablet(node, [whose.area_code], whose.enumerator_id)
    query = select(TOKEN.c.token_sha256).where(TOKEN.c.actor_id == whose.enumerator_id, TOKEN.c.state != "revoked")
    tokens = node.read(lambda c: c.execute(query.where(TOKEN.c.is_test.is_(False))).scalars().all())
    if not tokens:
        raise Problem(
            "TAB-006",
            409,
            tell("{name} không còn máy nào dùng được.", name=tablet.name),
            tell("Không phải làm gì thêm."),
        )
    until = _until(node, days) if state == "leaver" else None
    for one in tokens:
        set_token_state(node, one, TokenState(state, until, whose.by, _short(reason)))


def open_again(node: Node, whose: Whose) -> None:
    """A tablet locked by mistake works again: its lists and forms come back at the next sync."""
    tablet = get_tablet(node, [whose.area_code], whose.enumerator_id)
    if tablet.state not in ("leaver", "revoked"):
        raise Problem(
            "TAB-007", 409, tell("Máy của {name} không bị khóa.", name=tablet.name), tell("Không phải làm gì thêm.")
        )
    _check_is_enumerator(node, whose)
    set_token_state(node, tablet.token_sha256, TokenState("active", None, whose.by, "mở lại"))


def declare_visits(node: Node, whose: Whose, visited: int) -> None:
    """Record how many households of the commune an enumerator says she has visited in the round that runs."""
    get_tablet(node, [whose.area_code], whose.enumerator_id)
    if not 0 <= visited <= MOST_VISITS:
        raise Problem(
            "TAB-008",
            422,
            tell("Số hộ đã thăm {visited} không hợp lệ.", visited=visited),
            tell("Ghi từ 0 đến {most_visits}.", most_visits=MOST_VISITS),
        )
    today = node.today()

    def drafts(connection: Connection) -> list[Draft]:
        query = select(Round.round_id).where(Round.state.in_(("open", "closing")))
        round_id = connection.execute(query.order_by(Round.season_from_on.desc(), Round.code)).scalars().first()
        if round_id is None:
            raise Problem("TAB-009", 409, tell("Không có đợt nào đang mở."), tell("Ghi khi đợt đang mở."))
        payload = {
            "round_id": round_id,
            "actor_id": whose.enumerator_id,
            "visited_count": visited,
            "declared_on": today,
        }
        return [Draft(whose.area_code, "visits.declared", (whose.enumerator_id,), whose.by, payload)]

    node.write(drafts)


def _check_is_enumerator(node: Node, whose: Whose) -> None:
    query = (
        select(Account.name)
        .join(Grant, Grant.actor_id == Account.actor_id)
        .where(Account.actor_id == whose.enumerator_id, Account.is_active)
        .where(Grant.role == "enumerator", Grant.revoked_by.is_(None))
    )
    if node.read(lambda c: c.execute(query).first()) is None:
        told = tell("Người này không còn quyền rà soát viên.")
        raise Problem("TAB-010", 409, told, tell("Cấp lại quyền rà soát viên trước khi cấp máy."))


def _until(node: Node, days: int) -> dt.datetime:
    if not 1 <= days <= MOST_DRAIN_DAYS:
        raise Problem(
            "TAB-011",
            422,
            tell("Số ngày {days} không hợp lệ.", days=days),
            tell("Ghi từ 1 đến {most_drain_days} ngày.", most_drain_days=MOST_DRAIN_DAYS),
        )
    return node.now() + dt.timedelta(days=days)


def _short(reason: str) -> str:
    return reason.strip()[:200]
