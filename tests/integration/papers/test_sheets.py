"""Sheets on paper: every question of the form, what is known of the household, a code that says nothing of it."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from server.cli import main
from server.demo.build import STANDARDS
from server.errors import Problem
from server.forms.build import build_round_forms
from server.forms.content import FormContent, read_content
from server.forms.on_paper import NOT_ON_PAPER, say_skip, sections_of
from server.forms.spec import RoundSpec
from server.services import paper_sheets
from server.services.node import Node
from server.services.paper_sheets import Asked
from server.standards.packs import PackStore
from server.store.tables import Case, Household, Round


def asked(node: Node, form: str, part: int) -> Asked:
    """Sheets of the demo's first village."""
    case = node.read(lambda c: c.execute(select(Case).order_by(Case.village_code)).first())
    return Asked(case.round_id, case.village_code, form, part, "26/11/2016")


@pytest.fixture(scope="module")
def contents() -> dict[str, FormContent]:
    """Phiếu A and B of a training round, as people compare them."""
    packs = PackStore()
    standards = tuple(packs.round_standard(one) for one in STANDARDS)
    spec = RoundSpec("TH", "Thử", True, dt.date(2016, 12, 31), standards, True, packs.procedure("tt17_2016"))
    made = {one.form_id: one.xml for one in build_round_forms(spec)}
    return {letter: read_content(made[form_id]) for letter, form_id in paper_sheets.FORMS.items()}


@pytest.mark.parametrize("letter", ["a", "b"])
def test_every_question_of_a_fact_that_paper_can_hold_is_on_the_sheet_once(
    contents: dict[str, FormContent], letter: str
) -> None:
    content = contents[letter]
    sections = list(sections_of(content))
    numbers = [one["number"] for section in sections for one in section["questions"]]
    assert numbers == list(range(1, len(numbers) + 1))
    asked_for = {one.fact for one in content.questions.values() if one.fact and one.is_asked}
    left_out = {one.fact for one in content.questions.values() if one.kind in NOT_ON_PAPER}
    assert {one["fact"] for section in sections for one in section["questions"]} == asked_for - left_out


def test_when_a_question_is_asked_is_said_by_the_numbers_of_others(contents: dict[str, FormContent]) -> None:
    content = contents["b"]
    questions = {one.fact: one for one in content.questions.values() if one.repeat in ("", "member")}
    numbers = {("", "confirmation"): 70, ("member", "in_school"): 24, ("member", "state"): 11}
    assert say_skip(questions["witness_name"], numbers) == "khi câu 70 là Đọc lại trước người làm chứng"
    assert say_skip(questions["repeats_class"], numbers) == "khi câu 24 là Có"
    assert say_skip(questions["education"], numbers) == ""


def test_a_village_is_printed_in_parts_and_one_it_has_not_is_told(demo_node: Node) -> None:
    one = asked(demo_node, "b", 1)
    _content, _place, households = demo_node.read(lambda c: paper_sheets._read(c, one))
    rows = demo_node.read(
        lambda c: c.execute(
            select(Household.code, Household.facts).where(Household.village_code == one.village_code)
        ).all()
    )
    assert {sheet.code for sheet in households} == {row.code for row in rows}
    assert all(sheet.people and sheet.last for sheet in households)
    assert paper_sheets.print_part(demo_node, one).startswith(b"%PDF")
    with pytest.raises(Problem) as caught:
        paper_sheets.print_part(demo_node, asked(demo_node, "b", 9))
    assert caught.value.code == "PAPER-002"


def test_the_code_on_the_sheet_is_the_case_id_and_nothing_else(
    demo_node: Node, monkeypatch: pytest.MonkeyPatch
) -> None:
    coded: list[str] = []
    make = paper_sheets.segno.make
    monkeypatch.setattr(paper_sheets.segno, "make", lambda text, **how: coded.append(text) or make(text, **how))
    one = asked(demo_node, "b", 1)
    paper_sheets.print_part(demo_node, one)
    cases = demo_node.read(
        lambda c: set(c.execute(select(Case.case_id).where(Case.village_code == one.village_code)).scalars())
    )
    assert set(coded) == cases and all(re.fullmatch(r"[0-9a-f-]{36}", text) for text in coded)


def test_blank_sheets_name_nobody(demo_node: Node) -> None:
    _content, place, households = demo_node.read(lambda c: paper_sheets._read(c, asked(demo_node, "b", 0)))
    assert place.is_training
    assert [(one.code, one.head, one.qr, tuple(one.people)) for one in households] == [("", "", "", ())] * 10


def test_the_command_writes_a_file_for_each_part_and_says_how_far_it_is(
    demo_node: Node, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RASOAT_VAR", str(demo_node.config.var))
    one = asked(demo_node, "b", 1)
    code = demo_node.read(lambda c: c.execute(select(Round.code)).scalar_one())
    told = CliRunner().invoke(main, ["papers", one.village_code, str(tmp_path / "in"), "--round", code])
    (file,) = (tmp_path / "in").iterdir()
    assert told.exit_code == 0 and told.output == f"{file} (1/1)\n" and file.read_bytes().startswith(b"%PDF")
    unknown = CliRunner().invoke(main, ["papers", "không-có", str(tmp_path), "--round", code])
    assert unknown.exit_code == 1 and "PAPER-005" in unknown.output
