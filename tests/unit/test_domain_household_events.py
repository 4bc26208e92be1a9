"""The table of events: what may happen to a household, and why not (R7, R9, R11)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from server.domain.closing import REMOVAL, Obstacles, list_obstacles
from server.domain.facts import load_facts
from server.domain.household_events import (
    LEAVING,
    LEFT,
    PRESENT,
    Occasion,
    Registered,
    Split,
    check_answer,
    check_departure,
    check_joining,
    check_leaving,
    check_member_leaving,
    check_merge,
    check_split,
    check_undo,
)

HERE = Registered("h1", "26506", present=frozenset("abc"), head_id="a", version=7)
OTHER = Registered("h2", "26506", present=frozenset("x"), head_id="x")
NOW = Occasion("2016-11-01", "2016-11-02", 7)
NONE = ("", "")


def code_of(refusal: object) -> str:
    return refusal.code if refusal is not None else "ok"  # type: ignore[attr-defined]


def test_states_of_people_are_those_of_the_form() -> None:
    assert {*PRESENT, *LEFT} == {one.code for one in load_facts().member["state"].choices}


@pytest.mark.parametrize(
    "change, split, when, expected",
    [
        ({}, Split(("b",), "b"), NOW, "ok"),
        ({}, Split(("b",), "b", "", ("12/QĐ", "2016-11-01")), NOW, "ok"),
        ({"form_state": "received"}, Split(("b",), "b"), NOW, "ok"),
        ({"state": "merged"}, Split(("b",), "b"), NOW, "gone"),
        ({"has_open_move": True, "state": "moved"}, Split(("b",), "b"), NOW, "on_its_way"),
        ({"version": 8}, Split(("b",), "b"), NOW, "stale"),
        ({}, Split(("b",), "b"), Occasion("2016-11-03", "2016-11-02"), "future"),
        ({}, Split(("b",), "b"), Occasion("hôm qua", "2016-11-02"), "no_day"),
        ({"has_conflict": True}, Split(("b",), "b"), NOW, "conflict"),
        ({}, Split((), ""), NOW, "nobody"),
        ({}, Split(("z",), "z"), NOW, "strangers"),
        ({}, Split(("a", "b", "c"), "a"), NOW, "everybody"),
        ({}, Split(("b",), "c"), NOW, "no_head"),
        ({}, Split(("a",), "a"), NOW, "no_old_head"),
        ({}, Split(("a",), "a", "a"), NOW, "no_old_head"),
        ({}, Split(("a",), "a", "b"), NOW, "ok"),
        ({}, Split(("b",), "b", "", ("12/QĐ", "")), NOW, "half_decision"),
        ({}, Split(("b",), "b", "", ("", "2016-11-01")), NOW, "half_decision"),
        ({}, Split(("b",), "b", "", ("12/QĐ", "2016-11-09")), NOW, "half_decision"),
    ],
)
def test_split(change: dict[str, object], split: Split, when: Occasion, expected: str) -> None:
    assert code_of(check_split(replace(HERE, **change), split, when)) == expected  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "kept, gone, decision, expected",
    [
        (HERE, OTHER, NONE, "ok"),
        (HERE, HERE, NONE, "same"),
        (HERE, replace(OTHER, area_code="26508"), NONE, "elsewhere"),
        (HERE, replace(OTHER, state="died"), NONE, "gone"),
        (HERE, replace(OTHER, has_conflict=True), NONE, "conflict"),
        (HERE, replace(OTHER, form_state="received"), NONE, "open_form"),
        (replace(HERE, form_state="received"), OTHER, NONE, "ok"),
        (HERE, replace(OTHER, form_state="approved"), NONE, "ok"),
        (HERE, OTHER, ("12/QĐ", ""), "half_decision"),
    ],
)
def test_merge(kept: Registered, gone: Registered, decision: tuple[str, str], expected: str) -> None:
    assert code_of(check_merge(kept, gone, decision, NOW)) == expected


@pytest.mark.parametrize(
    "one, to_area, expected",
    [
        (HERE, "26508", "ok"),
        (HERE, "26506", "same_area"),
        (HERE, "99999", "no_commune"),
        (replace(HERE, form_state="returned"), "26508", "open_form"),
        (replace(HERE, has_conflict=True), "26508", "conflict"),
        (replace(HERE, state="moved", has_open_move=True), "26508", "on_its_way"),
    ],
)
def test_departure(one: Registered, to_area: str, expected: str) -> None:
    assert code_of(check_departure(one, to_area, {"26506", "26508"}, NOW)) == expected


@pytest.mark.parametrize("reason, expected", [*((one, "ok") for one in LEAVING), ("merged", "no_reason")])
def test_leaving(reason: str, expected: str) -> None:
    assert code_of(check_leaving(HERE, reason, NOW)) == expected


@pytest.mark.parametrize(
    "has_move, to_area, mine, expected",
    [(True, "26508", "26508", "ok"), (True, "26508", "", "not_yours"), (False, "", "26508", "no_move")],
)
def test_answer(has_move: bool, to_area: str, mine: str, expected: str) -> None:
    assert code_of(check_answer(replace(HERE, has_open_move=has_move), to_area, mine)) == expected


@pytest.mark.parametrize(
    "how, name, expected",
    [("born", "Lê Thị Mẫu", "ok"), ("born", " ", "no_name"), ("came", "Lê Thị Mẫu", "no_way")],
)
def test_joining(how: str, name: str, expected: str) -> None:
    assert code_of(check_joining(HERE, how, name, NOW)) == expected


@pytest.mark.parametrize(
    "going, state, head, expected",
    [
        ("b", "died", "", "ok"),
        ("a", "died", "b", "ok"),
        ("a", "died", "", "no_old_head"),
        ("abc", "moved", "", "last_person"),
        ("", "moved", "", "nobody"),
        ("z", "moved", "", "strangers"),
        ("b", "split", "", "no_way"),
    ],
)
def test_member_leaving(going: str, state: str, head: str, expected: str) -> None:
    assert code_of(check_member_leaving(HERE, going, state, head, NOW)) == expected


@pytest.mark.parametrize(
    "kind, standing, expected",
    [
        ("household.split", (("d1", {"d1"}), ("d2", {"d2"})), "ok"),
        ("household.split", (("d1", {"d1"}), ("d2", {"d3"})), "stands_on"),
        ("household.departed", (("d1", {"d0", "d1"}),), "ok"),
        ("transferred", (("d1", {"d1"}),), "not_undoable"),
    ],
)
def test_undo(kind: str, standing: tuple[tuple[str, set[str]], ...], expected: str) -> None:
    assert code_of(check_undo(kind, [(one, frozenset(heads)) for one, heads in standing])) == expected


@pytest.mark.parametrize(
    "found, is_training, expected",
    [
        (Obstacles(), False, ()),
        (Obstacles(1, 2, 3), False, (("open_moves", 1), ("undecided", 2), ("unsent", 3))),
        (Obstacles(0, 2, 3), True, (("undecided", 2),)),
    ],
)
def test_obstacles_of_closing(found: Obstacles, is_training: bool, expected: object) -> None:
    assert list_obstacles(found, is_training=is_training) == expected


def test_what_the_meeting_removes_are_reasons_a_household_leaves_for() -> None:
    assert set(REMOVAL.values()) == set(LEAVING)
