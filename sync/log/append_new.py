"""Append many records of subjects that are new here, in few statements: what an import brings, tens of thousands."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import Connection, bindparam, insert, select

from sync.records.envelope import SALT_BYTES, Draft, Record, StreamHead, seal
from sync.records.keys import NodeKey

from .append import lock_head, move_head, record_row
from .prepared import Prepared
from .tables import payload, record, record_subject, subject_head

Chains = Sequence[Sequence[Draft]]

_insert_records = Prepared(
    insert(record).values({one.name: bindparam(one.name) for one in record.c if one.name != "position"})
)
_insert_payloads = Prepared(insert(payload))
_insert_subjects = Prepared(insert(record_subject))
_insert_subject_heads = Prepared(insert(subject_head))
_positions = Prepared(
    select(record.c.digest, record.c.position).where(
        record.c.origin == bindparam("origin"),
        record.c.area == bindparam("area"),
        record.c.sequence > bindparam("after"),
        record.c.sequence <= bindparam("last"),
    )
)


def append_new(connection: Connection, node_key: NodeKey, chains: Chains, now_us: int) -> list[list[Record]]:
    """Seal and store the drafts of each chain; the log ends up as if each had been appended by itself.

    A chain is about one subject of which nothing is in the log: its first draft follows nothing, each other one the
    one before. Drafts have no key, and `knows` is filled in. ValueError where a draft is not of that kind.
    """
    before: dict[str, StreamHead] = {}
    heads: dict[str, StreamHead] = {}
    made: list[list[Record]] = []
    for chain in chains:
        sealed: list[Record] = []
        for draft in chain:
            if draft.area not in heads:
                before[draft.area] = heads[draft.area] = lock_head(connection, node_key.node_id, draft.area)
            one = _seal(draft, sealed[-1] if sealed else None, heads[draft.area], node_key, now_us)
            heads[draft.area] = StreamHead(one.envelope.sequence, one.digest, one.envelope.clock)
            sealed.append(one)
        made.append(sealed)
    _store(connection, made, now_us)
    for area, head in heads.items():
        move_head(connection, node_key.node_id, area, before[area], head)
    _store_subjects(connection, node_key.node_id, made, {area: (before[area], heads[area]) for area in heads})
    return made


def _seal(draft: Draft, previous: Record | None, head: StreamHead, node_key: NodeKey, now_us: int) -> Record:
    if draft.key or draft.knows is None or len(draft.subjects) != 1:
        raise ValueError(f"{draft.kind} cannot be appended as one of many: it has a key, or several subjects")
    follows: dict[str, tuple[str, ...]] = {} if previous is None else {draft.subjects[0]: (previous.digest,)}
    return seal(replace(draft, follows=follows), head, node_key, now_us, os.urandom(SALT_BYTES))


def _store(connection: Connection, made: Sequence[Sequence[Record]], now_us: int) -> None:
    records = [one for chain in made for one in chain]
    _insert_records.run_many(connection, [record_row(one, now_us) for one in records])
    bodies = [{"digest": one.digest, "salt": one.salt, "body": one.payload} for one in records]
    _insert_payloads.run_many(connection, bodies)


def _store_subjects(
    connection: Connection,
    origin: str,
    made: Sequence[Sequence[Record]],
    moved: dict[str, tuple[StreamHead, StreamHead]],
) -> None:
    """Which records are about whom, by the positions they were given; the last one of a chain is its subject's head."""
    positions: dict[str, int] = {}
    for area, (first, last) in moved.items():
        keys = {"origin": origin, "area": area, "after": first.sequence, "last": last.sequence}
        positions |= {row.digest: row.position for row in _positions.all(connection, keys)}
    records = [one for chain in made for one in chain]
    rows = [{"subject": one.envelope.subjects[0], "position": positions[one.digest]} for one in records]
    _insert_subjects.run_many(connection, rows)
    heads = [{"subject": chain[-1].envelope.subjects[0], "digest": chain[-1].digest} for chain in made]
    _insert_subject_heads.run_many(connection, heads)


__all__ = ["append_new"]
