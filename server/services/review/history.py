"""Everything that touched a case, oldest first: who, when, and the words it was done with."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

import orjson
from sqlalchemy import Connection, select

from server.services.projection.standing import find_case
from server.store.tables import Account, ReviewEvent, Submission
from server.store.types import EPOCH
from sync.log import Found, read_subject

EVENT = ReviewEvent.__table__


@dataclass(frozen=True, slots=True)
class Entry:
    """One record. `comments` are (field, text), `changes` (field, new value); `is_erased`: its words are gone (R29).

    `version_no` numbers the version it brought or is about; `returned_instance` is the one a version answers.
    """

    at: dt.datetime
    kind: str
    digest: str
    actor_id: str
    actor: str
    instance_id: str | None
    version_no: int | None
    reason: str
    comments: tuple[tuple[str, str], ...]
    changes: tuple[tuple[str, Any], ...]
    details: dict[str, Any]
    batch_id: str | None
    is_erased: bool


# What the words of an entry are made of; the rest of a payload (a whole form, a household) is no matter of a history.
_DETAILS = (
    "return_no", "correction_id", "decisive", "of_household", "withdraws", "state", "assessments", "form_version",
    "to_area", "from_area", "decision", "number", "outcome", "standard", "other_id", "ruling", "happened_on",
)  # fmt: skip


def read_history(connection: Connection, case_id: str) -> tuple[Entry, ...]:
    """The records about the case, and about its household between them; those of its other cases are left out."""
    case = find_case(connection, case_id)
    if case is None:
        return ()
    events = {
        row.record_digest: row
        for row in connection.execute(select(EVENT).where(EVENT.c.household_id == case.household_id))
    }
    query = select(Submission.record_digest, Submission.instance_id, Submission.case_id, Submission.version_no)
    versions = {
        row.record_digest: row for row in connection.execute(query.where(Submission.household_id == case.household_id))
    }
    found = [
        one
        for one in read_subject(connection, case.household_id)
        if all(row is None or row.case_id in (None, case_id) for row in _rows(one, events, versions))
    ]
    names = _names(connection, found)
    numbers = {row.instance_id: row.version_no for row in versions.values() if row.case_id == case_id}
    return tuple(_to_entry(one, events.get(one.record.digest), names, numbers) for one in found)


def find_returned(connection: Connection, instance_id: str) -> str | None:
    """The version that the case's tablet answered with this one."""
    query = select(Submission.deprecated_id, Submission.returned_instance)
    row = connection.execute(query.where(Submission.instance_id == instance_id)).first()
    return None if row is None else row.deprecated_id or row.returned_instance


def _rows(found: Found, events: dict[str, Any], versions: dict[str, Any]) -> tuple[Any, Any]:
    return events.get(found.record.digest), versions.get(found.record.digest)


def _names(connection: Connection, found: list[Found]) -> dict[str, str]:
    actors = {one.record.envelope.actor for one in found}
    query = select(Account.actor_id, Account.name).where(Account.actor_id.in_(actors))
    return {actor_id: name for actor_id, name in connection.execute(query)}


def _to_entry(found: Found, event: Any, names: dict[str, str], numbers: dict[str, int]) -> Entry:
    envelope, body = found.record.envelope, found.record.payload
    payload: dict[str, Any] = {} if body is None else orjson.loads(body)
    instance_id = payload.get("instance_id") or envelope.key or (event.instance_id if event is not None else None)
    return Entry(
        at=EPOCH + dt.timedelta(microseconds=found.received_us),
        kind=envelope.kind,
        digest=found.record.digest,
        actor_id=envelope.actor,
        actor=names.get(envelope.actor, ""),
        instance_id=instance_id or None,
        version_no=numbers.get(instance_id or ""),
        reason=str(payload.get("reason") or ""),
        comments=tuple((one.get("f") or "", one["text"]) for one in payload.get("comments") or ()),
        changes=tuple((one["f"], one["value"]) for one in payload.get("changes") or ()),
        details={name: payload[name] for name in _DETAILS if payload.get(name) is not None},
        batch_id=payload.get("batch_id"),
        is_erased=body is None,
    )
