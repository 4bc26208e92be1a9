"""One review action: read the case, decide, record. The caller owns the transaction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select

from server.domain.review import Action, Intent, Refusal, Transition, decide
from server.services.node import Node
from server.store.tables import Round
from server.store.writer import Unit
from sync.log import authority_heads
from sync.records import Draft

from .reading import Access, Reading, read_access, read_case

KINDS: Mapping[Action, str] = {
    Action.APPROVE: "review.approved",
    Action.RETURN: "review.returned",
    Action.COMMENT: "review.commented",
    Action.HOLD: "review.held",
    Action.CORRECT: "review.corrected",
    Action.CONFIRM: "review.confirmed",
    Action.RESOLVE: "conflict.resolved",
    Action.DUPLICATE: "review.duplicate",
    Action.UNDO: "review.withdrawn",
}
_DIGESTS = ("standard_digest", "scoring_digest")


@dataclass(frozen=True, slots=True)
class Order:
    """What a person orders for one case; `body` is what her record says beside the case and the version."""

    action: Action
    case_id: str
    intent: Intent
    body: Mapping[str, Any] = field(default_factory=dict)
    batch_id: str = ""


@dataclass(slots=True)
class Desk:
    """The person at work in one transaction; `knows` and digests of rounds are read once for many cases."""

    node: Node
    unit: Unit
    access: Access
    knows: tuple[str, ...]
    digests: dict[str, dict[str, dict[str, str]]] = field(default_factory=dict)


def open_desk(node: Node, unit: Unit, actor_id: str) -> Desk:
    """Read what every action of the transaction needs."""
    knows = tuple(authority_heads(unit.connection, node.key.node_id))
    return Desk(node, unit, read_access(node, unit.connection, actor_id), knows)


def perform(desk: Desk, order: Order, reading: Reading | None = None) -> Transition | Refusal:
    """Do it or say why not; Problem where the person may not act there. `reading` is of this transaction, if made."""
    if reading is None:
        reading = read_case(desk.unit.connection, order.case_id, order.action)
    check_access(desk.access, order, reading)
    decision = decide(reading.state, order.action, order.intent)
    if isinstance(decision, Refusal):
        return decision
    case = reading.case
    subjects = (case.household_id, case.case_id)
    payload = _payload(desk, order, reading, decision)
    draft = Draft(case.area_code, KINDS[order.action], subjects, order.intent.actor_id, payload, knows=desk.knows)
    desk.node.record(desk.unit, draft)
    return decision


def check_access(access: Access, order: Order, reading: Reading) -> None:
    """Problem where the case is not this person's to act on."""
    access.check("comment_cases" if order.action == Action.COMMENT else "review_cases", reading.case.area_code)


def _payload(desk: Desk, order: Order, reading: Reading, decision: Transition) -> dict[str, Any]:
    payload: dict[str, Any] = {"case_id": order.case_id, **order.body}
    shown = order.intent.chosen or reading.case.instance_id
    if shown:
        payload["instance_id"] = shown
    if order.batch_id:
        payload["batch_id"] = order.batch_id
    if order.action == Action.APPROVE:
        payload |= _result(desk, reading)
    elif order.action == Action.RETURN:
        payload["return_no"] = reading.return_count + 1
    elif order.action == Action.UNDO and reading.state.last is not None:
        payload |= {"withdraws": reading.state.last.digest, "state": decision.after.value}
    return payload


def _result(desk: Desk, reading: Reading) -> dict[str, Any]:
    """The result by value: what an approval says of the household for ever, whatever is computed later."""
    digests = _round_digests(desk, reading.case.round_id)
    assessments = [
        {
            **{name: getattr(one, name) for name in ("standard", "outcome", "reason", "b1", "b2")},
            **digests[one.standard],
        }
        for one in reading.assessments
    ]
    return {"assessments": assessments, "form_version": reading.form_version}


def _round_digests(desk: Desk, round_id: str) -> dict[str, dict[str, str]]:
    if round_id not in desk.digests:
        standards = desk.unit.connection.execute(select(Round.standards).where(Round.round_id == round_id)).scalar_one()
        desk.digests[round_id] = {
            one["standard"]: {name: one[name] for name in _DIGESTS if one.get(name)} for one in standards
        }
    return desk.digests[round_id]
