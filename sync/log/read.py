"""Read the log: by stream, subject, key, or in the order records arrived here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import orjson
from sqlalchemy import Connection, Select, bindparam, func, or_, select

from sync.records.envelope import Envelope, Record
from sync.records.frontier import Frontier, Missing, Stream
from sync.records.kinds import KINDS, SHARED

from .prepared import Prepared
from .tables import bare, parked, payload, record, record_subject, stream_head, subject_head

_COLUMNS = (record, payload.c.salt, payload.c.body)
_base = select(*_COLUMNS).outerjoin(payload, payload.c.digest == record.c.digest)
_by_key = Prepared(_base.where(record.c.key == bindparam("key")).order_by(record.c.position))
_by_digest = Prepared(_base.where(record.c.digest == bindparam("digest")))
_by_subject = Prepared(
    _base.join(record_subject, record_subject.c.position == record.c.position)
    .where(record_subject.c.subject == bindparam("subject"))
    .order_by(record.c.position)
)
_envelopes_of = Prepared(
    select(record)
    .join(record_subject, record_subject.c.position == record.c.position)
    .where(record_subject.c.subject == bindparam("subject"))
    .order_by(record.c.position)
)
_kinds_of = Prepared(
    select(record.c.kind)
    .join(record_subject, record_subject.c.position == record.c.position)
    .where(record_subject.c.subject == bindparam("subject"))
    .distinct()
)
_stand_in = Prepared(
    select(payload.c.body)
    .select_from(bare)
    .join(record, record.c.digest == bare.c.stand_in)
    .join(payload, payload.c.digest == record.c.digest)
    .where(bare.c.digest == bindparam("digest"), record.c.kind == "redacted")
)
# Most records are about one or two subjects, and a server is paid by the statement; of one, the other is NULL.
_heads_of_two = Prepared(
    select(subject_head.c.subject, subject_head.c.digest, record.c.area, record.c.clock)
    .join(record, record.c.digest == subject_head.c.digest)
    .where(or_(subject_head.c.subject == bindparam("one"), subject_head.c.subject == bindparam("other")))
)
_shared_heads = Prepared(select(stream_head.c.origin, stream_head.c.digest).where(stream_head.c.area == SHARED))
_enrolled_by = Prepared(
    select(record.c.origin)
    .join(record_subject, record_subject.c.position == record.c.position)
    .where(record_subject.c.subject == bindparam("node"), record.c.kind == "node.enrolled")
)


@dataclass(frozen=True, slots=True)
class Found:
    """A record with its place in this node's arrival order."""

    record: Record
    position: int
    received_us: int


def read_now(connection: Connection, found: Found) -> Found:
    """The record as it is read now: where it was redacted, with the payload that stands in for its own (`salt` None).

    For who makes something of what a record says; never for verification or other nodes: the digest is of what it was.
    """
    if found.record.payload is not None:
        return found
    row = _stand_in.first(connection, {"digest": found.record.digest})
    if row is None:
        return found
    left = orjson.loads(row.body)
    one = found.record
    is_its_own = isinstance(left, dict) and left.get("of") == one.digest
    body = orjson.dumps(left["payload"]) if is_its_own and isinstance(left.get("payload"), dict) else None
    whole = Record(one.envelope, one.envelope_bytes, one.digest, one.signature, body, None)
    return Found(whole, found.position, found.received_us)


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
    """Every record that touches a subject, in arrival order (fold order is `sync.records.events`)."""
    return [_to_found(row) for row in _by_subject.all(connection, {"subject": subject})]


def read_kinds(connection: Connection, kinds: Sequence[str], after: int, limit: int) -> list[Found]:
    """Records of some kinds without their payloads, in the order they arrived here, from after position `after`."""
    query = select(record).where(record.c.position > after, record.c.kind.in_(kinds)).order_by(record.c.position)
    return [Found(_to_link(row), row.position, row.received_us) for row in connection.execute(query.limit(limit))]


def last_position(connection: Connection) -> int:
    """The place in this node's arrival order of the newest record; 0 where there is none."""
    return connection.execute(select(func.max(record.c.position))).scalar() or 0


def read_links(connection: Connection, subject: str) -> list[Record]:
    """The records that touch a subject without their payloads: who had seen what is all in the envelopes."""
    return [_to_link(row) for row in _envelopes_of.all(connection, {"subject": subject})]


def list_kinds(connection: Connection, subject: str) -> frozenset[str]:
    """The kinds of the records that touch a subject, without reading these."""
    return frozenset(row.kind for row in _kinds_of.all(connection, {"subject": subject}))


def subject_heads(
    connection: Connection, subjects: Sequence[str], areas: Sequence[str] = ()
) -> dict[str, tuple[str, ...]]:
    """For each subject that has any: the digests no later record follows, sorted; in `areas` only, where given."""
    return {
        subject: tuple(sorted(row.digest for row in rows))
        for subject, rows in list_heads(connection, subjects, areas).items()
    }


def list_heads(connection: Connection, subjects: Sequence[str], areas: Sequence[str]) -> dict[str, list[Any]]:
    """Head rows (digest, area, clock) of each subject that has any; links of a record never leave its areas."""
    wanted = sorted(set(subjects))
    found: dict[str, list[Any]] = {}
    for start in range(0, len(wanted), 2):
        rows = _heads_of_two.all(connection, dict(zip(("one", "other"), wanted[start : start + 2], strict=False)))
        for row in sorted(rows, key=lambda each: (each.subject, each.digest)):
            if not areas or row.area in areas:
                found.setdefault(row.subject, []).append(row)
    return found


def heads(connection: Connection) -> dict[tuple[str, str], int]:
    """The last sequence held of every stream: what sync compares."""
    query = select(stream_head.c.origin, stream_head.c.area, stream_head.c.sequence)
    return {(origin, area): sequence for origin, area, sequence in connection.execute(query)}


def authority_heads(connection: Connection, node_id: str = "") -> tuple[str, ...]:
    """Digests of the heads of the `shared` streams, sorted: what an author's node had folded.

    With `node_id` only that node's and its ancestors': all that a record outside `shared` is judged by, and all that
    everybody who carries the record has.
    """
    rows = _shared_heads.all(connection, {})
    if len(rows) == 1 and node_id in ("", rows[0].origin):
        return (rows[0].digest,)
    heads = {row.origin: row.digest for row in rows}
    # Alone with its own stream a node has nobody above it: the usual case, and asked at every record.
    wanted = heads if not node_id or heads.keys() <= {node_id} else find_chain(connection, node_id)
    return tuple(sorted(heads[one] for one in wanted if one in heads))


def find_chain(connection: Connection, node_id: str) -> list[str]:
    """A node and the nodes above it, as the enrolments here say; which of these count is the fold's business."""
    chain = [node_id]
    for one in chain:
        chain += [row.origin for row in _enrolled_by.all(connection, {"node": one}) if row.origin not in chain]
    return chain


def frontier(connection: Connection) -> Frontier:
    """The head of every stream: what "as known now" means, and the as-of token."""
    query = select(stream_head.c.origin, stream_head.c.area, stream_head.c.sequence, stream_head.c.digest)
    rows = connection.execute(query)
    return Frontier({(origin, area): (sequence, digest) for origin, area, sequence, digest in rows})


def read_as_of(connection: Connection, moment: Frontier) -> Iterator[Found]:
    """Records known at a frontier, stream by stream."""
    for stream, (upto, _digest) in sorted(moment.heads.items()):
        for found in read_stream(connection, stream):
            if found.record.envelope.sequence > upto:
                break
            yield found


def read_areas(connection: Connection, areas: Sequence[str]) -> Iterator[Found]:
    """Every record of these areas' streams, whatever its origin: what the subjects of an area are folded over."""
    query = _base.where(record.c.area.in_(areas)).order_by(record.c.origin, record.c.area, record.c.sequence)
    for row in connection.execute(query):
        yield _to_found(row)


def read_shared(connection: Connection) -> Iterator[Record]:
    """Every record of the `shared` streams, payloads only where they are authority (forms are large)."""
    authority = [kind.name for kind in KINDS.values() if kind.is_authority]
    is_wanted = (payload.c.digest == record.c.digest) & record.c.kind.in_(authority)
    query = (
        select(*_COLUMNS)
        .select_from(stream_head)
        .join(record, (record.c.origin == stream_head.c.origin) & (record.c.area == stream_head.c.area))
        .outerjoin(payload, is_wanted)
        .where(stream_head.c.area == SHARED)
        .order_by(record.c.origin, record.c.sequence)
    )
    for row in connection.execute(query):
        yield _to_found(row).record


def gaps(connection: Connection) -> list[Missing]:
    """What keeps parked records waiting: the sequences missing before them, by stream."""
    ours = heads(connection)
    query = select(parked.c.origin, parked.c.area, parked.c.sequence).distinct()
    found: list[Missing] = []
    reached: dict[Stream, int] = {}
    for origin, area, sequence in connection.execute(query.order_by(parked.c.origin, parked.c.area, parked.c.sequence)):
        after = reached.get((origin, area), ours.get((origin, area), 0))
        if sequence > after + 1:
            found.append(Missing((origin, area), after, sequence - 1))
        reached[origin, area] = sequence
    return found


def _to_link(row: Any) -> Record:
    return Record(Envelope.from_json(orjson.loads(row.envelope)), row.envelope, row.digest, row.signature, None, None)


def _to_found(row: Any) -> Found:
    envelope = Envelope.from_json(orjson.loads(row.envelope))
    found = Record(envelope, row.envelope, row.digest, row.signature, row.body, row.salt)
    return Found(found, row.position, row.received_us)
