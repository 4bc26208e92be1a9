"""The server finds in a form what the form engine found: relevance, constraints, required answers, calculates."""

from __future__ import annotations

import random
from collections import Counter

import pytest
from lxml import etree

from forms.conftest import Open
from forms.tablet import EVERYTHING, Rows, answers, build, compiled, household, member, new_person, read, sent_back
from forms.walker import Asked, interview
from tests.clients.javarosa import Engine

FORMS = 50  # and half as many again that are returned
LISTED, PEOPLE = household(size=3), [member(1), member(2), member(3)]


def fill(opened: Open, engine: Engine, asked: Asked, new: int, lists: dict[str, Rows] | None = None) -> str:
    """One interview through the engine to a submission."""
    opened([LISTED | {"review_state": "returned" if lists else "todo"}], PEOPLE, **(lists or {}))
    assert engine.fill(asked, {"newm": new}) == []
    return engine.finalize()


def test_nothing_differs_in_a_round_that_asks_everything(opened: Open, engine: Engine) -> None:
    form = compiled(EVERYTHING)
    for seed in range(FORMS // 3):
        rng = random.Random(seed)
        opened([LISTED], PEOPLE, form=build(methods=EVERYTHING))
        assert engine.fill(interview(rng, "rv", 3, 1), {"newm": 1}) == []
        xml = engine.finalize()
        assert form.check(form.read(xml.encode())) == [], (seed, xml)


def test_nothing_differs_in_forms_filled_at_random_returned_and_new_ones_included(opened: Open, engine: Engine) -> None:
    met: Counter[str] = Counter()
    for seed in range(FORMS):
        rng = random.Random(seed)
        task, new = rng.choice(["rv", "nw"]), rng.randint(0, 2)
        new = max(new, 1) if task == "nw" else new
        xml = fill(opened, engine, interview(rng, task, 3, new), new)
        assert compiled().check(read(xml)) == [], (seed, xml)
        met.update([task, read(xml).household["visit_outcome"]])
        if task == "rv":
            lists = sent_back(xml, comments={"wall": "Xem lại", "1|sex": "Xem lại"})
            again = rng.randint(0, 1)
            xml = fill(opened, engine, interview(rng, "fx", 5, again), again, lists)
            assert compiled().check(read(xml)) == [], (seed, xml)
            met.update(["fx", f"again {etree.fromstring(xml.encode()).findtext('again')}"])
    assert min(met[one] for one in ("rv", "nw", "fx", "completed", "absent", "again y", "again ")) >= 3, met


def test_what_a_tablet_sends_stays_small(opened: Open, engine: Engine) -> None:
    opened([household(size=4)], [member(number) for number in range(1, 5)])
    assert engine.fill(answers(4)) == []
    xml = engine.finalize()
    assert len(xml.encode()) < 9_000
    assert sum(1 for _ in etree.fromstring(xml.encode()).iter()) < 280


@pytest.fixture
def sent(opened: Open, engine: Engine) -> etree._Element:
    """A completed form with somebody new, which the server agrees with."""
    asked = answers(3, has_new="yes") | new_person(1)
    xml = fill(opened, engine, asked, 1)
    assert compiled().check(read(xml)) == []
    return etree.fromstring(xml.encode())


@pytest.mark.parametrize(
    ("path", "text", "code", "fact", "member_number"),
    [
        ("c1_class", "not_poor", "expression_differs", None, None),
        ("e_size", "3", "expression_differs", None, None),
        ("newm/nm_age_lo", "7", "expression_differs", None, 4),
        ("b_said", "Ai khác", "expression_differs", None, None),
        ("s1_lacks_vi", "không", "expression_differs", None, None),
        ("g_housing/floor_area_m2", "2001", "answer_refused", "floor_area_m2", None),
        ("g_visit/notice_read", "no", "answer_refused", "notice_read", None),
        ("member[2]/mg_person/m_birth_day", "32", "answer_refused", "birth_day", 2),
        ("g_housing/wall", "", "answer_missing", "wall", None),
        ("newm/nmg_person/nm_sex", "", "answer_missing", "sex", 4),
        ("g_visit/outcome_note", "thừa", "answer_not_asked", "outcome_note", None),
        ("member[3]/mg_person/m_left_on", "2018-05-05", "answer_not_asked", "left_on", 3),
    ],
)
def test_a_form_that_was_tampered_with_is_found_out(
    sent: etree._Element, path: str, text: str, code: str, fact: str | None, member_number: int | None
) -> None:
    node = sent.find(path)
    if node is None:
        parent, name = path.rsplit("/", 1)
        holder = sent.find(parent)
        assert holder is not None
        node = etree.SubElement(holder, name)
    node.text = text
    findings = compiled().check(read(etree.tostring(sent, encoding="unicode")))
    assert (code, fact, member_number) in [(one.code, one.fact, one.member) for one in findings]


def test_what_the_server_leaves_to_the_tablet_is_listed_with_its_reason() -> None:
    skipped = build().notes["skipped"]
    kinds = Counter(one.split("): ", 1)[1].split("(")[0] for one in skipped)
    assert set(kinds) == {"instance", "today", "jr:choice-name"}, skipped
    own = {one.split(":")[0].rsplit("/", 1)[1] for one in skipped if "choice-name" not in one}
    days = ("interview_on", "absent_1_on", "absent_2_on", "absent_3_on", "nm_joined_on", "m_joined_on", "m_left_on")
    assert own == {"n_ret (calculate)", "go (constraint)", *(f"{one} (constraint)" for one in days)}
