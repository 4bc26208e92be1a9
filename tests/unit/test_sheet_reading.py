"""Files as they are handed in: every format and encoding, and the ones that would fill all memory."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest
import xlsxwriter

from server.errors import Problem
from server.papers import sheet_reading
from server.papers.fault_sheet import write_fault_sheet
from server.papers.sheet_reading import list_sheets, read_sheet

TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"


def xlsx(write: Any) -> bytes:
    """A workbook with one sheet."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    write(book.add_worksheet("Hộ"))
    book.close()
    return out.getvalue()


def ods(rows: str) -> bytes:
    """A small OpenDocument spreadsheet."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        packed.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
        )
        packed.writestr(
            "content.xml",
            f'<office:document-content xmlns:office="{OFFICE}" xmlns:table="{TABLE}" xmlns:text="{TEXT}"><office:body>'
            f'<office:spreadsheet><table:table table:name="Hộ">{rows}</table:table></office:spreadsheet></office:body>'
            "</office:document-content>",
        )
    return out.getvalue()


def ods_cell(text: str, repeated: int = 1) -> str:
    """A cell with text."""
    return (
        f'<table:table-cell office:value-type="string" table:number-columns-repeated="{repeated}">'
        f"<text:p>{text}</text:p></table:table-cell>"
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_of_any_encoding_and_delimiter(encoding: str, delimiter: str) -> None:
    text = "\r\n".join(delimiter.join(row) for row in (("Chủ hộ", "Số", "Ghi chú"), ("Lê Thị Mẫu", "012", "")))
    assert read_sheet(text.encode(encoding)).rows == [["Chủ hộ", "Số", "Ghi chú"], ["Lê Thị Mẫu", "012", None]]


def test_csv_of_an_old_font_is_read_letter_by_letter() -> None:
    assert read_sheet("NguyÔn V¨n;1\nTrÇn;2".encode("cp1252")).rows[0][0] == "NguyÔn V¨n"


def test_an_xlsx_is_read_from_its_first_cell_on_and_tells_what_is_hidden() -> None:
    def write(sheet: Any) -> None:
        sheet.write(2, 1, "Lê")
        sheet.write(3, 1, 1.5)
        sheet.set_row(3, None, None, {"hidden": True})

    table = read_sheet(xlsx(write))
    assert table.rows == [[None, None], [None, None], [None, "Lê"], [None, 1.5]]
    assert table.hidden == frozenset({4})


def test_a_workbook_whose_sheet_is_missing_is_refused_by_the_sheets_name() -> None:
    whole, out = xlsx(lambda sheet: sheet.write(0, 0, "Thôn")), io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(whole)) as packed, zipfile.ZipFile(out, "w") as less:
        for name in packed.namelist():
            if name != "xl/worksheets/sheet1.xml":
                less.writestr(name, packed.read(name))
    with pytest.raises(Problem, match="Trang “Hộ” của tệp bị hỏng") as caught:
        read_sheet(out.getvalue())
    assert caught.value.code == "IMPT-002"


def test_an_ods_is_read() -> None:
    data = ods(f"<table:table-row>{ods_cell('Lê')}{ods_cell('Trần')}</table:table-row>")
    assert list_sheets(data) == ["Hộ"]
    assert read_sheet(data).rows == [["Lê", "Trần"]]


@pytest.mark.parametrize("place", [(1_048_575, 0), (0, 16_383), (200_000, 2)])
def test_one_cell_far_out_is_refused_before_it_fills_all_memory(place: tuple[int, int]) -> None:
    data = xlsx(lambda sheet: (sheet.write(0, 0, 1), sheet.write(*place, 2)))
    with pytest.raises(Problem, match="Bảng quá lớn"):
        read_sheet(data)


@pytest.mark.parametrize(
    "rows",
    [
        f'<table:table-row table:number-rows-repeated="1000000">{ods_cell("x")}</table:table-row>',
        f"<table:table-row>{ods_cell('x', 16_000)}</table:table-row>",
    ],
)
def test_an_ods_that_repeats_is_refused(rows: str) -> None:
    with pytest.raises(Problem, match="Bảng quá lớn"):
        read_sheet(ods(rows))


def test_empty_cells_that_repeat_to_the_end_are_no_size() -> None:
    empty = '<table:table-cell table:number-columns-repeated="16000"/>'
    data = ods(
        f"<table:table-row>{ods_cell('x')}{empty}</table:table-row>"
        f'<table:table-row table:number-rows-repeated="1048575">{empty}</table:table-row>'
    )
    assert read_sheet(data).rows[0][0] == "x"


def test_what_unpacks_to_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet_reading, "MAX_UNPACKED", 1_000)
    with pytest.raises(Problem, match="mở ra quá lớn"):
        read_sheet(xlsx(lambda sheet: sheet.write(0, 0, "x" * 2_000)))


def test_too_many_bytes_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet_reading, "MAX_BYTES", 10)
    with pytest.raises(Problem, match="Bảng quá lớn"):
        read_sheet(b"a;b;c\n1;2;3\n")


def test_the_marked_sheet_reads_as_the_one_handed_in() -> None:
    def write(sheet: Any) -> None:
        sheet.write_row(0, 0, ("Chủ hộ", "Số CMND"))
        sheet.write_row(1, 0, ("Lê", "=1+1"))

    class Wrong:
        row, column, value, what, remedy, severity = 2, 1, "=1+1", "sai", "Sửa", "block"

    table = read_sheet(xlsx(write))
    marked = write_fault_sheet(table, [Wrong()], {(2, 0): "Lê Mẫu"})
    assert read_sheet(marked, "Hộ").rows == [["Chủ hộ", "Số CMND"], ["Lê Mẫu", table.rows[1][1]]]
    assert read_sheet(marked, "Lỗi").rows[1][:4] == ["B2", "=1+1", "sai", "Sửa"]
