"""Small JPEGs that say when, with what and where they were taken: an APP1 segment written by hand (EXIF 2.32)."""

from __future__ import annotations

import struct

ASCII, LONG, RATIONAL = 2, 4, 5
MAKE, MODEL, EXIF, GPS = 0x010F, 0x0110, 0x8769, 0x8825
TAKEN, OFFSET, LATITUDE = 0x9003, 0x9011, 2
Entry = tuple[int, int, int, bytes]  # tag, type, count, value


def make_jpeg(taken: str = "", camera: tuple[str, str] = ("", ""), *, offset: str = "", body: bytes = b"") -> bytes:
    """`taken` as EXIF writes it (`2016:10:02 09:05:00`); every photo has a point; `body` makes the bytes differ."""
    tiff = b"II*\0" + struct.pack("<I", 8)
    own = [_text(MAKE, camera[0]), _text(MODEL, camera[1])]
    size = 2 + 12 * 4 + 4 + sum(len(one[3]) for one in own)
    inner = _table([_text(TAKEN, taken), _text(OFFSET, offset)], 8 + size)
    point = _table([(LATITUDE, RATIONAL, 3, struct.pack("<6I", 10, 1, 30, 1, 0, 1))], 8 + size + len(inner))
    links = [(EXIF, LONG, 1, struct.pack("<I", 8 + size)), (GPS, LONG, 1, struct.pack("<I", 8 + size + len(inner)))]
    segment = b"Exif\0\0" + tiff + _table([*own, *links], 8) + inner + point
    return b"\xff\xd8\xff\xe1" + struct.pack(">H", len(segment) + 2) + segment + b"\xff\xda" + body + b"\xff\xd9"


def make_endless_jpeg(tables: int = 500) -> bytes:
    """Tables that each claim 65,535 entries and lead to the next."""
    tiff = bytearray(b"MM\0*" + struct.pack(">I", 8) + bytes(60_000))
    for one in range(tables):
        struct.pack_into(">H", tiff, 8 + 2 * one, 65_535 - one)
    segment = b"Exif\0\0" + bytes(tiff)
    return b"\xff\xd8\xff\xe1" + struct.pack(">H", len(segment) + 2) + segment + b"\xff\xd9"


def _text(tag: int, text: str) -> Entry:
    """Eight bytes at least, so that a value never lies in the entry itself."""
    value = (text.encode() + b"\0").ljust(8, b"\0")
    return tag, ASCII, len(value), value


def _table(entries: list[Entry], at: int) -> bytes:
    """A directory that lies at `at`, followed by the values that do not fit into its entries."""
    values = at + 2 + 12 * len(entries) + 4
    rows, behind = b"", b""
    for tag, kind, count, value in entries:
        is_inside = len(value) <= 4
        rows += struct.pack("<HHI", tag, kind, count) + (
            value if is_inside else struct.pack("<I", values + len(behind))
        )
        behind += b"" if is_inside else value
    return struct.pack("<H", len(entries)) + rows + struct.pack("<I", 0) + behind
