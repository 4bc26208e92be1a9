"""Quality signals against hand counts: nothing below the least number of forms, shares with their interval (R30)."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from server.domain.interview_audit import read_audit, section_seconds
from server.domain.quality import (
    FAR,
    FAST,
    LEAST_FORMS,
    NEAR,
    PHOTOS,
    SAME,
    UNDER,
    Form,
    Pace,
    Share,
    compare_paces,
    find_far,
    find_unvarying,
    heap,
    metres_apart,
    score_cards,
    wilson,
)

DAY = dt.datetime(2016, 10, 2, 2, 0, tzinfo=dt.UTC)


def form(number: int, actor: str = "a", **other: Any) -> Form:
    known: dict[str, Any] = {
        "case_id": f"{actor}{number}",
        "village_code": "1",
        "began_at": DAY + dt.timedelta(days=number % 2),
        "seconds": 1_200,
        "point": None,
        "distance": None,
        "answers": (("wall", str(number)),),
        "yes_no": {},
    }
    return Form(actor_id=actor, **{**known, **other})


@pytest.mark.parametrize(
    ("part", "whole", "low", "high"),
    [(5, 10, 0.2366, 0.7634), (0, 10, 0.0, 0.2775), (10, 10, 0.7225, 1.0), (60, 100, 0.5020, 0.6906)],
)
def test_wilsons_interval_by_hand(part: int, whole: int, low: float, high: float) -> None:
    assert wilson(part, whole) == pytest.approx((low, high), abs=5e-5)


def test_five_values_lie_on_either_side_of_a_line_and_the_line_is_under() -> None:
    assert heap(range(-20, 21)) == Share(5, 10)
    assert heap([-5, -4, 0, 1, 5, 6]) == Share(2, 4)
    assert (heap([]).value, heap([]).interval) == (None, None)


def test_below_the_least_number_of_forms_nothing_is_said() -> None:
    few = [form(n) for n in range(LEAST_FORMS - 1)]
    (card,) = score_cards(few)
    assert not card.is_enough
    assert (card.per_day, card.minutes, card.against_peers, card.spread_m, card.unvarying) == (None,) * 4 + ((),)
    (card,) = score_cards([*few, form(9)])
    assert card.is_enough and card.minutes == (20.0, 20.0, 20.0) and card.against_peers is None


def test_pace_and_duration_against_peers() -> None:
    own = [form(n, seconds=300 + n) for n in range(10)]
    peers = [form(n, "b", seconds=1_000) for n in range(10)]
    card = next(one for one in score_cards([*own, *peers]) if one.actor_id == "a")
    assert (card.per_day, card.busiest) == (5.0, 5)
    assert card.minutes == pytest.approx((302 / 60, 304.5 / 60, 307 / 60))
    assert card.against_peers == pytest.approx(0.3045)
    assert card.cases[FAST] == tuple(one.case_id for one in own)
    assert next(one for one in score_cards([*own, *peers]) if one.actor_id == "b").cases[FAST] == ()


def test_forms_alike_in_all_that_is_seen_and_shared_photos_are_named() -> None:
    same = (("roof", "tile"), ("wall", "concrete"))
    own = [form(0, answers=same), form(1), form(2, answers=same), form(3, is_photo_shared=True), form(4, answers=())]
    (card,) = score_cards([*own, form(5, answers=())])
    assert card.cases[SAME] == ("a0", "a2")
    assert card.cases[PHOTOS] == ("a3",)


def test_near_and_under_are_of_the_nearest_line() -> None:
    (card,) = score_cards([form(n, distance=one) for n, one in enumerate([-5, -4, 0, 1, 5, 6, None])])
    assert card.cases[NEAR] == ("a1", "a2", "a3", "a4")
    assert card.cases[UNDER] == ("a1", "a2")
    assert card.under == Share(2, 4)


def test_a_point_far_from_its_village_is_found_and_a_scattered_village_is_not() -> None:
    near = [form(n, point=(10.5, 107.2 + n / 10_000)) for n in range(10)]  # eleven metres apart
    astray = form(10, point=(10.52, 107.2))  # 2.2 km to the north
    assert find_far([*near, astray]) == {"a10"}
    assert find_far([*near[:5], astray]) == frozenset()  # too few to know the village
    scattered = [form(n, point=(10.5 + n / 100, 107.2)) for n in range(12)]
    assert find_far(scattered) == frozenset()
    moved = form(11, point=(10.5, 107.2), moved_m=1_001), form(12, point=(10.5, 107.2), moved_m=1_000)
    assert score_cards([*near, *moved])[0].cases[FAR] == ("a11",)
    (card,) = score_cards([*near, astray])
    assert card.cases[FAR] == ("a10",)
    assert card.spread_m is not None and 20 < card.spread_m < 60


def test_a_hundredth_of_a_degree_is_about_a_kilometre() -> None:
    assert metres_apart((10.0, 107.0), (10.01, 107.0)) == pytest.approx(1_113.2)
    assert metres_apart((10.0, 107.0), (10.0, 107.01)) == pytest.approx(1_096.3, abs=0.5)


def test_a_question_always_answered_alike_counts_only_where_peers_vary() -> None:
    own = [form(n, yes_no={"has_tv": True, "has_radio": False}) for n in range(10)]
    peers = [form(n, "b", yes_no={"has_tv": n % 2 == 0, "has_radio": False}) for n in range(10)]
    assert find_unvarying(own, peers) == ("has_tv",)
    assert find_unvarying(own[:9], peers) == find_unvarying(own, peers[:9]) == ()


def test_sections_are_timed_against_peers_and_too_few_interviews_say_nothing() -> None:
    own, peers = [{"housing": 60}] * 10, [{"housing": 120, "land": 30}] * 12
    assert compare_paces(own, peers) == [Pace("housing", 60.0, 120.0), Pace("land", None, 30.0)]
    audit = read_audit(
        b"event,node,start,end\nquestion,/data/g/wall,0,4000\nquestion,/data/g/roof,4000,9000\nquestion,/data/go,9000,9500\n"
    )
    assert section_seconds(audit, lambda node: "" if node.endswith("go") else "housing") == {"housing": 9}
