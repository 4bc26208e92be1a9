"""Somebody whose account an import brought, and the import was taken back: another list opens the same account again.

Else every list that was corrected and brought in anew would leave the right login behind and give a second one.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, and_, exists, or_, select

from server.domain.imports.folding import fold
from server.domain.imports.staff import ListedPerson
from server.services import people
from server.services.people_accounts import account_changed
from server.store.tables import Account, Grant, ImportDone
from sync.records import Draft

ACCOUNT, DONE = Account.__table__, ImportDone.__table__


@dataclass(frozen=True, slots=True)
class Again:
    """The account that is opened again; `is_done` where this import has done so already: its job runs twice."""

    actor_id: str
    login: str
    is_done: bool


def own_id(run: Any, one: ListedPerson) -> str:
    """The actor id of a new account: the same whenever the import runs, run twice it is one account."""
    return str(uuid.uuid5(uuid.UUID(run.import_id), str(one.lines[0].row)))


def find_again(connection: Connection, run: Any, listed: Sequence[ListedPerson]) -> dict[int, Again]:
    """By line: the one closed account of this name with this login, or, without a login, with a role over this place.

    Nobody has ever signed in with it. Where several fit, or a line before takes it, the line gets one of its own.
    """
    new = {own_id(run, one) for one in listed}
    known = [row for row in _read_closed(connection, run.import_id) if row.actor_id not in new]
    places = _read_places(connection, [row.actor_id for row in known])
    found: dict[int, Again] = {}
    taken: set[str] = set()
    for one in listed:
        fits = [row for row in known if row.actor_id not in taken and _is_same(one, row, places)]
        if len(fits) == 1:
            taken.add(fits[0].actor_id)
            found[one.lines[0].row] = Again(fits[0].actor_id, fits[0].login, bool(fits[0].is_active))
    return found


def drafts_again(connection: Connection, run: Any, one: ListedPerson, again: Again) -> Iterator[Draft]:
    """The account opened under this import, without a password, and the roles of the line."""
    values = {"name": one.name, "password_hash": None, "is_temporary": False, "is_active": True}
    yield account_changed(connection, run.actor_id, again.actor_id, {**values, "import_id": run.import_id})
    for grant in one.grants:
        days = {"valid_to_on": grant.valid_to_on}
        yield people.give_grant(run.actor_id, again.actor_id, grant.role, grant.area_code, **days)


def _read_closed(connection: Connection, import_id: str) -> list[Any]:
    """Accounts closed with the import that brought them, and those that this import has opened again already."""
    taken_back = exists().where(DONE.c.import_id == ACCOUNT.c.import_id, DONE.c.undone_at.is_not(None))
    closed = and_(ACCOUNT.c.is_active.is_(False), ACCOUNT.c.last_sign_in_at.is_(None), taken_back)
    query = select(ACCOUNT.c.actor_id, ACCOUNT.c.login, ACCOUNT.c.name, ACCOUNT.c.is_active)
    return list(connection.execute(query.where(or_(closed, ACCOUNT.c.import_id == import_id))).all())


def _read_places(connection: Connection, people_ids: Sequence[str]) -> set[tuple[str, str]]:
    """(person, place) of every role they ever had."""
    query = select(Grant.actor_id, Grant.area_code).where(Grant.actor_id.in_(people_ids))
    return {(actor_id, place) for actor_id, place in connection.execute(query)}


def _is_same(one: ListedPerson, row: Any, places: set[tuple[str, str]]) -> bool:
    if fold(one.name) != fold(row.name):
        return False
    return row.login == one.login if one.login else any((row.actor_id, at.area_code) in places for at in one.grants)
