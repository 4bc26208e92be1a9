"""Splits and merges through the services: who goes where, codes, lineage, statuses by decision, undo, rebuild (R11)."""

from __future__ import annotations

import pytest

from server.domain.household_events import Split
from server.errors import Problem
from server.services import household_events as events
from server.services import registry
from server.services.household_events import MergeOrder, SplitOrder
from server.services.views.household_events import list_relatives, read_flags
from server.store.tables import Case, HouseholdLineage

from .conftest import Communes, codes_of

POOR = {"outcome": "poor", "reason": "income", "decision_no": "12/QĐ-TH", "decision_on": "2015-12-20"}


def test_a_split_gives_the_new_household_its_people_a_code_a_case_and_no_status(communes: Communes) -> None:
    old = communes.household(least=3)
    registry.import_statuses(
        communes.node,
        communes.admin,
        communes.giving,
        [registry.ImportedStatus(old.row.household_id, {"training_points": POOR}, {})],
    )
    old = communes.here(old.row.household_id)
    new_id = communes.split(old)
    new, left = communes.here(new_id), communes.here(old.row.household_id)
    (person,) = new.members
    assert (person.facts["relation"], person.no, new.row.head_name) == ("head", 1, person.facts["full_name"])
    assert communes.states(old.row.household_id)[new.row.head_name] == "split"
    assert (new.row.village_code, new.row.recognised, new.row.facts) == (old.row.village_code, {}, {})
    assert left.row.recognised == old.row.recognised and left.row.recognised
    assert left.row.code == old.row.code != new.row.code and new.row.code.startswith(f"{communes.giving}-")
    (case,) = communes.sender.rows(Case, household_id=new_id)
    assert (case.tablet_state, case.assignment_id is not None) == ("todo", True)
    told = communes.node.read(lambda c: list_relatives(c, new_id, [communes.giving]))
    assert [(one.role, one.household_id) for one in told] == [("source", old.row.household_id)]
    told = communes.node.read(lambda c: list_relatives(c, old.row.household_id, [communes.giving]))
    assert [(one.role, one.household_id) for one in told] == [("split_off", new_id)]
    communes.rebuilt_alike()


def test_a_decision_named_in_the_split_gives_the_new_household_the_old_status(communes: Communes) -> None:
    old = communes.household()
    status = registry.ImportedStatus(old.row.household_id, {"training_points": POOR}, {})
    registry.import_statuses(communes.node, communes.admin, communes.giving, [status])
    day = communes.when().happened_on
    new_id = communes.split(communes.here(old.row.household_id), decision=("45/QĐ-UBND", day))
    recognised = communes.here(new_id).row.recognised["training_points"]
    assert (recognised["outcome"], recognised["decision_no"], recognised["from_on"]) == ("poor", "45/QĐ-UBND", day)
    (lineage,) = communes.sender.rows(HouseholdLineage, household_id=new_id)
    assert lineage.decision == f"45/QĐ-UBND|{day}"


def test_where_the_head_goes_somebody_who_stays_is_head(communes: Communes) -> None:
    old = communes.household(least=3)
    new_id = communes.split(old, with_head=True)
    left = communes.here(old.row.household_id)
    assert left.registered.head_id in left.present and left.row.head_name != old.row.head_name
    assert communes.here(new_id).row.head_name == old.row.head_name
    last = communes.node.read(lambda c: events.find_last(c, left))
    assert last is not None and last.kind == "household.split"
    events.undo(communes.node, communes.one, old.row.household_id, last.digest)
    back = communes.here(old.row.household_id)
    assert (back.row.head_name, back.registered.head_id) == (old.row.head_name, old.registered.head_id)
    heads = [one for one in back.members if one.facts.get("relation") == "head"]
    assert len(heads) == 1 and {*back.present} == {*old.present}
    assert communes.here(new_id).row.state == "removed"
    assert communes.sender.rows(Case, household_id=new_id) == []
    assert communes.sender.rows(HouseholdLineage) == []
    communes.rebuilt_alike()


def test_a_split_something_stands_on_is_not_taken_back(communes: Communes) -> None:
    old = communes.household()
    new_id = communes.split(old)
    last = communes.node.read(lambda c: events.find_last(c, communes.here(old.row.household_id)))
    assert last is not None
    registry.correct_household(communes.node, communes.one, new_id, {"roof": "tile"})
    with pytest.raises(Problem) as caught:
        events.undo(communes.node, communes.one, old.row.household_id, last.digest)
    assert codes_of(caught) == "EVT-026"


def test_a_merge_keeps_one_code_brings_the_people_and_is_taken_back(communes: Communes) -> None:
    kept, gone = communes.household(), communes.household(number=1)
    order = MergeOrder(kept.row.household_id, gone.row.household_id, communes.when(kept))
    events.merge(communes.node, communes.one, order)
    both = communes.here(kept.row.household_id)
    assert {*both.present} == {*kept.present, *gone.present} and both.row.code == kept.row.code
    assert len({one.no for one in both.members}) == len(both.members) == both.row.member_count
    assert [one.facts.get("relation") for one in both.present.values()].count("head") == 1
    assert communes.here(gone.row.household_id).row.state == "merged"
    assert communes.sender.rows(Case, household_id=gone.row.household_id) == []
    communes.rebuilt_alike()
    last = communes.node.read(lambda c: events.find_last(c, both))
    assert last is not None
    events.undo(communes.node, communes.one, kept.row.household_id, last.digest)
    assert {*communes.here(kept.row.household_id).present} == {*kept.present}
    back = communes.here(gone.row.household_id)
    assert (back.row.state, {*back.present}) == ("active", {*gone.present})
    assert len(communes.sender.rows(Case, household_id=gone.row.household_id)) == 1
    communes.rebuilt_alike()


def test_people_who_split_off_and_come_back_are_the_same_people(communes: Communes) -> None:
    old = communes.household(least=3)
    new_id = communes.split(old)
    now = communes.here(old.row.household_id)
    events.merge(communes.node, communes.one, MergeOrder(old.row.household_id, new_id, communes.when(now)))
    back = communes.here(old.row.household_id)
    assert [one.person_id for one in back.members] == [one.person_id for one in old.members]
    assert {*back.present} == {*old.present}


def test_what_cannot_be_is_refused_with_its_reason(communes: Communes) -> None:
    here = communes.household()
    everybody = Split(tuple(here.present), next(iter(here.present)))
    with pytest.raises(Problem) as caught:
        events.split(communes.node, communes.one, here.row.household_id, SplitOrder(everybody, communes.when(here)))
    assert codes_of(caught) == "EVT-010"
    registry.correct_household(communes.node, communes.one, here.row.household_id, {"roof": "tile"})
    with pytest.raises(Problem) as caught:
        communes.split(here)
    assert codes_of(caught) == "EVT-003"
    stranger = communes.register("nguoi-la", communes.receiving)
    with pytest.raises(Problem) as caught:
        now = communes.here(here.row.household_id)
        split = Split((list(now.present)[-1],), list(now.present)[-1])
        events.split(communes.node, stranger, here.row.household_id, SplitOrder(split, communes.when(now)))
    assert codes_of(caught) == "REV-021"


def test_a_household_whose_form_waits_for_review_is_not_merged_away(communes: Communes) -> None:
    kept, gone = communes.household(), communes.household(number=1)
    number = [one.household_id for one in communes.sender.households()].index(gone.row.household_id)
    communes.sender.send(communes.sender.fill(number))
    with pytest.raises(Problem) as caught:
        order = MergeOrder(kept.row.household_id, gone.row.household_id, communes.when())
        events.merge(communes.node, communes.one, order)
    assert codes_of(caught) == "EVT-007"


def test_the_tablets_lists_follow_a_split_and_an_old_draft_is_kept_and_told(communes: Communes) -> None:
    sender, old = communes.sender, communes.household(least=3)
    number = [one.household_id for one in sender.households()].index(old.row.household_id)
    draft = sender.fill(number)
    new_id = communes.split(old)
    rows = communes.read_list("households")
    assert {new_id, old.row.household_id} <= {row[0] for row in rows}
    listed = [row for row in communes.read_list("members") if row[0] in (new_id, old.row.household_id)]
    assert len(listed) == len(old.present)
    assert sender.send(draft).status == 201
    (case,) = sender.rows(Case, household_id=old.row.household_id)
    assert (case.instance_id, case.has_conflict) == (draft.instance_id, True)
    here = communes.here(new_id)
    flags = communes.node.read(lambda c: read_flags(c, communes.node, here, [communes.giving]))
    assert ("person_twice", old.row.code) in [(one.code, one.values["code"]) for one in flags]
    communes.rebuilt_alike()
