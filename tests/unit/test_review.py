"""What may be done with a case in which state, and what stops it: the table of `server.domain.review`."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from server.domain.review import Action, CaseState, Intent, Last, Pending, Refusal, State, Transition, decide
from server.services.review.words import ACTIONS, STATES, to_problem

ME, OTHER, SEEN = "me", "other", "uuid:1"
RECEIVED = CaseState(State.RECEIVED, SEEN, frozenset({SEEN}))
WANTED = Intent(ME, SEEN, "vì sao", comment_count=1, chosen=SEEN, correction_id="k1", change_count=1)
# What each action makes of a case in each state; a state that is missing refuses it.
WAYS: dict[Action, dict[State, State]] = {
    Action.APPROVE: {one: State.APPROVED for one in (State.RECEIVED, State.HELD, State.CONTESTED)},
    Action.RETURN: {one: State.RETURNED for one in (State.RECEIVED, State.HELD, State.CONTESTED)},
    Action.COMMENT: {one: one for one in State},
    Action.HOLD: {one: State.HELD for one in (State.RECEIVED, State.CONTESTED)},
    Action.CORRECT: {one: State.RECEIVED for one in (State.RECEIVED, State.HELD, State.CONTESTED)},
    Action.CONFIRM: {one: State.RECEIVED for one in (State.RECEIVED, State.HELD, State.CONTESTED)},
    Action.RESOLVE: {one: State.RECEIVED for one in State if one != State.NONE},
    Action.DUPLICATE: {
        one: State.DUPLICATE
        for one in (State.NONE, State.RECEIVED, State.HELD, State.CONTESTED, State.RETURNED)
    },
}  # fmt: skip


def ready(action: Action, state: State) -> CaseState:
    """A case with all that the action asks for besides the state."""
    pending = (Pending("k1", OTHER, ("floor_area_m2",)),) if action == Action.CONFIRM else ()
    return replace(RECEIVED, state=state, pending=pending, was_resolved=action == Action.RESOLVE)


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("action", WAYS)
def test_every_action_in_every_state(action: Action, state: State) -> None:
    decision = decide(ready(action, state), action, WANTED)
    if state in WAYS[action]:
        assert decision == Transition(action, state, WAYS[action][state])
    else:
        assert decision == Refusal("wrong_state", {"action": action.value, "state": state.value})


@pytest.mark.parametrize(
    "state, kind, before",
    [
        (State.APPROVED, "review.approved", State.RECEIVED),
        (State.APPROVED, "review.approved", State.HELD),
        (State.RETURNED, "review.returned", State.RECEIVED),
        (State.HELD, "review.held", State.RECEIVED),
        (State.DUPLICATE, "review.duplicate", State.NONE),
    ],
)
def test_an_undo_leads_back_to_what_was_before(state: State, kind: str, before: State) -> None:
    case = replace(RECEIVED, state=state, last=Last(kind, "d1", before))
    assert decide(case, Action.UNDO, Intent(ME)) == Transition(Action.UNDO, state, before)


@pytest.mark.parametrize(
    "last, withdraws, code",
    [
        (None, "", "nothing_to_undo"),
        (Last("review.withdrawn", "d1", State.RECEIVED), "", "nothing_to_undo"),
        (Last("conflict.resolved", "d1", State.RECEIVED), "", "choose_again"),
        (Last("review.corrected", "d1", State.RECEIVED), "", "correct_back"),
        (Last("review.confirmed", "d1", State.RECEIVED), "", "correct_back"),
        (Last("review.approved", "d2", State.RECEIVED), "d1", "overtaken"),
        (None, "d1", "overtaken"),
    ],
)
def test_what_cannot_be_undone(last: Last | None, withdraws: str, code: str) -> None:
    decision = decide(replace(RECEIVED, last=last), Action.UNDO, Intent(ME, withdraws=withdraws))
    assert isinstance(decision, Refusal) and decision.code == code


def test_a_correction_nobody_has_confirmed_can_be_undone() -> None:
    case = replace(RECEIVED, last=Last("review.corrected", "d1", State.HELD, is_pending=True))
    assert decide(case, Action.UNDO, Intent(ME)) == Transition(Action.UNDO, State.RECEIVED, State.HELD)


def test_an_undone_approval_says_what_stands_on_it() -> None:
    last = Last("review.approved", "d1", State.RECEIVED)
    case = replace(RECEIVED, state=State.APPROVED, last=last, stands_on=("exception.decided",))
    decision = decide(case, Action.UNDO, Intent(ME))
    assert isinstance(decision, Transition) and decision.warnings == ("exception.decided",)


@pytest.mark.parametrize(
    "action, case, intent, code",
    [
        (Action.APPROVE, {}, {"seen": "uuid:0"}, "stale"),
        (Action.RETURN, {"instance_id": "uuid:2"}, {}, "stale"),
        (Action.APPROVE, {"instance_id": None, "state": State.NONE}, {"seen": ""}, "wrong_state"),
        (Action.APPROVE, {"is_unchecked": True}, {}, "unchecked"),
        (Action.APPROVE, {"has_outcome": False}, {}, "no_outcome"),
        (Action.APPROVE, {"blocking": ("no_head",)}, {}, "blocking"),
        (Action.APPROVE, {"undetermined": ("vn_2016",)}, {}, "undetermined"),
        (Action.APPROVE, {"has_conflict": True}, {}, "conflict"),
        (Action.CORRECT, {"has_conflict": True}, {}, "conflict"),
        (Action.APPROVE, {"pending": (Pending("k1", ME, ("floor_area_m2",)),)}, {}, "pending"),
        (Action.HOLD, {}, {"text": "  "}, "no_reason"),
        (Action.CORRECT, {}, {"text": ""}, "no_reason"),
        (Action.DUPLICATE, {}, {"text": ""}, "no_reason"),
        (Action.RESOLVE, {"has_conflict": True}, {"text": ""}, "no_reason"),
        (Action.RETURN, {}, {"text": "", "comment_count": 0}, "no_comment"),
        (Action.COMMENT, {}, {"text": "", "comment_count": 0}, "no_comment"),
        (Action.CORRECT, {}, {"change_count": 0}, "no_change"),
        (Action.RESOLVE, {}, {}, "no_conflict"),
        (Action.RESOLVE, {"has_conflict": True}, {"chosen": "uuid:9"}, "not_a_version"),
        (Action.CONFIRM, {}, {}, "no_correction"),
        (Action.CONFIRM, {"pending": (Pending("k1", ME, ("floor_area_m2",)),)}, {}, "same_person"),
        *((one, {"decision": "12/QĐ"}, {}, "recognised") for one in Action if one != Action.COMMENT),
    ],
)
def test_what_stops_an_action(action: Action, case: dict[str, Any], intent: dict[str, Any], code: str) -> None:
    decision = decide(replace(RECEIVED, **case), action, replace(WANTED, **intent))
    assert isinstance(decision, Refusal) and decision.code == code
    problem = to_problem(decision)
    assert problem.message and problem.remedy and problem.code.startswith("REV-0")


def test_a_comment_is_free_even_after_a_recognition() -> None:
    case = replace(RECEIVED, decision="12/QĐ", state=State.APPROVED)
    assert isinstance(decide(case, Action.COMMENT, replace(WANTED, seen=None)), Transition)


def test_every_state_and_action_has_words() -> None:
    assert set(STATES) == {one.value for one in State}
    assert set(ACTIONS) == {one.value for one in Action}


def test_the_page_for_developers_has_the_table() -> None:
    page = (Path(__file__).parents[2] / "docs" / "developer" / "review.md").read_text("utf-8")
    head = ["| action | " + " | ".join(State) + " |", "|---" * (len(State) + 1) + "|"]
    rows = [
        f"| {action} | " + " | ".join(str(ways.get(state, "")) for state in State) + " |"
        for action, ways in WAYS.items()
    ]
    assert "\n".join(head + rows) in page
