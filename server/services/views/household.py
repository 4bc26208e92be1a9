"""One household: who lives there, its recognised statuses, its cases, and everything that happened to it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from server.store.tables import Account, Area, Case, Household, Member, Round, Village
from sync.log import read_subject

from .old_codes import OldCode, list_old_codes


@dataclass(frozen=True, slots=True)
class Event:
    """One record in the household's history, oldest first."""

    at: dt.datetime
    kind: str
    actor: str | None
    digest: str
    key: str


@dataclass(frozen=True, slots=True)
class HouseholdView:
    """Everything the household's page shows."""

    household: Any
    area_name: str
    village_name: str
    members: tuple[Any, ...]
    cases: tuple[Any, ...]
    history: tuple[Event, ...]
    old_codes: tuple[OldCode, ...] = ()


def read_household(connection: Connection, household_id: str, areas: Sequence[str]) -> HouseholdView | None:
    """Read one household in the communes `areas`; None where it is not there or not theirs."""
    row = connection.execute(select(Household.__table__).where(Household.household_id == household_id)).first()
    if row is None or row.area_code not in set(areas):
        return None
    members = connection.execute(
        select(Member.__table__).where(Member.household_id == household_id).order_by(Member.no)
    ).all()
    cases = connection.execute(
        select(Case.__table__, Round.name.label("round_name"))
        .join(Round, Round.round_id == Case.round_id)
        .where(Case.household_id == household_id)
        .order_by(Round.season_from_on.desc())
    ).all()
    return HouseholdView(
        household=row,
        area_name=connection.execute(select(Area.name).where(Area.code == row.area_code)).scalar_one(),
        village_name=connection.execute(select(Village.name).where(Village.code == row.village_code)).scalar_one(),
        members=tuple(members),
        cases=tuple(cases),
        history=_history(connection, household_id),
        old_codes=list_old_codes(connection, household_id),
    )


def _history(connection: Connection, household_id: str) -> tuple[Event, ...]:
    found = read_subject(connection, household_id)
    actors = {one.record.envelope.actor for one in found}
    names = dict(connection.execute(select(Account.actor_id, Account.name).where(Account.actor_id.in_(actors))).all())
    return tuple(
        Event(
            at=dt.datetime.fromtimestamp(one.received_us / 1_000_000, dt.UTC),
            kind=one.record.envelope.kind,
            actor=names.get(one.record.envelope.actor),
            digest=one.record.digest,
            key=one.record.envelope.key,
        )
        for one in found
    )
