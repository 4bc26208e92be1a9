"""The queue as SQL: its conditions, its orders, and what stands after a case in an order (keyset, never an offset)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select, union

from server.store.tables import Account, Case, Household, HouseholdLineage

from ..old_codes import is_known_as
from .filters import ALL, MOVEMENT_GROUPS, NEAR_POINTS, OVERDUE_DAYS, SEVERITIES, QueueFilter

# Beyond so many communes a text is looked for among codes only: names lie in no index of a whole province.
NAMED_AREAS = 12
FAR = 1_000_000
CASE, HOUSEHOLD, ACCOUNT = Case.__table__, Household.__table__, Account.__table__
LINEAGE = HouseholdLineage.__table__


@dataclass(frozen=True, slots=True)
class Scope:
    """Where and when a queue is read: a round, the communes (codes) a person may see, and the moment.

    `recent_on` is the ISO day since when a split or a merge is of late (R11).
    """

    round_id: str
    areas: tuple[str, ...]
    now: dt.datetime
    recent_on: str = ""


def is_near() -> ColumnElement[bool]:
    """Within a few points of a line."""
    return CASE.c.distance.between(-NEAR_POINTS, NEAR_POINTS)


def narrow(scope: Scope, wanted: QueueFilter) -> list[ColumnElement[bool]]:
    """The conditions of a queue; only cases with a form are in it."""
    areas = [one for one in scope.areas if wanted.area_code in ("", one)]
    conditions: list[ColumnElement[bool]] = [
        CASE.c.round_id == scope.round_id,
        CASE.c.area_code.in_(areas),
        CASE.c.received_at.is_not(None),
    ]
    if wanted.state != ALL:
        conditions.append(CASE.c.review_state == wanted.state)
    for column, value in (
        (CASE.c.village_code, wanted.village_code),
        (CASE.c.sender_id, wanted.sender_id),
        (CASE.c.form_id, wanted.form_id),
    ):
        if value:
            conditions.append(column == value)
    if wanted.movement:
        conditions.append(CASE.c.movement.in_(MOVEMENT_GROUPS[wanted.movement]))
    if wanted.severity:
        conditions.append(CASE.c.severity >= SEVERITIES[wanted.severity])
    if wanted.overdue:
        conditions.append(CASE.c.received_at < scope.now - dt.timedelta(days=OVERDUE_DAYS))
    if wanted.lineage:
        conditions.append(_has_lineage(scope.recent_on))
    if wanted.text:
        conditions.append(_is_named(wanted.text, areas))
    conditions += marked(wanted)
    return conditions


def marked(wanted: QueueFilter) -> list[ColumnElement[bool]]:
    """The conditions that are a mark on the row."""
    marks = ((wanted.near, is_near()), (wanted.again, CASE.c.version_no > 1), (wanted.crossing, CASE.c.has_conflict))
    return [condition for is_wanted, condition in marks if is_wanted]


def _has_lineage(since: str) -> ColumnElement[bool]:
    """The household was split or merged since a day; there are few of them, whatever the round."""
    recent = LINEAGE.c.happened_on >= since
    own, other = select(LINEAGE.c.household_id).where(recent), select(LINEAGE.c.other_id).where(recent)
    return CASE.c.household_id.in_(union(own, other))


def finds_names(scope: Scope, wanted: QueueFilter) -> bool:
    """Whether a text is looked for among names too: not over a whole province."""
    return bool(wanted.area_code) or len(scope.areas) <= NAMED_AREAS


def _is_named(text: str, areas: Sequence[str]) -> ColumnElement[bool]:
    """Household code from its beginning, a part of the head's name, or the whole code of a list."""
    code: ColumnElement[bool] = HOUSEHOLD.c.code.between(text.upper(), f"{text.upper()}\U0010fffd")
    if len(areas) <= NAMED_AREAS:
        named = HOUSEHOLD.c.head_name.contains(text, autoescape=True)
        code = or_(code, named, is_known_as(HOUSEHOLD.c.household_id, text, areas))
        own = HOUSEHOLD.c.household_id == CASE.c.household_id
        return select(HOUSEHOLD.c.household_id).where(own, code).exists()
    return CASE.c.household_id.in_(select(HOUSEHOLD.c.household_id).where(code))


@dataclass(frozen=True, slots=True)
class _Order:
    """Columns of an order with whether each runs down; `join` what they need beside the case."""

    columns: tuple[tuple[ColumnElement[Any], bool], ...]
    join: Any = None


def _order(wanted: QueueFilter) -> _Order:
    """The longest waiting first within equals; the case id makes it total."""
    severity = func.coalesce(CASE.c.severity, 0)
    nearness = func.coalesce(func.abs(CASE.c.distance), FAR)
    own: dict[str, list[tuple[ColumnElement[Any], bool]]] = {
        "wait": [],
        "severity": [(severity, True)],
        "distance": [(nearness, False)],
        "movement": [(func.coalesce(CASE.c.movement, ""), False)],
        "place": [(CASE.c.area_code, False), (CASE.c.village_code, False)],
        "sender": [(func.coalesce(ACCOUNT.c.name, ""), False)],
        "name": [(HOUSEHOLD.c.sort_key, False)],
    }
    joins = {
        "sender": (ACCOUNT, ACCOUNT.c.actor_id == CASE.c.sender_id),
        "name": (HOUSEHOLD, HOUSEHOLD.c.household_id == CASE.c.household_id),
    }
    columns = [*own[wanted.sort], (CASE.c.received_at, False), (CASE.c.case_id, False)]
    return _Order(tuple((one, is_down != bool(wanted.down)) for one, is_down in columns), joins.get(wanted.sort))


def ordered(wanted: QueueFilter, conditions: Sequence[ColumnElement[bool]], *, backwards: bool = False) -> Select[Any]:
    """Case ids of a queue in its order."""
    order = _order(wanted)
    query = _joined(select(CASE.c.case_id), order).where(*conditions)
    return query.order_by(*(one.desc() if is_down != backwards else one for one, is_down in order.columns))


def place_of(wanted: QueueFilter, case_id: str) -> Select[Any]:
    """The values by which a case stands in the order, whether or not it is still in the queue."""
    order = _order(wanted)
    return _joined(select(*(one for one, _ in order.columns)), order).where(CASE.c.case_id == case_id)


def beyond(wanted: QueueFilter, place: Sequence[Any], *, backwards: bool = False) -> ColumnElement[bool]:
    """What comes after (or before) a place in the order."""
    columns = _order(wanted).columns
    ways = []
    for number, (column, is_down) in enumerate(columns):
        same = [one == value for (one, _), value in zip(columns[:number], place, strict=False)]
        further = column < place[number] if is_down != backwards else column > place[number]
        ways.append(and_(*same, further))
    return or_(*ways)


def _joined(query: Select[Any], order: _Order) -> Select[Any]:
    return query.select_from(CASE) if order.join is None else query.select_from(CASE).outerjoin(*order.join)
