"""A kind this program does not know yet: kept, relayed, and folded once it does."""

from __future__ import annotations

import hashlib
from dataclasses import replace

import orjson

from sync.records import KINDS, Kind, Part, Reason, Record, canonical_json, fold_subject, judge
from sync.records.envelope import digest_payload
from sync.records.upcasting import read_payload
from tests.nodes import walks
from tests.nodes.simulation import COMMUNE_A, Node, exchange
from tests.nodes.walks import CASE, HOUSEHOLD, OFFICER_A, World, make_world

SALT = bytes(16)
NEW_KIND = Kind("visit.noted", frozenset({Part.REVIEW}), ("case_id",), KINDS["review.approved"].roles)
NEWER_RETURN = replace(KINDS["review.returned"], version=2)
NEWER = {**KINDS, "visit.noted": NEW_KIND, "review.returned": NEWER_RETURN}
STEPS = {("review.returned", 1): lambda payload: {**payload, "comments": payload["comments"] or []}}


def write_newer(node: Node, kind: str, version: int, payload: object) -> Record:
    """What a node of a later release would append."""
    pattern = node.write("review.commented", COMMUNE_A, (HOUSEHOLD, CASE), OFFICER_A, payload)
    body = canonical_json(payload)
    envelope = replace(
        pattern.envelope,
        kind=kind,
        kind_version=version,
        sequence=pattern.envelope.sequence + 1,
        previous=pattern.digest,
        payload_digest=digest_payload(SALT, body),
        follows={HOUSEHOLD: (pattern.digest,)},
        clock=pattern.envelope.clock + 1,
    )
    data = envelope.to_bytes()
    newer = Record(envelope, data, hashlib.sha256(data).hexdigest(), node.key.sign(data), body, SALT)
    assert [one.record for one in node.take([newer]).stored] == [newer]
    return newer


def mixed_world() -> tuple[World, Record, Record]:
    world = make_world()
    walks.submit(world.commune_a, "uuid:1")
    unknown = write_newer(world.commune_a, "visit.noted", 1, {"case_id": CASE, "text": ""})
    returned = write_newer(world.commune_a, "review.returned", 2, {"case_id": CASE, "comments": []})
    world.settle()
    return world, unknown, returned


def test_a_kind_of_a_later_release_is_kept_relayed_and_says_why_it_does_not_count() -> None:
    world, unknown, returned = mixed_world()
    expected = {unknown.digest: Reason.UNKNOWN_KIND, returned.digest: Reason.UNKNOWN_VERSION}
    for node in (world.commune_a, world.district, world.province):
        assert node.state(COMMUNE_A).quarantined == expected
        assert {one.digest: one.payload for one in node.records()}[unknown.digest] == unknown.payload


def test_after_an_upgrade_what_was_kept_is_folded() -> None:
    world, unknown, returned = mixed_world()
    records = world.province.records([COMMUNE_A])
    counts = judge(records, world.province.authority(), NEWER)
    state = fold_subject(records, HOUSEHOLD, counts, NEWER)
    assert counts.reasons == {}
    assert unknown.digest in counts_writers(records, Part.REVIEW)
    assert state.shown[Part.REVIEW] == returned.digest


def counts_writers(records: list[Record], part: Part) -> set[str]:
    return {one.digest for one in records if part in NEWER[one.envelope.kind].parts}


def test_a_link_through_an_unknown_kind_still_says_who_had_seen_what() -> None:
    world, _unknown, _returned = mixed_world()
    second = walks.submit(world.province, "uuid:2")
    exchange(world.province, world.commune_a)
    assert world.commune_a.state(COMMUNE_A).subjects[COMMUNE_A, HOUSEHOLD].conflicts == {}
    assert world.commune_a.state(COMMUNE_A).subjects[COMMUNE_A, HOUSEHOLD].shown[Part.ANSWERS] == second.digest


def test_an_old_payload_is_read_in_todays_shape_and_its_bytes_stay() -> None:
    world = make_world()
    payload = {"case_id": CASE, "instance_id": "uuid:1", "comments": None}
    old = world.commune_a.write("review.returned", COMMUNE_A, (HOUSEHOLD,), OFFICER_A, payload)
    assert read_payload(old, NEWER, STEPS) == {"case_id": CASE, "instance_id": "uuid:1", "comments": []}
    assert orjson.loads(old.payload or b"") == payload
