"""What a database still holds of rows that were deleted, and how it is made to let go of that (R29).

SQLite: while an erasure deletes, the bytes are overwritten (`secure_delete`); copies that earlier updates left in
free pages, and the write-ahead log, go when the file is written anew. PostgreSQL: a deleted row lies in its table until
the table is written anew. In neither case does this reach what a disk, a file system's snapshot or a backup keeps.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from sqlalchemy import Connection, Engine

from .engines import Engines
from .tables import Base

SQLITE = "sqlite"
# The log's tables of payloads, and every table made from them.
LOG_TABLES = ("record_payload", "record_parked")


@contextlib.contextmanager
def overwrite_deleted(connection: Connection) -> Iterator[None]:
    """Bytes deleted inside are overwritten with zeros in the file (SQLite)."""
    if connection.dialect.name != SQLITE:
        yield
        return
    connection.exec_driver_sql("PRAGMA secure_delete = ON")
    try:
        yield
    finally:
        connection.exec_driver_sql("PRAGMA secure_delete = OFF")


def rewrite_database(engines: Engines) -> bool:
    """Write the database anew without what was deleted; False where readers kept an old write-ahead log in use.

    Others wait meanwhile: SQLite's writers for the whole file, PostgreSQL's users for a table at a time.
    """
    if engines.write.dialect.name == SQLITE:
        return _rewrite_sqlite(engines.read)
    with engines.write.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        for name in (*LOG_TABLES, *sorted(Base.metadata.tables)):
            connection.exec_driver_sql(f'VACUUM FULL "{name}"')
        connection.exec_driver_sql("CHECKPOINT")
    return True


def _rewrite_sqlite(engine: Engine) -> bool:
    """On a connection outside any transaction; the copy it makes on the way lies in memory, as SQLCipher is built."""
    raw = engine.raw_connection()
    try:
        cursor = raw.cursor()
        cursor.execute("VACUUM")
        busy, _pages, _moved = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        cursor.close()
    finally:
        raw.close()
    return not busy
