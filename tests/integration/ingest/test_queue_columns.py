"""The queue's columns of a case are those of the version it shows: at once, after a decision, and in a replay."""

from __future__ import annotations

from server.domain.movements import classify_movement
from server.services.exceptions import NewException, decide_exception
from server.services.maintenance import rebuild_node
from server.services.projection.queue import score_lines, worst_severity
from server.standards.area_exceptions import AreaException
from server.store.tables import AssessmentRow, Case, Finding
from tests.standards.households import POINTS

from .sender import Sender
from .test_area_exceptions import ENTRY, LAND, other_kind
from .test_ingest_chains import with_facts


def case_of(sender: Sender, household_id: str) -> Case:
    (row,) = sender.rows(Case, household_id=household_id)
    return row


def nearest(score: int, lines: tuple[int, ...]) -> int:
    return min((score - line for line in lines), key=abs)


def test_a_case_carries_sender_version_worst_finding_movement_and_distance(sender: Sender) -> None:
    filled = with_facts(sender.fill(), perennial_land_m2=6000, annual_land_m2=0, pond_m2=0, cattle_count=0)
    household_id = filled.fields["loaded"]
    none_yet = case_of(sender, household_id)
    assert (none_yet.sender_id, none_yet.severity, none_yet.movement, none_yet.distance) == (None,) * 4
    sender.send(filled)
    case, household = case_of(sender, household_id), sender.household(household_id)
    (used,) = [
        one for rules in sender.node.rules.values() for one in rules.standards if one.standard.id == "training_points"
    ]
    (row,) = sender.rows(AssessmentRow, instance_id=filled.instance_id, standard="training_points")
    lines = score_lines(used, household.area_kind)
    recognised = (household.recognised.get("training_points") or {}).get("outcome")
    counts = {one.severity: 1 for one in sender.rows(Finding, instance_id=filled.instance_id)}
    assert (case.sender_id, case.form_id, case.version_no) == (sender.device.actor_id, "household_review", 1)
    assert (case.severity, case.movement) == (worst_severity(counts), classify_movement(recognised, row.outcome))
    assert len(lines) == 2 and case.distance == nearest(row.b1, lines)
    decision = AreaException(LAND, other_kind(sender, household_id), "15/QĐ-TH ngày 02/11/2016")
    decide_exception(sender.node, "", household_id, NewException(ENTRY, decision))
    (anew,) = sender.rows(AssessmentRow, instance_id=filled.instance_id, standard="training_points")
    moved = case_of(sender, household_id)
    assert anew.b1 != row.b1 and moved.distance == nearest(anew.b1, lines)
    rebuild_node(sender.node, lambda _done, _all: None)
    again = case_of(sender, household_id)
    assert [getattr(again, name) for name in ("sender_id", "version_no", "severity", "movement", "distance")] == [
        getattr(moved, name) for name in ("sender_id", "version_no", "severity", "movement", "distance")
    ]


def test_the_worst_finding_counts_and_a_standard_without_an_area_kind_has_no_line() -> None:
    assert [worst_severity(one) for one in ({}, {"note": 2}, {"note": 1, "warn": 1}, {"block": 1, "warn": 0})] == [
        *(0, 1, 2, 3)
    ]
    assert score_lines(POINTS, None) == ()
    assert score_lines(POINTS, "rural") == tuple(sorted(score_lines(POINTS, "rural")))
