"""Tables as files: numbers stay numbers, text never becomes a formula, a share keeps its base; squares of a map."""

from __future__ import annotations

import io
from fractions import Fraction

import pytest
from python_calamine import CalamineWorkbook

from server.papers.maps import draw_squares, shade_step, wrap_name
from server.papers.table_files import TableFile, safe_text, write_csv, write_xlsx

TABLE = TableFile(
    "Theo hạng: Xã Bàu Giang",
    [("Đợt", "=1+1"), ("Cơ sở", "kết quả rà soát")],
    ["Nơi", "Hộ", "Tỷ lệ"],
    [["+84", 1_200, Fraction(1, 8)], ["Ấp Ỗ", 0, None]],
)


def test_a_csv_opens_in_excel_as_it_reads() -> None:
    data = write_csv(TABLE)
    assert data.startswith(b"\xef\xbb\xbf")
    lines = data.decode("utf-8-sig").split("\r\n")
    assert lines == [
        "Theo hạng: Xã Bàu Giang",
        "Đợt;'=1+1",
        "Cơ sở;kết quả rà soát",
        "",
        "Nơi;Hộ;Tỷ lệ",
        "'+84;1200;12,50",
        "Ấp Ỗ;0;–",
        "",
    ]


@pytest.mark.parametrize("text", ["=A1", "+1", "-1", "@x", "\t=1"])
def test_what_would_be_calculated_is_quoted(text: str) -> None:
    assert safe_text(text) == f"'{text}"
    assert safe_text(f"x{text}") == f"x{text}"


def test_an_xlsx_holds_text_as_text_and_numbers_as_numbers() -> None:
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(write_xlsx(TABLE))).get_sheet_by_index(0)
    rows = sheet.to_python()
    assert rows[1][:2] == ["Đợt", "=1+1"]
    assert rows[4] == ["Nơi", "Hộ", "Tỷ lệ"]
    assert rows[5:] == [["+84", 1200, 0.125], ["Ấp Ỗ", 0, "–"]]


def test_squares_lie_apart_under_their_heading_and_the_largest_share_has_a_shade() -> None:
    groups = [("Huyện A", [("1", "Xã Một"), ("2", "Xã Hai")]), ("Huyện B", [("3", "Xã Ba")])]
    drawing = draw_squares(groups, {"1": Fraction(1, 4), "2": Fraction(0), "3": None})
    assert [one.shade for one in drawing.shapes] == [5, 1, 0]
    assert len({(one.x, one.y) for one in drawing.shapes}) == 3
    assert [words for _x, _y, words in drawing.headings] == ["Huyện A", "Huyện B"]
    assert all(one.y + 58 <= drawing.height and one.x + 58 <= drawing.width for one in drawing.shapes)
    assert drawing.ends == tuple(Fraction(n, 20) for n in range(1, 6))


def test_steps_are_round_and_names_fit() -> None:
    assert shade_step([]) == Fraction(2, 100)
    assert shade_step([Fraction(3, 100)]) == Fraction(1, 100)
    assert shade_step([Fraction(1)]) == Fraction(1, 5)
    assert wrap_name("Phước Lộc Thượng Hạ") == ("Phước Lộc", "Thượng Hạ")
    assert wrap_name("Nguyễn An Ninh Một Hai") == ("Nguyễn An", "Ninh Một…")
