"""What people decided about pairs that may be one, and what is let go of with a household (R8, R11).

The standing of a pair is folded from all its records whenever one arrives, in whatever order they do. That two are one
is a link between households; who leaves the register does so by a record of its own.
"""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

import orjson
from sqlalchemy import Connection, and_, delete, insert, or_, select, update

from server.domain.duplicates.deciding import SAME, Standing, Word, fold_words
from server.store.tables import (
    DuplicateCandidate,
    DuplicateDecision,
    DuplicateKey,
    DuplicateNote,
    DuplicateSeen,
    Household,
    HouseholdLineage,
)
from server.store.types import EPOCH
from sync.log import Found, read_subject

from .applying import Applying
from .shapes import is_whole

CANDIDATE, DECISION = DuplicateCandidate.__table__, DuplicateDecision.__table__
NOTE, KEY, SEEN = DuplicateNote.__table__, DuplicateKey.__table__, DuplicateSeen.__table__
HOUSEHOLD, LINEAGE = Household.__table__, HouseholdLineage.__table__
DECIDED, NOTED = "duplicate.decided", "duplicate.noted"
KEY_BYTES = 8


def duplicate_decided(applying: Applying) -> None:
    """A person says whether two households, or two people, are one, or takes it back."""
    if applying.payload is not None:
        _settle(applying, applying.payload["pair_id"])


def duplicate_noted(applying: Applying) -> None:
    """A person writes down what she found about a pair."""
    payload = applying.payload
    if payload is None:
        return
    row = {"record_digest": applying.record.digest, "pair_id": payload["pair_id"], "text": payload["text"]}
    who = {"actor_id": applying.record.envelope.actor, "noted_at": applying.received_at}
    applying.connection.execute(insert(NOTE), {**row, **who})


def read_standing(connection: Connection, pair_id: str) -> Standing:
    """What stands decided about a pair."""
    return fold_words([_to_word(one) for one in _decisions(connection, pair_id)])


def move_pairs(connection: Connection, household_id: str, area_code: str) -> None:
    """The household lives in another commune now: who sees its pairs follows."""
    for table in (CANDIDATE, DECISION):
        for side in ("first", "second"):
            mine = table.c[f"{side}_id"] == household_id
            connection.execute(update(table).where(mine).values({f"{side}_area": area_code}))


def forget_household(connection: Connection, household_id: str) -> None:
    """Nothing a search made of an erased household stays; what was decided holds ids only."""
    mine = or_(CANDIDATE.c.first_id == household_id, CANDIDATE.c.second_id == household_id)
    connection.execute(delete(CANDIDATE).where(mine))
    own = uuid.UUID(household_id).bytes
    keys = connection.execute(select(SEEN.c.key_bytes).where(SEEN.c.household == own)).scalar()
    for key in unpack_keys(keys or b""):
        connection.execute(delete(KEY).where(KEY.c.key == key, KEY.c.household == own))
    connection.execute(delete(SEEN).where(SEEN.c.household == own))


def forget_note(connection: Connection, digest: str) -> None:
    """The note was erased."""
    connection.execute(delete(NOTE).where(NOTE.c.record_digest == digest))


def pack_keys(keys: tuple[int, ...]) -> bytes:
    """Keys as they are kept beside the household they lead to."""
    return b"".join(one.to_bytes(KEY_BYTES, "big", signed=True) for one in keys)


def unpack_keys(packed: bytes) -> tuple[int, ...]:
    """The keys again."""
    parts = (packed[at : at + KEY_BYTES] for at in range(0, len(packed), KEY_BYTES))
    return tuple(int.from_bytes(one, "big", signed=True) for one in parts)


def _settle(applying: Applying, pair_id: str) -> None:
    connection = applying.connection
    found = _decisions(connection, pair_id)
    standing = fold_words([_to_word(one) for one in found])
    before = connection.execute(select(DECISION).where(DECISION.c.pair_id == pair_id)).first()
    if before is not None:
        connection.execute(delete(DECISION).where(DECISION.c.pair_id == pair_id))
        _unlink(connection, before)
    if not standing.state or standing.shown is None:
        return
    shown = next(one for one in found if one.record.digest == standing.shown.digest)
    row = _row(connection, standing, shown)
    connection.execute(insert(DECISION), row)
    if row["state"] == SAME and row["level"] == "household" and row["kept_id"]:
        _link(applying, row, shown)


def _row(connection: Connection, standing: Standing, shown: Found) -> dict[str, Any]:
    payload = orjson.loads(shown.record.payload or b"{}")
    sides = [(payload["household_id"], payload.get("person_id")), (payload["other_id"], payload.get("other_person_id"))]
    (first_id, first_person), (second_id, second_person) = sides
    where = HOUSEHOLD.c.household_id.in_((first_id, second_id))
    areas = dict(connection.execute(select(HOUSEHOLD.c.household_id, HOUSEHOLD.c.area_code).where(where)).all())
    return {
        "pair_id": payload["pair_id"],
        "level": payload["level"],
        "first_id": first_id,
        "second_id": second_id,
        "first_person": first_person,
        "second_person": second_person,
        "first_area": areas.get(first_id, shown.record.envelope.area),
        "second_area": areas.get(second_id, shown.record.envelope.area),
        "state": standing.state,
        "kept_id": payload.get("kept_id"),
        "batch_id": payload.get("batch_id"),
        "decided_by": shown.record.envelope.actor,
        "decided_at": EPOCH + dt.timedelta(microseconds=shown.received_us),
    }


def _link(applying: Applying, row: dict[str, Any], shown: Found) -> None:
    gone = row["second_id"] if row["kept_id"] == row["first_id"] else row["first_id"]
    values = {"household_id": gone, "other_id": row["kept_id"], "how": "duplicate_of", "decision": ""}
    when = {"happened_on": row["decided_at"].date().isoformat(), "recorded_at": row["decided_at"]}
    applying.connection.execute(insert(LINEAGE), {**values, **when, "record_digest": shown.record.digest})


def _unlink(connection: Connection, row: Any) -> None:
    there = and_(LINEAGE.c.household_id == row.first_id, LINEAGE.c.other_id == row.second_id)
    back = and_(LINEAGE.c.household_id == row.second_id, LINEAGE.c.other_id == row.first_id)
    connection.execute(delete(LINEAGE).where(LINEAGE.c.how == "duplicate_of", or_(there, back)))


def _decisions(connection: Connection, pair_id: str) -> list[Found]:
    found = read_subject(connection, pair_id)
    decided = [one for one in found if one.record.envelope.kind == DECIDED and one.record.payload is not None]
    return [one for one in decided if is_whole(one.record)]


def _to_word(found: Found) -> Word:
    envelope, payload = found.record.envelope, orjson.loads(found.record.payload or b"{}")
    followed = {digest for digests in envelope.follows.values() for digest in digests}
    rank = (envelope.clock, envelope.origin, envelope.sequence)
    sees = frozenset(followed | set(payload["sees"]))
    return Word(found.record.digest, payload["decision"], payload.get("kept_id") or "", sees, rank)
