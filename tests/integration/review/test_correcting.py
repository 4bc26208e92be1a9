"""Corrections by the office: what counts when, what is made anew, and that nothing sent is lost."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from server.errors import Problem
from server.services import review
from server.services.maintenance import rebuild_node
from server.store.tables import AssessmentRow, CaseApproval, Correction, Finding, Member, Submission
from tests.integration.ingest.sender import new_id
from tests.integration.ingest.test_ingest_replay import dump

from .conftest import Office


def b1(office: Office, instance_id: str) -> int:
    """Points under the demo's standard that is scored."""
    rows = office.sender.rows(AssessmentRow, instance_id=instance_id)
    return next(one.b1 for one in rows if one.b1 is not None)


def facts(office: Office, instance_id: str) -> dict[str, Any]:
    return dict(office.sender.rows(Submission, instance_id=instance_id)[0].facts["household"])


def correct(office: Office, sent: Any, changes: dict[str, str], actor: str = "") -> str:
    """The first reviewer corrects; the correction's id."""
    made = [{"f": f, "value": value} for f, value in changes.items()]
    case_id = office.case(sent).case_id
    review.correct(office.node, actor or office.one, case_id, sent.instance_id, made, "đã xem tại nhà")
    return str(office.node.read(lambda c: review.list_corrections(c, case_id))[-1].row.correction_id)


def test_what_is_not_decisive_counts_at_once(office: Office) -> None:
    sent = office.send(roof="tile")
    correct(office, sent, {"roof": ""})
    assert "roof" not in facts(office, sent.instance_id)
    assert "roof" not in office.sender.household(sent.fields["loaded"]).facts
    said = office.node.read(lambda c: review.read_answers(c, sent.instance_id))
    assert said is not None and said.sent["household"]["roof"] == "tile"
    (row,) = office.sender.rows(Correction)
    assert (row.state, row.decisive, row.reason) == ("counts", [], "đã xem tại nhà")


def test_a_decisive_fact_counts_once_a_second_person_has_confirmed_it(office: Office) -> None:
    sent = office.send(car_count=0)
    case_id, before = office.case(sent).case_id, b1(office, sent.instance_id)
    correction_id = correct(office, sent, {"car_count": "1"})
    assert (facts(office, sent.instance_id)["car_count"], b1(office, sent.instance_id)) == (0, before)
    with pytest.raises(Problem, match="chưa được xác nhận"):
        review.approve(office.node, office.other, case_id, sent.instance_id)
    with pytest.raises(Problem, match="không tự xác nhận"):
        review.confirm_correction(office.node, office.one, case_id, correction_id)
    review.confirm_correction(office.node, office.other, case_id, correction_id)
    assert facts(office, sent.instance_id)["car_count"] == 1
    assert b1(office, sent.instance_id) > before
    assert office.case(sent).classes["training_points"]["b1"] == b1(office, sent.instance_id)
    assert office.sender.household(sent.fields["loaded"]).facts["car_count"] == 1
    review.approve(office.node, office.one, case_id, sent.instance_id)
    (approval,) = office.sender.rows(CaseApproval)
    assert b1(office, sent.instance_id) in [one["b1"] for one in approval.assessments]


def test_a_person_is_corrected_by_her_place_in_the_form(office: Office) -> None:
    sent = office.send()
    person_id = sent.facts.members[0]["person_id"]
    correction_id = correct(office, sent, {"1|birth_year": "2017"})
    review.confirm_correction(office.node, office.other, office.case(sent).case_id, correction_id)
    (row,) = office.sender.rows(Member, household_id=sent.fields["loaded"], person_id=person_id)
    assert row.facts["birth_year"] == 2017
    found = office.sender.rows(Finding, instance_id=sent.instance_id, code="born_later")
    assert [(one.severity, one.member_no) for one in found] == [("block", 1)]
    assert office.case(sent).findings["block"] == 1
    again = correct(office, sent, {"1|birth_year": "1980"}, office.other)
    review.confirm_correction(office.node, office.one, office.case(sent).case_id, again)
    assert office.sender.rows(Finding, instance_id=sent.instance_id, code="born_later") == []
    assert "block" not in office.case(sent).findings


def test_a_correction_nobody_confirmed_is_taken_back(office: Office) -> None:
    sent = office.send(car_count=0)
    case_id = office.case(sent).case_id
    correct(office, sent, {"car_count": "2"})
    review.undo(office.node, office.other, case_id)
    assert [one.state for one in office.sender.rows(Correction)] == ["withdrawn"]
    review.approve(office.node, office.one, case_id, sent.instance_id)
    with pytest.raises(Problem, match="mã này"):
        review.undo(office.node, office.one, case_id)
        review.confirm_correction(office.node, office.other, case_id, office.sender.rows(Correction)[0].correction_id)


@pytest.mark.parametrize(
    "f, value, told",
    [
        ("car_count", "hai", "hai"),
        ("car_count", "-1", "-1"),
        ("toilet", "khong_co_ma", "khong_co_ma"),
        ("khong_co", "1", "khong_co"),
        ("99|birth_year", "1980", "99"),
    ],
)
def test_a_value_that_is_none_is_named(office: Office, f: str, value: str, told: str) -> None:
    with pytest.raises(Problem, match=told) as caught:
        correct(office, office.send(), {f: value})
    assert caught.value.status == 422


def test_a_value_that_is_there_already_is_no_correction(office: Office) -> None:
    with pytest.raises(Problem, match="Chưa có mục nào được sửa"):
        correct(office, office.send(car_count=2), {"car_count": "2"})


def test_a_form_sent_without_having_seen_the_correction_is_shown_beside_it(office: Office) -> None:
    sent = office.send(roof="tile")
    correct(office, sent, {"roof": "metal"})
    edit = replace(sent, instance_id=new_id(), deprecated_id=sent.instance_id)
    office.send_filled(edit, roof="light")
    case = office.case(sent)
    assert (case.instance_id, case.has_conflict, case.review_state) == (edit.instance_id, True, "received")
    with pytest.raises(Problem, match="phiếu chưa được chọn"):
        review.approve(office.node, office.one, case.case_id, edit.instance_id)
    review.resolve_conflict(office.node, office.one, case.case_id, sent.instance_id, "đã hỏi lại")
    assert facts(office, sent.instance_id)["roof"] == "metal"
    assert office.sender.household(sent.fields["loaded"]).facts["roof"] == "metal"
    review.approve(office.node, office.one, case.case_id, sent.instance_id)


def test_a_rebuild_gives_the_same_corrections(office: Office) -> None:
    sent = [office.send(number, car_count=0) for number in range(3)]
    for number, one in enumerate(sent):
        correction_id = correct(office, one, {"car_count": "1", "1|birth_year": "1981"})
        if number:
            review.confirm_correction(office.node, office.other, office.case(one).case_id, correction_id)
    edit = replace(sent[2], instance_id=new_id(), deprecated_id=sent[2].instance_id)
    office.send_filled(edit, car_count=3)
    review.resolve_conflict(office.node, office.one, office.case(edit).case_id, sent[2].instance_id, "bản đầu")
    before = dump(office.sender)
    rebuild_node(office.node, lambda *_: None)
    after = dump(office.sender)
    for name, rows in before.items():
        assert after[name] == rows, name


def test_an_erased_correction_leaves_what_was_sent(office: Office) -> None:
    sent = office.send(roof="tile")
    correct(office, sent, {"roof": "metal"})
    (record,) = office.sender.records("review.corrected")
    office.sender.erase(record, subjects=(sent.fields["loaded"],))
    assert facts(office, sent.instance_id)["roof"] == "tile"
    assert office.sender.rows(Correction) == []
