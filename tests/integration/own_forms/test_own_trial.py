"""Forms on trial and surveys over real HTTP: who lists them, what is kept of their answers, and what never moves."""

from __future__ import annotations

import uuid
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from server.demo.build import ROUND_CODE
from server.errors import Problem
from server.services import forms, rounds
from server.services.maintenance import rebuild_node
from server.services.node import Node
from server.services.people_devices import TokenState, reissue_device, token_digest
from server.services.trial_tablets import end_trial_tablet, enrol_trial_tablet, list_trial_tablets
from server.store.tables import Account, AssessmentRow, Case, Household, Submission
from sync.log import find_by_key
from tests.builders.edge import Edge
from tests.builders.serving import Running
from tests.builders.submissions import SubmissionMaker
from tests.builders.workbooks import Sheets, survey, to_xlsx
from tests.clients.collect import Collect


@pytest.fixture(autouse=True)
def without_java(monkeypatch: pytest.MonkeyPatch) -> None:
    """ODK Validate takes seconds and has its own test."""
    monkeypatch.setattr("server.forms.own.find_java", lambda: None)


@pytest.fixture
def edge(running: Running, tmp_path: Path) -> Edge:
    """The first enumerator's address."""
    return Edge(running, tmp_path)


def try_out(node: Node, admin: str, sheets: Sheets) -> str:
    """Put sheets on trial in the demo's round."""
    return forms.publish_form(node, admin, ROUND_CODE, to_xlsx(sheets), is_trial=True)


def trial_tablet(edge: Edge, admin: str) -> Collect:
    """A synced trial tablet of the first enumerator."""
    query = select(Account.login).where(Account.actor_id == edge.actor())
    made = enrol_trial_tablet(edge.node, admin, edge.node.read(lambda c: c.execute(query).scalar_one()))
    tablet = Collect(edge.folder / "thu", server_url=made.server_url, device_id="collect:thu")
    tablet.sync()
    return tablet


def state_of(edge: Edge, table: Any) -> list[Any]:
    """Every row of a table, to see that nothing moved."""
    found = edge.node.read(lambda c: c.execute(select(table.__table__)).all())
    return sorted(tuple(map(repr, row)) for row in found)


def test_only_a_trial_tablet_lists_a_form_on_trial_and_publishing_ends_the_trial(
    edge: Edge, admin: str, review: Sheets
) -> None:
    published = edge.listed()["household_review"]["version"]
    assert try_out(edge.node, admin, review) == "tinh-1-thu-1"
    tablet = trial_tablet(edge, admin)
    assert tablet.blank().version == "tinh-1-thu-1"
    assert edge.listed()["household_review"]["version"] == published
    assert try_out(edge.node, admin, review) == "tinh-1-thu-2"
    tablet.sync()
    assert tablet.blank().version == "tinh-1-thu-2"
    xlsx = to_xlsx(review)
    assert forms.publish_form(edge.node, admin, ROUND_CODE, xlsx, is_trial=True) == "tinh-1-thu-3"
    assert forms.publish_form(edge.node, admin, ROUND_CODE, xlsx) == "tinh-1"
    tablet.sync()
    assert tablet.blank().version == edge.listed()["household_review"]["version"] == "tinh-1"
    trial, final = (forms.get_form(edge.node, "household_review", one) for one in ("tinh-1-thu-3", "tinh-1"))
    assert trial.xlsx == final.xlsx == xlsx
    assert "(BẢN THỬ 3)" in trial.title and "(BẢN THỬ 3)".encode() in trial.xml


def test_answers_to_a_trial_are_kept_and_flagged_and_move_neither_register_nor_case(
    edge: Edge, admin: str, review: Sheets
) -> None:
    try_out(edge.node, admin, review)
    maker = SubmissionMaker(trial_tablet(edge, admin).blank().path.read_bytes())
    row = edge.rows()[0]
    before = [state_of(edge, one) for one in (Household, Case)]
    answer = edge.post(maker.review(row, instance_id="uuid:thu", car_count="2"))
    assert (answer.status_code, "phiếu thử" in answer.text) == (201, True)
    fresh = maker.register(str(uuid.uuid4()), edge.village(), "Lý Thị Thử", instance_id="uuid:thu-moi")
    assert edge.post(fresh).status_code == 201
    assert [state_of(edge, one) for one in (Household, Case)] == before
    kept = edge.submission("uuid:thu")
    assert (kept.state, kept.flags, kept.case_id) == ("trial", ["trial_form"], None)
    assert kept.facts["household"]["car_count"] == 2
    assert edge.node.read(lambda c: find_by_key(c, "uuid:thu"))[0].record.envelope.subjects == ()
    query = select(AssessmentRow.standard).where(AssessmentRow.instance_id == "uuid:thu")
    assert len(edge.node.read(lambda c: c.execute(query).all())) == 2
    count, newest = forms.list_received(edge.node, "household_review", "tinh-1-thu-1")
    assert (count, {one.instance_id for one in newest}) == (2, {"uuid:thu", "uuid:thu-moi"})
    real = SubmissionMaker(edge.first_tablet().form_path.read_bytes()).review(row, instance_id="uuid:that")
    assert edge.post(real).status_code == 201
    assert (edge.submission("uuid:that").state, edge.submission("uuid:that").version_no) == ("current", 1)


def test_a_rebuild_finds_trials_and_surveys_as_they_were(edge: Edge, admin: str) -> None:
    node = edge.node
    try_out(node, admin, survey(version="2"))
    forms.publish_form(node, admin, ROUND_CODE, to_xlsx(survey(version="3")))
    for version, name in (("2-thu-1", "thu"), ("3", "that")):
        maker = SubmissionMaker(forms.get_form(node, "khao_sat", version).xml)
        assert edge.post(maker.make({"so_gieng": "3"}, instance_id=f"uuid:{name}")).status_code == 201
    assert [edge.submission(f"uuid:{one}").state for one in ("thu", "that")] == ["trial", "survey"]
    before = state_of(edge, Submission)
    rebuild_node(node, lambda _done, _total: None)
    assert state_of(edge, Submission) == before
    assert forms.get_form(node, "khao_sat", "2-thu-1").is_trial


def test_an_edited_survey_takes_the_place_of_the_one_it_edits(edge: Edge, admin: str) -> None:
    forms.publish_form(edge.node, admin, ROUND_CODE, to_xlsx(survey()))
    maker = SubmissionMaker(forms.get_form(edge.node, "khao_sat", "1").xml)
    edge.post(maker.make({"so_gieng": "3"}, instance_id="uuid:a"))
    edge.post(maker.make({"so_gieng": "4"}, instance_id="uuid:b", deprecated_id="uuid:a"))
    assert [(edge.submission(one).state, edge.submission(one).version_no) for one in ("uuid:a", "uuid:b")] == [
        ("superseded", 1),
        ("survey", 2),
    ]


def test_a_survey_that_names_a_household_does_not_touch_it(edge: Edge, admin: str) -> None:
    sheets = survey(namespaces='rasoat="urn:rasoat:form:1"')
    sheets["survey"] += [
        {"type": "hidden", "name": "loaded"},
        {"type": "integer", "name": "xe", "label": "Số xe", "bind::rasoat:fact": "car_count"},
    ]
    forms.publish_form(edge.node, admin, ROUND_CODE, to_xlsx(sheets))
    maker = SubmissionMaker(forms.get_form(edge.node, "khao_sat", "1").xml)
    before = [state_of(edge, one) for one in (Household, Case)]
    row = edge.rows()[0]
    assert edge.post(maker.make({"loaded": row["name"], "xe": "2"}, instance_id="uuid:a")).status_code == 201
    assert [state_of(edge, one) for one in (Household, Case)] == before
    kept = edge.submission("uuid:a")
    assert (kept.state, kept.area_code is not None, kept.case_id) == ("survey", True, None)


def test_a_trial_needs_an_open_round_and_is_nothing_to_roll_back_to(edge: Edge, admin: str) -> None:
    version = try_out(edge.node, admin, survey())
    with pytest.raises(Problem) as caught:
        forms.roll_back(edge.node, admin, "khao_sat", version)
    assert caught.value.code == "FORM-027"
    rounds.change_state(edge.node, admin, ROUND_CODE, "closing")
    with pytest.raises(Problem, match="chưa mở hoặc đang đóng"):
        try_out(edge.node, admin, survey(version="2"))


def test_a_trial_tablet_is_an_enrolment_of_its_own_that_stays_one_when_reissued(edge: Edge, admin: str) -> None:
    tablet = trial_tablet(edge, admin)
    assert edge.listed().keys() == tablet.forms.keys()
    sha256 = token_digest(tablet.server_url.rsplit("/", 1)[-1])
    (one,) = list_trial_tablets(edge.node)
    assert one.token_sha256 == sha256
    reissue_device(edge.node, sha256, TokenState("revoked"))
    (again,) = list_trial_tablets(edge.node)
    assert again.token_sha256 != sha256
    end_trial_tablet(edge.node, admin, again.token_sha256)
    assert list_trial_tablets(edge.node) == []
    with pytest.raises(Problem) as caught:
        end_trial_tablet(edge.node, admin, again.token_sha256)
    assert caught.value.code == "FORM-031"
