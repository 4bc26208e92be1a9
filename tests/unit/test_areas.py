"""The register of places by date (R12) and Vietnamese alphabetical order."""

from __future__ import annotations

from dataclasses import replace

import pytest

from server.areas.communes import communes_in
from server.areas.sorting import sort_key
from server.areas.units import load_units, units_on


def by_code(day: str, code: str) -> tuple[str, str, str | None]:
    unit = next(one for one in units_on(day) if one.code == code)
    return unit.name, unit.division_type, unit.area_kind


def test_the_province_has_8_districts_and_82_communes() -> None:
    levels = [one.level for one in load_units()]
    assert (levels.count("province"), levels.count("district"), levels.count("commune")) == (1, 8, 82)


def test_every_unit_names_its_source_and_lies_in_a_unit_that_exists() -> None:
    codes = {one.code for one in load_units()}
    assert all(one.source for one in load_units())
    assert [one.code for one in load_units() if one.parent_code not in codes] == ["77"]


def test_every_commune_has_an_area_kind_and_nothing_else_has() -> None:
    assert all((one.area_kind in ("rural", "urban")) == (one.level == "commune") for one in load_units())


@pytest.mark.parametrize(
    "day, expected",
    [
        ("2018-04-11", ("Xã Mỹ Xuân", "xã", "rural")),
        ("2018-04-12", ("Phường Mỹ Xuân", "phường", "urban")),
        ("2020-12-31", ("Phường Mỹ Xuân", "phường", "urban")),
    ],
)
def test_a_commune_is_rural_until_the_day_its_change_takes_effect(day: str, expected: tuple[str, str, str]) -> None:
    assert by_code(day, "26719") == expected


def test_a_town_that_becomes_a_ward_stays_urban() -> None:
    assert [by_code(day, "26704")[1:] for day in ("2018-04-11", "2018-04-12")] == [
        ("thị trấn", "urban"),
        ("phường", "urban"),
    ]


@pytest.mark.parametrize(
    "area, expected",
    [
        ("753", ["26680", "26683", "26686", "26689", "26692", "26695", "26698", "26701"]),
        ("755", ["755"]),
        ("26680", ["26680"]),
        ("0", []),
    ],
    ids=["a district", "a district without communes is its own", "a commune", "nothing"],
)
def test_the_communes_of_an_area(area: str, expected: list[str]) -> None:
    assert communes_in(load_units(), area) == expected


def test_the_communes_of_the_province_are_those_and_the_islands() -> None:
    units = load_units()
    assert sorted(communes_in(units, "77")) == sorted([*(one.code for one in units if one.level == "commune"), "755"])


def test_a_commune_merged_into_another_is_found_in_it() -> None:
    units = [replace(one, parent_code="26683") if one.code == "26680" else one for one in load_units()]
    assert communes_in(units, "26683") == ["26680", "26683"]


@pytest.mark.parametrize(
    "words",
    [
        ["ba", "bá", "bạ", "bă", "bằng", "bâ", "bo", "bô", "bơ"],
        ["Dung", "Dũng", "Đào", "Đức"],
        ["ca", "cà", "cả", "cã", "cá", "cạ", "can"],
        ["An", "Án", "Ăn", "Ân"],
        ["Hóa An", "Hòa Bình", "Hòa Hiệp"],
        ["ơn", "ớn", "u", "ư", "v"],
        ["Long Sơn", "Longan"],
    ],
)
def test_words_sort_by_letters_then_tones(words: list[str]) -> None:
    assert sorted(reversed(words), key=sort_key) == words


def test_letters_decide_before_tones_over_the_whole_name() -> None:
    assert sorted(["Bà Tám", "Bá Ba"], key=sort_key) == ["Bá Ba", "Bà Tám"]


def test_people_sort_by_given_name_then_family_name() -> None:
    people = ["Trần Văn An", "Lê Thị Bình", "Đỗ Văn Bình", "Nguyễn Thị Ánh"]
    expected = ["Trần Văn An", "Nguyễn Thị Ánh", "Đỗ Văn Bình", "Lê Thị Bình"]
    assert sorted(people, key=lambda name: sort_key(name, is_person=True)) == expected


@pytest.mark.parametrize(
    "one, other", [("Hoà", "Hoa\u0300"), ("Đức", "Ðức"), ("LÊ", "lê"), ("  Lê  An ", "Lê An"), ("ự", "u\u031b\u0323")]
)
def test_spellings_of_one_name_have_one_key(one: str, other: str) -> None:
    assert sort_key(one) == sort_key(other)


def test_numbers_in_names_sort_by_value() -> None:
    names = ["Phường 10", "Phường 2", "Phường", "Phường 1", "Phường Kim Dinh", "Phường 02 mới"]
    expected = ["Phường", "Phường 1", "Phường 2", "Phường 02 mới", "Phường 10", "Phường Kim Dinh"]
    assert sorted(names, key=sort_key) == expected
