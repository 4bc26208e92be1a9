"""Observations: a row each; nothing is left of the words of an erased one, but that somebody observed."""

from __future__ import annotations

from sqlalchemy import Connection, insert, update

from server.store.tables import Observation

from .applying import Applying

OBSERVATION = Observation.__table__


def observation_added(applying: Applying) -> None:
    """What was seen, by whom, when."""
    payload, envelope = applying.payload or {}, applying.record.envelope
    values = {
        "observation_id": envelope.subjects[0],
        "area_code": envelope.area,
        "household_id": payload.get("household_id"),
        "text": payload.get("text", ""),
        "actor_id": envelope.actor,
        "record_digest": applying.record.digest,
        "added_at": applying.received_at,
    }
    applying.connection.execute(insert(OBSERVATION), values)


def forget_observation(connection: Connection, observation_id: str) -> None:
    """Leave that something was observed, and nothing of what."""
    where = OBSERVATION.c.observation_id == observation_id
    connection.execute(update(OBSERVATION).where(where).values(text="", household_id=None))
