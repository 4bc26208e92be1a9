"""The list of erasures that goes with backups: a node restored from an older one destroys again what went since.

It holds the signed `erased` records as they are: ids, digests and results, nothing a person answered.
"""

from __future__ import annotations

import base64
import hashlib
import json
import logging
from pathlib import Path
from typing import Any

import orjson
from sqlalchemy import Connection, select

from server.errors import Problem
from server.services.node import Node
from server.store.blobs import sync_file
from server.store.purging import overwrite_deleted
from server.store.tables import Erasure, NodeSetting
from server.store.writer import Unit
from server.telling import tell
from sync.log import get_record
from sync.log.receiving import read_keys
from sync.records import Draft, Record, verify
from sync.records.envelope import Envelope, ForgeryError
from sync.records.erasures import named_digests, stand_ins

from .redacting import redact_again

LOG = logging.getLogger("rasoat.erasure")
SUFFIX = "-huy.json"
FORMAT = 1


def write_ledger(node: Node, folder: Path) -> Path:
    """Write every erasure carried out here into a folder; the file there takes its place whole."""
    entries = node.read(_list_records)
    path = folder / f"{str(node.settings['node_id'])[:8]}{SUFFIX}"
    waiting = path.with_suffix(".tmp")
    waiting.write_text(json.dumps({"format": FORMAT, "records": entries}), "utf-8")
    sync_file(waiting)
    waiting.replace(path)
    return path


def write_beside(node: Node, folder: Path) -> None:
    """The list into a folder of backups, once there is anything in it."""
    if node.read(lambda connection: connection.execute(select(Erasure.record_digest).limit(1)).first()) is not None:
        write_ledger(node, folder)


def write_beside_backups(node: Node) -> None:
    """Where the newest backup was written, if that place is there now: a disk that is unplugged gets it next time."""
    found = node.read(lambda c: c.execute(select(NodeSetting.value).where(NodeSetting.name == "last_backup")).scalar())
    folder = Path(found["value"]["folder"]) if found is not None and found["value"].get("folder") else None
    if folder is None or not folder.is_dir():
        return
    try:
        write_ledger(node, folder)
    except OSError:
        LOG.exception("the list of erasures could not be written beside the backups")


def reapply_beside(node: Node, folder: Path) -> int:
    """Every list in a folder; returns how many erasures were carried out again."""
    return sum(reapply(node, path) for path in sorted(folder.glob(f"*{SUFFIX}")))


def reapply(node: Node, path: Path) -> int:
    """Carry out again what a list says and this node does not know; returns how many erasures that were.

    Problem ERAS-013 where the file is no such list, or names what no node of this province has signed.
    """
    try:
        read = orjson.loads(path.read_bytes())
        records = [_read(one) for one in read["records"]] if read["format"] == FORMAT else None
    except (KeyError, TypeError, ValueError) as error:
        raise _no_list(path) from error
    if records is None:
        raise _no_list(path)
    keys = node.read(read_keys)
    return sum(_again(node, path, one, keys.get(one.envelope.origin, set())) for one in records)


def _again(node: Node, path: Path, one: Record, keys: set[bytes]) -> int:
    if not any(_is_signed(one, key) for key in keys):
        raise _no_list(path)

    def operation(unit: Unit) -> int:
        connection = unit.connection
        named = [get_record(connection, digest) for digest in named_digests(one)]
        is_here = any(found is not None and found.record.payload is not None for found in named)
        if not is_here or get_record(connection, one.digest) is not None:
            return 0
        envelope = one.envelope
        payload = orjson.loads(one.payload or b"{}")
        with overwrite_deleted(connection):
            if stand_ins(one):
                # The list has ids only: what is left of a record is made again of what the backup has.
                payload["stand_ins"] = redact_again(node, unit, envelope.actor, stand_ins(one))
            node.record(unit, Draft(envelope.area, "erased", envelope.subjects, envelope.actor, payload))
        return 1

    return node.writer.write(operation)


def _is_signed(one: Record, key: bytes) -> bool:
    try:
        verify(one, key)
    except ForgeryError:
        return False
    return one.envelope.kind == "erased"


def _list_records(connection: Connection) -> list[dict[str, str]]:
    digests = connection.execute(select(Erasure.record_digest).order_by(Erasure.erased_at, Erasure.record_digest))
    found = [get_record(connection, one) for one in digests.scalars()]
    return [_say(one.record) for one in found if one is not None]


def _say(one: Record) -> dict[str, str]:
    return {
        "envelope": one.envelope_bytes.decode(),
        "signature": _base64(one.signature),
        "payload": _base64(one.payload or b""),
        "salt": _base64(one.salt or b""),
    }


def _read(said: Any) -> Record:
    text = str(said["envelope"])
    body, salt = (base64.b64decode(said[name], validate=True) for name in ("payload", "salt"))
    envelope = Envelope.from_json(orjson.loads(text))
    signature = base64.b64decode(said["signature"], validate=True)
    return Record(envelope, text.encode(), _sha256(text), signature, body, salt)


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _base64(content: bytes) -> str:
    return base64.b64encode(content).decode()


def _no_list(path: Path) -> Problem:
    told = tell("Tệp {name} không phải danh sách hủy do máy chủ của tỉnh này ghi.", name=path.name)
    return Problem("ERAS-013", 422, told, tell("Dùng đúng tệp đã được ghi cạnh bản sao lưu."))


__all__ = ["reapply", "reapply_beside", "write_beside", "write_beside_backups", "write_ledger"]
