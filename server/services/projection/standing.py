"""Where the review of a case stands, folded from its records whenever one arrives, in whatever order they do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import orjson
from sqlalchemy import Connection, bindparam, delete, insert, select, update

from server.domain.review import State
from server.domain.review_fold import Standing, Word, find_standing
from server.store.tables import Case, CaseApproval, ReviewEvent
from sync.log import get_record, read_links, read_now
from sync.log.prepared import Prepared
from sync.records import History, Record, read_history

from .applying import Applying

CASE = Case.__table__
EVENT = ReviewEvent.__table__
APPROVAL = CaseApproval.__table__
_case = Prepared(select(CASE).where(CASE.c.case_id == bindparam("id")))
# After a move the new commune reviews from the beginning: what the old one decided lies in its own stream.
LIVE_EVENTS = (
    select(EVENT)
    .join(CASE, CASE.c.case_id == EVENT.c.case_id)
    .where(EVENT.c.area_code == CASE.c.area_code)
    .order_by(EVENT.c.record_digest)
)
_events = Prepared(LIVE_EVENTS.where(EVENT.c.case_id == bindparam("id")))
_insert_event = Prepared(insert(EVENT))
_set_states = Prepared(
    update(CASE)
    .where(CASE.c.case_id == bindparam("b_id"))
    .values(tablet_state=bindparam("tablet_state"), review_state=bindparam("review_state"))
)
_drop_approval = Prepared(delete(APPROVAL).where(APPROVAL.c.case_id == bindparam("b_id")))
_insert_approval = Prepared(insert(APPROVAL))


def find_case(connection: Connection, case_id: str) -> Any:
    """The case's row, or None."""
    return _case.first(connection, {"id": case_id})


def case_of(applying: Applying) -> str:
    """The case a review record is about; its envelope still says so when the payload is erased."""
    subjects = applying.record.envelope.subjects
    named: str = (applying.payload or {}).get("case_id") or (subjects[1] if len(subjects) > 1 else "")
    return named


def note_event(applying: Applying, case_id: str, instance_id: str | None) -> None:
    """Note that a record is part of a case's review."""
    envelope, payload = applying.record.envelope, applying.payload or {}
    row = {
        "record_digest": applying.record.digest,
        "case_id": case_id,
        "household_id": envelope.subjects[0],
        "area_code": envelope.area,
        "kind": envelope.kind,
        "actor_id": envelope.actor,
        "instance_id": instance_id,
        "batch_id": payload.get("batch_id"),
        "received_at": applying.received_at,
    }
    _insert_event.run(applying.connection, row)


def settle(applying: Applying, case_id: str) -> State | None:
    """Show in the case the decision that speaks; None where the case is not here."""
    connection = applying.connection
    case = find_case(connection, case_id)
    if case is None:
        return None
    events = list_events(connection, case_id)
    standing = _fold(connection, case, read_words(connection, events, applying.record))
    state = standing.state_of(case.instance_id)
    tablet = _tablet_state(state, case.instance_id)
    _set_states.run(connection, {"b_id": case_id, "tablet_state": tablet, "review_state": state.value})
    _drop_approval.run(connection, {"b_id": case_id})
    if state == State.APPROVED and standing.shown is not None:
        _insert_approval.run(connection, _approval_row(events, standing.shown))
    return state


def _fold(connection: Connection, case: Any, words: Sequence[Word]) -> Standing:
    """One decision alone needs no history."""
    speaking = [one for one in words if one.speaks]
    if len(speaking) < 2:
        return Standing(tuple(speaking))
    return find_standing(read_case_history(connection, case), speaking)


def read_words(connection: Connection, events: Sequence[Any], at_hand: Record | None = None) -> list[Word]:
    """The payloads of a case's review records; None where erased. `at_hand` is a record that need not be read."""
    words = []
    for one in events:
        if at_hand is not None and at_hand.digest == one.record_digest:
            words.append(_to_word(at_hand))
        elif found := get_record(connection, one.record_digest):
            words.append(_to_word(read_now(connection, found).record))
    return words


def _to_word(record: Record) -> Word:
    envelope, body = record.envelope, record.payload
    rank = (envelope.clock, envelope.origin, envelope.sequence)
    return Word(record.digest, envelope.kind, None if body is None else orjson.loads(body), envelope.actor, rank)


def list_events(connection: Connection, case_id: str) -> list[Any]:
    """Rows of the records of a case's review."""
    return list(_events.all(connection, {"id": case_id}))


def read_case_history(connection: Connection, case: Any) -> History:
    """What happened to the case's household in its area, and who had seen what: records without their payloads."""
    own = [one for one in read_links(connection, case.household_id) if one.envelope.area == case.area_code]
    return read_history(own, case.household_id, lambda _one: True)


def _tablet_state(state: State, instance_id: str | None) -> str:
    if state == State.RETURNED:
        return "returned"
    return "todo" if instance_id is None and state != State.DUPLICATE else "sent"


def _approval_row(events: Sequence[Any], word: Word) -> dict[str, Any]:
    event = next(one for one in events if one.record_digest == word.digest)
    return {
        "case_id": event.case_id,
        "record_digest": word.digest,
        "actor_id": event.actor_id,
        "instance_id": word.payload["instance_id"],
        "assessments": word.payload.get("assessments") or [],
        "form_version": word.payload.get("form_version") or "",
        "approved_at": event.received_at,
    }
