"""The XPath side on the real form engine: unknown numbers, regional points, single indicators."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest
from lxml import etree

from server.forms.build import build_household_review
from server.forms.read import CompiledForm, FactReader
from server.forms.spec import RoundSpec
from server.services.lists import HOUSEHOLD_COLUMNS
from server.standards.engine import Context, assess_all
from server.standards.packs import PACKS, PackStore, RoundStandard
from server.standards.xpath import compile_round
from tests.builders.cells import Generator
from tests.builders.drafts import DraftMaker
from tests.clients.javarosa import Engine

ON = dt.date(2018, 9, 1)
COUNT = 80
LISTS = {
    "households": ",".join(("name", "label", "__version", *HOUSEHOLD_COLUMNS)),
    "villages": "name,label,area_kind,assignment_id",
    "members": "hh,no,person_id",
    "returns": "name,instance_id,return_no,summary,n_members",
    "return_members": "hh,no,person_id",
    "return_comments": "hh,f,text",
}


@pytest.fixture
def standards(tmp_path: Path) -> tuple[RoundStandard, ...]:
    """The national pack by both methods, and a training table whose rural points differ by region."""
    folder = Path(shutil.copytree(PACKS, tmp_path / "packs"))
    scoring = folder / "training_points" / "scoring.yaml"
    text = scoring.read_text("utf-8").replace("items:", "regions: {A: Vùng A, B: Vùng B}\nitems:", 1)
    text = text.replace("points: {rural: 41, urban: 43}", "points: {rural: {A: 44, B: null}, urban: 43}")
    scoring.write_text(text.replace("points: 28", "points: {rural: null, urban: 28}"), "utf-8")
    packs = PackStore((folder,))
    regional = {"standard": "training_points", "scoring": "training_b1", "method": "points"}
    return (
        packs.round_standard({"standard": "vn_2016", "scoring": "vn_2016_b1", "method": "points"}),
        packs.round_standard({"standard": "vn_2016", "method": "declared_income"}),
        packs.round_standard({**regional, "region": "A"}),
        packs.round_standard({**regional, "region": "B"}),
    )


def test_tablet_and_server_agree_where_numbers_are_unknown_or_regional(
    standards: tuple[RoundStandard, ...], engine: Engine, tmp_path: Path
) -> None:
    xml = build_household_review(RoundSpec("R", "Thử", True, ON, standards, True)).xml
    for name, header in LISTS.items():
        (tmp_path / f"{name}.csv").write_text(header + "\n")
    (tmp_path / "form.xml").write_bytes(xml)
    engine.load(tmp_path / "form.xml", tmp_path)
    maker, compiled, reader = DraftMaker(xml), CompiledForm(xml), FactReader()
    households = Generator(standards, ON, seed=3).random_households(COUNT)
    drafts = [maker.make(one.facts, one.area_kind, one.known) for one in households]
    outcomes: set[tuple[int, str]] = set()
    for household, submission in zip(households, engine.recompute(drafts), strict=True):
        facts, _ = reader.type_answers(compiled.read(submission.encode()))
        root = etree.fromstring(submission.encode())
        for number, found in enumerate(assess_all(facts, standards, Context(household.area_kind, ON)), start=1):
            said = tuple(root.findtext(f"c{number}_{name}") or "" for name in ("class", "b1", "b2"))
            assert said == (found.outcome, _text(found.b1), _text(found.b2)), (household, number)
            for one in (line for line in found.trace if line.kind == "indicator"):
                tablet = root.findtext(f"c{number}_i_{one.item}")
                assert tablet == {True: "1", False: "0", None: ""}[one.is_met], (household, one)
            outcomes.add((number, found.outcome))
    assert {one for number, one in outcomes if number == 1} == {"undetermined"}
    assert {one for number, one in outcomes if number == 2} >= {"poor", "not_poor", "undetermined"}


def _text(value: int | None) -> str:
    return "" if value is None else str(value)


def test_the_calculates_of_a_round_only_read_earlier_ones_or_answers(standards: tuple[RoundStandard, ...]) -> None:
    calculates = compile_round(standards, ON)
    names = [one.name for one in calculates]
    assert len(set(names)) == len(names)
    for position, one in enumerate(calculates):
        later = {f"${{{name}}}" for name in names[position:]}
        assert not [name for name in later if name in one.expression], one.name
