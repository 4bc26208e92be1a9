"""Keys of a node at rest: random database and media keys, wrapped by a passphrase or by an unattended key file.

`keys.json` holds only wrapped keys. An unattended start (the demo, a server that must come back after a power cut)
keeps the wrapping key in `unattended.key`, mode 0600: whoever copies the whole folder can read it, so the choice is
made explicitly when the node is founded and shown at each start (architecture, "Engines").
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from server.errors import Problem

KEY_BYTES = 32
NONCE_BYTES = 12
SCRYPT_N, SCRYPT_R, SCRYPT_P = 2**15, 8, 1
SCRYPT_MEMORY = 64 * 1024 * 1024
FILE_NAME = "keys.json"
UNATTENDED_NAME = "unattended.key"


@dataclass(frozen=True, slots=True)
class StoreKeys:
    """The raw keys in memory; never printed. `is_unattended` says how they were unlocked."""

    database: bytes = field(repr=False)
    media: bytes = field(repr=False)
    is_unattended: bool = False

    def derive(self, purpose: str) -> bytes:
        """A key of its own for another purpose, e.g. the node's signing key inside the database."""
        return HKDF(SHA256(), KEY_BYTES, salt=None, info=purpose.encode()).derive(self.database)


def has_keys(folder: Path) -> bool:
    """True when a node was founded in this folder."""
    return (folder / FILE_NAME).exists()


def create_keys(folder: Path, passphrase: str | None) -> StoreKeys:
    """Make and store fresh keys; without a passphrase they are wrapped by an unattended key file."""
    if has_keys(folder):
        raise Problem("KEY-001", 409, f"Thư mục {folder} đã có khóa của một nút.", "Chọn thư mục khác.")
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    keys = StoreKeys(os.urandom(KEY_BYTES), os.urandom(KEY_BYTES), passphrase is None)
    wrapping = _new_unattended(folder) if passphrase is None else _new_scrypt(passphrase)
    kek, described = wrapping
    content = {
        "format": 1,
        "wrap": described,
        "database": _encode(encrypt_small(kek, keys.database, b"database")),
        "media": _encode(encrypt_small(kek, keys.media, b"media")),
    }
    write_private(folder / FILE_NAME, json.dumps(content, indent=1).encode())
    return keys


def read_keys(folder: Path, passphrase: str | None = None) -> StoreKeys:
    """Unlock the keys of the node in this folder; a wrong or missing passphrase is a Problem, never a guess."""
    try:
        content = json.loads((folder / FILE_NAME).read_bytes())
    except FileNotFoundError as error:
        raise Problem("KEY-002", 404, f"Chưa có nút nào trong {folder}.", "Tạo nút: rasoat init.") from error
    wrap = content["wrap"]
    kek = _read_unattended(folder) if wrap["kind"] == "file" else _derive_kek(passphrase, wrap)
    try:
        database = decrypt_small(kek, _decode(content["database"]), b"database")
        media = decrypt_small(kek, _decode(content["media"]), b"media")
    except InvalidTag as error:
        raise Problem("KEY-003", 403, "Mật khẩu mở khóa không đúng.", "Nhập lại mật khẩu của nút.") from error
    return StoreKeys(database, media, wrap["kind"] == "file")


def needs_passphrase(folder: Path) -> bool:
    """True when the node in this folder was founded with a passphrase."""
    return bool(json.loads((folder / FILE_NAME).read_bytes())["wrap"]["kind"] == "scrypt")


def encrypt_small(key: bytes, plain: bytes, purpose: bytes) -> bytes:
    """AES-GCM of a short secret under a random nonce; `purpose` keeps one secret from passing for another."""
    nonce = os.urandom(NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, plain, purpose)


def decrypt_small(key: bytes, sealed: bytes, purpose: bytes) -> bytes:
    """The inverse of `encrypt_small`; raises InvalidTag."""
    return AESGCM(key).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], purpose)


def write_private(path: Path, content: bytes) -> None:
    """Write a file only its owner can read, whole or not at all, surviving a power cut."""
    temporary = path.with_name(path.name + ".new")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)
    fsync_folder(path.parent)


def fsync_folder(folder: Path) -> None:
    """Make renames inside `folder` survive a power cut; a platform without it (Windows) does so by itself."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _new_unattended(folder: Path) -> tuple[bytes, dict[str, Any]]:
    kek = os.urandom(KEY_BYTES)
    write_private(folder / UNATTENDED_NAME, kek.hex().encode() + b"\n")
    return kek, {"kind": "file", "file": UNATTENDED_NAME}


def _read_unattended(folder: Path) -> bytes:
    try:
        return bytes.fromhex((folder / UNATTENDED_NAME).read_text("ascii").strip())
    except (FileNotFoundError, ValueError) as error:
        raise Problem(
            "KEY-004", 500, f"Thiếu hoặc hỏng tệp khóa {UNATTENDED_NAME}.", "Chép lại tệp khóa từ bản sao lưu."
        ) from error


def _new_scrypt(passphrase: str) -> tuple[bytes, dict[str, Any]]:
    salt = os.urandom(16)
    described = {"kind": "scrypt", "salt": _encode(salt), "n": SCRYPT_N, "r": SCRYPT_R, "p": SCRYPT_P}
    return _derive_kek(passphrase, described), described


def _derive_kek(passphrase: str | None, wrap: dict[str, Any]) -> bytes:
    if not passphrase:
        raise Problem(
            "KEY-005", 403, "Nút này mở bằng mật khẩu, chưa có mật khẩu.", "Nhập mật khẩu, hoặc đặt RASOAT_PASSPHRASE."
        )
    return hashlib.scrypt(
        passphrase.encode(),
        salt=_decode(wrap["salt"]),
        n=wrap["n"],
        r=wrap["r"],
        p=wrap["p"],
        maxmem=SCRYPT_MEMORY,
        dklen=KEY_BYTES,
    )


def _encode(value: bytes) -> str:
    return base64.b64encode(value).decode("ascii")


def _decode(value: str) -> bytes:
    return base64.b64decode(value)
