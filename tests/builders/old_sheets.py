"""An .xls file as old programs write it (BIFF8 in a compound file), for tests: no library in use writes one."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass

SECTOR = 512
END, FREE, FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
LEAST_STREAM = 4096  # shorter streams lie elsewhere in a compound file


@dataclass(frozen=True)
class Failed:
    """A formula that failed, or its value alone, by the code of the error."""

    code: int
    is_formula: bool = True


Cell = str | int | float | None | Failed


def write_xls(*rows: Sequence[Cell], sheet: str = "DS") -> bytes:
    """One sheet of texts, numbers and formulas that failed."""
    return _pack(_book(rows, sheet).ljust(LEAST_STREAM, b"\0"))


def _record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def _book(rows: Sequence[Sequence[Cell]], sheet: str) -> bytes:
    name = sheet.encode("utf-16-le")
    start = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0x0DBB, 0x07CC, 0, 6))
    bound_length = 4 + 8 + len(name)
    end = _record(0x000A, b"")
    where = len(start) + bound_length + len(end)
    bound = _record(0x0085, struct.pack("<IBBBB", where, 0, 0, len(sheet), 1) + name)
    body = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0x0DBB, 0x07CC, 0, 6))
    body += _record(0x0200, struct.pack("<IIHHH", 0, len(rows), 0, max(map(len, rows)), 0))
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            if isinstance(cell, str):
                text = struct.pack("<HHHHB", number, column, 0, len(cell), 1) + cell.encode("utf-16-le")
                body += _record(0x0204, text)
            elif isinstance(cell, Failed) and cell.is_formula:
                result = struct.pack("<BBBBBBH", 2, 0, cell.code, 0, 0, 0, 0xFFFF)
                parsed = struct.pack("<HB", 2, 0x1C) + bytes([cell.code])  # =#REF!
                body += _record(0x0006, struct.pack("<HHH", number, column, 0) + result + bytes(6) + parsed)
            elif isinstance(cell, Failed):
                body += _record(0x0205, struct.pack("<HHHBB", number, column, 0, cell.code, 1))
            elif cell is not None:
                body += _record(0x0203, struct.pack("<HHHd", number, column, 0, cell))
    return start + bound + end + body + _record(0x000A, b"")


def _pack(stream: bytes) -> bytes:
    """A compound file with one stream: sector 0 the table, 1 the directory, then the stream."""
    count = -(-len(stream) // SECTOR)
    chain = [FAT, END, *(n + 3 for n in range(count - 1)), END]
    table = struct.pack(f"<{SECTOR // 4}I", *chain, *[FREE] * (SECTOR // 4 - len(chain)))
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    head += struct.pack("<IIIIIIIII", 0, 1, 1, 0, LEAST_STREAM, END, 0, END, 0) + struct.pack("<I", 0)
    directory = _entry("Root Entry", 5, END, 0, child=1) + _entry("Workbook", 2, 2, len(stream)) + _entry("", 0) * 2
    return head.ljust(SECTOR, b"\xff") + table + directory + stream.ljust(count * SECTOR, b"\0")


def _entry(name: str, kind: int, first: int = 0, size: int = 0, child: int = FREE) -> bytes:
    text = name.encode("utf-16-le") + b"\0\0" if name else b""
    head = text.ljust(64, b"\0") + struct.pack("<HBBIII", len(text), kind, 1, FREE, FREE, child)
    return head + bytes(36) + struct.pack("<IQ", first, size)
