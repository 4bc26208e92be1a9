"""A commune merged in the middle of a round, over real HTTP: nothing recorded moves, nobody's work is lost (R12)."""

from __future__ import annotations

import uuid
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from server.areas.changes import UnitChange
from server.domain.access import Actor, GrantOf
from server.errors import Problem
from server.services import people, review
from server.services.areas import VillageChange, change_units, change_villages
from server.services.maintenance import rebuild_node
from server.services.node import Node
from server.services.verification import verify_node
from server.services.views.household import read_household
from server.store.tables import Area, Base, Case, Submission, Village
from sync.log import read_all
from sync.records import fold_authority
from sync.records.judging import judge
from tests.builders.forms import read_admin
from tests.builders.serving import Running
from tests.clients.collect import Collect
from tests.clients.interview import interview
from tests.clients.javarosa import Engine

OLD, NEW = "26506", "26508"


def officer_of(node: Node, area: str) -> Actor:
    """A new officer of a commune."""
    admin = Actor(read_admin(node), "Quản trị", (GrantOf("administrator", "77"),))
    grant = GrantOf("commune_officer", area)
    actor_id = people.register_person(node, admin, grant, f"cb-{uuid.uuid4().hex[:8]}", "Lê Thị Cán Bộ", None)
    return Actor(actor_id, "Lê Thị Cán Bộ", (grant,))


def fill(engine: Engine, tablet: Collect, number: int) -> bytes:
    """A household of the tablet's list visited and the form finished, not sent yet."""
    entity = list(tablet.entities.values())[number]
    engine.load(tablet.form_path, tablet.media)
    engine.new()
    engine.fill(interview(entity.values, int(entity.values["size"])))
    return engine.finalize()


def cases(node: Node) -> list[Any]:
    """Cases with a form, in the order of arrival."""
    query = select(Case.__table__).where(Case.instance_id.is_not(None)).order_by(Case.received_at)
    return list(node.read(lambda c: c.execute(query).all()))


def merge(node: Node) -> None:
    """The old commune becomes a part of the new one."""
    change_units(node, read_admin(node), "2016-11-15", "12/NQ-TH", [UnitChange(OLD, {}, successor_code=NEW)])


def merge_villages(node: Node, tablet: Collect) -> None:
    """The village of the tablet's first household becomes a part of another of the commune."""
    old = next(iter(tablet.entities.values())).values["village"]
    query = select(Village.code).where(Village.area_code == OLD, Village.code != old)
    into = node.read(lambda c: c.execute(query).scalars().first())
    change = [VillageChange(old, successor_code=str(into))]
    change_villages(node, read_admin(node), OLD, "2016-11-15", "13/NQ-TH", change)


def test_a_commune_merged_in_mid_round_keeps_its_cases_and_its_successor_signs(
    running: Running, engine: Engine, tmp_path: Path
) -> None:
    node = running.node
    tablet = running.tablet(tmp_path / "tablet")
    tablet.sync()
    before = sorted(tablet.entities)
    assert tablet.send(fill(engine, tablet, 0)).status_code == 201
    draft = fill(engine, tablet, 1)
    own, successor = officer_of(node, OLD), officer_of(node, NEW)
    (first,) = cases(node)
    review.approve(node, own.actor_id, first.case_id, first.instance_id)

    merge(node)

    today = node.today()
    assert node.read(lambda c: people.communes_for(c, successor, "view_cases", today)) == [OLD, NEW]
    assert node.read(lambda c: people.communes_for(c, own, "view_cases", today)) == [OLD]
    assert tablet.send(draft).status_code == 201  # finished before, sent after, under the old codes
    second = cases(node)[1]
    row = node.read(lambda c: c.execute(select(Submission).where(Submission.instance_id == second.instance_id)).one())
    assert (row.state, row.area_code, "outside_areas" in row.flags) == ("current", OLD, False)
    review.approve(node, successor.actor_id, second.case_id, second.instance_id)
    assert [one.review_state for one in cases(node)] == ["approved", "approved"]
    tablet.sync()
    assert sorted(tablet.entities) == before  # drafts on the tablet keep the households they stand on
    areas = node.read(lambda c: people.communes_for(c, successor, "view_cases", today))
    assert node.read(lambda c: read_household(c, second.household_id, areas)) is not None


def test_every_record_before_and_after_the_merger_counts_and_a_rebuild_tells_the_same(
    running: Running, engine: Engine, tmp_path: Path
) -> None:
    node = running.node
    tablet = running.tablet(tmp_path / "tablet")
    tablet.sync()
    successor = officer_of(node, NEW)
    form = fill(engine, tablet, 0)
    merge(node)
    merge_villages(node, tablet)
    assert tablet.send(form).status_code == 201
    (case,) = cases(node)
    review.approve(node, successor.actor_id, case.case_id, case.instance_id)
    records = [one.record for one in node.read(lambda c: list(read_all(c)))]
    parents = node.read(people.read_parents)
    assert judge(records, fold_authority(records, parents)).reasons == {}
    told = state(node)
    rebuild_node(node, lambda _done, _total: None)
    assert state(node) == told
    assert verify_node(node, lambda _done, _total: None).faults == []


def test_a_kind_of_area_that_a_running_round_does_not_know_is_refused(demo_node: Node) -> None:
    change = [UnitChange(OLD, {"area_kind": "rural", "division_type": "xã"})]
    with pytest.raises(Problem, match="TH-2016") as refused:
        change_units(demo_node, read_admin(demo_node), "2017-01-01", "1/NQ-TH", change)
    assert refused.value.code == "AREA-004"


def test_a_new_kind_within_the_rounds_day_reaches_households_and_shown_forms(
    running: Running, engine: Engine, tmp_path: Path
) -> None:
    node = running.node
    tablet = running.tablet(tmp_path / "tablet")
    tablet.sync()
    assert tablet.send(fill(engine, tablet, 0)).status_code == 201
    (before,) = cases(node)
    change = [UnitChange(OLD, {"area_kind": "rural", "division_type": "xã", "name": "Xã Một"})]
    change_units(node, read_admin(node), "2016-11-15", "2/NQ-TH", change)
    (after,) = cases(node)
    tablet.sync()
    assert {one.values["area_kind"] for one in tablet.entities.values()} == {"rural"}
    assert after.classes["training_points"] != before.classes["training_points"]
    assert node.read(lambda c: c.execute(select(Area.name).where(Area.code == OLD)).scalar()) == "Xã Một"


def state(node: Node) -> dict[str, list[str]]:
    """Rows that a merger touches, as text."""
    names = ("area", "area_change", "review_case", "submission", "access_grant")
    tables = [Base.metadata.tables[name] for name in names]
    rows = {one.name: node.read(lambda c, one=one: c.execute(select(one)).all()) for one in tables}
    return {name: sorted(map(str, found)) for name, found in rows.items()}
