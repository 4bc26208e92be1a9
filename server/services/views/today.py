"""The first page after signing in: what arrived, how far each place is, what is stuck."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from server.store.tables import Account, Area, Aside, Assignment, Case, DeviceToken, Submission, Village

from .holding import is_given_by
from .queue.counts import TO_VISIT, TOTAL, Counts, count_villages

MOST_TABLETS = 50


@dataclass(frozen=True, slots=True)
class Progress:
    """How many of a place's households have a form. `is_village` tells a village from a commune."""

    code: str
    name: str
    is_village: bool
    total: int
    received: int


@dataclass(frozen=True, slots=True)
class Tablet:
    """An enumerator's tablet: when it was last seen and how many forms came today."""

    actor_id: str
    name: str
    last_seen_at: dt.datetime | None
    received_today: int
    left: int


@dataclass(frozen=True, slots=True)
class Today:
    """Everything the page needs. `arrived` counts today's submissions by state; `stuck` what needs a person."""

    arrived: dict[str, int]
    stuck: dict[str, int]
    aside_count: int
    progress: tuple[Progress, ...]
    tablets: tuple[Tablet, ...]


def read_today(connection: Connection, round_id: str, counts: Mapping[str, Counts], since: dt.datetime) -> Today:
    """Read the page for the communes of `counts` (by commune); `since` is the start of the day in Viet Nam, as UTC."""
    areas = list(counts)
    arrived, sent = _count_today(connection, areas, since)
    return Today(
        arrived=arrived,
        stuck=_count_stuck(connection, areas),
        aside_count=_count_asides(connection, areas),
        progress=_read_progress(connection, round_id, counts),
        tablets=_read_tablets(connection, round_id, areas, sent),
    )


def _count_today(
    connection: Connection, areas: Sequence[str], since: dt.datetime
) -> tuple[dict[str, int], dict[str, int]]:
    """Today's submissions by state, and by who sent them."""
    query = (
        select(Submission.state, Submission.actor_id, func.count())
        .where(Submission.area_code.in_(areas), Submission.received_at >= since)
        .group_by(Submission.state, Submission.actor_id)
    )
    states: Counter[str] = Counter()
    senders: Counter[str] = Counter()
    for state, actor_id, count in connection.execute(query):
        states[state] += count
        senders[actor_id] += count
    return dict(states), dict(senders)


def _count_stuck(connection: Connection, areas: Sequence[str]) -> dict[str, int]:
    query = (
        select(Submission.state, func.count())
        .where(
            Submission.area_code.in_(areas),
            Submission.state.in_(("held", "conflict", "quarantined", "pending", "unplaced")),
        )
        .group_by(Submission.state)
    )
    return {state: count for state, count in connection.execute(query)}


def _count_asides(connection: Connection, areas: Sequence[str]) -> int:
    senders = select(Assignment.actor_id).join(Village, Village.code == Assignment.village_code)
    query = select(func.count()).select_from(Aside)
    return connection.execute(query.where(Aside.actor_id.in_(senders.where(Village.area_code.in_(areas))))).scalar_one()


def _read_progress(connection: Connection, round_id: str, counts: Mapping[str, Counts]) -> tuple[Progress, ...]:
    """By village inside one commune, by commune above it."""
    by_village = len(counts) == 1
    place = Village if by_village else Area
    found = count_villages(connection, round_id, list(counts)) if by_village else counts
    query = select(place.code, place.name).where(place.code.in_(list(found))).order_by(place.sort_key, place.code)
    return tuple(
        Progress(code, name, by_village, found[code][TOTAL], found[code][TOTAL] - found[code][TO_VISIT])
        for code, name in connection.execute(query)
        if found[code].get(TOTAL)
    )


def _read_tablets(
    connection: Connection, round_id: str, areas: Sequence[str], sent: Mapping[str, int]
) -> tuple[Tablet, ...]:
    """`sent` are today's submissions by who sent them."""
    people = (
        select(Assignment.actor_id, Account.name, func.max(DeviceToken.last_seen_at))
        .join(Village, Village.code == Assignment.village_code)
        .join(Account, Account.actor_id == Assignment.actor_id)
        .outerjoin(DeviceToken, DeviceToken.actor_id == Assignment.actor_id)
        .where(Assignment.round_id == round_id, Assignment.ended_by.is_(None), Village.area_code.in_(areas))
        .group_by(Assignment.actor_id, Account.name)
        .order_by(Account.name)
        .limit(MOST_TABLETS)
    )
    rows = connection.execute(people).all()
    shown = [row[0] for row in rows]
    left = dict(
        connection.execute(
            select(Assignment.actor_id, func.count())
            .join(Case, is_given_by(Assignment))
            .where(
                Assignment.round_id == round_id,
                Assignment.ended_by.is_(None),
                Assignment.actor_id.in_(shown),
                Case.tablet_state == "todo",
            )
            .group_by(Assignment.actor_id)
        ).all()
    )
    return tuple(
        Tablet(actor_id, name, seen, sent.get(actor_id, 0), left.get(actor_id, 0)) for actor_id, name, seen in rows
    )
