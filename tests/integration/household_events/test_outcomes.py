"""Every visit ends in one of nine outcomes; what was not reviewed waits for a decision in writing, and blocks (R9)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from server.domain.closing import OUTCOMES, RULINGS
from server.domain.facts import HouseholdFacts, load_facts
from server.errors import Problem
from server.services import household_events as events
from server.services import review, rounds
from server.services.outcomes import Minutes, count_obstacles, decide
from server.services.views.outcomes import OutcomeFilter, read_outcomes
from server.store.tables import Case, Household, OutcomeRuling, Round

from .conftest import Communes, codes_of


def send(communes: Communes, number: int, outcome: str) -> str:
    """The n-th household's visit ended so; its case."""
    filled = communes.sender.fill(number)
    filled = replace(filled, facts=HouseholdFacts({"visit_outcome": outcome}, filled.facts.members))
    assert communes.sender.send(filled).status == 201
    return str(filled.fields["case_id"])


def read(communes: Communes, which: str = "undecided") -> list[tuple[str, str]]:
    """(case, outcome) on the list."""
    (current,) = communes.sender.rows(Round)
    wanted = OutcomeFilter(which=which)
    page = communes.node.read(lambda c: read_outcomes(c, current.round_id, [communes.giving], wanted))
    return [(one.case.case_id, one.outcome) for one in page.rows]


def test_the_form_knows_the_nine_outcomes() -> None:
    assert tuple(one.code for one in load_facts().household["visit_outcome"].choices) == OUTCOMES


def test_what_was_not_reviewed_waits_until_it_is_decided_in_writing_and_blocks(communes: Communes) -> None:
    case_id = send(communes, 0, "absent")
    (current,) = communes.sender.rows(Round)
    assert read(communes) == [(case_id, "absent")]
    with pytest.raises(Problem, match="1 hộ chưa rà soát được") as caught:
        rounds.close_round(communes.node, communes.admin, current.round_id)
    assert codes_of(caught) == "ROUND-017"
    before = communes.sender.rows(Household)[0].recognised
    done = decide(communes.node, communes.one, [case_id], Minutes("keep", "03/BB-UBND", communes.today))
    assert (done.done, read(communes), read(communes, "ruled")) == ((case_id,), [], [(case_id, "absent")])
    assert communes.sender.rows(Household)[0].recognised == before
    communes.rebuilt_alike()
    rounds.close_round(communes.node, communes.admin, current.round_id)


def test_a_later_form_of_the_case_waits_for_a_decision_again(communes: Communes) -> None:
    case_id = send(communes, 0, "absent")
    decide(communes.node, communes.one, [case_id], Minutes("keep", "03/BB", communes.today))
    send(communes, 0, "refused")
    assert read(communes) == [(case_id, "refused")]


def test_a_household_found_dead_leaves_the_register_by_the_minutes(communes: Communes) -> None:
    case_id = send(communes, 0, "all_died")
    decide(communes.node, communes.one, [case_id], Minutes("remove", "03/BB", communes.today))
    (case,) = communes.sender.rows(Case, case_id=case_id)
    assert communes.here(case.household_id).row.state == "died"
    assert read(communes) == [] and case.household_id not in [row[0] for row in communes.read_list("households")]
    last = communes.node.read(lambda c: events.find_last(c, communes.here(case.household_id)))
    assert last is not None
    events.undo(communes.node, communes.one, case.household_id, last.digest)
    assert read(communes) == [(case_id, "all_died")]
    communes.rebuilt_alike()


def test_many_are_decided_by_one_minutes_and_who_cannot_be_is_told(communes: Communes) -> None:
    absent, merged, done = send(communes, 0, "absent"), send(communes, 1, "merged"), send(communes, 2, "completed")
    ruled = decide(communes.node, communes.one, [absent, merged, done], Minutes("remove", "03/BB", communes.today))
    assert ruled.done == ()
    assert [problem.code for _, problem in ruled.refused] == ["EVT-044", "EVT-044", "EVT-043"]
    assert "Nhập hộ" in ruled.refused[1][1].remedy
    stranger = communes.register("nguoi-la", communes.receiving)
    ruled = decide(communes.node, stranger, [absent], Minutes("keep", "03/BB", communes.today))
    assert [problem.code for _, problem in ruled.refused] == ["REV-021"]
    for minutes, code in (
        (Minutes("again", "1", communes.today), "EVT-040"),
        (Minutes("keep", " ", communes.today), "EVT-041"),
        (Minutes("keep", "1", "2999-01-01"), "EVT-042"),
    ):
        with pytest.raises(Problem) as caught:
            decide(communes.node, communes.one, [absent], minutes)
        assert codes_of(caught) == code
    assert communes.sender.rows(OutcomeRuling) == [] and RULINGS == ("keep", "remove")


def test_a_duplicate_is_settled_by_its_mark_and_a_household_nobody_visited_by_its_minutes(communes: Communes) -> None:
    case_id = send(communes, 0, "duplicate")
    other = communes.household(number=1).row.household_id
    review.mark_duplicate(communes.node, communes.one, case_id, other, "cùng một nhà")
    assert read(communes) == []
    (current,) = communes.sender.rows(Round)
    unsent = read(communes, "unsent")
    assert unsent and {outcome for _, outcome in unsent} == {"none"}
    decide(communes.node, communes.one, [unsent[0][0]], Minutes("keep", "03/BB", communes.today))
    assert len(read(communes, "unsent")) == len(unsent) - 1
    official = communes.node.read(lambda c: count_obstacles(c, Official(current)))
    training = communes.node.read(lambda c: count_obstacles(c, current))
    assert official.unsent > 0 and training.unsent == 0


class Official:
    """The demo's round as if it were official."""

    def __init__(self, row: object) -> None:
        self._row = row
        self.kind = "official"

    def __getattr__(self, name: str) -> object:
        return getattr(self._row, name)
