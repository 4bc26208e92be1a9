"""The sheet of a pack: filled in and read back it is the same, and every mistake in it is named with its place."""

from __future__ import annotations

import io
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from server.errors import Problem
from server.papers.pack_sheet import SHEET, TABLE_ROW, read_sheet, write_template
from server.standards.adoption import adopted_from_json, overlay
from server.standards.entry_lines import lines_of, read_values
from server.standards.packs import PackStore, Scoring
from server.standards.register import Pack, needed_numbers
from tests.builders.pack_sheets import columns, fill, rows_of, set_cell

PACKS = PackStore()
B1 = PACKS.scoring("vn_2016_b1")
DOCUMENT = {"act": "Văn bản thử", "from_on": "2016-08-15", "note": ""}


def read(pack: Pack, data: bytes) -> tuple[dict[str, Any], list[str]]:
    """(values, faults as lines) of a sheet."""
    sheet = read_sheet(data, pack)
    given = read_values(pack, sheet.lines) if sheet.lines else None
    faults = [*sheet.faults, *(given.faults if given else ())]
    return (given.values if given else {}), [f"{one.place}: {one.what}. {one.remedy}" for one in faults]


def adopt(pack: Pack, values: dict[str, Any]) -> Pack:
    return overlay(pack, adopted_from_json({name: {**DOCUMENT, **one} for name, one in values.items()}))


@pytest.mark.parametrize("pack_id", ["vn_2016_b1", "vn_2016", "brvt_2016", "vn_2022"])
def test_a_full_sheet_leaves_nothing_needed_for_an_official_round(pack_id: str) -> None:
    pack = PACKS.find(pack_id)
    values, faults = read(pack, fill(pack))
    assert faults == []
    method = "points" if pack_id != "vn_2016_b1" else ""
    assert needed_numbers(adopt(pack, values), method) == ()
    assert needed_numbers(pack, method) != ()


def test_an_order_of_tiers_is_read_from_numbers() -> None:
    pack = PACKS.tiers("brvt_2016_tiers")
    values, faults = read(pack, fill(pack))
    assert faults == []
    assert values["precedence"]["value"] == [one.id for one in pack.tiers]
    assert needed_numbers(adopt(pack, values)) == ()


def test_an_empty_sheet_has_no_values_and_no_faults() -> None:
    assert read(B1, write_template(B1)) == ({}, [])


def test_steps_become_rows_up_to_the_next_step() -> None:
    values, _faults = read(B1, fill(B1))
    item = next(one for one in adopt(B1, values).items if one.id == "electricity")  # type: ignore[union-attr]
    assert [row.label for row in item.rows] == ["điện mỗi tháng (kWh) từ 100", "điện mỗi tháng (kWh) từ 200"]


def swap_columns(sheet: Worksheet) -> None:
    """Somebody moved a column."""
    at = columns(sheet)
    rural, urban = at["Nông thôn"], at["Thành thị"]
    for row in range(TABLE_ROW, sheet.max_row + 1):
        one: Any = sheet.cell(row, rural)
        other: Any = sheet.cell(row, urban)
        one.value, other.value = other.value, one.value


def drop_row(code: str) -> Any:
    def change(sheet: Worksheet) -> None:
        sheet.delete_rows(rows_of(sheet, code)[0])

    return change


def test_three_planted_mistakes_in_a_full_table_are_each_found_and_named() -> None:
    _values, faults = read(B1, fill(B1, swap_columns))
    assert len(faults) == 2
    assert "cột F ghi “Thành thị”, mẫu là “Nông thôn”, bị đổi chỗ với cột G" in faults[0]
    _values, faults = read(B1, fill(B1, drop_row("items.pension[2]"), set_cell("items.water[1]", "Nông thôn", "12")))
    assert len(faults) == 1
    assert "thiếu dòng items.pension[2]" in faults[0]
    values, faults = read(B1, fill(B1, set_cell("items.water[1]", "Nông thôn", "12")))
    assert len(faults) == 1
    assert "cột Nông thôn là chữ “12”, không phải số" in faults[0]
    assert faults[0].startswith("dòng ")
    assert values == {}


@pytest.mark.parametrize(
    ("title", "value", "told"),
    [
        ("Nông thôn", 12.5, "là 12.5"),
        ("Nông thôn", -1, "là -1"),
        ("Nông thôn", "=6*2", "là công thức “=6*2”"),
        ("Nông thôn", None, "thiếu Nông thôn"),
        ("Chung", 5, "ghi cả cột Chung và cột riêng"),
        ("Mã", "items.water[9]", "mã “items.water[9]” không có trong gói"),
        ("Mã", "items.water[2]", "có 2 lần"),
    ],
)
def test_each_mistake_in_a_cell_is_named(title: str, value: Any, told: str) -> None:
    _values, faults = read(B1, fill(B1, set_cell("items.water[1]", title, value)))
    assert any(told in one for one in faults), faults


def test_a_characteristic_of_which_a_row_is_empty_is_a_fault() -> None:
    def clear(sheet: Worksheet) -> None:
        set_cell("items.water[1]", "Nông thôn", None)(sheet)
        set_cell("items.water[1]", "Thành thị", None)(sheet)

    _values, faults = read(B1, fill(B1, clear))
    assert len(faults) == 1
    assert "còn trống: Nguồn nước: nước máy, nước mua" in faults[0]


def test_steps_that_do_not_rise_are_a_fault() -> None:
    _values, faults = read(B1, fill(B1, set_cell("items.electricity[1]", "Từ mức", 900)))
    assert any("các mức 900, 200" in one for one in faults)


def test_points_may_differ_by_region() -> None:
    regional = Scoring(
        **{name: getattr(B1, name) for name in Scoring.__dataclass_fields__ if name != "regions"},
        regions={"1": "Vùng 1", "2": "Vùng 2"},
    )

    def set_regions(sheet: Worksheet) -> None:
        at = columns(sheet)
        for number, title in enumerate(
            ("Nông thôn, Vùng 1", "Nông thôn, Vùng 2", "Thành thị, Vùng 1", "Thành thị, Vùng 2")
        ):
            for code in ("items.pension[1]", "items.pension[2]"):
                cell: Any = sheet.cell(rows_of(sheet, code)[0], at[title])
                cell.value = number

    book = load_workbook(io.BytesIO(write_template(regional)))
    set_regions(book[SHEET])  # type: ignore[arg-type]
    out = io.BytesIO()
    book.save(out)
    values, faults = read(regional, out.getvalue())
    assert faults == []
    both = {"rural": {"1": 0, "2": 1}, "urban": {"1": 2, "2": 3}}
    assert values == {"items.pension": {"value": [both, both], "article": "Phụ lục 3b"}}


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 not a sheet", b"<html>"])
def test_a_file_that_is_no_sheet_is_told_so(data: bytes) -> None:
    with pytest.raises(Problem, match=r"không phải bảng tính|không có trang") as caught:
        read_sheet(data, B1)
    assert caught.value.code == "PACK-001"


def test_the_sheet_of_another_pack_is_refused() -> None:
    with pytest.raises(Problem, match="mẫu của gói “vn_2016”"):
        read_sheet(write_template(PACKS.standard("vn_2016")), B1)


def test_a_workbook_of_something_else_is_refused() -> None:
    out = io.BytesIO()
    Workbook().save(out)
    with pytest.raises(Problem, match="không có trang"):
        read_sheet(out.getvalue(), B1)


def test_a_table_whose_rows_were_not_found_has_no_lines() -> None:
    assert lines_of(PACKS.scoring("vn_2022_b1")) == ()
