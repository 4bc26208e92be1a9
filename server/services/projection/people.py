"""Accounts and grants."""

from __future__ import annotations

from sqlalchemy import insert, update

from server.store.tables import Account, Grant

from .applying import Applying

ACCOUNT = Account.__table__
GRANT = Grant.__table__


def account_registered(applying: Applying) -> None:
    """Who stands behind an actor id."""
    payload = applying.payload
    applying.connection.execute(
        insert(ACCOUNT),
        {
            "actor_id": payload["actor_id"],
            "login": payload["login"],
            "name": payload["name"],
            "password_hash": payload["password_hash"],
            "created_at": applying.now,
            "failed_count": 0,
            "is_active": True,
        },
    )


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
            "record_digest": applying.record.digest,
        },
    )


def grant_revoked(applying: Applying) -> None:
    """The end of a grant."""
    applying.connection.execute(
        update(GRANT).where(GRANT.c.grant_id == applying.payload["grant_id"]).values(revoked_by=applying.record.digest)
    )
