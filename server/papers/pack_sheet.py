"""The spreadsheet in which an office copies a law's numbers: written in the order of the form, read back strictly.

Whatever is not as the template made it (order of columns, codes, formulas, numbers as text) is named with its cell.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from server.errors import BROKEN_PACKAGE, Problem
from server.standards.entry_lines import (
    BLANK_STEPS,
    Fault,
    GivenLine,
    Line,
    columns_of,
    lines_of,
    read_values,
)
from server.standards.entry_words import UNIT_WORDS
from server.standards.packs import Scoring
from server.standards.register import Pack, list_hints
from server.telling import Told, joined, tell

SHEET = "Số liệu"
GUIDE = "Hướng dẫn"
HEADS = (("Gói", "pack"), ("Văn bản", "act"), ("Hiệu lực từ ngày", "from_on"), ("Ghi chú", "note"))
TABLE_ROW = len(HEADS) + 2
FIXED = ("Mã", "Nội dung", "Đơn vị", "Từ mức")
LAST = ("Điều khoản", "Xác nhận (x)")
MAX_BYTES = 2_000_000
MAX_UNPACKED = 20_000_000
MAX_ROWS = 2_000
_FILLED = PatternFill("solid", fgColor="FFF4D6")
_KEPT = PatternFill("solid", fgColor="ECECEC")


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a filled-in sheet says: its document {act, from_on, note}, its lines, and what is wrong with its shape."""

    document: dict[str, str]
    lines: tuple[GivenLine, ...]
    faults: tuple[Fault, ...]


def write_template(pack: Pack, hints: Mapping[str, str] | None = None) -> bytes:
    """The empty sheet of a pack as `.xlsx`; `hints` by code are shown beside a line, never copied into it."""
    book = Workbook()
    book.remove(book.worksheets[0])
    sheet = book.create_sheet(SHEET)
    act = next((one.act for one in lines_of(pack)), "")
    for number, (label, value) in enumerate(
        zip(HEADS, (pack.id, act, pack.in_force[0] or "", ""), strict=True), start=1
    ):
        sheet.cell(number, 1, label[0]).font = Font(bold=True)
        filled = sheet.cell(number, 2, value)
        filled.number_format = "@"
        filled.fill = _KEPT if label[1] == "pack" else _FILLED
    titles = _titles(pack)
    for column, title in enumerate((*titles, "Gợi ý"), start=1):
        cell = sheet.cell(TABLE_ROW, column, title)
        cell.font, cell.fill = Font(bold=True), _KEPT
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    row = TABLE_ROW
    for line in lines_of(pack):
        for _step in range(BLANK_STEPS if line.has_steps else 1):
            row += 1
            _write_line(sheet, row, line, titles, (hints or {}).get(line.code, ""))
    _finish(sheet, titles)
    _write_guide(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def read_sheet(data: bytes, pack: Pack) -> Sheet:
    """Read a filled-in sheet; Problem PACK-001 where the file is no sheet of this pack at all."""
    sheet = _open(data)
    head = {key: _cell_text(sheet.cell(number, 2).value) for number, (_label, key) in enumerate(HEADS, start=1)}
    if head["pack"] != pack.id:
        raise _no_sheet(tell("Tệp này là mẫu của gói “{pack}”, không phải “{id}”.", pack=head["pack"], id=pack.id))
    titles = _titles(pack)
    faults = [*_title_faults(sheet, titles), *_document_faults(head)]
    if any(one.place.startswith("dòng tiêu đề") for one in faults):
        return Sheet({}, (), tuple(faults))
    columns = {one.label: one.key for one in columns_of(pack)}
    lines = []
    for number in range(TABLE_ROW + 1, min(sheet.max_row, MAX_ROWS) + 1):
        cells = {title: sheet.cell(number, column).value for column, title in enumerate(titles, start=1)}
        if all(cell is None for cell in cells.values()):
            continue
        lines.append(_read_line(cells, columns, number))
    document = {key: head[key] for _label, key in HEADS if key != "pack"}
    return Sheet(document, tuple(lines), tuple(faults))


class SheetProblem(Problem):
    """A sheet with mistakes: nothing of it is loaded. `lines` has each mistake with place and remedy."""

    def __init__(self, pack: Pack, faults: Sequence[Fault]) -> None:
        self.lines = [joined((joined((one.place, one.what), ": "), one.remedy), ". ") for one in faults]
        self.lines = self.lines or [tell("Tệp không có dòng nào.")]
        told = tell(
            "{title}: {n} lỗi, chưa nạp gì.{lines}",
            title=pack.title,
            n=len(self.lines),
            lines=joined(("", *self.lines), "\n  - "),
        )
        super().__init__("PACK-013", 422, told, tell("Sửa rồi nạp lại."))


def read_filled(pack: Pack, data: bytes) -> tuple[dict[str, str], dict[str, dict[str, Any]]]:
    """(document, values) of a filled-in sheet; SheetProblem with every mistake."""
    sheet = read_sheet(data, pack)
    given = read_values(pack, sheet.lines) if sheet.lines else None
    faults = [*sheet.faults, *(given.faults if given is not None else ())]
    if faults or given is None:
        raise SheetProblem(pack, faults)
    return sheet.document, given.values


def hints_of(pack: Pack) -> dict[str, str]:
    """By line, the points a related text prints: shown to check against, never used."""
    if not isinstance(pack, Scoring):
        return {}
    hints: dict[str, list[str]] = {}
    for one in list_hints(pack):
        code, _, column = one.id.rpartition("[")
        hints.setdefault(code, []).append(f"{column.rstrip(']')}: {one.value}")
    return {code: f"{'; '.join(found)} (văn bản khác, chỉ để đối chiếu)" for code, found in hints.items()}


def _titles(pack: Pack) -> tuple[str, ...]:
    return (*FIXED, *(one.label for one in columns_of(pack)), *LAST)


def _write_line(sheet: Worksheet, row: int, line: Line, titles: tuple[str, ...], hint: str) -> None:
    unit = UNIT_WORDS.get(line.unit, line.unit) if line.unit else "xác nhận"
    fixed = {
        "Mã": line.code,
        "Nội dung": f"{line.label}. {line.wording}" if line.wording else line.label,
        "Đơn vị": unit,
    }
    fixed["Điều khoản"] = line.article
    open_titles = {"Điều khoản"} | ({"Xác nhận (x)"} if not line.unit else set(titles[len(FIXED) : -len(LAST)]))
    if line.columns == ("all",):
        open_titles = {"Điều khoản", titles[len(FIXED)]}
    if line.has_steps:
        open_titles.add("Từ mức")
    for column, title in enumerate((*titles, "Gợi ý"), start=1):
        written: Any = sheet.cell(row, column, hint if title == "Gợi ý" else fixed.get(title))
        written.alignment = Alignment(wrap_text=title in ("Nội dung", "Điều khoản"), vertical="top")
        if title in open_titles:
            written.fill = _FILLED
            if line.unit in ("text", "month-day") and title == titles[len(FIXED)]:
                written.number_format = "@"


def _finish(sheet: Worksheet, titles: tuple[str, ...]) -> None:
    widths = {"Mã": 26, "Nội dung": 52, "Đơn vị": 18, "Điều khoản": 20}
    for column, title in enumerate(titles, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = widths.get(title, 13)
    sheet.freeze_panes = f"C{TABLE_ROW + 1}"
    sheet.print_title_rows = f"{TABLE_ROW}:{TABLE_ROW}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _write_guide(book: Workbook) -> None:
    guide = book.create_sheet(GUIDE)
    guide.column_dimensions["A"].width = 110
    for line in (
        "Chép số từ văn bản gốc vào các ô màu vàng. Không đổi thứ tự cột, không xóa dòng, không dùng công thức.",
        "Số giống nhau ở nông thôn và thành thị: ghi một lần ở cột Chung. Khác nhau: ghi từng cột, để trống cột Chung.",
        "Lời văn (đơn vị «xác nhận»): ghi x ở cột cuối nếu đúng với văn bản.",
        "Dòng có «Từ mức»: mỗi mức một dòng cùng mã, từ thấp đến cao; thiếu thì chèn dòng, thừa thì để trống.",
        "Mục nào chưa có văn bản: để trống cả mục.",
        "Người thứ hai tự chép từ văn bản, không xem tệp của người thứ nhất.",
    ):
        guide.append([line])


def _open(data: bytes) -> Worksheet:
    if len(data) > MAX_BYTES:
        raise _no_sheet(tell("Tệp lớn {n} kB, quá {max_bytes} kB.", n=len(data) // 1000, max_bytes=MAX_BYTES // 1000))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            if sum(one.file_size for one in packed.infolist()) > MAX_UNPACKED:
                raise _no_sheet(tell("Tệp mở ra quá lớn."))
        book = load_workbook(io.BytesIO(data), data_only=False, keep_vba=False)
    except BROKEN_PACKAGE as error:
        raise _no_sheet(tell("Tệp không phải bảng tính .xlsx đọc được.")) from error
    if SHEET not in book.sheetnames:
        raise _no_sheet(tell("Tệp không có trang “{sheet}”.", sheet=SHEET))
    found: Worksheet = book[SHEET]
    return found


def _no_sheet(what: Told) -> Problem:
    return Problem("PACK-001", 422, what, tell("Tải mẫu của gói (rasoat packs template), chép số vào rồi nạp lại."))


def _title_faults(sheet: Worksheet, titles: tuple[str, ...]) -> Iterator[Fault]:
    """Columns in another order than the template's: a number under the wrong head must not be guessed at."""
    found = [_cell_text(sheet.cell(TABLE_ROW, column).value) for column in range(1, len(titles) + 1)]
    for column, (title, has) in enumerate(zip(titles, found, strict=True), start=1):
        if title != has:
            letter = get_column_letter(column)
            swapped = f", bị đổi chỗ với cột {get_column_letter(found.index(title) + 1)}" if title in found else ""
            what = tell(
                "cột {letter} ghi “{has}”, mẫu là “{title}”{swapped}",
                letter=letter,
                has=has,
                title=title,
                swapped=swapped,
            )
            yield Fault(
                tell("dòng tiêu đề, ô {letter}{table_row}", letter=letter, table_row=TABLE_ROW),
                what,
                tell("Đưa các cột về đúng thứ tự của mẫu, cả số bên dưới."),
            )


def _document_faults(head: Mapping[str, str]) -> Iterator[Fault]:
    for number, (label, key) in enumerate(HEADS, start=1):
        if key in ("act", "from_on") and not head[key]:
            yield Fault(
                tell("ô B{number}", number=number),
                tell("{label} còn trống", label=label),
                tell("Ghi số văn bản và ngày hiệu lực (năm-tháng-ngày)."),
            )


def _read_line(cells: Mapping[str, Any], columns: Mapping[str, str], number: int) -> GivenLine:
    return GivenLine(
        code=_cell_text(cells["Mã"]),
        place=tell("dòng {number}", number=str(number)),
        cells={key: cells[label] for label, key in columns.items()},
        step=cells["Từ mức"],
        article=_cell_text(cells["Điều khoản"]),
        mark=_cell_text(cells["Xác nhận (x)"]),
    )


def _cell_text(value: Any) -> str:
    if value is None:
        return ""
    return value.date().isoformat() if hasattr(value, "date") else str(value).strip()
