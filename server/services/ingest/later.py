"""Jobs of intake: force what waited too long for its base, try again what our own code could not project."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from sqlalchemy import delete, select

from server.services.jobs import Handler
from server.services.node import Node
from server.services.projection import held
from server.services.projection.late import note_form
from server.services.projection.submissions import force, project_again
from server.store.tables import Submission
from server.store.writer import Unit

from .taking import FORCE_JOB, PENDING_JOB

LOG = logging.getLogger("rasoat.ingest")
SUBMISSION = Submission.__table__


def force_held(node: Node, _args: dict[str, Any]) -> int:
    """Apply every submission whose base has not come in time, oldest first; returns how many."""
    due = node.read(lambda connection: held.list_all_due(connection, node.now()))
    forced = 0
    for instance_id, moment in due:
        forced += node.writer.write(_forcing(node, instance_id, moment))
    return forced


def _forcing(node: Node, instance_id: str, moment: Any) -> Callable[[Unit], bool]:
    def operation(unit: Unit) -> bool:
        known = {one for one, _ in held.list_all_due(unit.connection, node.now())}
        if instance_id not in known:
            return False
        is_applied = force(_blank(node, unit), instance_id, moment)
        note_form(unit.connection, instance_id)
        return is_applied

    return operation


def retry_pending(node: Node, args: dict[str, Any]) -> bool:
    """Project a pending submission again; raises while our code still fails on it, so that the job tries later."""
    instance_id = args["instance_id"]

    def operation(unit: Unit) -> bool:
        connection = unit.connection
        state = connection.execute(select(SUBMISSION.c.state).where(SUBMISSION.c.instance_id == instance_id)).scalar()
        again = held.reopen(_blank(node, unit), instance_id, node.now()) if state == "pending" else None
        if again is None:
            return False
        connection.execute(delete(SUBMISSION).where(SUBMISSION.c.instance_id == instance_id))
        is_applied = project_again(again, is_forced=False)
        note_form(connection, instance_id)
        return is_applied

    return node.writer.write(operation)


def list_pending(node: Node) -> list[str]:
    """Instances that wait for our own code to be mended."""
    query = select(SUBMISSION.c.instance_id).where(SUBMISSION.c.state == "pending").order_by(SUBMISSION.c.received_at)
    return list(node.read(lambda connection: connection.execute(query).scalars().all()))


def _blank(node: Node, unit: Unit) -> held.Bare:
    return held.Bare(unit.connection, node)


def _force(node: Node, args: dict[str, Any]) -> None:
    force_held(node, args)


def _retry(node: Node, args: dict[str, Any]) -> None:
    retry_pending(node, args)


HANDLERS: dict[str, Handler] = {FORCE_JOB: _force, PENDING_JOB: _retry}
__all__ = ["HANDLERS", "force_held", "list_pending", "retry_pending"]
