"""Records of other nodes: what is not authentic is refused, what has a gap before it waits, all else is stored."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import orjson
from sqlalchemy import Connection, bindparam, select

from sync.records.envelope import ForgeryError, Record, StreamHead, verify
from sync.records.kinds import KINDS, SHARED

from . import erasing, parking
from .append import store
from .prepared import Prepared
from .read import Found
from .tables import payload, record, record_subject, stream_head

MAX_ENVELOPE_BYTES = 64 * 1024
MAX_PAYLOAD_BYTES = 32 * 1024 * 1024
MAX_LENGTHS = {"origin": 36, "area": 40, "kind": 40, "key": 200, "payload_digest": 64}
MAX_SUBJECT_LENGTH = 64
LAST_CLOCK = 253_402_300_799_999_999  # the last microsecond of the year 9999
# What nobody has vouched for yet is kept only so far: the sender still has it and sends it again.
MAX_PARKED = 100_000

_head = Prepared(
    select(stream_head.c.sequence, stream_head.c.digest, stream_head.c.clock)
    .where(stream_head.c.origin == bindparam("origin"), stream_head.c.area == bindparam("area"))
    .with_for_update()
)
_at = Prepared(
    select(record.c.digest).where(
        record.c.origin == bindparam("origin"),
        record.c.area == bindparam("area"),
        record.c.sequence == bindparam("sequence"),
    )
)
_envelopes = Prepared(
    select(record.c.envelope)
    .join(record_subject, record_subject.c.position == record.c.position)
    .where(record_subject.c.subject == bindparam("subject"))
)


@dataclass(slots=True)
class Received:
    """What a batch did.

    `stored` are new records in the order they were taken in, to be projected; `filled` had been here without payload;
    `erased` lost their payload (given here for the last time); `refused` are (digest, why); `deferred` found no room.
    """

    stored: list[Found] = field(default_factory=list)
    filled: list[Record] = field(default_factory=list)
    erased: list[Record] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)
    known_count: int = 0
    parked_count: int = 0
    deferred_count: int = 0


def receive(
    connection: Connection, records: Iterable[Record], now_us: int, parents: Mapping[str, str | None] | None = None
) -> Received:
    """Take in records in any order, any number of times, in the caller's transaction. `parents`: the register of areas.

    Only forgeries are refused; whether a record counts is the fold's business. Erasures that count are carried out.
    """
    taking = _Taking(connection, now_us)
    for one in records:
        taking.take(one)
    result = taking.result
    if any(found.record.envelope.kind == "erased" or _is_shared(found.record) for found in result.stored):
        result.erased += erasing.apply_erasures(connection, parents or {})
    return result


def adopt_genesis(connection: Connection, genesis: Record, now_us: int) -> Found:
    """Take the province's founding record as the root of trust; a log has one and never another.

    What hands it over (an enrolment sheet, a stick) must be trusted; everything else is verified from here on.
    """
    key = _read_founding(genesis)
    known = {node_id for node_id, _key in _list_keys(connection, ("node.founded",))}
    if known - {genesis.envelope.origin}:
        raise ForgeryError("foreign genesis")
    taking = _Taking(connection, now_us)
    taking.keys.setdefault(genesis.envelope.origin, set()).add(key)
    taking.take(genesis, is_genesis=True)
    if taking.result.refused:
        raise ForgeryError(taking.result.refused[0][1])
    return taking.result.stored[0] if taking.result.stored else Found(genesis, 0, now_us)


class _Taking:
    """One batch on its way into the log."""

    def __init__(self, connection: Connection, now_us: int) -> None:
        self._connection = connection
        self._now_us = now_us
        self.result = Received()
        self.keys = read_keys(connection)

    def take(self, one: Record, *, is_genesis: bool = False) -> None:
        """One record, and whatever waited for it."""
        waiting = [one]
        while waiting:
            fresh = self._take_one(waiting.pop(0), is_genesis=is_genesis)
            waiting += fresh

    def _take_one(self, one: Record, *, is_genesis: bool) -> list[Record]:
        try:
            _check_size(one)
            return self._place(one, is_genesis=is_genesis)
        except ForgeryError as error:
            self.result.refused.append((one.digest, str(error)))
            return []

    def _place(self, one: Record, *, is_genesis: bool) -> list[Record]:
        envelope = one.envelope
        keys = self.keys.get(envelope.origin)
        if keys is None:
            self._park(one)
            return []
        _verify_any(one, keys)
        if envelope.kind == "node.founded" and not is_genesis and not self._is_here(one):
            raise ForgeryError("foreign genesis")
        row = _head.first(self._connection, {"origin": envelope.origin, "area": envelope.area})
        head = StreamHead() if row is None else StreamHead(row.sequence, row.digest, row.clock)
        if envelope.sequence > head.sequence + 1:
            self._park(one)
            return []
        if envelope.sequence <= head.sequence:
            self._meet_again(one)
            return []
        if envelope.previous != head.digest:
            raise ForgeryError("chain")
        return self._store(one, head)

    def _store(self, one: Record, head: StreamHead) -> list[Record]:
        kept, dropped = erasing.on_arrival(self._connection, one)
        position = store(self._connection, kept, head, self._now_us, self._followed(kept))
        self.result.stored.append(Found(kept, position, self._now_us))
        self.result.erased += dropped
        envelope = one.envelope
        ready = parking.take_ready(self._connection, envelope.origin, envelope.area, envelope.sequence + 1)
        self.result.parked_count -= len(ready)
        return ready + self._learn_key(one)

    def _learn_key(self, one: Record) -> list[Record]:
        """An enrolment brings a key: what waited for it can be read now."""
        if one.envelope.kind != "node.enrolled" or one.payload is None:
            return []
        found = read_key(one.payload)
        if found is None:
            return []
        node_id, key = found
        self.keys.setdefault(node_id, set()).add(key)
        ready: list[Record] = []
        for area in parking.waiting_streams(self._connection, node_id):
            row = _head.first(self._connection, {"origin": node_id, "area": area})
            ready += parking.take_ready(self._connection, node_id, area, 1 if row is None else row.sequence + 1)
        self.result.parked_count -= len(ready)
        return ready

    def _meet_again(self, one: Record) -> None:
        """Here already; or two records claim one place: a node restored under its old id, or a thief."""
        if not self._is_here(one):
            raise ForgeryError("fork")
        self.result.known_count += 1
        if erasing.fill(self._connection, one):
            self.result.filled.append(one)

    def _is_here(self, one: Record) -> bool:
        envelope = one.envelope
        place = {"origin": envelope.origin, "area": envelope.area, "sequence": envelope.sequence}
        return bool(_at.scalar(self._connection, place) == one.digest)

    def _followed(self, one: Record) -> list[str]:
        """Subjects of which a record that follows this one came first."""
        found = []
        for subject in dict.fromkeys(one.envelope.subjects):
            rows = _envelopes.all(self._connection, {"subject": subject})
            links = (orjson.loads(row.envelope)["follows"].get(subject, ()) for row in rows)
            if any(one.digest in digests for digests in links):
                found.append(subject)
        return found

    def _park(self, one: Record) -> None:
        if hashlib.sha256(one.envelope_bytes).hexdigest() != one.digest:
            raise ForgeryError("digest")
        if one.envelope.to_bytes() != one.envelope_bytes:
            raise ForgeryError("canonical form")
        if parking.count_parked(self._connection) >= MAX_PARKED:
            self.result.deferred_count += 1
        elif parking.park(self._connection, one, self._now_us):
            self.result.parked_count += 1
        else:
            self.result.known_count += 1


def _check_size(one: Record) -> None:
    """What no log can hold, whatever the database: too large, text longer than its column, a clock beyond all years."""
    envelope = one.envelope
    texts = [(getattr(envelope, name), most) for name, most in MAX_LENGTHS.items()]
    texts += [(subject, MAX_SUBJECT_LENGTH) for subject in envelope.subjects]
    is_large = len(one.envelope_bytes) > MAX_ENVELOPE_BYTES or len(one.payload or b"") > MAX_PAYLOAD_BYTES
    is_dated = 0 <= envelope.clock <= LAST_CLOCK and 0 < envelope.sequence <= LAST_CLOCK
    if is_large or not is_dated or any(len(text) > most or "\x00" in text for text, most in texts):
        raise ForgeryError("size")


def _verify_any(one: Record, keys: Iterable[bytes]) -> None:
    """Authentic under a key somebody enrolled for this id; which enrolment counts is the fold's business."""
    failed: ForgeryError | None = None
    for key in sorted(keys):
        try:
            verify(one, key)
        except ForgeryError as error:
            failed = error
        else:
            break
    else:
        raise failed or ForgeryError("signature")
    kind = KINDS.get(one.envelope.kind)
    if one.payload is None and kind is not None and not kind.is_erasable:
        raise ForgeryError("payload missing")


def _is_shared(one: Record) -> bool:
    return one.envelope.area == SHARED


def read_keys(connection: Connection) -> dict[str, set[bytes]]:
    """Every key that a founding or an enrolment here names, by node."""
    keys: dict[str, set[bytes]] = {}
    for node_id, key in _list_keys(connection, ("node.founded", "node.enrolled")):
        keys.setdefault(node_id, set()).add(key)
    return keys


def _list_keys(connection: Connection, kinds: tuple[str, ...]) -> list[tuple[str, bytes]]:
    query = (
        select(payload.c.body)
        .select_from(stream_head)
        .join(record, (record.c.origin == stream_head.c.origin) & (record.c.area == stream_head.c.area))
        .join(payload, payload.c.digest == record.c.digest)
        .where(stream_head.c.area == SHARED, record.c.kind.in_(kinds))
        .order_by(record.c.position)
    )
    found = [read_key(body) for body in connection.execute(query).scalars()]
    return [one for one in found if one is not None]


def _read_founding(genesis: Record) -> bytes:
    envelope = genesis.envelope
    is_first = envelope.kind == "node.founded" and envelope.area == SHARED and envelope.sequence == 1
    if not is_first or genesis.payload is None:
        raise ForgeryError("no genesis")
    found = read_key(genesis.payload)
    if found is None or found[0] != envelope.origin:
        raise ForgeryError("no genesis")
    return found[1]


def read_key(body: bytes) -> tuple[str, bytes] | None:
    """(node id, public key) of a founding or enrolment; None where it names none: it then vouches for nobody."""
    try:
        value = orjson.loads(body)
        return str(value["node_id"]), bytes.fromhex(value["public_key"])
    except (KeyError, TypeError, ValueError):
        return None
