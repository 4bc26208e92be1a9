"""What an enumerator or a village head may know of the round: whether each household's form has come, what went back.

No class, score or answer is read here: they see their own visits, not results.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, or_, select

from server.domain.access import Actor, is_in_force
from server.services.lists.returns import read_last_return
from server.services.review import label_of
from server.store.tables import Assignment, Case, Household, Village

FIRST = ("returned", "todo", "came", "decided")
"""Rows are ordered by what is to be done about them."""


@dataclass(frozen=True, slots=True)
class OwnCase:
    """One household of hers. `state` is one of `FIRST`; `outcome` how the visit ended, None before one came.

    `said`: (question or None for the whole form, text) of the newest return, only while it waits for her.
    """

    code: str
    head: str
    village: str
    state: str
    outcome: str | None
    received_at: dt.datetime | None
    said: tuple[tuple[str | None, str], ...]


def read_own_work(connection: Connection, actor: Actor, round_id: str, today: str) -> list[OwnCase]:
    """The households assigned to an enumerator, and those of a village head's villages, returned ones first."""
    query = (
        select(Case.__table__, Household.code, Household.head_name, Village.name.label("village_name"))
        .join(Household, Household.household_id == Case.household_id)
        .join(Village, Village.code == Case.village_code)
        .where(Case.round_id == round_id, Household.state == "active", _is_own(actor, today))
        .order_by(Village.name, Household.code)
    )
    found = [_to_own(connection, row) for row in connection.execute(query)]
    return sorted(found, key=lambda one: FIRST.index(one.state))


def _is_own(actor: Actor, today: str) -> ColumnElement[bool]:
    in_force = [one for one in actor.grants if is_in_force(one, today)]
    headed = [one.area_code for one in in_force if one.role == "village_head"]
    assigned = select(Assignment.assignment_id).where(Assignment.actor_id == actor.actor_id)
    # An enumerator's assignments count while she is one.
    is_enumerator = any(one.role == "enumerator" for one in in_force)
    own = [Case.village_code.in_(headed)] + ([Case.assignment_id.in_(assigned)] if is_enumerator else [])
    return or_(*own)


def _to_own(connection: Connection, row: Any) -> OwnCase:
    state = _state_of(row)
    comments = read_last_return(connection, row.household_id, row.case_id)[1] if state == "returned" else []
    return OwnCase(
        code=row.code,
        head=row.head_name,
        village=row.village_name,
        state=state,
        outcome=row.outcome,
        received_at=row.received_at,
        said=tuple((label_of(field) if field else None, text) for field, text in comments),
    )


def _state_of(row: Any) -> str:
    if row.tablet_state == "returned":
        return "returned"
    if row.instance_id is None:
        return "todo"
    return "decided" if row.review_state == "approved" else "came"
