"""Bring a node's tables to this release with Alembic, on the connection of its own engine.

An embedded node's file is copied first: an upgrade that goes wrong costs a rename, not a commune's data.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, inspect, text

from server.errors import Problem
from server.telling import tell

from .blobs import sync_file, sync_folder

if TYPE_CHECKING:
    from alembic.config import Config as AlembicConfig

FOLDER = Path(__file__).with_name("migrations")


def alembic_config() -> AlembicConfig:
    """Alembic's settings: only where the scripts are; the connection is handed over."""
    from alembic.config import Config as AlembicConfig

    config = AlembicConfig()
    config.set_main_option("script_location", str(FOLDER))
    config.set_main_option("path_separator", "os")
    return config


def known_revisions() -> list[str]:
    """This release's revisions, oldest first: the numbers that begin the scripts' names."""
    return sorted(path.name.split("_", 1)[0] for path in (FOLDER / "versions").glob("[0-9]*_*.py"))


def current_revision(engine: Engine) -> str | None:
    """The revision a database is at; None where it is empty."""
    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        found: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
        return found


def upgrade(engine: Engine, sqlite_path: Path | None = None, target: str = "") -> Path | None:
    """Upgrade to `target`, else the newest revision, in one transaction; returns the copy made of an embedded file.

    Alembic is loaded only where there is something to do: it takes as long as all else at a start.
    """
    known = known_revisions()
    current = current_revision(engine)
    target = target or known[-1]
    if current == target:
        return None
    unknown = next((one for one in (current, target) if one is not None and one not in known), None)
    if unknown is not None:
        raise _newer(unknown)
    copy = copy_database(engine, sqlite_path, current) if sqlite_path is not None and current is not None else None
    with engine.begin() as connection:
        run_migrations(connection, target)
    return copy


def run_migrations(connection: Connection, target: str) -> None:
    """Run the scripts up to `target` inside the caller's transaction."""
    from alembic import command

    config = alembic_config()
    config.attributes["connection"] = connection
    command.upgrade(config, target)


def copy_database(engine: Engine, path: Path, label: str) -> Path:
    """A synced copy `rasoat.db.<label>.copy` beside the file; everything in the write-ahead log is moved in first."""
    target = path.with_name(f"{path.name}.{label}.copy")
    # A checkpoint cannot run inside a transaction, and the engine begins one: hence the bare connection.
    raw = engine.raw_connection()
    try:
        raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
        shutil.copyfile(path, target)
    finally:
        raw.close()
    sync_file(target)
    sync_folder(target.parent)
    return target


def _newer(current: str) -> Problem:
    return Problem(
        "STORE-005",
        500,
        tell("Dữ liệu do bản phần mềm mới hơn tạo ra (bản {current}), bản này không đọc được.", current=current),
        tell("Cài lại đúng bản phần mềm mới hơn; dữ liệu không bị thay đổi."),
    )
