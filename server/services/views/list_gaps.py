"""The households of a place by which its register may differ from published totals, and lines a list left outside."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, exists, func, select

from server.domain.imports.fields import HOUSEHOLDS
from server.domain.list_gaps import Classes, Listed, classes_of, count_signs, signs_of
from server.services.imports.faults import ShownFault, read_fault
from server.services.imports.signing import GONE
from server.store.tables import Area, Household, ImportDone, ImportEffect, ImportFault, ImportRun, Member, Village

HOUSEHOLD, MEMBER, EFFECT = Household.__table__, Member.__table__, ImportEffect.__table__
RUN, FAULT, DONE = ImportRun.__table__, ImportFault.__table__, ImportDone.__table__
MOST_OUTSIDE = 500


@dataclass(frozen=True, slots=True)
class GapRow:
    """One household; `persons` as the register counts them."""

    household_id: str
    code: str
    head_name: str
    place: str
    state: str
    classes: Classes
    counts: bool
    persons: int
    said: int | None
    signs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outside:
    """A line that keeps its household outside, with the file it stands in."""

    file_name: str
    changed_at: dt.datetime
    fault: ShownFault


@dataclass(frozen=True, slots=True)
class Gaps:
    """`rows` by village and code; `outside`: lines of lists of this place that did not come in."""

    rows: tuple[GapRow, ...]
    signs: dict[str, int]
    outside: tuple[Outside, ...]

    def chosen(self, sign: str) -> tuple[GapRow, ...]:
        """Those with a sign: a certain one, any (empty), or all households with `all`."""
        if sign == "all":
            return self.rows
        return tuple(one for one in self.rows if (sign in one.signs if sign else one.signs))


def read_gaps(connection: Connection, areas: Sequence[str], standard: str, day: str) -> Gaps:
    """Of these communes, under a standard, on an ISO day (empty: the newest list)."""
    rows = connection.execute(_query(areas)).all()
    listed = {row.household_id: _listed(row, standard, day) for row in rows}
    earlier = Counter(row.area_code for row in rows if listed[row.household_id].classes.before is not None)
    found = []
    for row in rows:
        one = listed[row.household_id]
        if one.matters:
            signs = signs_of(one, has_earlier=bool(earlier[row.area_code]))
            found.append(_row(row, one, signs))
    return Gaps(tuple(found), count_signs(one.signs for one in found), _read_outside(connection, areas))


def _query(areas: Sequence[str]) -> Any:
    people = (
        select(MEMBER.c.household_id, func.count().label("present"))
        .where(MEMBER.c.state.not_in(GONE))
        .group_by(MEMBER.c.household_id)
        .subquery()
    )
    said = (
        select(EFFECT.c.household_id, func.max(EFFECT.c.persons).label("said"))
        .group_by(EFFECT.c.household_id)
        .subquery()
    )
    columns = ("household_id", "code", "head_name", "area_code", "state", "recognised")
    return (
        select(
            *(HOUSEHOLD.c[name] for name in columns),
            Area.name.label("commune"),
            Village.name.label("village"),
            people.c.present,
            said.c.said,
        )
        .join(Area, Area.code == HOUSEHOLD.c.area_code)
        .outerjoin(Village, Village.code == HOUSEHOLD.c.village_code)
        .outerjoin(people, people.c.household_id == HOUSEHOLD.c.household_id)
        .outerjoin(said, said.c.household_id == HOUSEHOLD.c.household_id)
        .where(HOUSEHOLD.c.area_code.in_(list(areas)), ~_taken_back())
        .order_by(Area.sort_key, HOUSEHOLD.c.village_code, HOUSEHOLD.c.code)
    )


def _taken_back() -> Any:
    """Made by an import that was taken back: as if it had never been in a list."""
    done = (DONE.c.import_id == EFFECT.c.import_id, DONE.c.area_code == EFFECT.c.area_code)
    made = (EFFECT.c.household_id == HOUSEHOLD.c.household_id, EFFECT.c.is_new, DONE.c.undone_at.is_not(None))
    return exists().where(*done, *made, HOUSEHOLD.c.state != "active")


def _listed(row: Any, standard: str, day: str) -> Listed:
    classes = classes_of(row.recognised or {}, standard, day)
    return Listed(row.state == "active", classes, row.present or 0, row.said)


def _row(row: Any, one: Listed, signs: tuple[str, ...]) -> GapRow:
    place = f"{row.village or '–'}, {row.commune}"
    persons = max(one.present, one.said or 0)
    own = (row.household_id, row.code, row.head_name, place, row.state)
    return GapRow(*own, one.classes, one.counts, persons, one.said, signs)


def _read_outside(connection: Connection, areas: Sequence[str]) -> tuple[Outside, ...]:
    """Lines that keep their household outside, of applied imports of exactly these places."""
    query = (
        select(RUN.c.file_name, RUN.c.changed_at, FAULT)
        .join(FAULT, FAULT.c.import_id == RUN.c.import_id)
        .where(RUN.c.area_code.in_(list(areas)), RUN.c.kind == HOUSEHOLDS, RUN.c.state == "applied")
        .where(FAULT.c.severity == "block")
        .order_by(RUN.c.created_at.desc(), FAULT.c.position)
        .limit(MOST_OUTSIDE)
    )
    return tuple(Outside(row.file_name, row.changed_at, read_fault(row)) for row in connection.execute(query))
