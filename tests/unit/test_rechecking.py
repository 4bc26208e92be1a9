"""Drawing a sample from a seed, sharing it out, comparing two forms; by hand, and over many seeds (R30)."""

from __future__ import annotations

from server.domain.quality import Share
from server.domain.rechecking import (
    Candidate,
    Difference,
    compare_answers,
    draw,
    error_rates,
    number_of,
    share_out,
)


def candidate(number: int, actor: str = "a", distance: int | None = 50, *, is_flagged: bool = False) -> Candidate:
    return Candidate(f"case-{number}", actor, "1", distance, is_flagged)


def test_a_case_near_the_line_or_of_a_flagged_person_weighs_more() -> None:
    weights = [
        candidate(0),
        candidate(1, distance=5),
        candidate(2, is_flagged=True),
        candidate(3, distance=0, is_flagged=True),
    ]
    assert [one.weight for one in weights] == [1, 4, 3, 6]
    assert [candidate(0, distance=one).weight for one in (-5, -4, 6, None)] == [1, 4, 1, 1]


def test_the_same_seed_draws_the_same_cases_in_any_order_and_another_one_others() -> None:
    cases = [candidate(number) for number in range(40)]
    first = draw(cases, 8, "hạt giống")
    assert draw(cases[::-1], 8, "hạt giống") == first
    assert draw(cases, 20, "hạt giống")[:8] == first
    assert draw(cases, 8, "khác") != first
    assert len(draw(cases, 100, "hạt giống")) == 40
    assert 0 < number_of("s", "case-1") < 1


def test_over_many_seeds_a_heavier_case_is_drawn_about_as_often_as_it_weighs() -> None:
    cases = [candidate(0, distance=0), *(candidate(number) for number in range(1, 5))]  # 4 against 1, 1, 1, 1
    drawn = sum(draw(cases, 1, str(seed))[0].case_id == "case-0" for seed in range(2_000))
    assert 930 < drawn < 1_070  # half of them


def test_nobody_looks_at_her_own_forms_again_and_the_work_is_shared() -> None:
    drawn = [candidate(number, "a") for number in range(4)] + [candidate(9, "b")]
    shared = share_out(drawn, ["a", "b", "c"])
    assert all(shared[one.case_id] != one.actor_id for one in drawn)
    assert sorted(list(shared.values()).count(one) for one in ("a", "b", "c")) == [1, 2, 2]
    assert share_out(drawn, ["a"]) == {"case-9": "a"}


def test_answers_are_compared_where_either_form_has_one() -> None:
    first = {"roof": "tile", "wall": "light", "pig_count": 2, "income_vnd": 1}
    second = {"roof": "tile", "wall": "metal", "has_tv": True}
    found = compare_answers(first, second, ("roof", "wall", "pig_count", "has_tv", "column"))
    assert found.facts == ("roof", "wall", "pig_count", "has_tv")
    assert found.differences == (
        Difference("wall", "light", "metal"),
        Difference("pig_count", 2, None),
        Difference("has_tv", None, True),
    )
    total, by_fact = error_rates([found, compare_answers({"roof": "tile"}, {"roof": "metal"}, ("roof",))])
    assert total == Share(4, 5)
    assert by_fact["roof"] == Share(1, 2)
