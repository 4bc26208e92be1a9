"""What a person says about a pair: a signed record in each commune the pair lies in, and the case that goes with it.

Nothing is merged. That two households are one marks the case of the household that goes as a duplicate of the other,
where the open round has one that can be marked; every decision can be taken back.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from server.domain.duplicates.deciding import DECISIONS, DIFFERENT, SAME, WITHDRAWN
from server.domain.review import Action, Intent, Refusal
from server.errors import Problem
from server.services.node import Node
from server.services.projection.doubles import CANDIDATE, DECIDED, DECISION, NOTED, read_standing
from server.services.review.performing import Desk, Order, open_desk, perform
from server.services.review.reading import read_case
from server.services.review.words import to_problem
from server.store.tables import Case, Household, Round
from server.store.writer import Unit
from server.telling import tell
from sync.records import Draft

LONGEST_NOTE = 2_000
MOST_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Verdict:
    """`decision`: same, different or unclear; `kept_id` the household that stays, where they are the same.

    `seen` is what stood decided on the person's screen (`seen_of`); None: she is not asked.
    """

    decision: str
    kept_id: str = ""
    note: str = ""
    seen: str | None = None


@dataclass(frozen=True, slots=True)
class Decided:
    """`case_id` is the case marked as a duplicate, or unmarked; `refusal` says why one there was not."""

    case_id: str = ""
    refusal: Problem | None = None


@dataclass(frozen=True, slots=True)
class Batch:
    """Pairs decided at once, and those left alone with the reason."""

    batch_id: str
    done: tuple[str, ...]
    refused: tuple[tuple[str, Problem], ...]


def find_pair(connection: Connection, pair_id: str) -> Any:
    """The pair's row, as found or as decided; None where neither is here."""
    for table in (CANDIDATE, DECISION):
        row = connection.execute(select(table).where(table.c.pair_id == pair_id)).first()
        if row is not None:
            return row
    return None


def seen_of(standing: Any) -> str:
    """What a page says it showed: the moment of the decision that stood, empty where none did."""
    return "" if standing is None else f"{standing.state} {standing.decided_at.isoformat()}"


def find_decision(connection: Connection, pair_id: str) -> Any:
    """The row of what stands decided; None where nothing does."""
    return connection.execute(select(DECISION).where(DECISION.c.pair_id == pair_id)).first()


def decide(node: Node, actor_id: str, pair_id: str, verdict: Verdict) -> Decided:
    """Record what a person says; Problem DUP-00x where it cannot be, or is not hers to say."""
    return node.writer.write(lambda unit: _decide(open_desk(node, unit, actor_id), pair_id, verdict))


def decide_many(node: Node, actor_id: str, pair_ids: Sequence[str]) -> Batch:
    """Say of several pairs that they are different; each is judged for itself."""
    batch_id = str(uuid.uuid4())

    def operation(unit: Unit) -> Batch:
        desk = open_desk(node, unit, actor_id)
        done, refused = [], []
        for pair_id in dict.fromkeys(pair_ids[:MOST_AT_ONCE]):
            try:
                _decide(desk, pair_id, Verdict(DIFFERENT), batch_id)
                done.append(pair_id)
            except Problem as problem:
                refused.append((pair_id, problem))
        return Batch(batch_id, tuple(done), tuple(refused))

    return node.writer.write(operation)


def undo(node: Node, actor_id: str, pair_id: str) -> Decided:
    """Take the decision on a pair back, with the mark it made on a case."""
    return node.writer.write(lambda unit: _undo(open_desk(node, unit, actor_id), pair_id))


def undo_batch(node: Node, actor_id: str, batch_id: str) -> Batch:
    """Take back what one order said of many, but for what was decided anew since."""

    def operation(unit: Unit) -> Batch:
        desk = open_desk(node, unit, actor_id)
        query = select(DECISION.c.pair_id).where(DECISION.c.batch_id == batch_id)
        done = list(unit.connection.execute(query.order_by(DECISION.c.pair_id)).scalars())
        for pair_id in done:
            _undo(desk, pair_id)
        return Batch(batch_id, tuple(done), ())

    return node.writer.write(operation)


def _decide(desk: Desk, pair_id: str, verdict: Verdict, batch_id: str = "") -> Decided:
    row, standing = _pair(desk, pair_id), find_decision(desk.unit.connection, pair_id)
    if verdict.seen is not None and verdict.seen != seen_of(standing):
        told = tell("Trong lúc bạn xem, người khác đã kết luận về cặp này.")
        raise Problem("DUP-008", 409, told, tell("Xem kết luận mới ở đây rồi ghi lại nếu vẫn thấy khác."))
    _check_verdict(desk.unit.connection, row, verdict)
    if standing is not None and standing.level == "household" and standing.kept_id:
        _unmark_case(desk, standing)
    _record(desk, row, verdict.decision, verdict.kept_id if verdict.decision == SAME else "", batch_id)
    if verdict.note.strip():
        noted = {"pair_id": pair_id, "text": verdict.note.strip()}
        draft = Draft(row.first_area, NOTED, (pair_id,), desk.access.actor.actor_id, noted, knows=desk.knows)
        desk.node.record(desk.unit, draft)
    if verdict.decision != SAME or row.level != "household":
        return Decided()
    return _mark_case(desk, row, verdict)


def _check_verdict(connection: Connection, row: Any, verdict: Verdict) -> None:
    if verdict.decision not in DECISIONS:
        raise Problem("DUP-002", 422, tell("Chưa chọn kết luận."), tell("Chọn: khác nhau, cùng một, hoặc chưa rõ."))
    if verdict.decision == SAME and verdict.kept_id not in (row.first_id, row.second_id):
        raise Problem(
            "DUP-003", 422, tell("Chưa chọn hộ nào được giữ lại."), tell("Chọn một trong hai hộ rồi ghi lại.")
        )
    if verdict.decision == SAME:
        state = select(Household.state).where(Household.household_id == verdict.kept_id)
        if connection.execute(state).scalar() != "active":
            told = tell("Hộ được chọn giữ lại không còn trong sổ.")
            raise Problem("DUP-007", 409, told, tell("Chọn hộ kia, hoặc mở hộ xem vì sao đã ra khỏi sổ."))
    if len(verdict.note) > LONGEST_NOTE:
        told = tell(
            "Ghi chú dài {n} ký tự, nhiều nhất là {longest_note}.", n=len(verdict.note), longest_note=LONGEST_NOTE
        )
        raise Problem("DUP-004", 422, told, tell("Viết ngắn lại, hoặc ghi làm nhiều lần."))
    if verdict.decision == "unclear" and not verdict.note.strip():
        told = tell("Chưa ghi còn thiếu điều gì để kết luận.")
        raise Problem("DUP-005", 422, told, tell("Ghi chú việc cần làm, ví dụ: hỏi trưởng thôn, xem giấy khai sinh."))


def _undo(desk: Desk, pair_id: str) -> Decided:
    row = _pair(desk, pair_id)
    standing = find_decision(desk.unit.connection, pair_id)
    if standing is None:
        raise Problem("DUP-006", 409, tell("Cặp này chưa có kết luận nào."), tell("Tải lại trang Nghi trùng."))
    _record(desk, row, WITHDRAWN, "", "")
    return _unmark_case(desk, standing) if standing.level == "household" and standing.kept_id else Decided()


def _pair(desk: Desk, pair_id: str) -> Any:
    """The pair; who decides must be trusted with both sides."""
    row = find_pair(desk.unit.connection, pair_id)
    if row is None:
        raise Problem("DUP-001", 404, tell("Không có cặp nghi trùng này."), tell("Tải lại trang Nghi trùng."))
    for area_code in sorted({row.first_area, row.second_area}):
        desk.access.check("review_cases", area_code)
    return row


def _record(desk: Desk, row: Any, decision: str, kept_id: str, batch_id: str) -> None:
    """One record in each commune: what follows what cannot be said across areas, so the record names it."""
    standing = read_standing(desk.unit.connection, row.pair_id)
    payload: dict[str, Any] = {
        "pair_id": row.pair_id,
        "level": row.level,
        "household_id": row.first_id,
        "other_id": row.second_id,
        "decision": decision,
        "sees": sorted(one.digest for one in standing.newest),
    }
    more = {"kept_id": kept_id, "batch_id": batch_id}
    people = {"person_id": row.first_person, "other_person_id": row.second_person}
    payload |= {name: value for name, value in {**more, **people}.items() if value}
    for area_code in sorted({row.first_area, row.second_area}):
        draft = Draft(area_code, DECIDED, (row.pair_id,), desk.access.actor.actor_id, payload, knows=desk.knows)
        desk.node.record(desk.unit, draft)


def _mark_case(desk: Desk, row: Any, verdict: Verdict) -> Decided:
    """Mark the case of the household that goes; one that is approved, say, stays and the reason is told."""
    connection = desk.unit.connection
    gone = row.second_id if verdict.kept_id == row.first_id else row.first_id
    case_id = _open_case(connection, gone)
    if not case_id:
        return Decided()
    kept = connection.execute(select(Household.code).where(Household.household_id == verdict.kept_id)).scalar() or ""
    reason = verdict.note.strip() or f"cùng một hộ với {kept}, theo trang Nghi trùng"
    body = {"of_household": verdict.kept_id, "reason": reason}
    order = Order(Action.DUPLICATE, case_id, Intent(desk.access.actor.actor_id, None, reason), body)
    outcome = perform(desk, order)
    return Decided(refusal=to_problem(outcome)) if isinstance(outcome, Refusal) else Decided(case_id)


def _unmark_case(desk: Desk, standing: Any) -> Decided:
    gone = standing.second_id if standing.kept_id == standing.first_id else standing.first_id
    case_id = _open_case(desk.unit.connection, gone)
    if not case_id:
        return Decided()
    last = read_case(desk.unit.connection, case_id, Action.UNDO).state.last
    if last is None or last.kind != "review.duplicate":
        return Decided()
    outcome = perform(desk, Order(Action.UNDO, case_id, Intent(desk.access.actor.actor_id)))
    return Decided(refusal=to_problem(outcome)) if isinstance(outcome, Refusal) else Decided(case_id)


def _open_case(connection: Connection, household_id: str) -> str:
    query = (
        select(Case.case_id)
        .join(Round, Round.round_id == Case.round_id)
        .where(Case.household_id == household_id, Round.state == "open")
    )
    return connection.execute(query.limit(1)).scalar() or ""
