"""Corrections of a version's answers: which count, and what is derived of the answers made anew when that changes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from server.domain.corrections import COUNTS, Corrected, apply_changes, judge_corrections
from server.domain.facts import facts_from_json
from server.store.tables import AnswersAsSent, Correction
from sync.log.prepared import Prepared

from .applying import HOUSEHOLD, Applying, person_sort_key, split_member
from .cases import CASE
from .figures import answers_corrected
from .households import new_person_id
from .queue import worst_severity
from .reassessing import assess_again, shown_versions
from .rechecking import find_again
from .registry import MEMBER, find_household
from .scene import SUBMISSION
from .standing import find_case, list_events, read_words

CORRECTION = Correction.__table__
SENT = AnswersAsSent.__table__
_corrected = Prepared(select(CORRECTION.c.correction_id).where(CORRECTION.c.case_id == bindparam("id")).limit(1))
_sent = Prepared(select(SENT.c.instance_id).where(SENT.c.instance_id == bindparam("id")))


def refresh(applying: Applying, case_id: str, *, is_forced: bool = False) -> dict[str, Any]:
    """Make the case's corrections and the answers they count in anew; what changes in the household's row.

    `is_forced`: the version has only now come to be shown, or was derived from what was sent.
    """
    connection = applying.connection
    case, events = find_case(connection, case_id), list_events(connection, case_id)
    if case is None or not events or not (is_forced or _is_corrected(connection, case, events)):
        return {}
    found = _store(connection, case_id, events)
    shown = _read_shown(connection, case)
    if shown is None:
        return {}
    counting = [one for one in found if one.state == COUNTS and one.word.instance_id == shown.instance_id]
    sent = _read_sent(connection, shown)
    facts = apply_changes(sent, counting)
    if facts == shown.facts and not (is_forced and counting):
        return {}
    connection.execute(delete(SENT).where(SENT.c.instance_id == shown.instance_id))
    if counting:
        connection.execute(insert(SENT), {"instance_id": shown.instance_id, "facts": sent})
    where = SUBMISSION.c.instance_id == shown.instance_id
    connection.execute(update(SUBMISSION).where(where).values(facts=facts))
    return _derive_again(applying, _read_shown(connection, case), sent)


def _is_corrected(connection: Connection, case: Any, events: Sequence[Any]) -> bool:
    """Whether anybody has corrected anything, here or where it came from: most decisions are of no such case."""
    return (
        any(one.kind == "review.corrected" for one in events)
        or _corrected.first(connection, {"id": case.case_id}) is not None
        or _sent.first(connection, {"id": case.instance_id}) is not None
    )


def _read_shown(connection: Connection, case: Any) -> Any:
    return connection.execute(shown_versions(case.household_id).where(CASE.c.case_id == case.case_id)).first()


def _store(connection: Connection, case_id: str, events: Sequence[Any]) -> list[Corrected]:
    times = {one.record_digest: one.received_at for one in events}
    found = judge_corrections(read_words(connection, events))
    connection.execute(delete(CORRECTION).where(CORRECTION.c.case_id == case_id))
    if found:
        connection.execute(insert(CORRECTION), [_to_row(one, case_id, times) for one in found])
    return found


def _to_row(one: Corrected, case_id: str, times: Mapping[str, dt.datetime]) -> dict[str, Any]:
    payload, second = one.word.payload, one.confirmed_by
    return {
        "correction_id": payload["correction_id"],
        "case_id": case_id,
        "instance_id": payload["instance_id"],
        "record_digest": one.word.digest,
        "actor_id": one.word.actor_id,
        "changes": payload["changes"],
        "decisive": payload["decisive"],
        "reason": payload.get("reason") or "",
        "state": one.state,
        "confirmed_by": second.actor_id if second is not None else None,
        "corrected_at": times[one.word.digest],
        "confirmed_at": times[second.digest] if second is not None else None,
    }


def _read_sent(connection: Connection, shown: Any) -> Any:
    sent = connection.execute(select(SENT.c.facts).where(SENT.c.instance_id == shown.instance_id)).scalar()
    return shown.facts if sent is None else sent


def _derive_again(applying: Applying, shown: Any, sent: Mapping[str, Any]) -> dict[str, Any]:
    """Classes and findings of the shown version; returns what changes in the household's row."""
    household = find_household(applying, shown.household_id)
    if household is None:
        return {}
    made = assess_again(applying, household, shown, household.exceptions or ())
    counts = find_again(applying, household, shown, made, facts_from_json(dict(sent)))
    values = {"findings": counts, "severity": worst_severity(counts)}
    values["outcome"] = shown.facts["household"].get("visit_outcome")
    applying.connection.execute(update(CASE).where(CASE.c.case_id == shown.case_id).values(**values))
    if not shown.has_conflict:
        answers_corrected(applying, shown)
    return _register(applying, household, shown, sent)


def _register(applying: Applying, household: Any, shown: Any, sent: Mapping[str, Any]) -> dict[str, Any]:
    """The registry follows the answers that count, as it follows those that are sent (a completed visit only)."""
    now = shown.facts["household"]
    if now.get("visit_outcome") != "completed":
        return {}
    taken = sent["household"].keys() - now.keys()
    facts = {name: value for name, value in {**household.facts, **now}.items() if name not in taken}
    values: dict[str, Any] = {"facts": facts, "source_instance": shown.instance_id}
    heads = [one.get("full_name") for one in shown.facts["members"] if one.get("relation") == "head"]
    if heads and heads[0] and heads[0] != household.head_name:
        values |= {"head_name": heads[0], "sort_key": person_sort_key(heads[0])}
    _register_members(applying, shown, sent["members"])
    return values


def _register_members(applying: Applying, shown: Any, sent: Sequence[Mapping[str, Any]]) -> None:
    connection = applying.connection
    mine = MEMBER.c.household_id == shown.household_id
    known = {one.person_id: one for one in connection.execute(select(MEMBER).where(mine))}
    for place, one in enumerate(shown.facts["members"], start=1):
        person_id = one.get("person_id") or new_person_id(shown.instance_id, place)
        row = known.get(person_id)
        if row is None:
            continue
        new = split_member({**one, "no": row.no, "person_id": person_id})
        taken = sent[place - 1].keys() - one.keys()
        facts = {name: value for name, value in {**row.facts, **new["facts"]}.items() if name not in taken}
        where = (mine, MEMBER.c.no == row.no)
        connection.execute(update(MEMBER).where(*where).values(facts=facts, state=new["state"]))


def show_corrections(applying: Applying, case_id: str) -> None:
    """The case shows another version than before, derived from what was sent: its corrections count again."""
    values = refresh(applying, case_id, is_forced=True)
    if values:
        household_id = find_case(applying.connection, case_id).household_id
        where = HOUSEHOLD.c.household_id == household_id
        applying.connection.execute(update(HOUSEHOLD).where(where).values(**values))
