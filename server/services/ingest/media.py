"""Files of a submission: into the media store before the record, then one record for each that is new."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from sqlalchemy import Connection, bindparam, insert, select

from server.services.node import Node
from server.store.tables import Attachment, Blob, ErasedFile, Submission
from server.store.writer import Unit
from sync.log.prepared import Prepared
from sync.records import Draft

from .placement import UNPLACED
from .types import Beside, SpooledFile

ATTACHMENT = Attachment.__table__
BLOB = Blob.__table__
LONGEST_NAME = 300
StoredFile = tuple[str, str, int]  # name, sha256, size
_have = Prepared(select(ATTACHMENT.c.name, ATTACHMENT.c.sha256).where(ATTACHMENT.c.instance_id == bindparam("id")))
_home = Prepared(select(Submission.area_code, Submission.case_id).where(Submission.instance_id == bindparam("id")))
_erased = Prepared(
    select(Submission.state, ErasedFile.sha256)
    .outerjoin(ErasedFile, ErasedFile.instance_id == Submission.instance_id)
    .where(Submission.instance_id == bindparam("id"))
)
_blob = Prepared(select(BLOB.c.sha256).where(BLOB.c.sha256 == bindparam("sha256")))
_insert_blob = Prepared(insert(BLOB))


def leave_out_erased(node: Node, instance_id: str, files: Sequence[SpooledFile]) -> list[SpooledFile]:
    """The files that may be stored: none of a form erased here, and none that was destroyed for it (R29)."""
    rows = node.read(lambda connection: _erased.all(connection, {"id": instance_id}))
    if any(row.state == "erased" for row in rows):
        return []
    gone = {row.sha256 for row in rows if row.sha256 is not None}
    return [one for one in files if not gone or _sha256_of(one) not in gone]


def _sha256_of(file: SpooledFile) -> str:
    with file.path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def store_files(node: Node, files: Sequence[SpooledFile]) -> tuple[StoredFile, ...]:
    """Put spooled files into the media store, synced; storing twice is one file."""
    return tuple((one.name[:LONGEST_NAME], node.blobs.put_file(one.path), one.size) for one in files)


def append_media(node: Node, unit: Unit, actor_id: str, instance_id: str, files: Sequence[StoredFile]) -> None:
    """A `media.received` record for every file that is not here yet under that name with those bytes."""
    if not files:
        return
    connection = unit.connection
    have = {row.name: row.sha256 for row in _have.all(connection, {"id": instance_id})}
    area, subjects = _find_home(connection, instance_id)
    for name, sha256, size in dict.fromkeys(files):
        if have.get(name) == sha256:
            continue
        note_blob(node, unit, sha256, size)
        payload = {"instance_id": instance_id, "name": name, "sha256": sha256, "size": size}
        node.record(unit, Draft(area, "media.received", subjects, actor_id, payload))


def append_beside(node: Node, unit: Unit, actor_id: str, instance_id: str, records: Sequence[Beside]) -> None:
    """What is told about a submission together with it, in the stream and of the case it came to."""
    if records:
        area, home = _find_home(unit.connection, instance_id)
        for one in records:
            # A form beside the review is of no case; its paper is of the case it was printed for.
            subjects = (one.payload["case_id"],) if "case_id" in one.payload else home
            node.record(unit, Draft(area, one.kind, subjects, actor_id, one.payload))


def note_blob(node: Node, unit: Unit, sha256: str, size: int) -> None:
    """That the media store holds a file."""
    if _blob.first(unit.connection, {"sha256": sha256}) is None:
        _insert_blob.run(unit.connection, {"sha256": sha256, "size": size, "stored_at": node.now()})


def _find_home(connection: Connection, instance_id: str) -> tuple[str, tuple[str, ...]]:
    """(stream area, subjects) of what is told about a submission: its case, which moves no head of the household."""
    home = _home.first(connection, {"id": instance_id})
    area = (home.area_code if home is not None else None) or UNPLACED
    return area, ((home.case_id,) if home is not None and home.case_id else ())
