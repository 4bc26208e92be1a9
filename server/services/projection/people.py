"""Accounts and grants."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, insert, update

from server.store.tables import Account, Grant

from .applying import Applying

ACCOUNT = Account.__table__
GRANT = Grant.__table__
PERSONAL = ("login", "name", "password_hash")
CHANGEABLE = ("name", "password_hash", "is_temporary", "is_active", "import_id")
NOBODY: dict[str, Any] = {"name": "", "password_hash": None, "import_id": None}


def account_registered(applying: Applying) -> None:
    """Who stands behind an actor id; where that was erased, the id alone, so that what the person did has an author."""
    payload = applying.payload
    actor_id = applying.record.envelope.subjects[0]
    who = NOBODY | {"login": actor_id}
    if payload is not None:
        who = {"import_id": payload.get("import_id"), **{name: payload[name] for name in PERSONAL}}
    values = {"actor_id": actor_id, "created_at": applying.now, "failed_count": 0, "is_active": payload is not None}
    applying.connection.execute(insert(ACCOUNT), {**values, **who})


def account_changed(applying: Applying) -> None:
    """A new name or password, an account closed or opened again, by an import too. One that was erased stays so."""
    payload, actor_id = applying.payload, applying.record.envelope.subjects[0]
    values = {name: payload[name] for name in CHANGEABLE if name in payload} if payload is not None else {}
    if not values:
        return
    where = (ACCOUNT.c.actor_id == actor_id) & (ACCOUNT.c.login != actor_id)
    applying.connection.execute(update(ACCOUNT).where(where).values(**values))


def forget_account(connection: Connection, actor_id: str) -> None:
    """Leave nothing of a person but the id; nobody signs in with it any more."""
    values = {**NOBODY, "login": actor_id, "is_active": False}
    connection.execute(update(ACCOUNT).where(ACCOUNT.c.actor_id == actor_id).values(**values))


def grant_given(applying: Applying) -> None:
    """A role over an area."""
    payload = applying.payload
    applying.connection.execute(
        insert(GRANT),
        {
            "grant_id": payload["grant_id"],
            "actor_id": payload["actor_id"],
            "role": payload["role"],
            "area_code": payload["area_code"],
            "valid_from_on": payload.get("valid_from_on"),
            "valid_to_on": payload.get("valid_to_on"),
            "giver_id": applying.record.envelope.actor,
            "given_at": applying.received_at,
            "delegator_id": payload.get("delegator_id"),
            "record_digest": applying.record.digest,
        },
    )


def grant_revoked(applying: Applying) -> None:
    """The end of a grant."""
    values = {"revoked_by": applying.record.digest, "revoked_at": applying.received_at}
    where = GRANT.c.grant_id == applying.payload["grant_id"]
    applying.connection.execute(update(GRANT).where(where).values(**values))
