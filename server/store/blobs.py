"""Content-addressed media files, AES-GCM under the node's data key. On disk, synced, before anybody is told so.

A blob is named by the SHA-256 of its plain content, so two uploads of one photo are one file. Content is encrypted
in pieces while it is spooled: no file is ever whole in memory, and plain bytes never reach the disk through here.

How a file is sealed: `store.sealing`.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from server.errors import Problem
from server.telling import tell

from .sealing import PIECE_BYTES, open_stream, seal_stream

# Below this a node takes nothing in: the database itself must still be able to write.
LEAST_FREE_BYTES = 256 * 1024 * 1024

SMALL_BYTES, SPACE_SECONDS = 1_000_000, 1.0


class BlobStore:
    """Files under `folder/ab/cdef…`; `spool` holds what is still arriving. Safe to use from many threads."""

    def __init__(self, var: Path, data_key: bytes, *, least_free_bytes: int = LEAST_FREE_BYTES) -> None:
        self._folder = var / "blobs"
        self.spool = var / "spool"
        self._cipher = AESGCM(data_key)
        self._least_free_bytes = least_free_bytes
        self._free = 0
        self._space_until = 0.0
        self._folder.mkdir(parents=True, exist_ok=True)
        self.spool.mkdir(parents=True, exist_ok=True)

    def put(self, content: bytes) -> str:
        """Store bytes; returns their SHA-256. Synced file and folder; storing twice is one file."""
        sha256 = hashlib.sha256(content).hexdigest()
        return sha256 if self.has(sha256) else self.put_stream([content])

    def put_file(self, path: Path) -> str:
        """Store a file's content without reading it whole; returns its SHA-256."""
        with path.open("rb") as file:
            return self.put_stream(iter(lambda: file.read(PIECE_BYTES), b""))

    def put_stream(self, chunks: Iterable[bytes]) -> str:
        """Store content that comes in pieces; on any failure nothing is left and nothing counts as stored."""
        waiting = self.spool / f"blob-{os.urandom(12).hex()}"
        try:
            with waiting.open("xb") as file:
                sha256 = seal_stream(chunks, file, self._cipher)
                file.flush()
                os.fsync(file.fileno())
            self._move_in(waiting, self._path(sha256))
        except BaseException as error:
            waiting.unlink(missing_ok=True)
            if isinstance(error, OSError) and not isinstance(error, ConnectionError):
                raise _disk_problem(error) from error
            raise
        return sha256

    def get(self, sha256: str) -> bytes:
        """The content; Problem BLOB-001 where it is not here, BLOB-002 where the file was changed."""
        return b"".join(self.stream(sha256))

    def stream(self, sha256: str) -> Iterator[bytes]:
        """The content in pieces; a missing file is told at once, damage at the latest with the last piece."""
        path = self._path(sha256)
        if not path.exists():
            raise Problem(
                "BLOB-001",
                404,
                tell("Tệp {sha256}… chưa có ở máy chủ này.", sha256=sha256[:12]),
                tell("Đồng bộ với máy chủ đã nhận."),
            )
        return self._read(path, sha256)

    def has(self, sha256: str) -> bool:
        """True when the file is on disk."""
        return self._path(sha256).exists()

    def path_of(self, sha256: str) -> Path:
        """Where a file lies, sealed as it is: for copying it."""
        return self._path(sha256)

    def remove(self, sha256: str) -> None:
        """Destroy a file under an erasure record (R29)."""
        path = self._path(sha256)
        if path.exists():
            path.unlink()
            sync_folder(path.parent)

    def list_all(self) -> Iterator[str]:
        """The SHA-256 of every file here."""
        for folder in sorted(self._folder.iterdir()):
            for path in sorted(folder.iterdir()):
                yield folder.name + path.name

    def sweep(self) -> int:
        """Empty the spool of what an earlier run left; only the serving process may, at its start."""
        leftovers = list(self.spool.iterdir())
        for path in leftovers:
            shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
        return len(leftovers)

    def find_room(self) -> int:
        """Bytes that may still be written before the disk counts as nearly full."""
        return shutil.disk_usage(self.spool).free - self._least_free_bytes

    def check_space(self, needed: int) -> None:
        """Problem STORE-003 (503) when taking `needed` bytes would leave the disk nearly full.

        Small ones are judged by what was free within the last second: asking for each costs more than it tells.
        """
        now = time.monotonic()
        if now >= self._space_until or needed > SMALL_BYTES:
            self._free = shutil.disk_usage(self.spool).free
            self._space_until = now + SPACE_SECONDS
        self._free -= needed
        free = self._free
        if free < self._least_free_bytes:
            raise Problem(
                "STORE-003",
                503,
                tell("Ổ đĩa máy chủ sắp đầy, còn {free} MB. Phiếu chưa được nhận.", free=free // 1000000),
                tell("Giữ phiếu trên máy, báo quản trị giải phóng ổ đĩa rồi gửi lại."),
            )

    def _path(self, sha256: str) -> Path:
        if len(sha256) != 64 or not set(sha256) <= set("0123456789abcdef"):
            raise ValueError("a blob is named by its SHA-256 in lower-case hex")
        return self._folder / sha256[:2] / sha256[2:]

    def _move_in(self, waiting: Path, path: Path) -> None:
        if path.exists():
            waiting.unlink()
            return
        if not path.parent.exists():
            path.parent.mkdir(exist_ok=True)
            sync_folder(self._folder)
        waiting.replace(path)
        sync_folder(path.parent)

    def _read(self, path: Path, sha256: str) -> Iterator[bytes]:
        digest = hashlib.sha256()
        try:
            with path.open("rb") as file:
                for plain in open_stream(file, self._cipher):
                    digest.update(plain)
                    yield plain
        except InvalidTag as error:
            raise _damaged(sha256) from error
        if digest.hexdigest() != sha256:
            raise _damaged(sha256)


def sync_folder(folder: Path) -> None:
    """Make renames inside `folder` survive a power cut; Windows does so by itself and opens no folders."""
    if os.name != "nt":
        _sync(folder, os.O_RDONLY)


def sync_file(path: Path) -> None:
    """Put a closed file's content on stable storage."""
    _sync(path, os.O_RDWR)


def _sync(path: Path, flags: int) -> None:
    descriptor = os.open(path, flags)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _damaged(sha256: str) -> Problem:
    text = tell("Tệp {sha256}… bị hỏng trên đĩa.", sha256=sha256[:12])
    return Problem("BLOB-002", 500, text, tell("Lấy lại từ bản sao lưu hoặc từ máy chủ khác."), lost=True)


def _disk_problem(error: OSError) -> Problem:
    return Problem(
        "STORE-003",
        503,
        tell(
            "Máy chủ không ghi được tệp ({value}). Phiếu chưa được nhận.", value=error.strerror or type(error).__name__
        ),
        tell("Giữ phiếu trên máy, báo quản trị kiểm tra ổ đĩa rồi gửi lại."),
    )
