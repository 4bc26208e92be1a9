"""Phiếu A on the real engine and through the node: whom to review, and nothing of class, status or case (R1, R16)."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, select

from forms.conftest import Open
from forms.tablet import HOUSEHOLD, OTHER, build_all, household, member
from server.forms.quick_screen import read_screening
from server.forms.read import Answers, compile_form
from server.forms.spec import BuiltForm
from server.services.maintenance import rebuild_node
from server.standards.packs import PackStore
from server.store.tables import Case, Household, Submission
from tests.builders.forms import publish_form
from tests.builders.serving import Running
from tests.clients.interview import interview
from tests.clients.javarosa import Engine

ITEMS = tuple(one.id for one in read_screening(PackStore().procedure("tt17_2016")).items)
TOLD = {
    "notice_read": "yes", "interview_on": "2018-09-20", "respondent": "head", "interpreter": "no",
    "screening_entry": "request", "confirmation": "witness", "witness_name": "Trần Thị Chứng",
}  # fmt: skip
LISTED = [household() | {"screening": ""}, household(OTHER, "Lê Thị B") | {"screening": "listed"}]


def form_a(procedure: str = "tt17_2016", *, shows_scores: bool = True) -> BuiltForm:
    """Phiếu A of a round held under the procedure."""
    return build_all(procedure, shows_scores=shows_scores)["quick_screen"]


def holding(count: int, **more: str | None) -> dict[str, str | None]:
    """An interview in which the first `count` items hold."""
    items = {one: "yes" if number < count else "no" for number, one in enumerate(ITEMS)}
    return {"task": "sc", "hh": HOUSEHOLD, "go": "y", **TOLD, **items, **more}


def read(xml: str, procedure: str = "tt17_2016") -> Answers:
    """A submission as the server reads it, which finds nothing wrong with it."""
    form = compile_form(form_a(procedure).xml)
    answers = form.read(xml.encode())
    assert form.check(answers) == []
    return answers


@pytest.mark.parametrize(
    ("count", "note", "decision", "needs"),
    [
        (1, "n_yes", None, "yes"),
        (2, "n_open", "no", "no"),  # with the ninth item, which nobody has read, there may be three
        (2, "n_open", "yes", "yes"),
        (3, "n_no", "no", "no"),
        (8, "n_no", "yes", "yes"),
    ],
)
def test_the_items_decide_where_they_can_and_the_officer_where_they_cannot(
    opened: Open, engine: Engine, count: int, note: str, decision: str | None, needs: str
) -> None:
    opened(LISTED, form=form_a())
    reason = "Nhà cháy" if decision == "yes" else None
    assert engine.fill(holding(count, screening_decision=decision, screening_reason=reason)) == []
    seen = {one["name"]: one["label"] for one in engine.visible()}
    assert [name for name in seen if name in ("n_yes", "n_open", "n_no")] == [note]
    assert ("screening_decision" in seen) == (note != "n_yes")
    said = read(engine.finalize()).household
    assert (said["screening_count"], said["needs_review"], said["screened_in"]) == (str(count), needs, "R")


def test_the_form_says_what_it_does_not_hold(opened: Open, engine: Engine) -> None:
    opened(LISTED, form=form_a("qd24_2021"))
    asked = {one: text for one, text in holding(0, screening_decision="no").items() if one not in ITEMS}
    assert engine.fill(asked) == []
    seen = {one["name"]: one["label"] for one in engine.visible()}
    assert not set(ITEMS) & seen.keys()
    assert "Số chỉ tiêu Phiếu A nhiều nhất" in seen["n_open"] and "Quyết định 24/2021/QĐ-TTg" in seen["n_open"]
    assert read(engine.finalize(), "qd24_2021").household["needs_review"] == "no"


def test_only_who_is_neither_listed_nor_screened_is_offered_and_again_only_who_was(
    opened: Open, engine: Engine
) -> None:
    third = "33333333-3333-4333-8333-333333333333"
    opened([*LISTED, household(third) | {"screening": "no"}], form=form_a())
    offered = {}
    for task in ("sc", "ag"):
        engine.answer("task", task)
        offered[task] = next(one["choices"] for one in engine.visible() if one["name"] == "hh")
    assert offered == {"sc": [HOUSEHOLD], "ag": [third]}


def test_the_read_back_has_the_answers_and_no_sum_and_a_round_may_hide_the_result(opened: Open, engine: Engine) -> None:
    opened(LISTED, form=form_a(shows_scores=False))
    assert engine.fill(holding(1)) == []
    seen = {one["name"]: one["label"] for one in engine.visible()}
    assert not {"n_yes", "n_open", "n_no"} & seen.keys()
    lines = seen["n_back"].split("\n\n")
    assert lines[1:3] == ["Có ô tô, xe máy hoặc tàu ghe có động cơ: **Có**", "Có tủ lạnh hoặc điều hòa: **Không**"]
    assert len(lines) == 1 + len(ITEMS)


def test_a_new_household_is_kept_on_the_tablets_list_as_still_to_be_reviewed(opened: Open, engine: Engine) -> None:
    opened(LISTED, form=form_a())
    new = holding(0, task="nw", hh=None, nw_village="V1", nw_head="Đỗ Văn Mới")
    assert engine.fill(new) == []
    xml = engine.finalize()
    (entity,) = read(xml).entities
    assert (entity.create, entity.label) == (True, "Đỗ Văn Mới – Ấp 1, Xã Một")
    kept = dict(re.findall(r"<e_(\w+)>([^<]*)</", xml))
    assert kept == {
        "head": "Đỗ Văn Mới", "village": "V1", "area_kind": "rural", "assignment_id": "as1", "size": "0",
        "review_state": "todo", "screening": "yes",
    }  # fmt: skip


def test_who_was_screened_out_is_not_offered_for_review_and_who_was_not_is_told_so(
    opened: Open, engine: Engine
) -> None:
    rows = [household() | {"screening": "yes"}, household(OTHER, "Lê Thị B") | {"screening": "no"}]
    opened(rows, [member(1), member(2)], form=build_all("tt17_2016")["household_review"])
    engine.answer("task", "rv")
    assert next(one["choices"] for one in engine.visible() if one["name"] == "hh") == [HOUSEHOLD]
    engine.fill({"task": "rv", "hh": HOUSEHOLD, "go": "y"})
    assert "n_screened" in engine.values()


def test_the_node_takes_phieu_a_in_without_touching_class_status_or_case(
    running: Running, engine: Engine, tmp_path: Path
) -> None:
    node = running.node
    built = build_all("tt17_2016", code="TH-2016")["quick_screen"]
    publish_form(node, built.form_id, built.form_version, built.xml, built.media, built.title)
    tablet = running.tablet(tmp_path / "tablet")
    tablet.sync()
    assert list(tablet.forms) == ["household_review", "quick_screen"]
    before = next(one for one in tablet.entities.values() if one.values["screening"] == "")
    household_id, version = before.values["name"], before.version
    blank = tablet.blank("quick_screen")
    engine.load(blank.path, blank.media)
    engine.new()
    assert engine.fill(holding(1, hh=household_id)) == []
    xml = engine.finalize()
    tablet.finalized(xml)
    assert tablet.send(xml, {}).status_code == 201

    def stored(connection: Connection) -> list[Any]:
        of = [select(one.__table__).where(one.household_id == household_id) for one in (Household, Case, Submission)]
        return [connection.execute(query).one() for query in of]

    row, case, submission = node.read(stored)
    assert (row.facts["needs_review"], row.facts["screening_count"], row.facts["screened_in"]) == (True, 1, "TH-2016")
    assert "confirmation" not in row.facts and row.entity_version == version + 1
    assert (case.tablet_state, case.review_state, case.instance_id, case.classes) == ("todo", "none", None, {})
    assert (submission.state, submission.case_id, submission.flags) == ("noted", None, [])
    tablet.sync()
    assert tablet.entities[household_id].values["screening"] == "yes"
    rebuild_node(node, lambda _done, _total: None)
    again = node.read(stored)
    assert (again[0].facts, again[1], again[2]) == (row.facts, case, submission)


def test_a_review_follows_a_screening_of_the_same_day_without_a_conflict(
    running: Running, engine: Engine, tmp_path: Path
) -> None:
    node, built = running.node, build_all("tt17_2016", code="TH-2016")["quick_screen"]
    publish_form(node, built.form_id, built.form_version, built.xml, built.media, built.title)
    tablet = running.tablet(tmp_path / "tablet")
    tablet.sync()
    entity = next(one for one in tablet.entities.values() if one.values["screening"] == "")
    people = int(entity.values["size"])
    name = entity.values["name"]
    interviews = {"quick_screen": holding(1, hh=name), "household_review": interview(entity.values, people)}
    for form_id, answers in interviews.items():
        blank = tablet.blank(form_id)
        engine.load(blank.path, blank.media)
        engine.new()
        assert engine.fill(answers) == []
        xml = engine.finalize()
        tablet.finalized(xml)
        assert tablet.send(xml, {}).status_code == 201
    query = select(Household.has_conflict, Case.tablet_state, Case.has_conflict)
    found = node.read(
        lambda c: c.execute(
            query.join(Case, Case.household_id == Household.household_id).where(Household.household_id == name)
        ).one()
    )
    assert tuple(found) == (False, "sent", False)
