"""What an erasure leaves as it was: results of closed rounds. Tables that were approved never change (R19).

An answer that goes takes its place on the map and its findings with it. The class it led to, and what tables counted
of it, stay: the erasure's own record holds them by value (`kept`), so that a rebuild says the same.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select, update

from server.store.tables import Case, ErasedFile, Erasure, Round
from sync.log import get_record
from sync.log.prepared import Prepared
from sync.log.tables import bare
from sync.records.erasures import named_digests

from .applying import Applying
from .figures import FIGURE, set_figure
from .scene import SUBMISSION
from .standing import settle

CASE, ROUND, ERASURE, FILE = Case.__table__, Round.__table__, Erasure.__table__, ErasedFile.__table__
CASE_KEPT = (
    *("instance_id", "outcome", "classes", "findings", "has_conflict", "received_at"),
    *("sender_id", "form_id", "version_no", "severity", "movement", "distance"),
)
CASE_PLACE = ("case_id", "round_id", "household_id", "area_code", "village_code", "assignment_id")
# Of the narrow row neither the place nor the hour of the visit.
FIGURE_KEPT = ("now", "outcome", "deprived", "b1", "persons", "is_minority", "before", "area_kind")
_RESTORED = ("tablet_state", "review_state", *CASE_KEPT)
_PLACE = ("lat_e5", "lon_e5", "moved_m", "actor_id", "began_at", "seconds")
_closed_cases = Prepared(
    select(CASE)
    .join(ROUND, ROUND.c.round_id == CASE.c.round_id)
    .where(CASE.c.household_id == bindparam("id"), ROUND.c.state == "closed")
)
_figure = Prepared(select(FIGURE).where(FIGURE.c.case_id == bindparam("id"), FIGURE.c.round_id == bindparam("round")))
_flags = Prepared(
    select(SUBMISSION.c.instance_id, SUBMISSION.c.flags).where(SUBMISSION.c.household_id == bindparam("id"))
)
_noted = Prepared(select(ERASURE.c.record_digest).where(ERASURE.c.record_digest == bindparam("digest")))
_done = Prepared(select(bare.c.digest).where(bare.c.erased_by == bindparam("digest")).limit(1))


@dataclass(slots=True)
class Results:
    """A household's cases of closed rounds as they stood, with their narrow rows; what its forms were flagged with."""

    cases: list[Any] = field(default_factory=list)
    figures: dict[str, Any] = field(default_factory=dict)
    flags: dict[str, Any] = field(default_factory=dict)


def read_results(connection: Connection, household_id: str) -> Results:
    """What stands now."""
    cases = _closed_cases.all(connection, {"id": household_id})
    found = {one.case_id: _figure.first(connection, {"id": one.case_id, "round": one.round_id}) for one in cases}
    flags = {one.instance_id: one.flags for one in _flags.all(connection, {"id": household_id})}
    return Results(list(cases), found, flags)


def restore_results(applying: Applying, before: Results, gone: Collection[str]) -> None:
    """Closed rounds again as they stood, after the household was folded anew; of a form that goes (`gone`) only what
    the case began with."""
    connection = applying.connection
    for case in before.cases:
        figure = before.figures[case.case_id]
        if case.instance_id is not None and case.instance_id not in gone:
            values = {name: getattr(case, name) for name in _RESTORED}
            connection.execute(update(CASE).where(CASE.c.case_id == case.case_id).values(**values))
            if figure is not None:
                set_figure(applying, case, {name: getattr(figure, name) for name in (*FIGURE_KEPT, *_PLACE)})
        elif figure is not None:
            set_figure(applying, case, {"before": figure.before, "area_kind": figure.area_kind})
    for instance_id, flags in before.flags.items():
        # What was in order when it came does not become late because it is read again after the round has closed.
        where = (SUBMISSION.c.instance_id == instance_id, SUBMISSION.c.state != "erased")
        connection.execute(update(SUBMISSION).where(*where).values(flags=flags))


def say_kept(connection: Connection, case: Any) -> dict[str, Any]:
    """A case's results as an `erased` record holds them: no answer, no place, no number of a paper."""
    figure = _figure.first(connection, {"id": case.case_id, "round": case.round_id})
    counted = {} if figure is None else {name: getattr(figure, name) for name in FIGURE_KEPT}
    shown = {name: getattr(case, name) for name in (*CASE_PLACE, *CASE_KEPT)}
    shown["received_at"] = case.received_at.isoformat() if case.received_at is not None else None
    return {"case": shown, "figure": counted}


def note_erasure(applying: Applying) -> None:
    """The row of an erasure that was carried out, the files not to take in again, and the results it leaves."""
    connection, payload = applying.connection, applying.payload or {}
    keys = {"digest": applying.record.digest}
    if _done.first(connection, keys) is None or _noted.first(connection, keys) is not None:
        return
    connection.execute(
        insert(ERASURE),
        {
            "record_digest": applying.record.digest,
            "area_code": applying.record.envelope.area,
            "decision": payload.get("decision") or {},
            "legal_basis": str(payload.get("legal_basis") or ""),
            "actors": payload.get("actors") or [],
            "counts": _count_kinds(applying),
            "erased_at": applying.received_at,
        },
    )
    _note_files(applying, payload.get("files") or ())
    keep_results(applying)


def keep_results(applying: Applying) -> None:
    """Results that the record holds, into the cases that showed what went."""
    for one in (applying.payload or {}).get("kept") or ():
        case = _keep_case(applying.connection, one["case"])
        counted = {name: one["figure"][name] for name in FIGURE_KEPT if name in one["figure"]}
        set_figure(applying, case, {**counted, **dict.fromkeys(_PLACE)})
        settle(applying, case.case_id)


def _keep_case(connection: Connection, said: Mapping[str, Any]) -> Any:
    """The case with its results; made again where its household has left and it seemed never to have been sent."""
    shown = {name: said[name] for name in CASE_KEPT}
    if shown["received_at"]:
        shown["received_at"] = dt.datetime.fromisoformat(shown["received_at"])
    where = CASE.c.case_id == said["case_id"]
    if connection.execute(update(CASE).where(where).values(**shown)).rowcount == 0:
        place = {name: said[name] for name in CASE_PLACE}
        connection.execute(insert(CASE), {**place, **shown, "tablet_state": "todo", "review_state": "none"})
    return connection.execute(select(CASE).where(where)).one()


def _count_kinds(applying: Applying) -> dict[str, int]:
    counts: dict[str, int] = {}
    for digest in named_digests(applying.record):
        found = get_record(applying.connection, digest)
        if found is not None and found.record.payload is None:
            kind = found.record.envelope.kind
            counts[kind] = counts.get(kind, 0) + 1
    return counts


def _note_files(applying: Applying, files: Collection[Mapping[str, str]]) -> None:
    connection = applying.connection
    for one in {(one["instance_id"], one["sha256"]): None for one in files}:
        known = select(FILE.c.sha256).where(FILE.c.instance_id == one[0], FILE.c.sha256 == one[1])
        if connection.execute(known).first() is None:
            row = {"instance_id": one[0], "sha256": one[1], "record_digest": applying.record.digest}
            connection.execute(insert(FILE), row)
