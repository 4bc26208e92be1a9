"""What the rules on keeping would let go today: counted, never done here: destroying takes a record of two people."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, func, select

from server.domain.erasing import NUMBERS
from server.domain.retention import RetentionRule, may_go_from
from server.services.node import Node
from server.store.tables import Attachment, Case, ErasurePlan, Round, Submission


@dataclass(frozen=True, slots=True)
class Due:
    """A rule applied to a closed round. `from_on` None: no term is decided; `record_count` would go by then."""

    rule: RetentionRule
    round_id: str
    round_code: str
    from_on: dt.date | None
    record_count: int
    size: int

    def is_due(self, today: dt.date) -> bool:
        """Whether the term is over."""
        return self.from_on is not None and self.from_on <= today


def find_due(node: Node, rules: Sequence[RetentionRule]) -> list[Due]:
    """Every rule for every closed round, in their order."""

    def read(connection: Connection) -> list[Due]:
        closed = select(Round.round_id, Round.code, Round.season_to_on).where(Round.state == "closed")
        rounds = connection.execute(closed.order_by(Round.season_to_on, Round.code)).all()
        return [_apply(connection, rule, one) for one in rounds for rule in rules]

    return node.read(read)


def _apply(connection: Connection, rule: RetentionRule, one: Any) -> Due:
    round_id, code, season_to_on = one
    mine = (
        select(Submission.instance_id)
        .join(Case, Case.case_id == Submission.case_id)
        .where(Case.round_id == round_id, Submission.state != "erased")
    )
    sizes: list[int] = []
    if rule.kind == "submission.received":
        sizes = [0] * len(connection.execute(mine).all())
    elif rule.kind == "media.received":
        query = select(Attachment.size).where(Attachment.instance_id.in_(mine), Attachment.sha256.is_not(None))
        sizes = [size or 0 for size in connection.execute(query).scalars()]
    elif rule.kind == "person.identified":
        sizes = [0] * _count_numbered(connection, round_id)
    return Due(rule, round_id, code, may_go_from(rule, season_to_on), len(sizes), sum(sizes))


def _count_numbered(connection: Connection, round_id: str) -> int:
    """Households whose records are still to be looked through: all of the round, until that was done."""
    done = (ErasurePlan.scope == NUMBERS, ErasurePlan.round_id == round_id, ErasurePlan.state == "done")
    if connection.execute(select(ErasurePlan.plan_id).where(*done).limit(1)).first() is not None:
        return 0
    return connection.execute(select(func.count()).where(Case.round_id == round_id)).scalar_one()
