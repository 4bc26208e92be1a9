"""The workbook a province hands in: opened only if it is a plain `.xlsx` of bearable size, read as text. Pure.

Nothing in it runs: macros, links to other files and formulas are refused, not evaluated.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from server.errors import BROKEN_PACKAGE, Problem
from server.telling import Told, tell

from .issues import Issue

MAX_BYTES = 5_000_000
MAX_UNPACKED = 25_000_000
MAX_PARTS = 300
MAX_ROWS = 20_000
MAX_COLUMNS = 200
SHEETS = ("survey", "choices", "settings", "entities", "external_choices", "osm")
SAVE_AS_XLSX = tell("Lưu lại bằng Excel hoặc LibreOffice, kiểu “Sổ làm việc Excel (.xlsx)”.")
_MACRO_PARTS = ("vbaproject.bin", "vbadata.xml")
_FOREIGN_PARTS = ("xl/externallinks/", "xl/connections.xml", "xl/embeddings/", "xl/activex/")
Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class Sheets:
    """The sheets pyxform reads: (row number in Excel, cells by column heading), and the cells that are formulas."""

    rows: dict[str, list[tuple[int, Row]]]
    formulas: tuple[Issue, ...]

    def setting(self, name: str) -> str:
        """A value of the settings sheet; empty where it is not set."""
        found = self.rows.get("settings") or []
        return found[0][1].get(name, "") if found else ""

    def row_of(self, name: str) -> int | None:
        """The row of the question or group with this name on the survey sheet."""
        return next((number for number, row in self.rows.get("survey", ()) if row.get("name") == name), None)


def read_sheets(xlsx: bytes) -> Sheets:
    """Read the workbook; Problem FORM-020 (too large), -021 (no workbook), -022 (macros, links) and what to do."""
    check_package(xlsx)
    import openpyxl  # a fifth of a second that only checking a workbook needs

    try:
        book = openpyxl.load_workbook(io.BytesIO(xlsx), read_only=True, data_only=False)
        try:
            return _read_book(book)
        finally:
            book.close()
    except BROKEN_PACKAGE as error:
        raise Problem(
            "FORM-021", 422, tell("Tệp không mở được như một bảng tính: {error}.", error=error), SAVE_AS_XLSX
        ) from error


def _read_book(book: Any) -> Sheets:
    rows: dict[str, list[tuple[int, Row]]] = {}
    formulas: list[Issue] = []
    for sheet in book.worksheets:
        name = sheet.title.strip().lower()
        if name in SHEETS or len(book.sheetnames) == 1:
            rows[name if name in SHEETS else "survey"] = _read_rows(sheet, name, formulas)
    return Sheets(rows, tuple(formulas))


def check_package(xlsx: bytes) -> None:
    """Refuse what is too large packed or unpacked, no zip, or holds anything that runs or reaches out."""
    if len(xlsx) > MAX_BYTES:
        told = tell(
            "Tệp nặng {n} MB, lớn hơn {max_bytes} MB.",
            n=round(Decimal(len(xlsx)) / 1_000_000, 1),
            max_bytes=MAX_BYTES // 1_000_000,
        )
        raise Problem("FORM-020", 413, told, tell("Bỏ hình và các trang không dùng khỏi tệp."))
    try:
        with zipfile.ZipFile(io.BytesIO(xlsx)) as package:
            _check_parts(package)
    except BROKEN_PACKAGE as error:
        raise Problem("FORM-021", 422, tell("Tệp không phải .xlsx: {error}.", error=error), SAVE_AS_XLSX) from error


def _check_parts(package: zipfile.ZipFile) -> None:
    parts = package.infolist()
    unpacked = sum(one.file_size for one in parts)
    if unpacked > MAX_UNPACKED or len(parts) > MAX_PARTS:
        told = tell(
            "Tệp bung ra {unpacked} MB, {n} phần; nhiều nhất {max_unpacked} MB.",
            unpacked=round(unpacked / 1_000_000),
            n=len(parts),
            max_unpacked=MAX_UNPACKED // 1_000_000,
        )
        raise Problem("FORM-020", 413, told, tell("Xóa các dòng, cột và trang trống có định dạng rồi lưu lại."))
    names = [one.filename.lower() for one in parts]
    types = package.read("[Content_Types].xml") if "[Content_Types].xml" in package.namelist() else b""
    if any(name.endswith(_MACRO_PARTS) for name in names) or b"macroenabled" in types.lower():
        raise Problem("FORM-022", 422, tell("Tệp có macro, không được nhận."), SAVE_AS_XLSX)
    foreign = next((name for name in names if name.startswith(_FOREIGN_PARTS)), None)
    if foreign is not None:
        raise Problem(
            "FORM-022",
            422,
            tell("Tệp nối với tệp khác ({foreign}).", foreign=foreign),
            tell("Cắt liên kết, dán giá trị, rồi lưu lại."),
        )
    for one in parts:
        if one.filename.endswith((".xml", ".rels")) and b"<!DOCTYPE" in package.read(one).replace(b"\0", b""):
            raise Problem(
                "FORM-022", 422, tell("Tệp có khai báo DOCTYPE trong {filename}.", filename=one.filename), SAVE_AS_XLSX
            )


def _read_rows(sheet: Any, name: str, formulas: list[Issue]) -> list[tuple[int, Row]]:
    columns: list[str] = []
    rows: list[tuple[int, Row]] = []
    for number, cells in enumerate(sheet.iter_rows(max_row=MAX_ROWS, max_col=MAX_COLUMNS), start=1):
        values = ["" if cell.value is None else str(cell.value).strip() for cell in cells]
        if number == 1:
            columns = values
            continue
        row = {column: value for column, value in zip(columns, values, strict=False) if column and value}
        if row:
            rows.append((number, row))
        formulas += [
            Issue(_say_formula(str(cell.value)), name, number, column)
            for column, cell in zip(columns, cells, strict=False)
            if column and cell.data_type == "f"
        ]
    return rows


def _say_formula(formula: str) -> Told:
    return tell("ô là công thức {formula}; chép ô rồi dán dạng giá trị.", formula=formula[:40])
