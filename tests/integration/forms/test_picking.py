"""The start of the form on the real engine: pick, go, go back; new households; visits that did not succeed (R9)."""

from __future__ import annotations

import re

import pytest

from forms.conftest import Open
from forms.tablet import COMPLETED, HOUSEHOLD, OTHER, answers, household, member, new_person, prefilled, read
from server.forms.read import prefill_text
from tests.clients.javarosa import Engine, EngineError

OTHERS = [household(), household(OTHER, "Lê Thị B", size=1)]
PEOPLE = [member(1), member(2), member(1, OTHER, full_name="Lê Thị B")]
PICKERS = {"task", "hh", "nw_village", "nw_head", "go"}


def test_a_wrong_household_is_corrected_before_go(opened: Open, engine: Engine) -> None:
    opened(OTHERS, PEOPLE)
    assert engine.fill({"task": "rv", "hh": OTHER}) == []
    assert "title" not in engine.values() and engine.evaluate("/data/loaded") == ""
    assert engine.fill(answers(2)) == []
    assert (engine.values()["m_full_name[1]"], engine.values()["m_full_name[2]"]) == ("Người 1", "Người 2")
    sent = read(engine.finalize())
    assert (sent.hidden["loaded"], sent.hidden["case_id"], sent.entities[0].id) == (HOUSEHOLD, "case-1111", HOUSEHOLD)
    assert [one["person_id"] for one in sent.members] == ["p1-1111", "p2-1111"]


def test_after_go_the_pickers_are_gone_and_going_back_changes_nothing(opened: Open, engine: Engine) -> None:
    opened(OTHERS, PEOPLE)
    engine.fill(answers(2, m_full_name="", floor_area_m2="41.5", **{"m_full_name[2]": "Đổi Tên"}))
    before = engine.values()
    assert not PICKERS & before.keys()
    engine.back()
    engine.back()
    assert engine.values() == before
    assert (before["floor_area_m2"], before["m_full_name[2]"]) == ("41.5", "Đổi Tên")


def test_another_task_before_go_leaves_nothing_of_the_one_before(opened: Open, engine: Engine) -> None:
    opened([*OTHERS, household("33333333-3333-4333-8333-333333333333", state="returned")], PEOPLE)
    engine.fill({"task": "nw", "nw_village": "V1", "nw_head": "Gõ Nhầm"})
    engine.fill({"task": "fx"})
    assert engine.values()["hh"] is None and "nw_head" not in engine.values()
    assert engine.fill(answers(1, task="rv", hh=OTHER)) == []
    sent = read(engine.finalize())
    assert (sent.hidden["src"], sent.hidden["loaded"], sent.hidden["e_head"]) == ("h", OTHER, "Lê Thị B")
    assert sent.entities[0].update and not sent.entities[0].create


def test_what_she_clears_stays_cleared_on_saving_again_in_the_draft_and_on_resuming(
    opened: Open, engine: Engine
) -> None:
    opened(OTHERS, PEOPLE)
    engine.fill(answers(2))
    assert engine.values()["m_birth_month[2]"] == "1"
    assert engine.answer("m_birth_month[2]", None) is None
    engine.fill({}, resave=True)
    engine.back()
    engine.resume(engine.save())
    engine.fill({}, resave=True)
    assert engine.values()["m_birth_month[2]"] is None
    sent = read(engine.finalize())
    assert "birth_month" not in sent.members[1] and sent.members[0]["birth_month"] == "1"


def test_only_households_to_do_are_offered_and_correcting_only_when_one_is_returned(
    opened: Open, engine: Engine
) -> None:
    opened([household(), household(OTHER, state="sent")], [member(1), member(2)])
    engine.answer("task", "rv")
    offered = {one["name"]: one["choices"] for one in engine.visible()}
    assert (offered["task"], offered["hh"]) == (["rv", "nw"], [HOUSEHOLD])
    opened([household(), household(OTHER, state="returned")], [member(1), member(2)])
    engine.answer("task", "fx")
    offered = {one["name"]: one["choices"] for one in engine.visible()}
    assert (offered["task"], offered["hh"]) == (["fx", "rv", "nw"], [OTHER])


@pytest.mark.parametrize(
    ("state", "task", "gone"), [("todo", "rv", "members"), ("returned", "fx", "returns"), ("returned", "fx", "members")]
)
def test_go_stops_her_where_a_list_did_not_arrive_and_says_what_to_do(
    opened: Open, engine: Engine, state: str, task: str, gone: str
) -> None:
    rows = {"returns": [{"name": HOUSEHOLD, "n_members": "2"}], "people": [{"hh": HOUSEHOLD, "no": "1"}]}
    if gone == "returns":
        rows.pop("returns")
    if gone == "members":
        rows.pop("people")
    opened([household(state=state)], [] if gone == "members" else [member(1)], **rows)
    (problem,) = engine.fill({"task": task, "hh": HOUSEHOLD, "go": "y"})
    assert problem == "go: constraint: Máy chưa tải đủ dữ liệu của hộ này. Hãy đồng bộ rồi mở lại phiếu."
    assert engine.evaluate("/data/loaded") == ""


def test_without_a_file_the_form_does_not_open(opened: Open, engine: Engine) -> None:
    media = opened(OTHERS, PEOPLE)
    (media / "members.csv").unlink()
    with pytest.raises(EngineError, match=r"members\.csv"):
        engine.new()


TOLD = {"outcome_note": "Trưởng ấp chứng kiến", "interview_on": "2018-09-20"}
DAYS = {"absent_1_on": "2018-09-10", "absent_2_on": "2018-09-12", "absent_3_on": "2018-09-12"}
NOTED = ("refused", "moved", "all_died", "merged", "not_found", "duplicate", "destroyed")
OUTCOMES = {"absent": {"absent_visits": "3", **DAYS}, **{one: TOLD for one in NOTED}}


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_a_visit_that_did_not_succeed_asks_nothing_else_and_is_sent(opened: Open, engine: Engine, outcome: str) -> None:
    opened(OTHERS, PEOPLE)
    start = {"task": "rv", "hh": HOUSEHOLD, "go": "y"}
    assert engine.fill({**start, "visit_outcome": outcome, **OUTCOMES[outcome]}) == []
    assert set(engine.values()) == {"n_notice", "n_case", "n_last", "visit_outcome", *OUTCOMES[outcome]}
    sent = read(engine.finalize())
    assert sent.household == {"visit_outcome": outcome, **OUTCOMES[outcome]}
    assert (sent.members, sent.entities[0].update, sent.entities[0].id) == ([], True, HOUSEHOLD)


def test_days_of_absence_follow_one_another_and_the_message_says_so(opened: Open, engine: Engine) -> None:
    opened(OTHERS, PEOPLE)
    days = OUTCOMES["absent"] | {"absent_2_on": "2018-09-09", "absent_3_on": "2199-01-01"}
    problems = engine.fill({"task": "rv", "hh": HOUSEHOLD, "go": "y", "visit_outcome": "absent", **days})
    assert [one.split(":")[0] for one in problems] == ["absent_2_on", "absent_3_on"]
    assert all("Chọn lại ngày" in one for one in problems)


def test_another_outcome_and_back_keeps_what_was_answered(opened: Open, engine: Engine) -> None:
    opened(OTHERS, PEOPLE)
    engine.fill(answers(2, floor_area_m2="41.5", **{"m_full_name[2]": "Đổi Tên"}))
    before = engine.values()
    engine.answer("visit_outcome", "refused")
    assert "floor_area_m2" not in engine.values()
    engine.answer("visit_outcome", "completed")
    assert engine.values() == before


def test_a_new_household_gets_an_id_a_label_and_a_case_in_its_village(opened: Open, engine: Engine) -> None:
    opened(OTHERS, PEOPLE)
    asked = {"task": "nw", "nw_village": "V1", "nw_head": "Đỗ Văn Mới", "go": "y", **COMPLETED, "has_new": "yes"}
    asked |= HOUSE | new_person(1, full_name="Đỗ Văn Mới") | new_person(2)
    assert engine.fill(asked, {"newm": 2}) == []
    sent = read(engine.finalize())
    (entity,) = sent.entities
    assert (entity.create, entity.update, entity.label) == (True, False, "Đỗ Văn Mới – Ấp 1, Xã Một")
    assert re.fullmatch(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", entity.id)
    captured = {name: sent.hidden[name] for name in ("src", "village", "area_kind", "assignment_id", "e_head")}
    assert captured == {
        "src": "n",
        "village": "V1",
        "area_kind": "rural",
        "assignment_id": "as1",
        "e_head": "Đỗ Văn Mới",
    }
    assert sent.hidden["loaded"] == entity.id and len(sent.members) == 2


HOUSE = {name: value for name, value in household().items() if name not in ("name", "label", "village", "head")}


def test_a_household_without_anybody_cannot_be_completed(opened: Open, engine: Engine) -> None:
    opened([household(size=0)])
    problems = engine.fill(answers(0))
    assert problems == [
        "has_new: constraint: Hộ phải còn ít nhất một người. Có người mới thì chọn Có; "
        "không còn ai thì sửa lại Kết quả lần thăm hộ."
    ]
    assert engine.fill({"has_new": "yes", **new_person(1)}, {"newm": 1}) == []
    assert len(read(engine.finalize()).members) == 1


def test_a_form_without_an_answer_that_is_needed_is_not_finalized(opened: Open, engine: Engine) -> None:
    opened(OTHERS, PEOPLE)
    engine.fill(answers(2, house_photo=None))
    with pytest.raises(EngineError, match="house_photo: required"):
        engine.finalize()


ODD = ["7.0", "12,5", "3000000000", "NaN", "30/09/2018", "2018-02-30", "gone", "10,5 107,2", "1E+400", "\x0b", " "]


@pytest.mark.parametrize("odd", ODD)
def test_an_odd_value_in_the_registry_costs_no_later_prefill(opened: Open, engine: Engine, odd: str) -> None:
    row, person = household(), member(1)
    row |= {one.id: prefill_text(one, odd) for one in prefilled("household") if one.id != "is_merit"}
    person |= {one.id: prefill_text(one, odd) for one in prefilled("member") if one.id != "merit_person"}
    opened([row | {"size": "2"}], [person, member(2)])
    assert engine.fill({"task": "rv", "hh": HOUSEHOLD, "go": "y", "visit_outcome": "completed"}) == []
    seen = engine.values()
    assert (seen["is_merit"], seen["m_merit_person[1]"], seen["m_full_name[2]"]) == ("no", "no", "Người 2")
    assert [one.id for one in prefilled("household") if bool(seen[one.id]) != bool(row[one.id])] == []


def test_the_engine_stops_at_such_a_value_which_is_why_none_may_reach_a_list(opened: Open, engine: Engine) -> None:
    opened([household() | {"electricity_kwh": "12,5"}], [member(1), member(2)])
    with pytest.raises(EngineError):
        engine.fill({"task": "rv", "hh": HOUSEHOLD, "go": "y"})
