"""Decisions on a case show the same whatever order their records reach a node in: before their form, or late."""

from __future__ import annotations

import itertools
from typing import Any

import pytest

from server.services import review
from server.services.maintenance import projection_tables
from server.services.projection import replay
from server.store.tables import AnswersAsSent, Case, CaseApproval, Correction
from server.store.writer import Unit
from sync.log import Found, read_all
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
        "roof": sender.household(household_id).facts.get("roof"),
        "cars": sender.household(household_id).facts.get("car_count"),
    }


def project_in(office: Office, found: list[Found]) -> None:
    """Make every table anew from these records in this order."""

    def operation(unit: Unit) -> None:
        for table in projection_tables():
            unit.connection.execute(table.delete())
        for one in found:
            assert replay(unit.connection, office.node, one.record, one.received_us)

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


@pytest.mark.parametrize("walk", [corrected_and_approved, held_returned_and_taken_back], ids=lambda one: one.__name__)
def test_any_order_of_a_cases_records_shows_the_same(office: Office, walk: Any) -> None:
    household_id = walk(office)
    expected = of_case(office.sender, household_id)
    everything = office.node.read(lambda c: list(read_all(c)))
    own = [one for one in everything if one.record.envelope.kind.startswith(("submission.", "review."))]
    others = [one for one in everything if one not in own]
    assert len(own) == 4
    for order in itertools.permutations(own):
        project_in(office, [*others, *order])
        assert of_case(office.sender, household_id) == expected, [one.record.envelope.kind for one in order]
