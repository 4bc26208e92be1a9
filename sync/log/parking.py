"""Records that cannot be placed yet: a gap before them, or a node whose key has not come. Kept until it closes."""

from __future__ import annotations

from typing import Any

import orjson
from sqlalchemy import Connection, bindparam, delete, func, insert, select

from sync.records.envelope import Envelope, Record

from .prepared import Prepared
from .tables import parked

_find = Prepared(select(parked).where(parked.c.digest == bindparam("digest")))
_insert = Prepared(insert(parked))
_delete = Prepared(delete(parked).where(parked.c.digest == bindparam("b_digest")))
_next = Prepared(
    select(parked)
    .where(
        parked.c.origin == bindparam("origin"),
        parked.c.area == bindparam("area"),
        parked.c.sequence <= bindparam("sequence"),
    )
    .order_by(parked.c.sequence, parked.c.digest)
)


def park(connection: Connection, one: Record, now_us: int) -> bool:
    """Keep a record aside; False where it was there already."""
    if _find.first(connection, {"digest": one.digest}) is not None:
        return False
    envelope = one.envelope
    _insert.run(
        connection,
        {
            "digest": one.digest,
            "origin": envelope.origin,
            "area": envelope.area,
            "sequence": envelope.sequence,
            "envelope": one.envelope_bytes,
            "signature": one.signature,
            "salt": one.salt,
            "body": one.payload,
            "received_us": now_us,
        },
    )
    return True


def find(connection: Connection, digest: str) -> Record | None:
    """The record that waits here under this digest."""
    row = _find.first(connection, {"digest": digest})
    return None if row is None else _to_record(row)


def take_ready(connection: Connection, origin: str, area: str, sequence: int) -> list[Record]:
    """Take out what waits at or before `sequence` in a stream: the next in line, and rivals for places now taken."""
    rows = _next.all(connection, {"origin": origin, "area": area, "sequence": sequence})
    for row in rows:
        _delete.run(connection, {"b_digest": row.digest})
    return [_to_record(row) for row in rows]


def waiting_streams(connection: Connection, origin: str) -> list[str]:
    """Areas of an origin's streams that have parked records."""
    query = select(parked.c.area).where(parked.c.origin == origin).distinct().order_by(parked.c.area)
    return list(connection.execute(query).scalars())


def count_parked(connection: Connection) -> int:
    """How many records wait."""
    return connection.execute(select(func.count()).select_from(parked)).scalar_one()


def _to_record(row: Any) -> Record:
    envelope = Envelope.from_json(orjson.loads(row.envelope))
    return Record(envelope, row.envelope, row.digest, row.signature, row.body, row.salt)
