"""Tablets of a place: whose, when last here, what came of what was visited, what each has and may still do (R15)."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, func, select, union

from server.domain.tablets import Sent, find_wipe_obstacles, is_below_floor, read_collect_version
from server.domain.uploads import TokenAnswer
from server.services.ingest.types import Device
from server.services.node import Node
from server.services.people_devices import find_assignments
from server.services.tablet_holdings import find_lacking
from server.store.tables import (
    Account,
    Area,
    Assignment,
    Attachment,
    Case,
    DeviceToken,
    Grant,
    HeldSubmission,
    Round,
    Submission,
    TabletChange,
    Village,
    VisitDeclaration,
)

from .holding import is_given_by
from .missing_files import is_missing

NOT_ENROLLED = "none"
RUNNING = ("open", "closing")
# Bodies of an `IN (…)` list stay below what SQLite takes.
CHUNK = 500


@dataclass(frozen=True, slots=True)
class Tablet:
    """An enumerator with her newest tablet. `lacking`: what it has not in the newest version; None: not to be told."""

    actor_id: str
    name: str
    area_codes: tuple[str, ...]
    area_names: tuple[str, ...]
    villages: tuple[str, ...]
    token_sha256: str
    state: str  # none | active | drain | leaver | revoked
    until_at: dt.datetime | None
    last_seen_at: dt.datetime | None
    collect: tuple[int, ...] | None
    sent: Sent
    left: int
    lacking: tuple[str, ...] | None = None

    @property
    def is_below_floor(self) -> bool:
        """Collect must be updated before the next visit."""
        return is_below_floor(self.collect)

    @property
    def obstacles(self) -> tuple[str, ...]:
        """Why the tablet may not be wiped yet."""
        return find_wipe_obstacles(self.sent)


@dataclass(frozen=True, slots=True)
class Change:
    """Something that was done about a tablet."""

    state: str
    until_at: dt.datetime | None
    by_name: str
    reason: str
    changed_at: dt.datetime


def list_tablets(connection: Connection, areas: Sequence[str]) -> list[Tablet]:
    """Everybody who is or was an enumerator in `areas` (commune codes), in order of place and name.

    A grant may name a village, or a district: who has one over a district works where villages are given to her.
    """
    people = _read_people(connection, areas)
    tokens = _read_tokens(connection, people)
    villages = _read_villages(connection, people)
    sent, left = _read_sent(connection, people), _count_left(connection, people)
    return [_to_tablet(one, tokens.get(one.actor_id), villages, sent, left) for one in people.values()]


def read_lacking(node: Node, connection: Connection, tablet: Tablet) -> tuple[str, ...] | None:
    """What an active tablet should have and has not; None for one that may have nothing, or was never here."""
    if tablet.state != "active" or tablet.last_seen_at is None:
        return None
    assigned = find_assignments(connection, tablet.actor_id)
    device = Device(tablet.actor_id, tablet.name, tablet.token_sha256, TokenAnswer.FULL.value, False, assigned)
    return find_lacking(node, connection, device)


def read_changes(connection: Connection, actor_id: str) -> list[Change]:
    """What was done about a person's tablets, the newest first."""
    query = (
        select(TabletChange.__table__, Account.name)
        .join(DeviceToken, DeviceToken.token_sha256 == TabletChange.token_sha256)
        .outerjoin(Account, Account.actor_id == TabletChange.changed_by)
        .where(DeviceToken.actor_id == actor_id)
        .order_by(TabletChange.position.desc())
        .limit(50)
    )
    return [
        Change(row.state, row.until_at, row.name or "", row.reason, row.changed_at) for row in connection.execute(query)
    ]


@dataclass(slots=True)
class _Person:
    actor_id: str
    name: str
    areas: dict[str, str]


def _read_people(connection: Connection, areas: Sequence[str]) -> dict[str, _Person]:
    own = select(Grant.actor_id, Grant.area_code.label("code")).where(Grant.role == "enumerator")
    by_village = (
        select(Grant.actor_id, Village.area_code.label("code"))
        .join(Village, Village.code == Grant.area_code)
        .where(Grant.role == "enumerator")
    )
    at_work = select(Assignment.actor_id, Village.area_code.label("code")).join(
        Village, Village.code == Assignment.village_code
    )
    place = union(own, by_village, at_work).subquery()
    query = (
        select(place.c.actor_id, Account.name, Area.code, Area.name.label("area_name"))
        .join(Account, Account.actor_id == place.c.actor_id)
        .join(Area, Area.code == place.c.code)
        .where(Area.code.in_(areas))
        .order_by(Area.sort_key, Area.code, Account.name, place.c.actor_id)
    )
    found: dict[str, _Person] = {}
    for row in connection.execute(query):
        found.setdefault(row.actor_id, _Person(row.actor_id, row.name, {})).areas[row.code] = row.area_name
    return found


def _read_tokens(connection: Connection, people: Iterable[str]) -> dict[str, Any]:
    """The newest token of each person; a tablet for trying forms is not hers."""
    newest: dict[str, Any] = {}
    for chunk in _chunks(people):
        query = select(DeviceToken.__table__).where(DeviceToken.actor_id.in_(chunk), DeviceToken.is_test.is_(False))
        for row in connection.execute(query.order_by(DeviceToken.created_at, DeviceToken.token_sha256)):
            newest[row.actor_id] = row
    return newest


def _read_villages(connection: Connection, people: Iterable[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for chunk in _chunks(people):
        query = (
            select(Assignment.actor_id, Village.name)
            .join(Village, Village.code == Assignment.village_code)
            .join(Round, Round.round_id == Assignment.round_id)
            .where(Assignment.actor_id.in_(chunk), Assignment.ended_by.is_(None), Round.state.in_(RUNNING))
            .order_by(Village.sort_key, Village.code)
        )
        for actor_id, name in connection.execute(query):
            if name not in found[actor_id]:
                found[actor_id].append(name)
    return found


def _read_sent(connection: Connection, people: Iterable[str]) -> dict[str, Sent]:
    """What each said she visited and what is here, over the rounds that run: a household counts once."""
    found: dict[str, Sent] = {}
    running = select(Round.round_id).where(Round.state.in_(RUNNING))
    declared = select(VisitDeclaration.actor_id, func.sum(VisitDeclaration.visited_count)).where(
        VisitDeclaration.round_id.in_(running)
    )
    mine = select(Submission.actor_id, func.count(func.distinct(Submission.case_id))).join(
        Case, Case.case_id == Submission.case_id
    )
    files = (
        select(Submission.actor_id, func.count())
        .join(Attachment, Attachment.instance_id == Submission.instance_id)
        .where(is_missing(), Submission.state != "superseded")
    )
    held = select(Submission.actor_id, func.count()).join(
        HeldSubmission, HeldSubmission.instance_id == Submission.instance_id
    )
    for chunk in _chunks(people):
        visits = _counts(connection, declared, VisitDeclaration.actor_id, chunk)
        here = _counts(connection, mine.where(Case.round_id.in_(running)), Submission.actor_id, chunk)
        lacking = _counts(connection, files, Submission.actor_id, chunk)
        waiting = _counts(connection, held, Submission.actor_id, chunk)
        for one in chunk:
            found[one] = Sent(visits.get(one), here.get(one, 0), lacking.get(one, 0), waiting.get(one, 0))
    return found


def _count_left(connection: Connection, people: Iterable[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    query = (
        select(Assignment.actor_id, func.count())
        .join(Round, Round.round_id == Assignment.round_id)
        .join(Case, is_given_by(Assignment))
        .where(Assignment.ended_by.is_(None), Round.state.in_(RUNNING), Case.tablet_state == "todo")
    )
    for chunk in _chunks(people):
        found |= _counts(connection, query, Assignment.actor_id, chunk)
    return found


def _counts(connection: Connection, query: Any, actor: Any, chunk: Sequence[str]) -> dict[str, int]:
    return {one: int(count) for one, count in connection.execute(query.where(actor.in_(chunk)).group_by(actor))}


def _chunks(people: Iterable[str]) -> list[list[str]]:
    ids = list(people)
    return [ids[start : start + CHUNK] for start in range(0, len(ids), CHUNK)]


def _to_tablet(
    person: _Person, token: Any, villages: Mapping[str, list[str]], sent: Mapping[str, Sent], left: Mapping[str, int]
) -> Tablet:
    return Tablet(
        actor_id=person.actor_id,
        name=person.name,
        area_codes=tuple(person.areas),
        area_names=tuple(person.areas.values()),
        villages=tuple(villages.get(person.actor_id, ())),
        token_sha256=token.token_sha256 if token else "",
        state=token.state if token else NOT_ENROLLED,
        until_at=token.drain_until_at if token else None,
        last_seen_at=token.last_seen_at if token else None,
        collect=read_collect_version(token.last_user_agent) if token else None,
        sent=sent[person.actor_id],
        left=left.get(person.actor_id, 0),
    )
