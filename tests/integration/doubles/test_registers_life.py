"""Pairs follow what happens to households: a split makes none, a move takes them along, a withdrawal ends them."""

from __future__ import annotations

from sqlalchemy import select

from server.domain.household_events import Split
from server.services import doubles
from server.services import household_events as events
from server.services.doubles import Verdict
from server.services.household_events import SplitOrder, When
from server.services.views.doubles import doubles_of
from server.store.tables import DuplicateNote
from sync.log import read_subject
from tests.integration.doubles.desk import BE, HUNG, LAN, Desk
from tests.integration.ingest.test_ingest_replay import dump


def when(desk: Desk, household_id: str) -> When:
    """Today, having seen the household as it is."""
    here = desk.node.read(lambda c: events.read_here(c, household_id))
    return When(desk.node.today(), here.row.entity_version)


def test_a_split_makes_no_pair_and_a_move_takes_one_along(desk: Desk) -> None:
    child = {**BE, "birth_month": 4, "birth_day": 2}
    one, two = desk.household("A1", LAN, HUNG, child), desk.household("A2", LAN, HUNG, child)
    desk.search()
    (pair,) = desk.pairs(one, two)
    here = desk.node.read(lambda c: events.read_here(c, one))
    going = list(here.present)[-1]
    new = str(events.split(desk.node, desk.one, one, SplitOrder(Split((going,), going), when(desk, one))))
    desk.search()
    assert desk.pairs(one, new) == []
    assert [row.level for row in desk.pairs(two, new)] == ["person"]
    doubles.decide(desk.node, desk.one, pair.pair_id, Verdict("different"))
    receiver = desk.register("nhan1", area=desk.other_area)
    events.depart(desk.node, desk.one, two, desk.other_area, when(desk, two))
    desk.search()
    events.accept(desk.node, receiver, two, desk.other_village)
    desk.search()
    decision = desk.decision(pair.pair_id)
    assert (decision.state, {decision.first_area, decision.second_area}) == ("different", {desk.area, desk.other_area})
    (same_child,) = desk.pairs(two, new)
    assert {same_child.first_area, same_child.second_area} == {desk.area, desk.other_area}
    (half,) = desk.node.read(lambda c: doubles_of(c, new, [desk.area]))
    assert not hasattr(half, "score")
    events.withdraw(desk.node, receiver, two, "moved_out", when(desk, two))
    desk.search()
    assert desk.pairs(two, new) == []


def test_an_erased_note_is_gone_and_the_decision_stays(desk: Desk) -> None:
    one, two = desk.household("A1", LAN, HUNG), desk.household("A2", LAN, HUNG)
    desk.search()
    (pair,) = desk.pairs(one, two)
    doubles.decide(desk.node, desk.one, pair.pair_id, Verdict("unclear", note="chờ giấy khai sinh"))
    found = desk.node.read(lambda c: read_subject(c, pair.pair_id))
    desk.sender.erase(*(each.record for each in found), subjects=(pair.pair_id,))
    assert desk.rows(select(DuplicateNote.__table__)) == []
    assert desk.decision(pair.pair_id).state == "unclear"
    assert dump(desk.sender)["duplicate_note"] == []
