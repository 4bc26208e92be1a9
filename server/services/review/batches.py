"""The same decision on many cases, and taking it back: each case is judged for itself, a refusal stops no other."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from server.domain.review import Action, Intent, Refusal, decide
from server.errors import Problem
from server.services.node import Node
from server.store.tables import ReviewEvent
from server.store.writer import Unit
from server.telling import Told, tell

from .commenting import read_comments
from .performing import Order, check_access, open_desk, perform
from .reading import Access, Reading, pick_case, read_access, read_cases
from .words import to_problem

EVENT = ReviewEvent.__table__
FOR_MANY = (Action.APPROVE, Action.RETURN, Action.HOLD)
# A transaction of this many lets a tablet's form in between: nobody in the field waits for an office.
CHUNK = 40


@dataclass(frozen=True, slots=True)
class Refused:
    """A case that was left as it is, and why."""

    case_id: str
    code: str
    message: Told
    remedy: Told


@dataclass(frozen=True, slots=True)
class Batch:
    """What became of many cases; `batch_id` names those `done`, to take them back together."""

    batch_id: str
    done: tuple[str, ...]
    refused: tuple[Refused, ...]


def act_on_many(node: Node, actor_id: str, action: str, cases: Sequence[tuple[str, str]], note: str = "") -> Batch:
    """Approve, return or hold `cases`, each a pair (case_id, the version seen); `note` is the reason for all."""
    batch_id = str(uuid.uuid4())
    return _run(node, actor_id, batch_id, _orders(actor_id, action, cases, note, batch_id))


def check_many(node: Node, actor_id: str, action: str, cases: Sequence[tuple[str, str]], note: str = "") -> Batch:
    """What `act_on_many` would do now; nothing is recorded and there is no batch id."""
    orders = _orders(actor_id, action, cases, note, "")
    return node.read(lambda connection: _preview(connection, read_access(node, connection, actor_id), orders))


def undo_batch(node: Node, actor_id: str, batch_id: str) -> Batch:
    """Take back what a batch did, where nobody has decided since."""
    query = select(EVENT.c.case_id, EVENT.c.record_digest).where(EVENT.c.batch_id == batch_id)
    rows = node.read(lambda connection: connection.execute(query.order_by(EVENT.c.case_id)).all())
    if not rows:
        raise Problem("REV-025", 404, tell("Không có đợt xử lý này."), tell("Tải lại trang."))
    own = str(uuid.uuid4())
    orders = [
        Order(Action.UNDO, row.case_id, Intent(actor_id, withdraws=row.record_digest), batch_id=own) for row in rows
    ]
    return _run(node, actor_id, own, orders)


def _orders(actor_id: str, action: str, cases: Sequence[tuple[str, str]], note: str, batch_id: str) -> list[Order]:
    wanted = Action(action)
    if wanted not in FOR_MANY:
        raise Problem(
            "REV-026",
            422,
            tell("Không làm “{action}” cho nhiều hồ sơ một lúc được.", action=action),
            tell("Làm từng hồ sơ."),
        )
    said = read_comments((), note)
    bodies: dict[Action, dict[str, Any]] = {
        Action.APPROVE: {},
        Action.RETURN: {"comments": said},
        Action.HOLD: {"reason": note.strip()},
    }
    return [
        Order(wanted, case_id, Intent(actor_id, seen, note, comment_count=len(said)), bodies[wanted], batch_id)
        for case_id, seen in dict(cases).items()
    ]


def _run(node: Node, actor_id: str, batch_id: str, orders: Sequence[Order]) -> Batch:
    done: list[str] = []
    refused: list[Refused] = []
    for chunk in _chunks(orders):

        def operation(unit: Unit, chunk: Sequence[Order] = chunk) -> list[Refused]:
            desk = open_desk(node, unit, actor_id)
            found = _read(unit.connection, chunk)
            return list(_refusals(chunk, lambda order: perform(desk, order, pick_case(found, order.case_id))))

        found = node.writer.write(operation)
        left = {one.case_id for one in found}
        done += [one.case_id for one in chunk if one.case_id not in left]
        refused += found
    return Batch(batch_id, tuple(done), tuple(refused))


def _preview(connection: Connection, access: Access, orders: Sequence[Order]) -> Batch:
    refused: list[Refused] = []
    for chunk in _chunks(orders):
        found = _read(connection, chunk)

        def judged(order: Order, found: Mapping[str, Reading] = found) -> object:
            reading = pick_case(found, order.case_id)
            check_access(access, order, reading)
            return decide(reading.state, order.action, order.intent)

        refused += _refusals(chunk, judged)
    left = {one.case_id for one in refused}
    return Batch("", tuple(one.case_id for one in orders if one.case_id not in left), tuple(refused))


def _chunks(orders: Sequence[Order]) -> Iterator[Sequence[Order]]:
    return (orders[start : start + CHUNK] for start in range(0, len(orders), CHUNK))


def _read(connection: Connection, chunk: Sequence[Order]) -> dict[str, Reading]:
    """The cases of orders, which all have the same action."""
    return read_cases(connection, [one.case_id for one in chunk], chunk[0].action)


def _refusals(orders: Sequence[Order], judged: Callable[[Order], object]) -> Iterator[Refused]:
    for order in orders:
        try:
            outcome = judged(order)
        except Problem as problem:
            yield _refused(order, problem)
        else:
            if isinstance(outcome, Refusal):
                yield _refused(order, to_problem(outcome))


def _refused(order: Order, why: Problem) -> Refused:
    return Refused(order.case_id, why.code, why.message, why.remedy)
