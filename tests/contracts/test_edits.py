"""Acceptance checks 49-52: edits of sent submissions."""

from __future__ import annotations

from sqlalchemy import select

from server.store.tables import Attachment, Case
from tests.builders.edge import Edge


def current_instance(edge: Edge, household_id: str) -> str | None:
    """The version that the household's case shows."""
    query = select(Case.instance_id).where(Case.household_id == household_id)
    shown: str | None = edge.node.read(lambda c: c.execute(query).scalar_one())
    return shown


def test_49_an_edit_is_201_and_again_201_and_the_original_again_is_no_new_record(edge: Edge) -> None:
    maker, row = edge.maker(), edge.rows()[0]
    original = maker.review(row, instance_id="uuid:a")
    edit = maker.review(row, instance_id="uuid:b", deprecated_id="uuid:a", electricity_kwh="10")
    assert [edge.post(one).status_code for one in (original, edit, edit, original)] == [201] * 4
    assert sorted(edge.instances()) == ["uuid:a", "uuid:b"]
    assert (edge.submission("uuid:a").state, edge.submission("uuid:b").state) == ("superseded", "current")
    assert current_instance(edge, row["name"]) == "uuid:b"


def test_50_an_edit_that_overtakes_its_original_is_held_202_and_released_by_it(edge: Edge) -> None:
    maker, row = edge.maker(), edge.rows()[0]
    first = maker.review(row, instance_id="uuid:a")
    second = maker.review(row, instance_id="uuid:b", deprecated_id="uuid:a")
    third = maker.review(row, instance_id="uuid:c", deprecated_id="uuid:b")
    assert edge.post(first).status_code == 201
    assert edge.post(third).status_code == 202
    assert edge.submission("uuid:c").state == "held"
    assert edge.post(second).status_code == 201
    assert [edge.submission(f"uuid:{one}").state for one in "abc"] == ["superseded", "superseded", "current"]
    assert current_instance(edge, row["name"]) == "uuid:c"


def test_50_an_edit_of_a_superseded_version_is_202_and_both_are_kept_as_a_conflict(edge: Edge) -> None:
    maker, row = edge.maker(), edge.rows()[0]
    edge.post(maker.review(row, instance_id="uuid:a"))
    edge.post(maker.review(row, instance_id="uuid:b", deprecated_id="uuid:a", electricity_kwh="11"))
    stale = maker.review(row, instance_id="uuid:c", deprecated_id="uuid:a", electricity_kwh="12")
    assert edge.post(stale).status_code == 202
    assert sorted(edge.instances()) == ["uuid:a", "uuid:b", "uuid:c"]
    assert edge.household(row["name"]).has_conflict


def test_51_files_that_an_edit_does_not_send_again_are_carried_over(edge: Edge) -> None:
    maker, row = edge.maker(), edge.rows()[0]
    answers = {"house_photo": "nha.jpg"}
    edge.post(maker.review(row, instance_id="uuid:a", more=answers), {"nha.jpg": b"house"})
    edit = maker.review(row, instance_id="uuid:b", deprecated_id="uuid:a", electricity_kwh="10", more=answers)
    assert edge.post(edit).status_code == 201
    query = select(Attachment.sha256).where(Attachment.instance_id == "uuid:b", Attachment.name == "nha.jpg")
    sha256 = edge.node.read(lambda c: c.execute(query).scalar_one())
    assert edge.node.blobs.get(sha256) == b"house"


def test_52_an_edits_entity_block_is_never_applied_but_a_changed_fact_raises_the_version_by_one(edge: Edge) -> None:
    maker, row = edge.maker(), edge.rows()[0]
    before = int(row["__version"])
    edge.post(maker.review(row, instance_id="uuid:a", electricity_kwh="10"))
    edit = maker.review(row, instance_id="uuid:b", deprecated_id="uuid:a", electricity_kwh="99")
    edge.post(edit.replace(row["label"].encode(), b"another label"))
    household = edge.household(row["name"])
    assert household.entity_version == before + 2
    assert household.facts["electricity_kwh"] == 99
    tablet = edge.tablet(0, "after")
    assert tablet.entities[row["name"]].values["label"] == row["label"]
    assert tablet.entities[row["name"]].values["electricity_kwh"] == "99"
