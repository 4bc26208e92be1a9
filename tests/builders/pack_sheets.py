"""Sheets of packs as an office fills them in, with invented numbers, and with the mistakes offices make."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from server.papers.pack_sheet import SHEET, TABLE_ROW, write_template
from server.standards.entry_lines import Line, lines_of
from server.standards.register import Pack

Change = Callable[[Worksheet], None]
NUMBERS = ("points", "VND/person/month", "m2/person", "indicators", "members", "years", "year", "percent")


def fill(pack: Pack, *changes: Change) -> bytes:
    """The pack's template, every line filled in with invented numbers, then changed."""
    book = load_workbook(io.BytesIO(write_template(pack)))
    sheet: Any = book[SHEET]
    for line in lines_of(pack):
        _fill_line(sheet, line)
    for change in changes:
        change(sheet)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def columns(sheet: Worksheet) -> dict[str, int]:
    """Column numbers by title."""
    return {str(cell.value): cell.column for cell in sheet[TABLE_ROW] if cell.value}


def rows_of(sheet: Worksheet, code: str) -> list[int]:
    """Rows of a line."""
    return [row for row in range(TABLE_ROW + 1, sheet.max_row + 1) if sheet.cell(row, 1).value == code]


def set_cell(code: str, title: str, value: Any) -> Change:
    """Write one cell of a line."""
    return lambda sheet: _write(sheet, rows_of(sheet, code)[0], title, value)


def _write(sheet: Worksheet, row: int, title: str, value: Any) -> None:
    cell: Any = sheet.cell(row, columns(sheet)[title])
    cell.value = value


def _fill_line(sheet: Worksheet, line: Line) -> None:
    rows = rows_of(sheet, line.code)
    if not line.unit:
        _write(sheet, rows[0], "Xác nhận (x)", "x")
    elif line.has_steps:
        for number, row in enumerate(rows[:2]):
            _write(sheet, row, "Từ mức", 100 * (number + 1))
            _write(sheet, row, "Nông thôn", 5 * number)
            _write(sheet, row, "Thành thị", 10 * number)
    elif line.columns == ("all",):
        _write(sheet, rows[0], "Giá trị", line.row if line.unit == "order" else 7)
    else:
        number = sum(map(ord, line.code)) % 40
        _write(sheet, rows[0], "Nông thôn", number)
        _write(sheet, rows[0], "Thành thị", number + 5)
