"""People say whether two are one: recorded in both communes, undone, in conflict where two nodes say it apart."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from server.errors import Problem
from server.services import doubles, notices
from server.services.doubles import Verdict
from server.services.maintenance import rebuild_node
from server.store.tables import Case, DuplicateDecision, DuplicateNote, HouseholdLineage
from sync.log import read_subject
from sync.records import Draft
from tests.integration.ingest.test_ingest_replay import dump

from .desk import BE, HUNG, LAN, Desk


@pytest.fixture
def pair(desk: Desk) -> Any:
    """Two households of one village that are one."""
    desk.ids = (desk.household("A1", LAN, HUNG), desk.household("A2", LAN, HUNG))  # type: ignore[attr-defined]
    desk.search()
    return desk.pairs(*desk.ids)[0]  # type: ignore[attr-defined]


def case_of(desk: Desk, household_id: str) -> Any:
    return desk.rows(select(Case.__table__).where(Case.household_id == household_id))[0]


def test_the_same_household_marks_the_case_that_goes_until_it_is_taken_back(desk: Desk, pair: Any) -> None:
    decided = doubles.decide(desk.node, desk.one, pair.pair_id, Verdict("same", pair.first_id, "hỏi trưởng thôn"))
    assert decided.case_id == case_of(desk, pair.second_id).case_id
    assert case_of(desk, pair.second_id).review_state == "duplicate"
    assert (desk.decision(pair.pair_id).state, desk.decision(pair.pair_id).kept_id) == ("same", pair.first_id)
    link = desk.rows(select(HouseholdLineage.__table__))[0]
    assert (link.household_id, link.other_id, link.how) == (pair.second_id, pair.first_id, "duplicate_of")
    assert (desk.state(pair.first_id), desk.state(pair.second_id)) == ("active", "active")
    desk.search()
    doubles.undo(desk.node, desk.other, pair.pair_id)
    assert desk.decision(pair.pair_id) is None
    assert case_of(desk, pair.second_id).review_state == "none"
    assert desk.rows(select(HouseholdLineage.__table__)) == []
    assert len(desk.pairs(pair.first_id, pair.second_id)) == 1
    doubles.decide(desk.node, desk.one, pair.pair_id, Verdict("same", pair.first_id))
    doubles.decide(desk.node, desk.one, pair.pair_id, Verdict("same", pair.second_id))
    assert case_of(desk, pair.first_id).review_state == "duplicate"
    assert case_of(desk, pair.second_id).review_state == "none"
    assert [row.household_id for row in desk.rows(select(HouseholdLineage.__table__))] == [pair.first_id]


def test_what_cannot_be_said_is_refused_and_what_is_unclear_is_noted(desk: Desk, pair: Any) -> None:
    for verdict, code in (
        (Verdict("maybe"), "DUP-002"),
        (Verdict("same", "x"), "DUP-003"),
        (Verdict("unclear"), "DUP-005"),
        (Verdict("different", seen="same 2026"), "DUP-008"),
    ):
        with pytest.raises(Problem) as refused:
            doubles.decide(desk.node, desk.one, pair.pair_id, verdict)
        assert refused.value.code == code
    with pytest.raises(Problem) as refused:
        doubles.undo(desk.node, desk.one, pair.pair_id)
    assert refused.value.code == "DUP-006"
    assert desk.decision(pair.pair_id) is None
    # Unclear keeps the note; what is different is never asked again.
    doubles.decide(desk.node, desk.one, pair.pair_id, Verdict("unclear", note="chờ giấy khai sinh"))
    assert [row.text for row in desk.rows(select(DuplicateNote.__table__))] == ["chờ giấy khai sinh"]
    doubles.decide(desk.node, desk.one, pair.pair_id, Verdict("different"))
    desk.household("A3", BE)
    desk.search()
    assert desk.decision(pair.pair_id).state == "different"


def test_many_are_said_different_at_once_and_taken_back_at_once(desk: Desk) -> None:
    ids = [desk.household(f"A{number}", LAN) for number in range(3)]
    desk.search()
    pairs = [one.pair_id for one in desk.pairs(*ids)]
    batch = doubles.decide_many(desk.node, desk.one, [*pairs, "ở đâu đó"])
    assert (len(batch.done), [problem.code for _, problem in batch.refused]) == (3, ["DUP-001"])
    assert {desk.decision(one).state for one in pairs} == {"different"}
    assert len(doubles.undo_batch(desk.node, desk.one, batch.batch_id).done) == 3
    assert [desk.decision(one) for one in pairs] == [None, None, None]


def test_who_may_see_one_side_only_decides_nothing(desk: Desk) -> None:
    far = desk.household("B1", LAN, HUNG, village=desk.other_village)
    near = desk.household("A1", LAN, HUNG)
    desk.search()
    (pair,) = desk.pairs(near, far)
    with pytest.raises(Problem) as refused:
        doubles.decide(desk.node, desk.one, pair.pair_id, Verdict("different"))
    assert refused.value.status == 403
    doubles.decide(desk.node, desk.admin, pair.pair_id, Verdict("different"))
    found = desk.node.read(lambda c: read_subject(c, pair.pair_id))
    assert {one.record.envelope.area for one in found} == {desk.area, desk.other_area}
    assert desk.decision(pair.pair_id).state == "different"


def test_two_who_had_not_seen_each_other_are_in_conflict_until_one_has(desk: Desk, pair: Any) -> None:
    doubles.decide(desk.node, desk.one, pair.pair_id, Verdict("different"))
    # What another node says without having seen it: nothing before it, nothing named.
    payload = {
        "pair_id": pair.pair_id,
        "level": "household",
        "household_id": pair.first_id,
        "other_id": pair.second_id,
        "decision": "same",
        "kept_id": pair.first_id,
        "sees": [],
    }
    draft = Draft(desk.area, "duplicate.decided", (pair.pair_id,), desk.other, payload, follows={pair.pair_id: ()})
    desk.node.writer.write(lambda unit: desk.node.record(unit, draft))
    assert desk.decision(pair.pair_id).state == "contested"
    doubles.decide(desk.node, desk.one, pair.pair_id, Verdict("different"))
    assert desk.decision(pair.pair_id).state == "different"
    # A rebuild says the same.
    doubles.decide(desk.node, desk.admin, pair.pair_id, Verdict("unclear", note="hỏi lại"))
    doubles.decide(desk.node, desk.one, pair.pair_id, Verdict("same", pair.first_id))
    before = dump(desk.sender)
    rebuild_node(desk.node, lambda *_: None)
    after = dump(desk.sender)
    for name, rows in before.items():
        assert after[name] == rows, name
    assert len(desk.rows(select(DuplicateDecision.__table__))) == 1


def test_what_another_said_of_a_pair_is_news_in_both_communes_until_it_is_taken_back(desk: Desk) -> None:
    first, second = desk.household("A1", LAN, HUNG), desk.household("B1", LAN, HUNG, village=desk.other_village)
    desk.search()
    pair = desk.pairs(first, second)[0]

    def news(reader: str, *areas: str) -> list[tuple[str, str | None, bool]]:
        told = desk.node.read(lambda c: notices.list_notices(c, reader, areas))
        return [(one.kind, one.pair_id, one.is_read) for one in told]

    doubles.decide(desk.node, desk.admin, pair.pair_id, Verdict("different"))
    said = ("pair.different", pair.pair_id, False)
    assert news(desk.other, desk.area) == news(desk.other, desk.other_area) == [said]
    assert news(desk.other, desk.area, desk.other_area) == [said]
    assert news(desk.admin, desk.area) == [] and news(desk.other, "00000") == []
    unread = [
        desk.node.read(lambda c, one=one: notices.count_unread(c, one, [desk.area])) for one in (desk.other, desk.admin)
    ]
    assert unread == [1, 0]
    (told,) = desk.node.read(lambda c: notices.list_notices(c, desk.other, [desk.area]))
    notices.mark_read(desk.node, desk.other, [told.digest])
    assert news(desk.other, desk.area) == [("pair.different", pair.pair_id, True)]
    doubles.decide(desk.node, desk.admin, pair.pair_id, Verdict("unclear", note="hỏi lại"))
    assert news(desk.other, desk.area) == [("pair.unclear", pair.pair_id, False)]
    doubles.undo(desk.node, desk.admin, pair.pair_id)
    assert all(kind != "pair.unclear" for kind, _pair, _read in news(desk.other, desk.area))
