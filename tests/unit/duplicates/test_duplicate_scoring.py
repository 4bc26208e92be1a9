"""Doubles, judged by tables of cases: names as people write and hear them, people, households, decisions."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from server.domain.duplicates.blocks import make_keys
from server.domain.duplicates.deciding import Word, fold_words, pair_id_of
from server.domain.duplicates.names import likeness, sound
from server.domain.duplicates.people import House, Person
from server.domain.duplicates.scoring import LEAST, compare_houses, compare_people

LAN = Person("p1", 1, "Nguyễn Thị Lan", "female", 1975, is_head=True)


@pytest.mark.parametrize(
    "one, other, expected",
    [
        ("Nguyễn Thị Lan", "nguyễn  thị lan", 100),
        ("Trần Hoà", "Trần Hòa", 100),
        ("Nguyễn Thị Lan", "Nguyen Thi Lan", 97),
        ("Đặng Vũ", "Ðặng Vũ", 100),
        ("Lê Mỹ", "Lê Mỷ", 96),
        ("Nguyễn Thị Lan", "Nguyễn Thị Lân", 92),
        ("Trịnh Thị Vy", "Chịnh Thị Di", 94),
        ("Nguyễn Thị Ngọc Lan", "Nguyễn Thị Lan", 90),
        ("Nguyễn Thị Lan", "Nguyễn Thị Loan", 89),
        ("Nguyễn Văn An", "Phạm Hữu Tài", 31),
        ("", "Nguyễn Thị Lan", 0),
    ],
)
def test_likeness_of_names(one: str, other: str, expected: int) -> None:
    assert likeness(one, other) == likeness(other, one)
    assert likeness(one, other) == expected if expected > 40 else likeness(one, other) < 60


def test_a_name_sounds_as_a_southern_ear_hears_it() -> None:
    assert sound("Nghiêm Trường Giang") == ("ngiem", "chuon", "dan")


def person(**changes: Any) -> Person:
    return replace(LAN, **{"person_id": "p2", **changes})


BORN = {"month": 3, "day": 9}
CCCD = frozenset({("cccd", "079175001234")})


@pytest.mark.parametrize(
    "first, second, place, score, codes",
    [
        ({}, {}, "village", 80, "name born_year"),
        ({}, {}, "commune", 62, "name born_year"),
        ({}, {}, "apart", 45, "name born_year"),
        (BORN, BORN, "apart", 82, "name born_day"),
        (BORN, {"month": 9, "day": 3}, "village", 80, "name born_year"),
        (BORN, {"month": 7, "day": 21}, "village", None, ""),
        ({}, {"year": 1976}, "village", 66, "name born_next_year"),
        (BORN, {**BORN, "year": 1976}, "village", 66, "name born_next_year"),
        (BORN, {**BORN, "day": 19}, "village", 80, "name born_year"),
        (BORN, {"month": 4, "day": 10, "year": 1976}, "village", None, ""),
        ({}, {"year": 1980}, "village", None, ""),
        ({}, {"year": None}, "village", 55, "name born_unknown"),
        ({"papers": CCCD}, {"papers": CCCD}, "apart", 95, "same_number name born_year"),
        ({"papers": CCCD}, {"papers": CCCD, "name": "Phạm Hữu Tài"}, "apart", 85, "same_number name born_year"),
        ({"papers": CCCD}, {"papers": frozenset({("cccd", "079175009999")})}, "village", 50,
         "other_number name born_year"),
        ({"papers": CCCD}, {"papers": frozenset({("cmnd", "273400111")})}, "village", 80, "name born_year"),
        ({}, {"sex": "male"}, "village", 55, "name born_year other_sex"),
        ({}, {"name": "Nguyễn Thị Loan"}, "village", 67, "name born_year"),
        ({}, {"name": "Nguyễn Thị Loan"}, "commune", None, ""),
        ({"name": "Nguyễn Thị Ngọc Lan"}, {"name": "Nguyen Thi Ngoc Lan"}, "commune", 69, "name born_year"),
        ({}, {"person_id": "p1", "name": "khác"}, "apart", 100, "same_person"),
    ],
)  # fmt: skip
def test_likeness_of_people(
    first: dict[str, Any], second: dict[str, Any], place: str, score: int | None, codes: str
) -> None:
    found = compare_people(replace(LAN, **first), person(**second), place)
    assert (found.score if found else None) == score
    assert " ".join(one.code for one in found.reasons) == codes if found else codes == ""


def house(number: int, *people: Person, area: str = "A", village: str = "V", point: Any = None) -> House:
    own = tuple(
        replace(one, person_id=f"{number}-{place}", no=place + 1, is_head=place == 0)
        for place, one in enumerate(people)
    )
    return House(f"h{number}", area, village, people[0].name, own, point)


HUNG = Person("q", 1, "Trần Văn Hùng", "male", 1970)
BE = Person("r", 1, "Trần Gia Bé", "male", 2005)
HERE, TEN_METRES, FAR = (10.5, 107.2), (10.50009, 107.2), (10.51, 107.2)


@pytest.mark.parametrize(
    "one, other, expected",
    [
        # the head of the same village, alone
        (house(1, LAN), house(2, LAN), [("household", 80)]),
        # with her husband
        (house(1, LAN, HUNG), house(2, LAN, HUNG), [("household", 99)]),
        # a head by name and year alone in another commune is nobody; with her husband it is she
        (house(1, LAN), house(2, LAN, area="B", village="W"), []),
        (house(1, LAN, HUNG), house(2, LAN, HUNG, area="B", village="W"), [("household", 70)]),
        (house(1, LAN, HUNG, BE), house(2, LAN, HUNG, BE, area="B", village="W"), [("household", 75)]),
        # another village: near each other is what makes it likely
        (house(1, LAN), house(2, LAN, village="W"), []),
        (house(1, LAN, point=HERE), house(2, LAN, village="W", point=TEN_METRES), [("household", 72)]),
        (house(1, LAN, point=HERE), house(2, LAN, village="W", point=FAR), []),
        # a child in two households
        (house(1, LAN, BE), house(2, HUNG, BE), [("person", 80)]),
        # nobody alike
        (house(1, LAN), house(2, HUNG), []),
    ],
)
def test_what_two_households_may_have_twice(one: House, other: House, expected: list[tuple[str, int]]) -> None:
    assert [(found.kind, found.score) for found in compare_houses(one, other)] == expected
    assert [(found.kind, found.score) for found in compare_houses(other, one)] == expected


def test_a_person_entered_twice_in_one_household_is_found_and_twins_are_not() -> None:
    twin = replace(BE, name="Trần Gia Bo")
    assert [(one.kind, one.score) for one in compare_houses(house(1, LAN, BE, BE), house(1, LAN, BE, BE))] == [
        ("person", 80)
    ]
    assert compare_houses(house(1, LAN, BE, twin), house(1, LAN, BE, twin)) == ()


@pytest.mark.parametrize(
    "one, other",
    [
        (house(1, LAN), house(2, LAN)),
        (house(1, LAN), house(2, replace(LAN, year=1976))),
        (house(1, LAN), house(2, replace(LAN, name="Nguyễn Thị Loan"))),
        (house(1, LAN, HUNG), house(2, LAN, HUNG, area="B", village="W")),
        (house(1, replace(LAN, **BORN)), house(2, replace(LAN, **BORN), area="B", village="W")),
        (house(1, LAN, replace(HUNG, papers=CCCD)), house(2, BE, replace(LAN, papers=CCCD), area="B", village="W")),
        (house(1, LAN, point=HERE), house(2, LAN, village="W", point=TEN_METRES)),
    ],
)
def test_blocking_finds_each_that_scores(one: House, other: House) -> None:
    assert any(found.score >= LEAST for found in compare_houses(one, other))
    assert set(make_keys(one).asked) & set(make_keys(other).kept)
    assert set(make_keys(other).asked) & set(make_keys(one).kept)


def word(digest: str, decision: str, *sees: str, kept: str = "") -> Word:
    return Word(digest, decision, kept, frozenset(sees), (len(digest), digest, 1))


@pytest.mark.parametrize(
    "words, state, newest",
    [
        ([], "", []),
        ([word("a", "different")], "different", ["a"]),
        # one decision written down in two communes
        ([word("a", "different"), word("b", "different")], "different", ["a", "b"]),
        # two people apart
        ([word("a", "different"), word("b", "same", kept="h1")], "contested", ["a", "b"]),
        ([word("a", "same", kept="h1"), word("b", "same", kept="h2")], "contested", ["a", "b"]),
        # one who saw both
        ([word("a", "different"), word("b", "same"), word("c", "same", "a", "b")], "same", ["c"]),
        ([word("a", "different"), word("b", "withdrawn", "a")], "", ["b"]),
    ],
)
def test_what_was_decided_of_a_pair(words: list[Word], state: str, newest: list[str]) -> None:
    for order in (words, words[::-1]):
        found = fold_words(order)
        assert (found.state, [one.digest for one in found.newest]) == (state, newest)


def test_a_pair_has_one_id_whoever_is_named_first() -> None:
    assert pair_id_of("household", "a", "b") == pair_id_of("household", "b", "a") != pair_id_of("person", "a", "b")
