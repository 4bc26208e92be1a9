"""Accounts that an import brought are closed, their roles and villages taken back, where nobody has used them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from sqlalchemy import Connection, func, select

from server.domain.access import Actor
from server.domain.imports.fields import STAFF
from server.domain.imports.undoing import AccountUse, Item, Plan, account_reasons, make_plan
from server.errors import Problem
from server.services.node import Node
from server.services.people_accounts import account_changed
from server.services.people_grants import check_may_revoke
from server.services.people_sessions import end_sessions, read_grants
from server.services.rounds import ending
from server.store.tables import (
    Account,
    Area,
    Assignment,
    DeviceToken,
    Grant,
    HouseholdAssignment,
    ImportDone,
    Recheck,
    Round,
    SignIn,
    Village,
)
from server.store.types import to_microseconds
from server.store.writer import Unit
from server.telling import Told, tell
from sync.log import get_record
from sync.records import Draft

from .traces import ACTED

ACCOUNT, GRANT, ASSIGNMENT = Account.__table__, Grant.__table__, Assignment.__table__
PART, VILLAGE, ROUND, DONE = HouseholdAssignment.__table__, Village.__table__, Round.__table__, ImportDone.__table__
BATCH, CHUNK = 50, 400
REASON = "import_undone"


def plan_staff(node: Node, connection: Connection, import_id: str, actor_id: str) -> Plan:
    """Its accounts that are still open; a role that this person may not end keeps the account, with why."""
    rows = _read_accounts(connection, import_id)
    giver = _read_giver(node, connection, actor_id)
    found: list[Item] = []
    for chunk in _chunks(rows):
        held = _Held.read(connection, import_id, [row.actor_id for row in chunk])
        found += [_item(node, connection, giver, row, held) for row in chunk]
    return make_plan(STAFF, found)


def take_back_staff(node: Node, import_id: str, actor_id: str, step: Callable[[int], None]) -> None:
    """Some people at a time; each is looked at again inside the operation. `step` is told how many more are done."""
    plan = node.read(lambda c: plan_staff(node, c, import_id, actor_id))
    keys = [one.key for one in plan.goes]
    for start in range(0, len(keys), BATCH):
        some = frozenset(keys[start : start + BATCH])
        step(node.writer.write(partial(_take_back_some, node, import_id, actor_id, some)))


def _take_back_some(node: Node, import_id: str, actor_id: str, keys: frozenset[str], unit: Unit) -> int:
    connection = unit.connection
    rows = [row for row in _read_accounts(connection, import_id) if row.actor_id in keys]
    giver = _read_giver(node, connection, actor_id)
    held = _Held.read(connection, import_id, [row.actor_id for row in rows])
    goes = [row.actor_id for row in rows if not _item(node, connection, giver, row, held).reasons]
    for one in goes:
        for draft in _drafts(connection, held, one, import_id, actor_id):
            node.record(unit, draft)
        end_sessions(connection, one, node.now())
    return len(goes)


def _drafts(connection: Connection, held: _Held, account: str, import_id: str, actor_id: str) -> Iterator[Draft]:
    """Villages first, then roles, then the account: nobody is left with work who has no right to it."""
    for one in held.villages.get(account, ()):
        yield ending(one.area_code, one.assignment_id, actor_id)
    for grant in held.grants.get(account, ()):
        payload = {"grant_id": grant.grant_id, "reason": REASON}
        yield Draft("shared", "grant.revoked", (grant.grant_id, account), actor_id, payload)
    yield account_changed(connection, actor_id, account, {"is_active": False, "import_id": import_id})


def _read_accounts(connection: Connection, import_id: str) -> list[Any]:
    query = select(ACCOUNT).where(ACCOUNT.c.import_id == import_id, ACCOUNT.c.is_active)
    return list(connection.execute(query.order_by(ACCOUNT.c.name, ACCOUNT.c.login)).all())


def _read_giver(node: Node, connection: Connection, actor_id: str) -> Actor:
    name = connection.execute(select(ACCOUNT.c.name).where(ACCOUNT.c.actor_id == actor_id)).scalar()
    return Actor(actor_id, name or actor_id, read_grants(connection, actor_id, node.today()))


def _item(node: Node, connection: Connection, giver: Actor, row: Any, held: _Held) -> Item:
    actor_id = row.actor_id
    grants, villages = held.grants.get(actor_id, []), held.villages.get(actor_id, [])
    use = AccountUse(
        has_signed_in=row.last_sign_in_at is not None or actor_id in held.signed_in,
        has_tablet=actor_id in held.tablets,
        has_acted=actor_id in held.acted,
        is_given_more=actor_id in held.given_more,
    )
    reasons = (*account_reasons(use), *_not_allowed(node, connection, giver, grants))
    first = next(iter(grants), None)
    detail = tell("{roles} vai trò, {villages} thôn được giao", roles=len(grants), villages=len(villages))
    place = (first.place or first.area_code) if first is not None else ""
    return Item(actor_id, first.home if first is not None else "", row.login, row.name, place, detail, reasons)


def _not_allowed(node: Node, connection: Connection, giver: Actor, grants: Sequence[Any]) -> tuple[Told, ...]:
    """What forbids this person to end one of the roles: the first that does."""
    for grant in grants:
        try:
            check_may_revoke(node, connection, giver, grant)
        except Problem as problem:
            return (problem.message,)
    return ()


@dataclass(frozen=True, slots=True)
class _Held:
    """What these people have and have done: grants and villages in force, and who has signed in, acted, got more."""

    grants: dict[str, list[Any]]
    villages: dict[str, list[Any]]
    signed_in: frozenset[str]
    tablets: frozenset[str]
    acted: frozenset[str]
    given_more: frozenset[str]

    @staticmethod
    def read(connection: Connection, import_id: str, people: Sequence[str]) -> _Held:
        since = connection.execute(select(func.max(DONE.c.applied_at)).where(DONE.c.import_id == import_id)).scalar()
        grants, villages = _by_person(_read_live_grants(connection, people)), _by_person(_read_live(connection, people))
        signed_in = _who(connection, SignIn.actor_id, people)
        return _Held(
            grants,
            villages,
            signed_in=signed_in,
            tablets=_who(connection, DeviceToken.actor_id, people),
            acted=frozenset().union(*(_who(connection, column, people) for column in ACTED)),
            given_more=_who(connection, PART.c.actor_id, people, PART.c.ended_by.is_(None))
            | _who(connection, Recheck.actor_id, people)
            | (_given_since(connection, grants, villages, since) if since is not None else frozenset()),
        )


def _read_live_grants(connection: Connection, people: Sequence[str]) -> list[Any]:
    query = (
        select(
            GRANT,
            func.coalesce(Area.name, VILLAGE.c.name).label("place"),
            func.coalesce(VILLAGE.c.area_code, GRANT.c.area_code).label("home"),
        )
        .outerjoin(Area, Area.code == GRANT.c.area_code)
        .outerjoin(VILLAGE, VILLAGE.c.code == GRANT.c.area_code)
        .where(GRANT.c.actor_id.in_(people), GRANT.c.revoked_by.is_(None))
    )
    return list(connection.execute(query.order_by(GRANT.c.given_at, GRANT.c.grant_id)).all())


def _read_live(connection: Connection, people: Sequence[str]) -> list[Any]:
    """Whole villages given in rounds that are not closed."""
    query = (
        select(ASSIGNMENT, VILLAGE.c.area_code)
        .join(VILLAGE, VILLAGE.c.code == ASSIGNMENT.c.village_code)
        .join(ROUND, ROUND.c.round_id == ASSIGNMENT.c.round_id)
        .where(ASSIGNMENT.c.actor_id.in_(people), ASSIGNMENT.c.ended_by.is_(None), ASSIGNMENT.c.is_part.is_(False))
        .where(ROUND.c.state != "closed")
    )
    return list(connection.execute(query.order_by(ASSIGNMENT.c.assignment_id)).all())


def _given_since(
    connection: Connection, grants: dict[str, list[Any]], villages: dict[str, list[Any]], since: dt.datetime
) -> frozenset[str]:
    """Who was given a role or a village after the import had been applied."""
    found = {one.actor_id for held in grants.values() for one in held if one.given_at and one.given_at > since}
    limit = to_microseconds(since)
    for one in (each for held in villages.values() for each in held):
        record = get_record(connection, one.record_digest)
        if record is not None and record.received_us > limit:
            found.add(one.actor_id)
    return frozenset(found)


def _by_person(rows: Sequence[Any]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for row in rows:
        found.setdefault(row.actor_id, []).append(row)
    return found


def _who(connection: Connection, column: Any, people: Sequence[str], *where: Any) -> frozenset[str]:
    return frozenset(connection.execute(select(column).where(column.in_(people), *where).distinct()).scalars())


def _chunks(rows: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for start in range(0, len(rows), CHUNK):
        yield rows[start : start + CHUNK]
