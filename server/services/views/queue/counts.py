"""How many cases a queue holds: exact and kept by commune for those everybody has, up to a bound for any other.

A commune is counted again only when one of its villages has moved on (`village.change_count`): every record about a
case moves it. The counter is read before the cases, so a kept number is never older than its counter says.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, and_, case, func, select, true

from server.services.outcomes import is_undecided
from server.store.tables import Village

from .filters import ALL, BUILT_IN, MOVEMENT_GROUPS, SEVERITIES, QueueFilter
from .query import CASE, Scope, marked, narrow

VILLAGE = Village.__table__
LIMIT = 1000
# What depends on the clock is counted when asked, up to the bound.
ASKED = tuple(name for name, wanted in BUILT_IN.items() if wanted.overdue or wanted.lineage)
KEPT = {name: wanted for name, wanted in BUILT_IN.items() if name not in ASKED}
STATES = ("received", "returned", "held", "approved", "duplicate", "contested")
TOTAL, TO_VISIT, UNDECIDED = "total", "todo", "undecided"
Counts = dict[str, int]


class QueueCounts:
    """Counts by commune of one process; bounded by the number of communes.

    Names: those of the kept queues, `state.<state>`, `total` (all households of the round), `todo` (no form yet) and
    `undecided` (a form that says nobody could be reviewed, and no decision).
    """

    def __init__(self) -> None:
        self._known: dict[str, tuple[tuple[str, int], Counts]] = {}

    def read(self, connection: Connection, scope: Scope) -> dict[str, Counts]:
        """The counts of each commune of the scope."""
        stamps = {area: (scope.round_id, moved) for area, moved in _counters(connection, scope.areas)}
        stale = [area for area, stamp in stamps.items() if self._known.get(area, (None,))[0] != stamp]
        if stale:
            counted = _count(connection, scope.round_id, stale)
            self._known.update({area: (stamps[area], counted[area]) for area in stale})
        return {area: self._known[area][1] for area in stamps}

    def read_total(self, connection: Connection, scope: Scope) -> Counts:
        """The same over the whole scope."""
        return add_up(self.read(connection, scope).values())


def add_up(counts: Iterable[Mapping[str, int]]) -> Counts:
    """Sum of counts by name."""
    total: Counts = {}
    for one in counts:
        for name, number in one.items():
            total[name] = total.get(name, 0) + number
    return total


def count_up_to(connection: Connection, scope: Scope, wanted: QueueFilter, limit: int = LIMIT) -> int:
    """How many cases a queue holds; `limit + 1` stands for more."""
    inner = select(CASE.c.case_id).where(*narrow(scope, wanted)).limit(limit + 1).subquery()
    return connection.execute(select(func.count()).select_from(inner)).scalar_one()


def count_asked(connection: Connection, scope: Scope) -> Counts:
    """The queues that depend on the clock, each up to the bound."""
    return {name: count_up_to(connection, scope, BUILT_IN[name]) for name in ASKED}


def count_villages(connection: Connection, round_id: str, areas: Sequence[str]) -> dict[str, Counts]:
    """`total` and `todo` of each village of the communes."""
    villages = select(VILLAGE.c.code).where(VILLAGE.c.area_code.in_(areas))
    query = (
        select(CASE.c.village_code, func.count(), _sum(CASE.c.tablet_state == "todo"))
        .where(CASE.c.round_id == round_id, CASE.c.village_code.in_(villages))
        .group_by(CASE.c.village_code)
    )
    return {code: {TOTAL: total, TO_VISIT: int(left)} for code, total, left in connection.execute(query)}


def _counters(connection: Connection, areas: Sequence[str]) -> list[tuple[str, int]]:
    query = select(VILLAGE.c.area_code, func.sum(VILLAGE.c.change_count)).where(VILLAGE.c.area_code.in_(areas))
    return [(area, int(moved)) for area, moved in connection.execute(query.group_by(VILLAGE.c.area_code))]


def _count(connection: Connection, round_id: str, areas: Sequence[str]) -> dict[str, Counts]:
    columns = {name: _sum(_is_in(wanted)) for name, wanted in KEPT.items()}
    columns |= {f"state.{state}": _sum(CASE.c.review_state == state) for state in STATES}
    # What the queue's index does not hold is counted by itself: this statement reads no row of a case.
    query = select(CASE.c.area_code, *(one.label(name) for name, one in columns.items())).where(
        CASE.c.round_id == round_id, CASE.c.area_code.in_(areas), CASE.c.received_at.is_not(None)
    )
    found: dict[str, Counts] = {area: {} for area in areas}
    for area, *numbers in connection.execute(query.group_by(CASE.c.area_code)):
        found[area] = {name: int(number) for name, number in zip(columns, numbers, strict=True)}
    undecided = select(CASE.c.area_code, func.count()).where(
        CASE.c.round_id == round_id, CASE.c.area_code.in_(areas), is_undecided()
    )
    for area, number in connection.execute(undecided.group_by(CASE.c.area_code)):
        found[area][UNDECIDED] = number
    owners = select(VILLAGE.c.code, VILLAGE.c.area_code).where(VILLAGE.c.area_code.in_(areas))
    area_of = {code: area for code, area in connection.execute(owners)}
    for village, numbers_of in count_villages(connection, round_id, areas).items():
        found[area_of[village]] = add_up([found[area_of[village]], numbers_of])
    return found


def _is_in(wanted: QueueFilter) -> Any:
    conditions = [] if wanted.state == ALL else [CASE.c.review_state == wanted.state]
    if wanted.movement:
        conditions.append(CASE.c.movement.in_(MOVEMENT_GROUPS[wanted.movement]))
    if wanted.severity:
        conditions.append(CASE.c.severity >= SEVERITIES[wanted.severity])
    return and_(true(), *conditions, *marked(wanted))


def _sum(condition: Any) -> Any:
    return func.sum(case((condition, 1), else_=0))
