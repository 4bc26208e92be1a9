"""What happens to a submission inside the writer: decided, recorded, projected, its arrival noted. One operation."""

from __future__ import annotations

import orjson
from sqlalchemy import Connection, bindparam, insert, select

from server.domain.uploads import STORED_BEFORE, KnownVersion, UploadAction, decide_answer, decide_upload
from server.errors import Problem
from server.services.node import Node
from server.services.projection import Applying
from server.services.projection.held import HOLD
from server.services.projection.submissions import store_pending
from server.store import jobs
from server.store.tables import Arrival, Submission
from server.store.types import to_microseconds
from server.store.writer import Unit
from server.telling import tell
from sync.log import append
from sync.log.prepared import Prepared
from sync.records import Draft

from .answers import to_receipt
from .media import append_beside, append_media
from .placement import place_submission
from .reading import Arriving
from .types import Receipt

FORCE_JOB, PENDING_JOB = "ingest.force", "ingest.pending"
STALE = "CORR-409"  # a correction of a version that is shown no more
SUBMISSION = Submission.__table__
ARRIVAL = Arrival.__table__
_VERSIONS = select(SUBMISSION.c.instance_id, SUBMISSION.c.xml_sha256, SUBMISSION.c.state)
_known = Prepared(_VERSIONS.where(SUBMISSION.c.instance_id.in_([bindparam("a"), bindparam("b")])))
_known_one = Prepared(_VERSIONS.where(SUBMISSION.c.instance_id == bindparam("a")))
_state = Prepared(select(SUBMISSION.c.state).where(SUBMISSION.c.instance_id == bindparam("id")))
_insert_arrival = Prepared(
    insert(ARRIVAL).values({one.name: bindparam(one.name) for one in ARRIVAL.c if one.name != "position"})
)


def take(node: Node, unit: Unit, arriving: Arriving) -> Receipt:
    """One submission inside the writer: decided, recorded, projected, its arrival noted."""
    if arriving.worked is None:
        return take_pending(node, unit, arriving)
    arriving.worked.state = ""  # what an attempt that was rolled back said is void
    arriving.worked.xml_sha256 = arriving.sent.sha256
    action = _decide(unit.connection, arriving)
    if action not in STORED_BEFORE:
        node.record(unit, _draft(node, unit.connection, arriving), arriving.worked)
    return _finish(node, unit, arriving, action)


def take_pending(node: Node, unit: Unit, arriving: Arriving) -> Receipt:
    """The same for what our own code failed on: the record is kept, its derived rows wait for a job."""
    action = _decide(unit.connection, arriving)
    if action not in STORED_BEFORE:
        now = node.now()
        draft = _draft(node, unit.connection, arriving)
        appended = append(unit.connection, node.key, draft, to_microseconds(now))
        store_pending(Applying(unit.connection, node, appended.record, draft.payload, now), arriving.sent.sha256)
        jobs.enqueue(unit.connection, PENDING_JOB, {"instance_id": arriving.identity.instance_id}, now)
    return _finish(node, unit, arriving, action)


def _decide(connection: Connection, arriving: Arriving) -> UploadAction:
    identity = arriving.identity
    keys = {"a": identity.instance_id, "b": identity.deprecated_id}
    rows = (_known if identity.deprecated_id else _known_one).all(connection, keys)
    known = {row.instance_id: KnownVersion(row.xml_sha256, row.state) for row in rows}
    action = decide_upload(identity.instance_id, arriving.sent.sha256, identity.deprecated_id, known)
    if arriving.is_correction and action not in STORED_BEFORE:
        original = known.get(identity.deprecated_id)
        if original is None or original.state != "current":
            raise Problem(
                STALE, 409, tell("Bản bạn đang sửa không còn là bản đang dùng."), tell("Mở bản mới rồi sửa lại.")
            )
    return action


def _finish(node: Node, unit: Unit, arriving: Arriving, action: UploadAction) -> Receipt:
    """Files, the state it is in now, the arrival, and the answer."""
    connection, identity = unit.connection, arriving.identity
    if action not in (UploadAction.CONFLICT, UploadAction.ACCEPT_ERASED):
        append_media(node, unit, arriving.sent.actor_id, identity.instance_id, arriving.files)
    if action not in STORED_BEFORE:
        append_beside(node, unit, arriving.sent.actor_id, identity.instance_id, arriving.beside)
    stored = arriving.worked.state if arriving.worked is not None else ""
    # What was current a moment ago is current, or superseded by what it released: the answer is the same.
    state = stored if stored == "current" else _state.scalar(connection, {"id": identity.instance_id}) or ""
    answer = decide_answer(action, state)
    now = node.now()
    if answer.code == "held" and action not in STORED_BEFORE:
        jobs.enqueue(connection, FORCE_JOB, {"instance_id": identity.instance_id}, now + HOLD)
    _insert_arrival.run(
        connection,
        {
            "instance_id": identity.instance_id,
            "actor_id": arriving.sent.actor_id,
            "device_id": arriving.sent.device_id or None,
            "user_agent": arriving.sent.user_agent or None,
            "answer": answer.code,
            "received_at": now,
        },
    )
    return to_receipt(answer, identity.instance_id)


def _draft(node: Node, connection: Connection, arriving: Arriving) -> Draft:
    identity, worked = arriving.identity, arriving.worked
    place = place_submission(node, connection, worked, is_correction=arriving.is_correction)
    if worked is not None and worked.is_apart:
        place = place.apart()
    return Draft(
        area=place.area,
        kind="submission.received",
        subjects=place.subjects,
        actor=arriving.sent.actor_id,
        payload=orjson.loads(arriving.sent.body),
        follows=place.links,
        key=identity.instance_id,
        occurred_at=worked.answers.end if worked is not None else "",
        body=arriving.sent.body,
    )


__all__ = ["FORCE_JOB", "PENDING_JOB", "STALE", "take", "take_pending"]
