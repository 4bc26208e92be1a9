"""Erasure: payloads go, the household is folded again from what is left, and nobody's version runs backwards."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

import orjson
from sqlalchemy import Connection, and_, bindparam, delete, insert, select, update

from server.store.queue_tables import QueueColumns
from server.store.tables import AnswersAsSent, Blob, Correction, EntityTombstone, HeldSubmission, PhotoExif, StuckRecord
from server.store.types import EPOCH
from sync.log import Found, apply_erasures, get_record, read_now, read_subject
from sync.log.prepared import Prepared
from sync.log.tables import bare
from sync.records import KINDS, Envelope, Part, Record
from sync.records.erasures import named_digests
from sync.records.kinds import UNPLACED
from sync.records.upcasting import read_payload

from .applying import ENTITY, HOUSEHOLD, MEMBER, Applying, Forms
from .cases import CASE
from .derived import ASSESSMENT, ATTACHMENT, FINDING, heirs_of
from .doubles import forget_household, forget_note
from .erased_results import keep_results, note_erasure, read_results, restore_results
from .events import IDENTIFIER, MOVE
from .figures import drop_figures, forget_figures
from .imports import EFFECT
from .keyed import KEYED
from .observations import forget_observation
from .people import forget_account
from .registry import AREA, find_household, touch_household
from .rulings import RULING
from .scene import SUBMISSION
from .shapes import is_whole
from .standing import APPROVAL, EVENT

CORRECTION = Correction.__table__
SENT = AnswersAsSent.__table__
BLOB, PHOTO = Blob.__table__, PhotoExif.__table__
AT_ONCE = 500
HELD, STUCK = HeldSubmission.__table__, StuckRecord.__table__
_case = Prepared(select(CASE.c.household_id).where(CASE.c.case_id == bindparam("id")))
TODO: dict[str, Any] = {
    "tablet_state": "todo",
    "review_state": "none",
    "instance_id": None,
    "outcome": None,
    "classes": {},
    "findings": {},
    "has_conflict": False,
    "received_at": None,
    **dict.fromkeys(QueueColumns.__annotations__),
}


def erased(applying: Applying) -> None:
    """Let go of what counting erasures name and fold what it was about anew (`sync/PROTOCOL.md`, Erasure).

    Whether an erasure counts, and which of the named records it may take, the log decides. What this one has taken
    already, as in a replay, only moves the household's heads.
    """
    connection = applying.connection
    gone = apply_erasures(connection, _read_parents(connection))
    found = [get_record(connection, digest) for digest in named_digests(applying.record)]
    taken = [one.record for one in found if one is not None and one.record.payload is None]
    anew, instances = _households_anew(applying, gone), _forms_among(connection, gone)
    for household_id in anew:
        refold_household(applying, household_id, instances)
    for household_id in {**anew, **_households_of(applying, taken), **_own_households(applying)}:
        _conclude(applying, household_id)
    _forget_elsewhere(applying, gone)
    _forget_photos(applying, gone)
    note_erasure(applying)


def carry_out_received(connection: Connection, node: Forms, gone: Sequence[Record], now: dt.datetime) -> None:
    """What the log let go of while it took records of other nodes in leaves the tables too.

    The records after the erasure are projected by then, so its households are folded with all that is here.
    """
    by_erasure: dict[str, list[Record]] = {}
    for one in gone:
        digest = connection.execute(select(bare.c.erased_by).where(bare.c.digest == one.digest)).scalar_one()
        by_erasure.setdefault(str(digest), []).append(one)
    for digest, records in by_erasure.items():
        erasure = get_record(connection, digest)
        if erasure is None:
            continue
        applying = Applying(connection, node, erasure.record, read_payload(erasure.record), now)
        for household_id in _households_anew(applying, records):
            _fold_anew(applying, household_id, _records_of(applying, household_id), _forms_among(connection, records))
            if find_household(applying, household_id) is None:
                _bury(applying, household_id)
        _forget_elsewhere(applying, records)
        _forget_photos(applying, records)
        note_erasure(applying)


def _households_anew(applying: Applying, gone: Sequence[Record]) -> dict[str, None]:
    """Nothing of a household is made of its files: they go from the list of files alone."""
    return _households_of(applying, [one for one in gone if one.envelope.kind != "media.received"])


def _forms_among(connection: Connection, gone: Sequence[Record]) -> set[str]:
    """Forms of which nothing is left; one that was redacted is still the same form."""
    found = [get_record(connection, one.digest) for one in gone if one.envelope.kind == "submission.received"]
    now = [read_now(connection, one).record for one in found if one is not None]
    return {one.envelope.key for one in now if one.payload is None}


def refold_household(applying: Applying, household_id: str, gone: Collection[str] = ()) -> None:
    """Remove the household's rows and project its records again in the order they arrived here.

    Closed rounds stay as they stood, but for the forms in `gone`.
    """
    own = get_record(applying.connection, applying.record.digest)
    found = _records_of(applying, household_id)
    _fold_anew(applying, household_id, [one for one in found if own is not None and one.position < own.position], gone)


def refold_whole(applying: Applying, household_id: str) -> None:
    """The same with every record that is here: one of them has only now become readable."""
    _fold_anew(applying, household_id, _records_of(applying, household_id), ())


def _fold_anew(applying: Applying, household_id: str, found: Sequence[Found], gone: Collection[str]) -> None:
    before, results = find_household(applying, household_id), read_results(applying.connection, household_id)
    _forget(applying, household_id)
    for one in found:
        if one.record.envelope.kind == "erased":
            touch_household(_again(applying, one), find_household(applying, household_id))
            keep_results(_again(applying, one))
        else:
            _project_again(applying, one, results.flags)
    restore_results(applying, results, gone)
    if before is None:
        return
    applying.bump_village(before.village_code)
    after = find_household(applying, household_id)
    if after is not None and after.entity_version <= before.entity_version:
        # Tablets hold the old number: what they are given next must be higher.
        is_touched = household_id in applying.record.envelope.subjects
        _set_version(applying, household_id, before.entity_version + (not is_touched))


def _conclude(applying: Applying, household_id: str) -> None:
    """The erasure is the newest word about the household; one of which nothing is left is never made again."""
    row = find_household(applying, household_id)
    if row is None:
        _bury(applying, household_id)
    elif household_id in applying.record.envelope.subjects:
        touch_household(applying, row)


def _households_of(applying: Applying, records: Iterable[Record]) -> dict[str, None]:
    """The households that records with answers, and files of a case, are about; what had no place is of none."""
    about = [one.envelope for one in records if one.envelope.area != UNPLACED]
    named = [subject for one in about if _is_of_answers(one) for subject in one.subjects]
    others = [subject for one in about if not _is_of_answers(one) for subject in one.subjects]
    rows = [_case.first(applying.connection, {"id": subject}) for subject in others]
    known = [subject for subject in others if find_household(applying, subject) is not None]
    return dict.fromkeys([*named, *known, *(row.household_id for row in rows if row is not None)])


def _is_of_answers(envelope: Envelope) -> bool:
    """Whether its subjects are households; a decision on a case names its household first, then the case."""
    return Part.ANSWERS in KINDS[envelope.kind].parts and len(envelope.subjects) == 1


def _own_households(applying: Applying) -> dict[str, None]:
    subjects = applying.record.envelope.subjects
    return {one: None for one in subjects if find_household(applying, one) is not None}


def _records_of(applying: Applying, household_id: str) -> list[Found]:
    """What arrived about the household, and about its cases, but for what cannot be read."""
    connection = applying.connection
    cases = connection.execute(select(CASE.c.case_id).where(CASE.c.household_id == household_id)).scalars()
    found = {one.position: one for subject in (household_id, *cases) for one in read_subject(connection, subject)}
    stuck = _stuck_among(connection, [one.record.digest for one in found.values()])
    return [one for _position, one in sorted(found.items()) if one.record.digest not in stuck]


def _stuck_among(connection: Connection, digests: Sequence[str]) -> set[str]:
    """A node that lags behind may have very many stuck records; a household has few of any kind."""
    stuck: set[str] = set()
    for start in range(0, len(digests), AT_ONCE):
        query = select(STUCK.c.record_digest).where(STUCK.c.record_digest.in_(digests[start : start + AT_ONCE]))
        stuck.update(connection.execute(query).scalars())
    return stuck


def _again(applying: Applying, found: Found) -> Applying:
    found = read_now(applying.connection, found)
    body = found.record.payload
    moment = EPOCH + dt.timedelta(microseconds=found.received_us)
    payload = None if body is None else orjson.loads(body)
    return Applying(applying.connection, applying.node, found.record, payload, moment)


def _project_again(applying: Applying, found: Found, flags: Mapping[str, Any] | None = None) -> None:
    from . import apply

    again = _again(applying, found)
    known = (flags or {}).get(found.record.envelope.key)
    if known is not None and "pending" not in known:
        again.flags_before = known
    apply(again)


def _forget(applying: Applying, household_id: str) -> None:
    connection = applying.connection
    query = select(SUBMISSION.c.instance_id).where(SUBMISSION.c.household_id == household_id)
    instances = list(connection.execute(query).scalars())
    for table in (FINDING, ASSESSMENT, ATTACHMENT, *KEYED, SUBMISSION):
        connection.execute(delete(table).where(table.c.instance_id.in_(instances)))
    connection.execute(delete(SENT).where(SENT.c.instance_id.in_(instances)))
    cases = select(CASE.c.case_id).where(CASE.c.household_id == household_id).scalar_subquery()
    for table in (APPROVAL, CORRECTION):
        connection.execute(delete(table).where(table.c.case_id.in_(cases)))
    for table in (EVENT, HELD, MEMBER, ENTITY, EFFECT, MOVE, IDENTIFIER, RULING, HOUSEHOLD):
        connection.execute(delete(table).where(table.c.household_id == household_id))
    connection.execute(update(CASE).where(CASE.c.household_id == household_id).values(**TODO))
    forget_household(connection, household_id)
    forget_figures(applying, household_id)


def _forget_elsewhere(applying: Applying, gone: Iterable[Record]) -> None:
    """What no household's rows hold: forms without a place, their files, and the person behind an actor id."""
    for one in gone:
        if one.envelope.kind in ("account.registered", "account.changed"):
            forget_account(applying.connection, one.envelope.subjects[0])
        elif one.envelope.kind == "observation.added":
            forget_observation(applying.connection, one.envelope.subjects[0])
        elif one.envelope.kind == "duplicate.noted":
            forget_note(applying.connection, one.digest)
        elif one.envelope.kind == "submission.received" and not _households_of(applying, [one]):
            found = get_record(applying.connection, one.digest)
            _forget_instance(applying.connection, one.envelope.key)
            if found is not None:
                _project_again(applying, found)
        elif one.envelope.kind == "media.received" and one.payload is not None and is_whole(one):
            _forget_file(applying.connection, orjson.loads(one.payload), one.envelope.subjects)


def _forget_instance(connection: Connection, instance_id: str) -> None:
    for table in (FINDING, ASSESSMENT, ATTACHMENT, *KEYED, HELD, SUBMISSION):
        connection.execute(delete(table).where(table.c.instance_id == instance_id))


def _forget_file(connection: Connection, payload: dict[str, Any], cases: Sequence[str]) -> None:
    """A file that the answers name is expected again, another leaves no row; so where later versions carried it on,
    unless one of them brought the same file itself."""
    instance_id, file = payload["instance_id"], (payload["name"], payload["sha256"])
    brought = _brought_by(connection, file, cases)
    heirs = {heir for one in brought for heir in heirs_of(connection, cases, one)}
    gone = {instance_id, *heirs_of(connection, cases, instance_id)} - brought
    is_file = and_(ATTACHMENT.c.name == file[0], ATTACHMENT.c.sha256 == file[1])
    unnamed = (ATTACHMENT.c.instance_id.in_(gone), is_file, ATTACHMENT.c.is_referenced.is_(False))
    connection.execute(delete(ATTACHMENT).where(*unnamed))
    expected = (ATTACHMENT.c.instance_id.in_(gone - heirs), is_file)
    connection.execute(update(ATTACHMENT).where(*expected).values(sha256=None, size=None, received_at=None))


def _brought_by(connection: Connection, file: tuple[str, str], cases: Sequence[str]) -> set[str]:
    """The forms of these cases for which a record, not erased, says that this very file came."""
    found = [one.record for case_id in cases for one in read_subject(connection, case_id)]
    files = [one for one in found if one.envelope.kind == "media.received" and is_whole(one)]
    told = [orjson.loads(one.payload) for one in files if one.payload]
    return {one["instance_id"] for one in told if (one["name"], one["sha256"]) == file}


def _forget_photos(applying: Applying, gone: Iterable[Record]) -> None:
    """What a photo says of itself goes with the last form that had it; what nobody has looked into stays so."""
    payloads = [one.payload for one in gone if one.envelope.kind == "media.received" and is_whole(one)]
    files = {orjson.loads(one)["sha256"] for one in payloads if one is not None}
    if files:
        connection = applying.connection
        files -= set(connection.execute(select(ATTACHMENT.c.sha256).where(ATTACHMENT.c.sha256.in_(files))).scalars())
        connection.execute(delete(PHOTO).where(PHOTO.c.sha256.in_(files)))
        connection.execute(update(BLOB).where(BLOB.c.sha256.in_(files)).values(examined_at=applying.now))


def _set_version(applying: Applying, household_id: str, version: int) -> None:
    where = HOUSEHOLD.c.household_id == household_id
    applying.connection.execute(update(HOUSEHOLD).where(where).values(entity_version=version))


def _bury(applying: Applying, household_id: str) -> None:
    connection, tombstone = applying.connection, EntityTombstone.__table__
    known = select(tombstone.c.household_id).where(tombstone.c.household_id == household_id)
    if connection.execute(known).first() is None:
        connection.execute(insert(tombstone), {"household_id": household_id, "removed_at": applying.now})
    drop_figures(applying, household_id)
    connection.execute(delete(CASE).where(CASE.c.household_id == household_id))


def _read_parents(connection: Connection) -> dict[str, str | None]:
    return {row.code: row.parent_code for row in connection.execute(select(AREA.c.code, AREA.c.parent_code))}
