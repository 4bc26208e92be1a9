"""Decisions on cases as a supervisor makes them: what is recorded, what the case shows, what is refused and why."""

from __future__ import annotations

from dataclasses import replace

import pytest

from server.domain.facts import HouseholdFacts
from server.errors import Problem
from server.services import registry, review
from server.services.maintenance import projection_tables, rebuild_node
from server.store.tables import AssessmentRow, Case, CaseApproval, Round, Submission
from sync.records import Draft, merkle_root
from tests.integration.ingest.sender import new_id
from tests.integration.ingest.test_ingest_replay import dump

from .conftest import Office


def test_an_approval_holds_the_result_by_value(office: Office) -> None:
    sent = office.send()
    case = office.case(sent)
    review.approve(office.node, office.one, case.case_id, sent.instance_id)
    assert office.case(sent).review_state == "approved"
    (row,) = office.sender.rows(CaseApproval, case_id=case.case_id)
    derived = office.sender.rows(AssessmentRow, instance_id=sent.instance_id)
    assert [(one["standard"], one["outcome"], one["b1"]) for one in row.assessments] == [
        (one.standard, one.outcome, one.b1) for one in derived
    ]
    standards = {one["standard"]: one for one in office.sender.rows(Round)[0].standards}
    assert all(one["standard_digest"] == standards[one["standard"]]["standard_digest"] for one in row.assessments)
    (version,) = office.sender.rows(Submission, instance_id=sent.instance_id)
    assert (row.actor_id, row.form_version) == (office.one, version.form_version)


@pytest.mark.parametrize("role", ["enumerator", "commune_chair", "front_observer"])
def test_who_has_no_right_to_review_decides_nothing(office: Office, role: str) -> None:
    sent = office.send()
    nobody = office.register(f"ai_{role}", role)
    with pytest.raises(Problem) as caught:
        review.approve(office.node, nobody, office.case(sent).case_id, sent.instance_id)
    assert (caught.value.code, caught.value.status) == ("REV-021", 403)
    assert office.case(sent).review_state == "received"


def test_a_version_the_reviewer_has_not_seen_is_not_approved(office: Office) -> None:
    first = office.send()
    second = office.send_filled(replace(first, instance_id=new_id(), deprecated_id=first.instance_id), car_count=3)
    case_id = office.case(first).case_id
    with pytest.raises(Problem, match="bản mới hơn"):
        review.approve(office.node, office.one, case_id, first.instance_id)
    review.approve(office.node, office.one, case_id, second.instance_id)
    assert office.case(first).review_state == "approved"


@pytest.mark.parametrize("fact, code", [("income_vnd", "REV-006"), ("visit_outcome", "REV-019")])
def test_a_household_without_a_class_or_an_outcome_is_not_approved(office: Office, fact: str, code: str) -> None:
    sent = office.send(**{fact: None})
    with pytest.raises(Problem) as caught:
        review.approve(office.node, office.one, office.case(sent).case_id, sent.instance_id)
    assert caught.value.code == code


def test_what_blocks_is_put_right_first(office: Office) -> None:
    filled = office.sender.fill()
    young = {**filled.facts.members[0], "birth_year": 2017}
    facts = HouseholdFacts(filled.facts.household, (young, *filled.facts.members[1:]))
    sent = office.send_filled(replace(filled, facts=facts))
    with pytest.raises(Problem, match="1 lỗi"):
        review.approve(office.node, office.one, office.case(sent).case_id, sent.instance_id)


def test_an_undo_of_an_approval_opens_the_case_again(office: Office) -> None:
    sent = office.send()
    case_id = office.case(sent).case_id
    review.hold(office.node, office.one, case_id, sent.instance_id, "chờ giấy")
    review.approve(office.node, office.other, case_id, sent.instance_id)
    done = review.undo(office.node, office.one, case_id)
    assert (done.before, done.after, office.case(sent).review_state) == ("approved", "held", "held")
    assert office.sender.rows(CaseApproval, case_id=case_id) == []
    with pytest.raises(Problem, match="Không có quyết định nào"):
        review.undo(office.node, office.one, case_id)


def test_an_undone_approval_names_what_was_written_in_view_of_it(office: Office) -> None:
    sent = office.send()
    case = office.case(sent)
    review.approve(office.node, office.one, case.case_id, sent.instance_id)
    registry.correct_household(office.node, office.other, case.household_id, {"roof": "tile"})
    assert review.undo(office.node, office.one, case.case_id).warnings == ("household.corrected",)


def test_a_wrong_choice_is_made_anew_until_another_version_comes(office: Office) -> None:
    one, other = office.sender.fill(), office.sender.fill()
    for filled in (one, other):
        office.send_filled(filled)
    case_id = office.case(one).case_id
    review.resolve_conflict(office.node, office.one, case_id, other.instance_id, "nhầm")
    review.resolve_conflict(office.node, office.one, case_id, one.instance_id, "mới đúng")
    assert office.case(one).instance_id == one.instance_id
    review.return_case(office.node, office.one, case_id, one.instance_id, note="hỏi lại")
    office.send()
    with pytest.raises(Problem, match="chỉ có một phiếu"):
        review.resolve_conflict(office.node, office.one, case_id, other.instance_id, "lại nữa")


def test_a_return_taken_back_leaves_the_tablets_list(office: Office) -> None:
    sent = office.send()
    case_id = office.case(sent).case_id
    review.return_case(office.node, office.one, case_id, sent.instance_id, [{"f": "toilet", "text": "Xem lại"}])
    assert office.case(sent).tablet_state == "returned"
    review.undo(office.node, office.other, case_id)
    assert (office.case(sent).tablet_state, office.case(sent).review_state) == ("sent", "received")


def test_a_new_version_after_an_approval_waits_for_review_again(office: Office) -> None:
    sent = office.send()
    case_id = office.case(sent).case_id
    review.approve(office.node, office.one, case_id, sent.instance_id)
    office.send_filled(replace(sent, instance_id=new_id(), deprecated_id=sent.instance_id), car_count=2)
    assert office.case(sent).review_state == "received"
    with pytest.raises(Problem, match="Không có quyết định nào"):
        review.undo(office.node, office.one, case_id)


def test_a_duplicate_is_marked_and_unmarked(office: Office) -> None:
    row, other = office.sender.households()[:2]
    review.mark_duplicate(office.node, office.one, row.case_id, other.household_id, "một hộ ghi hai ấp")
    assert _states(office, row.household_id) == ("sent", "duplicate")
    review.undo(office.node, office.one, row.case_id)
    assert _states(office, row.household_id) == ("todo", "none")
    with pytest.raises(Problem, match="không phù hợp"):
        review.mark_duplicate(office.node, office.one, row.case_id, row.household_id, "chính nó")


def test_a_case_a_recognition_stands_on_is_changed_by_another_decision_only(office: Office) -> None:
    sent = office.send()
    case = office.case(sent)
    review.approve(office.node, office.one, case.case_id, sent.instance_id)
    recognise(office, case.household_id, "12/QĐ-UBND")
    for act in (
        lambda: review.undo(office.node, office.one, case.case_id),
        lambda: review.return_case(office.node, office.one, case.case_id, sent.instance_id, note="hỏi lại"),
        lambda: review.mark_duplicate(
            office.node, office.one, case.case_id, office.sender.households()[1].household_id, "trùng"
        ),
    ):
        with pytest.raises(Problem, match="12/QĐ-UBND"):
            act()
    review.comment(office.node, office.one, case.case_id, note="đã báo gia đình")
    assert office.case(sent).review_state == "approved"


def test_an_open_decision_does_not_bind_yet(office: Office) -> None:
    sent = office.send()
    case = office.case(sent)
    review.approve(office.node, office.one, case.case_id, sent.instance_id)
    recognise(office, case.household_id, "")
    review.undo(office.node, office.one, case.case_id)
    assert office.case(sent).review_state == "received"


def test_the_history_says_who_did_what_and_why(office: Office) -> None:
    sent = office.send()
    case_id = office.case(sent).case_id
    review.return_case(office.node, office.one, case_id, sent.instance_id, [{"f": "toilet", "text": "Xem"}], "Cả phiếu")
    review.undo(office.node, office.other, case_id)
    told = office.node.read(lambda c: review.read_history(c, case_id))
    assert [one.kind for one in told][-3:] == ["submission.received", "review.returned", "review.withdrawn"]
    returned, withdrawn = told[-2:]
    assert (returned.actor, returned.comments) == ("duyet1", (("", "Cả phiếu"), ("toilet", "Xem")))
    assert (withdrawn.actor, withdrawn.details["withdraws"]) == ("duyet2", returned.digest)
    assert (told[-3].version_no, returned.version_no) == (1, 1)


def test_erased_comments_are_gone_and_the_case_is_as_before_the_return(office: Office) -> None:
    sent = office.send()
    case_id = office.case(sent).case_id
    review.return_case(office.node, office.one, case_id, sent.instance_id, note="bí mật")
    (record,) = office.sender.records("review.returned")
    office.sender.erase(record, subjects=(office.case(sent).household_id,))
    assert office.case(sent).review_state == "received"
    told = office.node.read(lambda c: review.read_history(c, case_id))
    assert [(one.is_erased, one.comments) for one in told if one.kind == "review.returned"] == [(True, ())]


def test_many_are_approved_at_once_each_for_itself_and_taken_back_together(office: Office) -> None:
    sent = [office.send(number) for number in range(3)]
    cases = [(office.case(one).case_id, one.instance_id) for one in sent]
    review.hold(office.node, office.one, *cases[1], "chờ")
    review.approve(office.node, office.one, *cases[2])
    wanted = [*cases, ("khong-co", "uuid:x")]
    told = review.check_many(office.node, office.one, "approve", wanted)
    done = review.act_on_many(office.node, office.one, "approve", wanted)
    assert (done.done, [one.code for one in done.refused]) == ((cases[0][0], cases[1][0]), ["REV-002", "REV-020"])
    assert (told.done, told.refused) == (done.done, done.refused)
    review.undo(office.node, office.other, cases[1][0])
    back = review.undo_batch(office.node, office.one, done.batch_id)
    assert (back.done, [one.code for one in back.refused]) == ((cases[0][0],), ["REV-018"])
    assert [office.case(one).review_state for one in sent] == ["received", "held", "approved"]


def test_comments_name_questions_of_the_form(office: Office) -> None:
    sent = office.send()
    with pytest.raises(Problem, match="khong_co"):
        review.comment(office.node, office.one, office.case(sent).case_id, [{"f": "khong_co", "text": "?"}])
    with pytest.raises(Problem, match="751"):
        review.comment(office.node, office.one, office.case(sent).case_id, note="a" * 751)


def test_a_rebuild_gives_the_same_reviews(office: Office) -> None:
    sent = [office.send(number) for number in range(3)]
    ids = [office.case(one).case_id for one in sent]
    review.return_case(office.node, office.one, ids[0], sent[0].instance_id, note="lại")
    office.send()
    review.approve(office.node, office.one, ids[1], sent[1].instance_id)
    review.undo(office.node, office.other, ids[1])
    review.approve(office.node, office.one, ids[2], sent[2].instance_id)
    before = dump(office.sender)
    rebuild_node(office.node, lambda *_: None)
    after = dump(office.sender)
    assert {"review_event", "case_approval"} <= {table.name for table in projection_tables()}
    for name, rows in before.items():
        assert after[name] == rows, name


def recognise(office: Office, household_id: str, number: str) -> None:
    """A decision with one line, as a commune's chair signs it; without a number its closing record has not come."""
    decision_id = "0b1c2d3e-4f50-4a6b-8c7d-9e0f1a2b3c4d"
    payload = {"decision_id": decision_id, "household_id": household_id, "standard": "s", "outcome": "poor"}
    subjects = (decision_id, household_id)
    (line,) = office.node.write(lambda _c: [Draft(office.area, "decision.line", subjects, office.one, payload)])
    closing = {"decision_id": decision_id, "number": number, "decided_on": "2016-12-01", "valid_from_on": "2017-01-01"}
    closing |= {"line_count": 1, "merkle_root": merkle_root([line])}
    if number:
        office.node.write(lambda _c: [Draft(office.area, "decision.recognised", (decision_id,), office.one, closing)])


def _states(office: Office, household_id: str) -> tuple[str, str]:
    (case,) = office.sender.rows(Case, household_id=household_id)
    return case.tablet_state, case.review_state
