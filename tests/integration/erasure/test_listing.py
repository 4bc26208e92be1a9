"""A round is listed commune by commune: the same list as in one piece, whatever comes between."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import delete, select, update

from server.config import Config
from server.demo.build import build_demo
from server.domain.erasing import SCOPES, sum_digests
from server.errors import Problem
from server.services import erasure
from server.services.erasure import Target, list_items, list_plan
from server.services.erasure.listing import list_areas
from server.services.erasure.listing_job import add_items
from server.services.job_kinds import HANDLERS
from server.services.jobs import run_due_jobs
from server.store.tables import ErasureItem, Submission
from tests.integration.ingest.sender import Sender
from tests.integration.ingest.test_ingest_chains import with_facts

from .conftest import DECISION, PHOTO, TERMS, Archive

ITEM = ErasureItem.__table__


def widen(archive: Archive) -> Archive:
    """Forms from two communes and one of no case; the round is closed and over its term."""
    archive.send(0)
    here = archive.sender.households()[0].area_code
    others = (Sender(archive.node, number) for number in range(1, 4))
    there = next(one for one in others if one.households()[0].area_code != here)
    placed = with_facts(there.fill(), house_point="10.4 107.1 0 5")
    assert there.send(placed, ("nha.jpg", PHOTO)).status == 201
    archive.withdraw(archive.send(1))
    loose = archive.sender.fill_new()
    assert archive.sender.send(loose, ("nha.jpg", b"x")).status == 201
    archive.close()
    erasure.set_terms(archive.node, {**TERMS, "numbers": ("1", "QĐ 1/QĐ-TH")})
    return archive


@pytest.fixture
def wide(archive: Archive) -> Archive:
    """The demo's node."""
    return widen(archive)


@pytest.fixture
def on_postgresql(postgres_url: str, tmp_path: Path) -> Iterator[Archive]:
    """The same in a database of the other kind."""
    node = build_demo(Config(var=tmp_path / "var", database_url=postgres_url), households=6, communes=2)
    yield widen(Archive(node))
    node.close()


def listed(archive: Archive, plan_id: str) -> list[str]:
    query = select(ITEM.c.record_digest).where(ITEM.c.plan_id == plan_id).order_by(ITEM.c.position)
    return list(archive.node.read(lambda c: c.execute(query).scalars().all()))


def check_list(wide: Archive, scope: str) -> None:
    """The communes together are the round."""
    whole = wide.node.read(lambda c: list_items(c, Target(scope, wide.round_id)))
    plan_id = wide.propose(scope)
    plan, found = erasure.get_plan(wide.node, plan_id), listed(wide, plan_id)
    assert sorted(found) == sorted(one.record_digest for one in whole) and len(set(found)) == len(found)
    going = [one for one in whole if not one.held]
    assert (plan.total, plan.size) == (len(going), sum(one.size for one in going))
    assert (plan.list_sha256, plan.done) == (sum_digests(whole), 0)
    assert len({one.area_code for one in whole}) >= 2


@pytest.mark.parametrize("scope", SCOPES)
def test_the_communes_together_are_the_round(wide: Archive, scope: str) -> None:
    check_list(wide, scope)


def test_so_they_are_on_postgresql(on_postgresql: Archive) -> None:
    for scope in SCOPES:
        check_list(on_postgresql, scope)


def test_a_job_that_is_interrupted_goes_on_and_lists_nothing_twice(
    wide: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("server.services.erasure.listing_job.SECONDS_AT_ONCE", 0.0)
    plan_id = erasure.propose(wide.node, wide.first, Target("numbers", wide.round_id), DECISION)
    areas = wide.node.read(lambda c: list_areas(c, Target("numbers", wide.round_id)))
    list_plan(wide.node, {"plan_id": plan_id, "areas": areas})  # beside the job that waits: two runs of one list
    half = erasure.get_plan(wide.node, plan_id)
    assert (half.state, half.done) == ("listing", 1) and half.total >= 2
    with pytest.raises(Problem, match="ERAS-016"):
        erasure.confirm(wide.node, wide.second, plan_id, DECISION.number)
    for _ in range(10):
        run_due_jobs(wide.node, HANDLERS)
    plan, found = erasure.get_plan(wide.node, plan_id), listed(wide, plan_id)
    assert plan.state == "proposed" and len(found) == len(set(found)) == plan.total
    list_plan(wide.node, {"plan_id": plan_id, "areas": areas})
    assert listed(wide, plan_id) == found


def test_a_proposal_is_given_up_while_it_is_listed(wide: Archive) -> None:
    plan_id = erasure.propose(wide.node, wide.first, Target("photos", wide.round_id), DECISION)
    erasure.refuse(wide.node, wide.first, plan_id, "nhầm đợt")
    run_due_jobs(wide.node, HANDLERS)
    assert erasure.get_plan(wide.node, plan_id).state == "refused" and listed(wide, plan_id) == []


@pytest.mark.parametrize("place", [None, "27199"])
def test_a_case_is_listed_whole_wherever_its_forms_lie(wide: Archive, place: str | None) -> None:
    """A commune may have been merged since: the form is where it was sent from, its case where it is now."""
    elsewhere = update(Submission).values(area_code=place)
    wide.node.writer.write(lambda unit: unit.connection.execute(elsewhere))
    whole = wide.node.read(lambda c: list_items(c, Target("forms", wide.round_id)))
    plan_id = wide.propose("forms")
    rows = wide.sender.rows(ErasureItem, plan_id=plan_id)
    assert {one.record_digest: one.held for one in rows} == {one.record_digest: one.held for one in whole}
    assert {one.held for one in whole} >= {"", "source"}


def test_what_one_commune_must_keep_is_kept_though_another_listed_it_first(wide: Archive) -> None:
    plan_id = wide.propose("photos")
    first, *others = wide.node.read(lambda c: list_items(c, Target("photos", wide.round_id)))
    again = [replace(first, held="running"), *others]
    wide.node.writer.write(lambda unit: add_items(unit.connection, plan_id, again))
    held = {one.record_digest: one.held for one in wide.sender.rows(ErasureItem, plan_id=plan_id)}
    assert held == {first.record_digest: "running", **{one.record_digest: "" for one in others}}


def test_a_plan_that_is_gone_needs_no_list(wide: Archive) -> None:
    plan_id = erasure.propose(wide.node, wide.first, Target("photos", wide.round_id), DECISION)
    plans = erasure.deciding.PLAN
    wide.node.writer.write(lambda unit: unit.connection.execute(delete(plans).where(plans.c.plan_id == plan_id)))
    run_due_jobs(wide.node, HANDLERS)
    assert listed(wide, plan_id) == []
