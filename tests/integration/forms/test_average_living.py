"""Average living standard on the real engine and through the node: tablet and server agree, no class moves (R1, R3)."""

from __future__ import annotations

import datetime as dt
import random
import uuid
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from sqlalchemy import Connection, select

from forms.conftest import Open
from forms.tablet import BANDS, HOUSEHOLD, build_all, household
from server.domain.facts import HouseholdFacts
from server.errors import Problem
from server.forms.read import FactReader, compile_form
from server.forms.spec import BuiltForm
from server.services import rounds
from server.services.maintenance import rebuild_node
from server.services.round_rules import NewRound
from server.standards.engine import Context, assess
from server.standards.packs import PackStore
from server.store.tables import Case, FormVersion, Household, Submission
from tests.builders.drafts import DraftMaker
from tests.builders.forms import publish_form, read_admin, read_round_id
from tests.builders.serving import Running
from tests.clients.javarosa import Engine

NAME, ON = "average_living_standard", dt.date(2018, 9, 1)
COUNT = 300
TOLD = {
    "notice_read": "yes", "interview_on": "2018-09-20", "respondent": "head", "interpreter": "no",
    "confirmation": "witness", "witness_name": "Trần Thị Chứng",
}  # fmt: skip
LINES = {"rural": 1_500_000, "urban": 2_000_000}
# The band of 2022 for four people in the country over 12 months.
LOW, HIGH = 4 * 12 * LINES["rural"], 4 * 12 * 2_250_000


def form(*, shows_scores: bool = True, code: str = "R", band: str = "vn_2022") -> BuiltForm:
    """The form of a round that asks for it."""
    return build_all("qd24_2021", shows_scores=shows_scores, code=code, band=band)[NAME]


def declaring(income: int, **more: str | None) -> dict[str, str | None]:
    """An interview of a farm household of four."""
    own = {"living_farm": "yes", "living_members": "4", "living_income_vnd": str(income)}
    return {"task": "lv", "hh": HOUSEHOLD, "go": "y", **TOLD, **own, **more}


@pytest.mark.parametrize(
    ("income", "outcome"),
    [(LOW, "not_average"), (LOW + 1, "average"), (HIGH, "average"), (HIGH + 1, "not_average")],
)
def test_the_band_is_told_on_the_tablet_to_the_dong(opened: Open, engine: Engine, income: int, outcome: str) -> None:
    opened([household()], form=form())
    assert engine.fill(declaring(income)) == []
    seen = {one["name"]: one["label"] for one in engine.visible()}
    results = ("n_average", "n_not_average", "n_undetermined")
    assert [name for name in seen if name in results] == [f"n_{outcome}"]
    compiled = compile_form(form().xml)
    answers = compiled.read(engine.finalize().encode())
    assert compiled.check(answers) == []
    assert (answers.household["living_class"], answers.household["living_in"]) == (outcome, "R")


def test_other_households_are_asked_nothing_more_and_a_round_may_hide_the_result(opened: Open, engine: Engine) -> None:
    opened([household()], form=form(shows_scores=False))
    short = {name: text for name, text in declaring(0, living_farm="no").items() if name[:8] != "living_m"}
    short.pop("living_income_vnd")
    assert engine.fill(short) == []
    seen = {one["name"] for one in engine.visible()}
    assert not {"living_members", "living_income_vnd", "n_average", "n_not_average", "n_undetermined"} & seen
    answers = compile_form(form(shows_scores=False).xml).read(engine.finalize().encode())
    assert answers.household["living_class"] == "not_average"


def test_the_size_on_the_list_is_offered_and_who_counts_is_the_standards(opened: Open, engine: Engine) -> None:
    opened([household(size=3)], form=form())
    assert engine.fill({"task": "lv", "hh": HOUSEHOLD, "go": "y", "living_farm": "yes"}) == []
    assert engine.values()["living_members"] == "3"
    texts = etree.fromstring(form().xml).iter("{*}text")
    hints = [
        "".join(map(str, one.itertext())).strip() for one in texts if one.get("id", "").endswith("living_members:hint")
    ]
    who = PackStore().standard("vn_2022").who_counts
    assert any(who.wording in one for one in hints) and any(who.en in one for one in hints)


@pytest.mark.parametrize("band", BANDS)
def test_tablet_and_server_agree_on_300_households(band: str, opened: Open, engine: Engine) -> None:
    built, used = form(band=band), PackStore().round_standard(BANDS[band])
    opened([household()], form=built)
    maker, compiled, reader = DraftMaker(built.xml), compile_form(built.xml), FactReader()
    made = list(farm_households(band))
    sent = engine.recompute([maker.make(HouseholdFacts(facts), kind, 0) for facts, kind in made])
    seen: Counter[tuple[str, str]] = Counter()
    for (_, kind), submission in zip(made, sent, strict=True):
        facts, findings = reader.type_answers(compiled.read(submission.encode()))
        assert findings == []
        found = assess(facts, used, Context(kind, ON))
        assert etree.fromstring(submission.encode()).findtext("living_class") == found.outcome, (facts, kind)
        assert facts.household["living_class"] == found.outcome
        seen[found.outcome, found.reason] += 1
    assert len(made) == COUNT
    # Who does not farm is asked no more; who was not asked has no income here, so no class rests on a gap.
    assert set(seen) == {
        ("average", "income"), ("not_average", "below_band"), ("not_average", "above_band"),
        ("not_average", "not_farm"), ("undetermined", "missing"),
    }  # fmt: skip


def farm_households(band: str) -> Iterator[tuple[dict[str, Any], str | None]]:
    """Every end of the band, one đồng to either side, for 1 to 9 people; then anything, with answers missing."""
    parameters, rng = PackStore().standard(band).parameters, random.Random(11)
    names = ("income_near" if band == "vn_2016" else "income_line", "income_average")
    ends: list[dict[str, Any]] = [parameters[name].value for name in names]
    edges: list[tuple[dict[str, Any], str]] = [
        ({"living_farm": True, "living_members": people, "living_income_vnd": end[kind] * 12 * people + step}, kind)
        for people in range(1, 10)
        for kind in ("rural", "urban")
        for end in ends
        for step in (-1, 0, 1)
    ]
    yield from edges
    for _ in range(COUNT - len(edges)):
        facts: dict[str, Any] = {
            "living_farm": rng.random() < 0.8,
            "living_members": rng.randint(1, 9),
            "living_income_vnd": rng.randint(0, 400_000_000),
        }
        gone = rng.choice([*facts, "", "", ""])
        yield {name: one for name, one in facts.items() if name != gone}, rng.choice(["rural", "urban", None])


def test_the_node_takes_it_in_without_touching_class_status_or_case(
    running: Running, engine: Engine, tmp_path: Path
) -> None:
    node, built = running.node, form(code="TH-2016")
    publish_form(node, built.form_id, built.form_version, built.xml, built.media, built.title)
    tablet = running.tablet(tmp_path / "tablet")
    tablet.sync()
    listed = next(iter(tablet.entities.values())).values
    household_id, income = listed["name"], 12 * 4 * LINES[listed["area_kind"]] + 1

    def stored(connection: Connection) -> list[Any]:
        of = [select(one.__table__).where(one.household_id == household_id) for one in (Household, Case, Submission)]
        return [connection.execute(query).first() for query in of]

    old, case_before, _ = node.read(stored)
    blank = tablet.blank(NAME)
    engine.load(blank.path, blank.media)
    engine.new()
    assert engine.fill(declaring(income, hh=household_id)) == []
    xml = engine.finalize()
    tablet.finalized(xml)
    assert tablet.send(xml, {}).status_code == 201
    row, case, submission = node.read(stored)
    own = {"living_farm": True, "living_members": 4, "living_income_vnd": income, "living_class": "average"}
    assert row.facts == old.facts | own | {"living_in": "TH-2016"}
    assert (case.tablet_state, case.review_state, case.classes) == ("todo", "none", case_before.classes)
    assert (submission.state, submission.case_id, submission.flags) == ("noted", None, [])
    rebuild_node(node, lambda _done, _total: None)
    assert node.read(stored)[0].facts == row.facts


def test_a_round_publishes_it_where_one_standard_of_it_says_so(running: Running) -> None:
    node = running.node
    admin, opened_with = read_admin(node), rounds.get_round(node, read_round_id(node))
    entry = {"standard": "vn_2022", "scoring": None, "method": "declared_income", "purpose": "opens 2023"}

    def publish(**own: Any) -> list[str]:
        code = f"TB-{uuid.uuid4().hex[:6]}"
        new = NewRound(
            code, code, "training", "2022-09-01", "2022-12-14", "2022-12-14",
            ({**entry, **own},), tuple(opened_with.area_codes),
        )  # fmt: skip
        round_id = rounds.create_round(node, admin, new)
        rounds.publish_round(node, admin, round_id)
        query = select(FormVersion.form_id).where(FormVersion.round_id == round_id).order_by(FormVersion.form_id)
        return list(node.read(lambda c: c.execute(query).scalars().all()))

    assert publish(average=True) == [NAME, "household_review"]
    assert publish() == ["household_review"]
    with pytest.raises(Problem, match="ROUND-005"):
        publish(standard="vn_2027", average=True)
    with pytest.raises(Problem, match="average: true"):
        publish(method="average")
