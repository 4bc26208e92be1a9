"""A case returned to the tablet on unmodified Collect and sent again, over real HTTP with the real form engine."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from server.errors import Problem
from server.services import review, rounds
from server.services.node import Node
from server.store.tables import Account, Assignment, Household, Member, ReviewFigure, Submission
from tests.builders.forms import read_admin, read_round_id
from tests.builders.serving import Running
from tests.clients.javarosa import Engine
from tests.integration.forms.tablet import new_person

from .conftest import Office
from .field import PHOTO, Field, edited, read_rows

DIGEST = hashlib.sha256(PHOTO).hexdigest()


@pytest.fixture
def field(running: Running, engine: Engine, tmp_path: Path) -> Field:
    """The first enumerator's tablet, synced."""
    return Field(running, engine, tmp_path / "tablet")


@pytest.fixture
def office(running: Running) -> Office:
    """The reviewers of the served node."""
    return Office(running.node)


def test_the_whole_loop_with_a_new_member_and_a_kept_photo(field: Field, office: Office) -> None:
    entity = field.todo()
    household_id, size = entity.values["name"], int(entity.values["size"])
    new = new_person(1, full_name="Lê Thị Bé", relation="child", joined_on="2016-02-01", birth_year="2010")
    first = field.send(
        field.visit(entity, floor_area_m2="41.25", has_new="yes", **new), ("nha.jpg", PHOTO), ("ky.png", b"1")
    )
    case_id = field.case(household_id).case_id
    listed = field.tablet.lists["households"].hash
    comments = [
        {"f": "floor_area_m2", "text": "Đo lại <phòng sau>"},
        {"f": f"{size + 1}|education", "text": "Xem bằng"},
    ]
    review.return_case(office.node, office.one, case_id, first, comments, "Xem lại diện tích.")

    field.tablet.sync()
    assert field.tablet.lists["households"].hash != listed
    assert field.tablet.entities[household_id].values["review_state"] == "returned"
    shown = field.open_again(household_id)
    assert (shown["floor_area_m2"], shown[f"m_full_name[{size + 1}]"]) == ("41.25", "Lê Thị Bé")
    assert shown["house_photo_keep"] == "keep" and "house_photo" not in shown
    said = field.notes()
    assert set(said) == {"w_floor_area_m2", f"w_m_education[{size + 1}]"}
    assert "Đo lại &lt;phòng sau>" in said["w_floor_area_m2"]
    summary = next(one["label"] for one in field.engine.visible() if one["name"] == "n_sum")
    assert "Xem lại diện tích." in summary
    field.engine.fill({"floor_area_m2": "44.5"})
    xml = field.close()
    assert field.tablet.entities[household_id].values["review_state"] == "sent"
    second = field.send(xml, ("ky.png", b"2"))

    case = field.case(household_id)
    assert (case.case_id, case.instance_id, case.review_state, case.has_conflict) == (
        case_id,
        second,
        "received",
        False,
    )
    assert field.versions(household_id) == [(first, "superseded", 1), (second, "current", 2)]
    changes = office.node.read(lambda c: review.read_changes(c, second))
    assert changes is not None and changes.people == ()
    assert {one.fact.id: (one.before, one.now) for one in changes.household} == {"floor_area_m2": ("41.25", "44.5")}
    assert field.files(second)["nha.jpg"] == DIGEST
    review.approve(office.node, office.other, case_id, second)
    field.tablet.sync()
    assert field.tablet.read_media("returns.csv") == field.tablet.read_media("return_comments.csv") == []
    assert field.tablet.entities[household_id].values["review_state"] == "sent"
    people = read_rows(office.node, Member, household_id=household_id)
    assert [one.facts["full_name"] for one in people][size:] == ["Lê Thị Bé"]


def test_several_rounds_of_return_keep_the_photo_until_it_is_taken_anew(field: Field, office: Office) -> None:
    household_id = field.todo().values["name"]
    sent = [field.send(field.visit(field.todo()), ("nha.jpg", PHOTO), ("ky.png", b"1"))]
    case_id = field.case(household_id).case_id
    for number, area in enumerate(("50", "51"), start=1):
        review.return_case(office.node, office.one, case_id, sent[-1], note=f"Lần {number}")
        field.tablet.sync()
        assert field.tablet.read_media("returns.csv")[0]["return_no"] == str(number)
        assert field.open_again(household_id)["house_photo_keep"] == "keep"
        field.engine.fill({"floor_area_m2": area})
        sent.append(field.send(field.close(), ("ky.png", b"2")))
        assert field.files(sent[-1])["nha.jpg"] == DIGEST
    review.return_case(office.node, office.one, case_id, sent[-1], [{"f": "house_photo", "text": "Mờ"}])
    field.tablet.sync()
    field.open_again(household_id)
    field.engine.fill({"house_photo_keep": "new", "house_photo": "nha2.jpg"})
    sent.append(field.send(field.close(), ("nha2.jpg", b"\xff\xd8new"), ("ky.png", b"3")))
    assert set(field.files(sent[-1])) == {"nha2.jpg", "ky.png"}
    assert [state for _, state, _ in field.versions(household_id)] == ["superseded"] * 3 + ["current"]
    assert [name for name, _, _ in field.versions(household_id)] == sent


def test_a_corrected_case_that_is_returned_starts_from_the_corrected_answers(field: Field, office: Office) -> None:
    entity = field.todo()
    household_id = entity.values["name"]
    sent = field.send(field.visit(entity, roof="tile"))
    case_id = field.case(household_id).case_id
    review.correct(office.node, office.one, case_id, sent, [{"f": "roof", "value": "metal"}], "xem ảnh")
    review.return_case(office.node, office.one, case_id, sent, note="Hỏi lại")
    field.tablet.sync()
    assert field.open_again(household_id)["roof"] == "metal"
    again = field.send(field.close())
    assert not field.case(household_id).has_conflict
    review.approve(office.node, office.one, case_id, again)


def test_who_has_the_village_now_corrects_a_returned_case_and_both_answers_are_kept(
    field: Field, office: Office, running: Running, engine: Engine, tmp_path: Path
) -> None:
    entity = field.todo()
    household_id = entity.values["name"]
    first = field.send(field.visit(entity), ("nha.jpg", PHOTO))
    case_id = field.case(household_id).case_id
    review.return_case(office.node, office.one, case_id, first, note="Đo lại")
    field.tablet.sync()
    field.open_again(household_id)
    draft = field.close()
    _reassign(office.node, household_id)

    other = Field(running, engine, tmp_path / "other", 1)
    assert other.open_again(household_id)["house_photo_keep"] == "keep"
    other.engine.fill({"floor_area_m2": "60"})
    second = other.send(other.close())
    assert other.files(second)["nha.jpg"] == DIGEST
    late = field.send(draft)
    field.tablet.sync()
    assert household_id not in field.tablet.entities

    case = field.case(household_id)
    assert case.has_conflict and case.review_state == "received"
    assert {name for name, _, _ in field.versions(household_id)} == {first, second, late}
    assert "answered_twice" in _flags(office, late) and "answered_twice" not in _flags(office, second)
    with pytest.raises(Problem, match="chưa được chọn"):
        review.approve(office.node, office.one, case_id, case.instance_id)
    review.resolve_conflict(office.node, office.one, case_id, second, "Người được giao sau đã đo lại.")
    assert {name: state for name, state, _ in field.versions(household_id)}[second] == "current"
    review.approve(office.node, office.one, case_id, second)


def test_two_answers_to_one_return_that_come_in_reverse_order_are_kept_in_hers(field: Field, office: Office) -> None:
    """Two windows on the case: the second goes out first, waits for the one it builds on, then follows it."""
    entity = field.todo()
    household_id = entity.values["name"]
    first = field.send(field.visit(entity))
    review.return_case(office.node, office.one, field.case(household_id).case_id, first, note="Đo lại")
    field.tablet.sync()
    field.open_again(household_id)
    field.engine.fill({"floor_area_m2": "52"})
    window = field.engine.save()
    field.open_again(household_id)
    field.engine.fill({"floor_area_m2": "51"})
    one = field.close()
    field.engine.load(field.tablet.form_path, field.tablet.media)
    field.engine.resume(window)
    other = field.close()
    second_id = field.send(other, status=202)
    first_id = field.send(one)
    assert [(name, state) for name, state, _ in field.versions(household_id)] == [
        (first, "superseded"), (first_id, "superseded"), (second_id, "current"),
    ]  # fmt: skip
    case = field.case(household_id)
    assert (case.instance_id, case.has_conflict) == (second_id, False)
    assert "answered_twice" in _flags(office, second_id) and "answered_twice" not in _flags(office, first_id)
    assert read_rows(office.node, Household, household_id=household_id)[0].facts["floor_area_m2"] == "52"


def test_a_return_that_crosses_her_own_edit_is_no_conflict_and_waits_for_review(field: Field, office: Office) -> None:
    entity = field.todo()
    household_id = entity.values["name"]
    xml = field.visit(entity, floor_area_m2="41.5")
    first = field.send(xml)
    case_id = field.case(household_id).case_id
    review.return_case(office.node, office.one, case_id, first, [{"f": "floor_area_m2", "text": "Đo lại"}])
    second = field.send(edited(xml, ("<floor_area_m2>41.5<", "<floor_area_m2>43.5<")))
    case = field.case(household_id)
    assert (case.instance_id, case.review_state, case.tablet_state, case.has_conflict) == (
        second,
        "received",
        "sent",
        False,
    )
    with pytest.raises(Problem, match="bản mới hơn"):
        review.return_case(office.node, office.one, case_id, first, note="lại")
    told = office.node.read(lambda c: review.read_history(c, case_id))
    assert [one.kind for one in told][-3:] == ["submission.received", "review.returned", "submission.received"]
    changes = office.node.read(lambda c: review.read_changes(c, second))
    assert changes is not None and [one.now for one in changes.household] == ["43.5"]
    review.return_case(office.node, office.one, case_id, second, note="còn thiếu")
    field.tablet.sync()
    assert field.tablet.read_media("returns.csv")[0]["return_no"] == "2"
    assert field.open_again(household_id)["floor_area_m2"] == "43.5"


def test_two_independent_forms_count_neither_until_a_person_chooses(
    field: Field, office: Office, running: Running, engine: Engine, tmp_path: Path
) -> None:
    """Two tablets that had both seen the household as not visited (R15)."""
    entity = field.todo()
    household_id = entity.values["name"]
    other = Field(running, engine, tmp_path / "second")
    one = field.send(field.visit(entity, floor_area_m2="41"))
    two = other.send(other.visit(other.tablet.entities[household_id], floor_area_m2="42.5"))
    case = field.case(household_id)
    assert case.has_conflict
    assert _counted(office, household_id) == ("", None)
    with pytest.raises(Problem, match="2 phiếu chưa được chọn"):
        review.approve(office.node, office.one, case.case_id, case.instance_id)
    with pytest.raises(Problem, match="lý do"):
        review.resolve_conflict(office.node, office.one, case.case_id, one, "")
    review.resolve_conflict(office.node, office.one, case.case_id, one, "Phiếu sau đo nhầm nhà.")
    assert [(name, state) for name, state, _ in field.versions(household_id)] == [(one, "current"), (two, "superseded")]
    assert _counted(office, household_id)[1] == "completed"
    review.approve(office.node, office.one, case.case_id, one)
    kept = office.node.read(lambda c: review.read_answers(c, two))
    assert kept is not None and kept.sent["household"]["floor_area_m2"] == "42.5"
    told = office.node.read(lambda c: review.read_history(c, case.case_id))
    assert [entry.reason for entry in told if entry.kind == "conflict.resolved"] == ["Phiếu sau đo nhầm nhà."]


def _counted(office: Office, household_id: str) -> tuple[str, str | None]:
    """The classes and the outcome that tables count for the household."""
    (row,) = read_rows(office.node, ReviewFigure, household_id=household_id)
    return row.now, row.outcome


def _flags(office: Office, instance_id: str) -> list[str]:
    (row,) = read_rows(office.node, Submission, instance_id=instance_id)
    return list(row.flags)


def _reassign(node: Node, household_id: str) -> None:
    """Give the household's village to the demo's second enumerator."""
    (row,) = read_rows(node, Household, household_id=household_id)
    owners = {one.actor_id for one in read_rows(node, Assignment, village_code=row.village_code)}
    logins = {one.login: one.actor_id for one in read_rows(node, Account)}
    others = [actor for _, actor in sorted(logins.items()) if actor not in owners and _is_enumerator(node, actor)]
    rounds.assign_village(node, read_admin(node), read_round_id(node), row.village_code, others[0])


def _is_enumerator(node: Node, actor_id: str) -> bool:
    return any(read_rows(node, Assignment, actor_id=actor_id))
