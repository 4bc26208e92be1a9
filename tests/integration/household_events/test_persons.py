"""People between reviews: born, dead, corrected; numbers on papers of several kinds, doubtful ones told (R7, R8)."""

from __future__ import annotations

import pytest

from server.errors import Problem
from server.services import household_events as events
from server.services.household_events import NewPerson, Paper
from server.services.views.household_events import read_flags
from server.store.tables import PersonIdentifier

from .conftest import Communes, codes_of

CHILD = {"full_name": "Lê Thị Mẫu", "sex": "female", "birth_year": "2016", "relation": "child"}


def test_a_child_is_born_into_the_household_and_stands_on_the_tablets_list(communes: Communes) -> None:
    here = communes.household()
    new = NewPerson("born", CHILD, communes.when(here))
    person_id = events.join(communes.node, communes.one, here.row.household_id, new)
    now = communes.here(here.row.household_id)
    assert now.present[person_id].facts["birth_year"] == 2016
    assert (now.row.member_count, now.members[-1].no) == (here.row.member_count + 1, here.members[-1].no + 1)
    assert person_id in [row[2] for row in communes.read_list("members")]
    with pytest.raises(Problem) as caught:
        events.join(communes.node, communes.one, here.row.household_id, NewPerson("born", {}, communes.when()))
    assert codes_of(caught) == "EVT-023"
    communes.rebuilt_alike()


def test_a_dead_head_leaves_another_one_and_the_last_person_does_not_leave_alone(communes: Communes) -> None:
    here = communes.household()
    head, other = str(here.registered.head_id), next(one for one in here.present if one != here.registered.head_id)
    household_id = here.row.household_id
    with pytest.raises(Problem) as caught:
        events.leave(communes.node, communes.one, household_id, [head], "died", communes.when(here))
    assert codes_of(caught) == "EVT-012"
    events.leave(communes.node, communes.one, household_id, [head], "died", communes.when(here), other)
    now = communes.here(household_id)
    assert head not in now.present and now.registered.head_id == other
    assert now.row.head_name == now.present[other].facts["full_name"]
    with pytest.raises(Problem) as caught:
        events.leave(communes.node, communes.one, household_id, list(now.present), "moved", communes.when())
    assert codes_of(caught) == "EVT-024"
    last = communes.node.read(lambda c: events.find_last(c, now))
    assert last is not None
    events.undo(communes.node, communes.one, household_id, last.digest)
    back = communes.here(household_id)
    assert (back.registered.head_id, {*back.present}) == (head, {*here.present})
    communes.rebuilt_alike()


def test_a_person_is_corrected_and_a_year_that_cannot_be_is_told(communes: Communes) -> None:
    here = communes.household()
    person = here.members[0]
    args = (communes.node, communes.one, here.row.household_id, person.person_id)
    events.correct_person(*args, {"full_name": "Lê Văn Mẫu", "birth_day": None}, here.row.entity_version)
    now = communes.here(here.row.household_id)
    assert now.members[0].facts["full_name"] == "Lê Văn Mẫu" and "birth_day" not in now.members[0].facts
    assert now.row.head_name == "Lê Văn Mẫu"
    for facts, version, code in (
        ({"birth_year": "19x9"}, now.row.entity_version, "EVT-032"),
        ({"full_name": "Khác"}, here.row.entity_version, "EVT-003"),
        ({"full_name": "Lê Văn Mẫu"}, now.row.entity_version, "EVT-031"),
    ):
        with pytest.raises(Problem) as caught:
            events.correct_person(*args, facts, version)
        assert codes_of(caught) == code


def test_papers_are_of_several_kinds_dated_corrected_and_no_papers_is_an_answer(communes: Communes) -> None:
    here = communes.household()
    person = next(one for one in here.members if one.facts.get("birth_year") and one.facts.get("sex"))
    args = (communes.node, communes.one, here.row.household_id, person.person_id)
    assert events.identify(*args, Paper("none")) == ()
    assert [one.kind for one in communes.sender.rows(PersonIdentifier)] == ["none"]
    assert events.identify(*args, Paper("cmnd", "273 012 345", "2001-05-03")) == ()
    (doubt, *_) = events.identify(*args, Paper("cccd", "079088001234"))
    assert "theo số thì" in doubt
    assert [(one.kind, one.number, one.from_on) for one in communes.sender.rows(PersonIdentifier)] == [
        ("cccd", "079088001234", None),
        ("cmnd", "273012345", "2001-05-03"),
    ]
    events.identify(*args, Paper("cccd", "079088001234", is_wrong=True))
    assert [one.kind for one in communes.sender.rows(PersonIdentifier)] == ["cmnd"]
    assert len(communes.sender.records("person.identified")) == 4
    for paper, code in ((Paper("cmnd"), "EVT-034"), (Paper("ho_chieu", "1"), "EVT-033")):
        with pytest.raises(Problem) as caught:
            events.identify(*args, paper)
        assert codes_of(caught) == code
    communes.rebuilt_alike()


def test_the_same_number_on_two_people_is_a_flag_and_no_refusal(communes: Communes) -> None:
    one, other = communes.household(), communes.household(number=1)
    for here in (one, other):
        person = here.members[0].person_id
        doubts = events.identify(communes.node, communes.one, here.row.household_id, person, Paper("cmnd", "273012345"))
    assert "1 người khác" in doubts[-1]
    now = communes.here(one.row.household_id)
    flags = communes.node.read(lambda c: read_flags(c, communes.node, now, [communes.giving]))
    assert [(flag.code, flag.values["code"]) for flag in flags] == [("person_twice", other.row.code)]
    flags = communes.node.read(lambda c: read_flags(c, communes.node, now, []))
    assert flags[0].values["code"].startswith("ở ") and other.row.code not in flags[0].values["code"]
