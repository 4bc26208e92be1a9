"""A household leaves: for another commune, which takes it in or declines, or out of the register for good (R11)."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, select

from server.areas import communes
from server.domain.household_events import check_answer, check_departure, check_leaving
from server.errors import Problem
from server.services.node import Node
from server.services.people import communes_for
from server.store.tables import Area
from server.store.writer import Unit
from server.telling import tell
from sync.records import Draft

from .reading import (
    ACTION,
    Desk,
    Here,
    When,
    as_member,
    at_desk,
    check_village,
    find_open_move,
    next_code,
    open_desk,
    read_here,
    refuse,
)

AREA = Area.__table__
LONGEST_REASON = 500


def list_communes(connection: Connection) -> list[Any]:
    """Communes of the province that are there today, as (code, name), in register order."""
    query = select(AREA.c.code, AREA.c.name, AREA.c.level, AREA.c.parent_code).where(AREA.c.valid_to_on.is_(None))
    return communes.list_communes(connection.execute(query.order_by(AREA.c.sort_key, AREA.c.code)))


def check_depart(node: Node, actor_id: str, household_id: str, to_area: str, when: When) -> Here:
    """The household as it is now; Problem where it cannot leave. Nothing is written."""
    return node.read(lambda c: _judge_departure(open_desk(node, c, actor_id), household_id, to_area, when))


def depart(node: Node, actor_id: str, household_id: str, to_area: str, when: When) -> None:
    """The giving side: the household stands on the receiving commune's list until that answers."""

    def operation(unit: Unit) -> None:
        here = _judge_departure(at_desk(node, unit, actor_id), household_id, to_area, when)
        payload = {"household_id": household_id, "to_area": to_area, "happened_on": when.happened_on}
        node.record(unit, Draft(here.row.area_code, "household.departed", (household_id,), actor_id, payload))

    node.writer.write(operation)


def accept(node: Node, actor_id: str, household_id: str, village_code: str) -> str:
    """The receiving side takes the household in; its new code. Its status goes with it unchanged."""

    def operation(unit: Unit) -> str:
        desk = at_desk(node, unit, actor_id)
        here, move = _judge_answer(desk, household_id)
        check_village(unit.connection, move.to_area, village_code)
        code = next_code(unit.connection, move.to_area)
        payload = _brought(here, move, village_code, code)
        node.record(unit, Draft(move.to_area, "transferred", (household_id,), actor_id, payload))
        return code

    return node.writer.write(operation)


def decline(node: Node, actor_id: str, household_id: str, reason: str) -> None:
    """The receiving side does not take it in: it is the giving commune's again, with the reason in words."""
    said = reason.strip()
    if not said or len(said) > LONGEST_REASON:
        told = tell(
            "Lý do dài {n} ký tự, phải có chữ và nhiều nhất là {longest_reason}.",
            n=len(said),
            longest_reason=LONGEST_REASON,
        )
        raise Problem("EVT-030", 422, told, tell("Ghi vì sao xã không nhận: hộ không đến ở, đến xã khác …"))

    def operation(unit: Unit) -> None:
        _, move = _judge_answer(at_desk(node, unit, actor_id), household_id)
        payload = {"household_id": household_id, "from_area": move.from_area, "reason": said}
        node.record(unit, Draft(move.to_area, "move.declined", (household_id,), actor_id, payload))

    node.writer.write(operation)


def check_withdraw(node: Node, actor_id: str, household_id: str, reason: str, when: When) -> Here:
    """The household as it is now; Problem where it cannot leave the register. Nothing is written."""
    return node.read(lambda c: _judge_leaving(open_desk(node, c, actor_id), household_id, reason, when))


def withdraw(node: Node, actor_id: str, household_id: str, reason: str, when: When) -> None:
    """Everybody died, the household left the province, nobody finds it, its dwelling is no more."""

    def operation(unit: Unit) -> None:
        here = _judge_leaving(at_desk(node, unit, actor_id), household_id, reason, when)
        payload = {"household_id": household_id, "reason": reason, "happened_on": when.happened_on}
        node.record(unit, Draft(here.row.area_code, "household.withdrawn", (household_id,), actor_id, payload))

    node.writer.write(operation)


def _judge_departure(desk: Desk, household_id: str, to_area: str, when: When) -> Here:
    here = desk.open(household_id)
    known = {one.code for one in list_communes(desk.connection)}
    refuse(check_departure(here.registered, to_area, known, when.on(desk.today)))
    return here


def _judge_answer(desk: Desk, household_id: str) -> tuple[Here, Any]:
    """A household on its way and its move; only the receiving commune's people answer."""
    here, move = read_here(desk.connection, household_id), find_open_move(desk.connection, household_id)
    to_area = move.to_area if move is not None else ""
    mine = communes_for(desk.connection, desk.access.actor, ACTION, desk.today)
    refuse(check_answer(here.registered, to_area, to_area if to_area in mine else ""))
    return here, move


def _judge_leaving(desk: Desk, household_id: str, reason: str, when: When) -> Here:
    here = desk.open(household_id)
    refuse(check_leaving(here.registered, reason, when.on(desk.today)))
    return here


def _brought(here: Here, move: Any, village_code: str, code: str) -> dict[str, Any]:
    """What the household takes along: facts, people, and the statuses decisions gave it."""
    row = here.row
    return {
        "household_id": row.household_id,
        "from_area": move.from_area,
        "code": code,
        "village_code": village_code,
        "head_name": row.head_name,
        "facts": {"household": row.facts, "members": [as_member(one, one.no) for one in here.members]},
        "recognised": row.recognised,
        "assessed": row.last_assessed,
    }
