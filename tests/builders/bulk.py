"""Many households at once, as rows: what a list costs does not depend on how its households came."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, select, update

from server.services.projection.rounds import case_id_of
from server.store.tables import Case, Household, Village

if TYPE_CHECKING:
    from server.services.node import Node


def copy_households(node: Node, household_id: str, round_id: str, count: int) -> None:
    """`count` copies of a household with its case, in the same village."""

    def operation(unit: Any) -> None:
        connection = unit.connection
        one = dict(
            connection.execute(select(Household.__table__).where(Household.household_id == household_id))
            .mappings()
            .one()
        )
        case = dict(
            connection.execute(select(Case.__table__).where(Case.household_id == household_id)).mappings().one()
        )
        ids = [str(uuid.uuid4()) for _ in range(count)]
        connection.execute(
            insert(Household.__table__),
            [{**one, "household_id": new, "code": f"C-{number:06d}"} for number, new in enumerate(ids)],
        )
        connection.execute(
            insert(Case.__table__), [{**case, "household_id": new, "case_id": case_id_of(round_id, new)} for new in ids]
        )
        connection.execute(
            update(Village.__table__)
            .where(Village.code == one["village_code"])
            .values(change_count=Village.change_count + 1)
        )

    node.writer.write(operation)
