"""Rounds, published forms, visits declared, and the case of every household in an open round."""

from __future__ import annotations

import base64
import hashlib
import uuid
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import and_, bindparam, delete, insert, select, update

from server.forms.spec import TRIAL
from server.store.tables import Assignment, Case, FormVersion, HouseholdAssignment, Round, VisitDeclaration
from sync.log.prepared import Prepared

from .applying import HOUSEHOLD, Applying
from .figures import open_figures

ROUND = Round.__table__
FORM = FormVersion.__table__
CASE = Case.__table__
ASSIGNMENT = Assignment.__table__
PART = HouseholdAssignment.__table__
DECLARATION = VisitDeclaration.__table__
_open_rounds = Prepared(select(ROUND.c.round_id, ROUND.c.area_codes, ROUND.c.standards).where(ROUND.c.state == "open"))
_without_case = (
    select(HOUSEHOLD.c.household_id, HOUSEHOLD.c.area_code, HOUSEHOLD.c.village_code, PART.c.assignment_id)
    .outerjoin(
        PART,
        and_(
            PART.c.household_id == HOUSEHOLD.c.household_id,
            PART.c.round_id == bindparam("round_id"),
            PART.c.village_code == HOUSEHOLD.c.village_code,
            PART.c.ended_by.is_(None),
        ),
    )
    .outerjoin(CASE, (CASE.c.household_id == HOUSEHOLD.c.household_id) & (CASE.c.round_id == bindparam("round_id")))
    .where(HOUSEHOLD.c.state == "active", CASE.c.case_id.is_(None))
)
_all_without_case = Prepared(_without_case)
_one_without_case = Prepared(_without_case.where(HOUSEHOLD.c.household_id == bindparam("household_id")))
_assignment_of = Prepared(
    select(ASSIGNMENT.c.assignment_id).where(
        ASSIGNMENT.c.round_id == bindparam("round_id"),
        ASSIGNMENT.c.village_code == bindparam("village_code"),
        ASSIGNMENT.c.ended_by.is_(None),
        ASSIGNMENT.c.is_part.is_(False),
    )
)
_NEW = (
    *("case_id", "round_id", "household_id", "area_code", "village_code", "assignment_id"),
    *("tablet_state", "review_state", "classes", "findings", "has_conflict"),
)
_insert_cases = Prepared(insert(CASE).values({name: bindparam(name) for name in _NEW}))


@lru_cache(maxsize=10_000)
def case_id_of(round_id: str, household_id: str) -> str:
    """The case of a household in a round: the same on every node, without a record of its own."""
    return str(uuid.uuid5(uuid.UUID(round_id), household_id))


def round_opened(applying: Applying) -> None:
    """A round with its standards, season and communes."""
    payload = dict(applying.payload)
    applying.connection.execute(insert(ROUND), {**payload, "state": "draft", "record_digest": applying.record.digest})


def round_state_changed(applying: Applying) -> None:
    """draft -> open -> closing -> closed."""
    applying.connection.execute(
        update(ROUND).where(ROUND.c.round_id == applying.payload["round_id"]).values(state=applying.payload["state"])
    )


def form_published(applying: Applying) -> None:
    """A form's exact bytes; an earlier version of the same form is no longer listed but accepted for ever.

    One on trial takes the place of the last trial only, and opens nothing.
    """
    payload = applying.payload
    xml = base64.b64decode(payload["xml"])
    connection = applying.connection
    is_trial = payload["notes"].get("state") == TRIAL
    same = (FORM.c.form_id == payload["form_id"], FORM.c.round_id == payload["round_id"])
    replaced = (*same, FORM.c.is_trial) if is_trial else same
    connection.execute(update(FORM).where(*replaced).values(is_current=False))
    connection.execute(
        insert(FORM),
        {
            "form_id": payload["form_id"],
            "form_version": payload["form_version"],
            "round_id": payload["round_id"],
            "title": payload["title"],
            "xml": xml,
            "xml_md5": hashlib.md5(xml, usedforsecurity=False).hexdigest(),
            "xlsx": base64.b64decode(payload["xlsx"]),
            "media": payload["media"],
            "notes": payload["notes"],
            "is_current": True,
            "is_trial": is_trial,
            "published_at": applying.now,
        },
    )
    if is_trial:
        return
    connection.execute(update(ROUND).where(ROUND.c.round_id == payload["round_id"]).values(state="open"))
    open_cases(applying)


def open_cases(applying: Applying) -> None:
    """Open the case of every active household in every open round of its commune that lacks it."""
    for one in _open_rounds.all(applying.connection, {}):
        found = _all_without_case.all(applying.connection, {"round_id": one.round_id})
        _insert_new(applying, one, found)


def open_cases_of_new(applying: Applying, households: Sequence[Any]) -> None:
    """The same for households (household_id, area_code, village_code) that have just come and have no case yet."""
    for one in _open_rounds.all(applying.connection, {}):
        _insert_new(applying, one, households)


def open_cases_of(applying: Applying, household_id: str) -> None:
    """The same for one household."""
    for one in _open_rounds.all(applying.connection, {}):
        keys = {"round_id": one.round_id, "household_id": household_id}
        _insert_new(applying, one, _one_without_case.all(applying.connection, keys))


def _insert_new(applying: Applying, current: Any, found: Sequence[Any]) -> None:
    communes = set(current.area_codes)
    rows = [row for row in found if row.area_code in communes]
    given: dict[str, str | None] = {}
    for row in rows:
        if row.village_code not in given:
            keys = {"round_id": current.round_id, "village_code": row.village_code}
            given[row.village_code] = _assignment_of.scalar(applying.connection, keys)
    cases = [_new_case(current.round_id, row, given) for row in rows]
    _insert_cases.run_many(applying.connection, cases)
    open_figures(applying, current, cases)


def _new_case(round_id: str, row: Any, assigned: Mapping[str, str | None]) -> dict[str, Any]:
    return {
        "case_id": case_id_of(round_id, row.household_id),
        "round_id": round_id,
        "household_id": row.household_id,
        "area_code": row.area_code,
        "village_code": row.village_code,
        "assignment_id": row.assignment_id or assigned.get(row.village_code),
        "tablet_state": "todo",
        "review_state": "none",
        "classes": {},
        "findings": {},
        "has_conflict": False,
    }


def visits_declared(applying: Applying) -> None:
    """The newest count takes the place of the one before."""
    row = {**applying.payload, "area_code": applying.record.envelope.area, "record_digest": applying.record.digest}
    same = (DECLARATION.c[name] == row[name] for name in ("round_id", "actor_id", "area_code"))
    applying.connection.execute(delete(DECLARATION).where(*same))
    applying.connection.execute(insert(DECLARATION), row)
