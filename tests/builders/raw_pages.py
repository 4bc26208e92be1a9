"""What lies in the files of a database, deleted rows included: SQLCipher's pages opened one by one, without SQLite."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC

PAGE = 4096
IV, MAC = 16, 32
SALT = 16  # the file begins with it, in place of SQLite's magic
WAL_HEADER, FRAME_HEADER = 32, 24


def holds(var: Path, key: bytes, text: bytes) -> bool:
    """Whether some page of the file or its write-ahead log holds these bytes, in use or free."""
    return any(text in page for page in _open_pages(var / "rasoat.db", key))


def _open_pages(path: Path, key: bytes) -> Iterator[bytes]:
    data = path.read_bytes()
    for start in range(0, len(data), PAGE):
        yield _open(data[start : start + PAGE], key, SALT if start == 0 else 0)
    log = path.with_name(f"{path.name}-wal")
    frames = log.read_bytes()[WAL_HEADER:] if log.exists() else b""
    for start in range(0, len(frames), FRAME_HEADER + PAGE):
        head, page = frames[start : start + FRAME_HEADER], frames[start + FRAME_HEADER :][:PAGE]
        yield _open(page, key, SALT if int.from_bytes(head[:4]) == 1 else 0)


def _open(page: bytes, key: bytes, skip: int) -> bytes:
    end = PAGE - IV - MAC
    cipher = Cipher(AES(key), CBC(page[end : end + IV])).decryptor()
    return cipher.update(page[skip:end]) + cipher.finalize()
