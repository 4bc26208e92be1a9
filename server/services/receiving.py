"""Records of other nodes into this one: the log takes what is authentic, the tables what can be read of it.

The caller has the records from a bundle or a peer; in any order, any number of times.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, select

from server.services.node import Node
from server.services.people_grants import read_parents
from server.services.projection import replay, retry_stuck
from server.services.projection.erasing import carry_out_received
from server.services.projection.replaying import STUCK, this_release
from server.store import jobs
from server.store.purging import overwrite_deleted
from server.store.types import to_microseconds
from server.store.writer import Unit
from sync.log import Found, Received, get_record, receive
from sync.records import Record

from .ingest.taking import PENDING_JOB


def receive_records(node: Node, records: Iterable[Record]) -> Received:
    """Take records in and project them, in one transaction. What cannot be projected is kept and listed as stuck.

    Only what is not authentic is refused (`Received.refused`).
    """
    given = list(records)

    def operation(unit: Unit) -> Received:
        connection = unit.connection
        with overwrite_deleted(connection):
            received = receive(connection, given, to_microseconds(node.now()), read_parents(connection))
            _project(node, unit, received)
        return received

    return node.writer.write(operation)


def retry_after_upgrade(node: Node) -> None:
    """What an earlier release could not read is tried by this one; costs one look where nothing is stuck."""
    older = select(STUCK.c.record_digest).where(STUCK.c.release != this_release()).limit(1)
    if node.read(lambda connection: connection.execute(older).first()) is not None:
        node.writer.write(lambda unit: retry_stuck(unit.connection, node))


def _project(node: Node, unit: Unit, received: Received) -> None:
    connection = unit.connection
    # An erasure in the same batch has taken payloads that are still in memory here.
    found = [one if not received.erased else _as_stored(connection, one) for one in received.stored]
    left = replay(connection, node, found)
    carry_out_received(connection, node, received.erased, node.now())
    for one in left:
        if one.record.envelope.kind == "submission.received":
            jobs.enqueue(connection, PENDING_JOB, {"instance_id": one.record.envelope.key}, node.now())
    if found or received.filled:
        retry_stuck(connection, node, is_all=False)


def _as_stored(connection: Connection, found: Found) -> Found:
    return get_record(connection, found.record.digest) or found


__all__ = ["receive_records", "retry_after_upgrade"]
