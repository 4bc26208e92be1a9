"""Content-addressed media files, AES-GCM under the node's data key. On disk, synced, before anybody is told so."""

from __future__ import annotations

import hashlib
import os
import shutil
from pathlib import Path

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from server.errors import Problem

NONCE_BYTES = 12
LEAST_FREE_BYTES = 256 * 1024 * 1024


class BlobStore:
    """Files under `folder/ab/cdef…`; `spool` holds what is still arriving and is swept at start."""

    def __init__(self, var: Path, data_key: bytes) -> None:
        self._folder = var / "blobs"
        self.spool = var / "spool"
        self._cipher = AESGCM(data_key)
        self._folder.mkdir(parents=True, exist_ok=True)
        shutil.rmtree(self.spool, ignore_errors=True)
        self.spool.mkdir(parents=True, exist_ok=True)

    def put(self, content: bytes) -> str:
        """Store bytes; returns their SHA-256. Synced file and folder; storing twice is one file."""
        sha256 = hashlib.sha256(content).hexdigest()
        path = self._path(sha256)
        if path.exists():
            return sha256
        path.parent.mkdir(parents=True, exist_ok=True)
        nonce = os.urandom(NONCE_BYTES)
        sealed = nonce + self._cipher.encrypt(nonce, content, sha256.encode())
        waiting = self.spool / f"{sha256}.{os.getpid()}.{os.urandom(4).hex()}"
        with waiting.open("xb") as file:
            file.write(sealed)
            file.flush()
            os.fsync(file.fileno())
        waiting.replace(path)
        _sync_folder(path.parent)
        return sha256

    def get(self, sha256: str) -> bytes:
        """The content; Problem BLOB-001 where it is not here, BLOB-002 where the file was changed."""
        path = self._path(sha256)
        if not path.exists():
            raise Problem("BLOB-001", 404, f"Tệp {sha256[:12]}… chưa có ở máy chủ này.", "Đồng bộ với máy chủ đã nhận.")
        sealed = path.read_bytes()
        content = self._cipher.decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], sha256.encode())
        return content

    def has(self, sha256: str) -> bool:
        """True when the file is on disk."""
        return self._path(sha256).exists()

    def remove(self, sha256: str) -> None:
        """Destroy a file under an erasure record."""
        self._path(sha256).unlink(missing_ok=True)

    def check_space(self, needed: int) -> None:
        """Problem STORE-003 (503) when taking `needed` bytes would leave the disk nearly full."""
        free = shutil.disk_usage(self.spool).free
        if free - needed < LEAST_FREE_BYTES:
            raise Problem(
                "STORE-003",
                503,
                f"Ổ đĩa máy chủ sắp đầy, còn {free // 1_000_000} MB. Phiếu chưa được nhận.",
                "Giữ phiếu trên máy, báo quản trị giải phóng ổ đĩa rồi gửi lại.",
            )

    def _path(self, sha256: str) -> Path:
        return self._folder / sha256[:2] / sha256[2:]


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
