"""The codes under which lists know a household: every list has its own, none is dropped for a newer one (R28)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, func, select

from server.store.tables import ImportDone, ImportEffect, ImportRun

EFFECT, DONE, RUN = ImportEffect.__table__, ImportDone.__table__, ImportRun.__table__
_done_of = and_(DONE.c.import_id == EFFECT.c.import_id, DONE.c.area_code == EFFECT.c.area_code)


@dataclass(frozen=True, slots=True)
class OldCode:
    """A code with the list it is from: its file and decision where it was taken in here, when it came in."""

    code: str
    file_name: str
    decision_no: str
    decision_on: str
    applied_at: dt.datetime | None


def list_old_codes(connection: Connection, household_id: str) -> tuple[OldCode, ...]:
    """The codes of a household, those of the first list first; a list that was taken back is none."""
    query = (
        select(EFFECT.c.old_code, DONE.c.applied_at, RUN.c.file_name, RUN.c.terms)
        .outerjoin(DONE, _done_of)
        .outerjoin(RUN, RUN.c.import_id == EFFECT.c.import_id)
        .where(EFFECT.c.household_id == household_id, EFFECT.c.old_code.is_not(None), DONE.c.undone_at.is_(None))
        .order_by(DONE.c.applied_at.is_(None), DONE.c.applied_at, EFFECT.c.import_id)
    )
    return tuple(
        OldCode(
            row.old_code,
            row.file_name or "",
            str((row.terms or {}).get("decision_no", "")),
            str((row.terms or {}).get("decision_on", "")),
            row.applied_at,
        )
        for row in connection.execute(query)
    )


def is_known_as(household_id: Any, text: str, areas: Sequence[str]) -> ColumnElement[bool]:
    """Whether a list names the household by this very code; case aside. A part of a code is the code of another."""
    named = (
        select(EFFECT.c.household_id)
        .outerjoin(DONE, _done_of)
        .where(EFFECT.c.area_code.in_(list(areas)), func.upper(EFFECT.c.old_code).in_({text, text.upper()}))
        .where(DONE.c.undone_at.is_(None))
    )
    found: ColumnElement[bool] = household_id.in_(named)
    return found


__all__ = ["OldCode", "is_known_as", "list_old_codes"]
