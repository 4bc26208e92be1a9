"""A household that goes on being reviewed loses the old round's answers, not its place, its people nor its results."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import select

from server.demo.build import STANDARDS
from server.forms.filled import SubmissionMaker
from server.services import rounds
from server.services.maintenance import rebuild_node
from server.services.rounds import NewRound
from server.store.tables import Case, ErasureItem, FormVersion, ReviewFigure, Submission
from tests.integration.ingest.test_ingest_chains import with_facts

from .conftest import PHOTO, Archive

NEXT = NewRound(
    code="TH-2017",
    name="Đợt tập huấn 2017",
    kind="training",
    season_from_on="2017-09-01",
    season_to_on="2017-12-31",
    reference_on="2017-12-31",
    standards=STANDARDS,
    area_codes=("26506",),
)


def test_an_active_household_keeps_what_the_next_round_found(archive: Archive) -> None:
    sender = archive.sender
    old = archive.send(0)
    archive.close()
    round_id = rounds.create_round(archive.node, archive.first, NEXT)
    rounds.publish_round(archive.node, archive.first, round_id)
    query = select(FormVersion.xml).where(FormVersion.round_id == round_id)
    sender.maker = SubmissionMaker(archive.node.read(lambda c: c.execute(query).scalars().first()))
    household_id = old.fields["loaded"]
    (case,) = sender.rows(Case, household_id=household_id, round_id=round_id)
    filled = with_facts(sender.fill(0), car_count=7)
    filled.fields["case_id"] = case.case_id
    assert sender.send(filled).status == 201
    household, figures = sender.household(household_id), sender.rows(ReviewFigure, household_id=household_id)
    cases = sender.rows(Case, household_id=household_id)
    assert archive.destroy("forms").total == 2
    after = sender.household(household_id)
    assert (after.facts["car_count"], after.source_instance) == (7, filled.instance_id)
    assert (after.head_name, after.member_count, after.recognised) == (
        household.head_name,
        household.member_count,
        household.recognised,
    )
    assert after.entity_version > household.entity_version
    assert sender.rows(Case, household_id=household_id) == cases
    assert [(one.now, one.before, one.deprived) for one in sender.rows(ReviewFigure, household_id=household_id)] == [
        (one.now, one.before, one.deprived) for one in figures
    ]
    states = {one.instance_id: one.state for one in sender.rows(Submission)}
    assert states == {old.instance_id: "erased", filled.instance_id: "current"}
    rebuild_node(archive.node, lambda *_: None)
    assert sender.rows(Case, household_id=household_id) == cases


def test_a_decision_about_the_old_round_takes_no_form_of_the_next_one(archive: Archive) -> None:
    """Forms of every year have the same id: what the next round holds but does not rest on must not go with the old."""
    sender = archive.sender
    archive.send(0)
    archive.close()
    round_id = rounds.create_round(archive.node, archive.first, NEXT)
    rounds.publish_round(archive.node, archive.first, round_id)
    query = select(FormVersion.xml).where(FormVersion.round_id == round_id)
    sender.maker = SubmissionMaker(archive.node.read(lambda c: c.execute(query).scalars().first()))
    (case,) = sender.rows(Case, household_id=sender.fill(0).fields["loaded"], round_id=round_id)
    sent = []
    for count in (1, 2):
        filled = with_facts(sender.fill(0), car_count=count)
        filled.fields["case_id"] = case.case_id
        if sent:
            filled = replace(filled, deprecated_id=sent[-1].instance_id)
        assert sender.send(filled, ("nha.jpg", PHOTO)).status == 201
        sent.append(filled)
    states = {one.instance_id: one.state for one in sender.rows(Submission)}
    assert sorted(states[one.instance_id] for one in sent) == ["current", "superseded"]
    for scope in ("photos", "forms"):
        plan_id = archive.propose(scope)
        listed = {one.group_id for one in sender.rows(ErasureItem, plan_id=plan_id)}
        assert case.case_id not in listed and listed
    archive.destroy("forms")
    now = {one.instance_id: one.state for one in sender.rows(Submission)}
    assert [now[one.instance_id] for one in sent] == [states[one.instance_id] for one in sent]
