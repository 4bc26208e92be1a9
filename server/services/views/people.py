"""People as pages show them: accounts with their roles, sessions and state, scoped to the areas of who looks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from server.areas.sorting import sort_key
from server.domain.access import GrantOf, is_in_force
from server.store.tables import Account, Area, DeviceToken, Grant, SecondFactor, SignIn, Village

ACCOUNT, GRANT, FACTOR = Account.__table__, Grant.__table__, SecondFactor.__table__
PAGE_SIZE = 50
SORTS = ("name", "login", "last")
STATES = ("active", "temporary", "locked", "tablet", "closed")


@dataclass(frozen=True, slots=True)
class GrantRow:
    """A role over an area in words, who gave it and for whom."""

    grant_id: str
    role: str
    area_code: str
    area_name: str
    valid_from_on: str | None
    valid_to_on: str | None
    is_in_force: bool
    giver: str | None
    given_at: dt.datetime | None
    delegator: str | None
    revoked_at: dt.datetime | None


@dataclass(frozen=True, slots=True)
class Person:
    """`state`: active, temporary (password shown once), locked, tablet (no password), closed."""

    actor_id: str
    login: str
    name: str
    state: str
    last_sign_in_at: dt.datetime | None
    has_factor: bool
    grants: tuple[GrantRow, ...]


@dataclass(frozen=True, slots=True)
class PeopleFilter:
    """What of the list is wanted; empty is everything. `areas`: codes of one area and all below it."""

    text: str = ""
    role: str = ""
    state: str = ""
    areas: frozenset[str] = frozenset()
    sort: str = "name"
    page: int = 1


@dataclass(frozen=True, slots=True)
class PeoplePage:
    """A page of the list."""

    rows: tuple[Person, ...]
    total: int
    number: int
    last: int


@dataclass(frozen=True, slots=True)
class SessionRow:
    """A session that is open."""

    token_sha256: str
    created_at: dt.datetime
    seen_at: dt.datetime
    address: str | None
    user_agent: str | None


def list_people(
    connection: Connection, scope: Collection[str] | None, wanted: PeopleFilter, now: dt.datetime, today: str
) -> PeoplePage:
    """People with a role over an area of `scope` (None: everybody), filtered and sorted."""
    people = [one for one in read_people(connection, now, today) if _is_wanted(one, scope, wanted)]
    people.sort(key=_order(wanted.sort))
    last = max(1, -(-len(people) // PAGE_SIZE))
    number = min(max(1, wanted.page), last)
    rows = people[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]
    return PeoplePage(tuple(rows), len(people), number, last)


def read_person(connection: Connection, actor_id: str, now: dt.datetime, today: str) -> Person | None:
    """One person with every grant, those taken back too; None where this node knows nobody by this id."""
    return next(iter(read_people(connection, now, today, actor_id)), None)


def read_people(connection: Connection, now: dt.datetime, today: str, actor_id: str = "") -> list[Person]:
    """Every account but erased ones, or one; of many only grants not taken back."""
    query = select(ACCOUNT, FACTOR.c.confirmed_at).outerjoin(FACTOR, FACTOR.c.actor_id == ACCOUNT.c.actor_id)
    query = query.where(ACCOUNT.c.login != ACCOUNT.c.actor_id)
    grants = select(GRANT).order_by(GRANT.c.revoked_at, GRANT.c.given_at, GRANT.c.grant_id)
    if actor_id:
        query, grants = query.where(ACCOUNT.c.actor_id == actor_id), grants.where(GRANT.c.actor_id == actor_id)
    else:
        grants = grants.where(GRANT.c.revoked_by.is_(None))
    rows = connection.execute(query).all()
    names = {row.actor_id: row.name for row in connection.execute(select(ACCOUNT.c.actor_id, ACCOUNT.c.name))}
    places = _read_places(connection)
    held: dict[str, list[GrantRow]] = {}
    for one in connection.execute(grants):
        held.setdefault(one.actor_id, []).append(_grant_row(one, names, places, today))
    return [
        Person(
            row.actor_id,
            row.login,
            row.name,
            _state(row, now),
            row.last_sign_in_at,
            row.confirmed_at is not None,
            tuple(held.get(row.actor_id, ())),
        )
        for row in rows
    ]


def list_sessions(connection: Connection, actor_id: str, since: dt.datetime) -> list[SessionRow]:
    """A person's open sessions begun after a moment, newest first."""
    columns = (SignIn.token_sha256, SignIn.created_at, SignIn.seen_at, SignIn.address, SignIn.user_agent)
    query = select(*columns).where(SignIn.actor_id == actor_id, SignIn.ended_at.is_(None), SignIn.created_at > since)
    return [SessionRow(*row) for row in connection.execute(query.order_by(SignIn.created_at.desc()))]


def count_tablets(connection: Connection, actor_id: str) -> int:
    """Tablets of a person that still send."""
    query = select(DeviceToken.token_sha256).where(DeviceToken.actor_id == actor_id, DeviceToken.state != "revoked")
    return len(connection.execute(query).all())


def read_area_choices(connection: Connection) -> list[tuple[str, list[tuple[str, str]]]]:
    """(heading, [(code, name)]) for choosing an area: the province and its districts, then communes by district."""
    rows = connection.execute(select(Area.code, Area.name, Area.level, Area.parent_code).order_by(Area.sort_key)).all()
    names = {row.code: row.name for row in rows}
    groups: dict[str, list[tuple[str, str]]] = {}
    top = [(row.code, row.name) for row in rows if row.level == "province"]
    top += [(row.code, row.name) for row in rows if row.level == "district"]
    for row in rows:
        if row.level == "commune":
            groups.setdefault(names.get(row.parent_code, ""), []).append((row.code, row.name))
    return [("", top), *groups.items()]


def _read_places(connection: Connection) -> dict[str, str]:
    villages = connection.execute(select(Village.code, Village.name))
    areas = connection.execute(select(Area.code, Area.name))
    return {code: name for rows in (villages, areas) for code, name in rows}


def _grant_row(row: Any, names: Mapping[str, str], places: Mapping[str, str], today: str) -> GrantRow:
    grant = GrantOf(row.role, row.area_code, row.valid_from_on, row.valid_to_on)
    return GrantRow(
        row.grant_id,
        row.role,
        row.area_code,
        places.get(row.area_code, row.area_code),
        row.valid_from_on,
        row.valid_to_on,
        row.revoked_by is None and is_in_force(grant, today),
        names.get(row.giver_id),
        row.given_at,
        names.get(row.delegator_id),
        row.revoked_at,
    )


def _state(row: Any, now: dt.datetime) -> str:
    if not row.is_active:
        return "closed"
    if not row.password_hash:
        return "tablet"
    if row.locked_until_at is not None and now < row.locked_until_at:
        return "locked"
    return "temporary" if row.is_temporary else "active"


def _is_wanted(one: Person, scope: Collection[str] | None, wanted: PeopleFilter) -> bool:
    areas = {grant.area_code for grant in one.grants}
    text = wanted.text.casefold()
    return (
        (scope is None or not areas.isdisjoint(scope))
        and (not wanted.areas or not areas.isdisjoint(wanted.areas))
        and (not wanted.role or any(grant.role == wanted.role for grant in one.grants))
        and (not wanted.state or one.state == wanted.state)
        and (not text or text in one.name.casefold() or text in one.login)
    )


def _order(sort: str) -> Any:
    """By given name; by login; newest sign-in first, those who never signed in last."""
    if sort == "login":
        return lambda one: one.login
    if sort == "last":
        return lambda one: (-(one.last_sign_in_at.timestamp() if one.last_sign_in_at else 0.0), one.login)
    return lambda one: (sort_key(one.name, is_person=True), one.login)
