"""Append to the node's own streams, and store records of others once their chain is whole."""

from __future__ import annotations

import os
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from sync.records.envelope import SALT_BYTES, Draft, Record, StreamHead, derive_salt, digest_payload, seal
from sync.records.keys import NodeKey
from sync.records.kinds import KINDS

from . import read
from .prepared import Prepared
from .tables import payload, record, record_subject, stream_head, subject_head

_insert_record = Prepared(
    insert(record)
    .values({one.name: bindparam(one.name) for one in record.c if one.name != "position"})
    .returning(record.c.position)
)
_insert_payload = Prepared(insert(payload))
_insert_subject = Prepared(insert(record_subject))
_insert_subject_head = Prepared(insert(subject_head))
_insert_head = Prepared(insert(stream_head))
_update_head = Prepared(
    update(stream_head)
    .where(stream_head.c.origin == bindparam("b_origin"), stream_head.c.area == bindparam("b_area"))
    .values(sequence=bindparam("b_sequence"), digest=bindparam("b_digest"), clock=bindparam("b_clock"))
)
_select_head = Prepared(
    select(stream_head.c.sequence, stream_head.c.digest, stream_head.c.clock)
    .where(stream_head.c.origin == bindparam("origin"), stream_head.c.area == bindparam("area"))
    .with_for_update()
)
_select_clock = Prepared(select(record.c.clock).where(record.c.digest == bindparam("digest")))
_delete_followed = Prepared(
    delete(subject_head).where(
        subject_head.c.subject == bindparam("b_subject"), subject_head.c.digest == bindparam("b_digest")
    )
)
_replace_followed = Prepared(
    update(subject_head)
    .where(subject_head.c.subject == bindparam("b_subject"), subject_head.c.digest == bindparam("b_digest"))
    .values(digest=bindparam("digest"))
)


@dataclass(frozen=True, slots=True)
class Appended:
    """`position` is this node's arrival order; `is_new` False when the same event was already here."""

    record: Record
    position: int
    is_new: bool


def append(
    connection: Connection, node_key: NodeKey, draft: Draft, now_us: int, predecessors: Sequence[str] = ()
) -> Appended:
    """Seal `draft` as the next record of (this node, draft.area) and store it; locks that one head.

    A keyed draft whose payload digest is already in the log under the same key is one event: the record that is
    there is returned. `follows` None is filled with the subjects' heads in the draft's area and `predecessors` (areas
    merged into it), `knows` None with the authority heads.
    """
    # The lock comes first: what another transaction appended while this one waited must be seen by the reads below.
    head = lock_head(connection, node_key.node_id, draft.area)
    if draft.key:
        same = _find_same_event(connection, draft)
        if same is not None:
            return same
    follows, clock = _fill_follows(connection, draft, predecessors)
    knows = _fill_knows(connection, draft, node_key.node_id) if draft.knows is None else draft.knows
    salt = derive_salt(draft.key) if draft.key else os.urandom(SALT_BYTES)
    after = replace(head, clock=max(head.clock, clock))
    sealed = seal(replace(draft, follows=follows, knows=knows), after, node_key, now_us, salt)
    return Appended(sealed, store(connection, sealed, head, now_us), True)


def lock_head(connection: Connection, origin: str, area: str) -> StreamHead:
    """The head of a stream, held until the transaction ends; an empty one where the stream has not begun."""
    row = _select_head.first(connection, {"origin": origin, "area": area})
    return StreamHead() if row is None else StreamHead(row.sequence, row.digest, row.clock)


def _fill_follows(
    connection: Connection, draft: Draft, predecessors: Sequence[str]
) -> tuple[dict[str, tuple[str, ...]], int]:
    """The links, and the highest clock among what they name: clocks rise along links as well as along chains."""
    if draft.follows is None:
        rows = read.list_heads(connection, draft.subjects, (draft.area, *predecessors))
        clocks = [row.clock for found in rows.values() for row in found]
        return {subject: tuple(sorted(row.digest for row in found)) for subject, found in rows.items()}, max(
            clocks, default=0
        )
    clocks = [
        _select_clock.scalar(connection, {"digest": digest}) or 0
        for digests in draft.follows.values()
        for digest in digests
    ]
    return draft.follows, max(clocks, default=0)


def _fill_knows(connection: Connection, draft: Draft, node_id: str) -> tuple[str, ...]:
    """An authority record says all its node had folded; any other what it can be judged by."""
    return read.authority_heads(connection, "" if KINDS[draft.kind].is_authority else node_id)


def store(connection: Connection, sealed: Record, head: StreamHead, now_us: int, followed: Collection[str] = ()) -> int:
    """Insert a record that follows `head` in its stream; returns its position on this node.

    `followed` are the subjects whose later records came before this one: it is no head of those.
    """
    position: int = _insert_record.scalar(connection, record_row(sealed, now_us))
    if sealed.payload is not None and sealed.salt is not None:
        _insert_payload.run(connection, {"digest": sealed.digest, "salt": sealed.salt, "body": sealed.payload})
    _store_subjects(connection, sealed, position, followed)
    envelope = sealed.envelope
    after = StreamHead(envelope.sequence, sealed.digest, envelope.clock)
    move_head(connection, envelope.origin, envelope.area, head, after)
    return position


def record_row(sealed: Record, now_us: int) -> dict[str, object]:
    """The record as its table has it, without the position it is given."""
    envelope = sealed.envelope
    return {
        "digest": sealed.digest,
        "origin": envelope.origin,
        "area": envelope.area,
        "sequence": envelope.sequence,
        "kind": envelope.kind,
        "key": envelope.key,
        "payload_digest": envelope.payload_digest,
        "clock": envelope.clock,
        "envelope": sealed.envelope_bytes,
        "signature": sealed.signature,
        "received_us": now_us,
    }


def _store_subjects(connection: Connection, sealed: Record, position: int, already: Collection[str]) -> None:
    envelope = sealed.envelope
    if not envelope.subjects:
        return
    subjects = tuple(dict.fromkeys(envelope.subjects))
    _insert_subject.run_many(connection, [{"subject": one, "position": position} for one in subjects])
    moved = [one for one in subjects if _end_heads(connection, one, sealed, is_head=one not in already)]
    _insert_subject_head.run_many(connection, [{"subject": one, "digest": sealed.digest} for one in moved])


def _end_heads(connection: Connection, subject: str, sealed: Record, *, is_head: bool) -> bool:
    """What the record follows is no head any more; whether the record is one that must be put there still.

    One head that becomes another is one statement.
    """
    followed = sealed.envelope.follows.get(subject, ())
    if is_head and len(followed) == 1:
        keys = {"b_subject": subject, "b_digest": followed[0]}
        return not _replace_followed.run(connection, {**keys, "digest": sealed.digest})
    _delete_followed.run_many(connection, [{"b_subject": subject, "b_digest": one} for one in followed])
    return is_head


def move_head(connection: Connection, origin: str, area: str, before: StreamHead, head: StreamHead) -> None:
    """The stream's head is `head` now; `before` is what it was."""
    new = {"sequence": head.sequence, "digest": head.digest, "clock": head.clock}
    if before.sequence == 0:
        _insert_head.run(connection, {"origin": origin, "area": area, **new})
        return
    _update_head.run(
        connection, {"b_origin": origin, "b_area": area, **{f"b_{name}": value for name, value in new.items()}}
    )


def _find_same_event(connection: Connection, draft: Draft) -> Appended | None:
    here = read.find_by_key(connection, draft.key)
    if not here:
        return None
    digest = digest_payload(derive_salt(draft.key), draft.to_body())
    for found in here:
        if found.record.envelope.event == (draft.kind, draft.key, digest):
            return Appended(found.record, found.position, False)
    return None


__all__ = ["Appended", "append", "lock_head", "move_head", "record_row", "store"]
