"""Observations of those who watch the review: the Fatherland Front in its area, inspectors (R20).

Everybody who may see the household reads them; nobody takes one away, and none changes a state.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Select, select

from server.errors import Problem
from server.services.node import Node
from server.store.tables import Account, Area, Household, Observation
from server.telling import tell
from sync.records import Draft

OBSERVATION = Observation.__table__
LONGEST = 2_000
MOST_SHOWN = 500


def add_observation(node: Node, actor_id: str, area_code: str, text: str, household_id: str | None = None) -> str:
    """Record what was seen in a commune, or of one of its households; its id. Problem OBS-001 where nothing is said."""
    said, observation_id = text.strip(), str(uuid.uuid4())
    if not said or len(said) > LONGEST:
        told = tell("Nhận xét dài {n} ký tự, phải có chữ và nhiều nhất là {longest}.", n=len(said), longest=LONGEST)
        raise Problem(
            "OBS-001", 422, told, tell("Viết điều đã thấy, ở đâu, ngày nào; dài thì chia làm nhiều nhận xét.")
        )
    payload = {"observation_id": observation_id, "text": said}
    if household_id is not None:
        payload["household_id"] = household_id
    node.write(lambda _c: [Draft(area_code, "observation.added", (observation_id,), actor_id, payload)])
    return observation_id


def observations_of(connection: Connection, household_id: str) -> list[Any]:
    """Those on one household, newest first."""
    return list(connection.execute(_rows().where(OBSERVATION.c.household_id == household_id)).all())


def list_observations(connection: Connection, areas: Sequence[str]) -> list[Any]:
    """Those in the communes `areas`, newest first, no more than a page holds."""
    return list(connection.execute(_rows().where(OBSERVATION.c.area_code.in_(areas)).limit(MOST_SHOWN)).all())


def _rows() -> Select[Any]:
    account, area, household = Account.__table__, Area.__table__, Household.__table__
    return (
        select(
            OBSERVATION,
            account.c.name.label("actor_name"),
            area.c.name.label("area_name"),
            household.c.code.label("household_code"),
            household.c.head_name,
        )
        .outerjoin(account, account.c.actor_id == OBSERVATION.c.actor_id)
        .outerjoin(area, area.c.code == OBSERVATION.c.area_code)
        .outerjoin(household, household.c.household_id == OBSERVATION.c.household_id)
        .order_by(OBSERVATION.c.added_at.desc(), OBSERVATION.c.observation_id)
    )
