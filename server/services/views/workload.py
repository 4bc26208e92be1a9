"""How much each enumerator has to do and has done, what nobody has, and the households somebody may give on (R15)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, func, or_, select

from server.domain.assignments import OPEN, RETURNED, SENT, TODO, is_overdue
from server.domain.check_years import distance_m
from server.services.listed_villages import is_listed
from server.store.tables import (
    Account,
    Assignment,
    Case,
    Household,
    HouseholdAssignment,
    ReviewFigure,
    Village,
    VisitDeclaration,
)

CASE, HOUSEHOLD, ASSIGNMENT, VILLAGE = (one.__table__ for one in (Case, Household, Assignment, Village))
PART, FIGURE, ACCOUNT = HouseholdAssignment.__table__, ReviewFigure.__table__, Account.__table__
# Above so many communes people are not listed one by one.
MOST_COMMUNES = 20
PAGE, MOST_BATCHES = 200, 5
NOBODY = "chua-giao"
E5 = 100_000


@dataclass(slots=True)
class Load:
    """One enumerator's households in a place: `counts` by todo, returned, sent; `apart` of them given by themselves.

    `declared`: visits she says she made, None where nobody said; `walked_m`: straight lines between houses in the order
    of her interviews, day by day, None where fewer than two have a place.
    """

    actor_id: str
    name: str
    villages: list[str] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    persons: int = 0
    apart: int = 0
    received: int = 0
    declared: int | None = None
    declared_on: str = ""
    last_at: dt.datetime | None = None
    walked_m: int | None = None
    is_overdue: bool = False

    @property
    def households(self) -> int:
        """All of hers."""
        return sum(self.counts.values())

    @property
    def open(self) -> int:
        """Still to be done: not sent, or sent back."""
        return sum(self.counts.get(one, 0) for one in OPEN)

    @property
    def missing(self) -> int | None:
        """Visits declared whose forms are not here."""
        return None if self.declared is None else max(0, self.declared - self.received)

    def pace(self, days: int) -> int | None:
        """Households a day that are needed; None where no day is left."""
        return -(-self.open // days) if days > 0 else None


@dataclass(frozen=True, slots=True)
class Workload:
    """Everybody with work in a place, and the households nobody has, by where they stand."""

    people: tuple[Load, ...]
    nobody: dict[str, int]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Households to give on: empty means all. `holder`: a person, or `NOBODY`; `state`: open, todo, returned, sent."""

    area_code: str = ""
    village_code: str = ""
    holder: str = ""
    state: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Batch:
    """One giving on: who did it when, of how many households, how many are still so."""

    batch_id: str
    by_name: str
    given_at: dt.datetime
    people: tuple[str, ...]
    count: int
    left: int


def read_workload(
    connection: Connection, round_id: str, areas: Sequence[str], since: str, *, with_ways: bool = True
) -> Workload:
    """The work in some communes; visits declared up to `since` (ISO day) whose forms are missing are overdue."""
    found: dict[str, Load] = {}
    nobody: dict[str, int] = {}
    for row in connection.execute(_counts(round_id, areas)):
        if row.actor_id is None:
            nobody[row.tablet_state] = row.households
            continue
        one = found.setdefault(row.actor_id, Load(row.actor_id, row.name))
        one.counts[row.tablet_state] = row.households
        one.persons += row.persons or 0
        one.apart += row.apart
    _add_villages(connection, round_id, areas, found)
    _add_arrivals(connection, round_id, areas, found)
    for one in found.values():
        one.is_overdue = is_overdue(one.declared_on, one.missing or 0, since)
    if with_ways:
        _add_ways(connection, round_id, areas, found)
    return Workload(tuple(sorted(found.values(), key=lambda one: (one.name, one.actor_id))), nobody)


def holder_join(query: Select[Any]) -> Select[Any]:
    """Cases with the assignment that counts for each, none where nobody has it now."""
    live = and_(ASSIGNMENT.c.assignment_id == CASE.c.assignment_id, ASSIGNMENT.c.ended_by.is_(None))
    return query.outerjoin(ASSIGNMENT, live)


def in_place(round_id: str, areas: Sequence[str]) -> list[ColumnElement[bool]]:
    """Cases of households that are there, along the index of round and village."""
    villages = select(VILLAGE.c.code).where(VILLAGE.c.area_code.in_(areas))
    return [CASE.c.round_id == round_id, CASE.c.village_code.in_(villages), HOUSEHOLD.c.state == "active"]


def _counts(round_id: str, areas: Sequence[str]) -> Select[Any]:
    apart = func.count(ASSIGNMENT.c.assignment_id).filter(ASSIGNMENT.c.is_part)
    query: Select[Any] = select(
        *(ASSIGNMENT.c.actor_id, ACCOUNT.c.name, CASE.c.tablet_state, apart.label("apart")),
        *(func.count().label("households"), func.sum(HOUSEHOLD.c.member_count).label("persons")),
    ).select_from(CASE)
    query = query.join(HOUSEHOLD, HOUSEHOLD.c.household_id == CASE.c.household_id)
    query = holder_join(query).outerjoin(ACCOUNT, ACCOUNT.c.actor_id == ASSIGNMENT.c.actor_id)
    return query.where(*in_place(round_id, areas)).group_by(ASSIGNMENT.c.actor_id, ACCOUNT.c.name, CASE.c.tablet_state)


def _add_villages(connection: Connection, round_id: str, areas: Sequence[str], found: dict[str, Load]) -> None:
    query = (
        select(ASSIGNMENT.c.actor_id, ACCOUNT.c.name, VILLAGE.c.name.label("village_name"))
        .join(VILLAGE, VILLAGE.c.code == ASSIGNMENT.c.village_code)
        .join(ACCOUNT, ACCOUNT.c.actor_id == ASSIGNMENT.c.actor_id)
        .where(ASSIGNMENT.c.round_id == round_id, ASSIGNMENT.c.ended_by.is_(None), VILLAGE.c.area_code.in_(areas))
        .order_by(VILLAGE.c.sort_key, VILLAGE.c.code)
    )
    for row in connection.execute(query):
        one = found.setdefault(row.actor_id, Load(row.actor_id, row.name))
        if row.village_name not in one.villages:
            one.villages.append(row.village_name)


def _add_arrivals(connection: Connection, round_id: str, areas: Sequence[str], found: dict[str, Load]) -> None:
    """What she says she visited, and how many forms of hers are here: a household counts once."""
    said = VisitDeclaration.__table__
    declared = (
        select(said.c.actor_id, func.sum(said.c.visited_count), func.max(said.c.declared_on))
        .where(said.c.round_id == round_id, said.c.area_code.in_(areas))
        .group_by(said.c.actor_id)
    )
    for actor_id, count, on in connection.execute(declared):
        if actor_id in found:
            found[actor_id].declared, found[actor_id].declared_on = int(count), on
    arrived = (
        select(CASE.c.sender_id, func.count(), func.max(CASE.c.received_at))
        .where(CASE.c.round_id == round_id, CASE.c.area_code.in_(areas), CASE.c.received_at.is_not(None))
        .group_by(CASE.c.sender_id)
    )
    for sender_id, count, last in connection.execute(arrived):
        if sender_id in found:
            found[sender_id].received, found[sender_id].last_at = count, last


def _add_ways(connection: Connection, round_id: str, areas: Sequence[str], found: dict[str, Load]) -> None:
    villages = select(VILLAGE.c.code).where(VILLAGE.c.area_code.in_(areas))
    query = (
        select(FIGURE.c.actor_id, FIGURE.c.began_at, FIGURE.c.lat_e5, FIGURE.c.lon_e5)
        .where(FIGURE.c.round_id == round_id, FIGURE.c.village_code.in_(villages), FIGURE.c.lat_e5.is_not(None))
        .where(FIGURE.c.began_at.is_not(None), FIGURE.c.actor_id.is_not(None))
        .order_by(FIGURE.c.actor_id, FIGURE.c.began_at, FIGURE.c.case_id)
    )
    stops: dict[str, list[tuple[dt.datetime, float, float]]] = {}
    for actor_id, began_at, lat, lon in connection.execute(query):
        stops.setdefault(actor_id, []).append((began_at, lat / E5, lon / E5))
    for actor_id, places in stops.items():
        if actor_id in found and len(places) > 1:
            found[actor_id].walked_m = walked_m(places)


def walked_m(stops: Sequence[tuple[dt.datetime, float, float]]) -> int:
    """Metres in straight lines from house to house on the same day (UTC, which turns at 7 in the morning there)."""
    pairs = pairwise(stops)
    return round(sum(distance_m(one[1:], other[1:]) for one, other in pairs if one[0].date() == other[0].date()))


def list_households(
    connection: Connection, round_id: str, areas: Sequence[str], wanted: Wanted
) -> tuple[list[Any], int]:
    """(the first rows, how many there are) of the households a filter names, in order of place."""
    query = _chosen(round_id, areas, wanted)
    total = connection.execute(select(func.count()).select_from(query.subquery())).scalar_one()
    order = (VILLAGE.c.sort_key, VILLAGE.c.code, HOUSEHOLD.c.sort_key, HOUSEHOLD.c.code)
    return list(connection.execute(query.order_by(*order).limit(PAGE)).all()), total


def list_case_ids(connection: Connection, round_id: str, areas: Sequence[str], wanted: Wanted, most: int) -> list[str]:
    """The first `most` cases of a filter, in order of place."""
    order = (VILLAGE.c.sort_key, VILLAGE.c.code, HOUSEHOLD.c.sort_key, HOUSEHOLD.c.code)
    query = _chosen(round_id, areas, wanted).order_by(*order).limit(most)
    return [row.case_id for row in connection.execute(query)]


def _chosen(round_id: str, areas: Sequence[str], wanted: Wanted) -> Select[Any]:
    query: Select[Any] = select(
        *(CASE.c.case_id, CASE.c.household_id, CASE.c.tablet_state, CASE.c.review_state, CASE.c.received_at),
        *(HOUSEHOLD.c.code, HOUSEHOLD.c.head_name, HOUSEHOLD.c.member_count, VILLAGE.c.name.label("village_name")),
        *(ASSIGNMENT.c.actor_id, ASSIGNMENT.c.is_part, ACCOUNT.c.name.label("holder")),
    ).select_from(CASE)
    query = query.join(HOUSEHOLD, HOUSEHOLD.c.household_id == CASE.c.household_id)
    query = holder_join(query.join(VILLAGE, VILLAGE.c.code == CASE.c.village_code))
    query = query.outerjoin(ACCOUNT, ACCOUNT.c.actor_id == ASSIGNMENT.c.actor_id)
    here = [wanted.area_code] if wanted.area_code in areas else areas
    query = query.where(*in_place(round_id, here))
    states = {"open": OPEN, TODO: (TODO,), RETURNED: (RETURNED,), SENT: (SENT,)}.get(wanted.state)
    if states is not None:
        query = query.where(CASE.c.tablet_state.in_(states))
    if wanted.village_code:
        query = query.where(CASE.c.village_code == wanted.village_code)
    if wanted.holder:
        is_nobody = wanted.holder == NOBODY
        query = query.where(ASSIGNMENT.c.actor_id.is_(None) if is_nobody else ASSIGNMENT.c.actor_id == wanted.holder)
    if wanted.text:
        query = query.where(
            or_(
                HOUSEHOLD.c.code.contains(wanted.text.upper(), autoescape=True),
                HOUSEHOLD.c.head_name.contains(wanted.text, autoescape=True),
            )
        )
    return query


def list_batches(connection: Connection, round_id: str, areas: Sequence[str]) -> list[Batch]:
    """The last givings on in these communes, the newest first."""
    newest = (
        select(PART.c.batch_id, func.max(PART.c.given_at).label("at"))
        .where(PART.c.area_code.in_(areas), PART.c.round_id == round_id)
        .group_by(PART.c.batch_id)
        .order_by(func.max(PART.c.given_at).desc(), PART.c.batch_id)
        .limit(MOST_BATCHES)
    )
    ids = [row.batch_id for row in connection.execute(newest)]
    by, to = ACCOUNT.alias("by"), ACCOUNT.alias("to")
    query = (
        select(
            PART.c.batch_id, PART.c.given_at, PART.c.ended_by, by.c.name.label("by_name"), to.c.name.label("to_name")
        )
        .outerjoin(by, by.c.actor_id == PART.c.given_by)
        .outerjoin(to, to.c.actor_id == PART.c.actor_id)
        .where(PART.c.batch_id.in_(ids))
        .order_by(to.c.name)
    )
    rows: dict[str, list[Any]] = {one: [] for one in ids}
    for row in connection.execute(query):
        rows[row.batch_id].append(row)
    return [_to_batch(batch_id, found) for batch_id, found in rows.items()]


def _to_batch(batch_id: str, rows: Sequence[Any]) -> Batch:
    people = tuple(dict.fromkeys(row.to_name or "" for row in rows))
    left = sum(row.ended_by is None for row in rows)
    return Batch(batch_id, rows[0].by_name or "", rows[0].given_at, people, len(rows), left)


def read_villages(connection: Connection, round_id: str, area_code: str) -> list[Any]:
    """The villages of a commune, who has each in the round, how many households are there, to be done, given apart."""
    todo = func.count(CASE.c.case_id).filter(CASE.c.tablet_state.in_(OPEN))
    own = ASSIGNMENT.alias("own")
    apart = func.count(own.c.assignment_id)
    live = and_(
        ASSIGNMENT.c.village_code == VILLAGE.c.code,
        ASSIGNMENT.c.round_id == round_id,
        ASSIGNMENT.c.ended_by.is_(None),
        ASSIGNMENT.c.is_part.is_(False),
    )
    query = (
        select(VILLAGE.c.code, VILLAGE.c.name, ASSIGNMENT.c.actor_id, ACCOUNT.c.name.label("holder"))
        .add_columns(func.count(CASE.c.case_id).label("households"), todo.label("open"), apart.label("apart"))
        .outerjoin(ASSIGNMENT, live)
        .outerjoin(ACCOUNT, ACCOUNT.c.actor_id == ASSIGNMENT.c.actor_id)
        .outerjoin(CASE, and_(CASE.c.village_code == VILLAGE.c.code, CASE.c.round_id == round_id))
        .outerjoin(own, and_(own.c.assignment_id == CASE.c.assignment_id, own.c.ended_by.is_(None), own.c.is_part))
        .where(VILLAGE.c.area_code == area_code, is_listed())
        .group_by(VILLAGE.c.code, VILLAGE.c.name, VILLAGE.c.sort_key, ASSIGNMENT.c.actor_id, ACCOUNT.c.name)
        .order_by(VILLAGE.c.sort_key, VILLAGE.c.code)
    )
    return list(connection.execute(query).all())


def names_of(connection: Connection, people: Iterable[str]) -> dict[str, str]:
    """Names by id."""
    query = select(ACCOUNT.c.actor_id, ACCOUNT.c.name).where(ACCOUNT.c.actor_id.in_(list(people)))
    return {actor_id: name for actor_id, name in connection.execute(query)}


def areas_of(connection: Connection, case_ids: Sequence[str]) -> list[str]:
    """The communes in which cases lie."""
    query = select(CASE.c.area_code).where(CASE.c.case_id.in_(list(case_ids))).distinct().order_by(CASE.c.area_code)
    return [row.area_code for row in connection.execute(query)]
