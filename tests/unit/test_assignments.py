"""Who has a household, who may be given it, how many are given to whom: tables of cases."""

from __future__ import annotations

import pytest

from server.domain.assignments import Back, Candidate, Given, find_holder, find_refusal, find_way_back, is_overdue
from server.domain.assignments import share_out as share

OWN, VILLAGE = Given("part", "b", "v1"), Given("whole", "a", "v1")


@pytest.mark.parametrize(
    ("by_itself", "of_village", "lives_in", "holder"),
    [
        (None, None, "v1", None),
        (None, VILLAGE, "v1", "a"),
        (OWN, None, "v1", "b"),
        (OWN, VILLAGE, "v1", "b"),
        (Given("part", "b", "v1", is_ended=True), VILLAGE, "v1", "a"),
        (Given("part", "b", "v1", is_ended=True), Given("whole", "a", "v1", is_ended=True), "v1", None),
        (OWN, Given("whole", "c", "v2"), "v2", "c"),  # it has moved on: its new village's
        (OWN, None, "v2", None),
    ],
)
def test_a_household_given_by_itself_counts_before_its_village(
    by_itself: Given | None, of_village: Given | None, lives_in: str, holder: str | None
) -> None:
    found = find_holder(by_itself, of_village, lives_in)
    assert (found.actor_id if found else None) == holder


@pytest.mark.parametrize(
    ("one", "to", "why"),
    [
        (Candidate("1", "v", "a", "todo"), "b", None),
        (Candidate("1", "v", None, "todo"), "b", None),
        (Candidate("1", "v", "a", "returned", "returned"), "b", None),
        (Candidate("1", "v", "a", "sent", "received"), "b", None),
        (Candidate("1", "v", "a", "sent", "approved"), "b", "decided"),
        (Candidate("1", "v", "a", "sent", "duplicate"), "b", "decided"),
        (Candidate("1", "v", "b", "todo"), "b", "same"),
        (Candidate("1", "v", "a", "todo", is_active=False), "b", "left"),
    ],
)
def test_what_is_decided_gone_or_hers_already_is_not_given(one: Candidate, to: str, why: str | None) -> None:
    assert find_refusal(one, to) == why


@pytest.mark.parametrize(
    ("count", "loads", "given"),
    [
        (4, {"a": 0, "b": 0}, "aabb"),
        (3, {"a": 3, "b": 0}, "bbb"),
        (4, {"a": 3, "b": 0}, "abbb"),
        (5, {"a": 3, "b": 0}, "abbbb"),
        (3, {"a": 0, "b": 0, "c": 9}, "aab"),
        (3, {}, ""),
    ],
)
def test_an_even_share_evens_what_is_left_and_keeps_neighbours_together(
    count: int, loads: dict[str, int], given: str
) -> None:
    wanted = [Candidate(str(number), "v", None, "todo") for number in range(count)]
    assert "".join(share(wanted, loads).values()) == given


@pytest.mark.parametrize(
    ("one", "way"),
    [
        (Back("h", is_there=False, before_id="a"), ("moved_on", None)),
        (Back("h", is_there=True, before_id="a"), ("give", "a")),
        (Back("h", is_there=True, before_id=None), ("release", None)),
        (Back("h", is_there=True, before_id="left"), ("release", None)),
    ],
)
def test_the_way_back_of_a_household(one: Back, way: tuple[str, str | None]) -> None:
    assert find_way_back(one, {"a"}) == way


@pytest.mark.parametrize(
    ("declared_on", "missing", "overdue"),
    [("2026-11-20", 2, True), ("2026-11-23", 2, True), ("2026-11-24", 2, False), ("2026-11-20", 0, False)],
)
def test_missing_forms_are_overdue_from_a_day_on(declared_on: str, missing: int, overdue: bool) -> None:
    assert is_overdue(declared_on, missing, since="2026-11-23") is overdue
