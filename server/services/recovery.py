"""The recovery code: on paper in a safe, it opens what the node sealed to it. The node keeps its public half only.

So a node that starts by itself can still write backups that nobody who copies its folder can open, and a forgotten
passphrase is not the end of a commune's data. Code: 20 random bytes and 2 of their SHA-256, base32, in groups of four.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import os
import secrets
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from server.errors import Problem
from server.telling import tell

SEED_BYTES, CHECK_BYTES, GROUP = 20, 2, 4


def make_code() -> str:
    """A new recovery code, nine groups of four letters and digits."""
    seed = secrets.token_bytes(SEED_BYTES)
    text = base64.b32encode(seed + _check(seed)).decode().rstrip("=")
    return "-".join(text[start : start + GROUP] for start in range(0, len(text), GROUP))


def public_of(code: str) -> str:
    """The public half of a code, as hex."""
    return _private(code).public_key().public_bytes_raw().hex()


def seal_to(public: str, body: bytes) -> dict[str, str]:
    """Seal bytes so that only the code with this public half opens them."""
    ephemeral = X25519PrivateKey.generate()
    sender = ephemeral.public_key().public_bytes_raw()
    shared = ephemeral.exchange(X25519PublicKey.from_public_bytes(bytes.fromhex(public)))
    nonce = os.urandom(12)
    sealed = AESGCM(_derive(shared, sender + bytes.fromhex(public))).encrypt(nonce, body, b"rasoat/recovery/1")
    return {"sender": sender.hex(), "nonce": nonce.hex(), "sealed": sealed.hex()}


def open_with(code: str, box: dict[str, Any]) -> bytes:
    """What was sealed to the code; Problem KEY-002 where it was sealed to another."""
    private, sender = _private(code), bytes.fromhex(box["sender"])
    shared = private.exchange(X25519PublicKey.from_public_bytes(sender))
    key = _derive(shared, sender + private.public_key().public_bytes_raw())
    try:
        return AESGCM(key).decrypt(bytes.fromhex(box["nonce"]), bytes.fromhex(box["sealed"]), b"rasoat/recovery/1")
    except InvalidTag as error:
        told = tell("Mã khôi phục này không mở được tệp: nó thuộc tờ khôi phục khác.")
        raise Problem("KEY-002", 400, told, tell("Tìm tờ khôi phục có ngày in trước ngày của bản sao lưu.")) from error


def _private(code: str) -> X25519PrivateKey:
    text = "".join(code.split()).replace("-", "").upper()
    try:
        body = base64.b32decode(text + "=" * (-len(text) % 8))
    except (binascii.Error, ValueError):
        body = b""
    seed, check = body[:SEED_BYTES], body[SEED_BYTES:]
    if len(body) != SEED_BYTES + CHECK_BYTES or check != _check(seed):
        raise Problem(
            "KEY-001", 400, tell("Mã khôi phục gõ sai."), tell("Gõ lại đủ chín nhóm bốn ký tự, như trên tờ khôi phục.")
        )
    derived = HKDF(hashes.SHA256(), 32, salt=None, info=b"rasoat/recovery-key/1").derive(seed)
    return X25519PrivateKey.from_private_bytes(derived)


def _check(seed: bytes) -> bytes:
    return hashlib.sha256(b"rasoat/recovery-code/1" + seed).digest()[:CHECK_BYTES]


def _derive(shared: bytes, salt: bytes) -> bytes:
    return HKDF(hashes.SHA256(), 32, salt=salt, info=b"rasoat/recovery/1").derive(shared)
