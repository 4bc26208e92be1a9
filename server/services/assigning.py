"""Households given on to another enumerator: one by one or by a filter, looked at before and taken back after (R15)."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, and_, func, select

from server.domain.assignments import OPEN, Back, Candidate, find_refusal, find_way_back, share_out
from server.domain.field_limits import FILE, SHIPPED, FieldLimits, read_field_limits
from server.errors import Problem
from server.services.node import Node
from server.services.review.reading import Access, read_access
from server.services.rounds import check_enumerators, read_enumerators
from server.store.tables import Account, Assignment, Case, Grant, Household, HouseholdAssignment, Round, Village
from server.store.writer import Unit
from server.telling import tell
from sync.records import Draft

CASE, HOUSEHOLD, ASSIGNMENT, VILLAGE = (one.__table__ for one in (Case, Household, Assignment, Village))
PART, ROUND = HouseholdAssignment.__table__, Round.__table__
ACTION = "assign_work"
EVENLY = "chia-deu"
CHUNK, MOST_AT_ONCE = 500, 1000


@dataclass(frozen=True, slots=True)
class Move:
    """A household with who has it, who gets it, and where its form stands (todo | returned | sent)."""

    case_id: str
    household_id: str
    code: str
    head_name: str
    round_id: str
    area_code: str
    village_code: str
    candidate: Candidate
    to_id: str = ""

    @property
    def state(self) -> str:
        """Where it stands on the tablet."""
        return self.candidate.tablet_state


@dataclass(frozen=True, slots=True)
class Handover:
    """What is given, and (household, why) of what is not: left, decided, same, moved_on."""

    batch_id: str
    moves: tuple[Move, ...]
    refused: tuple[tuple[Move, str], ...]


def field_limits(node: Node) -> FieldLimits:
    """The province's own numbers where it has set them, else the shipped ones."""
    own = node.config.var / FILE
    return read_field_limits(own if own.exists() else SHIPPED)


def list_enumerators(connection: Connection, areas: Sequence[str]) -> list[tuple[str, str]]:
    """(id, name) of who may be given households of these communes: enumerators there, or at work there."""
    villages = select(VILLAGE.c.code).where(VILLAGE.c.area_code.in_(areas))
    at_work = select(ASSIGNMENT.c.actor_id).where(
        ASSIGNMENT.c.village_code.in_(villages), ASSIGNMENT.c.ended_by.is_(None)
    )
    query = (
        select(Account.actor_id, Account.name)
        .join(Grant, Grant.actor_id == Account.actor_id)
        .where(Grant.role == "enumerator", Grant.revoked_by.is_(None), Account.is_active)
        .where(Grant.area_code.in_(areas) | Grant.area_code.in_(villages) | Account.actor_id.in_(at_work))
        .distinct()
        .order_by(Account.name, Account.actor_id)
    )
    return [(one.actor_id, one.name) for one in connection.execute(query)]


def check(node: Node, actor_id: str, case_ids: Sequence[str], to_id: str) -> Handover:
    """What `reassign` would do now; nothing is written. `to_id`: an enumerator, or `EVENLY` among those there."""
    return node.read(lambda c: _judge(c, read_access(node, c, actor_id), case_ids, to_id))


def reassign(node: Node, actor_id: str, given: Sequence[tuple[str, str]]) -> Handover:
    """Give each (case, enumerator); each is judged again as it is now. One batch, which `undo` takes back."""
    batch_id = str(uuid.uuid4())

    def operation(unit: Unit) -> Handover:
        access = read_access(node, unit.connection, actor_id)
        wanted = dict(given[:MOST_AT_ONCE])
        found = _open(unit.connection, access, list(wanted))
        judged = _split([replace(one, to_id=wanted[one.case_id]) for one in found])
        check_enumerators(unit.connection, {one.to_id for one in judged.moves})
        for draft in _drafts(actor_id, batch_id, judged.moves):
            node.record(unit, draft)
        return replace(judged, batch_id=batch_id if judged.moves else "")

    return node.writer.write(operation)


def undo(node: Node, actor_id: str, batch_id: str) -> Handover:
    """Each household of a batch back to who had it; what was given on since stays there and is told."""
    own_id = str(uuid.uuid4())

    def operation(unit: Unit) -> Handover:
        connection = unit.connection
        rows = _read_batch(connection, batch_id)
        if not rows:
            raise Problem("ASG-003", 404, tell("Không có lần giao này."), tell("Tải lại trang Phân công."))
        cases = _open(connection, read_access(node, connection, actor_id), [one.case_id for one in rows])
        by_household = {one.household_id: one for one in cases}
        enumerators = read_enumerators(connection, {one.before_id for one in rows if one.before_id})
        given: list[Move] = []
        released: list[Move] = []
        refused: list[tuple[Move, str]] = []
        for row in rows:
            move = by_household[row.household_id]
            way, to_id = find_way_back(Back(row.household_id, row.ended_by is None, row.before_id), enumerators)
            if way == "moved_on":
                refused.append((move, way))
            elif to_id is not None:
                given.append(replace(move, to_id=to_id))
            else:
                released.append(move)
        for draft in [*_drafts(actor_id, own_id, given), *_releases(actor_id, own_id, released)]:
            node.record(unit, draft)
        return Handover(own_id, (*given, *released), tuple(refused))

    return node.writer.write(operation)


def _judge(connection: Connection, access: Access, case_ids: Sequence[str], to_id: str) -> Handover:
    found = _open(connection, access, case_ids[:MOST_AT_ONCE])
    if to_id != EVENLY:
        check_enumerators(connection, {to_id})
        return _split([replace(one, to_id=to_id) for one in found])
    left = [one for one in found if find_refusal(one.candidate, "") is None]
    people = dict(list_enumerators(connection, sorted({one.area_code for one in left})))
    if not people:
        told = tell("Xã này chưa có rà soát viên nào để chia đều.")
        remedy = tell("Cấp quyền rà soát viên ở trang Người dùng, hoặc chọn một người.")
        raise Problem("ASG-002", 409, told, remedy)
    loads = count_open(connection, {one.round_id for one in left}, list(people), [one.case_id for one in left])
    shared = share_out([one.candidate for one in left], loads)
    return _split([replace(one, to_id=shared.get(one.case_id, "")) for one in found])


def count_open(
    connection: Connection, round_ids: set[str], people: Sequence[str], without: Sequence[str] = ()
) -> dict[str, int]:
    """Households each still has to do in these rounds, but for some cases; in the order of `people`."""
    query = (
        select(ASSIGNMENT.c.actor_id, func.count())
        .join(CASE, CASE.c.assignment_id == ASSIGNMENT.c.assignment_id)
        .join(HOUSEHOLD, and_(HOUSEHOLD.c.household_id == CASE.c.household_id, HOUSEHOLD.c.state == "active"))
        .where(CASE.c.round_id.in_(round_ids), CASE.c.tablet_state.in_(OPEN), ASSIGNMENT.c.ended_by.is_(None))
        .where(ASSIGNMENT.c.actor_id.in_(people), CASE.c.case_id.not_in(without))
        .group_by(ASSIGNMENT.c.actor_id)
    )
    found = {actor_id: count for actor_id, count in connection.execute(query)}
    return {one: found.get(one, 0) for one in people}


def _open(connection: Connection, access: Access, case_ids: Sequence[str]) -> list[Move]:
    """The cases in the order of their places; Problem where one lies outside her areas or its round is closed."""
    query = (
        select(CASE, HOUSEHOLD.c.code, HOUSEHOLD.c.head_name, HOUSEHOLD.c.state, ROUND.c.state.label("round_state"))
        .add_columns(ROUND.c.code.label("round_code"), ASSIGNMENT.c.actor_id.label("holder_id"))
        .join(HOUSEHOLD, HOUSEHOLD.c.household_id == CASE.c.household_id)
        .join(ROUND, ROUND.c.round_id == CASE.c.round_id)
        .join(VILLAGE, VILLAGE.c.code == CASE.c.village_code)
        .outerjoin(
            ASSIGNMENT,
            and_(ASSIGNMENT.c.assignment_id == CASE.c.assignment_id, ASSIGNMENT.c.ended_by.is_(None)),
        )
        .order_by(VILLAGE.c.sort_key, VILLAGE.c.code, HOUSEHOLD.c.sort_key, HOUSEHOLD.c.code)
    )
    rows: list[Any] = []
    for chunk in _chunks(list(dict.fromkeys(case_ids))):
        rows += connection.execute(query.where(CASE.c.case_id.in_(chunk))).all()
    for area in {one.area_code for one in rows}:
        access.check(ACTION, area)
    for row in rows:
        if row.round_state == "closed":
            told = tell("Đợt {code} đã đóng.", code=row.round_code)
            raise Problem("ROUND-008", 409, told, tell("Phân công ở một đợt đang mở."))
    return [_to_move(row) for row in rows]


def _to_move(row: Any) -> Move:
    return Move(
        row.case_id,
        row.household_id,
        row.code,
        row.head_name,
        row.round_id,
        row.area_code,
        row.village_code,
        Candidate(
            row.case_id,
            row.village_code,
            row.holder_id,
            row.tablet_state,
            row.review_state,
            is_active=row.state == "active",
        ),
    )


def _split(moves: Sequence[Move]) -> Handover:
    judged = [(one, find_refusal(one.candidate, one.to_id)) for one in moves]
    done = tuple(one for one, why in judged if why is None and one.to_id)
    return Handover("", done, tuple((one, why) for one, why in judged if why is not None))


def _drafts(actor_id: str, batch_id: str, moves: Sequence[Move]) -> Iterator[Draft]:
    """One record for each village and person."""
    for (round_id, area_code, village_code, to_id), found in _by_village(moves).items():
        assignment_id = str(uuid.uuid4())
        payload = {
            "assignment_id": assignment_id,
            "round_id": round_id,
            "village_code": village_code,
            "actor_id": to_id,
            "household_ids": [one.household_id for one in found],
            "batch_id": batch_id,
        }
        yield Draft(area_code, "households.assigned", (assignment_id, batch_id), actor_id, payload)


def _releases(actor_id: str, batch_id: str, moves: Sequence[Move]) -> Iterator[Draft]:
    for (round_id, area_code, village_code, _), found in _by_village(moves).items():
        payload = {
            "round_id": round_id,
            "village_code": village_code,
            "household_ids": [one.household_id for one in found],
            "batch_id": batch_id,
        }
        yield Draft(area_code, "households.released", (batch_id,), actor_id, payload)


def _by_village(moves: Sequence[Move]) -> dict[tuple[str, str, str, str], list[Move]]:
    found: dict[tuple[str, str, str, str], list[Move]] = {}
    for one in moves:
        found.setdefault((one.round_id, one.area_code, one.village_code, one.to_id), []).append(one)
    return found


def _read_batch(connection: Connection, batch_id: str) -> list[Any]:
    """Households of a batch with their case, whether they are still there, and who had them by herself before."""
    before = PART.alias("before")
    query = (
        select(PART.c.household_id, PART.c.ended_by, CASE.c.case_id, before.c.actor_id.label("before_id"))
        .join(CASE, and_(CASE.c.household_id == PART.c.household_id, CASE.c.round_id == PART.c.round_id))
        .outerjoin(
            before,
            and_(before.c.household_id == PART.c.household_id, before.c.ended_by == PART.c.record_digest),
        )
        .where(PART.c.batch_id == batch_id)
        .order_by(PART.c.household_id)
    )
    return list(connection.execute(query).all())


def _chunks(ids: Sequence[str]) -> Iterator[list[str]]:
    for start in range(0, len(ids), CHUNK):
        yield list(ids[start : start + CHUNK])
