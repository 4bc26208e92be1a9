"""The parts of a packed spreadsheet (XLSX, ODS): what they claim before they are read, what the reader does not tell.

The reader takes a formula that failed for an empty cell, and says nothing of hidden rows.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from lxml import etree

from server.errors import BROKEN_PACKAGE, Problem
from server.telling import tell

from .sheet_bounds import MAX_CELLS, MAX_COLUMNS, MAX_ROWS, check_area, too_large

MAX_UNPACKED = 300_000_000
MOST_ERRORS = 100_000
_PIECE, _OVERLAP = 1 << 20, 100
_FAR = re.compile(rb"""\br=["']([A-Za-z]*)(\d+)["']""")
# Blanks around the sign of a place, which no program writes, would hide it from the line above.
_HIDING = re.compile(rb"""\br(?:\s{1,30}=\s{0,30}["']|=\s{1,30}["']|\s{31}|\s{0,30}=\s{31})""")
# A row, or a cell that does not say its place: it stands right of the one before it.
_UNPLACED = re.compile(rb"""<(?:\w{1,20}:)?(?:(row)(?=[\s/>])|c(?=[\s/>])(?![^<>]{0,300}\sr=))""")
_COUNT = re.compile(rb"""\b(?:uniqueC|c)ount\s{0,8}=\s{0,8}["'](\d{8,})["']""")
_HIDDEN = re.compile(rb"""<(?:\w+:)?row\b[^>]*?\br=["'](\d+)["'][^>]*?\bhidden=["'](?:1|true)["']""")
_HIDDEN_FIRST = re.compile(rb"""<(?:\w+:)?row\b[^>]*?\bhidden=["'](?:1|true)["'][^>]*?\br=["'](\d+)["']""")
_FAILED = re.compile(rb"""<(?:\w+:)?c\b[^>]*\bt=["']e["']""")
_FAILED_ODS = re.compile(rb"""value-type=["']error["']""")
_PLACE = re.compile(r"([A-Z]+)(\d+)")
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_CALC_TYPE = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}value-type"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}p"
_SAFE: dict[str, Any] = {"resolve_entities": False, "no_network": True}
_UNNAMED = "#ERROR!"  # a failed formula whose file does not say how


@contextmanager
def unpacked(data: bytes) -> Iterator[zipfile.ZipFile]:
    """The parts of a packed file; Problem IMPT-002 where one that is read is damaged or locked."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            yield packed
    except BROKEN_PACKAGE as error:
        remedy = tell("Mở bằng Excel hoặc LibreOffice, lưu lại dạng .xlsx rồi chọn lại.")
        raise Problem("IMPT-002", 422, tell("Tệp nén hỏng hoặc có mật khẩu."), remedy) from error


def check_packed(data: bytes) -> None:
    """Refuse a file that unpacks to too much, or has a cell far out."""
    with unpacked(data) as packed:
        left = MAX_UNPACKED
        for one in packed.infolist():
            left -= one.file_size
            if left < 0:
                raise too_large(tell("mở ra quá lớn"))
        for one in packed.infolist():
            _check_part(packed, one)


def _check_part(packed: zipfile.ZipFile, one: zipfile.ZipInfo) -> None:
    """A part may have any name: which is a sheet, another part says."""
    if one.filename == "content.xml":
        with packed.open(one) as file:
            _check_ods(file)
    elif not one.is_dir():
        extent = _Extent()
        for piece in _pieces(packed, one):
            extent.add(piece)


def _pieces(packed: zipfile.ZipFile, one: zipfile.ZipInfo) -> Iterator[bytes]:
    """The part in pieces that overlap by what one reference is long; never more than it has claimed."""
    rest = b""
    with packed.open(one) as file:
        while piece := file.read(_PIECE):
            yield rest + piece
            rest = piece[-_OVERLAP:]


@dataclass(slots=True)
class _Extent:
    """How far the cells of a part reach, as far as it was read. What two pieces have in common is counted twice."""

    rows: int = 0
    width: int = 0
    unplaced: int = 0  # cells without a place in the row that was read last
    begun: int = 0  # rows, whether they say their place or not

    def add(self, piece: bytes) -> None:
        """Refuse a table that would be too large: a small file has room for millions of cells."""
        last_row, last_column = _check_far(piece)
        widest = 0
        for found in _UNPLACED.finditer(piece):
            self.unplaced = 0 if found[1] else self.unplaced + 1
            self.begun += bool(found[1])
            widest = max(widest, self.unplaced)
            if self.unplaced > 2 * MAX_COLUMNS:
                raise too_large(tell("có hàng hơn {n} ô", n=MAX_COLUMNS))
        self.rows, self.width = max(self.rows, last_row, self.begun), max(self.width, last_column, widest)
        check_area(self.rows, self.width)


def _check_far(piece: bytes) -> tuple[int, int]:
    """No cell beyond the bounds, whatever the sheet says of its size, and no list of texts longer than any table.

    Returns the last row and the last column of the piece, from 1.
    """
    if _HIDING.search(piece) or any(int(one) > MAX_CELLS for one in _COUNT.findall(piece)):
        remedy = tell("Mở bằng Excel hoặc LibreOffice, lưu lại dạng .xlsx rồi chọn lại.")
        raise Problem("IMPT-002", 422, tell("Tệp không đọc được."), remedy)
    found = _FAR.findall(piece)
    last_row = max((int(one) for one in {row for _column, row in found if len(row) < 10}), default=0)
    columns = {column for column, _row in found}
    last_column = max((_number(one.upper()) for one in columns if len(one) < 4), default=0)
    far = next((row for _column, row in found if len(row) > 9), None)
    if far is not None or last_row > MAX_ROWS:
        raise too_large(tell("có ô ở dòng {row}", row=str(int(far or last_row))))
    wide = next((one for one in columns if len(one) > 3 or _number(one.upper()) > MAX_COLUMNS), None)
    if wide is not None:
        raise too_large(tell("có ô ở cột {column}", column=wide.decode()))
    return last_row, last_column


def _number(letters: bytes) -> int:
    number = 0
    for one in letters:
        number = number * 26 + one - 64
    return number


def _check_ods(file: Any) -> None:
    """Cells and rows said to repeat: only up to the last one that holds something."""
    rows = width = gap = cells = 0
    for _event, row in etree.iterparse(file, tag=f"{_TABLE}table-row", **_SAFE):
        cells += len(row)  # the reader makes room for an empty one, too
        if cells > MAX_CELLS:
            raise too_large(tell("{n} ô", n=cells))
        times = int(row.get(f"{_TABLE}number-rows-repeated", "1"))
        found = _ods_width(row)
        rows, gap = (rows + gap + times, 0) if found else (rows, gap + times)
        width = max(width, found)
        row.clear()
        if rows > MAX_ROWS or width > MAX_COLUMNS:
            raise too_large(tell("{rows} dòng, {width} cột", rows=rows, width=width))
        check_area(rows, width)


def _ods_width(row: Any) -> int:
    width = gap = 0
    for cell in row:
        times = int(cell.get(f"{_TABLE}number-columns-repeated", "1"))
        width, gap = (width + gap + times, 0) if _holds(cell) else (width, gap + times)
    return width


def _holds(cell: Any) -> bool:
    """Whether something is in a cell: what is shown of it, or only its value or formula."""
    return len(cell) > 0 or any(name.startswith(_OFFICE) or name == f"{_TABLE}formula" for name in cell.attrib)


# --- what the reader does not tell --------------------------------------------------------------------------


def hidden_rows(data: bytes, name: str) -> frozenset[int]:
    """Rows that a filter or a person has hidden, of an XLSX sheet; other formats do not tell."""
    with unpacked(data) as packed:
        part = _part_of(packed, name)
        if part is None:
            return frozenset()
        text = packed.read(part)
    return frozenset(int(one) for pattern in (_HIDDEN, _HIDDEN_FIRST) for one in pattern.findall(text))


def _part_of(packed: zipfile.ZipFile, name: str) -> str | None:
    names = set(packed.namelist())
    if not {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= names:
        return None
    parser = etree.XMLParser(**_SAFE)
    book = etree.fromstring(packed.read("xl/workbook.xml"), parser)
    relations = etree.fromstring(packed.read("xl/_rels/workbook.xml.rels"), parser)
    targets = {one.get("Id"): one.get("Target", "") for one in relations}
    for sheet in book.iter("{*}sheet"):
        if sheet.get("name") == name:
            identity = next((value for key, value in sheet.attrib.items() if str(key).endswith("}id")), "")
            target = "xl/" + targets.get(identity, "").removeprefix("/xl/").lstrip("/")
            return target if target in names else None
    return None


def find_errors(data: bytes, name: str) -> dict[tuple[int, int], str]:
    """Cells whose formula failed: (row, column), both from 0, to the error as a spreadsheet shows it."""
    with unpacked(data) as packed:
        if "content.xml" in packed.namelist():
            with packed.open("content.xml") as file:
                return _errors_of_ods(file.read(), name)
        part = _part_of(packed, name)
        return {} if part is None else _errors_of_xlsx(packed.read(part))


def _errors_of_xlsx(text: bytes) -> dict[tuple[int, int], str]:
    """Most sheets have none: only one that has is looked through cell by cell. A cell without a place is the next."""
    found: dict[tuple[int, int], str] = {}
    if not _FAILED.search(text):
        return found
    row = column = -1
    parts = etree.iterparse(io.BytesIO(text), events=("start", "end"), tag=("{*}row", "{*}c"), **_SAFE)
    for event, one in parts:
        if etree.QName(one).localname == "row":
            if event == "start":
                row, column = _whole(one.get("r"), row + 2) - 1, -1
            else:
                one.clear()
        elif event == "end":
            place = _PLACE.fullmatch(one.get("r", ""))
            column = _number(place[1].encode()) - 1 if place else column + 1
            if one.get("t") == "e":
                _note(found, (row, column), one.findtext("{*}v"))
    return found


def _note(found: dict[tuple[int, int], str], place: tuple[int, int], told: str | None) -> None:
    if place[0] < MAX_ROWS and place[1] < MAX_COLUMNS:
        found[place] = (told or "").strip()[:40] or _UNNAMED
    if len(found) > MOST_ERRORS:
        raise too_large(tell("{n} ô có công thức bị lỗi", n=len(found)))


def _whole(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 8 else otherwise


def _errors_of_ods(text: bytes, name: str) -> dict[tuple[int, int], str]:
    found: dict[tuple[int, int], str] = {}
    if not _FAILED_ODS.search(text):
        return found
    for _event, table in etree.iterparse(io.BytesIO(text), tag=f"{_TABLE}table", **_SAFE):
        row = 0
        for one in table.iter(f"{_TABLE}table-row") if table.get(f"{_TABLE}name") == name else ():
            times = _whole(one.get(f"{_TABLE}number-rows-repeated"), 1)
            for column, told in _failed_in(one):
                for n in range(min(times, MAX_ROWS)):
                    _note(found, (row + n, column), told)
            row += times
        table.clear()
    return found


def _failed_in(row: Any) -> Iterator[tuple[int, str | None]]:
    """(column from 0, error) of a row of an ODS table; what is shown of a cell makes the size of the table."""
    column = 0
    for cell in row:
        times = _whole(cell.get(f"{_TABLE}number-columns-repeated"), 1)
        if cell.get(_CALC_TYPE) == "error":
            yield from ((column + n, cell.findtext(_TEXT)) for n in range(min(times, MAX_COLUMNS)))
        column += times
