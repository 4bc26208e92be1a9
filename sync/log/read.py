"""Read the log: by stream, subject, key, or in the order records arrived here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import orjson
from sqlalchemy import Connection, Select, bindparam, select

from sync.records.envelope import Envelope, Record

from .prepared import Prepared
from .tables import payload, record, record_subject, stream_head, subject_head

_COLUMNS = (record, payload.c.salt, payload.c.body)
_base = select(*_COLUMNS).outerjoin(payload, payload.c.digest == record.c.digest)
_by_key = Prepared(_base.where(record.c.key == bindparam("key")).order_by(record.c.position))
_by_digest = Prepared(_base.where(record.c.digest == bindparam("digest")))
_by_subject = Prepared(
    _base.join(record_subject, record_subject.c.position == record.c.position)
    .where(record_subject.c.subject == bindparam("subject"))
    .order_by(record.c.position)
)
_heads_of = Prepared(select(subject_head.c.digest).where(subject_head.c.subject == bindparam("subject")))
_shared_heads = Prepared(select(stream_head.c.digest).where(stream_head.c.area == "shared"))


@dataclass(frozen=True, slots=True)
class Found:
    """A record with its place in this node's arrival order."""

    record: Record
    position: int
    received_us: int


def find_by_key(connection: Connection, key: str) -> list[Found]:
    """Every record under `key` (an instanceID), oldest arrival first."""
    return [_to_found(row) for row in _by_key.all(connection, {"key": key})]


def get_record(connection: Connection, digest: str) -> Found | None:
    """The record with this digest, if it is here."""
    row = _by_digest.first(connection, {"digest": digest})
    return None if row is None else _to_found(row)


def read_all(connection: Connection, after: int = 0, limit: int | None = None) -> Iterator[Found]:
    """Records in the order they arrived here, from after position `after`."""
    query: Select[Any] = _base.where(record.c.position > after).order_by(record.c.position)
    if limit is not None:
        query = query.limit(limit)
    for row in connection.execute(query):
        yield _to_found(row)


def read_stream(connection: Connection, stream: tuple[str, str], after: int = 0) -> Iterator[Found]:
    """Records of one stream (origin, area) with sequence > `after`, in order."""
    origin, area = stream
    query = _base.where(record.c.origin == origin, record.c.area == area, record.c.sequence > after)
    for row in connection.execute(query.order_by(record.c.sequence)):
        yield _to_found(row)


def read_subject(connection: Connection, subject: str) -> list[Found]:
    """Every record that touches a subject, in arrival order (fold order is `sync.records.order`)."""
    return [_to_found(row) for row in _by_subject.all(connection, {"subject": subject})]


def subject_heads(connection: Connection, subjects: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """For each subject that has any: the digests no later record follows, sorted."""
    found: dict[str, tuple[str, ...]] = {}
    for subject in sorted(set(subjects)):
        digests = tuple(sorted(row.digest for row in _heads_of.all(connection, {"subject": subject})))
        if digests:
            found[subject] = digests
    return found


def heads(connection: Connection) -> dict[tuple[str, str], int]:
    """The last sequence held of every stream: what sync compares."""
    query = select(stream_head.c.origin, stream_head.c.area, stream_head.c.sequence)
    return {(origin, area): sequence for origin, area, sequence in connection.execute(query)}


def authority_heads(connection: Connection) -> tuple[str, ...]:
    """Digests of the heads of the `shared` streams, sorted: what an author's node had folded."""
    return tuple(sorted(row.digest for row in _shared_heads.all(connection, {})))


def _to_found(row: Any) -> Found:
    envelope = Envelope.from_json(orjson.loads(row.envelope))
    found = Record(envelope, row.envelope, row.digest, row.signature, row.body, row.salt)
    return Found(found, row.position, row.received_us)
