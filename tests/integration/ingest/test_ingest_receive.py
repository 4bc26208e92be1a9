"""One submission after the other through the service: answers, records and what the tables say afterwards."""

from __future__ import annotations

import hashlib
import threading
from dataclasses import replace

import orjson
import pytest

from server.domain.facts import HouseholdFacts
from server.errors import Problem
from server.services import rounds
from server.services.ingest import later
from server.services.ingest.types import Receipt
from server.services.ingest.work import assess_facts
from server.services.projection import deriving
from server.store.tables import Arrival, Aside, AssessmentRow, Case, Finding, Member, Submission
from server.store.tables import Round as RoundTable
from sync.records import Draft

from .sender import Sender, new_id


def test_a_submission_is_recorded_and_classified_when_201_is_sent(sender: Sender) -> None:
    filled = sender.fill()
    receipt = sender.send(filled)
    assert (receipt.status, receipt.code) == (201, "received")
    (case,) = sender.rows(Case, instance_id=filled.instance_id)
    assert (case.tablet_state, case.review_state, case.outcome) == ("sent", "received", "completed")
    assert sorted(case.classes) == ["training_income", "training_points"]
    (row,) = sender.rows(Submission, instance_id=filled.instance_id)
    assert (row.state, row.version_no, row.flags) == ("current", 1, [])
    assert row.xml_sha256 == hashlib.sha256(sender.maker.make(filled)).hexdigest()
    assert len(sender.rows(AssessmentRow, instance_id=filled.instance_id)) == 2


def test_the_xml_is_kept_byte_for_byte_in_a_signed_record_about_the_household(sender: Sender) -> None:
    filled = sender.fill()
    sender.send(filled)
    (record,) = sender.records("submission.received")
    payload = orjson.loads(record.payload)
    assert payload["xml"].encode() == sender.maker.make(filled)
    assert record.envelope.key == filled.instance_id
    assert record.envelope.subjects == (filled.fields["loaded"],)
    assert record.envelope.area == sender.households()[0].area_code


def test_bytes_that_are_not_utf8_are_kept_as_they_came(sender: Sender) -> None:
    filled = sender.fill()
    xml = sender.maker.make(filled).decode().replace("encoding='UTF-8'", "encoding='UTF-16'").encode("utf-16")
    assert sender.send(xml).status == 201
    (record,) = sender.records("submission.received")
    assert orjson.loads(record.payload)["xml"].keys() == {"base64"}
    assert sender.rows(Submission)[0].xml_sha256 == hashlib.sha256(xml).hexdigest()


def test_the_same_bytes_again_are_one_record_and_one_version(sender: Sender) -> None:
    filled = sender.fill()
    version = sender.household(filled.fields["loaded"]).entity_version
    assert [sender.send(filled).status for _ in range(3)] == [201, 201, 201]
    assert len(sender.records("submission.received")) == 1
    assert sender.household(filled.fields["loaded"]).entity_version == version + 1
    assert [one.answer for one in sender.rows(Arrival)] == ["received"] * 3


def test_eight_at_once_are_one_record_and_eight_times_201(sender: Sender) -> None:
    filled, receipts = sender.fill(), list[Receipt]()
    threads = [threading.Thread(target=lambda: receipts.append(sender.send(filled))) for _ in range(8)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert [one.status for one in receipts] == [201] * 8
    assert len(sender.records("submission.received")) == 1


def test_other_content_under_the_same_id_is_409_and_kept_aside_once(sender: Sender) -> None:
    filled = sender.fill()
    sender.send(filled)
    other = replace(filled, facts=HouseholdFacts({**filled.facts.household, "toilet": "none"}, filled.facts.members))
    assert [sender.send(other).status for _ in range(2)] == [409, 409]
    (aside,) = sender.rows(Aside)
    assert aside.body == sender.maker.make(other)
    assert sender.rows(Submission)[0].xml_sha256 == hashlib.sha256(sender.maker.make(filled)).hexdigest()


@pytest.mark.parametrize(
    ("xml", "status"),
    [
        (b"<data id='household_review'><a></data>", 400),
        (b"<!DOCTYPE a [<!ENTITY x 'y'>]><data id='household_review'><a>&x;</a></data>", 400),
        (b"<data id='household_review' version='1'><a/></data>", 400),
        (b"<data version='1'><meta><instanceID>uuid:1</instanceID></meta></data>", 400),
        (b"<data id='no_such_form'><meta><instanceID>uuid:1</instanceID></meta></data>", 404),
        (b"<data id='household_review'><meta><instanceID>" + b"x" * 300 + b"</instanceID></meta></data>", 400),
        (b"", 400),
    ],
)
def test_what_cannot_be_a_submission_is_4xx_with_text_and_kept_aside(sender: Sender, xml: bytes, status: int) -> None:
    with pytest.raises(Problem) as caught:
        sender.send(xml)
    assert caught.value.status == status
    assert caught.value.message and caught.value.remedy
    assert [one.body for one in sender.rows(Aside)] == [xml]
    assert sender.rows(Submission) == []


def test_an_unknown_form_version_is_kept_classified_and_flagged(sender: Sender) -> None:
    filled = sender.fill()
    xml = sender.maker.make(filled)
    version = xml.split(b'version="')[1].split(b'"')[0]
    receipt = sender.send(xml.replace(version, b"from-the-future"))
    assert receipt.status == 201
    (row,) = sender.rows(Submission, instance_id=filled.instance_id)
    assert (row.state, row.flags, row.form_version) == ("current", ["unknown_form_version"], "from-the-future")
    assert sender.records("submission.received")[0].envelope.area == sender.households()[0].area_code
    assert len(sender.rows(AssessmentRow, instance_id=filled.instance_id)) == 2


def test_a_submission_for_a_closed_round_is_kept_and_flagged(sender: Sender) -> None:
    filled = sender.fill()
    (one,) = rounds.list_rounds(sender.node)
    rounds.change_state(sender.node, "", one.round_id, "closed")
    assert sender.rows(RoundTable)[0].state == "closed"
    assert sender.send(filled).status == 201
    assert sender.rows(Submission)[0].flags == ["closed_round"]


def test_a_household_of_somebody_elses_village_is_kept_and_flagged(sender: Sender) -> None:
    other = Sender(sender.node, number=2)
    receipt = sender.send(other.fill())
    assert receipt.status == 201
    (row,) = sender.rows(Submission)
    assert (row.state, row.flags) == ("current", ["outside_areas"])
    assert row.area_code == other.households()[0].area_code


def test_a_leavers_submission_is_kept_apart_and_changes_nothing(sender: Sender) -> None:
    filled = sender.fill()
    before = sender.household(filled.fields["loaded"])
    receipt = sender.send(filled, device=replace(sender.device, allows="quarantine"))
    assert (receipt.status, receipt.code) == (201, "quarantined")
    assert sender.household(filled.fields["loaded"]) == before
    assert [one.state for one in sender.rows(Submission)] == ["quarantined"]
    assert sender.rows(Case, instance_id=filled.instance_id) == []


def test_who_has_no_grant_any_more_is_quarantined_by_the_records_alone(sender: Sender) -> None:
    filled = sender.fill()
    grants = [one for one in sender.records("grant.given") if sender.device.actor_id in one.envelope.subjects]
    grant_id = orjson.loads(grants[0].payload)["grant_id"]
    revoked = Draft("shared", "grant.revoked", (grant_id,), "", {"grant_id": grant_id})
    sender.node.write(lambda _c: [revoked])
    assert sender.send(filled).code == "quarantined"


def test_a_visit_without_interview_changes_the_state_and_not_the_answers(sender: Sender) -> None:
    filled = sender.fill()
    before = sender.household(filled.fields["loaded"])
    absent = replace(filled, facts=HouseholdFacts({"visit_outcome": "absent", "absent_visits": 2}))
    assert sender.send(absent).status == 201
    after = sender.household(filled.fields["loaded"])
    assert (after.facts, after.member_count) == (before.facts, before.member_count)
    assert after.entity_version == before.entity_version + 1
    (case,) = sender.rows(Case, instance_id=filled.instance_id)
    assert (case.outcome, case.classes) == ("absent", {})
    codes = {one.code for one in sender.rows(Finding, instance_id=filled.instance_id)}
    assert codes >= {"not_completed", "too_few_visits"}


def test_a_new_person_gets_the_next_number_and_nobody_is_dropped(sender: Sender) -> None:
    filled = sender.fill()
    household_id = filled.fields["loaded"]
    before = sender.rows(Member, household_id=household_id)
    known = [one for one in filled.facts.members if one["no"] != 1]
    baby = {"state": "in", "full_name": "Bé Mới", "relation": "child", "birth_year": 2016}
    fields = {**filled.fields, "n_known": str(len(known)), "has_new": "yes"}
    facts = HouseholdFacts(filled.facts.household, tuple(known))
    sender.send(replace(filled, facts=facts, fields=fields, new_members=(baby,)))
    after = sender.rows(Member, household_id=household_id)
    assert [one.no for one in after] == [*(one.no for one in before), before[-1].no + 1]
    assert [one.person_id for one in after[:-1]] == [one.person_id for one in before]
    assert after[-1].facts["full_name"] == "Bé Mới"
    assert sender.household(household_id).member_count == len(after)
    codes = {one.code for one in sender.rows(Finding, instance_id=filled.instance_id)}
    assert "person_vanished" in codes


def test_movement_is_told_against_the_recognised_status(sender: Sender) -> None:
    filled = sender.fill()
    sender.send(filled)
    (case,) = sender.rows(Case, instance_id=filled.instance_id)
    row = sender.household(filled.fields["loaded"])
    before = (row.recognised.get("training_points") or {}).get("outcome")
    now = case.classes["training_points"]
    assert now["outcome"] in ("poor", "near_poor", "not_poor")
    assert before is not None or now["movement"] in ("not_listed", "new_poor", "new_near_poor")


def test_a_wrong_area_kind_on_the_tablet_is_put_right_by_the_register(sender: Sender) -> None:
    filled = sender.fill()
    kind = filled.fields["area_kind"]
    other = {"rural": "urban", "urban": "rural"}[kind]
    sender.send(replace(filled, fields={**filled.fields, "area_kind": other}))
    (rules,) = sender.node.rules.values()
    expected = {one.standard: (one.outcome, one.b1, one.b2) for one in assess_facts(filled.facts, rules, kind)}
    rows = sender.rows(AssessmentRow, instance_id=filled.instance_id)
    assert {one.standard: (one.outcome, one.b1, one.b2) for one in rows} == expected
    wrong = {one.standard: (one.outcome, one.b1, one.b2) for one in assess_facts(filled.facts, rules, other)}
    assert wrong != expected


def test_our_own_bug_costs_no_form(sender: Sender, monkeypatch: pytest.MonkeyPatch) -> None:
    filled = sender.fill()
    with monkeypatch.context() as broken:
        broken.setattr(deriving, "check_facts", lambda *_: 1 / 0)
        receipt = sender.send(filled)
        assert (receipt.status, receipt.code) == (201, "pending")
        assert later.list_pending(sender.node) == [filled.instance_id]
        assert len(sender.records("submission.received")) == 1
        with pytest.raises(ZeroDivisionError):
            later.retry_pending(sender.node, {"instance_id": filled.instance_id})
    assert later.retry_pending(sender.node, {"instance_id": filled.instance_id})
    assert sender.rows(Submission)[0].state == "current"
    assert sender.send(filled).code == "received"


def test_ids_of_other_forms_are_not_taken_for_households(sender: Sender) -> None:
    filled = sender.fill()
    strange = {**filled.fields, "loaded": "x" * 80}
    receipt = sender.send(replace(filled, instance_id=new_id(), fields=strange))
    assert receipt.status == 201
    assert sender.rows(Submission)[0].household_id is None
