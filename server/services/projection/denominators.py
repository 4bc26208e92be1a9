"""Numbers of all households and persons of a commune (R23): the newest word counts, a second person confirms it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, and_, delete, func, insert, select, update

from server.domain.denominators import Said, fold
from server.store.tables import Denominator, DenominatorEntry

from .applying import Applying

DENOMINATOR, ENTRY = Denominator.__table__, DenominatorEntry.__table__
KEY = ("area_code", "counted_on", "group", "area_kind")
Key = tuple[str, str, str, str]


def denominators_entered(applying: Applying) -> None:
    """Another person with the very same numbers confirms what stands; other numbers take its place."""
    payload = applying.payload
    # Of two lines about the same number the last is what the record says.
    entries = {_key(payload, one): one for one in payload["entries"]}
    for key, entry in entries.items():
        row = {name: entry[name] for name in ("households", "persons")}
        row |= {"source": payload["source"], "actor_id": applying.record.envelope.actor}
        row |= {"record_digest": applying.record.digest, "entered_at": applying.received_at}
        row |= {"number": _next_number(applying.connection, key), "import_id": payload.get("import_id")}
        applying.connection.execute(insert(ENTRY), {**dict(zip(KEY, key, strict=True)), **row})
    _show(applying.connection, entries)


def denominators_withdrawn(applying: Applying) -> None:
    """What these records said is as if it had never been said; LookupError, and so a wait, for one that is not here."""
    payload, connection = applying.payload, applying.connection
    for digest in payload["digests"]:
        where = (ENTRY.c.record_digest == digest, ENTRY.c.area_code == payload["area_code"])
        keys = [tuple(row) for row in connection.execute(select(*(ENTRY.c[name] for name in KEY)).where(*where))]
        if not keys:
            raise LookupError(digest)
        connection.execute(update(ENTRY).where(*where).values(withdrawn_by=applying.record.digest))
        _show(connection, keys)  # type: ignore[arg-type]


def _key(payload: dict[str, Any], entry: dict[str, Any]) -> Key:
    return payload["area_code"], payload["counted_on"], entry["group"], entry["area_kind"]


def _next_number(connection: Connection, key: Key) -> int:
    return int(connection.execute(select(func.count()).select_from(ENTRY).where(_is(ENTRY, key))).scalar_one()) + 1


def _show(connection: Connection, keys: Iterable[Key]) -> None:
    for key in keys:
        where = and_(_is(ENTRY, key), ENTRY.c.withdrawn_by.is_(None))
        rows = connection.execute(select(ENTRY).where(where).order_by(ENTRY.c.number)).all()
        connection.execute(delete(DENOMINATOR).where(_is(DENOMINATOR, key)))
        standing = fold(Said(row.households, row.persons, row.actor_id) for row in rows)
        if standing is None:
            continue
        last = rows[-1]
        row = {name: getattr(standing, name) for name in ("households", "persons", "entered_by", "confirmed_by")}
        row |= {name: getattr(last, name) for name in ("source", "record_digest", "entered_at")}
        connection.execute(insert(DENOMINATOR), {**dict(zip(KEY, key, strict=True)), **row})


def _is(table: Any, key: Key) -> Any:
    return and_(*(table.c[name] == value for name, value in zip(KEY, key, strict=True)))
