"""The node's keys: database, media, signing. Wrapped by a passphrase, or in a key file for an unattended start.

An unattended key file is a documented choice (docs/administrator.md): who can read the folder can read the data. A
recovery code, when there is one, opens the keys too (`services.recovery`); the file holds its public half.
"""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from server.errors import Problem
from server.store.blobs import sync_folder
from server.telling import tell

from .recovery import open_with, public_of, seal_to

KEY_FILE = "node.key"
KEY_BYTES = 32
SCRYPT = {"n": 2**15, "r": 8, "p": 1}
LEAST_PASSPHRASE = 10


@dataclass(frozen=True, slots=True)
class Keys:
    """Three random 32-byte keys."""

    database: bytes
    media: bytes
    signing: bytes

    @property
    def body(self) -> bytes:
        """The three in a row, as they are sealed."""
        return self.database + self.media + self.signing

    @classmethod
    def from_body(cls, body: bytes) -> Keys:
        """Read them back."""
        return cls(body[:KEY_BYTES], body[KEY_BYTES : 2 * KEY_BYTES], body[2 * KEY_BYTES :])


def make_keys() -> Keys:
    """New random keys."""
    return Keys(os.urandom(KEY_BYTES), os.urandom(KEY_BYTES), os.urandom(KEY_BYTES))


def save_keys(var: Path, keys: Keys, passphrase: str | None, recovery_public: str = "") -> None:
    """Write `var/node.key`, readable by its owner alone; wrapped when there is a passphrase. Never over another."""
    var.mkdir(parents=True, exist_ok=True)
    with _writing(var / KEY_FILE, os.O_EXCL) as file:
        json.dump(_wrapped(keys, passphrase, recovery_public), file)


def change_passphrase(var: Path, keys: Keys, passphrase: str | None) -> None:
    """Wrap the keys anew, or not at all; a crash leaves the old file or the new one."""
    _replace(var, _wrapped(keys, passphrase, recovery_public(var)))


def set_recovery(var: Path, keys: Keys, passphrase: str | None, code: str) -> None:
    """From now on this code opens the keys and new backups; an earlier one opens older backups only."""
    _replace(var, _wrapped(keys, passphrase, public_of(code)))


def load_keys(var: Path, passphrase: str | None) -> Keys:
    """Read the keys; Problem NODE-002 or NODE-003 where the passphrase is missing or wrong."""
    data = _read(var)
    if not data["wrapped"]:
        return Keys.from_body(bytes.fromhex(data["keys"]))
    if not passphrase:
        raise Problem(
            "NODE-002", 500, tell("Khóa của máy chủ có mật khẩu."), tell("Đặt RASOAT_PASSPHRASE rồi chạy lại.")
        )
    return Keys.from_body(unwrap(passphrase, data))


def recover_keys(var: Path, code: str) -> Keys:
    """Read the keys with the recovery code, the passphrase being forgotten."""
    data = _read(var)
    if "recovery" not in data:
        raise Problem(
            "KEY-003",
            409,
            tell("Máy chủ này chưa có tờ khôi phục."),
            tell("Phải có mật khẩu, hoặc một bản sao lưu cũ."),
        )
    return Keys.from_body(open_with(code, data["recovery"]))


def is_wrapped(var: Path) -> bool:
    """True where a node is here and its keys need a passphrase."""
    return (var / KEY_FILE).exists() and bool(_read(var)["wrapped"])


def recovery_public(var: Path) -> str:
    """The public half of the recovery code; empty where there is none."""
    return str(_read(var).get("recovery_public", ""))


def wrap(passphrase: str, body: bytes) -> dict[str, str]:
    """Seal bytes under a passphrase (scrypt, AES-GCM)."""
    if len(passphrase) < LEAST_PASSPHRASE:
        told = tell("Mật khẩu ngắn hơn {least_passphrase} ký tự.", least_passphrase=LEAST_PASSPHRASE)
        raise Problem("KEY-004", 422, told, tell("Đặt một câu dễ nhớ, dài hơn, chỉ người giữ khóa biết."))
    salt, nonce = os.urandom(16), os.urandom(12)
    sealed = AESGCM(_derive(passphrase, salt)).encrypt(nonce, body, b"rasoat/keys/1")
    return {"salt": salt.hex(), "nonce": nonce.hex(), "keys": sealed.hex()}


def unwrap(passphrase: str, box: dict[str, Any]) -> bytes:
    """What a passphrase sealed; Problem NODE-003 where it is another."""
    try:
        cipher = AESGCM(_derive(passphrase, bytes.fromhex(box["salt"])))
        return cipher.decrypt(bytes.fromhex(box["nonce"]), bytes.fromhex(box["keys"]), b"rasoat/keys/1")
    except InvalidTag as error:
        told = tell("Dùng tờ khôi phục: rasoat keys passphrase --recover.")
        raise Problem("NODE-003", 500, tell("Mật khẩu khóa không đúng."), told) from error


def _wrapped(keys: Keys, passphrase: str | None, public: str) -> dict[str, Any]:
    data: dict[str, Any] = {"wrapped": bool(passphrase)}
    data |= wrap(passphrase, keys.body) if passphrase else {"keys": keys.body.hex()}
    if public:
        data |= {"recovery_public": public, "recovery": seal_to(public, keys.body)}
    return data


def _read(var: Path) -> dict[str, Any]:
    path = var / KEY_FILE
    if not path.exists():
        raise Problem(
            "NODE-001",
            500,
            tell("Không có khóa của máy chủ ở {name}.", name=path.name),
            tell("Chạy rasoat init, hoặc chép lại tệp khóa."),
        )
    data: dict[str, Any] = json.loads(path.read_text())
    return data


def _replace(var: Path, data: dict[str, Any]) -> None:
    waiting = var / f"{KEY_FILE}.new"
    with _writing(waiting, os.O_TRUNC) as file:
        json.dump(data, file)
    waiting.replace(var / KEY_FILE)
    sync_folder(var)


@contextlib.contextmanager
def _writing(path: Path, flags: int) -> Iterator[Any]:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | flags, 0o600)
    with os.fdopen(descriptor, "w") as file:
        yield file
        file.flush()
        os.fsync(file.fileno())


def _derive(passphrase: str, salt: bytes) -> bytes:
    return Scrypt(salt=salt, length=32, **SCRYPT).derive(passphrase.encode())
