"""Decisions in writing about households that were not reviewed to the end (R9): the newest stands."""

from __future__ import annotations

from sqlalchemy import delete, insert

from server.store.tables import OutcomeRuling

from .applying import Applying
from .registry import find_household, touch_household

RULING = OutcomeRuling.__table__


def outcome_decided(applying: Applying) -> None:
    """What the meeting decided about a household that was absent, refused, had moved … with its minutes."""
    payload, envelope = applying.payload, applying.record.envelope
    names = ("case_id", "household_id", "instance_id", "outcome", "ruling")
    values = {name: payload[name] for name in names}
    said = {"decision_no": payload["decision"]["number"], "decided_on": payload["decision"]["decided_on"]}
    more = {"area_code": envelope.area, "actor_id": envelope.actor, "record_digest": applying.record.digest}
    applying.connection.execute(delete(RULING).where(RULING.c.case_id == payload["case_id"]))
    applying.connection.execute(insert(RULING), {**values, **said, **more, "ruled_at": applying.now})
    touch_household(applying, find_household(applying, payload["household_id"]))
