"""Files as they are handed in: every format and encoding, and the ones that would fill all memory."""

from __future__ import annotations

import contextlib
import io
import resource
import struct
import unicodedata
import zipfile
from typing import Any

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from server.errors import Problem
from server.papers import packed_sheets, sheet_reading
from server.papers.fault_sheet import write_fault_sheet
from server.papers.sheet_reading import hidden_sheets, list_sheets, read_sheet
from server.papers.xls_parts import ERRORS as XLS_ERRORS
from tests.builders.old_sheets import Failed, write_xls

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


CALC = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"
ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1258"]


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_of_any_encoding_and_delimiter(encoding: str, delimiter: str) -> None:
    text = "\r\n".join(delimiter.join(row) for row in (("Chủ hộ", "Số", "Ghi chú"), ("Lê Thị Mẫu", "012", "")))
    assert read_sheet(to_bytes(text, encoding)).rows == [["Chủ hộ", "Số", "Ghi chú"], ["Lê Thị Mẫu", "012", None]]


def to_bytes(text: str, encoding: str) -> bytes:
    """The text in an encoding; Windows-1258 has the tones as signs of their own, behind the letter."""
    if encoding != "cp1258":
        return text.encode(encoding)
    out = bytearray()
    for letter in text:
        for one in [letter] if _is_in_1258(letter) else _apart(letter):
            out += one.encode("cp1258")
    return bytes(out)


def _is_in_1258(letter: str) -> bool:
    try:
        letter.encode("cp1258")
    except UnicodeEncodeError:
        return False
    return True


def _apart(letter: str) -> list[str]:
    base, *marks = unicodedata.normalize("NFD", letter)
    tones = [one for one in marks if one in "\u0300\u0301\u0303\u0309\u0323"]
    shape = [one for one in marks if one not in tones]
    return [unicodedata.normalize("NFC", base + "".join(shape)), *tones]


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_text_of_one_column_is_a_list(encoding: str) -> None:
    data = to_bytes("Tên thôn\r\nẤp Bình Mỹ\r\nẤp Suối Nghệ, khu A\r\nThôn Đức Trung\r\n", encoding)
    assert [row[0] for row in read_sheet(data).rows] == [
        "Tên thôn",
        "Ấp Bình Mỹ",
        "Ấp Suối Nghệ, khu A",
        "Thôn Đức Trung",
    ]


def test_a_line_that_names_the_sign_between_columns_is_no_row() -> None:
    assert read_sheet(b"sep=;\r\na,b;c\r\n1,5;2\r\n").rows == [["a,b", "c"], ["1,5", "2"]]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("Danh sách\nẤp;Chủ hộ;Khẩu\nẤp 1;Lê, Thị Mẫu;2,5\nẤp 2;Lê, Văn Mẫu;3,5\n", 3),
        ("Ấp\tChủ hộ\tĐịa chỉ\nẤp 1\tLê\tTổ 1, ấp 1, xã\nẤp 2\tTrần\tTổ 2, ấp 2, xã\n", 3),
        ("Ấp;Chủ hộ\nẤp 1;Lê, Thị\nẤp 2;Trần, Thị\n", 2),
    ],
)
def test_commas_in_texts_and_numbers_do_not_part_columns(text: str, rows: int) -> None:
    assert {len(row) for row in read_sheet(text.encode()).rows[1:]} == {rows}


@pytest.mark.parametrize(
    "data", [b"%PDF-1.7 x", b"{\\rtf1 x}", b"<html><table><tr><td>Ap</td></tr></table>", b"a\x01b;c"]
)
def test_what_only_has_the_name_of_a_table_is_refused(data: bytes) -> None:
    with pytest.raises(Problem, match="không phải bảng tính") as caught:
        read_sheet(data)
    assert "lưu lại dạng .xlsx" in caught.value.remedy


ERRORS = ["#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!"]


def test_a_formula_that_failed_is_read_as_its_error_not_as_nothing() -> None:
    def write(sheet: Any) -> None:
        sheet.write_row(0, 0, ["Chủ hộ", "Khẩu", "Số"])
        for column, error in enumerate(ERRORS):
            sheet.write_formula(2, column, "=A9", None, error)

    assert read_sheet(xlsx(write)).rows[2] == ERRORS


def test_a_failed_cell_without_a_place_of_its_own_is_the_next_one() -> None:
    whole, out = (
        xlsx(lambda sheet: (sheet.write_formula(1, 1, "=A9", None, "#REF!"), sheet.write(1, 0, 5))),
        io.BytesIO(),
    )
    with zipfile.ZipFile(io.BytesIO(whole)) as packed, zipfile.ZipFile(out, "w") as bare:
        for name in packed.namelist():
            data = packed.read(name)
            bare.writestr(name, data.replace(b' r="A2"', b"").replace(b' r="B2"', b"").replace(b' r="2"', b' r="2"'))
    assert read_sheet(out.getvalue()).rows[1] == [5.0, "#REF!"]


@pytest.mark.parametrize("value", ['office:value-type="string" office:string-value=""', 'office:value-type="float"'])
def test_a_formula_that_failed_in_an_ods_is_read_as_its_error(value: str) -> None:
    failed = (
        f'<table:table-cell {value} xmlns:calcext="{CALC}" calcext:value-type="error" '
        'table:number-columns-repeated="2"><text:p>#REF!</text:p></table:table-cell>'
    )
    empty = '<table:table-row table:number-rows-repeated="3"><table:table-cell/></table:table-row>'
    data = ods(f"{empty}<table:table-row>{ods_cell('Lê')}{failed}</table:table-row>")
    assert read_sheet(data).rows[3] == ["Lê", "#REF!", "#REF!"]


@pytest.mark.parametrize("is_formula", [True, False])
@pytest.mark.parametrize(("code", "error"), XLS_ERRORS.items())
def test_a_formula_that_failed_in_an_old_xls_is_read_as_its_error(code: int, error: str, *, is_formula: bool) -> None:
    data = write_xls(("Ấp", "Chủ hộ"), ("Ấp 1", Failed(code, is_formula)), (None, "Lê"), *[("x", 1)] * 400)
    assert read_sheet(data).rows[:3] == [["Ấp", "Chủ hộ"], ["Ấp 1", error], [None, "Lê"]]


def test_a_failed_cell_at_the_end_of_an_old_xls_is_not_cut_off() -> None:
    assert read_sheet(write_xls(("Ấp", "Kết quả"), ("Ấp 1", Failed(0x17)))).rows[1] == ["Ấp 1", "#REF!"]


def patched(at: int, body: bytes) -> bytes:
    """An old .xls with other bytes somewhere; its stream begins at 1536 with the book, its one sheet 40 further on."""
    whole = write_xls(("Ấp", "Kết quả"), ("Ấp 1", 5), *[("x", 1)] * 100)
    return whole[:at] + body + whole[at + len(body) :]


@pytest.mark.parametrize(
    ("at", "body"),
    [
        (44, b"\xff\xff\xff\x7f"),  # sectors of the table
        (72, b"\xff\xff\xff\x00"),
        (512 + 8, b"\x02\x00\x00\x00"),  # a chain that bites its tail
        (1024 + 128 + 120, b"\xff\xff\xff\x7f"),  # the length of the stream
        (1600, b"\x00\x00\x01\x00"),  # the first row of the table after its last
        (1604, b"\xff\xff\xff\x7f"),  # its rows
    ],
)
def test_an_old_xls_that_claims_more_than_it_has_is_refused(at: int, body: bytes) -> None:
    assert read_sheet(patched(at, b"")).rows[1] == ["Ấp 1", 5.0]
    with pytest.raises(Problem, match="không đọc được"):
        read_sheet(patched(at, body))


def test_a_cell_far_out_in_an_old_xls_is_refused_before_it_fills_all_memory() -> None:
    with pytest.raises(Problem, match="Bảng quá lớn"):
        read_sheet(
            write_xls(("Ấp", 5)).replace(
                struct.pack("<HHHH", 0x0203, 14, 0, 1), struct.pack("<HHHH", 0x0203, 14, 0, 60_000)
            )
        )


def test_rows_of_an_old_xls_may_be_in_any_order() -> None:
    data = write_xls(("Ấp", "Kết quả"), ("Ấp 1", 5), ("Ấp 2", 6), *[("x", 1)] * 100)
    first, third = struct.pack("<HHH", 0x0203, 14, 1), struct.pack("<HHH", 0x0203, 14, 2)
    turned = data.replace(first, b"first!").replace(third, first).replace(b"first!", third)
    assert [row[1] for row in read_sheet(turned).rows[1:3]] == [6.0, 5.0]


@given(start=st.integers(0, 4_000), size=st.integers(1, 600), byte=st.integers(0, 255))
def test_a_damaged_old_xls_is_read_or_refused(start: int, size: int, byte: int) -> None:
    whole = write_xls(("Ấp", "Kết quả"), ("Ấp 1", Failed(0x17)), *[("x", 1)] * 100)
    damaged = whole[:start] + bytes([byte]) * size + whole[start + size :]
    with contextlib.suppress(Problem):
        read_sheet(damaged)


def test_more_errors_than_a_table_can_have_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packed_sheets, "MOST_ERRORS", 3)
    data = xlsx(lambda sheet: [sheet.write_formula(n, 0, "=A9", None, "#REF!") for n in range(5)])
    with pytest.raises(Problem, match="công thức bị lỗi"):
        read_sheet(data)


def with_hidden(*hidden: str) -> bytes:
    """A workbook of three sheets, some hidden."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    for name in ("Cũ", "Mới", "Phụ"):
        sheet = book.add_worksheet(name)
        sheet.write(0, 0, name)
        if name == "Mới":
            sheet.activate()
        if name in hidden:
            sheet.hide() if name == "Cũ" else sheet.very_hidden()
    book.close()
    return out.getvalue()


def test_a_hidden_sheet_is_not_read_for_the_one_that_is_seen() -> None:
    data = with_hidden("Cũ", "Phụ")
    assert (list_sheets(data), hidden_sheets(data)) == (["Mới", "Cũ", "Phụ"], {"Cũ", "Phụ"})
    assert read_sheet(data).rows == [["Mới"]]
    assert read_sheet(data, "Cũ").rows == [["Cũ"]]
    assert hidden_sheets(b"a;b\n1;2\n") == frozenset()


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


def with_row(cells: int) -> bytes:
    """A workbook of thirty rows and one more, whose cells do not say where they stand."""
    whole, out = xlsx(lambda sheet: [sheet.write(row, 0, row) for row in range(30)]), io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(whole)) as packed, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as bare:
        for name in packed.namelist():
            row = b"<row>" + b"<c><v>1</v></c>" * cells + b"</row></sheetData>"
            bare.writestr(name, packed.read(name).replace(b"</sheetData>", row))
    return out.getvalue()


def test_a_row_of_very_many_cells_without_a_place_is_refused_before_it_fills_all_memory() -> None:
    assert len(read_sheet(with_row(200)).rows[-1]) == 200
    data, before = with_row(1_000_000), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(Problem, match="Bảng quá lớn"):
        read_sheet(data)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100_000  # KB


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


def rewritten(part: str, old: bytes, new: bytes, name: str = "") -> bytes:
    """A workbook with other bytes in one part, under another name perhaps."""
    whole, out = xlsx(lambda sheet: (sheet.write(0, 0, "Thôn"), sheet.write(1, 1, 5))), io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(whole)) as packed, zipfile.ZipFile(out, "w") as other:
        for one in packed.namelist():
            data = packed.read(one)
            if one == part:
                assert old in data
                data = data.replace(old, new)
            if name and one == "xl/_rels/workbook.xml.rels":
                data = data.replace(part.removeprefix("xl/").encode(), name.encode())
            other.writestr(f"xl/{name}" if name and one == part else one, data)
    return out.getvalue()


SHEET = "xl/worksheets/sheet1.xml"


def test_a_text_that_looks_like_a_place_is_a_text() -> None:
    told = "bán kính r = 5, r= 3 m"
    assert read_sheet(xlsx(lambda sheet: sheet.write(0, 0, told))).rows == [[told]]


@pytest.mark.parametrize(
    ("part", "old", "new", "name"),
    [
        (SHEET, b'r="B2"', b'r="xfd1048576"', ""),
        (SHEET, b'r="B2"', b'r = "XFD1048576"', ""),
        (SHEET, b'r="B2"', b'r= "XFD1048576"', ""),
        (SHEET, b'r="B2"', b"r" + b" " * 2_000_000 + b'="XFD1048576"', ""),
        (SHEET, b'r="B2"', b'r="XFD1048576"', "pictures/one.png"),
        ("xl/sharedStrings.xml", b'uniqueCount="1"', b'uniqueCount="4294967295"', ""),
    ],
)
def test_a_workbook_that_hides_how_large_it_is_is_refused(part: str, old: bytes, new: bytes, name: str) -> None:
    assert read_sheet(rewritten(part, old, old, name)).rows[1] == [None, 5.0]
    with pytest.raises(Problem, match=r"Bảng quá lớn|không đọc được"):
        read_sheet(rewritten(part, old, new, name))


@pytest.mark.parametrize("cell", ['office:value-type="float" office:value="5"', 'table:formula="of:=1"'])
def test_a_value_that_repeats_without_being_shown_is_refused(cell: str) -> None:
    with pytest.raises(Problem, match="Bảng quá lớn"):
        read_sheet(
            ods(f'<table:table-row><table:table-cell {cell} table:number-columns-repeated="16000"/></table:table-row>')
        )


def test_empty_cells_that_repeat_to_the_end_are_no_size() -> None:
    empty = '<table:table-cell table:number-columns-repeated="16000"/>'
    data = ods(
        f"<table:table-row>{ods_cell('x')}{empty}</table:table-row>"
        f'<table:table-row table:number-rows-repeated="1048575">{empty}</table:table-row>'
    )
    assert read_sheet(data).rows[0][0] == "x"


def test_what_unpacks_to_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packed_sheets, "MAX_UNPACKED", 1_000)
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
    assert read_sheet(marked, "Lỗi").rows[1][:4] == ["B2", "=1+1", "Sai.", "Sửa"]


def far_apart(rows: int, width: int) -> dict[str, bytes]:
    """A cell at the beginning and one at the end, in each format."""

    def write(sheet: Any) -> None:
        sheet.write(0, 0, "Họ tên")
        sheet.write(rows - 1, width - 1, "x")

    repeated = f'<table:table-row table:number-rows-repeated="{rows - 2}"><table:table-cell/></table:table-row>'
    first, last = f"<table:table-row>{ods_cell('a')}</table:table-row>", "<table:table-cell/>" * (width - 1)
    old: list[list[Any]] = [["Họ tên"], *[[] for _ in range(rows - 2)], [*[None] * (width - 1), "x"]]
    return {
        "xlsx": xlsx(write),
        "ods": ods(f"{first}{repeated}<table:table-row>{last}{ods_cell('b')}</table:table-row>"),
        "xls": write_xls(*old),
    }


def test_a_rectangle_of_millions_of_cells_is_refused_before_it_is_made() -> None:
    assert {name: len(read_sheet(data).rows) for name, data in far_apart(2_000, 150).items()} == dict.fromkeys(
        ("xlsx", "ods", "xls"), 2_000
    )
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for data in far_apart(60_000, 190).values():
        assert len(data) < 3_000_000
        with pytest.raises(Problem) as told:
            read_sheet(data)
        assert told.value.code == "IMPT-004" and "3.000.000 ô" in told.value.message
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100_000


def test_millions_of_empty_cells_are_refused_before_they_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packed_sheets, "MAX_CELLS", 1_000)
    row = f"<table:table-row>{'<table:table-cell/>' * 60}</table:table-row>"
    assert read_sheet(ods(f"<table:table-row>{ods_cell('a')}</table:table-row>" + row * 16)).rows[0][0] == "a"
    with pytest.raises(Problem) as told:
        read_sheet(ods(row * 17))
    assert told.value.code == "IMPT-004"
