"""Bring a node's tables to this release with Alembic, on the connection of its own engine.

An embedded node's file is copied first: an upgrade that goes wrong costs a rename, not a commune's data.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from alembic import command
from alembic.config import Config as AlembicConfig
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine

from server.errors import Problem

from .blobs import sync_file, sync_folder

FOLDER = Path(__file__).with_name("migrations")


def alembic_config() -> AlembicConfig:
    """Alembic's settings: only where the scripts are; the connection is handed over."""
    config = AlembicConfig()
    config.set_main_option("script_location", str(FOLDER))
    config.set_main_option("path_separator", "os")
    return config


def upgrade(engine: Engine, sqlite_path: Path | None = None) -> Path | None:
    """Upgrade to the newest revision in one transaction; returns the copy made of an embedded node's file, if any."""
    config = alembic_config()
    script = ScriptDirectory.from_config(config)
    newest = script.get_current_head()
    with engine.connect() as connection:
        current = MigrationContext.configure(connection).get_current_revision()
    if current == newest:
        return None
    _refuse_newer(script, current)
    copy = copy_database(engine, sqlite_path, current) if sqlite_path is not None and current is not None else None
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
    return copy


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


def _refuse_newer(script: ScriptDirectory, current: str | None) -> None:
    known = {one.revision for one in script.walk_revisions()}
    if current is not None and current not in known:
        raise Problem(
            "STORE-005",
            500,
            f"Dữ liệu do bản phần mềm mới hơn tạo ra (bản {current}), bản này không đọc được.",
            "Cài lại đúng bản phần mềm mới hơn; dữ liệu không bị thay đổi.",
        )
