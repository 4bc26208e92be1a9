"""The registry's use cases: areas, villages, households, last year's status, corrections by the office."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, insert, select

from server.areas.sorting import sort_key
from server.areas.units import Unit
from server.domain.facts import HouseholdFacts, facts_to_json
from server.errors import Problem
from server.services.node import Node
from server.store.tables import Area, Household
from sync.records import Draft


@dataclass(frozen=True, slots=True)
class NewHousehold:
    """A household as an import brings it. Members carry `no` and `person_id`; the statuses are last year's."""

    household_id: str
    code: str
    village_code: str
    head_name: str
    facts: HouseholdFacts
    recognised: dict[str, Any]
    assessed: dict[str, Any]


def load_areas(node: Node, units: Sequence[Unit]) -> None:
    """Put the packaged register of units into the node's tables: reference data, not records."""
    rows = [
        {
            "code": one.code,
            "name": one.name,
            "short_name": one.short_name,
            "level": one.level,
            "division_type": one.division_type,
            "parent_code": one.parent_code,
            "area_kind": one.area_kind,
            "sort_key": sort_key(one.name),
        }
        for one in units
    ]
    node.writer.write(lambda unit: unit.connection.execute(insert(Area.__table__), rows))


def register_villages(node: Node, actor_id: str, area_code: str, villages: Sequence[tuple[str, str]]) -> None:
    """Villages of one commune as (code, name)."""
    payload = {"area_code": area_code, "villages": [{"code": code, "name": name} for code, name in villages]}
    node.write(lambda _c: [Draft(area_code, "villages.registered", (), actor_id, payload)])


def register_households(node: Node, actor_id: str, area_code: str, households: Sequence[NewHousehold]) -> None:
    """Households of one commune with last year's result: two records each, in one transaction."""

    def drafts(_connection: Connection) -> list[Draft]:
        made: list[Draft] = []
        for one in households:
            payload = {
                "household_id": one.household_id,
                "code": one.code,
                "village_code": one.village_code,
                "head_name": one.head_name,
                "facts": facts_to_json(one.facts),
            }
            made.append(Draft(area_code, "household.registered", (one.household_id,), actor_id, payload))
            status = {"household_id": one.household_id, "recognised": one.recognised, "assessed": one.assessed}
            made.append(Draft(area_code, "status.imported", (one.household_id,), actor_id, status))
        return made

    node.write(drafts)


def correct_household(
    node: Node, actor_id: str, household_id: str, facts: dict[str, Any], *, seen_version: int | None = None
) -> None:
    """The office corrects facts (JSON values; None removes one); `seen_version` guards against a lost update."""
    table = Household.__table__

    def drafts(connection: Connection) -> list[Draft]:
        row = connection.execute(select(table).where(table.c.household_id == household_id)).first()
        if row is None:
            raise Problem("REG-001", 404, "Không có hộ này.", "Tìm lại hộ theo mã.")
        if seen_version is not None and seen_version != row.entity_version:
            raise Problem(
                "REG-002",
                409,
                f"Hộ đã đổi từ bản {seen_version} sang bản {row.entity_version}.",
                "Mở lại hộ, xem thay đổi rồi sửa.",
            )
        payload = {"household_id": household_id, "facts": facts}
        return [Draft(row.area_code, "household.corrected", (household_id,), actor_id, payload)]

    node.write(drafts)
