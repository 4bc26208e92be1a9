"""The XPath side on the real form engine: unknown numbers, regional points, single indicators."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest
from lxml import etree

from server.domain.facts import load_facts
from server.forms.assembly import NAMESPACE
from server.forms.build import build_household_review
from server.forms.read import CompiledForm, FactReader
from server.forms.spec import RoundSpec
from server.services.lists import HOUSEHOLD_COLUMNS
from server.standards.assessment import Assessment
from server.standards.engine import Context, assess_all
from server.standards.packs import PACKS, PackStore, RoundStandard
from server.standards.xpath import compile_round
from tests.builders.cells import Generator, Household
from tests.builders.drafts import DraftMaker
from tests.clients.javarosa import Engine

ON = dt.date(2018, 9, 1)
COUNT, BATCH = 80, 100
FACT = f"{{{NAMESPACE}}}fact"
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
    outcomes = compare(standards, engine, tmp_path, Generator(standards, ON, seed=3).random_households(COUNT))
    assert {one for number, one in outcomes if number == 1} == {"undetermined"}
    assert {one for number, one in outcomes if number == 2} >= {"poor", "not_poor", "undetermined"}


def test_tablet_and_server_agree_on_the_standards_of_2022_and_2027(engine: Engine, tmp_path: Path) -> None:
    packs = PackStore()
    standards = (
        packs.round_standard({"standard": "vn_2022", "method": "declared_income"}),
        packs.round_standard({"standard": "vn_2027", "method": "declared_income"}),
        packs.round_standard({"standard": "vn_2022", "scoring": "vn_2022_b1", "method": "points"}),
    )
    outcomes = compare(standards, engine, tmp_path, Generator(standards, ON, seed=3).random_households(COUNT))
    assert {one for number, one in outcomes if number == 1} >= {"poor", "not_poor", "undetermined"}
    assert {one for number, one in outcomes if number == 3} == {"undetermined"}


@pytest.mark.soak
@pytest.mark.parametrize(
    "entries",
    [
        ({"standard": "training_points", "scoring": "training_b1", "method": "points"},),
        (
            {"standard": "training_income", "method": "declared_income"},
            {"standard": "vn_2016", "method": "declared_income"},
        ),
        ({"standard": "vn_2022", "method": "declared_income"}, {"standard": "vn_2027", "method": "declared_income"}),
    ],
    ids=lambda entries: " and ".join(one["standard"] for one in entries),
)
def test_tablet_and_server_agree_on_20000_households(
    entries: tuple[dict[str, str], ...], engine: Engine, tmp_path: Path
) -> None:
    standards = tuple(PackStore().round_standard(one) for one in entries)
    outcomes = compare(standards, engine, tmp_path, list(Generator(standards, ON).households(20_000)))
    classes = ("poor", "near_poor", "not_poor", "undetermined")
    assert outcomes == {(number, one) for number in range(1, len(standards) + 1) for one in classes}


def compare(
    standards: tuple[RoundStandard, ...], engine: Engine, folder: Path, households: list[Household]
) -> set[tuple[int, str]]:
    """Fill households in the round's form on the real engine; what came out, where both agree."""
    xml = build_household_review(RoundSpec("R", "Thử", True, ON, standards, True)).xml
    for name, header in LISTS.items():
        (folder / f"{name}.csv").write_text(header + "\n")
    (folder / "form.xml").write_bytes(xml)
    engine.load(folder / "form.xml", folder)
    maker, compiled, reader = DraftMaker(xml), CompiledForm(xml), FactReader()
    outcomes: set[tuple[int, str]] = set()
    for start in range(0, len(households), BATCH):
        batch = households[start : start + BATCH]
        drafts = [maker.make(one.facts, one.area_kind, one.known) for one in batch]
        for household, submission in zip(batch, engine.recompute(drafts), strict=True):
            facts, _ = reader.type_answers(compiled.read(submission.encode()))
            found = assess_all(facts, standards, Context(household.area_kind, ON))
            check_same(etree.fromstring(submission.encode()), found, household)
            outcomes |= {(number, one.outcome) for number, one in enumerate(found, start=1)}
    return outcomes


def check_same(root: etree._Element, found: tuple[Assessment, ...], household: Household) -> None:
    """Class, scores and each indicator are the same on the tablet and on the server."""
    for number, one in enumerate(found, start=1):
        said = tuple(root.findtext(f"c{number}_{name}") or "" for name in ("class", "b1", "b2"))
        assert said == (one.outcome, _text(one.b1), _text(one.b2)), (household, number)
        lines = [line for line in one.trace if line.kind == "indicator"]
        states = "".join({True: "1", False: "0", None: "?"}[line.is_met] for line in lines)
        assert root.findtext(f"c{number}_i") == states, (household, number)


@pytest.mark.parametrize(("standard", "asked"), [("vn_2016", 0), ("vn_2022", 9)])
def test_a_form_asks_a_fact_on_demand_only_where_a_standard_of_the_round_reads_it(standard: str, asked: int) -> None:
    used = PackStore().round_standard({"standard": standard, "method": "declared_income"})
    form = build_household_review(RoundSpec("R", "Thử", True, ON, (used,), True)).xml
    facts = load_facts()
    on_demand = [one.id for pool in (facts.household, facts.member) for one in pool.values() if one.is_on_demand]
    found = {node.get(FACT) for node in etree.fromstring(form).iter() if node.get(FACT)}
    assert len(found & set(on_demand)) == asked
    assert found >= {fact for _, fact in used.facts_needed()}


def _text(value: int | None) -> str:
    return "" if value is None else str(value)


def test_the_calculates_of_a_round_only_read_earlier_ones_or_answers(standards: tuple[RoundStandard, ...]) -> None:
    calculates = compile_round(standards, ON)
    names = [one.name for one in calculates]
    assert len(set(names)) == len(names)
    for position, one in enumerate(calculates):
        later = {f"${{{name}}}" for name in names[position:]}
        assert not [name for name in later if name in one.expression], one.name
