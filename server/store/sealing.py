"""Bytes of any length under AES-GCM, piece by piece: nothing is whole in memory, no piece can be moved or cut off.

Form: magic, 8 random bytes (nonce prefix), then pieces of up to 64 KiB plus tag. The nonce is prefix + piece number;
the associated data is the header and whether the piece is the last one.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

MAGIC = b"RSB1"
PREFIX_BYTES = 8
PIECE_BYTES = 64 * 1024
TAG_BYTES = 16


def seal_stream(chunks: Iterable[bytes], file: BinaryIO, cipher: AESGCM) -> str:
    """Write what comes in pieces to `file`, sealed; returns the SHA-256 of the plain content."""
    header = MAGIC + os.urandom(PREFIX_BYTES)
    digest = hashlib.sha256()
    pending = bytearray()
    piece_no = 0
    file.write(header)
    for chunk in chunks:
        digest.update(chunk)
        pending += chunk
        # One piece is always held back: only the end tells which is the last.
        while len(pending) > PIECE_BYTES:
            piece = bytes(pending[:PIECE_BYTES])
            file.write(cipher.encrypt(_nonce(header, piece_no), piece, header + b"\x00"))
            del pending[:PIECE_BYTES]
            piece_no += 1
    file.write(cipher.encrypt(_nonce(header, piece_no), bytes(pending), header + b"\x01"))
    return digest.hexdigest()


def open_stream(file: BinaryIO, cipher: AESGCM) -> Iterator[bytes]:
    """The plain content from where `file` stands; InvalidTag where it was changed, cut, or the key is another."""
    header = file.read(len(MAGIC) + PREFIX_BYTES)
    if header[: len(MAGIC)] != MAGIC or len(header) < len(MAGIC) + PREFIX_BYTES:
        raise InvalidTag
    piece_no = 0
    piece = file.read(PIECE_BYTES + TAG_BYTES)
    while True:
        following = file.read(PIECE_BYTES + TAG_BYTES)
        yield cipher.decrypt(_nonce(header, piece_no), piece, header + (b"\x00" if following else b"\x01"))
        if not following:
            return
        piece = following
        piece_no += 1


def _nonce(header: bytes, piece_no: int) -> bytes:
    return header[len(MAGIC) :] + piece_no.to_bytes(4, "big")
