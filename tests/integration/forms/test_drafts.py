"""Drafts that outlive a sync, on the real engine: a list that changed or lost rows takes nothing from them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from forms.conftest import Open
from forms.tablet import HOUSEHOLD, OTHER, answers, household, member, read, sent_back, write_lists
from tests.clients.javarosa import Engine, EngineError

START = {"task": "rv", "hh": HOUSEHOLD, "go": "y", "visit_outcome": "completed"}


def changed(media: Path) -> None:
    """The office has corrected the household since."""
    write_lists(media, [household(head="Đã Sửa", size=3)], [member(number, full_name="Khác") for number in (1, 2, 3)])


def pruned(media: Path) -> None:
    """The household has left the tablet's list."""
    write_lists(media, [household(OTHER)], [member(1, OTHER), member(2, OTHER)])


@pytest.mark.parametrize("after", [changed, pruned])
def test_a_draft_with_its_people_is_finished_as_it_was(
    opened: Open, engine: Engine, after: Callable[[Path], None]
) -> None:
    media = opened([household()], [member(1), member(2)])
    engine.fill(answers(2, floor_area_m2="41.5"))
    before, draft = engine.values(), engine.save()
    after(media)
    engine.resume(draft)
    engine.fill({}, resave=True)
    engine.back()
    assert engine.values() == before
    sent = read(engine.finalize())
    assert (sent.hidden["case_id"], sent.hidden["rev"]) == ("case-1111", "0123456789abcdef")
    assert [one["person_id"] for one in sent.members] == ["p1-1111", "p2-1111"]
    assert (sent.entities[0].id, sent.entities[0].update) == (HOUSEHOLD, True)


def test_a_draft_whose_people_were_pruned_before_they_were_opened_is_not_sent_with_strangers(
    opened: Open, engine: Engine
) -> None:
    media = opened([household()], [member(1), member(2)])
    engine.answer("task", "rv")
    engine.answer("hh", HOUSEHOLD)
    engine.answer("go", "y")
    draft = engine.save()
    assert draft.count("<m_state>") == 1
    pruned(media)
    engine.resume(draft)
    engine.fill({"visit_outcome": "completed"})
    engine.fill(answers(2))
    assert engine.values()["m_full_name[2]"] is None
    engine.answer("m_full_name[2]", "Gõ Tay")
    with pytest.raises(EngineError, match=r"m_state\[2\]: constraint: Máy không còn dữ liệu của người này\. Đồng bộ"):
        engine.finalize()


def test_before_go_a_draft_follows_the_lists(opened: Open, engine: Engine) -> None:
    media = opened([household()], [member(1), member(2)])
    engine.fill({"task": "rv", "hh": HOUSEHOLD})
    draft = engine.save()
    pruned(media)
    engine.resume(draft)
    assert engine.values()["hh"] is None
    assert next(one["choices"] for one in engine.visible() if one["name"] == "hh") == [OTHER]


def test_a_returned_draft_keeps_its_comments_and_answers_when_the_return_is_withdrawn(
    opened: Open, engine: Engine
) -> None:
    media = opened([household()], [member(1), member(2)])
    engine.fill(answers(2, floor_area_m2="41.5"))
    lists = sent_back(engine.finalize(), comments={"floor_area_m2": "Đo lại", "2|education": "Xem bằng"})
    write_lists(media, [household(state="returned")], [member(1), member(2)], **lists)
    engine.new()
    engine.fill({"task": "fx", "hh": HOUSEHOLD, "go": "y", "has_new": "no"})
    before, draft = engine.values(), engine.save()
    assert {"w_floor_area_m2", "w_m_education[2]", "n_sum"} <= before.keys()
    pruned(media)
    engine.resume(draft)
    engine.fill({}, resave=True)
    assert engine.values() == before
    assert read(engine.finalize()).kept_photos["house_photo_prev"] == "nha.jpg"
