"""Which household may make the difference between a register and published totals."""

from __future__ import annotations

from typing import Any

import pytest

from server.domain.list_gaps import Classes, Listed, classes_of, count_signs, signs_of

RECOGNISED: dict[str, Any] = {
    "vn": {
        "outcome": "not_poor",
        "from_on": "2017-01-01",
        "past": [{"outcome": "poor", "from_on": "2016-01-01"}, {"outcome": "near_poor", "decision_on": "2014-12-20"}],
    }
}


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("", Classes("not_poor", "not_poor", "poor")),
        ("2017-06-30", Classes("not_poor", "not_poor", "poor")),
        ("2016-12-31", Classes("not_poor", "poor", "near_poor")),
        ("2015-12-31", Classes("not_poor", "near_poor", None)),
        ("2014-01-01", Classes("not_poor", None, None)),
    ],
)
def test_the_class_of_a_day_is_that_of_the_list_then_in_force(day: str, expected: Classes) -> None:
    assert classes_of(RECOGNISED, "vn", day) == expected


@pytest.mark.parametrize(
    ("one", "signs"),
    [
        (Listed(True, Classes("poor", "poor", "poor"), 4, 4), ()),
        (Listed(False, Classes("poor", "poor", "poor"), 4, 4), ("gone",)),
        (Listed(True, Classes("not_poor", "poor", "poor"), 4, 4), ("changed",)),
        (Listed(True, Classes("near_poor", "near_poor", "poor"), 4, 4), ("moved",)),
        (Listed(True, Classes("poor", "poor", None), 4, 4), ("new",)),
        (Listed(True, Classes("poor", "poor", "poor"), 4, 5), ("persons",)),
        (Listed(True, Classes("poor", "poor", "poor"), 1, 5), ()),  # a list of heads only: its number counts
        (Listed(False, Classes("not_poor", "not_poor", None), 4, 4), ()),
    ],
)
def test_a_sign_says_where_to_look(one: Listed, signs: tuple[str, ...]) -> None:
    assert signs_of(one, has_earlier=True) == signs


def test_the_first_list_of_a_place_makes_nobody_new() -> None:
    assert signs_of(Listed(True, Classes("poor", "poor", None), 4, 4), has_earlier=False) == ()


def test_signs_are_counted() -> None:
    assert count_signs([("gone",), ("new", "persons"), ("new",)]) == {"gone": 1, "new": 2, "persons": 1}
