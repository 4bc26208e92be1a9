"""What people read in the papers of a law, and what two of them read alike. An adoption is checked on every node."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, insert, select

from server.errors import Problem
from server.standards.adoption import adopted_from_json, overlay
from server.standards.packs import PackStore
from server.standards.register import Pack
from server.store.tables import PackAdoption, PackEntry

from .applying import Applying

LOG = logging.getLogger("rasoat.packs")
ENTRY = PackEntry.__table__
ADOPTION = PackAdoption.__table__
IN_FORCE = "in_force"
UNKNOWN_BASE = "unknown_base"
UNSUPPORTED = "unsupported"


def pack_entered(applying: Applying) -> None:
    """One person's reading."""
    payload, envelope = applying.payload, applying.record.envelope
    values = {name: payload[name] for name in ("entry_id", "pack_id", "base_digest", "document")}
    more = {"given": payload["values"], "actor_id": envelope.actor, "record_digest": applying.record.digest}
    applying.connection.execute(insert(ENTRY), {**values, **more, "entered_at": applying.now})


def pack_adopted(applying: Applying) -> None:
    """What two readings had in common; in force only where they do, and where this program has the same base."""
    payload, envelope = applying.payload, applying.record.envelope
    state, pack = _check(applying, payload)
    applying.connection.execute(
        insert(ADOPTION),
        {
            **{name: payload[name] for name in ("adoption_id", "pack_id", "base_digest", "digest", "entries")},
            "adopted_id": _adopted_id(payload),
            "adopted": payload["values"],
            "actor_id": envelope.actor,
            "state": state,
            "record_digest": applying.record.digest,
            "adopted_at": applying.now,
        },
    )
    if pack is not None:
        applying.node.packs = applying.node.packs.with_adopted(pack)


def with_adopted(connection: Connection, packs: PackStore) -> PackStore:
    """The store with every adoption this node has; one whose base is not this program's is left out."""
    rows = connection.execute(select(ADOPTION).order_by(ADOPTION.c.adopted_at, ADOPTION.c.adoption_id))
    found = []
    for row in rows:
        pack = None if row.state == UNSUPPORTED else _make(packs, row.pack_id, row.base_digest, row.adopted)
        if pack is not None and pack.digest == row.digest:
            found.append(pack)
    return packs.with_adopted(*found)


def _check(applying: Applying, payload: Mapping[str, Any]) -> tuple[str, Pack | None]:
    if not _is_supported(applying.connection, payload):
        return UNSUPPORTED, None
    pack = _make(applying.node.packs, payload["pack_id"], payload["base_digest"], payload["values"])
    if pack is None:
        return UNKNOWN_BASE, None
    return (IN_FORCE, pack) if pack.digest == payload["digest"] else (UNSUPPORTED, None)


def _is_supported(connection: Connection, payload: Mapping[str, Any]) -> bool:
    """Every value was read alike by two different people, or comes from the adoption it goes on from."""
    rows = connection.execute(select(ENTRY).where(ENTRY.c.entry_id.in_(payload["entries"]))).all()
    before = connection.execute(select(ADOPTION).where(ADOPTION.c.adoption_id == payload.get("after", ""))).first()
    is_after = before is not None and before.state != UNSUPPORTED and before.pack_id == payload["pack_id"]
    known = before.adopted if before is not None and is_after else {}
    if len({row.actor_id for row in rows}) < 2 or any(row.pack_id != payload["pack_id"] for row in rows):
        return False
    return all(
        known.get(name) == value or all(_reads(row, name, value) for row in rows)
        for name, value in payload["values"].items()
    )


def _reads(row: Any, name: str, value: Mapping[str, Any]) -> bool:
    given = row.given.get(name)
    return (
        given is not None
        and given["value"] == value["value"]
        and _same(given["article"], value["article"])
        and all(_same(row.document.get(key, ""), value[key]) for key in ("act", "from_on"))
    )


def _same(one: object, other: object) -> bool:
    return str(one).split() == str(other).split()


def _make(packs: PackStore, pack_id: str, base_digest: str, values: Mapping[str, Any]) -> Pack | None:
    try:
        base = packs.find(pack_id)
        return overlay(base, adopted_from_json(values)) if base.digest == base_digest else None
    except (Problem, KeyError, TypeError) as error:
        LOG.warning("an adoption of %s cannot be applied: %s", pack_id, type(error).__name__)
        return None


def _adopted_id(payload: Mapping[str, Any]) -> str:
    return f"{payload['pack_id']}+{payload['digest'][:8]}"
