"""Numbers of papers and places of houses out of every record about a household; what else the records say stays."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import orjson
from sqlalchemy import Connection, or_, select

from server.domain.erasing import FORM, KINDS_OF, NOTE, NUMBERS, RUNNING, Item
from server.domain.redacting import find_numbers, redact
from server.services.node import Node
from server.services.projection.deriving import payload_xml
from server.store.tables import (
    Case,
    DuplicateCandidate,
    DuplicateDecision,
    DuplicateNote,
    Member,
    PersonIdentifier,
    Round,
    Submission,
)
from server.store.writer import Unit
from sync.log import Found, get_record, read_now, read_subject
from sync.records import Draft, Record
from sync.records.erasures import stand_in_key
from sync.records.kinds import KINDS

CASE, ROUND, MEMBER, SUBMISSION = Case.__table__, Round.__table__, Member.__table__, Submission.__table__
IDENTIFIER, DUPLICATE_NOTE = PersonIdentifier.__table__, DuplicateNote.__table__
PAIRS = (DuplicateCandidate.__table__, DuplicateDecision.__table__)
CHUNK = 500


def list_numbers(connection: Connection, households: Mapping[str, bool]) -> list[Item]:
    """Records that say a number or a place, household by household; those of one that is being reviewed are held.

    `households`: {id: whether a round of its is not closed}.
    """
    found: list[Item] = []
    for one, runs in households.items():
        about = _about(connection, one)
        numbers = _numbers_of(connection, one, about)
        held = RUNNING if runs else ""
        found += [_item(each.record, one, held) for each in about if _changes(each.record, numbers)]
    notes = list_notes(connection, households)
    # What one of its households must keep, it keeps for all: "" comes first, a reason takes its place.
    known = {one.record_digest: one for one in sorted([*found, *notes], key=lambda one: one.held)}
    return sorted(known.values(), key=lambda one: (one.area_code, one.group_id, one.record_digest))


def list_notes(connection: Connection, households: Mapping[str, bool]) -> list[Item]:
    """What people wrote about pairs that may be one, of which one side is such a household."""
    items: list[Item] = []
    for chunk in _chunks(sorted(households)):
        pairs = {
            row.pair_id: row
            for table in PAIRS
            for row in connection.execute(
                select(table).where(or_(table.c.first_id.in_(chunk), table.c.second_id.in_(chunk)))
            )
        }
        digests = select(DUPLICATE_NOTE.c.record_digest, DUPLICATE_NOTE.c.pair_id)
        for digest, pair_id in connection.execute(digests.where(DUPLICATE_NOTE.c.pair_id.in_(list(pairs)))).all():
            found, pair = get_record(connection, digest), pairs[pair_id]
            sides = [one for one in (pair.first_id, pair.second_id) if one in households]
            runs = any(is_running(connection, one) for one in (pair.first_id, pair.second_id))
            if found is not None and found.record.payload is not None:
                items.append(_item(found.record, sides[0], RUNNING if runs else ""))
    return items


def redact_all(
    node: Node, unit: Unit, plan: Any, records: Sequence[Record], batch: Sequence[Item]
) -> dict[str, str | None]:
    """Record what is left of each; {record: what stands in for it, None where nothing does} for the erasure to name."""
    connection = unit.connection
    household_of = {one.record_digest: one.household_id or "" for one in batch}
    numbers: dict[str, set[str]] = defaultdict(set)
    for household_id in {household_of[one.digest] for one in records}:
        numbers[household_id] = _numbers_of(connection, household_id)
    made: dict[str, str | None] = {}
    for one in records:
        said = orjson.loads(one.payload or b"{}")
        left = redact(one.envelope.kind, said, numbers[household_of[one.digest]])
        if left is said:
            continue
        made[one.digest] = None
        if left is not None:
            made[one.digest] = node.record(unit, _stand_in(one, said, left, plan.decided_by))
    return made


def _stand_in(one: Record, said: Any, left: Any, actor_id: str) -> Draft:
    if one.envelope.kind == FORM and "xml_sha256" not in left:
        left["xml_sha256"] = hashlib.sha256(payload_xml(said)).hexdigest()
    payload = {"of": one.digest, "payload": left}
    return Draft(one.envelope.area, "redacted", (), actor_id, payload, key=stand_in_key(one.digest))


def redact_again(node: Node, unit: Unit, actor_id: str, digests: Iterable[str]) -> list[dict[str, str]]:
    """What an erasure had put in the place of these records, made anew where a backup has neither: its `stand_ins`."""
    connection = unit.connection
    found = [get_record(connection, one) for one in digests]
    now = [read_now(connection, one).record for one in found if one is not None]
    made = []
    for record in [one for one in now if one.payload is not None]:
        said = orjson.loads(record.payload or b"{}")
        left = redact(record.envelope.kind, said, _numbers_of(connection, _household_of(connection, record)))
        made.append({"of": record.digest, "by": node.record(unit, _stand_in(record, said, left, actor_id))})
    return made


def _household_of(connection: Connection, record: Record) -> str:
    """Of a record about a household or its case."""
    subjects = record.envelope.subjects
    of_case = select(CASE.c.household_id).where(CASE.c.case_id.in_(subjects))
    return str(connection.execute(of_case).scalar() or (subjects[0] if subjects else ""))


def is_running(connection: Connection, household_id: str) -> bool:
    """Whether a round that is not closed has the household."""
    query = select(CASE.c.case_id).join(ROUND, ROUND.c.round_id == CASE.c.round_id)
    return (
        connection.execute(query.where(CASE.c.household_id == household_id, ROUND.c.state != "closed")).first()
        is not None
    )


def _about(connection: Connection, household_id: str) -> list[Found]:
    """Records about a household and its cases as they are read now, of kinds from which something can go."""
    cases = connection.execute(select(CASE.c.case_id).where(CASE.c.household_id == household_id)).scalars()
    found = {one.position: one for subject in (household_id, *cases) for one in read_subject(connection, subject)}
    kinds = {one for one in KINDS_OF[NUMBERS] if KINDS[one].is_erasable and one != NOTE}
    now = [read_now(connection, one) for _place, one in sorted(found.items()) if one.record.envelope.kind in kinds]
    return [one for one in now if one.record.payload is not None]


def _numbers_of(connection: Connection, household_id: str, about: Sequence[Found] | None = None) -> set[str]:
    """Every number and place that records (`about` it) and tables have of the household."""
    records = _about(connection, household_id) if about is None else about
    said: list[Any] = [orjson.loads(one.record.payload or b"{}") for one in records]
    members = select(MEMBER.c.facts).where(MEMBER.c.household_id == household_id)
    forms = select(SUBMISSION.c.facts).where(SUBMISSION.c.household_id == household_id, SUBMISSION.c.facts.is_not(None))
    said += [*connection.execute(members).scalars(), *connection.execute(forms).scalars()]
    numbers = select(IDENTIFIER.c.number).where(IDENTIFIER.c.household_id == household_id)
    return {*_find_all(said), *connection.execute(numbers).scalars()}


def _find_all(said: Iterable[Any]) -> Iterator[str]:
    for one in said:
        yield from find_numbers(one)


def _changes(record: Record, numbers: set[str]) -> bool:
    said = orjson.loads(record.payload or b"{}")
    return redact(record.envelope.kind, said, numbers) is not said


def _item(record: Record, household_id: str, held: str) -> Item:
    envelope = record.envelope
    return Item(
        record.digest, envelope.kind, envelope.area, household_id, household_id, len(record.payload or b""), held
    )


def _chunks(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(ids), CHUNK):
        yield ids[start : start + CHUNK]


__all__ = ["list_notes", "list_numbers", "redact_again", "redact_all"]
