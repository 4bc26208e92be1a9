"""A text file as a table: its letters and what parts its columns are found out, nothing is asked.

Windows-1258 and the old fonts lie in the same bytes: the reading in which more words are Vietnamese is the right one.
"""

from __future__ import annotations

import csv
import io
import unicodedata
from collections import Counter
from typing import Any

from server.domain.imports.encodings import Encoding
from server.domain.imports.encodings import decode as decode_font
from server.domain.imports.syllables import count_syllables
from server.errors import Problem
from server.telling import Told, tell

from .sheet_bounds import MAX_COLUMNS, MAX_ROWS, too_large

_DELIMITERS = ";\t|,"
_SAMPLE = 20_000
_SAMPLE_LINES = 20
_NO_1252 = frozenset((0x81, 0x8D, 0x8F, 0x90, 0x9D))
_CONTROL = frozenset(map(chr, range(32))) - frozenset("\t\n\r\v\f")
_BOMS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"\xef\xbb\xbf": "utf-8-sig"}
_NO_TABLES = ("%PDF", "{\\rtf", "<")


def read_csv(data: bytes) -> list[list[Any]]:
    """The rows of a text file; Problem IMPT-002 where it is none."""
    text = decode(data)
    if any(one in _CONTROL for one in text[:_SAMPLE]) or text.lstrip().startswith(_NO_TABLES):
        raise _no_table(tell("Tệp không phải bảng tính hay CSV."))
    delimiter, text = _find_delimiter(text)
    rows: list[list[Any]] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            if len(row) > MAX_COLUMNS or len(rows) >= MAX_ROWS:
                raise too_large(tell("{rows} dòng, {width} cột", rows=len(rows) + 1, width=len(row)))
            rows.append([cell if cell.strip() else None for cell in row])
    except csv.Error as error:
        told = tell("Tệp CSV không đọc được: {error}.", error=error)
        raise Problem("IMPT-002", 422, told, tell("Lưu lại từ Excel dạng .xlsx.")) from error
    return rows


def _no_table(told: Told) -> Problem:
    return Problem("IMPT-002", 422, told, tell("Mở bằng Excel, lưu lại dạng .xlsx rồi chọn tệp đó."))


def _find_delimiter(text: str) -> tuple[str, str]:
    """The sign most lines have equally often, and the text below a line that names it; one column has none."""
    first, _, rest = text.partition("\n")
    named = first.strip().strip('"').casefold()
    if named.startswith("sep=") and len(first.strip().strip('"')) == 5:
        return first.strip().strip('"')[4], rest
    lines = [line for line in text[:_SAMPLE].splitlines() if line.strip()][:_SAMPLE_LINES]

    def usual(sign: str) -> tuple[int, int]:
        """(lines that have the sign equally often, how often)."""
        counts = Counter(line.count(sign) for line in lines if sign in line)
        return max(((often, count) for count, often in counts.items()), default=(0, 0))

    best = max(_DELIMITERS, key=usual)
    is_parted = sum(1 for line in lines if best in line) * 2 >= len(lines)
    return best if is_parted and lines else _UNUSED, text


_UNUSED = "\x1f"  # in no text: control signs are refused


def decode(data: bytes) -> str:
    """UTF-8 and UTF-16 with or without their mark, Windows-1258, else Windows-1252, in which old fonts are stored."""
    for mark, name in _BOMS.items():
        if data.startswith(mark):
            return data.decode(name, "replace")
    if b"\0" in data[:_SAMPLE]:
        # Signs and plain letters have one empty byte of two.
        is_little = data[1:_SAMPLE:2].count(0) > data[:_SAMPLE:2].count(0)
        return data.decode("utf-16-le" if is_little else "utf-16-be", "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        plain = "".join(chr(one) if one in _NO_1252 else bytes([one]).decode("cp1252") for one in data)
        try:
            vietnamese = unicodedata.normalize("NFC", data.decode("cp1258"))
        except UnicodeDecodeError:
            return plain
        return vietnamese if _is_better(vietnamese, plain) else plain


def _is_better(vietnamese: str, plain: str) -> bool:
    """Whether more of it reads as Vietnamese than in any font that lies in the plain letters."""
    told, other = vietnamese[:_SAMPLE], plain[:_SAMPLE]
    return count_syllables(told) > max(count_syllables(decode_font(other, one)) for one in Encoding)


__all__ = ["decode", "read_csv"]
