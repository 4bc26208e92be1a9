"""What pages show of destroying data: proposals, what each names and leaves, the register of what was done."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, func, select

from server.store.tables import Account, Area, Erasure, ErasureItem, ErasurePlan, Household, Round, Village

PLAN, ITEM, ERASURE = ErasurePlan.__table__, ErasureItem.__table__, Erasure.__table__
ACCOUNT, AREA, HOUSEHOLD, ROUND, VILLAGE = (one.__table__ for one in (Account, Area, Household, Round, Village))
PAGE_SIZE = 50


@dataclass(frozen=True, slots=True)
class Cases:
    """A page of the cases a proposal names: codes of households, never names."""

    rows: tuple[Any, ...]
    total: int
    number: int
    last: int


@dataclass(frozen=True, slots=True)
class Entry:
    """One decision in the register, over all its records. `counts`: records by kind; `plan_id` empty: not made here."""

    plan_id: str
    number: str
    decided_on: str
    what: str
    legal_basis: str
    actors: tuple[str, ...]
    areas: int
    counts: Mapping[str, int]
    erased_at: Any


def list_plans(connection: Connection) -> list[Any]:
    """Proposals that wait or run, and those of which nothing came; newest first."""
    return list(connection.execute(_plans().order_by(PLAN.c.proposed_at.desc())).all())


def read_plan(connection: Connection, plan_id: str) -> Any:
    """One with the names of people, its round or household; None where there is none."""
    return connection.execute(_plans().where(PLAN.c.plan_id == plan_id)).first()


def _plans() -> Select[Any]:
    proposer, decider = ACCOUNT.alias("proposer"), ACCOUNT.alias("decider")
    return (
        select(
            PLAN,
            proposer.c.name.label("proposer_name"),
            decider.c.name.label("decider_name"),
            ROUND.c.name.label("round_name"),
            ROUND.c.season_to_on,
            HOUSEHOLD.c.code.label("household_code"),
        )
        .outerjoin(proposer, proposer.c.actor_id == PLAN.c.proposed_by)
        .outerjoin(decider, decider.c.actor_id == PLAN.c.decided_by)
        .outerjoin(ROUND, ROUND.c.round_id == PLAN.c.round_id)
        .outerjoin(HOUSEHOLD, HOUSEHOLD.c.household_id == PLAN.c.household_id)
    )


def count_items(connection: Connection, plan_id: str) -> list[Any]:
    """(area name, kind, held, records, bytes) of a proposal, places in the order of the register."""
    query = (
        select(
            AREA.c.name,
            ITEM.c.kind,
            ITEM.c.held,
            func.count().label("records"),
            func.sum(ITEM.c.size).label("size"),
        )
        .outerjoin(AREA, AREA.c.code == ITEM.c.area_code)
        .where(ITEM.c.plan_id == plan_id)
        .group_by(AREA.c.sort_key, AREA.c.name, ITEM.c.kind, ITEM.c.held)
        .order_by(AREA.c.sort_key, ITEM.c.kind, ITEM.c.held)
    )
    return list(connection.execute(query).all())


def find_household(connection: Connection, household_id: str) -> Any:
    """A household's id, code and commune, no more; None where it is not here."""
    query = select(HOUSEHOLD.c.household_id, HOUSEHOLD.c.code, AREA.c.name.label("area_name"))
    joined = query.join(AREA, AREA.c.code == HOUSEHOLD.c.area_code)
    return connection.execute(joined.where(HOUSEHOLD.c.household_id == household_id)).first()


def name_areas(connection: Connection, codes: Iterable[str]) -> dict[str, str]:
    """Names of places by code."""
    query = select(AREA.c.code, AREA.c.name).where(AREA.c.code.in_(list(codes)))
    return {row.code: row.name for row in connection.execute(query)}


def list_cases(connection: Connection, plan_id: str, *, held: bool, number: int) -> Cases:
    """The cases that go, or those that stay (`held`), by place and code."""
    where = (ITEM.c.plan_id == plan_id, (ITEM.c.held != "") if held else (ITEM.c.held == ""))
    grouped = (
        select(
            ITEM.c.group_id,
            ITEM.c.area_code,
            ITEM.c.household_id,
            ITEM.c.held,
            func.count().label("records"),
            func.sum(ITEM.c.size).label("size"),
        )
        .where(*where)
        .group_by(ITEM.c.group_id, ITEM.c.area_code, ITEM.c.household_id, ITEM.c.held)
        .subquery()
    )
    total = connection.execute(select(func.count()).select_from(grouped)).scalar_one()
    last = max(1, -(-total // PAGE_SIZE))
    number = min(max(1, number), last)
    query = (
        select(grouped, HOUSEHOLD.c.code, VILLAGE.c.name.label("village_name"), AREA.c.name.label("area_name"))
        .outerjoin(HOUSEHOLD, HOUSEHOLD.c.household_id == grouped.c.household_id)
        .outerjoin(VILLAGE, VILLAGE.c.code == HOUSEHOLD.c.village_code)
        .outerjoin(AREA, AREA.c.code == grouped.c.area_code)
        .order_by(AREA.c.sort_key, HOUSEHOLD.c.code, grouped.c.group_id)
        .limit(PAGE_SIZE)
        .offset((number - 1) * PAGE_SIZE)
    )
    return Cases(tuple(connection.execute(query).all()), total, number, last)


def list_register(connection: Connection) -> list[Entry]:
    """Every decision that was carried out here, of this node or another, newest first."""
    found: dict[tuple[str, str], list[Any]] = {}
    for row in connection.execute(select(ERASURE).order_by(ERASURE.c.erased_at.desc(), ERASURE.c.record_digest)):
        decided = row.decision
        key = (decided.get("plan_id", ""), decided.get("number") or row.record_digest)
        found.setdefault(key, []).append(row)
    actors = {one for rows in found.values() for row in rows for one in row.actors}
    query = select(ACCOUNT.c.actor_id, ACCOUNT.c.name).where(ACCOUNT.c.actor_id.in_(actors))
    names: dict[str, str] = {row.actor_id: row.name for row in connection.execute(query)}
    return [_entry(plan_id, rows, names) for (plan_id, _number), rows in found.items()]


def _entry(plan_id: str, rows: list[Any], names: Mapping[str, str]) -> Entry:
    counts: dict[str, int] = {}
    for row in rows:
        for kind, count in row.counts.items():
            counts[kind] = counts.get(kind, 0) + count
    decided = rows[0].decision
    return Entry(
        plan_id=plan_id,
        number=decided.get("number", ""),
        decided_on=decided.get("decided_on", ""),
        what=decided.get("what", ""),
        legal_basis=rows[0].legal_basis,
        actors=tuple(names.get(one, "") for one in dict.fromkeys(one for row in rows for one in row.actors)),
        areas=len({row.area_code for row in rows}),
        counts=counts,
        erased_at=rows[0].erased_at,
    )
