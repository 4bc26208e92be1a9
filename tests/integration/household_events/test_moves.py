"""Moves with two sides: given, taken in or declined; what blocks a round; forms that come late (R11)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from server.domain.facts import HouseholdFacts
from server.errors import Problem
from server.services import household_events as events
from server.services import review, rounds
from server.services.outcomes import Minutes, decide
from server.services.views.moves import count_open_moves, list_moves, read_balances, read_incoming
from server.store.tables import Case, HouseholdMove, Round, Submission
from tests.integration.ingest.sender import Sender

from .conftest import Communes, codes_of


def leave(communes: Communes, number: int = 0) -> str:
    """The n-th household leaves for the other commune; its id."""
    here = communes.household(number=number)
    household_id = str(here.row.household_id)
    events.depart(communes.node, communes.one, household_id, communes.receiving, communes.when(here))
    return household_id


def test_a_household_on_its_way_stands_on_both_lists_and_on_no_tablet(communes: Communes) -> None:
    household_id = leave(communes)
    row = communes.here(household_id).row
    assert (row.state, row.area_code) == ("moved", communes.giving)
    assert household_id not in [one[0] for one in communes.read_list("households")]
    assert communes.sender.rows(Case, household_id=household_id) == []
    read = communes.node.read
    (incoming,) = read(lambda c: list_moves(c, [communes.receiving], "in"))
    (outgoing,) = read(lambda c: list_moves(c, [communes.giving], "out"))
    assert incoming.move.household_id == outgoing.move.household_id == household_id
    assert (incoming.is_incoming, incoming.is_outgoing) == (True, False)
    assert read(lambda c: count_open_moves(c, [communes.giving])) == (0, 1)
    seen = read(lambda c: read_incoming(c, household_id, [communes.receiving]))
    assert seen is not None and seen.household.head_name == row.head_name
    assert read(lambda c: read_incoming(c, household_id, [communes.giving])) is None


def test_the_receiving_commune_takes_it_in_with_its_status_and_gives_it_a_code(communes: Communes) -> None:
    household_id = leave(communes)
    before = communes.here(household_id).row
    village = communes.village(communes.receiving)
    with pytest.raises(Problem) as caught:
        events.accept(communes.node, communes.one, household_id, village)
    assert codes_of(caught) == "EVT-021"
    code = events.accept(communes.node, communes.other, household_id, village)
    row = communes.here(household_id).row
    assert (row.state, row.area_code, row.village_code, row.code) == ("active", communes.receiving, village, code)
    assert (row.recognised, row.facts, len(row.heads)) == (before.recognised, before.facts, 1)
    (case,) = communes.sender.rows(Case, household_id=household_id)
    assert (case.area_code, case.tablet_state, case.assignment_id is not None) == (communes.receiving, "todo", True)
    balances = {one.area_code: one for one in communes.node.read(lambda c: read_balances(c, communes_of(communes)))}
    assert balances[communes.giving].out == balances[communes.receiving].into == {"accepted": 1}
    communes.rebuilt_alike()


def communes_of(communes: Communes) -> list[str]:
    return [communes.giving, communes.receiving]


def test_a_declined_household_is_where_it_was_with_the_reason(communes: Communes) -> None:
    household_id = leave(communes)
    with pytest.raises(Problem) as caught:
        events.decline(communes.node, communes.other, household_id, " ")
    assert codes_of(caught) == "EVT-030"
    events.decline(communes.node, communes.other, household_id, "Hộ không đến ở")
    assert communes.here(household_id).row.state == "active"
    (move,) = communes.sender.rows(HouseholdMove)
    assert (move.state, move.reason) == ("declined", "Hộ không đến ở")
    assert household_id in [one[0] for one in communes.read_list("households")]
    assert [one.tablet_state for one in communes.sender.rows(Case, household_id=household_id)] == ["todo"]
    communes.rebuilt_alike()
    events.depart(communes.node, communes.one, household_id, communes.receiving, communes.when())
    assert communes.here(household_id).registered.has_open_move


def test_the_giving_commune_takes_a_departure_back_until_it_is_answered(communes: Communes) -> None:
    household_id = leave(communes)
    last = communes.node.read(lambda c: events.find_last(c, communes.here(household_id)))
    assert last is not None and last.kind == "household.departed"
    events.undo(communes.node, communes.one, household_id, last.digest)
    assert communes.here(household_id).row.state == "active"
    assert [one.state for one in communes.sender.rows(HouseholdMove)] == ["cancelled"]
    events.depart(communes.node, communes.one, household_id, communes.receiving, communes.when())
    events.accept(communes.node, communes.other, household_id, communes.village(communes.receiving))
    assert communes.node.read(lambda c: events.find_last(c, communes.here(household_id))) is None
    communes.rebuilt_alike()


def test_a_round_is_not_closed_while_a_move_is_unanswered(communes: Communes) -> None:
    household_id = leave(communes)
    (current,) = communes.sender.rows(Round)
    with pytest.raises(Problem, match="1 hộ chuyển đi chưa xã nào nhận") as caught:
        rounds.close_round(communes.node, communes.admin, current.round_id)
    assert codes_of(caught) == "ROUND-017"
    events.accept(communes.node, communes.other, household_id, communes.village(communes.receiving))
    rounds.close_round(communes.node, communes.admin, current.round_id)


def test_a_household_reported_as_moved_is_reviewed_where_it_has_gone(communes: Communes) -> None:
    sender = communes.sender
    here = communes.household()
    household_id = here.row.household_id
    number = [one.household_id for one in sender.households()].index(household_id)
    told = sender.fill(number)
    told = replace(told, facts=HouseholdFacts({"visit_outcome": "moved"}, told.facts.members))
    assert sender.send(told).status == 201
    (case,) = sender.rows(Case, household_id=household_id)
    review.approve(communes.node, communes.one, case.case_id, told.instance_id)
    decide(communes.node, communes.one, [case.case_id], Minutes("keep", "3/BB", communes.today))
    events.depart(communes.node, communes.one, household_id, communes.receiving, communes.when())
    events.accept(communes.node, communes.other, household_id, communes.village(communes.receiving))
    (case,) = sender.rows(Case, household_id=household_id)
    assert (case.area_code, case.instance_id, case.review_state) == (communes.receiving, None, "none")
    there = Sender(communes.node, receiving_number(communes))
    form = there.fill([one.household_id for one in there.households()].index(household_id))
    assert there.send(form).status == 201
    (case,) = sender.rows(Case, household_id=household_id)
    assert (case.review_state, case.has_conflict, case.outcome) == ("received", False, "completed")
    review.approve(communes.node, communes.other, case.case_id, form.instance_id)
    communes.rebuilt_alike()


def receiving_number(communes: Communes) -> int:
    """The number of an enumerator who works in the receiving commune's first village."""
    village = communes.village(communes.receiving)
    for number in range(12):
        if village in [one.village_code for one in Sender(communes.node, number).device.assignments]:
            return number
    raise AssertionError(village)


def test_an_old_draft_of_a_household_that_has_moved_is_kept_and_told(communes: Communes) -> None:
    sender, here = communes.sender, communes.household()
    number = [one.household_id for one in sender.households()].index(here.row.household_id)
    early, late = sender.fill(number), sender.fill(number)
    events.depart(communes.node, communes.one, here.row.household_id, communes.receiving, communes.when())
    assert sender.send(early).status == 201
    (kept,) = sender.rows(Submission, instance_id=early.instance_id)
    assert "household_left" in kept.flags and kept.facts is not None
    events.accept(communes.node, communes.other, here.row.household_id, communes.village(communes.receiving))
    assert sender.send(late).status == 201
    (kept,) = sender.rows(Submission, instance_id=late.instance_id)
    assert "outside_areas" in kept.flags and kept.facts is not None
    (case,) = sender.rows(Case, household_id=here.row.household_id)
    assert case.has_conflict
    communes.rebuilt_alike()
