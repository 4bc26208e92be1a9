"""Returned cases on the real engine: own answers back, comments at their fields, photos kept or taken anew."""

from __future__ import annotations

import pytest

from forms.conftest import Open
from forms.tablet import HOUSEHOLD, Rows, answers, household, member, new_person, read, sent_back
from tests.clients.javarosa import Engine

AGAIN: dict[str, str | None] = {"task": "fx", "hh": HOUSEHOLD, "go": "y", "has_new": "no"}
COMMENTS = {"floor_area_m2": "Đo lại &lt;phòng sau&gt;", "2|education": 'Xem "bằng"', "house_photo": "Mờ, chụp lại"}


@pytest.fixture
def first(opened: Open, engine: Engine) -> str:
    """A sent form of three people: one stays, one has died, one is new."""
    opened([household()], [member(1), member(2)])
    changes = {
        "floor_area_m2": "41.25", "electricity_kwh": "120", "income_vnd": "1999999999", "causes": "illness no_land",
        "has_new": "yes", "m_state[2]": "died", "m_left_on[2]": "2018-05-03",
    }  # fmt: skip
    asked = answers(2, **changes) | new_person(1, full_name='Bé "Na"\nmới', joined_on="2018-02-01")
    assert engine.fill(asked, {"newm": 1}) == []
    return engine.finalize()


def reopened(opened: Open, lists: dict[str, Rows], size: int = 3) -> None:
    """The tablet after a sync that brought the return; the registry has other answers by now."""
    other = [member(number, full_name="Tên cũ") for number in range(1, size + 1)]
    opened([household(state="returned", size=size)], other, **lists)


def test_a_returned_form_starts_from_its_own_answers(opened: Open, engine: Engine, first: str) -> None:
    reopened(opened, sent_back(first, 1, "Trả lại lần 1.\nXem lại diện tích."))
    assert engine.fill(AGAIN) == []
    seen = engine.values()
    assert next(one["label"] for one in engine.visible() if one["name"] == "n_sum").endswith("Xem lại diện tích.")
    was, now = read(first), read(engine.finalize(force=True))
    anew = {"confirmation_photo", "signature", "house_photo", "house_point"}
    assert {one: now.household.get(one) for one in was.household if one not in anew} == {
        one: text for one, text in was.household.items() if one not in anew
    }
    assert [one | {"person_id": ""} for one in now.members] == [one | {"person_id": ""} for one in was.members]
    assert [one["person_id"] for one in now.members] == ["p1-1111", "p2-1111", "new3"]
    assert seen["m_joined_on[3]"] == "2018-02-01" and "m_joined_on[1]" not in seen
    assert (now.hidden["returned_instance"], now.hidden["return_no"]) == (was.instance_id, "1")
    assert (now.entities[0].update, now.entities[0].id) == (True, HOUSEHOLD)


def test_comments_stand_at_their_fields_even_where_the_question_is_not_asked(
    opened: Open, engine: Engine, first: str
) -> None:
    reopened(opened, sent_back(first, comments={**COMMENTS, "1|birth_month": "Hỏi lại tháng"}))
    engine.fill(AGAIN)
    notes = {one["name"]: one["label"] for one in engine.visible() if one["name"].startswith("w_")}
    assert notes == {
        "w_m_birth_month[1]": '<span style="color:#b00020">**↩ Góp ý:** Hỏi lại tháng</span>',
        "w_m_education[2]": '<span style="color:#b00020">**↩ Góp ý:** Xem "bằng"</span>',
        "w_floor_area_m2": '<span style="color:#b00020">**↩ Góp ý:** Đo lại &lt;phòng sau&gt;</span>',
        "w_house_photo": '<span style="color:#b00020">**↩ Góp ý:** Mờ, chụp lại</span>',
    }
    names = [one["name"] for one in engine.visible()]
    assert names.index("w_floor_area_m2") + 1 == names.index("floor_area_m2")


def test_the_photo_is_kept_or_taken_anew_and_the_signature_always_anew(
    opened: Open, engine: Engine, first: str
) -> None:
    reopened(opened, sent_back(first))
    engine.fill(AGAIN | {"confirmation": "signature"})
    seen = engine.values()
    assert (seen["house_photo_keep"], seen["signature"]) == ("keep", None) and "house_photo" not in seen
    engine.answer("signature", "ky2.png")
    kept = read(engine.finalize())
    assert kept.kept_photos == {"house_photo_prev": "nha.jpg", "house_photo_keep": "keep"}
    assert kept.attachments == ["ky2.png"]
    engine.fill({"house_photo_keep": "new", "house_photo": "nha2.jpg"})
    anew = read(engine.finalize())
    assert (anew.kept_photos["house_photo_keep"], anew.household["house_photo"]) == ("new", "nha2.jpg")
    assert sorted(anew.attachments) == ["ky2.png", "nha2.jpg"]


def test_a_second_return_starts_from_the_corrected_answers(opened: Open, engine: Engine, first: str) -> None:
    reopened(opened, sent_back(first))
    engine.fill(AGAIN | {"floor_area_m2": "55.5", "m_birth_month[1]": None, "causes": None})
    second = engine.finalize()
    reopened(opened, sent_back(second, 2))
    engine.fill(AGAIN)
    assert (engine.values()["floor_area_m2"], engine.values()["m_birth_month[1]"]) == ("55.5", None)
    assert (engine.values()["causes"], engine.values()["house_photo_keep"]) == (None, "keep")
    third = read(engine.finalize())
    assert (third.hidden["returned_instance"], third.hidden["return_no"]) == (read(second).instance_id, "2")
    assert [one["person_id"] for one in third.members] == ["p1-1111", "p2-1111", "new3"]


def test_a_comment_on_when_somebody_came_opens_the_question(opened: Open, engine: Engine, first: str) -> None:
    lists = sent_back(first, comments={"3|joined_on": "Về từ khi nào?", "1|joined_on": "Có phải người mới?"})
    lists["people"] = [one | {"joined_on": ""} for one in lists["people"]]
    reopened(opened, lists)
    engine.fill(AGAIN | {"m_joined_on[3]": "2018-03-01"})
    sent = read(engine.finalize())
    assert (sent.members[0].get("joined_on"), sent.members[2]["joined_on"]) == (None, "2018-03-01")


def test_a_returned_visit_that_did_not_succeed_can_be_completed(opened: Open, engine: Engine) -> None:
    opened([household()], [member(1), member(2)])
    start = {"task": "rv", "hh": HOUSEHOLD, "go": "y", "interview_on": "2018-09-20"}
    engine.fill(start | {"visit_outcome": "refused", "outcome_note": "Trưởng ấp"})
    lists = sent_back(engine.finalize())
    opened([household(state="returned")], [member(1), member(2)], **lists)
    engine.fill(AGAIN)
    assert engine.values()["outcome_note"] == "Trưởng ấp"
    engine.fill(answers(2, task="fx"))
    assert [one["full_name"] for one in read(engine.finalize()).members] == ["Người 1", "Người 2"]
