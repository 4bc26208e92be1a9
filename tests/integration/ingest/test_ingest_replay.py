"""The log says it all: replaying it gives equal tables, erasing from it leaves no trace and no lower version."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import orjson
import pytest
from sqlalchemy import select

from server.domain.facts import HouseholdFacts
from server.services import registry
from server.services.maintenance import projection_tables, rebuild_node
from server.store.tables import Attachment, Case, Finding, Submission
from sync.log import read_all
from sync.records import Draft

from .sender import Sender, new_id
from .test_ingest_chains import offline_chain, with_facts

EDGE = {"village": {"change_count"}}  # grows at a rebuild, so that tablets fetch their lists anew


def dump(sender: Sender) -> dict[str, list[dict[str, Any]]]:
    """Every projection row, without this node's own counters."""
    tables: dict[str, list[dict[str, Any]]] = {}
    with sender.node.engines.read.connect() as connection:
        for table in projection_tables():
            rows = connection.execute(select(table).order_by(*table.primary_key.columns))
            left_out = EDGE.get(table.name, set())
            tables[table.name] = [
                {name: value for name, value in row._mapping.items() if name not in left_out} for row in rows
            ]
    return tables


def a_busy_day(sender: Sender) -> None:
    """New, again, edits in both orders, a chain backwards, a conflict, an absence, a leaver, files."""
    first = sender.fill()
    sender.send(first, ("house.jpg", b"photo"))
    sender.send(first)
    for deprecated in (first.instance_id, first.instance_id):
        edit = with_facts(replace(first, instance_id=new_id(), deprecated_id=deprecated), car_count=5)
        sender.send(edit)
    early = sender.fill(1)
    late = with_facts(replace(early, instance_id=new_id(), deprecated_id=early.instance_id), car_count=8)
    for one in (late, early):
        sender.send(one, ("note.txt", b"kept"))
    for one in reversed(offline_chain(sender)):
        sender.send(one)
    sender.send(replace(sender.fill(2), facts=HouseholdFacts({"visit_outcome": "absent", "absent_visits": 1})))
    registry.correct_household(sender.node, "", sender.fill(3).fields["loaded"], {"car_count": 3})
    sender.send(sender.fill(4), device=replace(sender.device, allows="quarantine"))
    sender.send(offline_chain(sender)[2])
    row = sender.household(first.fields["loaded"])
    payload = {"case_id": first.fields["case_id"], "instance_id": first.instance_id, "return_no": 1, "comments": []}
    returned = Draft(row.area_code, "review.returned", (row.household_id,), "", payload)
    sender.node.write(lambda _c: [returned])


def test_a_rebuild_gives_equal_tables(sender: Sender) -> None:
    a_busy_day(sender)
    before = dump(sender)
    states = {one["state"] for one in before["submission"]}
    assert states >= {"current", "superseded", "conflict", "held", "quarantined"}
    result = rebuild_node(sender.node, lambda *_: None)
    after = dump(sender)
    assert result.pending_count == 0
    for name, rows in before.items():
        assert after[name] == rows, name


def erase(sender: Sender, *instances: str) -> None:
    """Two people erase these forms and their files."""
    named = []
    for one in sender.node.read(lambda c: list(read_all(c))):
        payload = orjson.loads(one.record.payload) if one.record.payload else {}
        is_named = isinstance(payload, dict) and payload.get("instance_id") in instances
        if is_named and one.record.envelope.kind in ("submission.received", "media.received"):
            named.append(one.record)
    households = {sender.rows(Submission, instance_id=one)[0].household_id for one in instances}
    sender.erase(*named, subjects=tuple(households))


def test_an_erased_submission_leaves_no_answer_and_is_not_stored_again(sender: Sender) -> None:
    filled = with_facts(sender.fill(), outcome_note="a secret", car_count=9)
    household_id = filled.fields["loaded"]
    before = sender.household(household_id)
    sender.send(filled, ("house.jpg", b"photo"))
    version = sender.household(household_id).entity_version
    erase(sender, filled.instance_id)
    row = sender.household(household_id)
    assert (row.facts, row.member_count) == (before.facts, before.member_count)
    assert row.entity_version > version
    assert [one.state for one in sender.rows(Submission)] == ["erased"]
    assert sender.rows(Finding) == sender.rows(Attachment) == []
    (case,) = sender.rows(Case, household_id=household_id)
    assert (case.tablet_state, case.instance_id, case.classes) == ("todo", None, {})
    receipt = sender.send(filled, ("house.jpg", b"photo"))
    assert (receipt.status, receipt.code) == (201, "erased")
    assert [one.payload for one in sender.records("submission.received")] == [None]
    assert sender.rows(Attachment) == []


def test_erasing_one_version_shows_the_other_again(sender: Sender) -> None:
    first = with_facts(sender.fill(), car_count=2)
    sender.send(first)
    edit = with_facts(replace(first, instance_id=new_id(), deprecated_id=first.instance_id), car_count=9)
    sender.send(edit)
    erase(sender, edit.instance_id)
    row = sender.household(first.fields["loaded"])
    assert row.facts["car_count"] == 2
    (case,) = sender.rows(Case, household_id=row.household_id)
    assert case.instance_id == first.instance_id
    assert {one.instance_id: one.state for one in sender.rows(Submission)} == {
        first.instance_id: "current",
        edit.instance_id: "erased",
    }


def test_a_rebuild_after_an_erasure_gives_equal_answers(sender: Sender) -> None:
    a_busy_day(sender)
    current = sender.rows(Submission, state="current")[0]
    erase(sender, current.instance_id)
    before = dump(sender)
    rebuild_node(sender.node, lambda *_: None)
    after = dump(sender)
    for name in ("submission", "household_member", "review_case", "finding", "assessment", "attachment"):
        assert after[name] == before[name], name
    versions = {one["household_id"]: one["entity_version"] for one in before["household"]}
    assert all(one["entity_version"] >= versions[one["household_id"]] for one in after["household"])


def test_a_submission_the_projection_cannot_take_is_pending_after_a_rebuild_and_no_other_is(
    sender: Sender, monkeypatch: pytest.MonkeyPatch
) -> None:
    from server.services.projection import deriving

    broken, whole = sender.fill(), sender.fill(1)
    for one in (broken, whole):
        sender.send(one)
    real = deriving.check_facts

    def fail_on_one(facts: HouseholdFacts, *rest: Any) -> Any:
        if facts.household == broken.facts.household:
            raise ZeroDivisionError
        return real(facts, *rest)

    monkeypatch.setattr(deriving, "check_facts", fail_on_one)
    result = rebuild_node(sender.node, lambda *_: None)
    assert result.pending_count == 1
    assert {one.instance_id: one.state for one in sender.rows(Submission)} == {
        broken.instance_id: "pending",
        whole.instance_id: "current",
    }
