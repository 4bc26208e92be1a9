"""A spreadsheet or CSV file as plain cells, bounded before it is opened: XLSX, XLS, ODS, CSV of any usual encoding.

A reader gives a table as a full rectangle: a file of a kilobyte with one cell far out would fill all memory. What a
file claims is therefore looked at first, in its unpacked parts, which are counted while they are unpacked.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from lxml import etree
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from server.errors import BROKEN_PACKAGE, Problem
from server.telling import tell

MAX_BYTES = 20_000_000
MAX_UNPACKED = 300_000_000
MAX_ROWS, MAX_COLUMNS, MAX_SHEETS = 100_000, 200, 30
MAX_ROWS_XLS = 65_536
_PIECE = 1 << 20
_OLE, _ZIP = b"\xd0\xcf\x11\xe0", b"PK\x03\x04"
_FAR = re.compile(rb"""\br=["']([A-Z]*)(\d+)["']""")
_HIDDEN = re.compile(rb"""<(?:\w+:)?row\b[^>]*?\br=["'](\d+)["'][^>]*?\bhidden=["'](?:1|true)["']""")
_HIDDEN_FIRST = re.compile(rb"""<(?:\w+:)?row\b[^>]*?\bhidden=["'](?:1|true)["'][^>]*?\br=["'](\d+)["']""")
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_DELIMITERS = ";,\t|"

Cells = Sequence[Sequence[Any]]


@dataclass(frozen=True, slots=True)
class SheetTable:
    """One sheet from its first cell on: row n of the sheet is `rows[n - 1]`; `hidden` are numbers of hidden rows."""

    name: str
    rows: Cells
    hidden: frozenset[int] = frozenset()
    merged: int = 0


def list_sheets(data: bytes) -> list[str]:
    """Names of the sheets a file has; a CSV file is one sheet."""
    return ["CSV"] if _is_csv(data) else _open(data).sheet_names[:MAX_SHEETS]


def read_sheet(data: bytes, name: str = "") -> SheetTable:
    """One sheet (the first, without a name); Problem IMPT-00x where the file is none, is too large or is locked."""
    if _is_csv(data):
        return SheetTable("CSV", _read_csv(data))
    book = _open(data)
    name = name or book.sheet_names[0]
    if name not in book.sheet_names:
        raise Problem(
            "IMPT-003",
            422,
            tell("Tệp không có trang “{name}”.", name=name),
            tell("Các trang: {sheet_names}.", sheet_names=", ".join(book.sheet_names)),
        )
    sheet = _sheet_of(book, name)
    if sheet.total_height > MAX_ROWS or sheet.total_width > MAX_COLUMNS:
        raise _too_large(f"{sheet.total_height} dòng, {sheet.total_width} cột")
    rows = [[_plain(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)]
    merged = _count_merged(book, name, data)
    return SheetTable(name, rows, _hidden_rows(data, name) if data.startswith(_ZIP) else frozenset(), merged)


def _sheet_of(book: CalamineWorkbook, name: str) -> CalamineSheet:
    """A sheet the file lists; Problem IMPT-002 where the part with its cells is missing or damaged."""
    try:
        return book.get_sheet_by_name(name)
    except CalamineError as error:
        told = tell("Trang “{name}” của tệp bị hỏng, không đọc được.", name=name)
        raise Problem("IMPT-002", 422, told, tell("Mở bằng Excel hoặc LibreOffice, lưu lại rồi chọn lại.")) from error


def _plain(cell: Any) -> Any:
    return None if cell == "" else cell


def _is_csv(data: bytes) -> bool:
    if not data:
        raise Problem("IMPT-001", 422, tell("Tệp trống, không có byte nào."), tell("Chọn lại tệp."))
    if len(data) > MAX_BYTES:
        raise _too_large(f"{len(data) // 1_000_000} MB")
    return not data.startswith((_OLE, _ZIP))


def _open(data: bytes) -> CalamineWorkbook:
    if data.startswith(_ZIP):
        _check_packed(data)
    try:
        return CalamineWorkbook.from_filelike(io.BytesIO(data))
    except CalamineError as error:
        told = (
            tell("Tệp có mật khẩu.")
            if "assword" in str(error) or "ncrypt" in str(error)
            else tell("Tệp không đọc được.")
        )
        remedy = tell("Mở bằng Excel hoặc LibreOffice, bỏ mật khẩu, lưu lại dạng .xlsx rồi chọn lại.")
        raise Problem("IMPT-002", 422, told, remedy) from error


def _too_large(what: str) -> Problem:
    told = tell(
        "Bảng quá lớn: {what}. Nhiều nhất {max_rows} dòng, {max_columns} cột, {max_bytes} MB.",
        what=what,
        max_rows=MAX_ROWS,
        max_columns=MAX_COLUMNS,
        max_bytes=MAX_BYTES // 1000000,
    )
    return Problem("IMPT-004", 413, told, tell("Xóa dòng, cột trống ở cuối bảng, hoặc tách tệp theo huyện, xã."))


# --- what a packed file claims ------------------------------------------------------------------------------


@contextmanager
def _unpacked(data: bytes) -> Iterator[zipfile.ZipFile]:
    """The parts of a packed file; Problem IMPT-002 where one that is read is damaged or locked."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            yield packed
    except BROKEN_PACKAGE as error:
        remedy = tell("Mở bằng Excel hoặc LibreOffice, lưu lại dạng .xlsx rồi chọn lại.")
        raise Problem("IMPT-002", 422, tell("Tệp nén hỏng hoặc có mật khẩu."), remedy) from error


def _check_packed(data: bytes) -> None:
    with _unpacked(data) as packed:
        left = MAX_UNPACKED
        for one in packed.infolist():
            left -= one.file_size
            if left < 0:
                raise _too_large("mở ra quá lớn")
        for one in packed.infolist():
            _check_part(packed, one)


def _check_part(packed: zipfile.ZipFile, one: zipfile.ZipInfo) -> None:
    if one.filename.startswith("xl/worksheets/") and one.filename.endswith(".xml"):
        for piece in _pieces(packed, one):
            _check_far(piece)
    elif one.filename == "content.xml":
        with packed.open(one) as file:
            _check_ods(file)


def _pieces(packed: zipfile.ZipFile, one: zipfile.ZipInfo) -> Iterator[bytes]:
    """The part in pieces that overlap by what one reference is long; never more than it has claimed."""
    rest = b""
    with packed.open(one) as file:
        while piece := file.read(_PIECE):
            yield rest + piece
            rest = piece[-40:]


def _check_far(piece: bytes) -> None:
    """No cell beyond the bounds, whatever the sheet says about its size."""
    for column, row in _FAR.findall(piece):
        if len(row) > 5 and int(row) > MAX_ROWS:
            raise _too_large(f"có ô ở dòng {int(row)}")
        if len(column) > 2 or (len(column) == 2 and _number(column) > MAX_COLUMNS):
            raise _too_large(f"có ô ở cột {column.decode()}")


def _number(letters: bytes) -> int:
    number = 0
    for one in letters:
        number = number * 26 + one - 64
    return number


def _check_ods(file: Any) -> None:
    """Cells and rows said to repeat: only up to the last one that holds something."""
    rows = width = gap = 0
    for _event, row in etree.iterparse(file, tag=f"{_TABLE}table-row", resolve_entities=False, no_network=True):
        times = int(row.get(f"{_TABLE}number-rows-repeated", "1"))
        found = _ods_width(row)
        rows, gap = (rows + gap + times, 0) if found else (rows, gap + times)
        width = max(width, found)
        row.clear()
        if rows > MAX_ROWS or width > MAX_COLUMNS:
            raise _too_large(f"{rows} dòng, {width} cột")


def _ods_width(row: Any) -> int:
    width = gap = 0
    for cell in row:
        times = int(cell.get(f"{_TABLE}number-columns-repeated", "1"))
        width, gap = (width + gap + times, 0) if len(cell) else (width, gap + times)
    return width


# --- what the reader does not tell --------------------------------------------------------------------------


def _hidden_rows(data: bytes, name: str) -> frozenset[int]:
    """Rows that a filter or a person has hidden, of an XLSX sheet; other formats do not tell."""
    with _unpacked(data) as packed:
        part = _part_of(packed, name)
        if part is None:
            return frozenset()
        text = packed.read(part)
    return frozenset(int(one) for pattern in (_HIDDEN, _HIDDEN_FIRST) for one in pattern.findall(text))


def _part_of(packed: zipfile.ZipFile, name: str) -> str | None:
    names = set(packed.namelist())
    if not {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= names:
        return None
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    book = etree.fromstring(packed.read("xl/workbook.xml"), parser)
    relations = etree.fromstring(packed.read("xl/_rels/workbook.xml.rels"), parser)
    targets = {one.get("Id"): one.get("Target", "") for one in relations}
    for sheet in book.iter("{*}sheet"):
        if sheet.get("name") == name:
            identity = next((value for key, value in sheet.attrib.items() if str(key).endswith("}id")), "")
            target = "xl/" + targets.get(identity, "").removeprefix("/xl/").lstrip("/")
            return target if target in names else None
    return None


def _count_merged(book: CalamineWorkbook, name: str, data: bytes) -> int:
    """How many ranges of cells are merged; ODS does not tell."""
    if not data.startswith(_OLE) and "content.xml" in _names(data):
        return 0
    return len(_sheet_of(book, name).merged_cell_ranges or ())


def _names(data: bytes) -> list[str]:
    with _unpacked(data) as packed:
        return packed.namelist()


# --- CSV ----------------------------------------------------------------------------------------------------


def _read_csv(data: bytes) -> list[list[Any]]:
    text = _decode(data)
    sample = text[:20_000]
    lines = [line for line in sample.splitlines() if line.strip()][:20] or [""]
    delimiter = max(
        _DELIMITERS, key=lambda one: (min((line.count(one) for line in lines), default=0), sample.count(one))
    )
    if not any(line.count(delimiter) for line in lines):
        raise Problem(
            "IMPT-002", 422, tell("Tệp không phải bảng tính hay CSV."), tell("Chọn tệp .xlsx, .xls, .ods hoặc .csv.")
        )
    rows: list[list[Any]] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            if len(row) > MAX_COLUMNS or len(rows) >= MAX_ROWS:
                raise _too_large(f"{len(rows) + 1} dòng, {len(row)} cột")
            rows.append([cell if cell.strip() else None for cell in row])
    except csv.Error as error:
        raise Problem(
            "IMPT-002", 422, tell("Tệp CSV không đọc được: {error}.", error=error), tell("Lưu lại từ Excel dạng .xlsx.")
        ) from error
    return rows


def _decode(data: bytes) -> str:
    """UTF-8 with or without a mark, UTF-16 with one, else Windows-1252, in which old fonts are stored."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return "".join(chr(one) if one in _NO_1252 else bytes([one]).decode("cp1252") for one in data)


_NO_1252 = frozenset((0x81, 0x8D, 0x8F, 0x90, 0x9D))
