"""A node again from a backup, in an empty folder: its data as of the mark, under an identity of its own.

The keys are written last: an interrupted restore leaves a folder that opens as nothing and can be restored into again.
The new identity is enrolled by the old one; versions of households leap, so that no tablet holds a higher one.
"""

from __future__ import annotations

import contextlib
import os
import re
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson
from sqlalchemy import insert, select, text, update

from server.config import Config
from server.errors import Problem
from server.services.keys import KEY_FILE, Keys, save_keys
from server.services.node import DATABASE, Node, open_with_keys
from server.store.blobs import BlobStore, sync_file, sync_folder
from server.store.engines import open_postgresql
from server.store.migrate import upgrade
from server.store.tables import Grant, Household, NodeSetting, Village
from server.store.writer import Unit
from server.telling import tell
from sync.records import Draft, NodeKey

from .container import damaged, read_entries
from .snapshot import BLOB_ENTRY, MANIFEST_ENTRY, SQLITE_ENTRY, TABLE_ENTRY, Manifest, all_tables, copy_statement

# A tablet may hold any version the node served after the backup: far fewer than this (`records.md`, at the edge).
VERSION_LEAP = 1_000_000


# A name that is no digest could lead out of the folder.
MEDIA = re.compile(re.escape(BLOB_ENTRY) + "[0-9a-f]{64}")


def restore_into(config: Config, path: Path, data_key: bytes) -> tuple[Node, Manifest, Keys]:
    """Unpack a backup into an empty folder and database, open it under a new identity; its keys are not saved yet."""
    check_empty(config)
    config.var.mkdir(parents=True, exist_ok=True)
    config.var.chmod(0o700)
    manifest = _unpack(config, path, data_key)
    old = Keys.from_body(bytes.fromhex(manifest.keys))
    new = Keys(old.database, old.media, os.urandom(32))
    node = open_with_keys(config, old)
    take_over(node, new.signing, manifest)
    return node, manifest, new


def finish_restore(node: Node, keys: Keys, passphrase: str | None, recovery_public: str) -> None:
    """Write the keys: from here on the folder is a node."""
    save_keys(node.config.var, keys, passphrase, recovery_public)


def check_empty(config: Config) -> None:
    """Problem BACK-005 where a node lies in the folder already: nothing is ever restored over data."""
    if (config.var / KEY_FILE).exists():
        told = tell("Thư mục {name} đã có một máy chủ.", name=config.var.name)
        raise Problem(
            "BACK-005", 409, told, tell("Khôi phục vào thư mục khác (RASOAT_VAR), hoặc cất thư mục cũ đi nơi khác.")
        )


def take_over(node: Node, signing: bytes, manifest: Manifest) -> None:
    """A new id and signing key, enrolled by the old one: the node that was backed up may still be running somewhere."""
    old_key, new_id = node.key, str(uuid.uuid4())
    new_key = NodeKey(new_id, signing)

    def operation(unit: Unit) -> None:
        connection = unit.connection
        administrator = (
            select(Grant.actor_id)
            .where(Grant.role == "administrator", Grant.revoked_by.is_(None))
            .order_by(Grant.grant_id)
        )
        actor = connection.execute(administrator).scalars().first() or ""
        payload = {"node_id": new_id, "public_key": new_key.public.hex(), "areas": node.settings["areas"]}
        node.record(unit, Draft("shared", "node.enrolled", (new_id,), actor, payload))
        households, villages = Household.__table__, Village.__table__
        connection.execute(update(households).values(entity_version=households.c.entity_version + VERSION_LEAP))
        connection.execute(update(villages).values(change_count=villages.c.change_count + VERSION_LEAP))
        setting = NodeSetting.__table__
        connection.execute(update(setting).where(setting.c.name == "node_id").values(value={"value": new_id}))
        came = {"node_id": old_key.node_id, "made_at": manifest.made_at, "position": manifest.position}
        connection.execute(setting.delete().where(setting.c.name == "restored_from"))
        connection.execute(insert(setting), {"name": "restored_from", "value": {"value": came}})

    node.writer.write(operation)
    node.key = new_key
    node.settings["node_id"] = new_id


def _unpack(config: Config, path: Path, data_key: bytes) -> Manifest:
    """The manifest comes first, the database next, then media files: each is on disk, synced, before the next."""
    manifest: Manifest | None = None
    blobs = BlobStore(config.var, bytes(32))
    with contextlib.ExitStack() as stack:
        tables: Any = None
        for name, content in read_entries(path, data_key):
            if name == MANIFEST_ENTRY:
                manifest = _read_manifest(b"".join(content), path)
                _check_engine(config, manifest)
                tables = stack.enter_context(_filling(config, manifest)) if manifest.engine == "postgresql" else None
            elif manifest is None:
                raise damaged(path.name)
            elif name == SQLITE_ENTRY:
                _write(config.var / DATABASE, content)
            elif name.startswith(TABLE_ENTRY) and tables is not None:
                tables(name.removeprefix(TABLE_ENTRY), content)
            elif MEDIA.fullmatch(name):
                _write(blobs.path_of(name.removeprefix(BLOB_ENTRY)), content)
            else:
                raise damaged(path.name)
    if manifest is None:
        raise damaged(path.name)
    return manifest


def _read_manifest(body: bytes, path: Path) -> Manifest:
    try:
        return Manifest(**orjson.loads(body))
    except (TypeError, ValueError) as error:
        told = tell("Bản sao lưu {name} do bản phần mềm khác tạo ra, bản này không đọc được.", name=path.name)
        raise Problem(
            "BACK-006", 409, told, tell("Cài bản phần mềm đã tạo bản sao lưu, khôi phục rồi mới nâng cấp.")
        ) from error


def _check_engine(config: Config, manifest: Manifest) -> None:
    here = "sqlite" if config.is_embedded else "postgresql"
    if manifest.engine != here:
        told = tell("Bản sao lưu của nút dùng {engine}, nơi khôi phục dùng {here}.", engine=manifest.engine, here=here)
        raise Problem("BACK-007", 409, told, tell("Đặt hoặc bỏ RASOAT_DATABASE_URL cho khớp rồi khôi phục lại."))


def _write(path: Path, content: Iterator[bytes]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    for leftover in path.parent.glob(f"{path.name}-*"):  # write-ahead log of an interrupted restore
        leftover.unlink()
    waiting = path.with_name(f"{path.name}.restoring")
    with waiting.open("wb") as file:
        for chunk in content:
            file.write(chunk)
    sync_file(waiting)
    waiting.replace(path)
    sync_folder(path.parent)


@contextlib.contextmanager
def _filling(config: Config, manifest: Manifest) -> Iterator[Any]:
    """Tables made as they were at the backup's revision, then filled in one transaction."""
    engines = open_postgresql(config.database_url, pool_size=1)
    try:
        upgrade(engines.write, target=manifest.revision)
        with engines.write.begin() as connection:
            known = {table.name for table in all_tables()}
            if connection.execute(text("SELECT count(*) FROM record")).scalar_one():
                told = tell("Cơ sở dữ liệu PostgreSQL đích không trống.")
                raise Problem("BACK-008", 409, told, tell("Tạo một cơ sở dữ liệu mới, trống, rồi khôi phục vào đó."))
            driver: Any = connection.connection.driver_connection

            def fill(name: str, content: Iterator[bytes]) -> None:
                if name not in known:
                    raise Problem(
                        "BACK-006",
                        409,
                        tell("Bản này không có bảng {name}.", name=name),
                        tell("Cài bản phần mềm mới hơn."),
                    )
                statement = copy_statement(name, manifest.columns[name], "FROM STDIN")
                with driver.cursor() as cursor, cursor.copy(statement) as copy:
                    for chunk in content:
                        copy.write(chunk)

            yield fill
            _advance_sequences(connection)
    finally:
        engines.dispose()


def _advance_sequences(connection: Any) -> None:
    """Numbers given from now on follow those that came with the backup."""
    for table in all_tables():
        column = table.autoincrement_column
        if column is None:
            continue
        found = connection.execute(text(f"SELECT pg_get_serial_sequence('{table.name}', '{column.name}')")).scalar()
        if found:
            last = f'(SELECT coalesce(max("{column.name}"), 0) FROM "{table.name}")'
            connection.execute(text(f"SELECT setval('{found}', greatest({last}, 1), {last} > 0)"))
