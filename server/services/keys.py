"""The node's keys: database, media, signing. Wrapped by a passphrase, or in a key file for an unattended start.

An unattended key file is a documented choice (docs/administrator.md): who can read the folder can read the data.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from server.errors import Problem

KEY_FILE = "node.key"
SCRYPT = {"n": 2**15, "r": 8, "p": 1}


@dataclass(frozen=True, slots=True)
class Keys:
    """Three random 32-byte keys."""

    database: bytes
    media: bytes
    signing: bytes


def make_keys() -> Keys:
    """New random keys."""
    return Keys(os.urandom(32), os.urandom(32), os.urandom(32))


def save_keys(var: Path, keys: Keys, passphrase: str | None) -> None:
    """Write `var/node.key`, readable by its owner alone; wrapped when there is a passphrase."""
    body = keys.database + keys.media + keys.signing
    if passphrase:
        salt, nonce = os.urandom(16), os.urandom(12)
        sealed = AESGCM(_derive(passphrase, salt)).encrypt(nonce, body, b"rasoat/keys/1")
        data = {"wrapped": True, "salt": salt.hex(), "nonce": nonce.hex(), "keys": sealed.hex()}
    else:
        data = {"wrapped": False, "keys": body.hex()}
    var.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(var / KEY_FILE, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        json.dump(data, file)
        file.flush()
        os.fsync(file.fileno())


def load_keys(var: Path, passphrase: str | None) -> Keys:
    """Read the keys; Problem NODE-002 or NODE-003 where the passphrase is missing or wrong."""
    path = var / KEY_FILE
    if not path.exists():
        raise Problem(
            "NODE-001", 500, f"Không có khóa của máy chủ ở {path.name}.", "Chạy rasoat init, hoặc chép lại tệp khóa."
        )
    data = json.loads(path.read_text())
    body = bytes.fromhex(data["keys"])
    if data["wrapped"]:
        if not passphrase:
            raise Problem("NODE-002", 500, "Khóa của máy chủ có mật khẩu.", "Đặt RASOAT_PASSPHRASE rồi chạy lại.")
        cipher = AESGCM(_derive(passphrase, bytes.fromhex(data["salt"])))
        try:
            body = cipher.decrypt(bytes.fromhex(data["nonce"]), body, b"rasoat/keys/1")
        except InvalidTag as error:
            raise Problem("NODE-003", 500, "Mật khẩu khóa không đúng.", "Xem lại tờ khôi phục.") from error
    return Keys(body[:32], body[32:64], body[64:])


def is_wrapped(var: Path) -> bool:
    """True where a node is here and its keys need a passphrase."""
    path = var / KEY_FILE
    return path.exists() and bool(json.loads(path.read_text())["wrapped"])


def _derive(passphrase: str, salt: bytes) -> bytes:
    return Scrypt(salt=salt, length=32, **SCRYPT).derive(passphrase.encode())
