"""One moment of a node while it goes on working: its database as of now, and every media file that moment names.

SQLite: the file is copied page by page inside one read (still encrypted). PostgreSQL: `COPY` of every table in one
transaction that sees one moment. A media file is on disk before its record commits: files are listed after.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import Table

from server.services.keys import Keys
from server.services.node import DATABASE, Node
from server.store.engines import sqlite_connector
from server.store.migrate import known_revisions
from server.store.tables import Base
from sync.log.tables import metadata as log_metadata

SQLITE_ENTRY, TABLE_ENTRY, BLOB_ENTRY, MANIFEST_ENTRY = "database.sqlite", "tables/", "blobs/", "manifest.json"
CHUNK = 1 << 18
CACHE_KIB = 4_096


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup holds. `position` and `record_count` are its mark: every record up to there is in it."""

    node_id: str
    made_at: str
    engine: str
    revision: str
    position: int
    record_count: int
    keys: str
    columns: dict[str, list[str]] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """As it lies in the backup."""
        return asdict(self)


def all_tables() -> list[Table]:
    """Every table of a node, those that others refer to first."""
    return [*log_metadata.sorted_tables, *Base.metadata.sorted_tables]


@contextlib.contextmanager
def take_snapshot(node: Node, keys: Keys) -> Iterator[tuple[Manifest, Iterator[tuple[str, Iterator[bytes]]]]]:
    """The manifest and the database's entries, valid until the block ends."""
    with _sqlite(node, keys) if node.config.is_embedded else _postgresql(node, keys) as found:
        yield found


def blob_entries(node: Node) -> Iterator[tuple[str, Iterator[bytes]]]:
    """Media files as they lie on disk, sealed; one destroyed meanwhile under an erasure is passed over."""
    for sha256 in node.blobs.list_all():
        path = node.blobs.path_of(sha256)
        with contextlib.suppress(FileNotFoundError), path.open("rb") as file:
            yield f"{BLOB_ENTRY}{sha256}", iter(lambda file=file: file.read(CHUNK), b"")  # type: ignore[misc]


@contextlib.contextmanager
def _sqlite(node: Node, keys: Keys) -> Iterator[Any]:
    copy = node.blobs.spool / f"backup-{os.urandom(8).hex()}.db"
    try:
        source = sqlite_connector(node.config.var / DATABASE, keys.database, CACHE_KIB)()
        target = sqlite_connector(copy, keys.database, CACHE_KIB)()
        try:
            source.backup(target)
            position, count = target.execute("SELECT coalesce(max(position), 0), count(*) FROM record").fetchone()
        finally:
            target.close()
            source.close()
        yield _manifest(node, keys, "sqlite", (position, count)), iter([(SQLITE_ENTRY, _chunks(copy))])
    finally:
        for path in copy.parent.glob(f"{copy.name}*"):
            path.unlink(missing_ok=True)


@contextlib.contextmanager
def _postgresql(node: Node, keys: Keys) -> Iterator[Any]:
    import psycopg  # a node on SQLite never needs it

    raw = node.engines.read.raw_connection()
    driver: Any = raw.driver_connection
    try:
        driver.rollback()
        driver.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        driver.read_only = True
        position, count = driver.execute("SELECT coalesce(max(position), 0), count(*) FROM record").fetchone()
        columns = {str(table.name): [str(one.name) for one in table.columns] for table in all_tables()}
        tables = ((f"{TABLE_ENTRY}{name}", _copy_out(driver, name, names)) for name, names in columns.items())
        yield _manifest(node, keys, "postgresql", (position, count), columns), tables
    finally:
        driver.rollback()
        driver.isolation_level = driver.read_only = None
        raw.close()


def copy_statement(name: str, columns: list[str], way: str) -> str:
    """`COPY` of a table by its columns, in binary; names come from our own metadata."""
    named = ", ".join(f'"{one}"' for one in columns)
    return f'COPY "{name}" ({named}) {way} (FORMAT BINARY)'


def _copy_out(driver: Any, name: str, columns: list[str]) -> Iterator[bytes]:
    with driver.cursor() as cursor, cursor.copy(copy_statement(name, columns, "TO STDOUT")) as copy:
        for piece in copy:
            yield bytes(piece)


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        yield from iter(lambda: file.read(CHUNK), b"")


def _manifest(
    node: Node, keys: Keys, engine: str, mark: tuple[int, int], columns: dict[str, list[str]] | None = None
) -> Manifest:
    return Manifest(
        node_id=str(node.settings["node_id"]),
        made_at=node.now().isoformat(timespec="seconds"),
        engine=engine,
        revision=known_revisions()[-1],
        position=mark[0],
        record_count=mark[1],
        keys=keys.body.hex(),
        columns=columns or {},
    )
