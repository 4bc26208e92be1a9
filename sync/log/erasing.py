"""Erasure: payloads go for ever, envelopes stay, so chains and gaps still verify (R29, `sync/PROTOCOL.md`, Erasure)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, or_, select, update

from sync.records.authority import fold_authority
from sync.records.envelope import Record
from sync.records.erasures import may_erase, named_digests, stand_in_key, stand_ins, stood_in_for
from sync.records.judging import find_reason

from . import parking, read
from .prepared import Prepared
from .read import Found
from .tables import bare, parked, payload, record

_is_erased = Prepared(
    select(bare.c.digest, bare.c.payload_digest, bare.c.erased_by).where(
        bare.c.erased_by.is_not(None),
        or_(bare.c.digest == bindparam("digest"), bare.c.payload_digest == bindparam("payload_digest")),
    )
)
_carried_out = Prepared(
    select(bare.c.erased_by, bare.c.stand_in).where(
        bare.c.digest == bindparam("digest"), bare.c.erased_by.is_not(None), bare.c.payload_digest.is_not(None)
    )
)
_mark = Prepared(insert(bare))
_unmark = Prepared(delete(bare).where(bare.c.digest == bindparam("b_digest")))


def erase(connection: Connection, erasure: Record) -> list[Record]:
    """Drop the payloads a counting `erased` record names, and those of the same events; idempotent.

    Returns what it dropped, payloads included, so that the caller can fold anew and remove files used nowhere else.
    """
    dropped: list[Record] = []
    instead = stand_ins(erasure)
    for digest in named_digests(erasure):
        found = read.get_record(connection, digest)
        if found is None:
            _name(connection, digest, erasure)
        elif may_erase(erasure, found.record):
            dropped += _drop_event(connection, found, erasure, instead.get(digest))
    return dropped


def apply_erasures(connection: Connection, parents: Mapping[str, str | None]) -> list[Record]:
    """Carry out every `erased` record here that counts and has not been; returns what was dropped."""
    open_ones = _list_open(connection)
    if not open_ones:
        return []
    authority = fold_authority(read.read_shared(connection), parents)
    counting = [one for one in open_ones if find_reason(one, authority) is None]
    return [gone for one in counting for gone in erase(connection, one)]


def on_arrival(connection: Connection, one: Record) -> tuple[Record, list[Record]]:
    """What of a new record is stored, and what its arrival lets go: an erasure may have named it before it came."""
    by, stand_in = _erasing(connection, one), None
    if by:
        erasure = read.get_record(connection, by)
        stand_in = stand_ins(erasure.record).get(one.digest) if erasure is not None else None
    else:
        by = _erasing_whole(connection, stood_in_for(one))
    if not by:
        if one.payload is None:
            mark_bare(connection, one, None)
        return one, []
    mark_bare(connection, one, by, stand_in)
    return one.without_payload(), _drop_copies(connection, one, by, stand_in)


def mark_bare(connection: Connection, one: Record, erased_by: str | None, stand_in: str | None = None) -> None:
    """Note that a record stands here without its payload, why, and which record says what is left of it."""
    _unmark.run(connection, {"b_digest": one.digest})
    values = {"digest": one.digest, "payload_digest": one.envelope.payload_digest, "erased_by": erased_by}
    _mark.run(connection, {**values, "stand_in": stand_in})


def fill(connection: Connection, one: Record) -> bool:
    """Store a payload that had not come with its record; False where it is here, or erased."""
    row = connection.execute(select(bare.c.erased_by).where(bare.c.digest == one.digest)).first()
    if one.payload is None or row is None or row.erased_by is not None:
        return False
    connection.execute(insert(payload), {"digest": one.digest, "salt": one.salt, "body": one.payload})
    _unmark.run(connection, {"b_digest": one.digest})
    return True


def _erasing(connection: Connection, one: Record) -> str:
    """The digest of the `erased` record that takes this payload away, or empty."""
    keys = {"digest": one.digest, "payload_digest": one.envelope.payload_digest}
    rows = _is_erased.all(connection, keys)
    return next((str(row.erased_by) for row in rows if _takes_away(connection, row, one)), "")


def _takes_away(connection: Connection, row: Any, one: Record) -> bool:
    """Whether a note of erasure is about this record: carried out, named before it came, or of the same event."""
    if row.digest != one.digest:
        gone = read.get_record(connection, row.digest)
        return gone is not None and gone.record.envelope.event == one.envelope.event
    erasure = read.get_record(connection, row.erased_by)
    return row.payload_digest is not None or (erasure is not None and may_erase(erasure.record, one))


def _drop_event(connection: Connection, one: Found, erasure: Record, stand_in: str | None) -> list[Record]:
    """One erased whole stays so, whatever another erasure would leave of it; of two redactions the later stands."""
    row = _carried_out.first(connection, {"digest": one.record.digest})
    if row is not None and stand_in is not None and (row.stand_in is None or _is_later(connection, row, erasure)):
        return []
    before = read.read_now(connection, one).record
    mark_bare(connection, one.record, erasure.digest, stand_in)
    connection.execute(delete(payload).where(payload.c.digest == one.record.digest))
    _drop_stand_ins(connection, one.record, erasure.digest, stand_in)
    gone = [] if before.payload is None else [before]
    return gone + _drop_copies(connection, one.record, erasure.digest, stand_in)


def _is_later(connection: Connection, row: Any, erasure: Record) -> bool:
    """Whether what is in force of a record was said after, or by, this erasure."""
    other = read.get_record(connection, row.erased_by)
    return other is not None and _rank(other.record) >= _rank(erasure)


def _rank(erasure: Record) -> tuple[int, str, int]:
    return erasure.envelope.clock, erasure.envelope.origin, erasure.envelope.sequence


def _erasing_whole(connection: Connection, digest: str) -> str:
    """The digest of the `erased` record that has left nothing of this one, or empty."""
    row = _carried_out.first(connection, {"digest": digest}) if digest else None
    return "" if row is None or row.stand_in is not None else str(row.erased_by)


def _drop_stand_ins(connection: Connection, one: Record, erased_by: str, kept: str | None) -> None:
    """What other erasures put in the place of this record goes with it."""
    for each in read.find_by_key(connection, stand_in_key(one.digest)):
        named = each.record
        if named.digest != kept and named.payload is not None and named.envelope.area == one.envelope.area:
            mark_bare(connection, named, erased_by)
            connection.execute(delete(payload).where(payload.c.digest == named.digest))


def _drop_copies(connection: Connection, one: Record, erased_by: str, stand_in: str | None) -> list[Record]:
    """Other records of the same event: the same bytes under the same key."""
    envelope = one.envelope
    if not envelope.key:
        return []
    copies = [
        found.record
        for found in read.find_by_key(connection, envelope.key)
        if found.record.envelope.event == envelope.event and found.record.digest != one.digest
    ]
    for copy in copies:
        mark_bare(connection, copy, erased_by, stand_in)
        connection.execute(delete(payload).where(payload.c.digest == copy.digest))
    return [copy for copy in copies if copy.payload is not None]


def _name(connection: Connection, digest: str, erasure: Record) -> None:
    """Remember an erasure of a record that has not come; parked, it loses its payload at once if it may."""
    row = connection.execute(select(bare.c.digest).where(bare.c.digest == digest)).first()
    if row is None:
        _mark.run(connection, {"digest": digest, "payload_digest": None, "erased_by": erasure.digest})
    waiting = parking.find(connection, digest)
    if waiting is not None and may_erase(erasure, waiting):
        connection.execute(update(parked).where(parked.c.digest == digest).values(salt=None, body=None))


def _list_open(connection: Connection) -> Sequence[Record]:
    # One whose records have not come, or are of a kind this program does not know yet, stays open.
    done = select(bare.c.erased_by).where(bare.c.erased_by.is_not(None), bare.c.payload_digest.is_not(None))
    query = select(record.c.digest).where(record.c.kind == "erased", record.c.digest.not_in(done))
    digests = connection.execute(query.order_by(record.c.position)).scalars().all()
    found = [read.get_record(connection, digest) for digest in digests]
    return [one.record for one in found if one is not None]
