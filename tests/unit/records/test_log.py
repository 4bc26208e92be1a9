"""Append and receive: what is filled in, what is refused, what waits."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import Any

import pytest

from sync import log
from sync.log import receiving
from sync.records import Draft, ForgeryError, Record
from tests.nodes import walks
from tests.nodes.simulation import COMMUNE_A, COMMUNE_B, PARENTS, SECOND, Node, adopt, exchange, found_province, make_id
from tests.nodes.walks import ADMIN, HOUSEHOLD, OFFICER_A, make_world


def forge(record: Record, node: Node, **changes: Any) -> Record:
    """The record with a changed envelope, signed anew by its own node."""
    envelope = replace(record.envelope, **changes)
    data = envelope.to_bytes()
    digest = hashlib.sha256(data).hexdigest()
    return Record(envelope, data, digest, node.key.sign(data), record.payload, record.salt)


def test_the_clock_rises_along_links_even_where_a_nodes_clock_is_behind() -> None:
    world = make_world()
    world.district.now_us += 3600 * SECOND
    ahead = walks.submit(world.district, "uuid:1")
    exchange(world.district, world.province)
    world.province.now_us -= 7200 * SECOND
    behind = walks.review(world.province, "approved", ADMIN)
    assert behind.envelope.follows[HOUSEHOLD] == (ahead.digest,)
    assert behind.envelope.clock == ahead.envelope.clock + 1


def test_a_record_knows_what_it_can_be_judged_by_and_an_authority_record_all_its_node_had() -> None:
    world = make_world()
    heads = {
        stream[0]: head[1] for stream, head in world.province.read(log.frontier).heads.items() if stream[1] == "shared"
    }
    written = walks.submit(world.commune_a, "uuid:1")
    assert set(written.envelope.knows) == set(heads.values())
    assert walks.submit(world.province, "uuid:2").envelope.knows == (heads[world.province.node_id],)
    revocation = walks.revoke_grant(world.province, world.grants[OFFICER_A])
    assert set(revocation.envelope.knows) == set(heads.values())


def test_links_never_leave_the_area_and_a_merged_one_is_part_of_it() -> None:
    world = make_world()
    apart = world.province.write("household.registered", COMMUNE_B, (HOUSEHOLD,), ADMIN, {})
    assert apart.envelope.follows == {}
    draft = Draft(COMMUNE_B, "household.corrected", (HOUSEHOLD,), ADMIN, {"facts": {}})
    with world.province.engine.begin() as connection:
        merged = log.append(connection, world.province.key, draft, world.province.now_us, (COMMUNE_A,)).record
    assert merged.envelope.follows == {HOUSEHOLD: tuple(sorted((apart.digest, world.named["registered"].digest)))}


def test_the_same_key_with_other_bytes_is_another_event() -> None:
    world = make_world()
    first = walks.submit(world.commune_a, "uuid:1")
    other = world.commune_a.write("submission.received", COMMUNE_A, (HOUSEHOLD,), OFFICER_A, {"xml": "y"}, key="uuid:1")
    assert other.digest != first.digest
    assert other.envelope.follows == {HOUSEHOLD: (first.digest,)}


def test_a_record_about_very_many_subjects_follows_what_is_known_of_each() -> None:
    world = make_world()
    first = walks.submit(world.commune_a, "uuid:1")
    others = tuple(make_id(f"other {number}") for number in range(1_500))
    event = world.commune_a.write("review.commented", COMMUNE_A, (HOUSEHOLD, *others), OFFICER_A, {"case_id": "a"})
    assert event.envelope.follows == {HOUSEHOLD: (first.digest,)}
    later = world.commune_a.write("review.commented", COMMUNE_A, (others[0], others[-1]), OFFICER_A, {"case_id": "b"})
    assert later.envelope.follows == dict.fromkeys((others[0], others[-1]), (event.digest,))


def test_many_records_of_new_subjects_are_appended_as_if_one_by_one() -> None:
    world = make_world()
    node, homes = world.commune_a, [make_id(f"new {number}") for number in range(3)]
    knows = tuple(node.read(lambda c: log.authority_heads(c, node.node_id)))

    def draft(kind: str, home: str) -> Draft:
        return Draft(COMMUNE_A, kind, (home,), OFFICER_A, {"household_id": home}, None, knows)

    chains = [[draft("household.registered", one), draft("status.imported", one)] for one in homes[:2]]
    chains.append([draft("household.registered", homes[2])])
    with node.engine.begin() as connection:
        made = log.append_new(connection, node.key, chains, node.now_us)
    assert [len(one) for one in made] == [2, 2, 1]
    assert [one.envelope.follows for one in made[0]] == [{}, {homes[0]: (made[0][0].digest,)}]
    after = node.write("household.corrected", COMMUNE_A, (homes[1],), OFFICER_A, {"facts": {}})
    assert after.envelope.follows == {homes[1]: (made[1][1].digest,)}
    assert after.envelope.sequence == made[2][0].envelope.sequence + 1
    assert [one.record for one in node.read(lambda c: log.read_subject(c, homes[0]))] == made[0]
    assert node.faults() == []
    assert world.province.take([*(one for chain in made for one in chain), after]).refused == []


@pytest.mark.parametrize("changes", [{"key": "uuid:1"}, {"knows": None}, {"subjects": (HOUSEHOLD, "two")}])
def test_what_must_be_looked_up_first_is_not_appended_as_one_of_many(changes: dict[str, Any]) -> None:
    node = make_world().commune_a
    draft = replace(Draft(COMMUNE_A, "household.registered", ("one",), OFFICER_A, {}, None, ()), **changes)
    with node.engine.begin() as connection, pytest.raises(ValueError, match="one of many"):
        log.append_new(connection, node.key, [[draft]], node.now_us)


@pytest.mark.parametrize("payload", [{"a": 1.5}, {"a": 2**53}, {1: "a"}, {"a": object()}])
def test_a_payload_without_a_canonical_form_is_refused(payload: Any) -> None:
    with pytest.raises(TypeError):
        make_world().province.write("review.commented", COMMUNE_A, (HOUSEHOLD,), ADMIN, payload)


@pytest.mark.parametrize(
    "area, follows", [("shared", {}), (COMMUNE_A, {make_id("somebody else"): ("00" * 32,)})], ids=["stream", "link"]
)
def test_a_draft_in_the_wrong_stream_or_with_a_stray_link_is_not_sealed(area: str, follows: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="wrong stream"):
        make_world().province.write("review.commented", area, (HOUSEHOLD,), ADMIN, {}, follows=follows)


@pytest.mark.parametrize(
    "damage, reason",
    [
        (lambda one: replace(one, payload=b"{}"), "payload digest"),
        (lambda one: replace(one, salt=bytes(16)), "payload digest"),
        (lambda one: replace(one, signature=bytes(64)), "signature"),
        (lambda one: replace(one, digest="00" * 32), "digest"),
        (lambda one: replace(one, envelope=replace(one.envelope, actor=ADMIN)), "canonical form"),
        (lambda one: replace(one, payload=b" " * (receiving.MAX_PAYLOAD_BYTES + 1)), "size"),
    ],
)
def test_what_is_not_authentic_is_refused_and_nothing_of_it_kept(damage: Any, reason: str) -> None:
    world = make_world()
    sent = walks.submit(world.commune_a, "uuid:1")
    received = world.district.take([damage(sent)])
    assert [why for _, why in received.refused] == [reason]
    assert sent.digest not in {one.digest for one in world.district.records()}
    assert [one.record for one in world.district.take([sent]).stored] == [sent]


def test_a_record_that_does_not_continue_its_chain_is_refused() -> None:
    world = make_world()
    sent = walks.submit(world.commune_a, "uuid:1")
    broken = forge(sent, world.commune_a, previous="00" * 32)
    assert world.district.take([broken]).refused == [(broken.digest, "chain")]


def test_a_second_record_at_the_same_place_of_a_stream_is_refused() -> None:
    world = make_world()
    sent = walks.submit(world.commune_a, "uuid:1")
    exchange(world.commune_a, world.district)
    twin = forge(sent, world.commune_a, actor=ADMIN)
    assert world.district.take([twin]).refused == [(twin.digest, "fork")]


def test_a_rival_that_was_parked_first_does_not_keep_the_true_record_out() -> None:
    world = make_world()
    sent = [walks.submit(world.commune_a, f"uuid:{number}") for number in (1, 2)]
    rival = forge(sent[1], world.commune_a, previous="00" * 32)
    received = world.district.take([rival, sent[1], sent[0]])
    # Which of the two is looked at first depends on their digests.
    assert received.refused in ([(rival.digest, "chain")], [(rival.digest, "fork")])
    assert [one.record for one in received.stored] == sent


def test_records_of_a_node_nobody_has_enrolled_here_wait_for_its_enrolment() -> None:
    world = make_world()
    fresh = Node("fresh")
    adopt(fresh, world.province)
    of_commune = world.commune_a.records([COMMUNE_A])
    assert fresh.take(of_commune).parked_count == len(of_commune)
    fresh.take(world.province.records())
    assert fresh.state().digest() == world.province.state().digest()


def test_a_log_has_one_genesis() -> None:
    world = make_world()
    other = found_province(ADMIN)
    foreign = forge(other.records()[0], Node("elsewhere"), origin=make_id("elsewhere"))
    with pytest.raises(ForgeryError, match="genesis"), world.commune_a.engine.begin() as connection:
        log.adopt_genesis(connection, foreign, 0)
    assert world.commune_a.take([foreign]).stored == []


def test_a_genesis_that_its_own_key_did_not_sign_is_refused() -> None:
    genesis = found_province(ADMIN).records()[0]
    with pytest.raises(ForgeryError, match="signature"), Node("fresh").engine.begin() as connection:
        log.adopt_genesis(connection, replace(genesis, signature=bytes(64)), 0)


def test_a_payload_that_never_may_be_erased_must_come_with_its_record() -> None:
    world = make_world()
    approved = walks.review(world.commune_a, "approved", OFFICER_A)
    assert world.district.take([approved.without_payload()]).refused == [(approved.digest, "payload missing")]


def test_a_payload_that_did_not_come_with_its_record_is_filled_in_later() -> None:
    world = make_world()
    sent = walks.submit(world.commune_a, "uuid:1")
    world.district.take([sent.without_payload()])
    assert world.district.faults() == []
    received = world.district.take([sent])
    assert received.filled == [sent]
    assert {one.digest: one.payload for one in world.district.records()}[sent.digest] == sent.payload


def test_an_erasure_that_comes_before_its_record_still_holds_and_covers_the_copies() -> None:
    world = make_world()
    first, copy = walks.submit(world.commune_a, "uuid:1"), walks.submit(world.district, "uuid:1")
    exchange(world.commune_a, world.district)
    erasure = walks.erase(world.district, [first.digest])
    assert world.province.take([copy, erasure]).erased == []
    received = world.province.take([first])
    assert [one.digest for one in received.erased] == [copy.digest]
    payloads = {one.digest: one.payload for one in world.province.records([COMMUNE_A])}
    assert (payloads[first.digest], payloads[copy.digest]) == (None, None)
    assert world.province.read(lambda c: log.apply_erasures(c, PARENTS)) == []


def test_the_same_bytes_under_another_kind_are_another_event_that_an_erasure_leaves() -> None:
    world = make_world()
    payload = {"case_id": walks.CASE, "instance_id": "uuid:1"}
    comment = world.commune_a.write("review.commented", COMMUNE_A, (HOUSEHOLD,), OFFICER_A, payload, key="k")
    approval = world.commune_a.write("review.approved", COMMUNE_A, (HOUSEHOLD,), OFFICER_A, payload, key="k")
    walks.erase(world.commune_a, [comment.digest])
    world.settle()
    for node in (world.commune_a, world.province):
        payloads = {one.digest: one.payload for one in node.records([COMMUNE_A])}
        assert (payloads[comment.digest], payloads[approval.digest]) == (None, approval.payload)
        assert node.state(COMMUNE_A).erased == {comment.digest}


def test_the_frontier_names_a_moment_that_can_be_read_again() -> None:
    world = make_world()
    walks.submit(world.commune_a, "uuid:1")
    moment = world.commune_a.read(log.frontier)
    walks.submit(world.commune_a, "uuid:2")
    before = world.commune_a.read(lambda c: [one.record.envelope.key for one in log.read_as_of(c, moment)])
    assert "uuid:1" in before
    assert "uuid:2" not in before
    assert world.commune_a.read(log.frontier).token() != moment.token()
