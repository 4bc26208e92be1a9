"""What a search finds, what it leaves when the register changes, and that it looks only at what changed."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from server.services.doubles import searching
from server.services.doubles.jobs import SEARCH_JOB, is_searching, sweep
from server.services.job_kinds import HANDLERS
from server.services.jobs import run_due_jobs
from server.services.maintenance import rebuild_node
from server.services.projection.doubles import forget_household
from server.store.tables import DuplicateCrowd, DuplicateKey, DuplicateSeen, Job

from .desk import BE, HUNG, LAN, Desk


def test_a_search_finds_the_planted_pairs_with_their_reasons(desk: Desk) -> None:
    one = desk.household("A1", LAN, HUNG)
    two = desk.household("A2", {**LAN, "full_name": "Doan Thi Ngoc Lan"}, HUNG, village=desk.villages[1])
    far = desk.household("B1", {**BE, "id_type": "cccd", "id_number": "079208000111"}, village=desk.other_village)
    near = desk.household("A3", HUNG | {"birth_year": 1950}, {**BE, "id_type": "cccd", "id_number": "079 208 000111"})
    desk.search()
    (pair,) = desk.pairs(one, two)
    assert (pair.level, pair.score) == ("household", 94)
    assert pair.codes.split() == ["shared", "of_heads", "name", "born_year", "place_commune"]
    assert pair.reasons[0] == {"code": "shared", "count": 2, "first": 2, "second": 2}
    (child,) = desk.pairs(near, far)
    assert (child.level, child.score, child.codes.split()[0]) == ("person", 95, "same_number")
    assert {child.first_area, child.second_area} == {desk.area, desk.other_area}
    assert "079208000111" not in repr(desk.rows(select(DuplicateSeen))) + repr(child)


def test_a_pair_goes_when_the_register_is_corrected_and_comes_back_as_old_as_it_was(desk: Desk) -> None:
    one, two = desk.household("A1", LAN), desk.household("A2", LAN)
    desk.search()
    (pair,) = desk.pairs(one, two)
    desk.correct(two, birth_year=1950)
    assert desk.node.read(lambda c: is_searching(desk.node, c))
    desk.search()
    assert desk.pairs(one, two) == []
    desk.correct(two, birth_year=1971)
    desk.search()
    assert [each.pair_id for each in desk.pairs(one, two)] == [pair.pair_id]


def test_only_what_changed_is_looked_at_again(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.household("A1", LAN)
    desk.search()
    looked: list[str] = []
    inner = searching.compare_houses
    monkeypatch.setattr(
        searching, "compare_houses", lambda one, other: (looked.append(one.household_id), inner(one, other))[1]
    )
    desk.search()
    assert looked == []
    two = desk.household("A2", LAN)
    desk.search()
    assert two in looked
    assert len(looked) < 6


def test_the_sweep_enqueues_one_search_and_the_job_does_it(desk: Desk) -> None:
    one, two = desk.household("A1", LAN), desk.household("A2", LAN)
    sweep(desk.node)
    sweep(desk.node)
    assert len(desk.rows(select(Job).where(Job.kind == SEARCH_JOB))) == 1
    run_due_jobs(desk.node, HANDLERS)
    assert len(desk.pairs(one, two)) == 1
    sweep(desk.node)
    assert desk.rows(select(Job).where(Job.kind == SEARCH_JOB, Job.state == "waiting")) == []


def test_a_crowd_under_one_key_is_not_compared_and_said(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searching, "MOST_TOGETHER", 3)
    ids = [desk.household(f"A{number}", LAN) for number in range(5)]
    desk.search()
    assert desk.pairs(*ids) == []
    kinds = {
        row.what for row in desk.rows(select(DuplicateCrowd.__table__).where(DuplicateCrowd.area_code == desk.area))
    }
    assert {"head", "name"} <= kinds


def test_a_rebuild_keeps_what_was_found_and_nothing_stays_of_an_erased_household(desk: Desk) -> None:
    one, two = desk.household("A1", LAN), desk.household("A2", LAN)
    desk.search()
    found = desk.pairs()
    rebuild_node(desk.node, lambda *_: None)
    assert desk.pairs() == found
    assert len(desk.pairs(one, two)) == 1
    before = desk.rows(select(func.count()).select_from(DuplicateKey))[0][0]
    for each in (one, two):
        desk.node.writer.write(lambda unit, each=each: forget_household(unit.connection, each))
    assert desk.pairs(one, two) == []
    assert desk.rows(select(func.count()).select_from(DuplicateKey))[0][0] == before - 2 * 2
