"""`rasoat verify`: is everything the node vouches for still there and unchanged? Reads only."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from sqlalchemy import Connection, func, select

from server.errors import Problem
from server.services.node import Node
from server.store.tables import Attachment, StuckRecord, Submission
from sync.log.read import Found, read_all
from sync.log.receiving import read_key
from sync.log.tables import record, stream_head
from sync.records import verify as verify_record
from sync.records.envelope import ForgeryError

# (done, all): called often, must be cheap.
Progress = Callable[[int, int], None]
FOUNDING = ("node.founded", "node.enrolled")


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that does not hold: a stable code and where, by ids and digests only."""

    code: str
    place: str


@dataclass(slots=True)
class Verified:
    """What was looked at and what did not hold."""

    record_count: int = 0
    blob_count: int = 0
    faults: list[Fault] = field(default_factory=list)


@dataclass(slots=True)
class _Chain:
    sequence: int = 0
    digest: str = ""


def verify_node(node: Node, progress: Progress) -> Verified:
    """Chains, signatures and payload digests of every record, every media file, and the tables against the log."""
    result = Verified()
    with node.engines.read.connect() as connection, connection.begin():
        record_count = connection.execute(select(func.count()).select_from(record)).scalar_one()
        blobs = _needed_blobs(connection)
        total = record_count + len(blobs)
        result.faults += _verify_log(connection, lambda done: progress(done, total))
        result.faults += _verify_submissions(connection)
    result.record_count, result.blob_count = record_count, len(blobs)
    for number, sha256 in enumerate(blobs, start=1):
        result.faults += _verify_blob(node, sha256)
        progress(record_count + number, total)
    return result


def _verify_log(connection: Connection, progress: Callable[[int], None]) -> list[Fault]:
    faults: list[Fault] = []
    chains: dict[tuple[str, str], _Chain] = {}
    keys: dict[str, set[bytes]] = {}
    for number, found in enumerate(_in_chain_order(connection), start=1):
        faults += _verify_link(found, chains.setdefault(found.record.envelope.stream, _Chain()))
        _learn_key(found, keys)
        faults += _verify_one(found, keys.get(found.record.envelope.origin))
        progress(number)
    return faults + _verify_heads(connection, chains)


def _in_chain_order(connection: Connection) -> Iterator[Found]:
    """Arrival order: a chain's records arrive in their order, and a node's key before what it signed."""
    return read_all(connection)


def _verify_link(found: Found, chain: _Chain) -> list[Fault]:
    envelope = found.record.envelope
    place = f"{envelope.origin}/{envelope.area}/{envelope.sequence}"
    faults = []
    if envelope.sequence != chain.sequence + 1:
        faults.append(Fault("LOG-GAP", place))
    if envelope.previous != chain.digest:
        faults.append(Fault("LOG-CHAIN", place))
    chain.sequence, chain.digest = envelope.sequence, found.record.digest
    return faults


def _learn_key(found: Found, keys: dict[str, set[bytes]]) -> None:
    if found.record.envelope.kind in FOUNDING and found.record.payload is not None:
        named = read_key(found.record.payload)
        if named is not None:
            keys.setdefault(named[0], set()).add(named[1])


def _verify_one(found: Found, keys: set[bytes] | None) -> list[Fault]:
    """Authentic under a key somebody enrolled for its node, as where it was taken in (`sync.log.receiving`)."""
    if not keys:
        return [Fault("LOG-KEY", found.record.digest)]
    faults = []
    for public in sorted(keys):
        try:
            verify_record(found.record, public)
        except ForgeryError as error:
            faults.append(Fault(f"LOG-{str(error).upper().replace(' ', '-')}", found.record.digest))
        else:
            return []
    return faults[-1:]


def _verify_heads(connection: Connection, chains: dict[tuple[str, str], _Chain]) -> list[Fault]:
    """A row cut off the end of a chain shows only here: the head still names it."""
    faults = []
    for row in connection.execute(select(stream_head)):
        chain = chains.pop((row.origin, row.area), _Chain())
        if (row.sequence, row.digest) != (chain.sequence, chain.digest):
            faults.append(Fault("LOG-HEAD", f"{row.origin}/{row.area}/{row.sequence}"))
    return faults + [Fault("LOG-HEAD", f"{origin}/{area}/-") for origin, area in chains]


def _verify_submissions(connection: Connection) -> list[Fault]:
    """Every submission in the log has its row or is listed as stuck, every row its record: nothing is invisible."""
    stuck = select(StuckRecord.record_digest)
    forms = select(record.c.key).where(record.c.kind == "submission.received", record.c.digest.not_in(stuck))
    logged = set(connection.execute(forms).scalars())
    shown = set(connection.execute(select(Submission.instance_id)).scalars())
    missing = [Fault("TABLE-MISSING", one) for one in sorted(logged - shown)]
    return missing + [Fault("TABLE-EXTRA", one) for one in sorted(shown - logged)]


def _needed_blobs(connection: Connection) -> list[str]:
    query = select(Attachment.sha256).where(Attachment.sha256.is_not(None)).distinct().order_by(Attachment.sha256)
    return [str(one) for one in connection.execute(query).scalars()]


def _verify_blob(node: Node, sha256: str) -> list[Fault]:
    digest = hashlib.sha256()
    try:
        for piece in node.blobs.stream(sha256):
            digest.update(piece)
    except Problem as problem:
        return [Fault(problem.code, sha256)]
    return []
