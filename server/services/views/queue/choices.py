"""What the queue's filters offer: communes, villages and enumerators of few of them, forms where several."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from server.services.listed_villages import is_listed
from server.store.tables import Account, Area, Assignment, FormVersion, Village

from .query import NAMED_AREAS, Scope

Choice = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Choices:
    """(code, name) pairs; villages and enumerators are empty over more communes than a list can hold."""

    areas: tuple[Choice, ...]
    villages: tuple[Choice, ...]
    senders: tuple[Choice, ...]
    forms: tuple[Choice, ...]


def read_choices(connection: Connection, scope: Scope, area_code: str) -> Choices:
    """The choices within the chosen commune, or within the scope where it is small."""
    areas = [area_code] if area_code in scope.areas else list(scope.areas)
    is_small = len(areas) <= NAMED_AREAS
    named = select(Area.code, Area.name).where(Area.code.in_(scope.areas)).order_by(Area.sort_key, Area.code)
    forms = (
        select(FormVersion.form_id, FormVersion.title)
        .where(FormVersion.round_id == scope.round_id, FormVersion.is_current, FormVersion.is_trial.is_(False))
        .order_by(FormVersion.form_id)
    )
    return Choices(
        areas=_pairs(connection.execute(named)),
        villages=_villages(connection, areas) if is_small else (),
        senders=_senders(connection, scope.round_id, areas) if is_small else (),
        forms=_pairs(connection.execute(forms)),
    )


def _villages(connection: Connection, areas: Sequence[str]) -> tuple[Choice, ...]:
    query = select(Village.code, Village.name).where(Village.area_code.in_(areas), is_listed())
    return _pairs(connection.execute(query.order_by(Village.area_code, Village.sort_key, Village.code)))


def _senders(connection: Connection, round_id: str, areas: Sequence[str]) -> tuple[Choice, ...]:
    query = (
        select(Account.actor_id, Account.name)
        .join(Assignment, Assignment.actor_id == Account.actor_id)
        .join(Village, Village.code == Assignment.village_code)
        .where(Assignment.round_id == round_id, Village.area_code.in_(areas))
        .distinct()
        .order_by(Account.name, Account.actor_id)
    )
    return _pairs(connection.execute(query))


def _pairs(rows: object) -> tuple[Choice, ...]:
    return tuple((one[0], one[1]) for one in rows)  # type: ignore[attr-defined]
