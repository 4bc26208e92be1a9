"""What two people decide to destroy is in no file any more; results, decisions, digests stay, all is replayable."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, text

from server.config import Config
from server.demo.build import build_demo
from server.domain.access import Actor, GrantOf
from server.errors import Problem
from server.services import erasure, people
from server.services.erasure import Target
from server.services.erasure.listing import list_items
from server.services.job_kinds import HANDLERS
from server.services.jobs import run_due_jobs
from server.services.keys import load_keys
from server.services.maintenance import rebuild_node
from server.services.verification import verify_node
from server.store.tables import (
    Attachment,
    Blob,
    CaseApproval,
    ErasedFile,
    Erasure,
    FigureCount,
    Grant,
    ReviewFigure,
    Submission,
)
from tests.builders.raw_pages import holds
from tests.integration.ingest.test_ingest_replay import dump

from .conftest import DECISION, PHOTO, SECRET, Archive

OWN = ("entity_version",)
PLACE = {"lat_e5": None, "lon_e5": None, "moved_m": None, "actor_id": None, "began_at": None, "seconds": None}


def rebuilt_equal(archive: Archive) -> None:
    """The log alone gives the same tables, and nothing in it is broken."""
    before = dump(archive.sender)
    assert rebuild_node(archive.node, lambda *_: None).pending_count == 0
    after = dump(archive.sender)
    for name, rows in before.items():
        if name not in OWN:
            assert after[name] == rows, name
    assert verify_node(archive.node, lambda *_: None).faults == []


def blobs_on_disk(archive: Archive) -> list[str]:
    return list(archive.node.blobs.list_all())


def test_photos_of_a_closed_round_are_destroyed_and_not_taken_in_again(archive: Archive) -> None:
    sent = [archive.send(0), archive.send(1)]
    archive.close()
    figures = archive.sender.rows(ReviewFigure)
    plan = archive.destroy("photos")
    assert (plan.state, plan.total, plan.done, plan.is_compact) == ("done", 2, 2, True)
    assert blobs_on_disk(archive) == [] == archive.sender.rows(Blob)
    assert {one.sha256 for one in archive.sender.rows(Attachment)} <= {None}
    assert archive.sender.rows(ReviewFigure) == figures
    again = archive.sender.send(sent[0], ("nha.jpg", PHOTO))
    assert again.status == 201
    assert blobs_on_disk(archive) == [] and len(archive.sender.records("media.received")) == 2
    assert archive.sender.send(sent[0], ("khac.jpg", b"another")).status == 201
    assert len(blobs_on_disk(archive)) == 1, "another file of the same form is no destroyed one"
    rebuilt_equal(archive)


def test_forms_leave_their_results_and_the_approval_but_no_answer(archive: Archive) -> None:
    filled = archive.send(0)
    kept = archive.send(1)
    archive.withdraw(filled)
    archive.close()
    case, counts = archive.case(filled), archive.sender.rows(FigureCount)
    (figure,) = archive.sender.rows(ReviewFigure, case_id=case.case_id)
    plan = archive.destroy("forms")
    assert (plan.state, plan.total) == ("done", 2)
    (form,) = archive.sender.rows(Submission, instance_id=filled.instance_id)
    assert (form.state, form.facts) == ("erased", None)
    after = archive.case(filled)
    assert (after.classes, after.review_state, after.instance_id) == (case.classes, "approved", filled.instance_id)
    assert archive.sender.rows(CaseApproval, case_id=case.case_id)[0].assessments
    assert archive.sender.rows(FigureCount) == counts, "approved tables never change"
    (left,) = archive.sender.rows(ReviewFigure, case_id=case.case_id)
    assert left._asdict() == figure._asdict() | PLACE
    (other,) = archive.sender.rows(Submission, instance_id=kept.instance_id)
    assert other.state == "current", "the register of a household that is still reviewed rests on it"
    for files in ((), (("nha.jpg", PHOTO),)):
        assert archive.sender.send(filled, *files).code == "erased"
    assert [one.sha256 for one in archive.sender.rows(Attachment, instance_id=filled.instance_id)] == []
    rebuilt_equal(archive)
    assert archive.case(filled).review_state == "approved"


def test_the_register_of_erasures_says_who_decided_what(archive: Archive) -> None:
    archive.send(0)
    archive.close()
    plan = archive.destroy("photos")
    (row,) = archive.sender.rows(Erasure)
    assert row.decision == {
        "plan_id": plan.plan_id,
        "number": DECISION.number,
        "decided_on": DECISION.decided_on,
        "what": "photos",
    }
    assert (row.legal_basis, row.actors) == (DECISION.legal_basis, [archive.first, archive.second])
    assert row.counts == {"media.received": 1}
    assert len(archive.sender.rows(ErasedFile)) == 1


def test_folding_a_household_anew_asks_only_whether_its_own_records_are_stuck(archive: Archive) -> None:
    archive.send(0)
    archive.close()
    asked: list[tuple[str, Any]] = []

    def note(_c: Any, _cursor: Any, statement: str, values: Any, *_: Any) -> None:
        if "FROM stuck_record" in statement:
            asked.append((statement, values))

    event.listen(archive.node.engines.write, "before_cursor_execute", note)
    try:
        assert archive.destroy("photos").state == "done"
        assert archive.destroy("numbers", household_id=archive.sender.fill(0).fields["loaded"]).state == "done"
    finally:
        event.remove(archive.node.engines.write, "before_cursor_execute", note)
    assert asked
    assert all("WHERE" in statement and 0 < len(values) <= 500 for statement, values in asked)


def test_one_household_asks_for_its_own_photos_in_closed_rounds_only(archive: Archive) -> None:
    mine, other = archive.send(0), archive.send(1)
    household_id = mine.fields["loaded"]
    with pytest.raises(Problem, match="ERAS-003"):
        archive.propose("photos", household_id=household_id)
    archive.close()
    assert archive.destroy("photos", household_id=household_id).total == 1
    assert [one.sha256 is None for one in archive.sender.rows(Attachment, instance_id=other.instance_id)] == [False]
    assert len(blobs_on_disk(archive)) == 1, "the same picture is still the other household's"
    rebuilt_equal(archive)


def test_what_the_register_rests_on_or_began_with_is_held_back_and_said(archive: Archive) -> None:
    archive.send(0)
    found = archive.sender.fill_new()
    assert archive.sender.send(found).status == 201
    archive.withdraw(found)
    archive.close()
    items = archive.node.read(lambda c: list_items(c, Target("forms", archive.round_id)))
    held = {one.household_id: one.held for one in items}
    assert set(held.values()) == {"source", "origin"} and held[found.fields["loaded"]] == "origin"
    plan = erasure.get_plan(archive.node, archive.propose("forms"))
    assert (plan.state, plan.total) == ("empty", 0)
    with pytest.raises(Problem, match="ERAS-008"):
        erasure.confirm(archive.node, archive.second, plan.plan_id, DECISION.number)


def test_nobody_decides_alone_nor_twice_nor_by_another_number(archive: Archive) -> None:
    archive.send(0)
    archive.close()
    plan_id = archive.propose("photos")
    for actor, number, code in (
        (archive.first, DECISION.number, "ERAS-005"),
        (archive.second, "13/QĐ-UBND", "ERAS-006"),
    ):
        with pytest.raises(Problem, match=code):
            erasure.confirm(archive.node, actor, plan_id, number)
    run_due_jobs(archive.node, HANDLERS)
    assert len(blobs_on_disk(archive)) == 1
    erasure.refuse(archive.node, archive.second, plan_id, "chưa đủ hồ sơ")
    with pytest.raises(Problem, match="ERAS-008"):
        erasure.confirm(archive.node, archive.second, plan_id, DECISION.number)
    assert len(blobs_on_disk(archive)) == 1


def test_a_person_who_loses_the_right_meanwhile_stops_it(archive: Archive) -> None:
    archive.send(0)
    archive.close()
    plan_id = erasure.propose(archive.node, archive.second, Target("photos", archive.round_id), DECISION)
    run_due_jobs(archive.node, HANDLERS)
    erasure.confirm(archive.node, archive.first, plan_id, DECISION.number)
    administrator = Actor(archive.first, "", (GrantOf("administrator", "77"),))
    for one in archive.sender.rows(Grant, actor_id=archive.second):
        people.revoke_role(archive.node, administrator, one.grant_id)
    run_due_jobs(archive.node, HANDLERS)
    plan = erasure.get_plan(archive.node, plan_id)
    assert (plan.state, plan.done) == ("stopped", 0)
    assert len(blobs_on_disk(archive)) == 1 and archive.sender.records("erased") == []


@pytest.mark.parametrize(
    "terms, code", [({}, "ERAS-010"), ({"photos": ("1200", "QĐ 1")}, "ERAS-011")], ids=["no term", "not over"]
)
def test_a_round_is_not_touched_before_its_term(archive: Archive, terms: dict[str, Any], code: str) -> None:
    archive.send(0)
    archive.close()
    erasure.set_terms(archive.node, terms)
    with pytest.raises(Problem, match=code):
        archive.propose("photos")


def test_no_byte_of_it_is_left_in_the_file_nor_in_its_log(archive: Archive) -> None:
    var, key = archive.node.config.var, load_keys(archive.node.config.var, None).database
    filled = archive.send(0)
    archive.withdraw(filled)
    archive.close()
    assert holds(var, key, SECRET.encode())
    archive.destroy("forms")
    assert not holds(var, key, SECRET.encode())
    assert holds(var, key, filled.instance_id.encode()), "the looking itself works: ids stay"


@pytest.fixture
def on_postgres(postgres_url: str, tmp_path: Path) -> Iterator[Archive]:
    node = build_demo(Config(var=tmp_path / "var", database_url=postgres_url), households=8, communes=1)
    with node.engines.write.begin() as connection:
        for table, column in (("record_payload", "body"), ("submission", "facts"), ("household", "facts")):
            # As it is written, so that it can be looked for: PostgreSQL would compress it.
            connection.execute(text(f"ALTER TABLE {table} ALTER {column} SET STORAGE EXTERNAL"))
    yield Archive(node)
    node.close()


def test_on_postgresql_no_byte_is_left_in_the_tables_files(on_postgres: Archive, postgres_socket: str) -> None:
    archive, folder = on_postgres, Path(postgres_socket) / "data"
    filled = archive.send(0)
    archive.withdraw(filled)
    archive.close()
    assert _is_in_tables(archive, folder, SECRET)
    assert archive.destroy("forms").is_compact
    assert not _is_in_tables(archive, folder, SECRET)
    assert _is_in_tables(archive, folder, filled.instance_id)
    rebuilt_equal(archive)


def _is_in_tables(archive: Archive, folder: Path, told: str) -> bool:
    with archive.node.engines.write.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("CHECKPOINT"))
        oid = connection.execute(text("SELECT oid FROM pg_database WHERE datname = current_database()")).scalar_one()
    return any(told.encode() in path.read_bytes() for path in (folder / "base" / str(oid)).iterdir() if path.is_file())
