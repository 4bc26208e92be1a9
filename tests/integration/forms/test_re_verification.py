"""The blind second look on the real engine: a list of its own, nothing known in advance, no result shown (R30)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from forms.tablet import build_recheck as form
from server.domain.facts import load_facts
from server.forms.re_verification import asked_facts
from server.forms.read import compile_form
from tests.clients.interview import plain_answer
from tests.clients.javarosa import Engine

HOUSEHOLD = "11111111-1111-4111-8111-111111111111"
LIST = f"name,label,village,area_kind,case_id\r\n{HOUSEHOLD},Nguyễn Thị Mẫu – Ấp 1,V1,rural,ca1\r\n"


@pytest.fixture
def opened(engine: Engine, tmp_path: Path) -> Engine:
    """The form open on a tablet with one household drawn."""
    media = tmp_path / "media"
    media.mkdir()
    (media / "rechecks.csv").write_text(LIST, encoding="utf-8")
    path = tmp_path / "form.xml"
    path.write_bytes(form().xml)
    engine.load(path, media)
    engine.new(clock="2018-09-20T08:30:00+07:00")
    return engine


def test_a_drawn_household_is_asked_about_its_house_and_nothing_is_known_in_advance(opened: Engine) -> None:
    begun = {"hh": HOUSEHOLD, "go": "y", "visit_outcome": "completed", "notice_read": "yes"}
    assert opened.fill(begun) == []
    facts = load_facts().household
    asked = asked_facts(frozenset())
    seen = {one["name"] for one in opened.visible()}
    assert set(asked) <= seen and "n_case" in seen
    values = opened.values()
    assert [name for name in asked if values.get(name)] == []  # blind: no earlier answer
    assert not [name for name in seen if name.startswith(("n_score", "n_last", "n_sum"))]
    assert opened.fill({name: plain_answer(facts[name]) for name in asked}) == []
    xml = opened.finalize()
    compiled = compile_form(form().xml)
    answers = compiled.read(xml.encode())
    assert compiled.check(answers) == []
    assert (answers.hidden["loaded"], answers.hidden["village"], answers.hidden["case_id"]) == (HOUSEHOLD, "V1", "ca1")
    assert set(asked) <= set(answers.household)
    assert answers.entities == [] or not answers.entities
    assert not re.search(r"<(c\d+_|b1|b2)", xml)


def test_an_absent_family_is_asked_nothing_more(opened: Engine) -> None:
    assert opened.fill({"hh": HOUSEHOLD, "go": "y", "visit_outcome": "absent"}) == []
    seen = {one["name"] for one in opened.visible()}
    assert not set(asked_facts(frozenset())) & seen


def test_the_form_holds_its_own_list_and_no_class_rule() -> None:
    built = form()
    assert [one["name"] for one in built.media] == ["rechecks.csv"]
    assert b"instance('households')" not in built.xml and b"entities-version" not in built.xml
    assert "TẬP HUẤN" in built.title
