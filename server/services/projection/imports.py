"""What an import did, household by household, so that it can be held against published totals and taken back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select, update

from server.store.tables import ImportDone, ImportEffect, ListSigned
from sync.log.prepared import Prepared

from .applying import Applying

DONE, EFFECT, SIGNED = ImportDone.__table__, ImportEffect.__table__, ListSigned.__table__
_insert_effect = Prepared(insert(EFFECT))
_effect = Prepared(
    select(EFFECT.c.household_id).where(
        EFFECT.c.import_id == bindparam("import_id"), EFFECT.c.household_id == bindparam("household_id")
    )
)
_name_effect = Prepared(
    update(EFFECT)
    .where(EFFECT.c.import_id == bindparam("b_import_id"), EFFECT.c.household_id == bindparam("b_household_id"))
    .values(old_code=bindparam("old_code"))
)


def note_new(applying: Applying) -> None:
    """A household that an import made."""
    insert_effects(applying.connection, effect_of_new(applying.record.envelope.area, applying.payload))


def effect_of_new(area_code: str, payload: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The row of a household that an import made; none where the office made it."""
    if "import_id" not in payload:
        return []
    values = {name: payload.get(name) for name in ("import_id", "household_id", "old_code", "persons")}
    return [{**values, "area_code": area_code, "is_new": True, "before": None}]


def insert_effects(connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows of `effect_of_new`."""
    _insert_effect.run_many(connection, rows)


def note_status(applying: Applying, row: Any) -> None:
    """A status that an import gave to a household that was here before; what it had is kept to be given back."""
    import_id = applying.payload.get("import_id")
    if import_id is None or row is None:
        return
    keys = {"import_id": import_id, "household_id": row.household_id}
    if "takes_back" in applying.payload:
        where = [EFFECT.c[name] == value for name, value in keys.items()]
        applying.connection.execute(update(EFFECT).where(*where).values(before=None))
        return
    if _effect.first(applying.connection, keys) is not None:
        return
    before = {"recognised": row.recognised, "assessed": row.last_assessed}
    _insert_effect.run(applying.connection, {**keys, "area_code": row.area_code, "is_new": False, "before": before})


def household_listed(applying: Applying) -> None:
    """Another list names a household by a code of its own; nothing is left of an erased one."""
    payload = applying.payload
    if payload is None:
        return
    keys = {"import_id": payload["import_id"], "household_id": payload["household_id"]}
    if _effect.first(applying.connection, keys) is None:
        more = {"area_code": applying.record.envelope.area, "is_new": False, "before": None}
        _insert_effect.run(applying.connection, {**keys, **more})
    named = {f"b_{name}": value for name, value in keys.items()}
    _name_effect.run(applying.connection, {**named, "old_code": payload["old_code"]})


def import_applied(applying: Applying) -> None:
    """An import has brought all it had for one area."""
    names = ("import_id", "area_code", "what", "sha256", "counts")
    values = {name: applying.payload[name] for name in names}
    more = {"actor_id": applying.record.envelope.actor, "applied_at": applying.now}
    applying.connection.execute(insert(DONE), {**values, **more})


def import_undone(applying: Applying) -> None:
    """All of an import in one area was taken back."""
    payload = applying.payload
    where = (DONE.c.import_id == payload["import_id"], DONE.c.area_code == payload["area_code"])
    applying.connection.execute(update(DONE).where(*where).values(undone_at=applying.now))


def list_signed(applying: Applying) -> None:
    """Somebody has held the register against the last published totals; nothing is left of an erased signing."""
    payload = applying.payload
    if payload is None:
        return
    names = ("area_code", "level", "standard", "status_on", "published", "counted", "source")
    values = {name: payload[name] for name in names} | {"note": payload.get("note", "")}
    more = {
        "record_digest": applying.record.digest,
        "actor_id": applying.record.envelope.actor,
        "signed_at": applying.now,
    }
    applying.connection.execute(insert(SIGNED), {**values, **more})
