"""Is everything the log vouches for still there and unchanged? Reads only; stream by stream, in small batches."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import orjson
from sqlalchemy import Connection, bindparam, func, select

from sync.records.envelope import Envelope, ForgeryError, Record, verify
from sync.records.frontier import Stream
from sync.records.kinds import KINDS

from .prepared import Prepared
from .receiving import read_keys
from .tables import bare, payload, record, record_subject, stream_head, subject_head

Progress = Callable[[int, int], None]
BATCH = 500
# Columns repeat what the envelope says, for looking things up; the envelope is what is signed.
REPEATED = ("origin", "area", "sequence", "kind", "key", "payload_digest", "clock")

_batch = Prepared(
    select(record, payload.c.salt, payload.c.body)
    .outerjoin(payload, payload.c.digest == record.c.digest)
    .where(
        record.c.origin == bindparam("origin"),
        record.c.area == bindparam("area"),
        record.c.sequence > bindparam("after"),
        record.c.sequence <= bindparam("upto"),
    )
    .order_by(record.c.sequence)
)
_next_sequence = Prepared(
    select(func.min(record.c.sequence).label("sequence")).where(
        record.c.origin == bindparam("origin"),
        record.c.area == bindparam("area"),
        record.c.sequence > bindparam("after"),
    )
)
_subjects_of = Prepared(select(record_subject.c.subject).where(record_subject.c.position == bindparam("position")))
_bare_row = Prepared(select(bare.c.payload_digest).where(bare.c.digest == bindparam("digest")))


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that does not hold: a stable code and where, by ids and digests only."""

    code: str
    place: str


@dataclass(slots=True)
class _Link:
    """The record before: what the next one of the chain must fit."""

    sequence: int = 0
    digest: str = ""
    position: int = 0


def verify_all(connection: Connection, progress: Progress | None = None) -> list[Fault]:
    """Chains, signatures, payload digests, and the tables beside them; `progress(done, all)` is called often."""
    total = connection.execute(select(func.count()).select_from(record)).scalar_one()
    faults: list[Fault] = []
    keys = read_keys(connection)
    done = 0
    for stream in _list_streams(connection):
        link = _Link()
        for row in _rows(connection, stream):
            faults += _verify_row(connection, row, link, keys.get(row.origin, set()))
            link.sequence, link.digest, link.position = row.sequence, row.digest, row.position
            done += 1
            if progress is not None:
                progress(done, total)
        faults += _verify_head(connection, stream, link)
    return faults + _verify_orphans(connection) + _verify_subject_heads(connection)


def _list_streams(connection: Connection) -> list[Stream]:
    found = {(row.origin, row.area) for row in connection.execute(select(record.c.origin, record.c.area).distinct())}
    return sorted(found | {(row.origin, row.area) for row in connection.execute(select(stream_head))})


def _rows(connection: Connection, stream: Stream) -> Iterator[Any]:
    origin, area = stream
    after = 0
    while True:
        first = _next_sequence.scalar(connection, {"origin": origin, "area": area, "after": after})
        if first is None:
            return
        upto = first + BATCH
        yield from _batch.all(connection, {"origin": origin, "area": area, "after": first - 1, "upto": upto})
        after = upto


def _verify_row(connection: Connection, row: Any, link: _Link, keys: set[bytes]) -> list[Fault]:
    place = f"{row.origin}/{row.area}/{row.sequence}"
    codes = []
    if row.sequence != link.sequence + 1:
        codes.append("LOG-GAP")
    if row.position <= link.position:
        codes.append("LOG-ORDER")
    try:
        envelope = Envelope.from_json(orjson.loads(row.envelope))
    except ValueError:
        return [Fault(code, place) for code in (*codes, "LOG-ENVELOPE")]
    if envelope.previous != link.digest:
        codes.append("LOG-CHAIN")
    if any(getattr(row, name) != getattr(envelope, name) for name in REPEATED):
        codes.append("LOG-ROW")
    codes += _verify_record(Record(envelope, row.envelope, row.digest, row.signature, row.body, row.salt), keys)
    codes += _verify_payload(connection, row, envelope)
    here = {one.subject for one in _subjects_of.all(connection, {"position": row.position})}
    if here != set(envelope.subjects):
        codes.append("LOG-SUBJECTS")
    return [Fault(code, place) for code in codes]


def _verify_record(one: Record, keys: set[bytes]) -> list[str]:
    if not keys:
        return ["LOG-KEY"]
    failed = ""
    for key in sorted(keys):
        try:
            verify(one, key)
        except ForgeryError as error:
            failed = str(error)
        else:
            return []
    return ["LOG-" + failed.upper().replace(" ", "-")]


def _verify_payload(connection: Connection, row: Any, envelope: Envelope) -> list[str]:
    """A payload is here, or a note says that it was erased or never came; never both, never neither."""
    note = _bare_row.first(connection, {"digest": row.digest})
    is_noted = note is not None and note.payload_digest is not None
    if row.body is not None:
        return ["LOG-PAYLOAD-NOTED"] if is_noted else []
    kind = KINDS.get(envelope.kind)
    may_lack = kind is None or kind.is_erasable
    return [] if is_noted and may_lack else ["LOG-PAYLOAD-MISSING"]


def _verify_head(connection: Connection, stream: Stream, link: _Link) -> list[Fault]:
    """A row cut off the end of a chain shows only here: the head still names it."""
    where = (stream_head.c.origin == stream[0]) & (stream_head.c.area == stream[1])
    row = connection.execute(select(stream_head).where(where)).first()
    is_same = row is not None and (row.sequence, row.digest) == (link.sequence, link.digest)
    return [] if is_same else [Fault("LOG-HEAD", f"{stream[0]}/{stream[1]}/{link.sequence}")]


def _verify_orphans(connection: Connection) -> list[Fault]:
    """Payloads and subjects of records that are not here: rows of the log itself were removed."""
    of_payload = select(payload.c.digest).where(
        ~select(record.c.digest).where(record.c.digest == payload.c.digest).exists()
    )
    of_subject = (
        select(record_subject.c.position)
        .where(~select(record.c.position).where(record.c.position == record_subject.c.position).exists())
        .distinct()
    )
    faults = [Fault("LOG-PAYLOAD-ORPHAN", digest) for digest in connection.execute(of_payload).scalars()]
    return faults + [Fault("LOG-SUBJECT-ORPHAN", str(one)) for one in connection.execute(of_subject).scalars()]


def _verify_subject_heads(connection: Connection) -> list[Fault]:
    """The heads an author is shown are those the links say, subject by subject."""
    faults: list[Fault] = []
    for subject in _list_subjects(connection):
        here = set(connection.execute(select(subject_head.c.digest).where(subject_head.c.subject == subject)).scalars())
        if here != _heads_by_links(connection, subject):
            faults.append(Fault("LOG-SUBJECT-HEAD", subject))
    return faults


def _list_subjects(connection: Connection) -> Iterator[str]:
    after = ""
    while True:
        query = select(record_subject.c.subject).where(record_subject.c.subject > after).distinct()
        found = connection.execute(query.order_by(record_subject.c.subject).limit(BATCH)).scalars().all()
        if not found:
            return
        yield from found
        after = found[-1]


def _heads_by_links(connection: Connection, subject: str) -> set[str]:
    query = (
        select(record.c.digest, record.c.envelope)
        .join(record_subject, record_subject.c.position == record.c.position)
        .where(record_subject.c.subject == subject)
    )
    digests: set[str] = set()
    followed: set[str] = set()
    for row in connection.execute(query):
        digests.add(row.digest)
        try:
            followed.update(orjson.loads(row.envelope)["follows"].get(subject, ()))
        except (ValueError, KeyError, AttributeError, TypeError):
            continue  # said as LOG-ENVELOPE where its chain was looked at
    return digests - followed
