"""Backups: taken while the node works, sealed, proved by restoring them; and restoring one for good.

Who can open a backup: who knows the passphrase that was in force, or holds the recovery code (`services.recovery`).
"""

from __future__ import annotations

import contextlib
import os
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import orjson
from sqlalchemy import delete, insert, text

from server.config import Config
from server.errors import Problem
from server.services.erasure.clean import compact
from server.services.erasure.ledger import reapply_beside, write_beside
from server.services.keys import Keys, recovery_public, unwrap, wrap
from server.services.node import Node
from server.services.recovery import open_with, seal_to
from server.services.verification import Fault, verify_node
from server.store.engines import open_postgresql
from server.store.tables import NodeSetting
from server.telling import joined, tell

from .container import read_header, write_container
from .restoring import check_empty, finish_restore, restore_into
from .snapshot import MANIFEST_ENTRY, Manifest, blob_entries, take_snapshot

SUFFIX = ".rasoat"
LAST_BACKUP = "last_backup"
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Secret:
    """What opens a backup: one of the two."""

    passphrase: str = ""
    recovery_code: str = ""


@dataclass(frozen=True, slots=True)
class BackedUp:
    """A backup that lies on disk; `seconds` until it was there."""

    path: Path
    size: int
    seconds: float
    manifest: Manifest
    data_key: bytes


@dataclass(frozen=True, slots=True)
class Checked:
    """What restoring a backup for trial found; no faults: it can be relied on."""

    manifest: Manifest
    blob_count: int
    faults: tuple[Fault, ...]


def back_up(node: Node, keys: Keys, passphrase: str | None, folder: Path) -> BackedUp:
    """Write a backup of the node as of now into `folder`; the node goes on working."""
    started = time.monotonic()
    data_key = os.urandom(32)
    wraps = _wraps(node.config.var, passphrase, data_key)
    folder.mkdir(parents=True, exist_ok=True)
    with take_snapshot(node, keys) as (manifest, database):
        stamp = "".join(one for one in manifest.made_at[:19] if one.isalnum())
        path = folder / f"{manifest.node_id[:8]}-{stamp}Z{SUFFIX}"
        header = {"node_id": manifest.node_id, "made_at": manifest.made_at, "wraps": wraps}

        def entries() -> Iterator[Any]:
            yield MANIFEST_ENTRY, [orjson.dumps(manifest.as_json())]
            yield from database
            yield from blob_entries(node)

        write_container(path, header, data_key, entries())
    return BackedUp(path, path.stat().st_size, time.monotonic() - started, manifest, data_key)


def note_backup(node: Node, made: BackedUp, *, is_checked: bool) -> None:
    """Remember that a backup was made (the doctor asks); beside it lies what was destroyed so far (R29)."""
    told = {"made_at": made.manifest.made_at, "is_checked": is_checked, "size": made.size}
    value = {"value": {**told, "folder": str(made.path.parent.absolute())}}
    setting = NodeSetting.__table__

    def operation(unit: Any) -> None:
        unit.connection.execute(delete(setting).where(setting.c.name == LAST_BACKUP))
        unit.connection.execute(insert(setting), {"name": LAST_BACKUP, "value": value})

    node.writer.write(operation)
    write_beside(node, made.path.parent)


def check_backup(config: Config, path: Path, data_key: bytes, progress: Progress) -> Checked:
    """Restore into a place of its own, verify every record and file, and take the place away again."""
    with _scratch(config, path.parent) as trial:
        node, manifest, _keys = restore_into(trial, path, data_key)
        try:
            found = verify_node(node, progress)
        finally:
            node.close()
    faults = list(found.faults)
    # One record more than at the mark: the new identity's enrolment.
    if found.record_count != manifest.record_count + 1:
        faults.append(Fault("BACKUP-COUNT", f"{found.record_count - 1}/{manifest.record_count}"))
    return Checked(manifest, found.blob_count, tuple(faults))


def restore(config: Config, path: Path, secret: Secret, passphrase: str | None) -> Manifest:
    """A node in an empty folder as it was at the backup's mark, its keys wrapped by `passphrase` (None: not at all).

    What was destroyed after the mark is destroyed again, by the list that lies beside the backup (R29).
    """
    check_empty(config)
    node, manifest, keys = restore_into(config, path, open_key(path, secret))
    try:
        header = read_header(path)
        public = next((one["public"] for one in header["wraps"] if one["kind"] == "recovery"), "")
        if reapply_beside(node, path.parent):
            compact(node)
        finish_restore(node, keys, passphrase, public)
    finally:
        node.close()
    return manifest


def open_key(path: Path, secret: Secret) -> bytes:
    """The data key of a backup; Problem BACK-009 where this secret is none of those that open it."""
    wraps = {one["kind"]: one for one in read_header(path)["wraps"]}
    if secret.recovery_code and "recovery" in wraps:
        return open_with(secret.recovery_code, wraps["recovery"])
    if secret.passphrase and "passphrase" in wraps:
        return unwrap(secret.passphrase, wraps["passphrase"])
    words = {"recovery": tell("mã trên tờ khôi phục"), "passphrase": tell("mật khẩu mở khóa lúc sao lưu")}
    told = joined((words[one] for one in wraps), " / ")
    raise Problem(
        "BACK-009", 409, tell("Bản sao lưu này mở bằng {told}.", told=told), tell("Nhập đúng thứ đó rồi làm lại.")
    )


def drop_old(folder: Path, node_id: str, keep: int) -> list[Path]:
    """Remove a node's backups beyond the newest `keep`; returns what was removed."""
    found = sorted(folder.glob(f"{node_id[:8]}-*{SUFFIX}"), reverse=True)
    for path in found[keep:]:
        path.unlink()
    return found[keep:]


def _wraps(var: Path, passphrase: str | None, data_key: bytes) -> list[dict[str, str]]:
    wraps = []
    if passphrase:
        wraps.append({"kind": "passphrase", **wrap(passphrase, data_key)})
    public = recovery_public(var)
    if public:
        wraps.append({"kind": "recovery", "public": public, **seal_to(public, data_key)})
    if not wraps:
        told = tell("Chưa có gì để mở bản sao lưu: nút tự mở khóa và chưa có tờ khôi phục.")
        raise Problem("BACK-001", 409, told, tell("Chạy rasoat keys recovery, in tờ khôi phục, rồi sao lưu lại."))
    return wraps


@contextlib.contextmanager
def _scratch(config: Config, folder: Path) -> Iterator[Config]:
    """A place to restore into, gone afterwards: a folder and, on PostgreSQL, a schema of its own."""
    with tempfile.TemporaryDirectory(prefix="rasoat-check-", dir=folder) as scratch:
        trial = replace(config, var=Path(scratch) / "var")
        if config.is_embedded:
            yield trial
            return
        schema = f"check_{os.urandom(6).hex()}"
        _run(config, f'CREATE SCHEMA "{schema}"')
        try:
            sign = "&" if "?" in config.database_url else "?"
            yield replace(trial, database_url=f"{config.database_url}{sign}options=-csearch_path%3D{schema}")
        finally:
            _run(config, f'DROP SCHEMA "{schema}" CASCADE')


def _run(config: Config, statement: str) -> None:
    engines = open_postgresql(config.database_url, pool_size=1)
    try:
        with engines.write.begin() as connection:
            connection.execute(text(statement))
    finally:
        engines.dispose()


__all__ = [
    "BackedUp",
    "Checked",
    "Manifest",
    "Secret",
    "back_up",
    "check_backup",
    "drop_old",
    "note_backup",
    "open_key",
    "restore",
]
