"""The file of a backup: one readable line that says who can open it, then everything else sealed in one stream.

Inside the stream: entries, each a name and content in chunks, both with their length before them (big-endian, 4 bytes);
a chunk of length 0 ends an entry, a name of length 0 ends the backup. What is cut off or changed does not open.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

import orjson
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from server.errors import Problem
from server.store.blobs import sync_folder
from server.store.sealing import open_stream, seal_stream
from server.telling import tell

FORMAT = "rasoat-backup/1"
LONGEST_HEADER = 65_536
LONGEST_CHUNK = 1 << 20
LONGEST_NAME = 500
Entry = tuple[str, Iterable[bytes]]


def write_container(path: Path, header: dict[str, Any], data_key: bytes, entries: Iterable[Entry]) -> None:
    """Write and sync a backup under a name of its own, then give it `path`: a half-written one never looks whole."""
    waiting = path.with_name(f"{path.name}.part")
    descriptor = os.open(waiting, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(json.dumps({"format": FORMAT, **header}).encode() + b"\n")
            seal_stream(_frames(entries), file, AESGCM(data_key))
            file.flush()
            os.fsync(file.fileno())
        waiting.replace(path)
    except BaseException as error:
        waiting.unlink(missing_ok=True)
        if isinstance(error, OSError):
            told = tell("Không ghi được bản sao lưu ({value}).", value=error.strerror or type(error).__name__)
            raise Problem(
                "BACK-002", 503, told, tell("Chọn ổ đĩa khác hoặc giải phóng chỗ, rồi sao lưu lại.")
            ) from error
        raise
    sync_folder(path.parent)


def read_header(path: Path) -> dict[str, Any]:
    """The readable line; Problem BACK-003 where the file is no backup."""
    try:
        with path.open("rb") as file:
            header = orjson.loads(file.readline(LONGEST_HEADER))
    except (OSError, ValueError) as error:
        raise _no_backup(path) from error
    if not isinstance(header, dict) or header.get("format") != FORMAT:
        raise _no_backup(path)
    return header


def read_entries(path: Path, data_key: bytes) -> Iterator[tuple[str, Iterator[bytes]]]:
    """Each entry's name and content, in order; the content must be read before the next entry is asked for."""
    with path.open("rb") as file:
        file.readline(LONGEST_HEADER)
        reader = _Reader(file, AESGCM(data_key), path.name)
        while name := reader.take(reader.length(LONGEST_NAME)):
            yield name.decode(), reader.chunks()
        reader.end()


def damaged(name: str) -> Problem:
    """A backup that cannot be used."""
    told = tell("Bản sao lưu {name} bị hỏng hoặc bị cắt ngắn.", name=name)
    return Problem(
        "BACK-004", 500, told, tell("Dùng bản sao lưu trước đó; kiểm tra ổ đĩa chứa các bản sao lưu."), lost=True
    )


class _Reader:
    """Takes lengths and bytes off the sealed stream; whatever is not as it was written is told as damage."""

    def __init__(self, file: BinaryIO, cipher: AESGCM, name: str) -> None:
        self._pieces = open_stream(file, cipher)
        self._pending = bytearray()
        self._name = name

    def take(self, count: int) -> bytes:
        while len(self._pending) < count:
            piece = self._next()
            if piece is None:
                raise damaged(self._name)
            self._pending += piece
        taken = bytes(self._pending[:count])
        del self._pending[:count]
        return taken

    def length(self, most: int) -> int:
        found = int.from_bytes(self.take(4), "big")
        if found > most:
            raise damaged(self._name)
        return found

    def chunks(self) -> Iterator[bytes]:
        while size := self.length(LONGEST_CHUNK):
            yield self.take(size)

    def end(self) -> None:
        """Nothing may follow: the last piece must be read to know that it is the last."""
        if self._pending or self._next():
            raise damaged(self._name)

    def _next(self) -> bytes | None:
        try:
            return next(self._pieces, None)
        except InvalidTag as error:
            raise damaged(self._name) from error


def _frames(entries: Iterable[Entry]) -> Iterator[bytes]:
    for name, content in entries:
        encoded = name.encode()
        yield len(encoded).to_bytes(4, "big") + encoded
        for chunk in content:
            for start in range(0, len(chunk), LONGEST_CHUNK):
                part = chunk[start : start + LONGEST_CHUNK]
                yield len(part).to_bytes(4, "big")
                yield bytes(part)
        yield bytes(4)
    yield bytes(4)


def _no_backup(path: Path) -> Problem:
    return Problem(
        "BACK-003",
        400,
        tell("{name} không phải bản sao lưu của Rà Soát.", name=path.name),
        tell("Chọn tệp có đuôi .rasoat."),
    )
