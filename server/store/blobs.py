"""Media of a node: content-addressed files under `var/blobs`, encrypted in pieces with AES-GCM under the data key.

Plain bytes never reach the disk: an upload is encrypted while it is spooled into `var/spool`, and keeping it is an
fsync and a rename. A blob's name is the SHA-256 of its plain content; two uploads of one photo are one file.

File: magic, 8 random bytes (nonce prefix), then pieces of up to 64 KiB plus tag. The nonce is prefix + piece number;
the associated data is the header and whether the piece is the last one, so pieces cannot be cut off or exchanged.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from server.errors import Problem

from .keys import fsync_folder

MAGIC = b"RSB1"
PREFIX_BYTES = 8
HEADER_BYTES = len(MAGIC) + PREFIX_BYTES
PIECE_BYTES = 64 * 1024
TAG_BYTES = 16
# Below this much free space a node takes nothing in: the database itself must still be able to write.
RESERVE_BYTES = 200 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Spooled:
    """A received file, encrypted in the spool: gone at the next start unless it is kept."""

    sha256: str
    size: int
    path: Path


class Spool:
    """Takes plain bytes in pieces and writes them encrypted; use `BlobStore.spool()`."""

    def __init__(self, path: Path, cipher: AESGCM) -> None:
        self.path = path
        self._file: BinaryIO = path.open("xb")
        self._cipher = cipher
        self._header = MAGIC + os.urandom(PREFIX_BYTES)
        self._file.write(self._header)
        self._pending = bytearray()
        self._hash = hashlib.sha256()
        self._size = 0
        self._piece_no = 0

    def write(self, chunk: bytes) -> int:
        """Add plain bytes; a full disk is Problem STORE-003."""
        self._hash.update(chunk)
        self._size += len(chunk)
        self._pending += chunk
        # One piece is always held back: only `finish` knows which one is the last.
        while len(self._pending) > PIECE_BYTES:
            self._write_piece(bytes(self._pending[:PIECE_BYTES]), is_last=False)
            del self._pending[:PIECE_BYTES]
        return len(chunk)

    def finish(self) -> Spooled:
        """Write the last piece and close; not yet on stable storage (see `BlobStore.keep`)."""
        self._write_piece(bytes(self._pending), is_last=True)
        self._pending.clear()
        try:
            self._file.close()
        except OSError as error:
            raise _disk_problem(error) from error
        return Spooled(self._hash.hexdigest(), self._size, self.path)

    def discard(self) -> None:
        """Close and remove what was written."""
        try:
            self._file.close()
        finally:
            self.path.unlink(missing_ok=True)

    def _write_piece(self, plain: bytes, *, is_last: bool) -> None:
        nonce = self._header[len(MAGIC) :] + self._piece_no.to_bytes(4, "big")
        self._piece_no += 1
        try:
            self._file.write(self._cipher.encrypt(nonce, plain, self._header + bytes([is_last])))
        except OSError as error:
            raise _disk_problem(error) from error


class BlobStore:
    """Blobs of one node. Safe to use from many threads."""

    def __init__(self, var: Path, data_key: bytes, *, reserve_bytes: int = RESERVE_BYTES) -> None:
        self.spool_folder = var / "spool"
        self.folder = var / "blobs"
        self._cipher = AESGCM(data_key)
        self._reserve_bytes = reserve_bytes
        for folder in (self.spool_folder, self.folder):
            folder.mkdir(parents=True, exist_ok=True)

    def spool(self) -> Spool:
        """Open a spool file for one upload; call `finish` then `keep`, or `discard`."""
        try:
            return Spool(self.spool_folder / secrets.token_hex(16), self._cipher)
        except OSError as error:
            raise _disk_problem(error) from error

    def keep(self, spooled: Spooled) -> None:
        """Move a spooled file to its place so that it survives a power cut; keeping it twice is harmless."""
        target = self._path(spooled.sha256)
        if target.exists():
            spooled.path.unlink(missing_ok=True)
            return
        try:
            _fsync_file(spooled.path)
            _make_folder(target.parent)
            spooled.path.replace(target)
            fsync_folder(target.parent)
        except FileNotFoundError:
            # The same content arrived twice at once and the other request has just kept this very file.
            if not target.exists():
                raise
        except OSError as error:
            raise _disk_problem(error) from error

    def put(self, chunks: Iterable[bytes]) -> Spooled:
        """Spool and keep in one step."""
        spool = self.spool()
        try:
            for chunk in chunks:
                spool.write(chunk)
            spooled = spool.finish()
            self.keep(spooled)
        except BaseException:
            spool.discard()
            raise
        return spooled

    def has(self, sha256: str) -> bool:
        """True when the file is here."""
        return self._path(sha256).exists()

    def open(self, sha256: str) -> Iterator[bytes]:
        """Plain content in pieces; the first is decrypted before this returns, so a missing file fails here."""
        pieces = self._read_pieces(sha256)
        first = next(pieces)
        return _chain(first, pieces)

    def read(self, sha256: str) -> bytes:
        """Plain content at once, its hash checked."""
        return b"".join(self.open(sha256))

    def remove(self, sha256: str) -> None:
        """Delete a blob (erasure, R29); absent is fine."""
        path = self._path(sha256)
        path.unlink(missing_ok=True)
        if path.parent.exists():
            fsync_folder(path.parent)

    def list_all(self) -> Iterator[str]:
        """The SHA-256 of every blob here, in no order that matters."""
        for folder in sorted(self.folder.iterdir()):
            for path in folder.iterdir():
                yield folder.name + path.name

    def sweep(self) -> int:
        """Remove what an earlier run left in the spool; returns how many files. Only for the serving process."""
        leftovers = list(self.spool_folder.iterdir())
        for path in leftovers:
            path.unlink(missing_ok=True)
        return len(leftovers)

    def check_space(self, needed_bytes: int = 0) -> None:
        """Problem STORE-003 (503) unless `needed_bytes` fit beside the reserve: better refuse than half accept."""
        free_bytes = shutil.disk_usage(self.folder).free
        if free_bytes - needed_bytes < self._reserve_bytes:
            raise Problem(
                "STORE-003",
                503,
                f"Ổ đĩa của máy chủ gần đầy (còn {free_bytes // 2**20} MB), chưa nhận gì.",
                "Phiếu vẫn nằm trong máy tính bảng. Báo người quản trị dọn ổ đĩa rồi gửi lại.",
            )

    def _path(self, sha256: str) -> Path:
        if len(sha256) != 64 or not set(sha256) <= set("0123456789abcdef"):
            raise ValueError("a blob is named by its SHA-256 in lower-case hex")
        return self.folder / sha256[:2] / sha256[2:]

    def _read_pieces(self, sha256: str) -> Iterator[bytes]:
        digest = hashlib.sha256()
        try:
            with self._path(sha256).open("rb") as file:
                for plain in _decrypt(file, self._cipher):
                    digest.update(plain)
                    yield plain
        except FileNotFoundError as error:
            raise Problem(
                "BLOB-001", 404, f"Không có tệp {sha256[:12]} trên máy này.", "Đồng bộ lại từ nút gửi."
            ) from error
        except InvalidTag as error:
            raise _damaged(sha256) from error
        if digest.hexdigest() != sha256:
            raise _damaged(sha256)


def _decrypt(file: BinaryIO, cipher: AESGCM) -> Iterator[bytes]:
    header = file.read(HEADER_BYTES)
    if header[: len(MAGIC)] != MAGIC:
        raise InvalidTag
    piece = file.read(PIECE_BYTES + TAG_BYTES)
    for piece_no in range(2**32):
        following = file.read(PIECE_BYTES + TAG_BYTES)
        nonce = header[len(MAGIC) :] + piece_no.to_bytes(4, "big")
        yield cipher.decrypt(nonce, piece, header + bytes([not following]))
        if not following:
            return
        piece = following


def _damaged(sha256: str) -> Problem:
    return Problem(
        "BLOB-002", 500, f"Tệp {sha256[:12]} bị hỏng trên đĩa.", "Lấy lại từ bản sao lưu hoặc từ nút khác.", lost=True
    )


def _chain(first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from rest


def _fsync_file(path: Path) -> None:
    descriptor = os.open(path, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _make_folder(folder: Path) -> None:
    if not folder.exists():
        folder.mkdir(exist_ok=True)
        fsync_folder(folder.parent)


def _disk_problem(error: OSError) -> Problem:
    return Problem(
        "STORE-003",
        503,
        f"Máy chủ không ghi được tệp ({error.strerror or type(error).__name__}), chưa nhận gì.",
        "Phiếu vẫn nằm trong máy tính bảng. Báo người quản trị kiểm tra ổ đĩa rồi gửi lại.",
    )
