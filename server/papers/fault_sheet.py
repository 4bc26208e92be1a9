"""The sheet a person handed in, once more, with every cell that cannot be read marked and its remedy beside it."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from server.domain.imports.headings import column_letter
from server.domain.imports.lines import sentence
from server.telling import Told, tell

from .sheet_reading import SheetTable

LIST = tell("Lỗi")
_HEADS = (tell("Ô"), tell("Đang ghi"), tell("Vì sao"), tell("Cách sửa"), tell("Mức"))
_COLOURS = {"block": "#F6D5CE", "warn": "#FBE8C8"}
_WIDTHS = ((0, 0, 10), (1, 1, 24), (2, 3, 52), (4, 4, 12))
_WORDS = {"block": tell("chưa nhập"), "warn": tell("cần xem")}
Say = Callable[[Told], str]


def write_fault_sheet(
    table: SheetTable, faults: Sequence[Any], fixes: Mapping[tuple[int, int], str], say: Say = str
) -> bytes:
    """An XLSX with the cells as they stand (corrections put in), marked and commented, and the faults as a list.

    `say` tells what is wrong in the language of whoever corrects it.
    """
    import xlsxwriter  # read in when a sheet is asked for, not at start

    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out, {"strings_to_formulas": False, "strings_to_urls": False, "default_date_format": "dd/mm/yyyy"}
    )
    marks = {name: _marks(book, colour) for name, colour in _COLOURS.items()}
    sheet = book.add_worksheet(table.name[:31] if table.name != say(LIST) else say(tell("Dữ liệu")))
    plain = _Formats(book.add_format({"num_format": "@"}))
    marked = {(one.row, one.column): one for one in reversed(faults) if one.column is not None}
    for number, row in enumerate(table.rows, start=1):
        for column, cell in enumerate(row):
            fault = marked.get((number, column))
            value = fixes.get((number, column), cell)
            if value is not None or fault is not None:
                _write(sheet, (number - 1, column), value, marks[fault.severity] if fault is not None else plain)
    for (number, column), one in marked.items():
        sheet.write_comment(number - 1, column, f"{sentence(one.what, say)} {say(one.remedy)}", {"x_scale": 2.2})
    _write_list(book, faults, say)
    book.close()
    return out.getvalue()


@dataclass(frozen=True, slots=True)
class _Formats:
    """How a text, a number and a day look; None: as a sheet shows them by itself."""

    text: Any
    number: Any = None
    day: Any = None


def _marks(book: Any, colour: str) -> _Formats:
    """A marked cell is one of text: what is typed over it, an identity number above all, stays as it was typed."""
    text = book.add_format({"bg_color": colour, "num_format": "@"})
    return _Formats(text, text, book.add_format({"bg_color": colour, "num_format": "dd/mm/yyyy"}))


def _write(sheet: Any, place: tuple[int, int], value: Any, forms: _Formats) -> None:
    if value is None:
        sheet.write_blank(*place, None, forms.text)
    elif isinstance(value, str):
        sheet.write_string(*place, value, forms.text)
    elif isinstance(value, dt.date):
        sheet.write_datetime(*place, value, forms.day)
    elif isinstance(value, bool):
        sheet.write_boolean(*place, value, forms.number)
    elif isinstance(value, int | float):
        sheet.write_number(*place, value, forms.number)


def _write_list(book: Any, faults: Sequence[Any], say: Say) -> None:
    sheet = book.add_worksheet(say(LIST))
    head = book.add_format({"bold": True, "bottom": 1})
    for first, last, width in _WIDTHS:
        sheet.set_column(first, last, width)
    sheet.write_row(0, 0, list(map(say, _HEADS)), head)
    for number, one in enumerate(faults, start=1):
        whole = tell("dòng {n}", n=str(one.row))
        place = f"{column_letter(one.column)}{one.row}" if one.column is not None else say(whole)
        for column, told in enumerate(
            (place, one.value, sentence(one.what, say), say(one.remedy), say(_WORDS[one.severity]))
        ):
            sheet.write_string(number, column, told)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, len(faults), len(_WIDTHS))
