"""Engines of a node: encrypted SQLite by default, PostgreSQL by URL. One for writing, one for reading.

SQLite: `isolation_level=None` and our own BEGIN, because the driver's legacy mode lets a savepoint that is the
first statement survive the outer rollback. WAL needs SQLite >= 3.51.3 (the WAL-reset corruption bug).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.pool import QueuePool

from server.errors import Problem
from server.telling import tell
from sync.log.prepared import execute_plain

SAFE_WAL_VERSION = (3, 51, 3)
READ_POOL_SIZE = 40
WRITE_CACHE_KIB = 32_768
# 16 MB: a dozen batches of forms between two checkpoints, not three. What is answered is in the WAL, synced.
CHECKPOINT_PAGES = 4_000
# Each thread's own; every commit empties it, so more would be memory without use.
READ_CACHE_KIB = 1_024


@dataclass(frozen=True, slots=True)
class Engines:
    """`write` is used by the writer alone; `read` by everything else, on connections of its own."""

    write: Engine
    read: Engine

    def dispose(self) -> None:
        """Close every pooled connection."""
        self.write.dispose()
        self.read.dispose()


def open_sqlite(path: Path, raw_key: bytes | None) -> Engines:
    """Open (or create) the node's SQLite file; `raw_key` is 32 bytes, or None for a plain file in tests."""
    if sqlcipher.sqlite_version_info < SAFE_WAL_VERSION:
        raise Problem(
            "STORE-001",
            500,
            tell(
                "SQLite {sqlite_version} có lỗi làm hỏng tệp khi ghi đồng thời.",
                sqlite_version=sqlcipher.sqlite_version,
            ),
            tell("Cài lại các thư viện theo tệp khóa: make install."),
        )
    path.parent.mkdir(parents=True, exist_ok=True)
    return Engines(
        write=_sqlite_engine(path, raw_key, begin="BEGIN IMMEDIATE", size=1, cache_kib=WRITE_CACHE_KIB),
        read=_sqlite_engine(path, raw_key, begin="BEGIN", size=READ_POOL_SIZE, cache_kib=READ_CACHE_KIB),
    )


def open_postgresql(url: str, *, pool_size: int = 16) -> Engines:
    """Open a PostgreSQL database by URL (psycopg 3)."""
    return Engines(
        write=create_engine(url, pool_size=2, max_overflow=2, pool_pre_ping=True),
        read=create_engine(url, pool_size=pool_size, max_overflow=pool_size, pool_pre_ping=True),
    )


def sqlite_connector(path: Path, raw_key: bytes | None, cache_kib: int) -> Callable[[], Any]:
    """A function that opens one configured connection; also used by Flask-SQLAlchemy's engine."""

    def connect() -> Any:
        connection = sqlcipher.connect(str(path), isolation_level=None, check_same_thread=False, timeout=30)
        cursor = connection.cursor()
        if raw_key is not None:
            # The raw key skips the costly passphrase derivation on every connection.
            cursor.execute(f"PRAGMA key = \"x'{raw_key.hex()}'\"")
            # Every page carries a MAC; SHA-256 is in the processors' instructions, the default SHA-512 is not.
            cursor.execute("PRAGMA cipher_hmac_algorithm = HMAC_SHA256")
        cursor.execute("PRAGMA journal_mode = WAL")
        cursor.execute("PRAGMA synchronous = FULL")
        cursor.execute(f"PRAGMA wal_autocheckpoint = {CHECKPOINT_PAGES}")
        cursor.execute(f"PRAGMA cache_size = -{cache_kib}")
        cursor.execute("PRAGMA foreign_keys = ON")
        cursor.close()
        return connection

    return connect


def _sqlite_engine(path: Path, raw_key: bytes | None, *, begin: str, size: int, cache_kib: int) -> Engine:
    engine = create_engine(
        "sqlite://",
        module=sqlcipher,
        creator=sqlite_connector(path, raw_key, cache_kib),
        poolclass=QueuePool,
        pool_size=size,
        max_overflow=0,
        pool_timeout=60,
    )

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        execute_plain(connection, begin)

    return engine
