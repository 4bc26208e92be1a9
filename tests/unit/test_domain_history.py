"""What a household was in earlier years, and how far a round looks for it."""

from __future__ import annotations

import pytest

from server.domain.figures import Cell, movement, pack_before
from server.domain.history import LookBack, find_ever, find_look_back
from server.domain.imports.statuses import add_status, outcomes_under, status_under
from server.domain.movements import Ever, classify_movement

OLD, NOW = "vn_2016", "vn_2022"
PERIODS = {OLD: ("2016-01-05", "2021-12-31"), NOW: ("2022-01-01", "2026-12-31"), "training": (None, None)}


def status(outcome: str, year: int) -> dict[str, str]:
    return {"outcome": outcome, "from_on": f"{year}-01-01", "decision_no": "1/QĐ", "decision_on": f"{year - 1}-12-20"}


def recognised(*lists: tuple[str, str, int]) -> dict[str, dict[str, object]]:
    """Lists of years brought in one after another: (standard, class, year)."""
    found: dict[str, dict[str, object]] = {}
    for standard, outcome, year in lists:
        found = add_status(found, standard, status(outcome, year))
    return found


def test_poor_in_the_first_of_three_years_and_escaped_since_has_fallen_back() -> None:
    three_years = recognised((NOW, "not_poor", 2024), (NOW, "poor", 2022), (NOW, "poor", 2023))
    ever = find_ever(three_years, LookBack(NOW))
    assert ever == Ever(sure=("poor",))
    assert classify_movement("not_poor", "poor", ever=ever) == "fell_back_poor"
    assert classify_movement("not_poor", "near_poor", ever=ever) == "new_near_poor"


def test_who_is_listed_for_the_first_time_is_new() -> None:
    assert find_ever(recognised((NOW, "not_poor", 2024)), LookBack(NOW)) == Ever()
    assert find_ever({}, LookBack(NOW)) == Ever()


@pytest.mark.parametrize(
    ("years", "expected", "movement_of_it"),
    [
        (None, Ever(unsettled=("poor",)), "unsettled_poor"),
        (0, Ever(), "new_poor"),
        (5, Ever(), "new_poor"),
        (6, Ever(sure=("poor",)), "fell_back_poor"),
    ],
)
def test_the_standard_before_counts_as_the_procedure_has_adopted(
    years: int | None, expected: Ever, movement_of_it: str
) -> None:
    look_back = find_look_back(NOW, PERIODS, "2023-09-01", years)
    ever = find_ever(recognised((OLD, "poor", 2018)), look_back)
    assert ever == expected
    assert classify_movement(None, "poor", ever=ever) == movement_of_it


def test_what_a_province_adopted_on_a_standard_is_that_standard() -> None:
    look_back = find_look_back(f"{NOW}+abc", PERIODS, "2023-09-01", 10)
    assert find_ever(recognised((f"{OLD}+def", "near_poor", 2018)), look_back) == Ever(sure=("near_poor",))


def test_a_standard_in_force_beside_is_not_looked_at() -> None:
    periods = {**PERIODS, "brvt_2016": ("2016-08-14", "2021-12-31")}
    assert find_look_back(OLD, periods, "2017-09-01", 10).earlier == frozenset()
    assert find_look_back("training", periods, "2017-09-01", 10).earlier == frozenset()


@pytest.mark.parametrize(
    ("outcome", "ever", "expected"),
    [
        (None, Ever(), "new_poor"),
        ("not_poor", Ever(sure=("poor",)), "fell_back_poor"),
        ("not_poor", Ever(sure=("near_poor",)), "new_poor"),
        ("not_poor", Ever(sure=("near_poor",), unsettled=("poor",)), "unsettled_poor"),
        (None, Ever(unsettled=("poor", "near_poor")), "unsettled_poor"),
        ("poor", Ever(sure=("poor",)), "stayed_poor"),
    ],
)
def test_tables_tell_the_same_from_the_letters_of_a_row(outcome: str | None, ever: Ever, expected: str) -> None:
    before = pack_before(["other", NOW], {NOW: outcome}, {NOW: ever})
    assert movement(Cell.of("x", "x-1", f"urban||{before}|OP|completed", 1, 4), 1) == expected
    assert classify_movement(outcome, "poor", ever=ever) == expected


def test_a_list_under_the_shipped_standard_is_what_a_round_under_the_adopted_one_finds() -> None:
    adopted = f"{NOW}+abc"
    lists = recognised((NOW, "poor", 2022), (adopted, "not_poor", 2023))
    assert status_under(lists, adopted)["outcome"] == status_under(lists, NOW)["outcome"] == "not_poor"
    assert find_ever(lists, LookBack(adopted)) == Ever(sure=("poor",))
    assert outcomes_under(recognised((NOW, "poor", 2022)), [adopted, OLD]) == {adopted: "poor"}
    assert status_under(lists, OLD) == {}
