"""Where a thing that a URL names lies: the area whose roles decide who may open it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import Connection, Select, select

from server.store.tables import Area, Assignment, Case, Household, Submission, Village

# By the name of the URL's value.
_PLACES: dict[str, Callable[[str], Select[Any]]] = {
    "household_id": lambda one: select(Household.area_code).where(Household.household_id == one),
    "instance_id": lambda one: select(Submission.area_code).where(Submission.instance_id == one),
    "case_id": lambda one: select(Case.area_code).where(Case.case_id == one),
    "village_code": lambda one: select(Village.area_code).where(Village.code == one),
    "area_code": lambda one: select(Area.code).where(Area.code == one),
    "assignment_id": lambda one: (
        select(Village.area_code)
        .join(Assignment, Assignment.village_code == Village.code)
        .where(Assignment.assignment_id == one)
    ),
}


def find_place(connection: Connection, kind: str, value: str) -> str | None:
    """Code of the area in which the named thing lies; None where this node knows no such thing, or it has no place."""
    code: str | None = connection.execute(_PLACES[kind](value)).scalars().first()
    return code
