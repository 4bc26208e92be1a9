"""Numbers of all households and persons of a commune (R23): the newest word counts, a second person confirms it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import and_, delete, insert, select

from server.store.tables import Denominator

from .applying import Applying

DENOMINATOR = Denominator.__table__


def denominators_entered(applying: Applying) -> None:
    """Another person with the very same numbers confirms what stands; other numbers take its place."""
    for entry in applying.payload["entries"]:
        _enter(applying, entry)


def _enter(applying: Applying, entry: dict[str, Any]) -> None:
    payload, connection, actor = applying.payload, applying.connection, applying.record.envelope.actor
    key = {name: payload[name] for name in ("area_code", "counted_on")}
    key |= {name: entry[name] for name in ("group", "area_kind")}
    where = and_(*(DENOMINATOR.c[name] == value for name, value in key.items()))
    before = connection.execute(select(DENOMINATOR).where(where)).first()
    numbers = {name: entry[name] for name in ("households", "persons")}
    row = {**key, **numbers, "source": payload["source"], "entered_by": actor, "confirmed_by": None}
    row |= {"record_digest": applying.record.digest, "entered_at": applying.received_at}
    if before is not None and (before.households, before.persons) == tuple(numbers.values()):
        row |= {"entered_by": before.entered_by, "confirmed_by": before.confirmed_by}
        if actor != before.entered_by:
            row["confirmed_by"] = actor
    connection.execute(delete(DENOMINATOR).where(where))
    connection.execute(insert(DENOMINATOR), row)
