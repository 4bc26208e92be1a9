"""Households that were not reviewed to the end: decided in writing, one by one or many by one minutes (R9)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, exists, func, literal_column, or_, select

from server.domain.closing import COMPLETED, NO_FORM, REMOVAL, RULINGS, Obstacles, list_obstacles, may_remove
from server.domain.household_events import Occasion, check_day, check_leaving
from server.domain.paper import OPEN_CHECKS
from server.errors import Problem
from server.services.node import Node
from server.store.tables import Case, Household, HouseholdMove, OutcomeRuling, PaperEntry
from server.store.writer import Unit
from server.telling import joined, tell
from sync.records import Draft

from .household_events.reading import Desk, at_desk, read_here
from .household_events.words import to_problem

CASE, HOUSEHOLD, RULING = (one.__table__ for one in (Case, Household, OutcomeRuling))
MOVE, PAPER = HouseholdMove.__table__, PaperEntry.__table__
# Under names of their own: a list that asks may have joined the tables already.
_SAID, _RESIDENT = RULING.alias("said"), HOUSEHOLD.alias("resident")
ACTION = "record_events"
LONGEST_NUMBER = 120


@dataclass(frozen=True, slots=True)
class Minutes:
    """The paper that decides: its number and ISO day, and what it says of the households named."""

    ruling: str
    number: str
    decided_on: str


@dataclass(frozen=True, slots=True)
class Ruled:
    """What became of many: how many were decided, and (case, problem) of those that were not."""

    done: tuple[str, ...]
    refused: tuple[tuple[str, Problem], ...]


def is_undecided() -> ColumnElement[bool]:
    """A case whose visit ended otherwise than completed and that nobody has decided about, since that form."""
    return and_(
        CASE.c.instance_id.is_not(None),
        # Spelled as the index of such cases is: a bound value would not be known to be of it.
        or_(CASE.c.outcome.is_(None), CASE.c.outcome != literal_column(f"'{COMPLETED}'")),
        CASE.c.review_state != "duplicate",
        _is_resident(),
        ~_is_kept(),
    )


def is_unsent() -> ColumnElement[bool]:
    """A case nobody has sent a form for, and nobody has decided about."""
    return and_(CASE.c.instance_id.is_(None), CASE.c.review_state != "duplicate", _is_resident(), ~_is_kept())


def _is_resident() -> ColumnElement[bool]:
    own = (_RESIDENT.c.household_id == CASE.c.household_id, _RESIDENT.c.state == "active")
    return exists(select(_RESIDENT.c.household_id).where(*own).correlate(CASE))


def has_open_keying() -> ColumnElement[bool]:
    """A case shown by a form from paper that is to be keyed once more, or whose two keyings differ."""
    same = (PAPER.c.instance_id == CASE.c.instance_id, PAPER.c.check_state.in_(sorted(OPEN_CHECKS)))
    return exists(select(PAPER.c.instance_id).where(*same).correlate(CASE))


def has_ruling() -> ColumnElement[bool]:
    """Whether somebody has decided about the case since its newest form."""
    return exists(_said().correlate(CASE))


def _is_kept() -> ColumnElement[bool]:
    """Whether it was decided that the household stays: one that was removed and is back is open again."""
    return exists(_said().where(_SAID.c.ruling == "keep").correlate(CASE))


def _said() -> Any:
    same = _SAID.c.instance_id == func.coalesce(CASE.c.instance_id, "")
    return select(_SAID.c.case_id).where(_SAID.c.case_id == CASE.c.case_id, same)


def decide(node: Node, actor_id: str, case_ids: Sequence[str], minutes: Minutes) -> Ruled:
    """Record the decision for each case, in one transaction; one that cannot be decided so is told and left."""
    _check_minutes(node, minutes)

    def operation(unit: Unit) -> Ruled:
        desk = at_desk(node, unit, actor_id)
        done, refused = [], []
        for case_id in dict.fromkeys(case_ids):
            try:
                drafts = _drafts(desk, case_id, minutes)
            except Problem as problem:
                refused.append((case_id, problem))
                continue
            for draft in drafts:
                node.record(unit, draft)
            done.append(case_id)
        return Ruled(tuple(done), tuple(refused))

    return node.writer.write(operation)


def count_obstacles(connection: Connection, round_row: Any) -> Obstacles:
    """What stands in the way of closing the round."""
    areas = list(round_row.area_codes)
    moves = or_(MOVE.c.from_area.in_(areas), MOVE.c.to_area.in_(areas))
    here = (CASE.c.round_id == round_row.round_id, CASE.c.area_code.in_(areas))
    return Obstacles(
        _count(connection, MOVE, MOVE.c.state == "open", moves),
        _count(connection, CASE, *here, is_undecided()),
        _count(connection, CASE, *here, is_unsent()) if round_row.kind != "training" else 0,
        _count(connection, CASE, *here, has_open_keying()),
    )


_TOLD = {
    "open_moves": tell("{n} hộ chuyển đi chưa xã nào nhận (trang Chuyển hộ)"),
    "undecided": tell("{n} hộ chưa rà soát được chờ quyết định (trang Chờ quyết định)"),
    "unsent": tell("{n} hộ chưa có phiếu (trang Chờ quyết định)"),
    "keyings": tell("{n} phiếu giấy chờ nhập lần hai hoặc chờ so hai lần nhập (trang Phiếu giấy)"),
}


def check_closing(connection: Connection, round_row: Any) -> None:
    """Problem ROUND-017 with each count while the round cannot be closed (R9, R11)."""
    found = list_obstacles(count_obstacles(connection, round_row), is_training=round_row.kind == "training")
    if found:
        told = joined((_TOLD[name].fill(n=count) for name, count in found), "; ")
        remedy = tell(
            "Xử lý hết ở các trang đó rồi đóng đợt. Chưa đóng thì có thể chuyển đợt sang đang đóng để thôi phát phiếu."
        )
        raise Problem(
            "ROUND-017", 409, tell("Đợt {code} chưa đóng được: {told}.", code=round_row.code, told=told), remedy
        )


def _count(connection: Connection, table: Any, *where: ColumnElement[bool]) -> int:
    return connection.execute(select(func.count()).select_from(table).where(*where)).scalar_one()


def _check_minutes(node: Node, minutes: Minutes) -> None:
    if minutes.ruling not in RULINGS:
        raise Problem("EVT-040", 422, tell("Chưa chọn quyết định."), tell("Chọn giữ kết quả cũ hoặc ra khỏi sổ hộ."))
    if not 0 < len(minutes.number.strip()) <= LONGEST_NUMBER:
        raise Problem("EVT-041", 422, tell("Chưa ghi số biên bản hoặc quyết định."), tell("Ghi số như trên văn bản."))
    if not _is_past_day(minutes.decided_on, node.today()):
        told = tell("Ngày văn bản “{decided_on}” không đọc được hoặc chưa đến.", decided_on=minutes.decided_on)
        raise Problem("EVT-042", 422, told, tell("Ghi ngày trên biên bản hoặc quyết định."))


def _is_past_day(day: str, today: str) -> bool:
    return check_day(Occasion(day, today)) is None


def _drafts(desk: Desk, case_id: str, minutes: Minutes) -> list[Draft]:
    case = desk.connection.execute(select(CASE).where(CASE.c.case_id == case_id)).first()
    if case is None:
        raise Problem("REV-020", 404, tell("Không có hồ sơ này."), tell("Tìm lại hộ theo mã."))
    desk.access.check(ACTION, case.area_code)
    outcome = (case.outcome or "") if case.instance_id else NO_FORM
    if outcome in ("", COMPLETED):
        told = tell("Hộ đã rà soát xong.") if outcome else tell("Phiếu không ghi kết quả lần thăm hộ.")
        raise Problem(
            "EVT-043", 409, told, tell("Duyệt phiếu như thường.") if outcome else tell("Trả lại để ghi kết quả.")
        )
    if minutes.ruling == "remove" and not may_remove(outcome):
        raise _not_removable(outcome)
    payload = {
        "household_id": case.household_id,
        "case_id": case_id,
        "instance_id": case.instance_id or "",
        "outcome": outcome,
        "ruling": minutes.ruling,
        "decision": {"number": minutes.number.strip(), "decided_on": minutes.decided_on},
    }
    subjects = (case.household_id, case_id)
    drafts = [Draft(case.area_code, "outcome.decided", subjects, desk.actor_id, payload)]
    return drafts + (_removal(desk, case, outcome, minutes) if minutes.ruling == "remove" else [])


def _not_removable(outcome: str) -> Problem:
    other = {
        "merged": tell("Mở hộ, ghi Nhập hộ để chọn hộ nhận."),
        "duplicate": tell("Mở hồ sơ, đánh dấu trùng và chọn hộ gốc."),
    }
    told = tell("Kết quả lần thăm này không đưa hộ ra khỏi sổ được.")
    return Problem("EVT-044", 409, told, other.get(outcome, tell("Hộ vẫn ở đó: chọn giữ kết quả cũ, hoặc đến lại.")))


def _removal(desk: Desk, case: Any, outcome: str, minutes: Minutes) -> list[Draft]:
    here = read_here(desk.connection, case.household_id)
    reason = REMOVAL[outcome]
    refusal = check_leaving(here.registered, reason, Occasion(minutes.decided_on, desk.today))
    if refusal is not None:
        raise to_problem(refusal)
    payload = {"household_id": case.household_id, "reason": reason, "happened_on": minutes.decided_on}
    return [Draft(here.row.area_code, "household.withdrawn", (case.household_id,), desk.actor_id, payload)]
