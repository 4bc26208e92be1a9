"""Small secrets in columns, AES-GCM under a key of their own, bound to the place they stand in; marks to compare by."""

from __future__ import annotations

import hashlib
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from server.errors import Problem
from server.telling import tell

NONCE_BYTES = 12


class Sealer:
    """Encrypts with a key derived from the node's data key; `place` is "table:column:row" and is authenticated."""

    def __init__(self, data_key: bytes) -> None:
        self._cipher = AESGCM(HKDF(SHA256(), 32, salt=None, info=b"rasoat/columns/1").derive(data_key))
        self._mark_key = HKDF(SHA256(), 32, salt=None, info=b"rasoat/marks/1").derive(data_key)

    def seal(self, place: str, content: bytes) -> bytes:
        """Nonce and ciphertext."""
        nonce = os.urandom(NONCE_BYTES)
        return nonce + self._cipher.encrypt(nonce, content, place.encode())

    def mark(self, text: str) -> int:
        """A keyed hash of 64 bits, signed: equal texts have equal marks, and no mark gives its text away."""
        digest = hashlib.blake2b(text.encode(), digest_size=8, key=self._mark_key).digest()
        return int.from_bytes(digest, "big", signed=True)

    def open(self, place: str, sealed: bytes) -> bytes:
        """The content; Problem NODE-020 where it was changed, moved, or sealed under another key."""
        try:
            return self._cipher.decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], place.encode())
        except InvalidTag as error:
            raise Problem(
                "NODE-020",
                500,
                tell("Không mở được dữ liệu mã hóa ở {partition}.", partition=place.partition(":")[0]),
                tell("Kiểm tra khóa của nút."),
            ) from error
