"""A round is listed commune by commune: the same list as in one piece, whatever comes between."""

from __future__ import annotations

import pytest
from sqlalchemy import delete, select, update

from server.domain.erasing import SCOPES, sum_digests
from server.errors import Problem
from server.services import erasure
from server.services.erasure import Target, list_items, list_plan
from server.services.erasure.listing import list_areas
from server.services.job_kinds import HANDLERS
from server.services.jobs import run_due_jobs
from server.store.tables import ErasureItem, Submission
from tests.integration.ingest.sender import Sender

from .conftest import DECISION, TERMS, Archive

ITEM = ErasureItem.__table__


@pytest.fixture
def wide(archive: Archive) -> Archive:
    """Forms from two communes and one that lies in none; the round is closed and over its term."""
    archive.send(0)
    here = archive.sender.households()[0].area_code
    others = (Sender(archive.node, number) for number in range(1, 4))
    there = next(one for one in others if one.households()[0].area_code != here)
    assert there.send(there.fill()).status == 201
    archive.withdraw(archive.send(1))
    loose = archive.sender.fill_new()
    assert archive.sender.send(loose, ("nha.jpg", b"x")).status == 201
    archive.close()
    erasure.set_terms(archive.node, {**TERMS, "numbers": ("1", "QĐ 1/QĐ-TH")})
    return archive


def listed(archive: Archive, plan_id: str) -> list[str]:
    query = select(ITEM.c.record_digest).where(ITEM.c.plan_id == plan_id).order_by(ITEM.c.position)
    return list(archive.node.read(lambda c: c.execute(query).scalars().all()))


@pytest.mark.parametrize("scope", SCOPES)
def test_the_communes_together_are_the_round(wide: Archive, scope: str) -> None:
    whole = wide.node.read(lambda c: list_items(c, Target(scope, wide.round_id)))
    plan_id = wide.propose(scope)
    plan, found = erasure.get_plan(wide.node, plan_id), listed(wide, plan_id)
    assert sorted(found) == sorted(one.record_digest for one in whole) and len(set(found)) == len(found)
    going = [one for one in whole if not one.held]
    assert (plan.total, plan.size) == (len(going), sum(one.size for one in going))
    assert (plan.list_sha256, plan.done) == (sum_digests(whole), 0)
    assert len(wide.node.read(lambda c: list_areas(c, wide.round_id))) >= 2


def test_a_job_that_is_interrupted_goes_on_and_lists_nothing_twice(
    wide: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("server.services.erasure.listing_job.SECONDS_AT_ONCE", 0.0)
    plan_id = erasure.propose(wide.node, wide.first, Target("numbers", wide.round_id), DECISION)
    list_plan(wide.node, {"plan_id": plan_id})
    half = erasure.get_plan(wide.node, plan_id)
    assert (half.state, half.done) == ("listing", 1) and half.total >= 2
    with pytest.raises(Problem, match="ERAS-016"):
        erasure.confirm(wide.node, wide.second, plan_id, DECISION.number)
    for _ in range(10):
        run_due_jobs(wide.node, HANDLERS)
    plan, found = erasure.get_plan(wide.node, plan_id), listed(wide, plan_id)
    assert plan.state == "proposed" and len(found) == len(set(found)) == plan.total
    list_plan(wide.node, {"plan_id": plan_id})
    assert listed(wide, plan_id) == found


def test_a_proposal_is_given_up_while_it_is_listed(wide: Archive) -> None:
    plan_id = erasure.propose(wide.node, wide.first, Target("photos", wide.round_id), DECISION)
    erasure.refuse(wide.node, wide.first, plan_id, "nhầm đợt")
    run_due_jobs(wide.node, HANDLERS)
    assert erasure.get_plan(wide.node, plan_id).state == "refused" and listed(wide, plan_id) == []


def test_forms_that_lie_in_no_commune_are_listed(wide: Archive) -> None:
    nowhere = update(Submission).values(area_code=None)
    wide.node.writer.write(lambda unit: unit.connection.execute(nowhere))
    areas = wide.node.read(lambda c: list_areas(c, wide.round_id))
    assert areas[0] == "" and len(areas) >= 2
    whole = wide.node.read(lambda c: list_items(c, Target("photos", wide.round_id)))
    assert sorted(listed(wide, wide.propose("photos"))) == sorted(one.record_digest for one in whole)


def test_a_plan_that_is_gone_needs_no_list(wide: Archive) -> None:
    plan_id = erasure.propose(wide.node, wide.first, Target("photos", wide.round_id), DECISION)
    plans = erasure.deciding.PLAN
    wide.node.writer.write(lambda unit: unit.connection.execute(delete(plans).where(plans.c.plan_id == plan_id)))
    list_plan(wide.node, {"plan_id": plan_id})
    assert listed(wide, plan_id) == []
