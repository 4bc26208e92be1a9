"""What an action on a case is judged by, read from the tables and, where only records say it, from the log."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson
from sqlalchemy import Connection, bindparam, select

from server.domain.access import Actor, may
from server.domain.paper import OPEN_CHECKS
from server.domain.review import Action, CaseState, Last, Pending, State
from server.domain.review_fold import Word, find_standing, find_standing_before
from server.errors import Problem
from server.services.node import Node
from server.services.people import read_grants, read_parents
from server.services.projection.standing import CASE, EVENT, LIVE_EVENTS, read_case_history, read_words
from server.store.tables import Account, AssessmentRow, Correction, Finding, PaperEntry, Submission
from server.telling import tell
from sync.log import get_record, list_kinds, read_subject
from sync.log.prepared import Prepared
from sync.records import KINDS, History

SUBMISSION = Submission.__table__
FINDING = Finding.__table__
ASSESSMENT = AssessmentRow.__table__
CORRECTION = Correction.__table__
PAPER = PaperEntry.__table__
_pending = Prepared(
    select(CORRECTION).where(CORRECTION.c.instance_id == bindparam("id"), CORRECTION.c.state == "pending")
)
# What tells of each case, many at once: (statement, the column that names the case or the version it shows).
_BY_CASE = {
    "versions": (
        select(SUBMISSION.c.case_id, SUBMISSION.c.instance_id, SUBMISSION.c.form_version).where(
            SUBMISSION.c.state.in_(("current", "superseded", "conflict"))
        ),
        SUBMISSION.c.case_id,
    ),
    "keyed": (select(PAPER.c.case_id, PAPER.c.check_state), PAPER.c.case_id),
    "events": (LIVE_EVENTS, EVENT.c.case_id),
}
_BY_VERSION = {
    "blocking": (
        select(FINDING.c.instance_id, FINDING.c.code).where(FINDING.c.severity == "block"),
        FINDING.c.instance_id,
    ),
    "assessments": (select(ASSESSMENT).order_by(ASSESSMENT.c.standard), ASSESSMENT.c.instance_id),
    "pending": (select(CORRECTION).where(CORRECTION.c.state == "pending"), CORRECTION.c.instance_id),
}


@dataclass(frozen=True, slots=True)
class Access:
    """Who acts, with what she needs to be judged by; read once for many cases."""

    actor: Actor
    parents: Mapping[str, str | None]
    today: str

    def check(self, action: str, area_code: str) -> None:
        """Problem where the person may not do this there."""
        if not may(self.actor, action, area_code, self.parents, self.today):
            told = tell(
                "{value} không có quyền này ở địa bàn {area_code}.",
                value=self.actor.name or tell("Bạn"),
                area_code=area_code,
            )
            raise Problem("REV-021", 403, told, tell("Nhờ người phụ trách địa bàn, hoặc xin tỉnh cấp quyền."))


@dataclass(frozen=True, slots=True)
class Reading:
    """A case's row and what is judged; `assessments` and `form_version` of the version shown."""

    case: Any
    state: CaseState
    assessments: tuple[Any, ...]
    return_count: int
    form_version: str | None


def read_access(node: Node, connection: Connection, actor_id: str) -> Access:
    """The person with her grants in force today."""
    today = node.today()
    name = connection.execute(select(Account.name).where(Account.actor_id == actor_id)).scalar()
    actor = Actor(actor_id, name or "", read_grants(connection, actor_id, today))
    return Access(actor, read_parents(connection), today)


def read_case(connection: Connection, case_id: str, action: Action) -> Reading:
    """Read a case for one action; Problem where it is not here."""
    return pick_case(read_cases(connection, [case_id], action), case_id)


def pick_case(readings: Mapping[str, Reading], case_id: str) -> Reading:
    """One of `read_cases`; Problem where it is not here."""
    if case_id not in readings:
        raise Problem("REV-020", 404, tell("Không có hồ sơ này."), tell("Tìm lại hộ theo mã."))
    return readings[case_id]


def read_cases(connection: Connection, case_ids: Sequence[str], action: Action) -> dict[str, Reading]:
    """Read cases for the same action by id, with as many statements as for one; those that are not here are left out.

    At most a few hundred at a time: their ids are named in the statements.
    """
    cases = connection.execute(select(CASE).where(CASE.c.case_id.in_(case_ids))).all()
    shown = [one.instance_id for one in cases if one.instance_id]
    rows = {name: _read_by(connection, one, case_ids) for name, one in _BY_CASE.items()}
    rows |= {name: _read_by(connection, one, shown) for name, one in _BY_VERSION.items()}
    return {one.case_id: _to_reading(connection, one, rows, action) for one in cases}


def _read_by(connection: Connection, what: tuple[Any, Any], names: Sequence[str]) -> dict[str, list[Any]]:
    query, column = what
    found: dict[str, list[Any]] = {}
    if names:
        for row in connection.execute(query.where(column.in_(names))):
            found.setdefault(getattr(row, column.name), []).append(row)
    return found


def _to_reading(
    connection: Connection, case: Any, rows: Mapping[str, Mapping[str, list[Any]]], action: Action
) -> Reading:
    versions, keyed, events = (rows[name].get(case.case_id, []) for name in _BY_CASE)
    blocking, assessments, pending = (rows[name].get(case.instance_id, []) for name in _BY_VERSION)
    chosen = {one.instance_id for one in events if one.kind == "conflict.resolved"}
    state = CaseState(
        state=State(case.review_state),
        instance_id=case.instance_id,
        versions=frozenset(one.instance_id for one in versions),
        has_outcome=case.outcome is not None,
        has_conflict=case.has_conflict,
        was_resolved=case.instance_id in chosen,
        is_unchecked=any(one.check_state in OPEN_CHECKS for one in keyed),
        decision=_find_decision(connection, case, events),
        blocking=tuple(dict.fromkeys(one.code for one in blocking)),
        undetermined=tuple(one.standard for one in assessments if one.outcome == "undetermined"),
        pending=tuple(Pending(one.correction_id, one.actor_id, tuple(one.decisive)) for one in pending),
        **(_read_last(connection, case, events) if action == Action.UNDO else {}),
    )
    version = next((one.form_version for one in versions if one.instance_id == case.instance_id), None)
    returns = sum(one.kind == "review.returned" for one in events)
    return Reading(case, state, tuple(assessments), returns, version)


def _read_last(connection: Connection, case: Any, events: list[Any]) -> dict[str, Any]:
    """The decision that speaks, what was before it, and what was written in view of it."""
    words = read_words(connection, events)
    history = read_case_history(connection, case)
    standing = find_standing(history, words)
    shown = standing.shown
    if shown is None or len(standing.words) > 1 or shown.instance_id != case.instance_id:
        return {}
    before = find_standing_before(history, words, shown.digest).state_of(case.instance_id)
    if before == State.CONTESTED:
        before = State.RECEIVED
    last = Last(shown.kind, shown.digest, before, _is_pending(connection, case, shown))
    return {"last": last, "stands_on": _standing_on(history, shown)}


def _is_pending(connection: Connection, case: Any, word: Word) -> bool:
    rows = _pending.all(connection, {"id": case.instance_id})
    return word.kind == "review.corrected" and word.payload["correction_id"] in {one.correction_id for one in rows}


def _standing_on(history: History, word: Word) -> tuple[str, ...]:
    """Kinds of records written in view of an approval, other than those of the review itself."""
    if word.kind != "review.approved":
        return ()
    later = (one.record for one in history.events if history.has_seen(one.digest, word.digest))
    kinds = {one.envelope.kind for one in later}
    return tuple(sorted(one for one in kinds if not one.startswith("review.") and not _is_of_field(one)))


def _is_of_field(kind: str) -> bool:
    return kind in ("submission.received", "media.received", "erased") or kind not in KINDS


def _find_decision(connection: Connection, case: Any, events: list[Any]) -> str:
    """The number of the recognition that was made in view of an approval of this case; empty where there is none."""
    approvals = [one.record_digest for one in events if one.kind == "review.approved"]
    if not approvals or "decision.line" not in list_kinds(connection, case.household_id):
        return ""
    history = read_case_history(connection, case)
    for one in history.events:
        is_line = one.record.envelope.kind == "decision.line"
        if is_line and any(history.has_seen(one.digest, digest) for digest in approvals):
            found = get_record(connection, one.digest)
            body = found.record.payload if found is not None else None
            number = _decision_number(connection, orjson.loads(body)["decision_id"]) if body is not None else ""
            if number:
                return number
    return ""


def _decision_number(connection: Connection, decision_id: str) -> str:
    """The number of a decision that has come; its lines say nothing before (`sync/PROTOCOL.md`, Decisions)."""
    for found in read_subject(connection, decision_id):
        if found.record.envelope.kind == "decision.recognised" and found.record.payload is not None:
            return str(orjson.loads(found.record.payload)["number"])
    return ""
