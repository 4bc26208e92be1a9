"""An XLSForm's sheets as a workbook that a person can read in Excel and that compiles to the same form. Pure."""

from __future__ import annotations

import io

import openpyxl
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from .questions import Row

LEADING = ("list_name", "type", "name", "label", "hint", "appearance", "required", "relevant", "constraint")
FROZEN = {"survey": "C2", "choices": "C2"}
MIN_WIDTH, MAX_WIDTH = 12, 48
_HEADER = Font(bold=True)
_SHADE = PatternFill("solid", fgColor="DDE7F0")
_OPENING = PatternFill("solid", fgColor="F2F2F2")
_WRAP = Alignment(vertical="top", wrap_text=True)


def write_xlsx(sheets: dict[str, list[Row]]) -> bytes:
    """Write the sheets: names and labels first, header frozen and shaded, groups shaded, columns of readable width."""
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.worksheets[0])
    for name, rows in sheets.items():
        _write_sheet(workbook.create_sheet(name), rows)
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def _write_sheet(sheet: Worksheet, rows: list[Row]) -> None:
    columns = _ordered(rows)
    sheet.append(columns)
    for row in rows:
        sheet.append([row.get(column) or None for column in columns])
    sheet.freeze_panes = FROZEN.get(sheet.title, "A2")
    sheet.auto_filter.ref = sheet.dimensions
    for cells in sheet.iter_rows():
        begins = str(cells[0].value).startswith("begin_")
        for cell in cells:
            cell.alignment = _WRAP
            if cell.row == 1:
                cell.font, cell.fill = _HEADER, _SHADE
            elif begins:
                cell.fill = _OPENING
    for number, column in enumerate(columns, start=1):
        longest = max(len(one) for one in (column, *(row.get(column, "") for row in rows)))
        sheet.column_dimensions[get_column_letter(number)].width = min(max(longest + 2, MIN_WIDTH), MAX_WIDTH)


def _ordered(rows: list[Row]) -> list[str]:
    """What a reader looks for first, then the rest as the rows have it; languages side by side."""
    columns = list(dict.fromkeys(key for row in rows for key in row))
    leading = [column for one in LEADING for column in columns if column.split("::")[0] == one]
    return [*leading, *(one for one in columns if one not in leading)]
