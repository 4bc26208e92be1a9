"""Letters, movements, groupings and Alkire-Foster sums, each against a hand count."""

from __future__ import annotations

from fractions import Fraction

import pytest

from server.domain import figures
from server.domain.consolidation import (
    CLASS,
    MATRIX,
    TIER,
    Choice,
    Narrowing,
    TierWords,
    layout_of,
    narrow,
    tabulate,
)
from server.domain.deprivation import count_deprived, no_sums, poverty_cutoff
from server.domain.figures import Cell


def cell(before: str, now: str, outcome: str | None = "completed", households: int = 1, **more: object) -> Cell:
    known: dict[str, object] = {"area_code": "1", "village_code": "1-1", "area_kind": "rural", "is_minority": False}
    return Cell(
        **{**known, **more}, before=before, now=now, outcome=outcome, households=households, persons=households * 4
    )  # type: ignore[arg-type]


def test_classes_are_packed_in_the_rounds_order_and_unpacked_again() -> None:
    outcomes = {"a": "near_poor", "b": "poor", "c": None}
    assert figures.pack_classes(["b", "a", "c", "d"], outcomes) == "PN--"
    assert figures.outcomes_of("PN-", ["b", "a", "c"]) == {"b": "poor", "a": "near_poor"}
    recognised = figures.outcomes_of("P-", ["b", "a"], is_recognised=True)
    assert recognised == {"b": "poor", "a": "not_poor"}


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (cell("P", "P"), "stayed_poor"),
        (cell("P", "N"), "poor_to_near_poor"),
        (cell("P", "O"), "poor_to_above"),
        (cell("N", "P"), "near_poor_to_poor"),
        (cell("-", "P"), "new_poor"),
        (cell("-", "O"), "not_listed"),
        (cell("P", "U"), "undetermined"),
        (cell("P", "", None), "waiting"),
        (cell("P", "", "absent"), "unscored"),
        (cell("P", "", "refused"), "unscored"),
        (cell("P", "", "moved"), "other_decrease"),
        (cell("N", "", "all_died"), "other_decrease"),
        (cell("-", "", "moved"), "not_listed"),
    ],
)
def test_the_movement_of_a_cell_and_nobody_escapes_without_a_form(one: Cell, expected: str) -> None:
    assert figures.movement(one, 0) == expected
    assert expected in figures.MOVEMENTS


def test_every_table_sums_to_the_same_households_and_persons() -> None:
    cells = [
        cell(b, n, o, k)
        for k, (b, n, o) in enumerate(
            [("P", "N", "completed"), ("-", "", None), ("N", "U", "completed"), ("N", "", "absent")], start=1
        )
    ]
    find = TierWords(("t",), lambda outcomes: "t" if outcomes.get("s") == "poor" else "none", ("s",))
    for table in ("hang", "bien-dong", "ma-tran", "nhom"):
        layout = layout_of(table, 0, find)
        numbers = tabulate(cells, layout, layout.row_of or (lambda _cell: ""), "persons")
        assert sum(sum(row.values()) for row in numbers.values()) == 4 * (1 + 2 + 3 + 4)
        assert {column for row in numbers.values() for column in row} <= set(layout.columns)
        assert not layout.rows or set(numbers) <= set(layout.rows)


def test_a_number_opens_the_cells_it_counts_and_no_others() -> None:
    cells = [
        cell("P", "N"),
        cell("P", "P", households=3),
        cell("-", "N", is_minority=True),
        cell("P", "N", area_kind="urban"),
    ]
    layout = layout_of(MATRIX, 0, TierWords())
    rural = Narrowing(area_kind="rural")
    choice = Choice(layout, rural, column="near_poor", row="poor")
    assert [one for one in cells if choice.holds(one)] == [cells[0]]
    assert narrow(cells, Narrowing(minority="co")) == [cells[2]]
    assert [one for one in cells if Choice(layout_of(CLASS, 0, TierWords()), Narrowing()).holds(one)] == cells


def test_a_tier_waits_until_there_is_a_form_and_asks_all_standards() -> None:
    words = TierWords(("both",), lambda outcomes: "both" if set(outcomes.values()) == {"poor"} else "none", ("a", "b"))
    layout = layout_of(TIER, 0, words)
    assert [layout.column_of(one) for one in (cell("--", "PP"), cell("--", "PO"), cell("--", "", None))] == [
        "both",
        "none",
        "waiting",
    ]
    assert layout.row_of is not None and layout.row_of(cell("P-", "PP")) == "none"


# Five households under four indicators, poor from two: (signs, households).
GROUPS = [("1100", 2), ("1110", 1), ("0001", 3), ("0000", 4), ("1?00", 5), ("", 6)]


def test_alkire_foster_by_hand() -> None:
    sums = count_deprived(GROUPS, indicators=4, cutoff=2)
    assert (sums.base, sums.unknown, sums.poor, sums.deprivations) == (10, 11, 3, 7)
    assert sums.headcount() == Fraction(3, 10)
    assert sums.intensity() == Fraction(7, 12)
    assert sums.adjusted() == Fraction(3, 10) * Fraction(7, 12)
    assert sums.contributions() == (Fraction(3, 7), Fraction(3, 7), Fraction(1, 7), Fraction(0))
    assert sums.raw == (3, 3, 1, 3)
    assert sums.headcount(base=100) == Fraction(3, 100)
    assert sum(sums.contributions()) == 1


def test_places_add_up_and_nobody_is_no_share() -> None:
    parts = [count_deprived([one], 4, 2) for one in GROUPS]
    total = no_sums(4)
    for one in parts:
        total += one
    assert total == count_deprived(GROUPS, 4, 2)
    assert (no_sums(4).headcount(), no_sums(4).intensity(), no_sums(4).adjusted()) == (None, None, None)
    assert count_deprived([("0000", 3)], 4, 2).adjusted() == 0


@pytest.mark.parametrize(
    ("numbers", "cutoff"),
    [
        ({"min_deprived": 3}, 3),
        ({"b2_min": 30, "b2_points": 10}, 3),
        ({"b2_min": 35, "b2_points": 10}, 4),
        ({"min_deprived": None, "b2_min": 30, "b2_points": None}, None),
        ({}, None),
    ],
)
def test_the_cutoff_is_the_standards_own(numbers: dict[str, int | None], cutoff: int | None) -> None:
    assert poverty_cutoff(numbers) == cutoff
