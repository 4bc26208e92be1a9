"""Corrections by the office and corrections in the browser of the same answers: neither undoes the other.

The form opens with what counts, and what is decisive in the form sent back waits for a second person as any correction
of a decisive answer does (`server.domain.corrections`).
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, select

from server.domain.review import Action, Intent
from server.forms.amend import set_answers
from server.forms.read import prefill_text
from server.services.node import Node
from server.services.review.changes import VersionChanges, read_changes
from server.services.review.commenting import find_fact
from server.services.review.correcting import find_decisive_of
from server.services.review.deciding import act
from server.services.review.performing import Order
from server.store.tables import Correction


def as_counted(connection: Connection, instance_id: str, xml: bytes) -> tuple[bytes, tuple[str, ...]]:
    """(the form with the corrections that count, the corrected fields it has no node for)."""
    query = select(Correction.changes).where(Correction.instance_id == instance_id, Correction.state == "counts")
    rows = connection.execute(query.order_by(Correction.corrected_at)).scalars().all()
    changes = {one["f"]: prefill_text(find_fact(one["f"]), _typed(one["value"])) for row in rows for one in row}
    return set_answers(xml, changes) if changes else (xml, ())


def ask_second_person(node: Node, actor_id: str, case_id: str, instance_id: str, base_id: str, reason: str) -> None:
    """Where the corrected form changes decisive answers, the case cannot be approved before another person agrees."""
    changes = node.read(lambda c: read_changes(c, instance_id, base_id))
    made = list(_to_fields(changes)) if changes is not None else []
    decisive = node.read(lambda c: find_decisive_of(node, c, case_id, made))
    if not decisive:
        return
    body = {
        "changes": [one for one in made if one["f"] in decisive],
        "decisive": decisive,
        "reason": reason,
        "correction_id": str(uuid.uuid4()),
    }
    intent = Intent(actor_id, instance_id, reason, change_count=len(decisive))
    act(node, Order(Action.CORRECT, case_id, intent, body))


def _to_fields(changes: VersionChanges) -> Iterator[dict[str, Any]]:
    for one in changes.household:
        yield {"f": one.fact.id, "value": one.now}
    for person in changes.people:
        for change in person.changes:
            yield {"f": f"{person.place}|{change.fact.id}", "value": change.now}


def _typed(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
