"""The first pass of counting: grants, node keys and revocations, each judged by what lies before it."""

from __future__ import annotations

import pytest

from sync.records import Reason, Record
from tests.nodes import walks
from tests.nodes.simulation import (
    COMMUNE_A,
    COMMUNE_B,
    DISTRICT,
    PROVINCE,
    Node,
    enrol,
    exchange,
    give_grant,
    make_id,
)
from tests.nodes.walks import ADMIN, ENUMERATOR, HOUSEHOLD, OFFICER_B, SUPERVISOR, World, make_world

SECOND_ADMIN, NEWCOMER = make_id("second admin"), make_id("newcomer")


def reasons(node: Node) -> dict[str, Reason]:
    """What does not count among everything here."""
    return dict(node.state().quarantined)


def last(node: Node) -> Record:
    return node.accepted[-1]


def give(node: Node, giver: str, actor: str, role: str, area: str, **more: str) -> Record:
    grant_id = make_id(f"{giver}{actor}{role}{area}{len(node.accepted)}")
    payload = {"grant_id": grant_id, "actor_id": actor, "role": role, "area_code": area, **more}
    return node.write("grant.given", "shared", (grant_id, actor), giver, payload)


def district_admin(world: World) -> str:
    """A second administrator, for the district, known everywhere; returns her grant."""
    grant_id = give_grant(world.province, ADMIN, SECOND_ADMIN, "administrator", DISTRICT)
    world.settle()
    return grant_id


def test_everything_of_an_ordinary_world_counts() -> None:
    assert reasons(make_world().province) == {}


def test_the_first_grant_of_the_genesis_stream_needs_no_giver_and_the_second_does() -> None:
    world = make_world()
    stranger = give(world.province, NEWCOMER, NEWCOMER, "administrator", PROVINCE)
    assert reasons(world.province) == {stranger.digest: Reason.NO_GRANT}


def test_who_may_not_manage_people_gives_nothing() -> None:
    world = make_world()
    given = give(world.district, SUPERVISOR, NEWCOMER, "enumerator", COMMUNE_A)
    assert reasons(world.district) == {given.digest: Reason.NO_GRANT}


def test_a_commune_node_cannot_speak_in_the_administrators_name_beyond_its_commune() -> None:
    world = make_world()
    given = give(world.commune_a, ADMIN, NEWCOMER, "administrator", PROVINCE)
    world.settle()
    assert reasons(world.province) == {given.digest: Reason.OUTSIDE_NODE}


def test_an_administrator_of_a_district_gives_nothing_outside_it() -> None:
    world = make_world()
    district_admin(world)
    given = give(world.province, SECOND_ADMIN, NEWCOMER, "province", PROVINCE)
    assert reasons(world.province) == {given.digest: Reason.NO_GRANT}


def test_what_a_retired_administrator_gave_in_time_goes_on_counting() -> None:
    world = make_world()
    grant_id = district_admin(world)
    give(world.district, SECOND_ADMIN, NEWCOMER, "enumerator", COMMUNE_A)
    world.settle()
    walks.revoke_grant(world.province, grant_id)
    world.settle()
    assert reasons(world.district) == reasons(world.province) == {}


def test_of_concurrent_records_the_revocation_counts() -> None:
    world = make_world()
    grant_id = district_admin(world)
    walks.revoke_grant(world.province, grant_id)
    given = give(world.district, SECOND_ADMIN, NEWCOMER, "enumerator", COMMUNE_A)
    assert reasons(world.district) == {}
    world.settle()
    assert reasons(world.district) == reasons(world.province) == {given.digest: Reason.GRANT_REVOKED}


def test_what_a_voided_grant_was_used_for_is_void_too() -> None:
    world = make_world()
    grant_id = district_admin(world)
    walks.revoke_grant(world.province, grant_id)
    first = give(world.district, SECOND_ADMIN, NEWCOMER, "administrator", COMMUNE_A)
    second = give(world.district, NEWCOMER, make_id("her friend"), "enumerator", COMMUNE_A)
    world.settle()
    assert reasons(world.province) == dict.fromkeys((first.digest, second.digest), Reason.GRANT_REVOKED)


def test_two_administrators_who_revoke_each_other_apart_are_both_out() -> None:
    world = make_world()
    one, other = district_admin(world), give_grant(world.province, ADMIN, NEWCOMER, "administrator", DISTRICT)
    world.settle()
    world.province.write("grant.revoked", "shared", (other,), SECOND_ADMIN, {"grant_id": other})
    world.district.write("grant.revoked", "shared", (one,), NEWCOMER, {"grant_id": one})
    world.settle()
    assert reasons(world.district) == reasons(world.province) == {}
    late = [give(world.district, giver, OFFICER_B, "enumerator", COMMUNE_A) for giver in (SECOND_ADMIN, NEWCOMER)]
    assert reasons(world.district) == {given.digest: Reason.GRANT_REVOKED for given in late}


def test_a_revocation_reaches_no_further_than_the_node_that_wrote_it_and_those_below() -> None:
    world = make_world()
    founding = world.province.records()[1].envelope.subjects[0]
    give_grant(world.province, ADMIN, SECOND_ADMIN, "administrator", PROVINCE)
    world.settle()
    revocation = world.district.write("grant.revoked", "shared", (founding,), SECOND_ADMIN, {"grant_id": founding})
    world.settle()
    assert reasons(world.province) == {revocation.digest: Reason.OUTSIDE_NODE}


def test_a_node_is_revoked_from_above_only() -> None:
    world = make_world()
    give_grant(world.province, ADMIN, OFFICER_B, "administrator", DISTRICT)
    world.settle()
    payload = {"node_id": world.commune_a.node_id, "last": {}}
    sideways = world.commune_b.write("node.revoked", "shared", (world.commune_a.node_id,), OFFICER_B, payload)
    world.settle()
    assert reasons(world.province) == {sideways.digest: Reason.OUTSIDE_NODE}


def test_in_streams_a_revocation_of_a_node_does_not_name_nothing_counts() -> None:
    world = make_world()
    walks.revoke_node(world.district, world.commune_a)
    world.settle()
    assert reasons(world.province) == {world.named["registered"].digest: Reason.NODE_REVOKED}


def test_of_concurrent_revocations_of_a_node_the_stricter_counts_and_a_later_one_raises_both() -> None:
    world = make_world()
    forms = [walks.submit(world.commune_a, f"uuid:{number}") for number in (2, 3, 4)]
    world.settle()
    walks.revoke_node(world.province, world.commune_a, c26680=2)
    walks.revoke_node(world.district, world.commune_a, c26680=3)
    world.settle()
    assert set(reasons(world.province)) == {forms[1].digest, forms[2].digest}
    walks.revoke_node(world.district, world.commune_a, c26680=4)
    world.settle()
    assert set(reasons(world.province)) == set()


def test_a_later_revocation_of_a_node_never_lowers_the_number() -> None:
    world = make_world()
    walks.submit(world.commune_a, "uuid:2")
    world.settle()
    walks.revoke_node(world.district, world.commune_a, c26680=2)
    walks.revoke_node(world.district, world.commune_a, c26680=0)
    assert reasons(world.district) == {}


def test_a_node_that_a_revoked_node_enrolled_too_late_is_unknown() -> None:
    world = make_world()
    district_admin(world)
    extra = enrol(world.district, "extra", [COMMUNE_B], SECOND_ADMIN)
    form = extra.write("household.registered", COMMUNE_B, (HOUSEHOLD,), OFFICER_B, {})
    exchange(extra, world.district)
    world.settle()
    assert reasons(world.province) == {}
    walks.revoke_node(world.province, world.district, shared=2)
    assert reasons(world.province)[form.digest] == Reason.UNKNOWN_NODE


def test_a_node_says_nothing_about_areas_it_does_not_serve() -> None:
    world = make_world()
    give_grant(world.province, ADMIN, OFFICER_B, "commune_officer", COMMUNE_A)
    world.settle()
    stray = world.commune_b.write("household.registered", COMMUNE_A, (HOUSEHOLD,), OFFICER_B, {})
    world.province.take([stray])
    assert reasons(world.province) == {stray.digest: Reason.OUTSIDE_NODE}


@pytest.mark.parametrize(
    "kind, actor",
    [("review.approved", ENUMERATOR), ("review.approved", OFFICER_B), ("assignment.made", NEWCOMER)],
)
def test_a_record_counts_only_with_a_role_that_may_write_its_kind_in_its_area(kind: str, actor: str) -> None:
    world = make_world()
    written = world.district.write(kind, COMMUNE_A, (HOUSEHOLD,), actor, {})
    assert reasons(world.district) == {written.digest: Reason.NO_GRANT}


@pytest.mark.parametrize(
    "valid, is_counting",
    [
        ({}, True),
        ({"valid_from_on": "2016-11-01", "valid_to_on": "2016-11-01"}, True),
        ({"valid_from_on": "2016-11-02"}, False),
        ({"valid_to_on": "2016-10-31"}, False),
    ],
)
def test_a_grant_is_in_force_on_its_first_and_last_day_in_viet_nam(valid: dict[str, str], is_counting: bool) -> None:
    world = make_world()
    give(world.province, ADMIN, NEWCOMER, "commune_officer", COMMUNE_A, **valid)
    written = world.province.write("review.approved", COMMUNE_A, (HOUSEHOLD,), NEWCOMER, {})
    assert reasons(world.province) == ({} if is_counting else {written.digest: Reason.NO_GRANT})


def test_rights_are_passed_on_sixteen_times_and_not_once_more() -> None:
    world = make_world()
    giver = ADMIN
    for number in range(17):
        give(world.province, giver, make_id(f"heir {number}"), "administrator", PROVINCE)
        giver = make_id(f"heir {number}")
    assert reasons(world.province) == {last(world.province).digest: Reason.NO_GRANT}


def test_another_nodes_enrolment_of_a_known_id_changes_nothing() -> None:
    world = make_world()
    district_admin(world)
    thief = Node("thief")
    payload = {"node_id": world.commune_a.node_id, "public_key": thief.key.public.hex(), "areas": [COMMUNE_B]}
    world.district.write("node.enrolled", "shared", (world.commune_a.node_id,), SECOND_ADMIN, payload)
    member = world.district.authority().members[world.commune_a.node_id]
    assert member.public_key == world.commune_a.key.public.hex()
    assert member.areas == {COMMUNE_A}


def test_a_record_waits_until_the_authority_its_author_knew_is_here() -> None:
    world = make_world()
    give_grant(world.province, ADMIN, NEWCOMER, "commune_officer", COMMUNE_A)
    written = world.province.write("household.registered", COMMUNE_A, (make_id("h2"),), NEWCOMER, {})
    world.district.take([written])
    assert reasons(world.district) == {written.digest: Reason.AWAITS_AUTHORITY}
    world.settle()
    assert reasons(world.district) == {}


def test_a_second_founding_record_roots_nothing() -> None:
    world = make_world()
    payload = {"node_id": world.province.node_id, "public_key": "00", "province_code": "79", "areas": []}
    second = world.province.write("node.founded", "shared", (world.province.node_id,), "", payload)
    assert reasons(world.province) == {second.digest: Reason.FOREIGN_GENESIS}
    assert world.province.authority().province == PROVINCE
