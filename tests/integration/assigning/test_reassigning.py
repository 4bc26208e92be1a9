"""Households given to another enumerator: both tablets follow, return rows too, and it can be taken back (R15)."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from server.domain.assignments import Given, find_holder
from server.errors import Problem
from server.services import assigning, review, rounds
from server.services.lists import list_hash, read_integrity
from server.services.maintenance import rebuild_node
from server.services.views.workload import Wanted, list_batches, list_households, read_workload
from server.store.tables import Assignment, HouseholdAssignment, Submission

from .conftest import Field


def test_both_lists_follow_and_the_old_tablet_is_told_that_they_are_gone(field: Field) -> None:
    one, other = field.ids(field.one), field.ids(field.other)
    given = sorted(one)[:2]
    before = {who: list_hash(field.node, field.device(who), "households") for who in (field.one, field.other)}
    people = len([row for row in field.rows(field.one, "members") if row["hh"] in given])
    assert people > 0
    done = field.give(given, field.other)
    assert [move.household_id for move in done.moves] != [] and done.refused == ()
    assert field.ids(field.one) == one - set(given)
    assert field.ids(field.other) == other | set(given)
    assert field.ids(field.one, "members").isdisjoint(given)
    assert len([row for row in field.rows(field.other, "members") if row["hh"] in given]) == people
    row = next(row for row in field.rows(field.other) if row["name"] == given[0])
    assert row["assignment_id"] == field.case(given[0]).assignment_id
    assert row["village"] in {place["name"] for place in field.rows(field.other, "villages")}
    assert all(list_hash(field.node, field.device(who), "households") != old for who, old in before.items())
    assert dict(read_integrity(field.node, field.device(field.one), given)) == dict.fromkeys(given, True)
    assert dict(read_integrity(field.node, field.device(field.other), given)) == dict.fromkeys(given, False)


def test_a_returned_form_is_corrected_by_who_has_the_household_now(field: Field) -> None:
    filled = field.sender.fill(0)
    assert field.sender.send(filled).status == 201
    household = filled.fields["loaded"]
    review.return_case(
        field.node, field.admin, field.case(household).case_id, filled.instance_id, [], "Xem lại số người trong hộ"
    )
    assert field.ids(field.one, "returns") == {household}
    field.give([household], field.other)
    assert field.ids(field.one, "returns") == set()
    assert field.ids(field.other, "returns") == {household}
    assert household in field.ids(field.other, "return_members")


def test_a_form_of_who_was_given_a_household_is_not_outside_her_areas(field: Field) -> None:
    household = sorted(field.ids(field.one))[0]
    field.give([household], field.other)
    number = [row.household_id for row in field.sender.households()].index(household)
    filled = field.sender.fill(number)
    field.sender.device = field.device(field.other)
    assert field.sender.send(filled).status == 201
    query = select(Submission.flags).where(Submission.instance_id == filled.instance_id)
    assert field.node.read(lambda c: c.execute(query).scalar_one()) == []


def test_a_batch_is_taken_back_to_who_had_each_household_before(field: Field) -> None:
    one = field.ids(field.one)
    first, second = sorted(one)[:2]
    field.give([first], field.other)
    batch = field.give([first, second], field.one)
    assert [why for _, why in batch.refused] == ["same"]
    batch = field.give([second], field.other)
    back = assigning.undo(field.node, field.admin, batch.batch_id)
    assert [move.household_id for move in back.moves] == [second]
    assert field.ids(field.one) == one
    live = select(Assignment).where(Assignment.is_part, Assignment.ended_by.is_(None))
    assert len(field.node.read(lambda c: c.execute(live).all())) == 1
    with pytest.raises(Problem, match="Không có lần giao này"):
        assigning.undo(field.node, field.admin, "nothing")


def test_what_was_given_on_since_is_left_and_told(field: Field) -> None:
    household = sorted(field.ids(field.one))[0]
    batch = field.give([household], field.other)
    later = field.give([household], field.one)
    back = assigning.undo(field.node, field.admin, batch.batch_id)
    assert (back.moves, [why for _, why in back.refused]) == ((), ["moved_on"])
    assigning.undo(field.node, field.admin, later.batch_id)
    assert household in field.ids(field.other)


def test_a_village_given_anew_leaves_its_single_households_where_they_are(field: Field) -> None:
    household = sorted(field.ids(field.one))[0]
    field.give([household], field.other)
    village = field.case(household).village_code
    rounds.assign_villages(field.node, field.admin, field.round_id, field.area, [(village, field.other)])
    rounds.assign_villages(field.node, field.admin, field.round_id, field.area, [(village, field.one)])
    assert household in field.ids(field.other) and household not in field.ids(field.one)


def test_the_lists_and_the_cases_follow_the_one_rule_of_who_has_a_household(field: Field) -> None:
    first, second, third = sorted(field.ids(field.one))[:3]
    field.give([first, second, third], field.other)
    field.give([second], field.one)
    released = field.give([third], field.one)
    assigning.undo(field.node, field.admin, released.batch_id)
    rows = field.node.read(lambda c: c.execute(select(HouseholdAssignment.__table__)).all())
    apart = {one.household_id: one for one in rows if one.ended_by is None}
    given = field.node.read(lambda c: c.execute(select(Assignment.__table__).where(~Assignment.is_part)).all())
    villages = {one.village_code: one for one in given if one.ended_by is None}
    lists = {who: field.ids(who) for who in (field.one, field.other)}
    for household in lists[field.one] | lists[field.other]:
        case, own = field.case(household), apart.get(household)
        village = villages[case.village_code]
        holder = find_holder(
            Given(own.assignment_id, own.actor_id, own.village_code) if own else None,
            Given(village.assignment_id, village.actor_id, village.village_code),
            case.village_code,
        )
        assert holder is not None
        assert case.assignment_id == holder.assignment_id
        assert [who for who, ids in lists.items() if household in ids] == [holder.actor_id]
    assert set(apart) == {first, second, third}


def test_a_rebuilt_node_has_the_same_assignments_lists_and_load(field: Field) -> None:
    first, second, third = sorted(field.ids(field.one))[:3]
    field.give([first, second], field.other)
    batch = field.give([third], field.other)
    assigning.undo(field.node, field.admin, batch.batch_id)

    def seen() -> object:
        rows = field.node.read(lambda c: c.execute(select(HouseholdAssignment.__table__)).all())
        load = field.node.read(lambda c: read_workload(c, field.round_id, [field.area], "2026-01-01"))
        return sorted(map(str, rows)), load, field.ids(field.one), field.ids(field.other)

    before = seen()
    rebuild_node(field.node, lambda _done, _all: None)
    assert seen() == before


def test_the_load_and_the_filter_count_by_who_has_each_household(field: Field) -> None:
    def load() -> dict[str, tuple[int, int, int]]:
        found = field.node.read(lambda c: read_workload(c, field.round_id, [field.area], "2026-01-01"))
        assert found.nobody == {}
        return {one.actor_id: (one.households, one.open, one.apart) for one in found.people}

    before = load()
    given = sorted(field.ids(field.one))[:2]
    done = field.give(given, field.other)
    after = load()
    assert after[field.one] == (before[field.one][0] - 2, before[field.one][1] - 2, 0)
    assert after[field.other] == (before[field.other][0] + 2, before[field.other][1] + 2, 2)
    wanted = Wanted(holder=field.other, state="todo")
    rows, total = field.node.read(lambda c: list_households(c, field.round_id, [field.area], wanted))
    assert total == after[field.other][1] and set(given) <= {row.household_id for row in rows}
    (batch,) = field.node.read(lambda c: list_batches(c, field.round_id, [field.area]))
    assert (batch.batch_id, batch.count, batch.left) == (done.batch_id, 2, 2)


def test_an_even_share_ends_even(field: Field) -> None:
    cases = [field.case(one).case_id for one in sorted(field.ids(field.one) | field.ids(field.other))]
    plan = assigning.check(field.node, field.admin, cases, assigning.EVENLY)
    assert all(move.candidate.holder_id != move.to_id for move in plan.moves)
    assigning.reassign(field.node, field.admin, [(move.case_id, move.to_id) for move in plan.moves])
    found = field.node.read(lambda c: read_workload(c, field.round_id, [field.area], "2026-01-01"))
    opened = [one.open for one in found.people]
    assert max(opened) - min(opened) <= 1


def test_an_office_of_another_commune_and_a_closed_round_are_refused(field: Field) -> None:
    household = sorted(field.ids(field.one))[0]
    case_id = field.case(household).case_id
    with pytest.raises(Problem, match="không có quyền"):
        assigning.reassign(field.node, field.one, [(case_id, field.other)])
    with pytest.raises(Problem, match="không phải rà soát viên"):
        assigning.reassign(field.node, field.admin, [(case_id, field.admin)])
    rounds.close_round(field.node, field.admin, field.round_id)
    with pytest.raises(Problem, match="đã đóng"):
        assigning.reassign(field.node, field.admin, [(case_id, field.other)])
