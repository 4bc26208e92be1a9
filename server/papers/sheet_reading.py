"""A spreadsheet or CSV file as plain cells, bounded before it is opened: XLSX, XLS, ODS, CSV of any usual encoding.

A reader gives a table as a full rectangle: a file of a kilobyte with one cell far out would fill all memory. What a
file claims is therefore looked at first, in its unpacked parts, which are counted while they are unpacked.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from server.errors import Problem
from server.telling import tell

from .csv_reading import read_csv
from .packed_sheets import check_packed, find_errors, hidden_rows, unpacked
from .sheet_bounds import MAX_BYTES, MAX_COLUMNS, MAX_ROWS, MAX_SHEETS, too_large
from .xls_parts import check_xls, find_xls_errors

_OLE, _ZIP = b"\xd0\xcf\x11\xe0", b"PK\x03\x04"
CSV = "CSV"

Cells = Sequence[Sequence[Any]]


@dataclass(frozen=True, slots=True)
class SheetTable:
    """One sheet from its first cell on: row n of the sheet is `rows[n - 1]`; `hidden` are numbers of hidden rows.

    A formula that failed is its error as text, `#REF!`.
    """

    name: str
    rows: Cells
    hidden: frozenset[int] = frozenset()
    merged: int = 0


def list_sheets(data: bytes) -> list[str]:
    """Names of the sheets with cells that a file has, those people see first; a CSV file is one sheet."""
    return [CSV] if _is_csv(data) else _names_of(_open(data))


def hidden_sheets(data: bytes) -> frozenset[str]:
    """Names of the sheets that somebody has hidden."""
    return frozenset() if _is_csv(data) else _hidden_of(_open(data))


def read_sheet(data: bytes, name: str = "") -> SheetTable:
    """One sheet (without a name the first that is seen); Problem IMPT-00x where the file is none, too large, locked."""
    if _is_csv(data):
        return SheetTable(CSV, read_csv(data))
    book = _open(data)
    names = _names_of(book)
    name = name or next(iter(names), "")
    if name not in names:
        raise Problem(
            "IMPT-003",
            422,
            tell("Tệp không có trang “{name}”.", name=name),
            tell("Các trang: {sheet_names}.", sheet_names=", ".join(names)),
        )
    sheet = _sheet_of(book, name)
    if sheet.total_height > MAX_ROWS or sheet.total_width > MAX_COLUMNS:
        size = tell("{rows} dòng, {width} cột", rows=sheet.total_height, width=sheet.total_width)
        raise too_large(size)
    with _no_panic():
        rows = [[_plain(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)]
    merged = _count_merged(book, name, data)
    if not data.startswith(_ZIP):
        _put_errors(rows, find_xls_errors(data, book.sheet_names.index(name)))
        return SheetTable(name, rows, frozenset(), merged)
    _put_errors(rows, find_errors(data, name))
    return SheetTable(name, rows, hidden_rows(data, name), merged)


def _names_of(book: CalamineWorkbook) -> list[str]:
    """A chart on a sheet of its own has no cells."""
    names = [one.name for one in book.sheets_metadata if one.typ == SheetTypeEnum.WorkSheet]
    return sorted(names, key=_hidden_of(book).__contains__)[:MAX_SHEETS]


def _hidden_of(book: CalamineWorkbook) -> frozenset[str]:
    return frozenset(one.name for one in book.sheets_metadata if one.visible != SheetVisibleEnum.Visible)


def _put_errors(rows: list[list[Any]], errors: Mapping[tuple[int, int], str]) -> None:
    """The reader leaves such a cell empty, and cuts a table that ends in them."""
    height = max((row + 1 for row, _column in errors), default=0)
    width = max([*(column + 1 for _row, column in errors), *map(len, rows[:1])], default=0)
    rows.extend([] for _ in range(height - len(rows)))
    for (row, column), told in errors.items():
        rows[row].extend([None] * (width - len(rows[row])))
        rows[row][column] = told


@contextmanager
def _no_panic() -> Iterator[None]:
    """The reader gives up on some damaged files in a way no `except Exception` catches."""
    try:
        yield
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        remedy = tell("Mở bằng Excel hoặc LibreOffice, lưu lại dạng .xlsx rồi chọn lại.")
        raise Problem("IMPT-002", 422, tell("Tệp không đọc được."), remedy) from error


def _sheet_of(book: CalamineWorkbook, name: str) -> CalamineSheet:
    """A sheet the file lists; Problem IMPT-002 where the part with its cells is missing or damaged."""
    try:
        with _no_panic():
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
        raise too_large(f"{len(data) // 1_000_000} MB")
    return not data.startswith((_OLE, _ZIP))


def _open(data: bytes) -> CalamineWorkbook:
    if data.startswith(_ZIP):
        check_packed(data)
    else:
        check_xls(data)
    try:
        with _no_panic():
            return CalamineWorkbook.from_filelike(io.BytesIO(data))
    except CalamineError as error:
        told = (
            tell("Tệp có mật khẩu.")
            if "assword" in str(error) or "ncrypt" in str(error)
            else tell("Tệp không đọc được.")
        )
        remedy = tell("Mở bằng Excel hoặc LibreOffice, bỏ mật khẩu, lưu lại dạng .xlsx rồi chọn lại.")
        raise Problem("IMPT-002", 422, told, remedy) from error


def _count_merged(book: CalamineWorkbook, name: str, data: bytes) -> int:
    """How many ranges of cells are merged; ODS does not tell."""
    if data.startswith(_ZIP) and "content.xml" in _parts(data):
        return 0
    return len(_sheet_of(book, name).merged_cell_ranges or ())


def _parts(data: bytes) -> list[str]:
    with unpacked(data) as packed:
        return packed.namelist()


__all__ = ["CSV", "MAX_BYTES", "SheetTable", "hidden_sheets", "list_sheets", "read_sheet"]
