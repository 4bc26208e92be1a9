"""The columns of the official tables, one household at a time."""

from __future__ import annotations

import datetime as dt
from itertools import product

import pytest

from server.domain.movements import DECREASES, INCREASES, LISTED, Ever, classify_movement, is_newly_escaped


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        ("poor", "poor", "stayed_poor"),
        ("poor", "near_poor", "poor_to_near_poor"),
        ("poor", "not_poor", "poor_to_above"),
        ("near_poor", "poor", "near_poor_to_poor"),
        ("near_poor", "near_poor", "stayed_near_poor"),
        ("near_poor", "not_poor", "near_poor_to_above"),
        ("not_poor", "poor", "new_poor"),
        (None, "near_poor", "new_near_poor"),
        (None, "not_poor", "not_listed"),
        ("poor", "undetermined", "undetermined"),
        (None, "undetermined", "undetermined"),
    ],
)
def test_movement_from_recognised_to_assessed(before: str | None, now: str, expected: str) -> None:
    assert classify_movement(before, now) == expected


@pytest.mark.parametrize(
    ("now", "was_ever", "expected"),
    [
        ("poor", ("poor",), "fell_back_poor"),
        ("poor", ("near_poor",), "new_poor"),
        ("near_poor", ("near_poor", "poor"), "fell_back_near_poor"),
    ],
)
def test_falling_back_needs_the_same_class_in_earlier_years(now: str, was_ever: tuple[str, ...], expected: str) -> None:
    assert classify_movement("not_poor", now, ever=Ever(was_ever)) == expected


@pytest.mark.parametrize(
    ("before", "now", "entry", "left", "expected"),
    [
        (None, "poor", "moved_in", "", "other_increase"),
        (None, "not_poor", "split_off", "", "not_listed"),
        ("poor", "undetermined", "", "moved", "other_decrease"),
        ("near_poor", "undetermined", "", "merged", "other_decrease"),
        (None, "undetermined", "", "all_died", "not_listed"),
    ],
)
def test_households_that_came_or_went_are_other_increase_or_decrease(
    before: str | None, now: str, entry: str, left: str, expected: str
) -> None:
    assert classify_movement(before, now, entry=entry, exit_=left) == expected


@pytest.mark.parametrize("listed", LISTED)
def test_closing_is_opening_minus_decreases_plus_increases_over_every_pair_of_classes(listed: str) -> None:
    pairs = list(product(("poor", "near_poor", "not_poor", None), ("poor", "near_poor", "not_poor")))
    moves = [classify_movement(before, now) for before, now in pairs]
    opening, closing = (sum(pair[end] == listed for pair in pairs) for end in (0, 1))
    out = sum(one in DECREASES[listed] for one in moves)
    into = sum(one in INCREASES[listed] for one in moves)
    assert closing == opening - out + into


@pytest.mark.parametrize(
    ("left_on", "now", "on", "years", "expected"),
    [
        ("2016-12-31", "not_poor", "2019-12-31", 3, True),
        ("2016-12-31", "not_poor", "2020-01-01", 3, False),
        ("2016-12-31", "near_poor", "2017-01-01", 3, False),
        ("2016-12-31", "not_poor", "2017-01-01", None, None),
        ("2016-12-31", "undetermined", "2017-01-01", 3, None),
        ("2016-02-29", "not_poor", "2019-02-28", 3, True),
        (None, "not_poor", "2017-01-01", 3, False),
    ],
)
def test_newly_escaped_is_above_the_near_poor_line_within_the_adopted_years(
    left_on: str | None, now: str, on: str, years: int | None, expected: bool | None
) -> None:
    left = dt.date.fromisoformat(left_on) if left_on else None
    assert is_newly_escaped(left, now, dt.date.fromisoformat(on), years) is expected
