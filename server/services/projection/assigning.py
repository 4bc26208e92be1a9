"""Who visits which household: villages given to enumerators, and households given by themselves (R15)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import exists, insert, select, update

from server.store.tables import Assignment, Case, HouseholdAssignment

from .applying import Applying

CASE, ASSIGNMENT, PART = Case.__table__, Assignment.__table__, HouseholdAssignment.__table__
CHUNK = 500


def assignment_made(applying: Applying) -> None:
    """A village given to an enumerator; households of it that were given by themselves stay where they are."""
    payload = applying.payload
    connection = applying.connection
    row = {name: payload[name] for name in ("assignment_id", "round_id", "village_code", "actor_id")}
    connection.execute(insert(ASSIGNMENT), {**row, "record_digest": applying.record.digest, "is_part": False})
    given_apart = exists().where(
        PART.c.household_id == CASE.c.household_id,
        PART.c.round_id == CASE.c.round_id,
        PART.c.village_code == CASE.c.village_code,
        PART.c.ended_by.is_(None),
    )
    connection.execute(
        update(CASE)
        .where(CASE.c.round_id == row["round_id"], CASE.c.village_code == row["village_code"], ~given_apart)
        .values(assignment_id=row["assignment_id"])
    )
    applying.bump_village(row["village_code"])


def assignment_ended(applying: Applying) -> None:
    """A village, or households given by themselves, are taken back: they leave the tablet at the next sync."""
    assignment_id = applying.payload["assignment_id"]
    connection = applying.connection
    row = connection.execute(select(ASSIGNMENT).where(ASSIGNMENT.c.assignment_id == assignment_id)).one()
    if row.is_part:
        query = select(PART.c.household_id).where(PART.c.assignment_id == assignment_id, PART.c.ended_by.is_(None))
        _release(applying, row, list(connection.execute(query).scalars()))
        return
    _end(applying, [assignment_id])
    applying.bump_village(row.village_code)


def households_assigned(applying: Applying) -> None:
    """Households of one village given to somebody; whoever had them by themselves has them no more."""
    payload, envelope, connection = applying.payload, applying.record.envelope, applying.connection
    _end_parts(applying, payload["round_id"], payload["household_ids"])
    row = {name: payload[name] for name in ("assignment_id", "round_id", "village_code", "actor_id")}
    row |= {"record_digest": applying.record.digest}
    connection.execute(insert(ASSIGNMENT), {**row, "is_part": True})
    row |= {"area_code": envelope.area, "batch_id": payload["batch_id"], "given_by": envelope.actor}
    row |= {"given_at": applying.received_at}
    ids = dict.fromkeys(payload["household_ids"])
    if ids:
        connection.execute(insert(PART), [{**row, "household_id": one} for one in ids])
    _set_cases(applying, payload["round_id"], payload["household_ids"], payload["assignment_id"])
    applying.bump_village(payload["village_code"])


def households_released(applying: Applying) -> None:
    """Households given by themselves go back to whoever has their village."""
    payload = applying.payload
    _end_parts(applying, payload["round_id"], payload["household_ids"])
    _give_to_village(applying, payload["round_id"], payload["village_code"], payload["household_ids"])


def _release(applying: Applying, row: Any, household_ids: Sequence[str]) -> None:
    _end_parts(applying, row.round_id, household_ids)
    _give_to_village(applying, row.round_id, row.village_code, household_ids)


def _give_to_village(applying: Applying, round_id: str, village_code: str, household_ids: Sequence[str]) -> None:
    query = select(ASSIGNMENT.c.assignment_id).where(
        ASSIGNMENT.c.round_id == round_id,
        ASSIGNMENT.c.village_code == village_code,
        ASSIGNMENT.c.ended_by.is_(None),
        ASSIGNMENT.c.is_part.is_(False),
    )
    _set_cases(applying, round_id, household_ids, applying.connection.execute(query).scalar())
    applying.bump_village(village_code)


def _end_parts(applying: Applying, round_id: str, household_ids: Sequence[str]) -> None:
    """Nobody has these by themselves now; an assignment that is left with no household has ended."""
    connection = applying.connection
    touched: dict[str, str] = {}
    for chunk in _chunks(household_ids):
        live = (PART.c.round_id == round_id, PART.c.household_id.in_(chunk), PART.c.ended_by.is_(None))
        found = connection.execute(select(PART.c.assignment_id, PART.c.village_code).where(*live)).all()
        touched |= {assignment_id: village_code for assignment_id, village_code in found}
        connection.execute(update(PART).where(*live).values(ended_by=applying.record.digest))
    for chunk in _chunks(list(touched)):
        query = select(PART.c.assignment_id).where(PART.c.assignment_id.in_(chunk), PART.c.ended_by.is_(None))
        left = set(connection.execute(query).scalars())
        _end(applying, [one for one in chunk if one not in left])
    for village in set(touched.values()):
        applying.bump_village(village)


def _end(applying: Applying, assignment_ids: Sequence[str]) -> None:
    where = ASSIGNMENT.c.assignment_id.in_(assignment_ids)
    applying.connection.execute(update(ASSIGNMENT).where(where).values(ended_by=applying.record.digest))


def _set_cases(applying: Applying, round_id: str, household_ids: Sequence[str], assignment_id: str | None) -> None:
    for chunk in _chunks(household_ids):
        where = (CASE.c.round_id == round_id, CASE.c.household_id.in_(chunk))
        applying.connection.execute(update(CASE).where(*where).values(assignment_id=assignment_id))


def _chunks(ids: Sequence[str]) -> Iterator[list[str]]:
    for start in range(0, len(ids), CHUNK):
        yield list(ids[start : start + CHUNK])
