"""Reviewers on nodes that are apart: in whatever order their records travel, every node says the same of a case."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from server.domain.corrections import Corrected, judge_corrections
from server.domain.review import State
from server.domain.review_fold import Standing, Word, find_standing
from sync.records import Part, Record, read_history
from tests.nodes import walks
from tests.nodes.meeting import meet, meet_badly
from tests.nodes.simulation import COMMUNE_A, Node, make_id
from tests.nodes.walks import CASE, HOUSEHOLD, World, make_world

PLACES = ("province", "district", "commune_a")
REVIEWERS = (walks.OFFICER_A, walks.SUPERVISOR, walks.OTHER_SUPERVISOR, walks.ADMIN)
KINDS = ("returned", "approved", "held", "duplicate", "corrected", "confirmed", "withdrawn", "commented")
Step = Callable[[World, st.DataObject], object]


def words_of(node: Node) -> list[Word]:
    """The case's review records as a node's program reads them."""
    return [_to_word(one) for one in node.records([COMMUNE_A]) if CASE in one.envelope.subjects]


def standing_of(node: Node) -> Standing:
    """What the node's program says of the case."""
    history = read_history(node.records([COMMUNE_A]), HOUSEHOLD, lambda _one: True)
    return find_standing(history, words_of(node))


def decide(node: Node, kind: str, actor: str, **more: Any) -> Record:
    """A decision as the node's person makes it, having seen what the node has."""
    payload = {"case_id": CASE, "instance_id": "uuid:1", **more}
    return node.write(f"review.{kind}", COMMUNE_A, (HOUSEHOLD, CASE), actor, payload)


def _to_word(record: Record) -> Word:
    envelope = record.envelope
    payload = None if record.payload is None else orjson.loads(record.payload)
    rank = (envelope.clock, envelope.origin, envelope.sequence)
    return Word(record.digest, envelope.kind, payload, envelope.actor, rank)


def act(world: World, data: st.DataObject) -> None:
    node: Node = getattr(world, data.draw(st.sampled_from(PLACES)))
    kind, actor = data.draw(st.sampled_from(KINDS)), data.draw(st.sampled_from(REVIEWERS))
    correction_id = make_id(f"correction {data.draw(st.integers(1, 2))}")
    more: dict[str, Any] = {
        "corrected": {
            "correction_id": correction_id,
            "changes": [{"f": "car_count", "value": data.draw(st.integers(0, 3))}],
            "decisive": data.draw(st.sampled_from([[], ["car_count"]])),
        },
        "confirmed": {"correction_id": correction_id},
        "withdrawn": {"withdraws": _newest(node), "state": "received"},
        "duplicate": {"of_household": make_id("other household")},
        "commented": {"comments": []},
    }.get(kind, {})
    decide(node, kind, actor, **more)


def _newest(node: Node) -> str:
    words = standing_of(node).words
    return words[-1].digest if words else ""


def submit(world: World, data: st.DataObject) -> None:
    node: Node = getattr(world, data.draw(st.sampled_from(PLACES)))
    walks.submit(node, f"uuid:{data.draw(st.integers(1, 2))}")


STEPS: list[Step] = [act, act, act, act, submit, meet, meet, meet_badly]


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck), database=None)
@given(data=st.data())
def test_reviewers_apart_end_in_the_same_standing_corrections_and_recorded_state(data: st.DataObject) -> None:
    world = make_world()
    for step in data.draw(st.lists(st.sampled_from(STEPS), min_size=4, max_size=16)):
        step(world, data)
    world.settle()
    carriers = [world.province, world.district, world.commune_a]
    assert len({one.state(COMMUNE_A).digest() for one in carriers}) == 1
    standings = [standing_of(one) for one in carriers]
    assert standings[0] == standings[1] == standings[2]
    corrections = [judge_corrections(words_of(one)) for one in carriers]
    assert corrections[0] == corrections[1] == corrections[2]
    assert all(_is_by_two(one) for one in corrections[0])
    subject = world.province.state(COMMUNE_A).subjects.get((COMMUNE_A, CASE))
    if subject is not None:
        recorded = set(subject.conflicts.get(Part.REVIEW, ()))
        contested = {one.digest for one in standings[0].words} if len(standings[0].words) > 1 else set()
        assert contested == recorded


def _is_by_two(one: Corrected) -> bool:
    second = one.confirmed_by
    return one.state != "counts" or not one.word.payload["decisive"] or (
        second is not None and second.actor_id != one.word.actor_id
    )  # fmt: skip


@pytest.mark.parametrize("first, second", [("approved", "returned"), ("approved", "corrected"), ("held", "duplicate")])
def test_two_who_decide_apart_are_contested_everywhere_until_one_who_saw_both_decides(first: str, second: str) -> None:
    world = make_world()
    world.named["sent"] = walks.submit(world.commune_a, "uuid:1")
    world.settle()
    changed = {"correction_id": make_id("k"), "changes": [], "decisive": [], "of_household": make_id("h")}
    decide(world.district, first, walks.SUPERVISOR)
    decide(world.commune_a, second, walks.OFFICER_A, **changed)
    assert standing_of(world.district).state_of("uuid:1") != State.CONTESTED
    world.settle()
    for node in (world.province, world.district, world.commune_a):
        assert standing_of(node).state_of("uuid:1") == State.CONTESTED
    decide(world.province, "approved", walks.ADMIN)
    world.settle()
    assert {standing_of(node).state_of("uuid:1") for node in world.nodes[:3]} == {State.APPROVED}


def test_a_decision_that_was_overtaken_by_a_new_version_waits_again() -> None:
    world = make_world()
    walks.submit(world.commune_a, "uuid:1")
    world.settle()
    decide(world.district, "approved", walks.SUPERVISOR)
    walks.submit(world.commune_a, "uuid:2")
    world.settle()
    assert standing_of(world.province).state_of("uuid:2") == State.RECEIVED
    assert standing_of(world.province).state_of("uuid:1") == State.APPROVED


def test_who_followed_the_copy_of_a_form_has_seen_what_that_copy_followed() -> None:
    """The district took the same form in before; its copy stands for the event, and knew nothing of the return."""
    world = make_world()
    walks.submit(world.district, "uuid:2")
    returned = decide(world.commune_a, "returned", walks.OFFICER_A)
    walks.submit(world.commune_a, "uuid:2")
    decide(world.commune_a, "approved", walks.OFFICER_A, instance_id="uuid:2")
    world.settle()
    for node in (world.province, world.district, world.commune_a):
        assert [one.kind for one in standing_of(node).words] == ["review.approved"]
        assert Part.REVIEW not in node.state(COMMUNE_A).subjects[COMMUNE_A, HOUSEHOLD].conflicts
    assert returned.digest in {one.digest for one in words_of(world.district)}
