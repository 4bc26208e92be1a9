"""Numbers of papers and places of houses go from every record and table; the household, its people and results stay."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from server.config import Config
from server.demo.build import build_demo
from server.domain.redacting import find_numbers, redact
from server.forms.filled import Filled
from server.services import backups, erasure, household_events, review, rounds
from server.services.backups import Secret
from server.services.erasure import Target
from server.services.erasure.listing import list_items
from server.services.household_events.persons import Paper
from server.services.keys import load_keys, set_recovery
from server.services.node import Node, open_node
from server.services.recovery import make_code
from server.services.verification import verify_node
from server.store.tables import (
    Case,
    CaseApproval,
    DuplicateNote,
    Erasure,
    FigureCount,
    Household,
    Member,
    PersonIdentifier,
    Round,
    Submission,
)
from sync.records import Draft
from tests.builders.raw_pages import holds
from tests.integration.people.test_privacy import client_of

from .conftest import PHOTO, SECRET, TERMS, Archive
from .test_destroying import rebuilt_equal

NUMBER, OTHER_NUMBER, POINT = "077111222333", "GKS-998877", "10.5 107.2 0 5"
NOTE = "hai ho co cung so 077111222333"


class Numbered:
    """A household whose numbers and place stand in every kind of record there is; its round is over."""

    def __init__(self, archive: Archive) -> None:
        self.archive, node, admin = archive, archive.node, archive.first
        (self.case,) = [one for one in archive.sender.rows(Case) if one.household_id == self._first()]
        self.id = str(self.case.household_id)
        self.person = archive.sender.rows(Member, household_id=self.id, no=1)[0].person_id
        self.write("household.corrected", {"facts": {}, "members": [{"no": 1, "id_type": "cccd", "id_number": NUMBER}]})
        household_events.identify(node, admin, self.id, self.person, Paper("birth_certificate", OTHER_NUMBER))
        self.filled: Filled = archive.send(0)
        assert self.filled.fields["loaded"] == self.id
        review.comment(node, admin, self.case.case_id, note=f"so {NUMBER} dung roi")
        pair = "0c9b2f0e-5d0f-5a44-8d7c-9f1b2c3d4e05"
        other = next(one.household_id for one in archive.sender.rows(Household) if one.household_id != self.id)
        said = {"pair_id": pair, "level": "household", "household_id": self.id, "other_id": other, "sees": []}
        self.write("duplicate.decided", {**said, "decision": "different"}, pair)
        self.write("duplicate.noted", {"pair_id": pair, "text": NOTE}, pair)
        archive.close()

    def _first(self) -> str:
        return str(self.archive.sender.fill(0).fields["loaded"])

    def write(self, kind: str, payload: dict[str, Any], *subjects: str) -> None:
        """A record of the office about it."""
        area = self.case.area_code
        whole = payload if subjects else {"household_id": self.id, **payload}
        draft = Draft(area, kind, subjects or (self.id,), self.archive.first, whole)
        self.archive.node.write(lambda _c: [draft])

    def kept(self) -> dict[str, Any]:
        """What must be as it was."""
        rows = self.archive.sender.rows
        (household,) = rows(Household, household_id=self.id)
        (case,) = rows(Case, case_id=self.case.case_id)
        people = [
            (one.no, one.person_id, one.state, one.facts["full_name"]) for one in rows(Member, household_id=self.id)
        ]
        return {
            "household": (
                household.code,
                household.head_name,
                household.state,
                household.recognised,
                household.member_count,
            ),
            "people": people,
            "case": (case.classes, case.outcome, case.review_state, case.instance_id),
            "approval": [one.assessments for one in rows(CaseApproval, case_id=case.case_id)],
            "counts": rows(FigureCount),
            "forms": [(one.instance_id, one.state) for one in rows(Submission)],
        }

    def check_gone(self) -> None:
        """Neither number nor place is in any table."""
        rows = self.archive.sender.rows
        (household,) = rows(Household, household_id=self.id)
        assert "house_point" not in household.facts
        assert not any("id_number" in one.facts for one in rows(Member, household_id=self.id))
        assert rows(PersonIdentifier, household_id=self.id) == [] == rows(DuplicateNote)
        told = str([one.facts for one in rows(Submission, household_id=self.id)])
        assert NUMBER not in told, told[max(0, told.index(NUMBER) - 200) :][:300]
        assert POINT not in told


def set_terms(archive: Archive) -> None:
    """The term of the numbers is over too."""
    erasure.set_terms(archive.node, {**TERMS, "numbers": ("1", "QĐ 1/QĐ-TH")})


@pytest.fixture
def numbered(archive: Archive) -> Numbered:
    """The demo's."""
    made = Numbered(archive)
    set_terms(archive)
    return made


def test_no_number_and_no_place_is_left_and_everything_else_is(numbered: Numbered) -> None:
    archive, var = numbered.archive, numbered.archive.node.config.var
    key = load_keys(var, None).database
    before = numbered.kept()
    gone = (NUMBER, OTHER_NUMBER, POINT, NOTE)
    assert [holds(var, key, one.encode()) for one in gone] == [True] * 4
    plan = archive.destroy("numbers")
    assert (plan.state, plan.done, plan.is_compact) == ("done", plan.total, True)
    assert [one for one in gone if holds(var, key, one.encode())] == []
    assert holds(var, key, SECRET.encode()), "what else the form says is still there"
    numbered.check_gone()
    assert numbered.kept() == before
    rebuilt_equal(archive)
    numbered.check_gone()
    assert numbered.kept() == before
    kinds = {kind for row in archive.sender.rows(Erasure) for kind in row.counts}
    assert kinds >= {
        "household.corrected",
        "person.identified",
        "submission.received",
        "review.commented",
        "duplicate.noted",
    }
    pages = (f"/ho-so/{numbered.case.case_id}", f"/ho/{numbered.id}", f"/phieu/{numbered.filled.instance_id}")
    assert [client_of(archive.node, "admin").get(path).status_code for path in pages] == [200, 200, 200]
    assert erasure.get_plan(archive.node, archive.propose("numbers")).state == "empty"
    assert archive.sender.send(numbered.filled, ("nha.jpg", PHOTO)).status == 201, "sent again it is known"
    numbered.check_gone()


def test_a_form_without_its_numbers_can_still_be_destroyed_whole(numbered: Numbered) -> None:
    archive, var = numbered.archive, numbered.archive.node.config.var
    archive.destroy("numbers")
    archive.withdraw(numbered.filled)
    archive.destroy("forms")
    (form,) = archive.sender.rows(Submission, instance_id=numbered.filled.instance_id)
    assert (form.state, form.facts) == ("erased", None)
    assert not holds(var, load_keys(var, None).database, SECRET.encode())
    rebuilt_equal(archive)


def test_a_household_in_a_running_round_keeps_its_numbers(numbered: Numbered) -> None:
    archive = numbered.archive

    def reopen(unit: Any) -> None:
        unit.connection.execute(Round.__table__.update().values(state="open"))

    items = archive.node.read(lambda c: list_items(c, Target("numbers", household_id=numbered.id)))
    assert items and {one.held for one in items} == {""}
    archive.node.writer.write(reopen)
    items = archive.node.read(lambda c: list_items(c, Target("numbers", household_id=numbered.id)))
    assert items and {one.held for one in items} == {"running"}
    assert archive.node.read(lambda c: list_items(c, Target("numbers", archive.round_id))) == []


def test_a_backup_made_before_is_redacted_again_and_loses_no_household(numbered: Numbered, tmp_path: Path) -> None:
    archive, folder, code = numbered.archive, tmp_path / "backups", make_code()
    keys = load_keys(archive.node.config.var, None)
    set_recovery(archive.node.config.var, keys, None, code)
    made = backups.back_up(archive.node, keys, None, folder)
    backups.note_backup(archive.node, made, is_checked=False)
    before = numbered.kept()
    archive.destroy("numbers")
    assert NUMBER not in "".join(one.read_text() for one in folder.glob("*.json"))
    elsewhere = Config(var=tmp_path / "elsewhere")
    backups.restore(elsewhere, made.path, Secret(recovery_code=code), None)
    restored: Node = open_node(elsewhere)
    archive.sender.node = restored
    numbered.check_gone()
    assert numbered.kept() == before
    assert verify_node(restored, lambda *_: None).faults == []
    restored.close()
    assert not holds(elsewhere.var, keys.database, NUMBER.encode())


def test_on_postgresql_the_same_is_left(postgres_url: str, tmp_path: Path) -> None:
    node = build_demo(Config(var=tmp_path / "var", database_url=postgres_url), households=8, communes=1)
    numbered = Numbered(Archive(node))
    set_terms(numbered.archive)
    before = numbered.kept()
    assert numbered.archive.destroy("numbers").state == "done"
    numbered.check_gone()
    assert numbered.kept() == before
    rebuilt_equal(numbered.archive)
    assert rounds.list_rounds(node)[0].state == "closed"
    assert (
        node.read(lambda c: c.execute(select(Household.state).where(Household.household_id == numbered.id)).scalar())
        == "active"
    )
    node.close()


@pytest.mark.parametrize(
    "text, expected",
    [
        ("<nm_id_number>12</nm_id_number><a>12</a>", "<nm_id_number></nm_id_number><a>12</a>"),
        ("số 077111222333, nhà 5", "số , nhà 5"),
        ("X077111222333", "X077111222333"),
        ("<orx:id_number/><b>1</b>", "<orx:id_number/><b>1</b>"),
    ],
    ids=["a short number only where its name stands", "in words", "not inside another word", "empty"],
)
def test_redacting_a_text(text: str, expected: str) -> None:
    assert redact("review.commented", {"text": text}, {NUMBER, "12"}) == {"text": expected}


def test_numbers_are_found_in_facts_papers_corrections_and_forms() -> None:
    said = {
        "members": [{"id_number": "1"}],
        "identifiers": [{"kind": "cccd", "number": "2"}],
        "changes": [{"f": "2|id_number", "value": "3"}, {"f": "car_count", "value": "x"}],
        "xml": "<m_id_number>4</m_id_number>",
        "decision": {"number": "12/QĐ"},
    }
    assert sorted(find_numbers(said)) == ["1", "2", "3", "4"]
