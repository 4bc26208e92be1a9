"""The tablet and the server give the same class, B1 and B2: 2,000 households through the real form engine."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

import pytest
from lxml import etree

from server.domain.facts import HouseholdFacts
from server.forms.build import build_household_review
from server.forms.read import CompiledForm, FactReader
from server.forms.spec import RoundSpec
from server.services.lists import HOUSEHOLD_COLUMNS
from server.standards.engine import Context, assess_all
from server.standards.packs import PackStore, RoundStandard
from tests.builders.cells import GONE, Generator, Household
from tests.builders.coverage import Coverage
from tests.builders.drafts import DraftMaker
from tests.clients.javarosa import Engine

COUNT, BATCH = 2_000, 100
REFERENCE_ON = dt.date(2018, 9, 1)
EMPTY_LISTS = {
    "households": ",".join(("name", "label", "__version", *HOUSEHOLD_COLUMNS)),
    "villages": "name,label,area_kind,assignment_id",
    "members": "hh,no,person_id",
    "returns": "name,instance_id,return_no,summary,n_members",
    "return_members": "hh,no,person_id",
    "return_comments": "hh,f,text",
}
Result = tuple[str, Decimal | None, Decimal | None]


@pytest.fixture(scope="module")
def standards() -> tuple[RoundStandard, ...]:
    """Both training standards: by points, and by declared income."""
    packs = PackStore()
    return (
        packs.round_standard({"standard": "training_points", "scoring": "training_b1", "method": "points"}),
        packs.round_standard({"standard": "training_income", "method": "declared_income"}),
    )


@pytest.fixture(scope="module")
def form(standards: tuple[RoundStandard, ...], engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The form of such a round, loaded into the engine."""
    spec = RoundSpec("R", "Thử", True, REFERENCE_ON, standards, True)
    xml = build_household_review(spec).xml
    folder = tmp_path_factory.mktemp("parity")
    for name, header in EMPTY_LISTS.items():
        (folder / f"{name}.csv").write_text(header + "\n")
    path = folder / "form.xml"
    path.write_bytes(xml)
    engine.load(path, folder)
    return xml


def test_tablet_and_server_agree_on_2000_households_around_every_cut_off(
    standards: tuple[RoundStandard, ...], form: bytes, engine: Engine, capsys: pytest.CaptureFixture[str]
) -> None:
    maker, compiled, reader = DraftMaker(form), CompiledForm(form), FactReader()
    coverage = Coverage(standards, REFERENCE_ON)
    households = list(Generator(standards, REFERENCE_ON).households(COUNT))
    for chunk in _chunks(households):
        drafts = [maker.make(one.facts, one.area_kind, one.known) for one in chunk]
        for household, submission in zip(chunk, engine.recompute(drafts), strict=True):
            facts, findings = reader.type_answers(compiled.read(submission.encode()))
            assert not [one for one in findings if one.code == "not_typed"]
            assessments = assess_all(facts, standards, Context(household.area_kind, REFERENCE_ON))
            tablet = _tablet_results(submission, len(standards))
            assert tablet == [(one.outcome, one.b1, one.b2) for one in assessments], (household, facts)
            coverage.see(facts, household.area_kind, assessments)
    lacking = sorted(coverage.required() - set(coverage.counts))
    with capsys.disabled():
        _print_cells(coverage)
    assert lacking == []


def test_a_household_typed_in_question_by_question_is_classified_like_a_draft_with_the_same_answers(
    standards: tuple[RoundStandard, ...], form: bytes, engine: Engine
) -> None:
    maker, compiled, reader = DraftMaker(form), CompiledForm(form), FactReader()
    for household in Generator(standards, REFERENCE_ON, seed=7).random_households(20):
        facts = replace(
            household.facts, members=tuple(one for one in household.facts.members if one.get("state") not in GONE)
        )
        engine.resume(maker.make(HouseholdFacts({"visit_outcome": "completed"}), household.area_kind, 0))
        assert engine.fill(maker.answers(facts), {"newm": len(facts.members)}) == []
        typed = engine.finalize(force=True)
        (saved,) = engine.recompute([maker.make(facts, household.area_kind, 0)])
        assert _tablet_results(typed, 2) == _tablet_results(saved, 2)
        typed_facts, saved_facts = (reader.type_answers(compiled.read(one.encode()))[0] for one in (typed, saved))
        assert typed_facts == saved_facts


def _chunks(households: list[Household]) -> Iterator[list[Household]]:
    for start in range(0, len(households), BATCH):
        yield households[start : start + BATCH]


def _tablet_results(submission: str, count: int) -> list[Result]:
    root = etree.fromstring(submission.encode())
    return [
        (root.findtext(f"c{n}_class") or "", _number(root.findtext(f"c{n}_b1")), _number(root.findtext(f"c{n}_b2")))
        for n in range(1, count + 1)
    ]


def _number(text: str | None) -> Decimal | None:
    return Decimal(text) if text else None


def _print_cells(coverage: Coverage) -> None:
    """What was met, one line a rule: how often below, at and above each cut-off, or how often each answer."""
    rows: dict[tuple[str, str], list[str]] = {}
    for (standard, what, where), count in sorted(coverage.counts.items()):
        rows.setdefault((standard, what), []).append(f"{where}: {count}")
    print(f"\n{len(coverage.counts)} cells covered, {len(coverage.required())} required")
    for (standard, what), cells in rows.items():
        print(f"  {standard}  {what}  [{', '.join(cells)}]")
