"""What has changed since a program read: each change once more or oftener, never left out; what is gone says so."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from server.config import Config
from server.demo.build import build_demo
from server.services import household_events, review
from server.services.household_events.reading import When
from server.services.ingest.later import retry_pending
from server.services.maintenance import rebuild_node
from server.services.node import Node
from server.store.tables import Case, Submission
from tests.builders.forms import plain_form, publish_form

from .conftest import COMMUNE, Reader

OTHER = "26508"


class Follower:
    """A program that keeps its own copy of the cases it sees, by what has changed."""

    def __init__(self, reader: Reader, token: str, limit: int = 100) -> None:
        self.reader, self.token, self.limit = reader, token, limit
        self.held: dict[str, Any] = {}
        self.mark = ""
        cursor = ""
        while True:
            body = reader.get(f"/api/v1/cases?limit=2{cursor}", token).json
            self.mark = self.mark or body["changes"]
            self.held |= {one["case_id"]: one for one in body["items"]}
            if body["next"] is None:
                break
            cursor = f"&cursor={body['next']}"

    def follow(self) -> list[Any]:
        """Take over what has changed; returns it."""
        told: list[Any] = []
        while True:
            answer = self.reader.get(f"/api/v1/cases?changed_since={self.mark}&limit={self.limit}", self.token)
            assert answer.status_code == 200, answer.json
            told += answer.json["items"]
            self.mark = answer.json["changes"]
            if not answer.json["more"]:
                break
        for one in told:
            if one["removed"]:
                self.held.pop(one["case_id"], None)
            else:
                self.held[one["case_id"]] = one
        return told

    def check(self) -> None:
        """The copy is what a program would read from the beginning."""
        assert self.held == Follower(self.reader, self.token).held


def follow_a_day(reader: Reader) -> None:
    """Forms, decisions, a household that leaves, one that moves away: a copy in every area follows."""
    later = reader.node.now() + dt.timedelta(minutes=1)
    reader.node.now = lambda: later
    followers = [Follower(reader, reader.token("supervisor", area)) for area in (COMMUNE, OTHER, "77")]
    assert [one.follow() for one in followers] == [[], [], []]
    sent = [reader.sender.fill(number) for number in (2, 3, 4)]
    for one in sent:
        assert reader.sender.send(one).status == 201
    review.approve(reader.node, reader.admin, sent[0].fields["case_id"], sent[0].instance_id)
    mine = [one for one in reader.sender.rows(Case, area_code=COMMUNE) if one.instance_id is None]
    household_events.withdraw(reader.node, reader.admin, mine[0].household_id, "moved_out", When(reader.node.today()))
    household_events.depart(reader.node, reader.admin, mine[1].household_id, OTHER, When(reader.node.today()))
    much_later = later + dt.timedelta(minutes=1)
    reader.node.now = lambda: much_later
    told = [one.follow() for one in followers]
    assert {one["case_id"] for one in told[0]} >= {one.fields["case_id"] for one in sent}
    gone = {one["case_id"] for one in told[0] if one["removed"]}
    assert gone == {mine[0].case_id, mine[1].case_id}
    assert told[1] == [], "nothing of another commune"
    for one in followers:
        one.check()
        assert one.follow() == []


def test_a_copy_follows_a_day_and_never_sees_another_commune(reader: Reader) -> None:
    follow_a_day(reader)


@pytest.fixture
def on_postgres(postgres_url: str, tmp_path: Path) -> Iterator[Node]:
    node = build_demo(Config(var=tmp_path / "var", database_url=postgres_url), households=12, communes=2)
    yield node
    node.close()


def test_the_api_on_postgresql(on_postgres: Node) -> None:
    reader = Reader(on_postgres)
    follow_a_day(reader)
    token = reader.token("department_reader")
    paths = ("areas", "rounds", f"rounds/{reader.round.round_id}/figures", f"rounds/{reader.round.round_id}/progress")
    assert [reader.get(f"/api/v1/{path}", token).status_code for path in paths] == [200] * 4
    case_id, supervisor = reader.filled[0].fields["case_id"], reader.token("commune_officer")
    assert reader.get(f"/api/v1/cases/{case_id}", supervisor).json["state"] == "approved"
    now = reader.get("/api/v1/cases?limit=1", supervisor).json["changes"]
    assert reader.sender.send(reader.sender.fill(5)).status == 201
    soon = reader.get(f"/api/v1/cases?changed_since={now}", supervisor).json
    assert soon["items"] == [], "another process may still be writing what lies before it"
    later = reader.node.now() + dt.timedelta(minutes=1)
    reader.node.now = lambda: later
    assert len(reader.get(f"/api/v1/cases?changed_since={soon['changes']}", supervisor).json["items"]) == 1


def test_small_windows_tell_the_same_as_large_ones(reader: Reader) -> None:
    follower = Follower(reader, reader.token("supervisor", "77"), limit=1)
    for number in (2, 3):
        assert reader.sender.send(reader.sender.fill(number)).status == 201
    publish_form(reader.node, "phieu-khac", "1", plain_form("phieu-khac"))
    told = follower.follow()
    assert len({one["case_id"] for one in told}) == len(reader.sender.rows(Case)), "a form published touches every case"
    follower.check()


def test_a_household_that_moves_leaves_one_copy_and_enters_the_other(reader: Reader) -> None:
    old, new = (Follower(reader, reader.token("supervisor", area)) for area in (COMMUNE, OTHER))
    case = next(one for one in reader.sender.rows(Case, area_code=COMMUNE) if one.instance_id is None)
    household_events.depart(reader.node, reader.admin, case.household_id, OTHER, When(reader.node.today()))
    old.follow()
    village = reader.sender.rows(Case, area_code=OTHER)[0].village_code
    household_events.accept(reader.node, reader.admin, case.household_id, village)
    assert case.case_id in {one["case_id"] for one in old.follow() if one["removed"]}
    assert case.case_id in {one["case_id"] for one in new.follow() if not one["removed"]}
    old.check()
    new.check()


def test_a_form_that_could_not_be_read_before_is_told_when_it_counts(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled = reader.sender.fill(2)
    with monkeypatch.context() as broken:
        broken.setattr("server.services.projection.submissions.derive", lambda _scene: 1 / 0)
        assert reader.sender.send(filled).status == 201
    assert reader.sender.rows(Submission, instance_id=filled.instance_id)[0].state == "pending"
    follower = Follower(reader, reader.token("supervisor"))
    assert retry_pending(reader.node, {"instance_id": filled.instance_id})
    assert [one["case_id"] for one in follower.follow()] == [filled.fields["case_id"]]
    follower.check()


def test_an_erased_household_is_told_as_removed(reader: Reader) -> None:
    case = next(one for one in reader.sender.rows(Case, area_code=COMMUNE) if one.instance_id is None)
    follower = Follower(reader, reader.token("supervisor"))
    (registered,) = [
        one for one in reader.sender.records("household.registered") if one.envelope.subjects == (case.household_id,)
    ]
    reader.sender.erase(registered)
    assert [(one["case_id"], one["removed"], one["state"]) for one in follower.follow()] == [(case.case_id, True, None)]
    follower.check()


def test_after_a_rebuild_or_on_another_node_a_program_begins_again(reader: Reader) -> None:
    token = reader.token("supervisor")
    mark = reader.get("/api/v1/cases", token).json["changes"]
    rebuild_node(reader.node, lambda _done, _all: None)
    answer = reader.get(f"/api/v1/cases?changed_since={mark}", token)
    assert (answer.status_code, answer.json["code"]) == (410, "API-006")
    for wrong in ("x", "e30=", f"{mark}&state=approved", f"{mark}&cursor=eA=="):
        assert reader.get(f"/api/v1/cases?changed_since={wrong}", token).status_code == 422
