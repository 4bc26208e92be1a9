"""Where a thing that a URL names lies: the areas whose roles decide who may open it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import Connection, Select, select, union

from server.store.tables import (
    Area,
    Assignment,
    Case,
    DuplicateCandidate,
    DuplicateDecision,
    Grant,
    Household,
    ImportRun,
    Submission,
    Village,
)

# By the name of the URL's value.
_PLACES: dict[str, Callable[[str], Select[Any]]] = {
    "household_id": lambda one: select(Household.area_code).where(Household.household_id == one),
    "instance_id": lambda one: select(Submission.area_code).where(Submission.instance_id == one),
    "import_id": lambda one: select(ImportRun.area_code).where(ImportRun.import_id == one),
    "case_id": lambda one: select(Case.area_code).where(Case.case_id == one),
    "village_code": lambda one: select(Village.area_code).where(Village.code == one),
    "area_code": lambda one: select(Area.code).where(Area.code == one),
    "actor_id": lambda one: select(Grant.area_code).where(Grant.actor_id == one, Grant.revoked_by.is_(None)).distinct(),
    "assignment_id": lambda one: (
        select(Village.area_code)
        .join(Assignment, Assignment.village_code == Village.code)
        .where(Assignment.assignment_id == one)
    ),
}


def _of_pair(pair_id: str) -> Select[Any]:
    """Both sides of a pair that may be one: who opens it sees the side that is hers."""
    sides = [
        select(column.label("area_code")).where(table.pair_id == pair_id)
        for table in (DuplicateCandidate, DuplicateDecision)
        for column in (table.first_area, table.second_area)
    ]
    return select(union(*sides).subquery().c.area_code)


_PLACES["pair_id"] = _of_pair


def find_places(connection: Connection, kind: str, value: str) -> list[str]:
    """Codes of the areas in which the named thing lies: one, or a person's several; none where it has no place."""
    return [code for code in connection.execute(_PLACES[kind](value)).scalars() if code is not None]
