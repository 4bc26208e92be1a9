"""Cells as people and spreadsheets write them."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from server.domain.imports.cells import (
    Birth,
    CellError,
    read_birth,
    read_day,
    read_identifier,
    read_mark,
    read_name,
    read_whole,
)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (12, 12),
        (12.0, 12),
        ("12", 12),
        ("1.234", 1234),
        ("1,234", 1234),
        ("1 234 567", 1234567),
        ("12,0", 12),
        ("12.00", 12),
    ],
)
def test_a_whole_number(cell: Any, expected: int) -> None:
    assert read_whole(cell) == expected


@pytest.mark.parametrize("cell", [1.5, "1,5", "abc", "12 hộ", True, dt.date(2015, 1, 1), "1.23E+11"])
def test_no_whole_number(cell: Any) -> None:
    with pytest.raises(CellError):
        read_whole(cell)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("05/12/1960", Birth(1960, 12, 5)),
        ("5-12-1960", Birth(1960, 12, 5)),
        ("5.12.1960", Birth(1960, 12, 5)),
        ("1960-12-05", Birth(1960, 12, 5)),
        ("1960-12-05 00:00:00", Birth(1960, 12, 5)),
        ("12/1960", Birth(1960, 12)),
        ("1960", Birth(1960)),
        (1960, Birth(1960)),
        (1960.0, Birth(1960)),
        (22255, Birth(1960, 12, 5)),
        ("22255", Birth(1960, 12, 5)),
        (dt.date(1960, 12, 5), Birth(1960, 12, 5)),
    ],
)
def test_a_birth_is_as_precise_as_it_is_written(cell: Any, expected: Birth) -> None:
    assert read_birth(cell) == expected


@pytest.mark.parametrize("cell", ["31/02/1960", "5/12/60", "khoảng 1960", "12/25/1960", 5, 123456, "13/1960", True])
def test_no_birth(cell: Any) -> None:
    with pytest.raises(CellError):
        read_birth(cell)


def test_month_before_day_is_told_not_turned() -> None:
    with pytest.raises(CellError, match="tháng trước ngày"):
        read_birth("12/25/1960")


def test_a_day_needs_all_three() -> None:
    assert read_day("20/12/2015") == dt.date(2015, 12, 20)
    with pytest.raises(CellError, match="thiếu ngày"):
        read_day("12/2015")


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("099160123456", ("cccd", "099160123456")),
        ("099 160 123 456", ("cccd", "099160123456")),
        ("999123456", ("cmnd", "999123456")),
        (999123456, ("cmnd", "999123456")),
        (999123456.0, ("cmnd", "999123456")),
    ],
)
def test_a_number_on_papers(cell: Any, expected: tuple[str, str]) -> None:
    assert read_identifier(cell) == expected


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        (99160123456, "bỏ số 0"),
        (99160123456.0, "bỏ số 0"),
        (12345678, "bỏ số 0"),
        ("9.92E+10", "dạng mũ"),
        ("1,23E+11", "dạng mũ"),
        ("99160123456", "có 11 chữ số"),
        ("KS 12/2015", "không phải chữ số"),
    ],
)
def test_a_number_that_was_cut_or_rounded_is_told_never_filled_up(cell: Any, told: str) -> None:
    with pytest.raises(CellError, match=told):
        read_identifier(cell)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [("x", True), ("X", True), ("Có", True), (1, True), (True, True), ("Không", False), (0, False)],
)
def test_a_mark(cell: Any, expected: bool) -> None:
    assert read_mark(cell) is expected


def test_capitals_become_a_name_as_it_is_written() -> None:
    assert read_name("NGUYỄN THỊ  HƯỜNG") == "Nguyễn Thị Hường"
    assert read_name("Vũ Thanh ẩn") == "Vũ Thanh Ẩn"
    with pytest.raises(CellError):
        read_name("Nguyễn Thị 2")
