"""A table as a file for a spreadsheet: XLSX and CSV. Numbers stay numbers, text never becomes a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

Value = str | int | Fraction | None
CSV_TYPE = "text/csv; charset=utf-8"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# What a spreadsheet takes for a formula or a command at the start of a cell.
RISKY = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class TableFile:
    """Title, what the numbers rest on (name, words), header and rows. None is "–", a Fraction a share."""

    title: str
    notes: Sequence[tuple[str, str]]
    header: Sequence[str]
    rows: Sequence[Sequence[Value]]


def write_csv(table: TableFile, point: str = ",") -> bytes:
    """UTF-8 with a mark that Excel reads, semicolons apart as Excel in Vietnamese expects; notes above the header.

    `point` stands before the decimals of shares.
    """
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([safe_text(table.title)])
    writer.writerows([safe_text(name), safe_text(words)] for name, words in table.notes)
    writer.writerow([])
    writer.writerow([safe_text(one) for one in table.header])
    writer.writerows([_as_text(one, point) for one in row] for row in table.rows)
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def safe_text(text: str) -> str:
    """A quote in front of what a spreadsheet would calculate."""
    return f"'{text}" if text.startswith(RISKY) else text


def _as_text(value: Value, point: str) -> str | int:
    if value is None:
        return "–"
    if isinstance(value, Fraction):
        return f"{float(value * 100):.2f}".replace(".", point)
    return value if isinstance(value, int) else safe_text(value)


def write_xlsx(table: TableFile) -> bytes:
    """One sheet: title, notes, a frozen header, columns as wide as their words; landscape A4."""
    import xlsxwriter  # as `pyxform`: only who asks for a table pays for it

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet("Bảng")
    bold, head = book.add_format({"bold": True}), book.add_format({"bold": True, "text_wrap": True, "border": 1})
    whole, share = book.add_format({"num_format": "#,##0"}), book.add_format({"num_format": "0.00%"})
    sheet.write_string(0, 0, table.title, bold)
    for number, (name, words) in enumerate(table.notes, start=1):
        sheet.write_string(number, 0, name)
        sheet.write_string(number, 1, words)
    top = len(table.notes) + 2
    for column, words in enumerate(table.header):
        sheet.write_string(top, column, words, head)
    for number, row in enumerate(table.rows, start=top + 1):
        for column, value in enumerate(row):
            if value is None:
                sheet.write_string(number, column, "–")
            elif isinstance(value, Fraction):
                sheet.write_number(number, column, float(value), share)
            elif isinstance(value, int):
                sheet.write_number(number, column, value, whole)
            else:
                sheet.write_string(number, column, value)
    sheet.freeze_panes(top + 1, 1)
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, max(1, len(table.header) - 1), 14)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(top)
    book.close()
    return out.getvalue()
