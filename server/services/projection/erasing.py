"""Erasure: payloads go, the household is folded again from what is left, and nobody's version runs backwards."""

from __future__ import annotations

import datetime as dt
from typing import Any

import orjson
from sqlalchemy import delete, insert, select, update

from server.store.tables import EntityTombstone, HeldSubmission
from server.store.types import EPOCH
from sync.log import erase, get_record, read_subject

from .applying import ENTITY, HOUSEHOLD, MEMBER, Applying
from .cases import CASE
from .derived import ASSESSMENT, ATTACHMENT, FINDING
from .registry import find_household, touch_household
from .scene import SUBMISSION

TODO: dict[str, Any] = {
    "tablet_state": "todo",
    "review_state": "none",
    "instance_id": None,
    "outcome": None,
    "classes": {},
    "findings": {},
    "has_conflict": False,
    "received_at": None,
}


def erased(applying: Applying) -> None:
    """Drop the named payloads and fold each household they were about anew (`records.md`, erasure)."""
    households: dict[str, None] = {}
    erase(applying.connection, applying.record)
    for digest in applying.payload["digests"]:
        found = get_record(applying.connection, digest)
        if found is None:
            continue
        households.update(dict.fromkeys(found.record.envelope.subjects))
    for household_id in households:
        refold_household(applying, household_id)


def refold_household(applying: Applying, household_id: str) -> None:
    """Remove the household's rows and project its records again in the order they arrived here."""
    before = find_household(applying, household_id)
    if before is None:
        return
    _forget(applying, household_id)
    for found in _records_of(applying, household_id):
        _again(applying, found)
    after = find_household(applying, household_id)
    if after is None:
        _bury(applying, household_id, before.village_code)
        return
    if after.entity_version < before.entity_version:
        _keep_version(applying, after, before.entity_version)
        after = find_household(applying, household_id)
    touch_household(applying, after)


def _records_of(applying: Applying, household_id: str) -> list[Any]:
    """Records about the household, and the files of its cases, without the erasing record itself."""
    cases = applying.connection.execute(select(CASE.c.case_id).where(CASE.c.household_id == household_id)).scalars()
    found = {
        one.position: one for subject in (household_id, *cases) for one in read_subject(applying.connection, subject)
    }
    own = applying.record.digest
    return [one for _, one in sorted(found.items()) if one.record.digest != own]


def _again(applying: Applying, found: Any) -> None:
    from . import apply

    body = found.record.payload
    moment = EPOCH + dt.timedelta(microseconds=found.received_us)
    payload = None if body is None else orjson.loads(body)
    apply(Applying(applying.connection, applying.node, found.record, payload, moment))


def _forget(applying: Applying, household_id: str) -> None:
    connection = applying.connection
    query = select(SUBMISSION.c.instance_id).where(SUBMISSION.c.household_id == household_id)
    instances = list(connection.execute(query).scalars())
    for table in (FINDING, ASSESSMENT, ATTACHMENT, SUBMISSION):
        connection.execute(delete(table).where(table.c.instance_id.in_(instances)))
    held = HeldSubmission.__table__
    for table in (held, MEMBER, ENTITY, HOUSEHOLD):
        connection.execute(delete(table).where(table.c.household_id == household_id))
    connection.execute(update(CASE).where(CASE.c.household_id == household_id).values(**TODO))


def _keep_version(applying: Applying, row: Any, version: int) -> None:
    where = HOUSEHOLD.c.household_id == row.household_id
    applying.connection.execute(update(HOUSEHOLD).where(where).values(entity_version=version))


def _bury(applying: Applying, household_id: str, village_code: str) -> None:
    tombstone = EntityTombstone.__table__
    values = {"household_id": household_id, "removed_at": applying.now}
    applying.connection.execute(insert(tombstone), values)
    applying.connection.execute(delete(CASE).where(CASE.c.household_id == household_id))
    applying.bump_village(village_code)
