"""The registry's use cases: areas, villages, households, last year's status, corrections by the office."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, insert, select

from server.areas.sorting import sort_key
from server.areas.units import Unit
from server.domain.facts import HouseholdFacts, facts_to_json, load_facts
from server.errors import Problem
from server.services.node import Node
from server.store.tables import Area, Household
from server.store.types import to_microseconds
from server.store.writer import Unit as WriteUnit
from server.telling import tell
from sync.log import append_new, authority_heads
from sync.records import Draft

from .projection import Applying, Registered, households_registered


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


@dataclass(frozen=True, slots=True)
class ImportedStatus:
    """`recognised` and `assessed` by standard; each recognised entry names its decision's number and day."""

    household_id: str
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
    """Households of one commune with last year's result: two records each, all in one transaction (R28)."""

    def operation(unit: WriteUnit) -> None:
        knows = tuple(authority_heads(unit.connection, node.key.node_id))
        register_new(
            node,
            unit,
            [
                [_registration(actor_id, area_code, one, knows), _last_status(actor_id, area_code, one, knows)]
                for one in households
            ],
        )

    node.writer.write(operation)


def register_new(node: Node, unit: WriteUnit, chains: Sequence[Sequence[Draft]]) -> None:
    """Record and project households nobody has heard of: each a `household.registered` and, if any, its status.

    The same records and rows as one by one, in a quarter of the time: an import has tens of thousands.
    """
    if not chains:
        return
    now = node.now()
    made = append_new(unit.connection, node.key, chains, to_microseconds(now))
    found = [
        Registered(records[0], chain[0].payload, *((records[1], chain[1].payload) if len(chain) > 1 else ()))
        for chain, records in zip(chains, made, strict=True)
    ]
    households_registered(Applying(unit.connection, node, found[0].registered, None, now), found)


def import_statuses(node: Node, actor_id: str, area_code: str, statuses: Sequence[ImportedStatus]) -> None:
    """Recognised statuses of households already here, by value with the decision they rest on (R1, R28)."""

    def drafts(connection: Connection) -> list[Draft]:
        return [_status_draft(connection, actor_id, area_code, one) for one in statuses]

    node.write(drafts)


def correct_household(
    node: Node, actor_id: str, household_id: str, facts: dict[str, Any], *, seen_version: int | None = None
) -> None:
    """The office corrects facts (JSON values; None removes one); `seen_version` guards against a lost update."""
    table = Household.__table__
    _check_facts(facts)

    def drafts(connection: Connection) -> list[Draft]:
        row = connection.execute(select(table).where(table.c.household_id == household_id)).first()
        if row is None:
            raise Problem("REG-001", 404, tell("Không có hộ này."), tell("Tìm lại hộ theo mã."))
        if seen_version is not None and seen_version != row.entity_version:
            raise Problem(
                "REG-002",
                409,
                tell(
                    "Hộ đã đổi từ bản {seen_version} sang bản {entity_version}.",
                    seen_version=seen_version,
                    entity_version=row.entity_version,
                ),
                tell("Mở lại hộ, xem thay đổi rồi sửa."),
            )
        payload = {"household_id": household_id, "facts": facts}
        return [Draft(row.area_code, "household.corrected", (household_id,), actor_id, payload)]

    node.write(drafts)


def _registration(actor_id: str, area_code: str, one: NewHousehold, knows: tuple[str, ...]) -> Draft:
    payload = {
        "household_id": one.household_id,
        "code": one.code,
        "village_code": one.village_code,
        "head_name": one.head_name,
        "facts": facts_to_json(one.facts),
    }
    return Draft(area_code, "household.registered", (one.household_id,), actor_id, payload, {}, knows)


def _last_status(actor_id: str, area_code: str, one: NewHousehold, knows: tuple[str, ...]) -> Draft:
    _check_decisions(one.code, one.recognised)
    payload = {"household_id": one.household_id, "recognised": one.recognised, "assessed": one.assessed}
    return Draft(area_code, "status.imported", (one.household_id,), actor_id, payload, {}, knows)


def _status_draft(connection: Connection, actor_id: str, area_code: str, one: ImportedStatus) -> Draft:
    table = Household.__table__
    row = connection.execute(
        select(table.c.code, table.c.area_code).where(table.c.household_id == one.household_id)
    ).first()
    if row is None or row.area_code != area_code:
        raise Problem(
            "REG-001", 404, tell("Xã {area_code} không có hộ này.", area_code=area_code), tell("Tìm lại hộ theo mã.")
        )
    _check_decisions(row.code, one.recognised)
    payload = {"household_id": one.household_id, "recognised": one.recognised, "assessed": one.assessed}
    return Draft(area_code, "status.imported", (one.household_id,), actor_id, payload)


def _check_decisions(code: str, recognised: dict[str, Any]) -> None:
    """Only a decision changes status (R1): a recognised class without its number and day is refused."""
    for standard, status in recognised.items():
        lacking = [name for name in ("outcome", "decision_no", "decision_on") if not status.get(name)]
        if lacking:
            raise Problem(
                "REG-003",
                409,
                tell(
                    "Hộ {code}: kết quả công nhận theo {standard} thiếu {lacking}.",
                    code=code,
                    standard=standard,
                    lacking=", ".join(lacking),
                ),
                tell("Ghi số và ngày quyết định công nhận rồi nhập lại."),
            )


def _check_facts(facts: dict[str, Any]) -> None:
    known = load_facts().household
    unknown = sorted(set(facts) - set(known))
    if unknown:
        raise Problem(
            "REG-004",
            409,
            tell("Không có mục {unknown}.", unknown=", ".join(unknown)),
            tell("Dùng tên mục trong từ điển facts.yaml."),
        )
