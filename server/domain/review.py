"""The review of a case: its states, what a person may do in each, and why not. Pure; the table is the documentation.

`decide` says what an action makes of a case or why it is refused; who may act where is `server.domain.access`. A
version is what the reviewer saw: an action about another one than is shown now is refused as stale (R1, R11, R15).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class State(StrEnum):
    """Where a case stands. CONTESTED: two reviewers decided apart and neither had seen the other (`records.md`)."""

    NONE = "none"
    RECEIVED = "received"
    RETURNED = "returned"
    HELD = "held"
    APPROVED = "approved"
    DUPLICATE = "duplicate"
    CONTESTED = "contested"


class Action(StrEnum):
    """What a reviewer does; un-approving is UNDO of an approval."""

    APPROVE = "approve"
    RETURN = "return"
    COMMENT = "comment"
    HOLD = "hold"
    CORRECT = "correct"
    CONFIRM = "confirm"
    RESOLVE = "resolve"
    DUPLICATE = "duplicate"
    UNDO = "undo"


_OPEN = (State.RECEIVED, State.HELD, State.CONTESTED)
_SENT = (*_OPEN, State.RETURNED, State.APPROVED, State.DUPLICATE)
# Action -> the states it starts from and the state it leads to; None: the state stays (UNDO names its own).
TABLE: Mapping[Action, tuple[tuple[State, ...], State | None]] = {
    Action.APPROVE: (_OPEN, State.APPROVED),
    Action.RETURN: (_OPEN, State.RETURNED),
    Action.COMMENT: (tuple(State), None),
    Action.HOLD: ((State.RECEIVED, State.CONTESTED), State.HELD),
    Action.CORRECT: (_OPEN, State.RECEIVED),
    Action.CONFIRM: (_OPEN, State.RECEIVED),
    Action.RESOLVE: (_SENT, State.RECEIVED),
    Action.DUPLICATE: ((State.NONE, *_OPEN, State.RETURNED), State.DUPLICATE),
    Action.UNDO: ((State.RECEIVED, State.RETURNED, State.HELD, State.APPROVED, State.DUPLICATE), None),
}
# Its text is the reason people read later: an action without one is refused.
NEEDS_REASON = frozenset({Action.HOLD, Action.CORRECT, Action.RESOLVE, Action.DUPLICATE})


@dataclass(frozen=True, slots=True)
class Pending:
    """A correction that waits for a second person; `facts` are the decisive ones it changes."""

    correction_id: str
    actor_id: str
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Last:
    """The newest decision on the case and the state before it. `is_pending`: a correction nobody has confirmed."""

    kind: str
    digest: str
    before: State
    is_pending: bool = False


@dataclass(frozen=True, slots=True)
class CaseState:
    """What an action is judged by.

    `instance_id` is the version shown; `versions` all of the case; `has_outcome` that the visit ended in one (R9);
    `was_resolved` that a person chose the one shown.
    `is_unchecked` that its sheet of paper is to be keyed a second time or the two keyings to be compared (R14).
    `decision` is the number of a recognition that stands on the case; `blocking` codes of findings, `undetermined`
    standards; `stands_on` kinds of records written in view of the approval.
    """

    state: State
    instance_id: str | None = None
    versions: frozenset[str] = frozenset()
    has_outcome: bool = True
    has_conflict: bool = False
    was_resolved: bool = False
    is_unchecked: bool = False
    decision: str = ""
    blocking: tuple[str, ...] = ()
    undetermined: tuple[str, ...] = ()
    pending: tuple[Pending, ...] = ()
    last: Last | None = None
    stands_on: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Intent:
    """What a person asks for. `seen` is the version on her screen; None: the action is not about one.

    `withdraws` is the decision an undo is meant for; empty: whichever is the newest.
    """

    actor_id: str
    seen: str | None = None
    text: str = ""
    comment_count: int = 0
    chosen: str = ""
    correction_id: str = ""
    change_count: int = 0
    withdraws: str = ""


@dataclass(frozen=True, slots=True)
class Transition:
    """What the action makes of the case; `warnings` name kinds of records that stand on what is taken back."""

    action: Action
    before: State
    after: State
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why not: a code with the values its words need (`server.services.review.words`)."""

    code: str
    values: Mapping[str, Any] = field(default_factory=dict)


def decide(case: CaseState, action: Action, intent: Intent) -> Transition | Refusal:
    """The one decision about a review action: the first guard that speaks refuses it."""
    for guard in _GUARDS:
        refusal = guard(case, action, intent)
        if refusal is not None:
            return refusal
    if action == Action.UNDO and case.last is not None:
        return Transition(action, case.state, case.last.before, case.stands_on)
    after = TABLE[action][1]
    return Transition(action, case.state, case.state if after is None else after)


def _check_recognised(case: CaseState, action: Action, _intent: Intent) -> Refusal | None:
    """What a recognition stands on changes only by another decision (R1, R19)."""
    if not case.decision or action == Action.COMMENT:
        return None
    return Refusal("recognised", {"decision": case.decision})


def _check_seen(case: CaseState, _action: Action, intent: Intent) -> Refusal | None:
    """Nobody decides on a version she has not seen."""
    if intent.seen is None or intent.seen == (case.instance_id or ""):
        return None
    return Refusal("stale", {"seen": intent.seen, "shown": case.instance_id or ""})


def _check_state(case: CaseState, action: Action, _intent: Intent) -> Refusal | None:
    if case.state in TABLE[action][0]:
        return None
    return Refusal("wrong_state", {"action": action.value, "state": case.state.value})


def _check_conflict(case: CaseState, action: Action, _intent: Intent) -> Refusal | None:
    """Of two forms neither counts before a person chooses (R15)."""
    if case.has_conflict and action in (Action.APPROVE, Action.CORRECT, Action.CONFIRM):
        return Refusal("conflict", {"count": len(case.versions)})
    return None


def _check_pending(case: CaseState, action: Action, _intent: Intent) -> Refusal | None:
    if case.pending and action == Action.APPROVE:
        return Refusal("pending", {"facts": tuple(fact for one in case.pending for fact in one.facts)})
    return None


def _check_keying(case: CaseState, action: Action, _intent: Intent) -> Refusal | None:
    """A sheet drawn to be keyed twice is compared before anybody builds on it (R14)."""
    return Refusal("unchecked") if case.is_unchecked and action == Action.APPROVE else None


def _check_findings(case: CaseState, action: Action, _intent: Intent) -> Refusal | None:
    """Every household ends in one outcome (R9); what blocks is put right first."""
    if not case.has_outcome and action == Action.APPROVE:
        return Refusal("no_outcome")
    if case.blocking and action == Action.APPROVE:
        return Refusal("blocking", {"codes": case.blocking})
    return None


def _check_class(case: CaseState, action: Action, _intent: Intent) -> Refusal | None:
    """An undetermined household keeps its status; approving it would say it has a class (R1)."""
    if case.undetermined and action == Action.APPROVE:
        return Refusal("undetermined", {"standards": case.undetermined})
    return None


def _check_words(_case: CaseState, action: Action, intent: Intent) -> Refusal | None:
    if action in NEEDS_REASON and not intent.text.strip():
        return Refusal("no_reason", {"action": action.value})
    if action in (Action.RETURN, Action.COMMENT) and not intent.text.strip() and not intent.comment_count:
        return Refusal("no_comment", {"action": action.value})
    if action == Action.CORRECT and not intent.change_count:
        return Refusal("no_change")
    return None


def _check_choice(case: CaseState, action: Action, intent: Intent) -> Refusal | None:
    """A choice needs versions that stand beside each other; a wrong choice can be made anew."""
    if action != Action.RESOLVE:
        return None
    if not case.has_conflict and not case.was_resolved:
        return Refusal("no_conflict")
    return None if intent.chosen in case.versions else Refusal("not_a_version", {"chosen": intent.chosen})


def _check_second_person(case: CaseState, action: Action, intent: Intent) -> Refusal | None:
    """A decisive fact is corrected by two people."""
    if action != Action.CONFIRM:
        return None
    waiting = {one.correction_id: one for one in case.pending}.get(intent.correction_id)
    if waiting is None:
        return Refusal("no_correction")
    return Refusal("same_person", {"facts": waiting.facts}) if waiting.actor_id == intent.actor_id else None


def _check_undo(case: CaseState, action: Action, intent: Intent) -> Refusal | None:
    if action != Action.UNDO:
        return None
    last = case.last
    if intent.withdraws and (last is None or last.digest != intent.withdraws):
        return Refusal("overtaken")
    if last is None or last.kind == "review.withdrawn":
        return Refusal("nothing_to_undo")
    if last.kind == "conflict.resolved":
        return Refusal("choose_again")
    if last.kind in ("review.corrected", "review.confirmed") and not last.is_pending:
        return Refusal("correct_back")
    return None


_GUARDS: tuple[Callable[[CaseState, Action, Intent], Refusal | None], ...] = (
    _check_recognised,
    _check_seen,
    _check_undo,
    _check_state,
    _check_conflict,
    _check_pending,
    _check_keying,
    _check_findings,
    _check_class,
    _check_words,
    _check_choice,
    _check_second_person,
)
