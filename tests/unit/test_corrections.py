"""Which corrections count, and what the answers are with them."""

from __future__ import annotations

from typing import Any

import pytest

from server.domain.corrections import COUNTS, PENDING, WITHDRAWN, apply_changes, find_decisive, judge_corrections
from server.domain.review_fold import Word

FACTS = {"household": {"car_count": 1, "roof": "tile"}, "members": [{"birth_year": 1980}, {"birth_year": 1979}]}


def corrected(digest: str, clock: int, changes: dict[str, Any], decisive: tuple[str, ...] = ()) -> Word:
    made = [{"f": f, "value": value} for f, value in changes.items()]
    payload = {"correction_id": f"k-{digest}", "instance_id": "uuid:1", "changes": made, "decisive": list(decisive)}
    return Word(digest, "review.corrected", payload, "me", (clock, "node", clock))


def confirmed(of: str, actor: str, clock: int = 9) -> Word:
    return Word(f"c-{of}", "review.confirmed", {"correction_id": f"k-{of}"}, actor, (clock, "node", clock))


WITHDRAWAL = Word("w", "review.withdrawn", {"withdraws": "a", "state": "received"}, "me", (8, "node", 8))
DECISIVE = corrected("a", 1, {"car_count": 0}, ("car_count",))


@pytest.mark.parametrize(
    "words, state",
    [
        ([corrected("a", 1, {"roof": "leaf"})], COUNTS),
        ([DECISIVE], PENDING),
        ([DECISIVE, confirmed("a", "me")], PENDING),
        ([DECISIVE, confirmed("b", "other")], PENDING),
        ([DECISIVE, confirmed("a", "other")], COUNTS),
        ([confirmed("a", "other", 0), DECISIVE], COUNTS),
        ([DECISIVE, WITHDRAWAL], WITHDRAWN),
        ([WITHDRAWAL, DECISIVE, confirmed("a", "other")], WITHDRAWN),
    ],
)
def test_a_decisive_correction_counts_once_another_person_has_confirmed_it(words: list[Word], state: str) -> None:
    assert [one.state for one in judge_corrections(words)] == [state]


def test_corrections_apply_in_the_order_they_were_made_whatever_order_they_came_in() -> None:
    first, last = corrected("a", 1, {"car_count": 5, "2|birth_year": 1990}), corrected("b", 2, {"car_count": 6})
    for words in ([first, last], [last, first]):
        assert apply_changes(FACTS, judge_corrections(words)) == {
            "household": {"car_count": 6, "roof": "tile"},
            "members": [{"birth_year": 1980}, {"birth_year": 1990}],
        }
    assert FACTS["members"][1] == {"birth_year": 1979}


def test_none_takes_an_answer_away() -> None:
    made = apply_changes(FACTS, judge_corrections([corrected("a", 1, {"roof": None, "1|birth_year": None})]))
    assert made == {"household": {"car_count": 1}, "members": [{}, {"birth_year": 1979}]}


def test_what_is_decisive_is_what_the_rounds_class_rests_on() -> None:
    needed = frozenset({("household", "car_count"), ("member", "birth_year")})
    fields = ["car_count", "roof", "2|birth_year", "1|full_name", "birth_year", "visit_outcome"]
    assert find_decisive(fields, needed) == ["car_count", "2|birth_year", "visit_outcome"]
