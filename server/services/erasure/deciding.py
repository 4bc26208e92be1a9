"""One person proposes what to destroy under a decision, another confirms it: only then is anything touched (R29)."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import Connection, insert, select, update

from server.domain.erasing import SCOPE_OF_RULE, SCOPES, sum_digests
from server.domain.retention import may_go_from
from server.errors import Problem
from server.services.node import Node
from server.store import jobs
from server.store.tables import ErasurePlan, Round
from server.store.writer import Unit
from server.telling import tell

from .listing import Target, list_areas, list_items
from .listing_job import LIST_JOB, add_items
from .running import RUN_JOB
from .terms import read_terms

PLAN = ErasurePlan.__table__
# A list that is still being made can be given up, not confirmed.
DECIDABLE = {"running": ("proposed",), "refused": ("listing", "proposed")}
_UNLISTED = {"state": "listing", "list_sha256": "", "total": 0, "done": 0, "size": 0, "note": "", "is_compact": False}


@dataclass(frozen=True, slots=True)
class Decision:
    """The decision as its paper says: number, day (ISO), what it rests on."""

    number: str
    decided_on: str
    legal_basis: str


def propose(node: Node, actor_id: str, target: Target, decision: Decision) -> str:
    """Write down exactly which records would go; nothing is touched. Returns the plan's id.

    Of a household at once; a round is listed by a job, commune by commune (`listing_job`).
    """
    said = _checked(node, decision)
    _check_target(node, target)
    plan_id = str(uuid.uuid4())
    who = {"plan_id": plan_id, "proposed_by": actor_id, "proposed_at": node.now()}
    what = {"scope": target.scope, "round_id": target.round_id, "household_id": target.household_id}
    row = {**who, **what, **asdict(said), **_UNLISTED}
    if target.round_id is not None:
        areas = node.read(lambda c: list_areas(c, target))
        node.writer.write(lambda unit: _begin(node, unit, {**row, "total": len(areas)}, areas))
        return plan_id
    items = node.read(lambda connection: list_items(connection, target))
    going = [one for one in items if not one.held]
    if not going:
        raise Problem(
            "ERAS-003", 409, tell("Không có bản ghi nào hủy được."), tell("Xem lý do từng hồ sơ được giữ lại.")
        )
    listed = {"list_sha256": sum_digests(items), "total": len(going), "size": sum(one.size for one in going)}

    def operation(unit: Unit) -> None:
        unit.connection.execute(insert(PLAN), {**row, **listed, "state": "proposed"})
        add_items(unit.connection, plan_id, items)

    node.writer.write(operation)
    return plan_id


def _begin(node: Node, unit: Unit, row: dict[str, Any], areas: list[str]) -> None:
    unit.connection.execute(insert(PLAN), row)
    jobs.enqueue(unit.connection, LIST_JOB, {"plan_id": row["plan_id"], "areas": areas}, node.now())


def confirm(node: Node, actor_id: str, plan_id: str, number: str) -> None:
    """Another person agrees, typing the decision's number again; from here on it is carried out."""
    plan = get_plan(node, plan_id)
    if actor_id == plan.proposed_by:
        raise Problem(
            "ERAS-005", 409, tell("Người đề nghị không tự xác nhận."), tell("Mời người khác có quyền xác nhận.")
        )
    if plan.state == "listing":
        raise Problem(
            "ERAS-016", 409, tell("Danh sách còn đang được lập."), tell("Chờ lập xong, đọc danh sách rồi xác nhận.")
        )
    if number.strip() != plan.number:
        told = tell(
            "Số quyết định gõ lại “{strip}” khác số đã ghi “{number}”.", strip=number.strip(), number=plan.number
        )
        raise Problem("ERAS-006", 422, told, tell("Đọc số trên quyết định và gõ lại."))

    def operation(unit: Unit) -> None:
        _move(node, unit, plan_id, "running", actor_id)
        jobs.enqueue(unit.connection, RUN_JOB, {"plan_id": plan_id}, node.now())

    node.writer.write(operation)


def refuse(node: Node, actor_id: str, plan_id: str, reason: str) -> None:
    """Nothing of it is done; either of the two, or anybody with this right, may say so."""
    if not reason.strip():
        raise Problem("ERAS-007", 422, tell("Chưa ghi lý do."), tell("Ghi vì sao không hủy."))
    node.writer.write(lambda unit: _move(node, unit, plan_id, "refused", actor_id, reason.strip()))


def get_plan(node: Node, plan_id: str) -> Any:
    """The plan; Problem ERAS-004 where there is none."""
    row = node.read(lambda connection: find_plan(connection, plan_id))
    if row is None:
        raise Problem("ERAS-004", 404, tell("Không có đề nghị hủy này."), tell("Mở lại trang Hủy dữ liệu."))
    return row


def find_plan(connection: Connection, plan_id: str) -> Any:
    """The plan's row, or None."""
    return connection.execute(select(PLAN).where(PLAN.c.plan_id == plan_id)).first()


def _move(node: Node, unit: Unit, plan_id: str, state: str, actor_id: str, note: str = "") -> None:
    """Only what is proposed can be decided; two people at once decide once."""
    where = (PLAN.c.plan_id == plan_id, PLAN.c.state.in_(DECIDABLE[state]))
    values = {"state": state, "decided_by": actor_id, "decided_at": node.now(), "note": note}
    if unit.connection.execute(update(PLAN).where(*where).values(**values)).rowcount == 0:
        raise Problem("ERAS-008", 409, tell("Đề nghị này đã được quyết định."), tell("Mở lại trang để xem kết quả."))


def _checked(node: Node, decision: Decision) -> Decision:
    said = Decision(*(one.strip() for one in (decision.number, decision.decided_on, decision.legal_basis)))
    words = {
        "number": tell("số quyết định"),
        "decided_on": tell("ngày quyết định"),
        "legal_basis": tell("căn cứ pháp lý"),
    }
    lacking = [word for name, word in words.items() if not getattr(said, name)]
    if lacking:
        raise Problem(
            "ERAS-001",
            422,
            tell("Còn thiếu: {lacking}.", lacking=lacking),
            tell("Điền theo quyết định đã ký."),
        )
    try:
        day = dt.date.fromisoformat(said.decided_on)
    except ValueError:
        raise Problem(
            "ERAS-001",
            422,
            tell("“{decided_on}” không phải là ngày.", decided_on=said.decided_on),
            tell("Chọn ngày ký."),
        ) from None
    if day.isoformat() > node.today():
        told = tell("Ngày quyết định {day} ở tương lai.", day=day)
        raise Problem("ERAS-001", 422, told, tell("Ghi ngày ký trên quyết định."))
    return said


def _check_target(node: Node, target: Target) -> None:
    """A round is over its term by a rule of the province; a household may ask at any time."""
    if target.scope not in SCOPES or (target.round_id is None) == (target.household_id is None):
        raise Problem(
            "ERAS-002", 404, tell("Không có loại dữ liệu hoặc đợt này."), tell("Chọn lại ở trang Hủy dữ liệu.")
        )
    if target.round_id is None:
        return
    row = node.read(lambda c: c.execute(select(Round.__table__).where(Round.round_id == target.round_id)).first())
    rules = {SCOPE_OF_RULE[one.kind]: one for one in node.read(read_terms) if one.kind in SCOPE_OF_RULE}
    if row is None or row.state != "closed":
        raise Problem(
            "ERAS-009", 409, tell("Đợt này chưa đóng."), tell("Đóng đợt trước; đợt đang chạy giữ nguyên mọi dữ liệu.")
        )
    day = may_go_from(rules[target.scope], row.season_to_on)
    if day is None:
        told = tell("Chưa có thời hạn lưu giữ cho {label}.", label=rules[target.scope].label)
        raise Problem("ERAS-010", 409, told, tell("Ghi thời hạn và văn bản của tỉnh ở trang Hủy dữ liệu."))
    if day.isoformat() > node.today():
        told = tell("Đợt {code} còn phải giữ đến hết ngày {day}.", code=row.code, day=day - dt.timedelta(days=1))
        raise Problem("ERAS-011", 409, told, tell("Chờ hết hạn rồi đề nghị."))


__all__ = ["Decision", "confirm", "find_plan", "get_plan", "propose", "refuse"]
