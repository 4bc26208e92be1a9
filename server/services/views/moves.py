"""Moves between communes as pages show them: who waits on either side, the balance, one household on its way (R11)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, func, or_, select

from server.services.household_events.reading import find_open_move, read_here
from server.store.tables import Area, Household, HouseholdMove, Village

MOVE, HOUSEHOLD, AREA, VILLAGE = (one.__table__ for one in (HouseholdMove, Household, Area, Village))
MOST_MOVES = 500


@dataclass(frozen=True, slots=True)
class MoveRow:
    """A move with the names of both sides; `head_name` and `code` are as the register has them now."""

    move: Any
    code: str
    head_name: str
    member_count: int
    from_name: str
    to_name: str
    is_incoming: bool
    is_outgoing: bool


@dataclass(frozen=True, slots=True)
class Balance:
    """Moves of one commune: out = taken in elsewhere + declined or taken back + still waiting; the same for in."""

    area_code: str
    name: str
    out: dict[str, int]
    into: dict[str, int]


def list_moves(connection: Connection, areas: Sequence[str], which: str) -> list[MoveRow]:
    """Moves into (`in`) or out of (`out`) the communes that wait, or those that are over (`done`); the oldest first."""
    into, out = MOVE.c.to_area.in_(areas), MOVE.c.from_area.in_(areas)
    where = {
        "in": (MOVE.c.state == "open", into),
        "out": (MOVE.c.state == "open", out),
        "done": (MOVE.c.state != "open", or_(into, out)),
    }[which]
    order = MOVE.c.ended_at.desc() if which == "done" else MOVE.c.departed_at
    return _read_moves(connection, areas, where, order)


def _read_moves(connection: Connection, areas: Sequence[str], where: Sequence[Any], order: Any) -> list[MoveRow]:
    giving, receiving = AREA.alias("giving"), AREA.alias("receiving")
    query = (
        select(
            MOVE,
            HOUSEHOLD.c.code,
            HOUSEHOLD.c.head_name,
            HOUSEHOLD.c.member_count,
            giving.c.name.label("from_name"),
            receiving.c.name.label("to_name"),
        )
        .join_from(MOVE, HOUSEHOLD, HOUSEHOLD.c.household_id == MOVE.c.household_id)
        .join(giving, giving.c.code == MOVE.c.from_area)
        .join(receiving, receiving.c.code == MOVE.c.to_area)
        .where(*where)
        .order_by(order, MOVE.c.household_id)
        .limit(MOST_MOVES)
    )
    mine = set(areas)
    return [
        MoveRow(
            one,
            one.code,
            one.head_name,
            one.member_count,
            one.from_name,
            one.to_name,
            one.to_area in mine,
            one.from_area in mine,
        )
        for one in connection.execute(query)
    ]


def count_open_moves(connection: Connection, areas: Sequence[str]) -> tuple[int, int]:
    """(into, out of) the communes, not answered yet."""
    counts = [
        connection.execute(
            select(func.count()).select_from(MOVE).where(MOVE.c.state == "open", column.in_(areas))
        ).scalar_one()
        for column in (MOVE.c.to_area, MOVE.c.from_area)
    ]
    return counts[0], counts[1]


def count_declined(connection: Connection, areas: Sequence[str], since: dt.datetime) -> int:
    """Households of the communes that another one did not take in, since a moment."""
    where = (MOVE.c.state == "declined", MOVE.c.from_area.in_(areas), MOVE.c.ended_at >= since)
    return connection.execute(select(func.count()).select_from(MOVE).where(*where)).scalar_one()


def read_balances(connection: Connection, areas: Sequence[str]) -> list[Balance]:
    """By commune that has any: how many left and came, by what became of the move. Outs equal ins over the province."""
    found: dict[str, tuple[dict[str, int], dict[str, int]]] = {}
    for side, column in enumerate((MOVE.c.from_area, MOVE.c.to_area)):
        query = select(column, MOVE.c.state, func.count()).where(column.in_(areas)).group_by(column, MOVE.c.state)
        for area, state, count in connection.execute(query):
            found.setdefault(area, ({}, {}))[side][state] = count
    named = select(AREA.c.code, AREA.c.name).where(AREA.c.code.in_(list(found))).order_by(AREA.c.sort_key, AREA.c.code)
    return [Balance(code, name, *found[code]) for code, name in connection.execute(named)]


@dataclass(frozen=True, slots=True)
class Incoming:
    """What the receiving commune may see before it answers: who comes, how many, from where, with which status."""

    move: Any
    household: Any
    people: tuple[Any, ...]
    from_name: str
    villages: tuple[tuple[str, str], ...]


def read_incoming(connection: Connection, household_id: str, areas: Sequence[str]) -> Incoming | None:
    """A household on its way into one of the communes; None where there is none."""
    move = find_open_move(connection, household_id)
    if move is None or move.to_area not in set(areas):
        return None
    here = read_here(connection, household_id)
    return Incoming(
        move,
        here.row,
        tuple(here.present.values()),
        connection.execute(select(AREA.c.name).where(AREA.c.code == move.from_area)).scalar_one(),
        list_villages(connection, move.to_area),
    )


def moves_of(connection: Connection, household_id: str, areas: Sequence[str]) -> list[MoveRow]:
    """All moves of one household, the newest first."""
    return _read_moves(connection, areas, [MOVE.c.household_id == household_id], MOVE.c.departed_at.desc())


def list_villages(connection: Connection, area_code: str) -> tuple[tuple[str, str], ...]:
    """(code, name) of the commune's villages today."""
    where = (VILLAGE.c.area_code == area_code, VILLAGE.c.valid_to_on.is_(None))
    query = select(VILLAGE.c.code, VILLAGE.c.name).where(*where).order_by(VILLAGE.c.sort_key, VILLAGE.c.code)
    return tuple((code, name) for code, name in connection.execute(query))
