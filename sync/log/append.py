"""Append to the node's own streams, and store records of others once their chain is whole."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from sync.records.canonical import canonical_json
from sync.records.envelope import SALT_BYTES, Draft, Record, StreamHead, derive_salt, digest_payload, seal
from sync.records.keys import NodeKey

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
_delete_followed = Prepared(
    delete(subject_head).where(
        subject_head.c.subject == bindparam("b_subject"), subject_head.c.digest == bindparam("b_digest")
    )
)


@dataclass(frozen=True, slots=True)
class Appended:
    """`position` is this node's arrival order; `is_new` False when the same event was already here."""

    record: Record
    position: int
    is_new: bool


def append(connection: Connection, node_key: NodeKey, draft: Draft, now_us: int) -> Appended:
    """Seal `draft` as the next record of (this node, draft.area) and store it; locks that one head.

    A keyed draft whose payload digest is already in the log under the same key is one event: the record that is
    there is returned. `follows` None is filled with the subjects' heads here, `knows` None with the authority heads.
    """
    if draft.key:
        same = _find_same_event(connection, draft)
        if same is not None:
            return same
    filled = replace(
        draft,
        follows=read.subject_heads(connection, draft.subjects) if draft.follows is None else draft.follows,
        knows=read.authority_heads(connection) if draft.knows is None else draft.knows,
    )
    row = _select_head.first(connection, {"origin": node_key.node_id, "area": draft.area})
    head = StreamHead() if row is None else StreamHead(row.sequence, row.digest, row.clock)
    salt = derive_salt(draft.key) if draft.key else os.urandom(SALT_BYTES)
    sealed = seal(filled, head, node_key, now_us, salt)
    return Appended(sealed, store(connection, sealed, head, now_us), True)


def store(connection: Connection, sealed: Record, head: StreamHead, now_us: int) -> int:
    """Insert a record that follows `head` in its stream; returns its position on this node."""
    envelope = sealed.envelope
    position: int = _insert_record.scalar(
        connection,
        {
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
        },
    )
    if sealed.payload is not None and sealed.salt is not None:
        _insert_payload.run(connection, {"digest": sealed.digest, "salt": sealed.salt, "body": sealed.payload})
    _store_subjects(connection, sealed, position)
    _move_head(connection, sealed, head)
    return position


def _store_subjects(connection: Connection, sealed: Record, position: int) -> None:
    envelope = sealed.envelope
    if not envelope.subjects:
        return
    subjects = tuple(dict.fromkeys(envelope.subjects))
    _insert_subject.run_many(connection, [{"subject": one, "position": position} for one in subjects])
    followed = [
        {"b_subject": subject, "b_digest": digest}
        for subject, digests in envelope.follows.items()
        for digest in digests
    ]
    _delete_followed.run_many(connection, followed)
    _insert_subject_head.run_many(connection, [{"subject": one, "digest": sealed.digest} for one in subjects])


def _move_head(connection: Connection, sealed: Record, head: StreamHead) -> None:
    envelope = sealed.envelope
    if head.sequence == 0:
        _insert_head.run(
            connection,
            {
                "origin": envelope.origin,
                "area": envelope.area,
                "sequence": envelope.sequence,
                "digest": sealed.digest,
                "clock": envelope.clock,
            },
        )
        return
    _update_head.run(
        connection,
        {
            "b_origin": envelope.origin,
            "b_area": envelope.area,
            "b_sequence": envelope.sequence,
            "b_digest": sealed.digest,
            "b_clock": envelope.clock,
        },
    )


def _find_same_event(connection: Connection, draft: Draft) -> Appended | None:
    here = read.find_by_key(connection, draft.key)
    if not here:
        return None
    wanted = digest_payload(derive_salt(draft.key), canonical_json(draft.payload))
    for found in here:
        if found.record.envelope.payload_digest == wanted:
            return Appended(found.record, found.position, False)
    return None


__all__ = ["Appended", "append", "store"]
