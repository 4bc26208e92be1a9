"""How far the field work is: by place against the round's last day, and by enumerator against what was assigned."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Select, func, select

from server.store.tables import Account, Assignment, Case, ReviewFigure, Village, VisitDeclaration

from .place_tree import Place

# Above so many communes people are not listed one by one.
MOST_COMMUNES = 20


@dataclass(slots=True)
class EnumeratorProgress:
    """One enumerator in a place. `declared`: visits she says she made, None where she said nothing (R15)."""

    actor_id: str
    name: str
    villages: list[str] = field(default_factory=list)
    assigned: int = 0
    outcomes: dict[str, int] = field(default_factory=dict)
    returned: int = 0
    received: int = 0
    declared: int | None = None
    last_at: dt.datetime | None = None

    @property
    def waiting(self) -> int:
        """Assigned households of which no form has come."""
        return self.assigned - sum(self.outcomes.values())

    @property
    def missing(self) -> int | None:
        """Visits declared whose forms are not here."""
        return None if self.declared is None else max(0, self.declared - self.received)


def count_returned(connection: Connection, round_id: str, place: Place) -> dict[str, int]:
    """Households by village that were sent back and not yet sent again."""
    villages = select(Village.code).where(Village.area_code.in_(place.communes))
    query = (
        select(Case.village_code, func.count())
        .where(Case.round_id == round_id, Case.village_code.in_(villages), Case.tablet_state == "returned")
        .group_by(Case.village_code)
    )
    return {code: count for code, count in connection.execute(query)}


def read_people(connection: Connection, round_id: str, place: Place) -> list[EnumeratorProgress]:
    """The enumerators of a place, by the households each has; empty where it has too many communes."""
    if len(place.communes) > MOST_COMMUNES:
        return []
    found: dict[str, EnumeratorProgress] = {}
    for row in connection.execute(_assignments(round_id, place.communes)):
        one = found.setdefault(row.actor_id, EnumeratorProgress(row.actor_id, row.name))
        if row.village_name not in one.villages:
            one.villages.append(row.village_name)
    _add_cases(connection, round_id, place.communes, found)
    _add_arrivals(connection, round_id, place.communes, found)
    return list(found.values())


def _assignments(round_id: str, communes: Sequence[str]) -> Select[*tuple[Any, ...]]:
    return (
        select(Assignment.actor_id, Account.name, Village.name.label("village_name"))
        .join(Village, Village.code == Assignment.village_code)
        .join(Account, Account.actor_id == Assignment.actor_id)
        .where(Assignment.round_id == round_id, Assignment.ended_by.is_(None), Village.area_code.in_(communes))
        .order_by(Account.name, Assignment.actor_id, Village.sort_key)
    )


def _add_cases(
    connection: Connection, round_id: str, communes: Sequence[str], found: dict[str, EnumeratorProgress]
) -> None:
    """Households that are counted, as `review_figure` has them, by who has them now."""
    villages = select(Village.code).where(Village.area_code.in_(communes))
    query = (
        select(Assignment.actor_id, ReviewFigure.outcome, Case.tablet_state, func.count())
        .select_from(ReviewFigure)
        .join(Case, Case.case_id == ReviewFigure.case_id)
        .join(Assignment, (Assignment.assignment_id == Case.assignment_id) & Assignment.ended_by.is_(None))
        .where(ReviewFigure.round_id == round_id, ReviewFigure.village_code.in_(villages))
        .group_by(Assignment.actor_id, ReviewFigure.outcome, Case.tablet_state)
    )
    for actor_id, outcome, state, count in connection.execute(query):
        one = found.get(actor_id)
        if one is None:
            continue
        one.assigned += count
        if outcome:
            one.outcomes[outcome] = one.outcomes.get(outcome, 0) + count
        if state == "returned":
            one.returned += count


def _add_arrivals(
    connection: Connection, round_id: str, communes: Sequence[str], found: dict[str, EnumeratorProgress]
) -> None:
    declared = (
        select(VisitDeclaration.actor_id, func.sum(VisitDeclaration.visited_count))
        .where(VisitDeclaration.round_id == round_id, VisitDeclaration.area_code.in_(communes))
        .group_by(VisitDeclaration.actor_id)
    )
    for actor_id, count in connection.execute(declared):
        if actor_id in found:
            found[actor_id].declared = int(count)
    arrived = (
        select(Case.sender_id, func.count(), func.max(Case.received_at))
        .where(Case.round_id == round_id, Case.area_code.in_(communes), Case.received_at.is_not(None))
        .group_by(Case.sender_id)
    )
    for sender_id, count, last in connection.execute(arrived):
        if sender_id in found:
            found[sender_id].received, found[sender_id].last_at = count, last
