"""An .xls file (BIFF in a compound file) looked at before it is read, and the formulas in it that failed.

The reader believes what such a file claims: a length or a cell far out can take more memory than there is, which ends
the process. It takes a formula that failed for an empty cell.
"""

from __future__ import annotations

import hashlib
import struct
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from server.errors import Problem
from server.telling import tell

from .sheet_bounds import MAX_CELLS, too_large

ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}
_UNNAMED = "#ERROR!"
_LAST = 0xFFFFFFFA  # this and what is above marks an end, not a sector
_IN_HEADER = 109
_ENTRY = 128
_ROOT = "Root Entry"
_WITH_BYTES = (2, 5)  # a stream, and the root with the short streams
_STREAMS = ("workbook", "book")
_BOUND, _BOF, _EOF, _FORMULA, _BOOLERR = 0x0085, 0x0809, 0x000A, 0x0006, 0x0205
_DIMENSIONS, _STRINGS, _MANY = 0x0200, 0x00FC, 0x00BD
# Records that are cells: they begin with a row and a column.
_CELLS = frozenset({_FORMULA, _BOOLERR, _MANY, 0x0203, 0x0204, 0x027E, 0x00FD, 0x00D6})
_COLUMNS_OF_XLS, _ROWS_OF_XLS = 256, 65_536
_SOUND: deque[bytes] = deque(maxlen=16)
Record = tuple[int, int, bytes]  # place, kind, body


@contextmanager
def _readable() -> Iterator[None]:
    try:
        yield
    except (struct.error, IndexError) as error:
        raise _damaged() from error


def _damaged() -> Problem:
    remedy = tell("Mở bằng Excel hoặc LibreOffice, lưu lại dạng .xlsx rồi chọn lại.")
    return Problem("IMPT-002", 422, tell("Tệp không đọc được."), remedy)


def check_xls(data: bytes) -> None:
    """Refuse a file that claims more than it has, or a table beyond the bounds."""
    digest = hashlib.sha256(data).digest()
    if digest in _SOUND:
        return  # one import opens its file several times
    with _readable():
        stream = _Compound(data).check().workbook()
        for _at, kind, body in _part(stream, 0):
            _check_claim(kind, body, len(stream))
        area, left = 0, 2 * len(stream)  # a sheet has its part of the stream to itself
        for start in _starts(stream):
            cells, length = _check_sheet(stream, start)
            area, left = area + cells, left - length
            if area > MAX_CELLS:
                raise too_large(tell("{n} ô", n=area))
            if left < 0:
                raise _damaged()
    _SOUND.append(digest)


def find_xls_errors(data: bytes, index: int) -> dict[tuple[int, int], str]:
    """Failed cells of the sheet that is the `index`-th of the file: (row, column), both from 0, to the error."""
    with _readable():
        stream = _Compound(data).workbook()
        starts = _starts(stream)
        return dict(_failed(stream, starts[index])) if index < len(starts) else {}


def _failed(stream: bytes, start: int) -> Iterator[tuple[tuple[int, int], str]]:
    """A failed value by itself, and a formula whose result is one."""
    for _at, kind, body in _part(stream, start):
        if kind == _BOOLERR and body[7]:
            yield struct.unpack_from("<HH", body), ERRORS.get(body[6], _UNNAMED)
        elif kind == _FORMULA and body[6] == 2 and body[12:14] == b"\xff\xff":
            yield struct.unpack_from("<HH", body), ERRORS.get(body[8], _UNNAMED)


# --- records ----------------------------------------------------------------------------------------------------------


def _starts(stream: bytes) -> list[int]:
    """Where the sheets begin."""
    return [struct.unpack_from("<I", body)[0] for _at, kind, body in _part(stream, 0) if kind == _BOUND]


def _part(stream: bytes, start: int, *, charts: bool = False) -> Iterator[Record]:
    """The records from one beginning to its end; a chart within a sheet has both of its own, and is left out."""
    depth = 0
    for at, kind, body in _records(stream, start):
        depth += (kind == _BOF) - (kind == _EOF)
        if depth <= 0:
            return
        if depth == 1 or charts:
            yield at, kind, body


def _records(stream: bytes, start: int) -> Iterator[Record]:
    at = start
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        yield at, kind, stream[at + 4 : at + 4 + length]
        at += 4 + length


def _check_sheet(stream: bytes, start: int) -> tuple[int, int]:
    """How many cells the table between the first and the last has, and how long its part is."""
    first, last, width, end = 0, -1, 0, start
    for at, kind, body in _part(stream, start, charts=True):
        end = at + len(body)
        if kind not in _CELLS:
            _check_claim(kind, body, len(stream))
            continue
        row, column = struct.unpack_from("<HH", body)
        first, last = (row if last < 0 else min(first, row)), max(last, row)
        width = max(width, (struct.unpack_from("<H", body, len(body) - 2)[0] if kind == _MANY else column) + 1)
        if width > _COLUMNS_OF_XLS:
            raise too_large(tell("{rows} dòng, {width} cột", rows=row + 1, width=width))
    return (last - first + 1) * width, max(4, end - start)


def _check_claim(kind: int, body: bytes, length: int) -> None:
    """The size of a table and of the list of texts, for which the reader makes room."""
    if kind == _DIMENSIONS:
        form = "<IIHH" if len(body) >= 12 else "<HHHH"
        first_row, rows, first_column, columns = struct.unpack_from(form, body)
        if not (first_row <= rows <= _ROWS_OF_XLS and first_column <= columns <= _COLUMNS_OF_XLS):
            raise _damaged()
    elif kind == _STRINGS and struct.unpack_from("<II", body)[1] * 3 > length:
        raise _damaged()


# --- the compound file ------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Compound:
    """Streams in sectors, each of which names the next."""

    data: bytes
    size: int = 0

    def __post_init__(self) -> None:
        shift = struct.unpack_from("<H", self.data, 30)[0]
        if shift not in (9, 12):
            raise _damaged()
        self.size = 1 << shift

    def check(self) -> _Compound:
        """What it says of lengths is no more than it has, and every chain ends."""
        most = len(self.data) + self.size
        if any(self._whole(at) * self.size > most for at in (40, 44, 64, 72)):
            raise _damaged()
        table, shortest = self._table(), self._whole(56)
        small = self._chain(table, self._whole(60))
        small_table = list(struct.unpack(f"<{len(small) // 4}I", small[: len(small) // 4 * 4]))
        for name, first, total in self._entries():
            if total > most:
                raise _damaged()
            if total:
                _walk(small_table if total < shortest and name != _ROOT else table, first)
        return self

    def workbook(self) -> bytes:
        """The stream of the workbook; empty where it is too short to be one."""
        shortest = self._whole(56)
        for name, first, total in self._entries():
            if name.casefold() in _STREAMS and total >= shortest:
                return self._chain(self._table(), first)[:total]
        return b""

    def _entries(self) -> Iterator[tuple[str, int, int]]:
        """(name, first sector, length) of every stream."""
        entries = self._chain(self._table(), self._whole(48))
        for at in range(0, len(entries) - _ENTRY + 1, _ENTRY):
            length = struct.unpack_from("<H", entries, at + 64)[0]
            name = entries[at : at + max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
            total = struct.unpack_from("<I" if self.size == 512 else "<Q", entries, at + 120)[0]
            if entries[at + 66] in _WITH_BYTES:
                yield name, struct.unpack_from("<I", entries, at + 116)[0], total

    def _table(self) -> list[int]:
        """The next sector of each sector: its own sectors are listed in the header, the rest in a chain."""
        listed = list(struct.unpack_from(f"<{_IN_HEADER}I", self.data, 76))
        more = self._whole(68)
        while more < _LAST:
            numbers = self._numbers(more)
            listed += numbers[:-1]
            more = numbers[-1]
            self._bound(listed)
        used = [one for one in listed if one < _LAST]
        self._bound(used)
        return [number for one in used for number in self._numbers(one)]

    def _bound(self, sectors: list[int]) -> None:
        """No more sectors of the table than the file has of all."""
        if len(sectors) > _IN_HEADER + len(self.data) // self.size:
            raise _damaged()

    def _whole(self, at: int) -> int:
        return int(struct.unpack_from("<I", self.data, at)[0])

    def _numbers(self, sector: int) -> tuple[int, ...]:
        return struct.unpack_from(f"<{self.size // 4}I", self.data, (sector + 1) * self.size)

    def _chain(self, table: list[int], first: int) -> bytes:
        """The sectors of a stream in order."""
        return b"".join(self.data[(one + 1) * self.size : (one + 2) * self.size] for one in _walk(table, first))


def _walk(table: list[int], first: int) -> list[int]:
    """The sectors of a chain; one that bites its tail has no end."""
    found: list[int] = []
    one = first
    while one < _LAST:
        if len(found) > len(table):
            raise _damaged()
        found.append(one)
        one = table[one]
    return found


__all__ = ["ERRORS", "check_xls", "find_xls_errors"]
