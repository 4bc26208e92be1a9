"""Changes of places: the register as it is now, and the lineage behind it (R12)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import delete, insert, select, update

from server.areas.sorting import sort_key
from server.store.tables import AreaAttribute, AreaChange

from .applying import HOUSEHOLD, VILLAGE, Applying
from .figures import kind_changed
from .reassessing import assess_again, shown_versions
from .registry import AREA

CHANGE = AreaChange.__table__
ATTRIBUTE = AreaAttribute.__table__


def areas_changed(applying: Applying) -> None:
    """Units from a day on: made, renamed, or ended under their successor."""
    payload = applying.payload
    for position, one in enumerate(payload["units"]):
        _note(applying, position, one)
        _put_unit(applying, one, payload["in_force_on"])
        kind = one["after"].get("area_kind")
        if kind is not None and kind != one["before"].get("area_kind"):
            _change_kind(applying, one["code"], kind)


def villages_changed(applying: Applying) -> None:
    """Villages renamed, or become a part of another; tablets get the new names."""
    payload = applying.payload
    for position, one in enumerate(payload["villages"]):
        _note(applying, position, one)
        values: dict[str, Any] = {}
        if one["after"].get("name"):
            values |= {"name": one["after"]["name"], "sort_key": sort_key(one["after"]["name"])}
        if one["successor_code"] is not None:
            values["valid_to_on"] = payload["in_force_on"]
        applying.connection.execute(update(VILLAGE).where(VILLAGE.c.code == one["code"]).values(**values))
        applying.bump_village(one["code"])


def attribute_set(applying: Applying) -> None:
    """What an area is for a time; said again under the same id, it is said anew."""
    payload = applying.payload
    names = ("attribute_id", "area_code", "attribute", "from_on", "to_on", "act")
    values = {name: payload[name] for name in names}
    values |= {"actor_id": applying.record.envelope.actor, "record_digest": applying.record.digest}
    where = ATTRIBUTE.c.attribute_id == payload["attribute_id"]
    applying.connection.execute(delete(ATTRIBUTE).where(where))
    applying.connection.execute(insert(ATTRIBUTE), values)


def _note(applying: Applying, position: int, one: Mapping[str, Any]) -> None:
    payload = applying.payload
    applying.connection.execute(
        insert(CHANGE),
        {
            "change_id": payload["change_id"],
            "position": position,
            "code": one["code"],
            "in_force_on": payload["in_force_on"],
            "act": payload["act"],
            "before": one["before"],
            "after": one["after"],
            "successor_code": one["successor_code"],
            "actor_id": applying.record.envelope.actor,
            "record_digest": applying.record.digest,
            "recorded_at": applying.received_at,
        },
    )


def _put_unit(applying: Applying, one: Mapping[str, Any], in_force_on: str) -> None:
    """The unit's row says what it is now; one that ends hangs under its successor, whose roles reach it from there."""
    connection, code = applying.connection, one["code"]
    values = dict(one["after"])
    if "name" in values:
        values["sort_key"] = sort_key(str(values["name"]))
    if one["successor_code"] is not None:
        values |= {"valid_to_on": in_force_on, "parent_code": one["successor_code"]}
    if connection.execute(select(AREA.c.code).where(AREA.c.code == code)).first() is None:
        new = {"short_name": values["name"], "area_kind": None, "valid_from_on": in_force_on, **values}
        connection.execute(insert(AREA), {"code": code, **new})
    elif values:
        connection.execute(update(AREA).where(AREA.c.code == code).values(**values))


def _change_kind(applying: Applying, code: str, kind: str) -> None:
    """The unit's households are of the new kind on every tablet, and shown forms are classed by it.

    Rounds of an earlier reference day are closed by then (`services.areas`), and closed rounds keep what they have.
    """
    connection, day = applying.connection, applying.payload["in_force_on"]
    for row in connection.execute(select(HOUSEHOLD).where(HOUSEHOLD.c.area_code == code)).all():
        values = {"area_kind": kind, "entity_version": row.entity_version + 1, "updated_at": applying.now}
        where = HOUSEHOLD.c.household_id == row.household_id
        connection.execute(update(HOUSEHOLD).where(where).values(**values))
        applying.add_version(row.household_id, row.entity_version + 1, changed={})
        applying.bump_village(row.village_code)
        kind_changed(applying, row.household_id, kind, day)
        for shown in connection.execute(shown_versions(row.household_id)).all():
            if shown.state in ("open", "closing") and shown.reference_on >= day:
                assess_again(applying, row, shown, row.exceptions or ())
