"""After the records: files used nowhere else, bytes that the database still holds, the list that goes with backups."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, or_, select, text, update

from server.services.node import DATABASE, Node
from server.store.purging import rewrite_database
from server.store.tables import Attachment, Blob, ErasedFile, ErasurePlan, ImportRun, PhotoExif
from server.store.writer import Unit

from .ledger import write_beside_backups

PLAN, BLOB, FILE = ErasurePlan.__table__, Blob.__table__, ErasedFile.__table__
ATTACHMENT, IMPORT, PHOTO = Attachment.__table__, ImportRun.__table__, PhotoExif.__table__
# A larger database is written anew when somebody says so, at an hour when nobody sends: others wait meanwhile, and
# SQLite's copy on the way takes as much memory as the file.
MOST_BYTES_AT_ONCE = 400_000_000
CHUNK = 200


def clean_up(node: Node, plan_id: str) -> None:
    """The end of a plan whose every record is written: runs again where it was interrupted."""
    _set(node, plan_id, "running", state="cleaning")
    remove_files(node)
    is_compact = _is_small(node) and rewrite_database(node.engines)
    _set(node, plan_id, "cleaning", state="done", ended_at=node.now(), is_compact=is_compact)
    write_beside_backups(node)


def compact(node: Node) -> bool:
    """Write the database anew whatever its size; True where nothing that was deleted is in it any more."""
    remove_files(node)
    is_compact = rewrite_database(node.engines)
    if is_compact:
        done = update(PLAN).where(PLAN.c.state == "done").values(is_compact=True)
        node.writer.write(lambda unit: unit.connection.execute(done))
    return is_compact


def remove_files(node: Node) -> int:
    """Destroy files that erasures named and nothing uses; returns how many."""
    count = 0
    while found := node.read(_list_unused):
        count += len(found)
        node.writer.write(lambda unit, found=found: _remove(node, unit, found))  # type: ignore[misc]
    return count


def _list_unused(connection: Connection) -> list[str]:
    used = or_(
        select(ATTACHMENT.c.sha256).where(ATTACHMENT.c.sha256 == BLOB.c.sha256).exists(),
        select(IMPORT.c.sha256).where(IMPORT.c.sha256 == BLOB.c.sha256).exists(),
    )
    query = select(BLOB.c.sha256).where(BLOB.c.sha256.in_(select(FILE.c.sha256)), ~used).limit(CHUNK)
    return list(connection.execute(query).scalars())


def _remove(node: Node, unit: Unit, found: list[str]) -> None:
    """Inside the writer, which alone adds files to forms: none of them can come into use meanwhile."""
    still = set(unit.connection.execute(select(ATTACHMENT.c.sha256).where(ATTACHMENT.c.sha256.in_(found))).scalars())
    for sha256 in found:
        if sha256 not in still:
            unit.connection.execute(BLOB.delete().where(BLOB.c.sha256 == sha256))
            unit.connection.execute(PHOTO.delete().where(PHOTO.c.sha256 == sha256))
            node.blobs.remove(sha256)


def _is_small(node: Node) -> bool:
    """Whether nobody waits long while the database is written anew."""
    if node.config.is_embedded:
        size = (node.config.var / DATABASE).stat().st_size
    else:
        size = node.read(lambda c: c.execute(text("SELECT pg_database_size(current_database())")).scalar_one())
    return int(size) <= MOST_BYTES_AT_ONCE


def _set(node: Node, plan_id: str, was: str, **values: Any) -> None:
    changed = update(PLAN).where(PLAN.c.plan_id == plan_id, PLAN.c.state == was).values(**values)
    node.writer.write(lambda unit: unit.connection.execute(changed))


__all__ = ["clean_up", "compact", "remove_files"]
