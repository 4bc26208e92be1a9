"""The narrow row of a case says what the case, its household and its form say, whatever happened to them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import select

from server.config import Config
from server.demo.build import build_demo
from server.domain.figures import LETTERS
from server.services.maintenance import rebuild_node
from server.services.node import Node
from server.services.views.field_map import Box, Wanted, read_map
from server.services.views.place_tree import read_tree
from server.store.tables import AssessmentRow, Case, FigureCount, Household, Member, ReviewFigure, Round, Submission

from .conftest import work_some_days


def rows(node: Node, *columns: Any) -> list[Any]:
    return list(node.read(lambda c: c.execute(select(*columns)).all()))


def expected(node: Node) -> dict[str, tuple[Any, ...]]:
    """What every row should be, read the long way round."""
    standards = [one["standard"] for one in rows(node, Round.standards)[0][0]]
    households = {one.household_id: one for one in rows(node, Household.__table__)}
    heads = {
        one.household_id: one.facts.get("ethnicity")
        for one in rows(node, Member.__table__)
        if one.facts.get("relation") == "head"
    }
    submissions = {one.instance_id: one for one in rows(node, Submission.__table__)}
    counted = {
        one.instance_id: one.detail["counted_members"]
        for one in rows(node, AssessmentRow.__table__)
        if one.standard == standards[0]
    }
    found = {}
    for case in rows(node, Case.__table__):
        household = households[case.household_id]
        form = submissions.get(case.instance_id)
        before = [(household.recognised.get(one) or {}).get("outcome") for one in standards]
        now = [case.classes[one]["outcome"] for one in standards] if case.classes else []
        point = str(form.facts["household"].get("house_point", "")).split() if form else []
        ethnicity = heads.get(case.household_id)
        found[case.case_id] = (
            household.area_code,
            household.area_kind,
            None if ethnicity is None else ethnicity != "kinh",
            counted.get(case.instance_id, household.member_count),
            "".join(LETTERS.get(one, "-") for one in before),
            "".join(LETTERS[one] for one in now),
            case.outcome,
            case.classes["training_points"]["b1"] if case.classes else None,
            form.actor_id if form else None,
            20 * 60 if form and form.started_at else None,
            round(float(point[0]) * 100_000) if point else None,
        )
    return found


def actual(node: Node) -> dict[str, tuple[Any, ...]]:
    figure = ReviewFigure
    names = (figure.area_code, figure.area_kind, figure.is_minority, figure.persons, figure.before, figure.now)
    names += (figure.outcome, figure.b1, figure.actor_id, figure.seconds, figure.lat_e5)
    return {case_id: tuple(rest) for case_id, *rest in rows(node, figure.case_id, *names)}


def test_every_case_has_its_row_and_the_row_says_what_the_case_says(field: Node) -> None:
    found = actual(field)
    assert found == expected(field)
    assert {one[6] for one in found.values()} == {"absent", "completed", "moved", None}
    assert {len(one[5]) for one in found.values()} == {0, 2}


def test_the_signs_of_the_indicators_are_those_of_the_assessment(field: Node) -> None:
    deprived = {(one.instance_id, one.standard): one for one in rows(field, AssessmentRow.__table__)}
    cases = {one.case_id: one for one in rows(field, Case.__table__)}
    checked = 0
    for row in rows(field, ReviewFigure.__table__):
        for place, signs in enumerate(row.deprived.split("|") if row.deprived else []):
            standard = ("training_points", "training_income")[place]
            names = [one.id for one in field.packs.standard(standard).indicators]
            found = [name for name, sign in zip(names, signs, strict=True) if sign == "1"]
            assert found == list(deprived[cases[row.case_id].instance_id, standard].detail["deprived"])
            checked += 1
    assert checked == 2 * sum(one.now != "" for one in rows(field, ReviewFigure.__table__)) > 10


def test_on_postgresql_the_rows_are_the_same_too(tmp_path: Path, postgres_url: str) -> None:
    node = build_demo(Config(var=tmp_path / "var", database_url=postgres_url), households=12, communes=2)
    work_some_days(node)
    assert actual(node) == expected(node)
    assert counted(node) == recounted(node)
    round_id = rows(node, Round.round_id)[0][0]
    with node.engines.read.connect() as connection:
        place = read_tree(connection, ["26506", "26508"]).root()
        assert place is not None
        wanted = Wanted(round_id, place, 0, Box(10_700_000, 1_030_000, 10_730_000, 1_050_000), 0)
        found = read_map(connection, wanted)
    assert sum(one.count for one in found.clusters) == found.inside == found.located > 5
    node.close()


def test_the_counts_are_those_of_the_rows_also_after_a_rebuild(demo_node: Node) -> None:
    work_some_days(demo_node)
    assert counted(demo_node) == recounted(demo_node)
    before = counted(demo_node)
    rebuild_node(demo_node, lambda _done, _all: None)
    assert counted(demo_node) == before
    assert len(before) > 20


def counted(node: Node) -> dict[tuple[str, ...], tuple[int, int]]:
    return {
        (one.village_code, one.kind, one.alike): (one.households, one.persons)
        for one in rows(node, FigureCount.__table__)
        if one.households or one.persons
    }


def recounted(node: Node) -> dict[tuple[str, ...], tuple[int, int]]:
    """The long way round: every row looked at."""
    found: dict[tuple[str, ...], tuple[int, int]] = {}
    for row in rows(node, ReviewFigure.__table__):
        minority = {None: "", False: "0", True: "1"}[row.is_minority]
        of_all = f"{row.area_kind or ''}|{minority}"
        alike = {"cells": f"{of_all}|{row.before}|{row.now}|{row.outcome or ''}"}
        if row.now:
            alike |= {f"signs{place}": f"{of_all}|{one}" for place, one in enumerate(row.deprived.split("|"))}
        for kind, words in alike.items():
            households, persons = found.get((row.village_code, kind, words), (0, 0))
            found[row.village_code, kind, words] = (households + 1, persons + row.persons)
    return found
