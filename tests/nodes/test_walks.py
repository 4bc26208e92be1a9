"""What comes out of each walk, on every node alike."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sync.records import Part, Reason, SubjectState
from tests.nodes import walks
from tests.nodes.simulation import COMMUNE_A, COMMUNE_B, Node, exchange
from tests.nodes.walks import HOUSEHOLD, WALKS, World, make_world


def after(walk: Callable[[World], None]) -> World:
    world = make_world()
    walk(world)
    world.settle()
    return world


def household(node: Node, area: str = COMMUNE_A) -> SubjectState:
    return node.state(area).subjects[area, HOUSEHOLD]


@pytest.mark.parametrize("walk", WALKS, ids=lambda walk: walk.__name__)
def test_every_node_of_an_area_says_the_same(walk: Callable[[World], None]) -> None:
    world = after(walk)
    for area, carriers in (
        (COMMUNE_A, [world.province, world.district, world.commune_a]),
        (COMMUNE_B, [world.province, world.district, world.commune_b]),
    ):
        assert {one.state(area).digest() for one in carriers} == {world.province.state(area).digest()}
        assert {one.frontier(area).token() for one in carriers} == {world.province.frontier(area).token()}
    assert [one.faults() for one in world.nodes] == [[], [], [], []]


@pytest.mark.parametrize("walk", WALKS, ids=lambda walk: walk.__name__)
def test_nothing_accepted_is_lost(walk: Callable[[World], None]) -> None:
    world = after(walk)
    accepted = {record.digest for node in world.nodes for record in node.accepted}
    assert accepted == {record.digest for record in world.province.records()}


def test_a_submission_is_shown_and_follows_the_registration() -> None:
    world = after(walks.one_submission)
    first = world.named["first"]
    assert first.envelope.follows == {HOUSEHOLD: (world.named["registered"].digest,)}
    assert household(world.province).shown == {Part.ANSWERS: first.digest, Part.MEMBERS: first.digest}
    assert household(world.province).conflicts == {}


def test_a_retry_on_another_node_is_the_same_event() -> None:
    world = after(walks.retry_on_another_node)
    first, copy = world.named["first"], world.named["copy"]
    assert copy.digest != first.digest
    assert copy.envelope.payload_digest == first.envelope.payload_digest
    assert world.named["again"].digest in (first.digest, copy.digest)
    assert household(world.province).conflicts == {}
    earliest = min(first, copy, key=lambda one: (one.envelope.clock, one.envelope.origin))
    assert household(world.province).shown[Part.ANSWERS] == earliest.digest


def test_a_resubmission_that_crosses_a_return_is_no_conflict_and_waits_for_review() -> None:
    world = after(walks.resubmission_crosses_a_return)
    state = household(world.commune_a)
    assert state.conflicts == {}
    assert state.shown[Part.ANSWERS] == world.named["second"].digest
    assert state.shown[Part.REVIEW] == world.named["returned"].digest
    assert state.is_review_current is False


def test_two_supervisors_who_decide_apart_are_a_conflict_and_no_gate_passes() -> None:
    world = after(walks.two_supervisors_decide_apart)
    state = household(world.commune_a)
    approved, returned = world.named["approved"], world.named["returned"]
    assert set(state.conflicts[Part.REVIEW]) == {approved.digest, returned.digest}
    assert not state.passes_gates


def test_a_review_that_follows_both_settles_it() -> None:
    world = after(walks.two_supervisors_settle_it)
    state = household(world.district)
    assert state.conflicts == {}
    assert state.shown[Part.REVIEW] == world.named["settled"].digest
    assert state.is_review_current is True


def test_two_versions_that_cross_are_both_kept_and_the_later_is_shown() -> None:
    world = after(walks.two_versions_cross)
    state = household(world.district)
    first, second = world.named["first"], world.named["second"]
    last = max(first, second, key=lambda one: (one.envelope.clock, one.envelope.origin))
    assert set(state.conflicts[Part.ANSWERS]) == {first.digest, second.digest}
    assert state.shown[Part.ANSWERS] == last.digest


def test_a_person_who_chooses_a_version_ends_the_conflict() -> None:
    world = after(walks.a_person_chooses_a_version)
    assert household(world.commune_a).conflicts == {}
    assert household(world.commune_a).shown[Part.ANSWERS] == world.named["chosen"].digest


def test_what_reaches_the_old_commune_after_a_move_opens_a_task_there() -> None:
    world = after(walks.a_move)
    assert household(world.commune_a).late == (world.named["late"].digest,)
    assert not household(world.commune_a).passes_gates
    assert household(world.commune_b, COMMUNE_B).shown[Part.ANSWERS] == world.named["transferred"].digest
    assert world.named["transferred"].envelope.follows == {}


def test_the_new_commune_never_holds_the_old_ones_records() -> None:
    world = after(walks.a_move)
    assert {record.envelope.area for record in world.commune_b.records()} == {"shared", COMMUNE_B}


def test_a_late_form_crosses_by_a_further_transfer_only() -> None:
    world = after(walks.a_move_with_its_late_form_sent_on)
    assert household(world.commune_a).late == ()
    assert household(world.commune_b, COMMUNE_B).shown[Part.ANSWERS] == world.named["further"].digest


def test_a_late_form_after_a_recognition_changes_no_status_and_opens_a_pending_change() -> None:
    world = after(walks.a_recognition_and_a_late_form)
    state = household(world.province)
    assert state.shown[Part.STATUS] == world.named["line"].digest
    assert state.has_pending_change


def test_the_lines_of_a_decision_do_not_count_before_the_decision_is_there() -> None:
    world = make_world()
    lines, decision = walks.recognise(world.commune_a, [HOUSEHOLD, walks.CASE])
    world.district.take([*world.commune_a.records([COMMUNE_A])[:-1]])
    assert world.district.state(COMMUNE_A).quarantined == {one.digest: Reason.DECISION_OPEN for one in lines}
    world.district.take([decision])
    assert world.district.state(COMMUNE_A).quarantined == {}


def test_an_erased_payload_is_gone_on_every_node_and_so_is_every_copy_of_it() -> None:
    world = after(walks.an_erasure)
    for node in (world.province, world.district, world.commune_a):
        here = {one.digest: one for one in node.records([COMMUNE_A])}
        assert here[world.named["first"].digest].payload is None
        assert here[world.named["copy"].digest].payload is None
        assert here[world.named["first"].digest].salt is None
    assert household(world.province).shown[Part.ANSWERS] == world.named["registered"].digest


def test_a_tablet_that_sends_an_erased_form_again_brings_nothing_back() -> None:
    world = after(walks.an_erasure)
    again = walks.submit(world.province, "uuid:1")
    assert again.digest in (world.named["first"].digest, world.named["copy"].digest)
    assert again.payload is None


def test_a_later_revocation_does_not_undo_an_erasure() -> None:
    world = after(walks.an_erasure_by_somebody_dismissed_later)
    assert world.named["first"].digest in world.province.state(COMMUNE_A).erased
    assert world.province.state(COMMUNE_A).quarantined == {}


def test_one_person_alone_erases_nothing() -> None:
    world = after(walks.an_erasure_by_one_person)
    erasure, first = world.named["erased"], world.named["first"]
    assert world.province.state(COMMUNE_A).quarantined == {erasure.digest: Reason.NEEDS_TWO_ACTORS}
    assert {one.digest: one.payload for one in world.province.records()}[first.digest] == first.payload


def test_an_erasure_of_what_is_needed_for_ever_spares_it_and_says_so() -> None:
    world = after(walks.an_erasure_of_what_is_needed_for_ever)
    line, state = world.named["line"], world.province.state(COMMUNE_A)
    assert state.quarantined == {world.named["in vain"].digest: Reason.ERASES_NOTHING}
    assert (state.spared, state.erased) == ({line.digest}, {world.named["first"].digest})
    for node in (world.province, world.district, world.commune_a):
        assert {one.digest: one.payload for one in node.records([COMMUNE_A])}[line.digest] == line.payload
    assert household(world.commune_a).shown[Part.STATUS] == line.digest


def test_an_erasure_whose_record_has_not_come_may_still_take_it() -> None:
    world = make_world()
    sent = walks.submit(world.commune_a, "uuid:1")
    waiting = walks.erase(world.district, [sent.digest])
    assert world.district.state(COMMUNE_A).quarantined == {}
    world.settle()
    state = world.province.state(COMMUNE_A)
    assert (state.quarantined, state.erased) == ({}, {sent.digest})
    assert waiting.digest in {one.digest for one in world.province.records()}


@pytest.mark.parametrize(
    "walk",
    [
        walks.a_stolen_node_is_revoked_before_its_last_records_arrive,
        walks.a_stolen_node_is_revoked_after_its_last_records_arrived,
    ],
)
def test_what_a_stolen_node_wrote_after_the_last_that_counts_is_quarantined(walk: Callable[[World], None]) -> None:
    world = after(walk)
    thief = world.named["by the thief"]
    assert world.province.state(COMMUNE_A).quarantined == {thief.digest: Reason.NODE_REVOKED}
    assert household(world.province).shown[Part.ANSWERS] == world.named["first"].digest


def test_a_later_revocation_may_raise_the_last_record_that_counts() -> None:
    world = after(walks.a_revocation_is_eased)
    assert world.province.state(COMMUNE_A).quarantined == {}
    assert household(world.province).shown[Part.ANSWERS] == world.named["by the thief"].digest


def test_a_revoked_grant_stops_counting_where_the_node_knew_of_it() -> None:
    world = after(walks.a_grant_is_revoked_while_its_holder_is_away)
    assert world.province.state(COMMUNE_A).quarantined == {world.named["after"].digest: Reason.GRANT_REVOKED}


def test_what_has_no_place_travels_upwards_only() -> None:
    world = make_world()
    unplaced = world.district.write(
        "submission.received", "unplaced", (), walks.ENUMERATOR, {"xml": "<x/>"}, key="uuid:x"
    )
    world.settle()
    holders = [node.name for node in world.nodes if unplaced.digest in {one.digest for one in node.records()}]
    assert holders == ["province", "district"]


def test_a_gap_is_kept_apart_and_named_until_it_closes() -> None:
    from sync.log import gaps
    from sync.records import Missing

    world = make_world()
    sent = [walks.submit(world.commune_a, f"uuid:{number}") for number in range(4)]
    received = world.district.take([sent[3], sent[1]])
    stream = (world.commune_a.node_id, COMMUNE_A)
    assert (len(received.stored), received.parked_count) == (0, 2)
    assert world.district.read(gaps) == [Missing(stream, 1, 2), Missing(stream, 3, 4)]
    assert [one.record.digest for one in world.district.take([sent[0]]).stored] == [sent[0].digest, sent[1].digest]
    assert exchange(world.commune_a, world.district).parked_count == -1
    assert world.district.read(gaps) == []
