"""Decided exceptions to a household's kind of area (R12): recorded by the province, one item and one decision each."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from server.errors import Problem
from server.services.node import Node
from server.standards.area_exceptions import AreaException, with_exceptions
from server.store.tables import Household
from server.telling import tell
from sync.records import Draft

HOUSEHOLD = Household.__table__


@dataclass(frozen=True, slots=True)
class NewException:
    """`exception` counts for `standard`, an entry of the round {standard, scoring, method, region}."""

    entry: dict[str, Any]
    exception: AreaException


def decide_exception(node: Node, actor_id: str, household_id: str, new: NewException) -> str:
    """Record an exception; the household's cases are classed anew in the same transaction. Returns its id.

    Problem where the item, area or region is not in the table, or the decision is not named.
    """
    one = new.exception
    with_exceptions(node.read(lambda c: node.round_standard(c, new.entry)), (one,))
    exception_id = str(uuid.uuid4())

    def drafts(connection: Connection) -> list[Draft]:
        row = _find_household(connection, household_id)
        payload = {
            "exception_id": exception_id,
            "household_id": household_id,
            "standard": new.entry["standard"],
            "item": one.item,
            "area_kind": one.area_kind,
            "region": one.region,
            "rows": list(one.rows),
            "decision": one.decision.strip(),
        }
        return [Draft(row.area_code, "exception.decided", (household_id,), actor_id, payload)]

    node.write(drafts)
    return exception_id


def end_exception(node: Node, actor_id: str, household_id: str, exception_id: str, reason: str = "") -> None:
    """Take an exception back: the item counts again as the register of communes says."""

    def drafts(connection: Connection) -> list[Draft]:
        row = _find_household(connection, household_id)
        if exception_id not in {one["exception_id"] for one in row.exceptions or ()}:
            raise Problem("REG-005", 404, tell("Hộ không có ngoại lệ này."), tell("Tải lại trang hộ."))
        payload = {"exception_id": exception_id, "household_id": household_id, "reason": reason}
        return [Draft(row.area_code, "exception.ended", (household_id,), actor_id, payload)]

    node.write(drafts)


def _find_household(connection: Connection, household_id: str) -> Any:
    row = connection.execute(select(HOUSEHOLD).where(HOUSEHOLD.c.household_id == household_id)).first()
    if row is None:
        raise Problem("REG-001", 404, tell("Không có hộ này."), tell("Tìm lại hộ theo mã."))
    return row
