"""Looks into files that have arrived for what photos say of themselves, beside the server's work, some at a time."""

from __future__ import annotations

import logging

from sqlalchemy import insert, select, update

from server.domain.photo_exif import HEAD_BYTES, PhotoExif, read_exif
from server.errors import Problem
from server.services.node import Node
from server.store.tables import Blob
from server.store.tables import PhotoExif as PhotoRow
from server.store.writer import Unit

LOG = logging.getLogger("rasoat.photos")
AT_ONCE = 200  # a sweep comes every few seconds: half a second's work, so that phones do not wait for it
BLOB, PHOTO = Blob.__table__, PhotoRow.__table__
# Written as the index of the few that wait is.
_waiting = select(BLOB.c.sha256).where(BLOB.c.examined_at.is_(None))


def sweep(node: Node) -> None:
    """Examine files nobody has looked into yet, `AT_ONCE` at most; the next sweep goes on."""
    waiting = list(node.read(lambda connection: connection.execute(_waiting.limit(AT_ONCE)).scalars().all()))
    if waiting:
        found = {sha256: read_exif(_read_head(node, sha256)) for sha256 in waiting}
        node.writer.write(lambda unit: _note(node, unit, found))


def _note(node: Node, unit: Unit, found: dict[str, PhotoExif | None]) -> None:
    """Keep what photos say, but for what was erased or examined while it was read here: that waits no more."""
    connection = unit.connection
    waiting = list(connection.execute(_waiting.where(BLOB.c.sha256.in_(found))).scalars())
    rows = [
        {"sha256": sha256, "taken_at": one.taken_at, "camera": one.camera}
        for sha256 in waiting
        if (one := found[sha256]) is not None
    ]
    if rows:
        connection.execute(insert(PHOTO), rows)
    connection.execute(update(BLOB).where(BLOB.c.sha256.in_(waiting)).values(examined_at=node.now()))


def _read_head(node: Node, sha256: str) -> bytes:
    """The first bytes of a file; empty where it is missing or damaged, which the doctor finds."""
    head = b""
    try:
        for piece in node.blobs.stream(sha256):
            head += piece
            if len(head) >= HEAD_BYTES:
                break
    except Problem as problem:
        LOG.warning("file %s was not examined: %s", sha256[:12], problem.code)
        return b""
    return head
