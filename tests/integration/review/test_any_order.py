"""Decisions on a case show the same whatever order their records reach a node in: before their form, or late."""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import Any

import pytest

from server.services import review
from server.services.maintenance import projection_tables
from server.services.projection import replay
from server.store.tables import AnswersAsSent, Case, CaseApproval, Correction, Submission
from server.store.writer import Unit
from sync.log import Found, read_all, read_subject
from tests.integration.ingest.sender import Sender

from .conftest import Office

# Of the case: what must not hang on the order. Its versions and times of arrival are each node's own.
CASE = ("review_state", "tablet_state", "instance_id", "classes", "has_conflict", "outcome")


def of_case(sender: Sender, household_id: str) -> dict[str, Any]:
    """What is shown of the household's case and its review."""
    (case,) = sender.rows(Case, household_id=household_id)
    corrections = sender.rows(Correction, case_id=case.case_id)
    return {
        "case": {name: getattr(case, name) for name in CASE},
        "approvals": [(one.record_digest, one.assessments) for one in sender.rows(CaseApproval, case_id=case.case_id)],
        "corrections": {(one.correction_id, one.state, one.confirmed_by) for one in corrections},
        "sent": [one.facts for one in sender.rows(AnswersAsSent, instance_id=case.instance_id)],
        "versions": {(one.instance_id, one.state) for one in sender.rows(Submission, case_id=case.case_id)},
        "roof": sender.household(household_id).facts.get("roof"),
        "cars": sender.household(household_id).facts.get("car_count"),
    }


def project_in(office: Office, found: list[Found]) -> None:
    """Make every table anew from these records in this order."""

    def operation(unit: Unit) -> None:
        for table in projection_tables():
            unit.connection.execute(table.delete())
        for one in found:
            assert replay(unit.connection, office.node, [one]) == []

    office.node.writer.write(operation)


def corrected_and_approved(office: Office) -> str:
    sent = office.send(roof="tile", car_count=0)
    case_id = office.case(sent).case_id
    changes = [{"f": "roof", "value": "metal"}, {"f": "car_count", "value": "1"}]
    review.correct(office.node, office.one, case_id, sent.instance_id, changes, "xem tại nhà")
    (one,) = office.node.read(lambda c: review.list_corrections(c, case_id))
    review.confirm_correction(office.node, office.other, case_id, one.row.correction_id)
    review.approve(office.node, office.one, case_id, sent.instance_id)
    return sent.fields["loaded"]


def held_returned_and_taken_back(office: Office) -> str:
    sent = office.send()
    case_id = office.case(sent).case_id
    review.hold(office.node, office.one, case_id, sent.instance_id, "chờ giấy")
    review.return_case(office.node, office.other, case_id, sent.instance_id, note="hỏi lại")
    review.undo(office.node, office.one, case_id)
    return sent.fields["loaded"]


def chosen_of_two(office: Office) -> str:
    """Two tablets, each of which had seen the household as not visited; the first form is the right one."""
    one, other = office.sender.fill(), office.sender.fill()
    for filled, roof in ((one, "tile"), (other, "metal")):
        office.send_filled(filled, roof=roof)
    review.resolve_conflict(office.node, office.one, office.case(one).case_id, one.instance_id, "phiếu sau nhầm nhà")
    return one.fields["loaded"]


def chosen_and_approved(office: Office) -> str:
    household_id = chosen_of_two(office)
    (case,) = office.sender.rows(Case, household_id=household_id)
    review.approve(office.node, office.other, case.case_id, case.instance_id)
    return household_id


WALKS = [corrected_and_approved, held_returned_and_taken_back, chosen_of_two, chosen_and_approved]


@pytest.mark.parametrize("walk", WALKS, ids=lambda one: one.__name__)
def test_any_order_of_a_cases_records_shows_the_same(office: Office, walk: Any) -> None:
    household_id = walk(office)
    expected = of_case(office.sender, household_id)
    everything = office.node.read(lambda c: list(read_all(c)))
    own = [one for one in everything if one.record.envelope.kind.startswith(("submission.", "review.", "conflict."))]
    others = [one for one in everything if one not in own]
    assert len(own) in (3, 4)
    for order in itertools.permutations(own):
        project_in(office, [*others, *order])
        assert of_case(office.sender, household_id) == expected, [one.record.envelope.kind for one in order]


def test_a_choice_does_not_settle_a_form_its_author_had_not_seen(office: Office) -> None:
    household_id = chosen_of_two(office)
    third = office.sender.fill()
    seen = [one.record.digest[:16] for one in _of_household(office, household_id, "household.registered")]
    office.send_filled(replace(third, fields={**third.fields, "rev": "-".join(seen)}), roof="light")
    live = of_case(office.sender, household_id)
    assert live["case"]["has_conflict"]
    own = _of_household(office, household_id, "submission.", "conflict.")
    others = [one for one in office.node.read(lambda c: list(read_all(c))) if one not in own]
    choice = next(one for one in own if one.record.envelope.kind == "conflict.resolved")
    project_in(office, [*others, *(one for one in own if one != choice), choice])
    late = of_case(office.sender, household_id)
    assert late["case"]["has_conflict"]
    states = {state: name for name, state in late["versions"]}
    assert (states["conflict"], len(late["versions"])) == (third.instance_id, 3)


def _of_household(office: Office, household_id: str, *kinds: str) -> list[Found]:
    found = office.node.read(lambda c: list(read_subject(c, household_id)))
    return [one for one in found if one.record.envelope.kind.startswith(kinds)]
