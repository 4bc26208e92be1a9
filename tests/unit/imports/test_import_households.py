"""From lines to households: headings found, lines that are no data passed over, nothing guessed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from server.domain.imports.fields import HOUSEHOLDS, VILLAGES, fields_of
from server.domain.imports.headings import find_heading, is_no_data, propose_columns
from server.domain.imports.households import ListedHousehold, Terms, Villages, read_households
from server.domain.imports.lines import Plan, Skipped, read_lines
from server.domain.imports.places import Commune, make_book
from server.domain.imports.statuses import add_status, classes_ever

FIELDS = fields_of(HOUSEHOLDS)
BOOK = make_book(
    [Commune("26680", "Xã Bình Ba", "Huyện Châu Đức"), Commune("26683", "Xã Suối Nghệ", "Huyện Châu Đức")],
    [("26680-01", "26680", "Ấp 1"), ("26680-02", "26680", "Thôn Bình Mỹ"), ("26683-01", "26683", "Ấp 1")],
)
TERMS = Terms("training_points", "12/QĐ", "2015-12-20", "2016-01-01", area_code="26680")
HEADS = ("STT", "Ấp", "Mã hộ", "Họ tên chủ hộ", "Năm sinh", "Số CMND", "Kết quả", "Điểm B1")


def read(*rows: Sequence[Any], terms: Terms = TERMS, heads: Sequence[str] = HEADS) -> list[ListedHousehold]:
    """The households of a sheet with these lines."""
    table = [heads, *rows]
    heading = find_heading(table, FIELDS)
    plan = Plan(heading, propose_columns(heading, FIELDS))
    return read_households(read_lines(table, FIELDS, plan, Skipped()), terms, BOOK, Villages())


def faults(one: ListedHousehold) -> list[tuple[str, str]]:
    """(place, what) of a household's faults."""
    return [(fault.cell, fault.what) for line in one.lines for fault in line.faults]


def test_a_line_is_a_household_with_its_status_by_decision() -> None:
    [one] = read((1, "ấp 01", "7", "LÊ THỊ MẪU", 1960, None, "Hộ nghèo", 85))
    assert (one.area_code, one.village, one.head_name, one.old_code) == ("26680", "26680-01", "Lê Thị Mẫu", "7")
    assert one.status == {
        "outcome": "poor",
        "decision_no": "12/QĐ",
        "decision_on": "2015-12-20",
        "from_on": "2016-01-01",
    }
    assert one.assessed == {"outcome": "poor", "b1": 85}
    head = {"no": 1, "state": "in", "full_name": "Lê Thị Mẫu", "relation": "head", "birth_year": 1960}
    assert (one.members, faults(one)) == ([head], [])


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ((1, "Ấp 1", 1, None, 1960, None, "Nghèo", 80), ("D2", "thiếu họ tên chủ hộ")),
        ((1, "Ấp 1", 1, "Lê Thị Mẫu", 1960, None, None, 80), ("G2", "thiếu kết quả")),
        ((1, "Ấp 1", 1, "Lê Thị Mẫu", 1960, None, "hộ khá", 80), ("G2", "không có trong danh mục")),
        ((1, "Ấp 9", 1, "Lê Thị Mẫu", 1960, None, "Nghèo", 80), ("B2", "chưa có thôn này trong danh mục")),
        ((1, "Ấp 1", 999, "Nguyễn Văn A", 1960, None, "Nghèo", 80), ("D2", "có vẻ là dòng ghi thử")),
    ],
)
def test_what_a_household_cannot_do_without_keeps_it_outside(row: tuple[Any, ...], told: tuple[str, str]) -> None:
    [one] = read(row)
    assert one.is_blocked
    assert told in faults(one)


@pytest.mark.parametrize("points", [0, -3, "", None])
def test_points_that_are_missing_or_not_above_zero_are_no_points(points: Any) -> None:
    [one] = read((1, "Ấp 1", 1, "Lê Thị Mẫu", 1960, None, "Nghèo", points))
    assert one.assessed == {}
    assert not one.is_blocked


def test_a_doubtful_paper_is_told_and_left_out() -> None:
    [one] = read((1, "Ấp 1", 1, "Lê Thị Mẫu", 1960, 99160123456, "Nghèo", None))
    assert not one.is_blocked
    assert "id_number" not in one.members[0]
    assert faults(one)[0][0] == "F2"


def test_the_same_household_twice_comes_in_once() -> None:
    row = (1, "Ấp 1", 1, "Lê Thị Mẫu", 1960, None, "Nghèo", None)
    first, second = read(row, row)
    assert (first.is_blocked, second.is_blocked) == (False, True)
    assert faults(second) == [("D3", "trùng với dòng 2")]


def test_the_same_household_with_two_results_stays_outside() -> None:
    row = (1, "Ấp 1", 1, "Lê Thị Mẫu", 1960, None)
    first, second = read((*row, "Nghèo", None), (*row, "Cận nghèo", None))
    assert first.is_blocked and second.is_blocked


def test_codes_that_start_again_in_every_village_are_no_doubles() -> None:
    found = read(
        (1, "Ấp 1", 1, "Lê Thị Mẫu", 1960, None, "Nghèo", None),
        (2, "Bình Mỹ", 1, "Lê Văn Mẫu", 1961, None, "Nghèo", None),
    )
    assert [one.is_blocked for one in found] == [False, False]


def test_names_that_differ_in_a_mark_are_two_households() -> None:
    found = read(*((1, "Ấp 1", n, f"Lê Thị {name}", 1960, None, "Nghèo", None) for n, name in ((1, "An"), (2, "Ân"))))
    assert [one.is_blocked for one in found] == [False, False]


def test_a_fault_shows_what_stands_in_the_cell_not_what_it_means() -> None:
    heads = ("Ấp", "Chủ hộ", "Kết quả", "Hộ nghèo", "Số CMND")
    row = ("Ấp 1", "LÊ THỊ MẪU", "Cận  nghèo", "x", "077199001234")
    first, second = read(row, ("Ấp 1", "Lê Thị Hai", "Nghèo", None, "077199001234"), heads=heads)
    assert [one.value for one in first.lines[0].faults if one.cell == "C2"] == ["Cận  nghèo"]
    assert [one.value for one in second.lines[0].faults if one.cell == "E3"] == [""]


def test_words_to_choose_from_are_those_a_person_may_write() -> None:
    heads = ("Ấp", "Chủ hộ", "Quan hệ", "Kết quả")
    [one] = read(("Ấp 1", "Lê Thị Mẫu", "bà con", "Nghèo"), heads=heads)
    [fault] = [each for each in one.lines[0].faults if each.cell == "C2"]
    assert "Chủ hộ" in fault.remedy.render(str, "en")


def test_no_decision_no_status() -> None:
    [one] = read((1, "Ấp 1", 1, "Lê Thị Mẫu", 1960, None, "Nghèo", None), terms=Terms("x", area_code="26680"))
    assert one.is_blocked
    assert "thiếu số hoặc ngày quyết định công nhận" in [what for _cell, what in faults(one)]


LIST_OF_POOR = Terms("training_points", "12/QĐ", "2015-12-20", area_code="26680", outcome="poor")


@pytest.mark.parametrize(
    ("head", "cell", "what"),
    [
        ("Ngày quyết định", "hôm qua", "không phải là ngày"),
        ("Ngày quyết định", "2015", "thiếu ngày hoặc tháng"),
        ("Ngày quyết định", "31/02/2015", "không có ngày này trong lịch"),
        ("Số quyết định", "9" * 1_001, "ô dài 1.001 ký tự, quá 1.000"),
        ("Kết quả", "hộ khá", "không có trong danh mục"),
        ("Hộ cận nghèo", "xem sau", "không rõ có hay không"),
        ("Xã", "B" * 1_001, "ô dài 1.001 ký tự, quá 1.000"),
    ],
)
def test_what_cannot_be_read_is_never_replaced_by_what_holds_for_the_whole_list(
    head: str, cell: str, what: str
) -> None:
    heads = ("Ấp", "Chủ hộ", head)
    [one] = read(("Ấp 1", "Lê Thị Mẫu", cell), terms=LIST_OF_POOR, heads=heads)
    assert one.is_blocked
    [fault] = [each for line in one.lines for each in line.faults]
    assert (fault.cell, fault.what, fault.value) == ("C2", what, cell[:120] if len(cell) < 999 else cell[:60])


@pytest.mark.parametrize("head", ["Ngày quyết định", "Số quyết định", "Kết quả", "Hộ cận nghèo", "Xã"])
def test_an_empty_cell_takes_what_holds_for_the_whole_list(head: str) -> None:
    [one] = read(("Ấp 1", "Lê Thị Mẫu", None), terms=LIST_OF_POOR, heads=("Ấp", "Chủ hộ", head))
    assert not one.is_blocked
    assert (one.area_code, one.outcome) == ("26680", "poor")
    assert one.status == {"outcome": "poor", "decision_no": "12/QĐ", "decision_on": "2015-12-20"}


def test_a_commune_beyond_the_area_of_the_import_is_not_taken_for_the_whole_list() -> None:
    [one] = read((1, "Ấp 1", "7", "Lê Thị Mẫu", 1960, None, "Nghèo", 85), terms=replace(TERMS, area_code="26699"))
    assert one.is_blocked
    assert ("dòng 2", "xã chọn cho cả danh sách không thuộc khu vực của lần nhập") in faults(one)


@pytest.mark.parametrize("chosen", ["26683-01", "26699-01", "nowhere"])
def test_a_village_chosen_for_a_name_must_lie_in_the_commune_of_the_line(chosen: str) -> None:
    row = (1, "Ấp Lạ", 1, "Lê Thị Mẫu", 1960, None, "Nghèo", 80)
    [one] = read(row, terms=replace(TERMS, villages={"26680|la": chosen}))
    assert (one.is_blocked, one.village) == (True, "")
    assert ("B2", "thôn đã chọn không thuộc xã của dòng này") in faults(one)
    [right] = read(row, terms=replace(TERMS, villages={"26680|la": "26680-02"}))
    assert (right.is_blocked, right.village) == (False, "26680-02")


def test_a_line_for_each_person_fills_down() -> None:
    heads = ("Ấp", "Mã hộ", "Chủ hộ", "Họ tên thành viên", "Quan hệ", "Năm sinh", "Kết quả")
    first, second = read(
        ("Ấp 1", 1, "Lê Thị Mẫu", "Lê Thị Mẫu", "Chủ hộ", 1960, "Nghèo"),
        (None, None, None, "Trần Văn Mẫu", "Chồng", "1958", None),
        (None, None, None, "Trần Thị Mẫu", "con gái", "2/3/1990", None),
        ("Ấp 1", 2, "Phạm Văn Mẫu", "Phạm Văn Mẫu", "Chủ hộ", 1950, "Cận nghèo"),
        heads=heads,
    )
    assert [(one["no"], one["relation"], one.get("birth_year")) for one in first.members] == [
        (1, "head", 1960),
        (2, "spouse", 1958),
        (3, "child", 1990),
    ]
    assert (len(second.members), second.outcome) == (1, "near_poor")


def test_the_heading_may_have_two_lines_below_titles() -> None:
    rows = [
        ("DANH SÁCH HỘ NGHÈO", None, None, None, None),
        (None, None, None, None, None),
        ("TT", "Thôn", "Họ và tên chủ hộ", "Kết quả rà soát", None),
        (None, None, None, "Hộ nghèo", "Hộ cận nghèo"),
        ("(1)", "(2)", "(3)", "(4)", "(5)"),
        (1, "Ấp 1", "Lê Thị Mẫu", "x", None),
    ]
    heading = find_heading(rows, FIELDS)
    assert heading.first_row == 5
    assert propose_columns(heading, FIELDS) == {1: "village", 2: "head_name", 3: "is_poor", 4: "is_near_poor"}
    assert [is_no_data(row, heading) for row in rows[4:]] == ["numbering", None]


FAILED = "công thức trong ô bị lỗi"


@pytest.mark.parametrize("error", ["#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", " #NUM! ", "Err:508"])
@pytest.mark.parametrize(("column", "is_blocked"), [(1, True), (2, False), (3, True), (4, False), (6, True)])
def test_a_formula_that_failed_is_told_at_its_cell_never_read_as_empty(
    error: str, column: int, is_blocked: bool
) -> None:
    row: list[Any] = [1, "Ấp 1", "7", "Lê Thị Mẫu", 1960, None, "Nghèo", 85]
    row[column] = error
    [one] = read(row, terms=replace(TERMS, outcome="poor"))
    [fault] = [each for line in one.lines for each in line.faults]
    assert (fault.cell, fault.what, fault.value) == (f"{'ABCDEFGH'[column]}2", FAILED, error)
    assert one.is_blocked is is_blocked


def test_a_line_of_nothing_but_failed_formulas_is_a_household_nobody_can_read() -> None:
    [one] = read(("#REF!",) * 8)
    assert one.is_blocked
    assert {what for _cell, what in faults(one)} == {FAILED}


def test_a_total_that_failed_is_still_a_total() -> None:
    heading = find_heading([HEADS], FIELDS)
    assert is_no_data(("Tổng cộng", None, None, None, None, None, "#REF!", 12), heading) == "total"


@pytest.mark.parametrize("title", [None, "DANH MỤC THÔN XÃ BÌNH BA"])
@pytest.mark.parametrize("more", [(), ("Số hộ",)])
def test_a_list_of_villages_may_have_one_column(title: str | None, more: tuple[str, ...]) -> None:
    fields = fields_of(VILLAGES)
    rows = [*([(title,)] if title else []), ("Tên thôn", *more), ("Ấp 1",), ("Tên thôn", *more), ("Ấp 2",)]
    heading = find_heading(rows, fields)
    assert propose_columns(heading, fields) == {0: "name"}
    plan = Plan(heading, {0: "name"})
    skipped = Skipped()
    assert [line.values["name"] for line in read_lines(rows, fields, plan, skipped)] == ["Ấp 1", "Ấp 2"]
    assert skipped.counts == {"heading": 1}


def test_a_list_of_villages_without_a_heading_is_left_to_a_person() -> None:
    assert find_heading([("Ấp 1",), ("Ấp 2",)], fields_of(VILLAGES)).first_row == 1


@pytest.mark.parametrize(
    ("upper", "lower", "columns"),
    [
        (
            ("TT", "Thôn", "Chủ hộ", None, "Quyết định", None),
            (None, None, "Họ và tên", "Năm sinh", "Số", "Ngày"),
            {1: "village", 2: "head_name", 3: "birth", 4: "decision_no", 5: "decision_on"},
        ),
        (
            ("STT", "Ấp", "Họ tên chủ hộ", "Thành viên", None, "Điểm", None),
            (None, None, None, "Họ tên", "Quan hệ", "B1", "B2"),
            {1: "village", 2: "head_name", 3: "person_name", 4: "relation", 5: "b1", 6: "b2"},
        ),
        (
            ("Ấp", "Chủ hộ", "Kết quả rà soát", None, "Số khẩu"),
            (None, None, "Nghèo", "Cận nghèo", None),
            {0: "village", 1: "head_name", 2: "is_poor", 3: "is_near_poor", 4: "persons"},
        ),
    ],
)
def test_a_heading_merged_over_columns_counts_for_each_of_them(
    upper: tuple[Any, ...], lower: tuple[Any, ...], columns: dict[int, str]
) -> None:
    heading = find_heading([upper, lower, (1, "Ấp 1", "Lê Thị Mẫu", None, None, None)], FIELDS)
    assert heading.first_row == 3
    assert propose_columns(heading, FIELDS) == columns


def test_the_first_household_is_no_second_line_of_the_heading() -> None:
    rows = [("Ấp", "Chủ hộ", "Kết quả", "Xã"), ("Khu phố", "Lê Thị Mẫu", "Nghèo", "Phường")]
    assert find_heading(rows, FIELDS).first_row == 2


@pytest.mark.parametrize("first", ["Tổng cộng", "TỔNG SỐ", "Cộng", "Toàn xã"])
def test_totals_are_no_household(first: str) -> None:
    heading = find_heading([HEADS], FIELDS)
    assert is_no_data((first, None, None, None, None, None, 12, None), heading) == "total"


@pytest.mark.parametrize(
    "row",
    [
        ("Tống Thị Mẫu", None, 4, None),
        ("Cộng Hòa", "Lê Thị Mẫu", 4, "Nghèo"),
        ("Tổng Kho", "Lê Thị Mẫu", 4, "Nghèo"),
        ("Cộng Hòa", None, None, None),
        (None, "Công Thị Mẫu", None, "Nghèo"),
        ("TONG KHO", "LE THI MAU", 4, "x"),
    ],
)
def test_a_family_on_a_line_that_only_sounds_like_a_total_is_read(row: tuple[object, ...]) -> None:
    heading = find_heading([("Ấp", "Chủ hộ", "Khẩu", "Kết quả"), row], fields_of(HOUSEHOLDS))
    assert is_no_data(row, heading) is None


def test_what_a_person_chose_for_a_heading_before_comes_first() -> None:
    heading = find_heading([("Ghi chú", "Chủ hộ", "Thôn")], FIELDS)
    assert propose_columns(heading, FIELDS, {"ghi chu": "old_code", "chu ho": ""}) == {0: "old_code", 2: "village"}


def test_lists_of_years_may_come_in_any_order() -> None:
    years = ((2013, "poor"), (2014, "near_poor"), (2015, "poor"))
    status = {year: _status(year, outcome) for year, outcome in years}
    found: dict[str, Any] = {}
    for year in (2015, 2013, 2014, 2013):
        found = add_status(found, "vn", status[year])
    assert found["vn"]["decision_no"] == "2015/QĐ"
    assert [one["decision_no"] for one in found["vn"]["past"]] == ["2014/QĐ", "2013/QĐ"]
    assert classes_ever(found, "vn", before="2016-01-01") == ("near_poor", "poor")


def _status(year: int, outcome: str) -> dict[str, Any]:
    return {
        "outcome": outcome,
        "decision_no": f"{year}/QĐ",
        "decision_on": f"{year}-12-20",
        "from_on": f"{year + 1}-01-01",
    }
