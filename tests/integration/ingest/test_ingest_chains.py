"""Offline chains, edits, conflicts: applied in order whatever the order of arrival, nothing lost, everything shown."""

from __future__ import annotations

import datetime as dt
import itertools
import uuid
from dataclasses import replace

import pytest

from server.domain.facts import HouseholdFacts, Value
from server.forms.filled import EntityClaims, Filled
from server.services import registry
from server.services.ingest import later
from server.store.tables import Case, EntityVersion, Finding, HeldSubmission, Household, Job, Submission
from sync.records import Draft

from .sender import Sender, new_id


def with_facts(filled: Filled, **changes: Value) -> Filled:
    return replace(filled, facts=HouseholdFacts({**filled.facts.household, **changes}, filled.facts.members))


def offline_chain(sender: Sender) -> list[Filled]:
    """A household created and updated twice without a network, as Collect numbers it."""
    created = sender.fill_new()
    branch = str(uuid.uuid4())
    first = EntityClaims(base="1", branch=branch, label="Lê Thị Mới – Ấp")
    second = EntityClaims(base="2", branch=branch, label="Lê Thị Mới – Ấp")
    fields = {**created.fields, "src": "h"}
    return [
        created,
        with_facts(replace(created, instance_id=new_id(), fields=fields, entity=first), car_count=1),
        with_facts(replace(created, instance_id=new_id(), fields=fields, entity=second), car_count=2),
    ]


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_a_create_and_two_updates_become_versions_1_2_3_in_any_order(sender: Sender, order: tuple[int, ...]) -> None:
    chain = offline_chain(sender)
    receipts = [sender.send(chain[number]) for number in order]
    assert all(one.status in (201, 202) for one in receipts)
    household_id = chain[0].fields["loaded"]
    row = sender.household(household_id)
    assert (row.entity_version, row.facts["car_count"], row.has_conflict) == (3, 2, False)
    made = [one.record_digest for one in sender.rows(EntityVersion, household_id=household_id)]
    by_instance = {one.instance_id: one.record_digest for one in sender.rows(Submission)}
    assert made == [by_instance[one.instance_id] for one in chain]
    assert sender.rows(HeldSubmission) == []
    states = [sender.rows(Submission, instance_id=one.instance_id)[0].state for one in chain]
    assert states == ["superseded", "superseded", "current"]


def test_an_update_without_its_base_is_held_shown_and_forced_after_five_days(sender: Sender) -> None:
    _, _, last = offline_chain(sender)
    assert sender.send(last).status == 202
    assert [one.reason for one in sender.rows(HeldSubmission)] == ["entity"]
    assert sender.send(last).status == 202
    assert later.force_held(sender.node, {}) == 0
    start = sender.node.now()
    (job,) = sender.rows(Job, kind="ingest.force")
    assert job.run_at - start > dt.timedelta(days=4)
    sender.node.now = lambda: start + dt.timedelta(days=5, minutes=1)
    assert later.force_held(sender.node, {}) == 1
    row = sender.household(last.fields["loaded"])
    assert (row.entity_version, row.facts["car_count"]) == (1, 2)
    assert [one.state for one in sender.rows(Submission)] == ["current"]


def test_a_create_that_comes_after_its_forced_update_is_kept_and_shown(sender: Sender) -> None:
    created, _, last = offline_chain(sender)
    sender.send(last)
    start = sender.node.now()
    sender.node.now = lambda: start + dt.timedelta(days=6)
    later.force_held(sender.node, {})
    receipt = sender.send(created)
    assert receipt.status == 202
    (row,) = sender.rows(Submission, instance_id=created.instance_id)
    assert (row.state, row.flags) == ("conflict", ["entity_exists"])
    assert sender.household(created.fields["loaded"]).has_conflict


def test_an_edit_is_the_next_version_and_its_entity_block_is_never_applied(sender: Sender) -> None:
    filled = sender.fill()
    household_id = filled.fields["loaded"]
    sender.send(filled)
    version = sender.household(household_id).entity_version
    edit = with_facts(replace(filled, instance_id=new_id(), deprecated_id=filled.instance_id), car_count=7)
    edit = replace(edit, entity=replace(filled.entity, base="99", trunk="98", id=str(uuid.uuid4())))
    assert sender.send(edit).status == 201
    row = sender.household(household_id)
    assert (row.entity_version, row.facts["car_count"], row.has_conflict) == (version + 1, 7, False)
    assert [one.state for one in _versions(sender, filled, edit)] == ["superseded", "current"]
    assert len(sender.rows(Household)) == len({one.household_id for one in sender.rows(Household)})
    assert sender.send(edit).status == sender.send(filled).status == 201
    assert sender.household(household_id).entity_version == version + 1


def test_an_edit_before_its_original_is_held_and_the_chain_released_in_order(sender: Sender) -> None:
    first = sender.fill()
    second = with_facts(replace(first, instance_id=new_id(), deprecated_id=first.instance_id), car_count=3)
    third = with_facts(replace(first, instance_id=new_id(), deprecated_id=second.instance_id), car_count=4)
    assert [sender.send(one).status for one in (third, second, first)] == [202, 202, 201]
    assert [one.state for one in _versions(sender, first, second, third)] == ["superseded", "superseded", "current"]
    assert [one.version_no for one in _versions(sender, first, second, third)] == [1, 2, 3]
    row = sender.household(first.fields["loaded"])
    assert (row.facts["car_count"], row.has_conflict) == (4, False)
    assert sender.rows(HeldSubmission) == []


def test_an_edit_of_a_superseded_version_is_202_both_kept_and_the_conflict_shown(sender: Sender) -> None:
    first = sender.fill()
    sender.send(first)
    one = with_facts(replace(first, instance_id=new_id(), deprecated_id=first.instance_id), car_count=3)
    other = with_facts(replace(first, instance_id=new_id(), deprecated_id=first.instance_id), car_count=4)
    assert [sender.send(edit).status for edit in (one, other)] == [201, 202]
    assert [row.state for row in _versions(sender, first, one, other)] == ["superseded", "conflict", "current"]
    (case,) = sender.rows(Case, household_id=first.fields["loaded"])
    assert case.has_conflict
    assert sender.household(first.fields["loaded"]).has_conflict


def test_a_person_resolves_a_conflict_by_choosing_a_version(sender: Sender) -> None:
    first = sender.fill()
    sender.send(first)
    one = with_facts(replace(first, instance_id=new_id(), deprecated_id=first.instance_id), car_count=3)
    other = with_facts(replace(first, instance_id=new_id(), deprecated_id=first.instance_id), car_count=4)
    for edit in (one, other):
        sender.send(edit)
    household_id = first.fields["loaded"]
    area = sender.household(household_id).area_code
    payload = {"instance_id": one.instance_id}
    sender.node.write(lambda _c: [Draft(area, "conflict.resolved", (household_id,), "", payload)])
    row = sender.household(household_id)
    assert (row.facts["car_count"], row.has_conflict) == (3, False)
    (case,) = sender.rows(Case, household_id=household_id)
    assert (case.instance_id, case.has_conflict) == (one.instance_id, False)
    assert [version.state for version in _versions(sender, first, one, other)] == [
        "superseded",
        "current",
        "superseded",
    ]


def test_two_tablets_on_one_household_are_both_kept_and_flagged(sender: Sender) -> None:
    one, other = sender.fill(), sender.fill()
    sender.send(with_facts(one, car_count=11))
    receipt = sender.send(with_facts(other, car_count=12))
    assert receipt.status == 201
    row = sender.household(one.fields["loaded"])
    assert (row.facts["car_count"], row.has_conflict) == (12, True)
    codes = [finding.code for finding in sender.rows(Finding, instance_id=other.instance_id)]
    assert "entity_hard" in codes
    assert [version.conflict for version in sender.rows(EntityVersion, household_id=one.fields["loaded"])][-2:] == [
        "none",
        "hard",
    ]


def test_an_office_edit_during_an_offline_visit_is_flagged(sender: Sender) -> None:
    filled = sender.fill()
    household_id = filled.fields["loaded"]
    registry.correct_household(sender.node, "", household_id, {"car_count": 12})
    assert sender.send(with_facts(filled, car_count=11)).status == 201
    row = sender.household(household_id)
    assert row.has_conflict
    assert row.facts["car_count"] == 11
    assert "entity_hard" in [one.code for one in sender.rows(Finding, instance_id=filled.instance_id)]


def test_a_visit_after_the_tablet_saw_the_office_edit_is_no_conflict(sender: Sender) -> None:
    household_id = sender.households()[0].household_id
    registry.correct_household(sender.node, "", household_id, {"toilet": "none"})
    filled = sender.fill()
    sender.send(with_facts(filled, toilet="flush"))
    assert not sender.household(household_id).has_conflict
    assert sender.rows(Finding, instance_id=filled.instance_id, code="entity_hard") == []


def test_a_no_op_update_still_raises_the_version(sender: Sender) -> None:
    sender.send(sender.fill())
    again = sender.fill()
    before = sender.household(again.fields["loaded"])
    assert sender.send(again).status == 201
    after = sender.household(again.fields["loaded"])
    assert after.entity_version == before.entity_version + 1
    assert after.facts == before.facts
    assert not after.has_conflict


def test_a_second_visit_without_rev_counts_by_the_version_the_tablet_held(sender: Sender) -> None:
    filled = sender.fill()
    fields = {name: text for name, text in filled.fields.items() if name != "rev"}
    sender.send(replace(filled, fields=fields))
    assert not sender.household(filled.fields["loaded"]).has_conflict
    stale = replace(filled, instance_id=new_id(), fields=fields)
    sender.send(stale)
    assert sender.household(filled.fields["loaded"]).has_conflict


def test_a_returned_case_sent_again_is_the_next_version_of_the_case(sender: Sender) -> None:
    first = sender.fill()
    sender.send(first)
    household_id = first.fields["loaded"]
    row = sender.household(household_id)
    payload = {"case_id": first.fields["case_id"], "instance_id": first.instance_id, "return_no": 1, "comments": []}
    sender.node.write(lambda _c: [Draft(row.area_code, "review.returned", (household_id,), "", payload)])
    (case,) = sender.rows(Case, household_id=household_id)
    assert (case.tablet_state, case.review_state) == ("returned", "returned")
    again = sender.fill()
    again = replace(again, fields={**again.fields, "src": "r", "returned_instance": first.instance_id})
    assert sender.send(again).status == 201
    (case,) = sender.rows(Case, household_id=household_id)
    assert (case.tablet_state, case.review_state, case.instance_id) == ("sent", "received", again.instance_id)
    assert not case.has_conflict
    assert [one.state for one in _versions(sender, first, again)] == ["superseded", "current"]


def test_an_update_of_a_removed_household_keeps_the_form_and_shows_the_error(sender: Sender) -> None:
    filled = sender.fill()
    household_id = filled.fields["loaded"]
    table = Household.__table__
    sender.node.writer.write(
        lambda unit: unit.connection.execute(
            table.update().where(table.c.household_id == household_id).values(state="removed")
        )
    )
    assert sender.send(filled).status == 202
    (row,) = sender.rows(Submission)
    assert (row.state, row.flags) == ("conflict", ["household_left", "entity_removed"])
    assert "entity_removed" in [one.code for one in sender.rows(Finding)]


def test_an_id_that_is_no_v4_uuid_is_refused_with_a_log_line_and_the_form_kept(
    sender: Sender, caplog: pytest.LogCaptureFixture
) -> None:
    filled = sender.fill_new("9531985d-aaaa-1bbb-8ccc-0123456789ab")
    assert sender.send(filled).status == 201
    (row,) = sender.rows(Submission)
    assert (row.state, row.flags) == ("unplaced", ["entity_bad_id"])
    assert "entity_bad_id" in caplog.text
    assert sender.household(filled.fields["loaded"]) is None


def test_update_true_and_1_are_alike_and_anything_else_is_false(sender: Sender) -> None:
    for number, (written, raised) in enumerate([("1", 1), ("true", 1), ("TRUE", 1)]):
        filled = sender.fill(number)
        xml = sender.maker.make(filled).replace(b'update="1"', f'update="{written}"'.encode())
        before = sender.household(filled.fields["loaded"]).entity_version
        assert sender.send(xml).status == 201
        assert sender.household(filled.fields["loaded"]).entity_version == before + raised


def _versions(sender: Sender, *sent: Filled) -> list[Submission]:
    return [sender.rows(Submission, instance_id=one.instance_id)[0] for one in sent]
