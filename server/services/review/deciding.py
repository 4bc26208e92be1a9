"""The decisions of a reviewer on one case: each a signed record, or refused with its reason."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, select

from server.domain.review import Action, Intent, Refusal, Transition
from server.errors import Problem
from server.services.node import Node
from server.store.tables import Case, Household
from server.store.writer import Unit
from server.telling import tell

from .commenting import Comment, read_comments
from .performing import Order, open_desk, perform
from .words import to_problem


def approve(node: Node, actor_id: str, case_id: str, seen: str) -> Transition:
    """Approve the version `seen`; the record holds class, reason, B1 and B2 of every standard by value."""
    return act(node, Order(Action.APPROVE, case_id, Intent(actor_id, seen)))


def return_case(
    node: Node, actor_id: str, case_id: str, seen: str, comments: Sequence[Comment] = (), note: str = ""
) -> Transition:
    """Send the case back to the enumerator's tablet with comments by field and a note on the whole form."""
    said = read_comments(comments, note)
    intent = Intent(actor_id, seen, note, comment_count=len(said))
    return act(node, Order(Action.RETURN, case_id, intent, {"comments": said}))


def comment(node: Node, actor_id: str, case_id: str, comments: Sequence[Comment] = (), note: str = "") -> Transition:
    """Say something about the case; its state stays."""
    said = read_comments(comments, note)
    intent = Intent(actor_id, None, note, comment_count=len(said))
    return act(node, Order(Action.COMMENT, case_id, intent, {"comments": said}))


def hold(node: Node, actor_id: str, case_id: str, seen: str, reason: str) -> Transition:
    """Lay the case aside with a reason: it waits for a paper, a visit, a colleague."""
    return act(node, Order(Action.HOLD, case_id, Intent(actor_id, seen, reason), {"reason": reason.strip()}))


def resolve_conflict(node: Node, actor_id: str, case_id: str, chosen: str, reason: str) -> Transition:
    """Choose which of the versions that stand beside each other counts; the others stay as evidence (R15)."""
    intent = Intent(actor_id, None, reason, chosen=chosen)
    return act(node, Order(Action.RESOLVE, case_id, intent, {"reason": reason.strip()}))


def mark_duplicate(node: Node, actor_id: str, case_id: str, of_household: str, reason: str) -> Transition:
    """The case's household is the same as another one, under which it is reviewed (R9)."""
    node.read(lambda connection: _check_other(connection, case_id, of_household))
    body = {"of_household": of_household, "reason": reason.strip()}
    return act(node, Order(Action.DUPLICATE, case_id, Intent(actor_id, None, reason), body))


def undo(node: Node, actor_id: str, case_id: str) -> Transition:
    """Take back the newest decision on the case; `warnings` of the result name what was written in view of it."""
    return act(node, Order(Action.UNDO, case_id, Intent(actor_id)))


def act(node: Node, order: Order) -> Transition:
    """Perform one order in a transaction of its own; a refusal is a Problem."""

    def operation(unit: Unit) -> Transition:
        outcome = perform(open_desk(node, unit, order.intent.actor_id), order)
        if isinstance(outcome, Refusal):
            raise to_problem(outcome)
        return outcome

    return node.writer.write(operation)


def _check_other(connection: Connection, case_id: str, of_household: str) -> None:
    own = connection.execute(select(Case.household_id).where(Case.case_id == case_id)).scalar()
    other = connection.execute(select(Household.state).where(Household.household_id == of_household)).scalar()
    if other != "active" or own == of_household:
        raise Problem(
            "REV-024", 422, tell("Hộ được chọn làm hộ gốc không phù hợp."), tell("Chọn một hộ khác đang được quản lý.")
        )
