"""Take in one POST of a tablet: what it is told we have is on disk, synced, before it is told so.

The way of one submission: identity from the XML, files to the media store, the pure work, then one operation of the
writer that decides, appends the record, projects it and notes the arrival.
"""

from __future__ import annotations

import base64
import hashlib
import logging
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select
from sqlalchemy.exc import IntegrityError

from server.domain.uploads import STORED_BEFORE, KnownVersion, TokenAnswer, UploadAction, decide_answer, decide_upload
from server.errors import Problem
from server.forms.read import CompiledForm, parse_xml, read_identity
from server.forms.spec import Purpose
from server.services.node import Node
from server.services.projection import Applying
from server.services.projection.held import HOLD
from server.services.projection.scene import find_round, round_rules
from server.services.projection.submissions import store_pending
from server.store import jobs
from server.store.tables import Arrival, Submission
from server.store.types import to_microseconds
from server.store.writer import Unit
from sync.log import append
from sync.log.prepared import Prepared
from sync.records import Draft

from .answers import to_receipt
from .aside import keep_aside
from .media import StoredFile, append_media, is_erased, store_files
from .placement import place_submission
from .types import Device, Receipt, Upload
from .work import RoundRules, Worked, work

LOG = logging.getLogger("rasoat.ingest")
FORCE_JOB, PENDING_JOB = "ingest.force", "ingest.pending"
LONGEST_ID = 200
SUBMISSION = Submission.__table__
ARRIVAL = Arrival.__table__
_known = Prepared(
    select(SUBMISSION.c.instance_id, SUBMISSION.c.xml_sha256, SUBMISSION.c.state).where(
        SUBMISSION.c.instance_id.in_([bindparam("a"), bindparam("b")])
    )
)
_state = Prepared(select(SUBMISSION.c.state).where(SUBMISSION.c.instance_id == bindparam("id")))
_insert_arrival = Prepared(
    insert(ARRIVAL).values({one.name: bindparam(one.name) for one in ARRIVAL.c if one.name != "position"})
)


@dataclass(frozen=True, slots=True)
class Identity:
    """What a submission says it is."""

    form_id: str
    form_version: str
    instance_id: str
    deprecated_id: str


@dataclass(frozen=True, slots=True)
class ReadyForm:
    """A compiled form with its round's rules."""

    form: CompiledForm
    rules: RoundRules
    purpose: Purpose


@dataclass(frozen=True, slots=True)
class Arriving:
    """One POST on its way to the writer. `worked` is None where our own code failed on it."""

    device: Device
    upload: Upload
    identity: Identity
    sha256: str
    worked: Worked | None
    files: tuple[StoredFile, ...]


def receive_submission(node: Node, device: Device, upload: Upload) -> Receipt:
    """Store a submission and its files, classify it, and say what the phone may be told.

    Raises Problem for what cannot be a submission (its bytes are kept aside where they are bounded); a conflict of
    identity is a Receipt of 409; anything else is 201, or 202 where it waits or crosses another.
    """
    try:
        with node.computing:
            root = parse_xml(upload.xml)
            identity = identify(root)
            ready = node.ready.get((identity.form_id, identity.form_version)) or _prepare(node, identity)
            worked = _work(ready, device, identity, upload.xml, root)
    except Problem as problem:
        keep_aside(node, device, upload.xml, problem)
        raise
    skips_files = not upload.files or is_erased(node, identity.instance_id)
    files = () if skips_files else store_files(node, upload.files)
    receipt = _write(node, _arriving(device, upload, identity, worked, files))
    if receipt.status == 409:
        keep_aside(node, device, upload.xml, Problem("SUBM-409", 409, receipt.message))
    return receipt


def begin_submission(node: Node, device: Device, upload: Upload) -> Future[Receipt] | None:
    """The same without waiting, for the ordinary case: a form met before, no files, nothing wrong.

    None for any other: then `receive_submission` does all of it, and tells what is wrong.
    """
    try:
        with node.computing:
            root = parse_xml(upload.xml)
            identity = identify(root)
            ready = node.ready.get((identity.form_id, identity.form_version))
            worked = _work(ready, device, identity, upload.xml, root) if ready is not None else None
    except Problem:
        return None
    if worked is None or upload.files:
        return None
    arriving = _arriving(device, upload, identity, worked, ())
    if node.handing is not None:
        begun: Future[Receipt] | None = node.handing.begin(arriving)
        return begun
    return node.writer.submit(lambda unit: take(node, unit, arriving))


def identify(root: Any) -> Identity:
    """Form, version and instance ids; Problem where the document is no submission."""
    identity = Identity(*read_identity(root))
    for text in (identity.form_id, identity.form_version, identity.instance_id, identity.deprecated_id):
        if len(text) > LONGEST_ID:
            told = f"Mã trong phiếu dài hơn {LONGEST_ID} ký tự: “{text[:40]}…”."
            raise Problem("FORM-017", 400, told, "Gửi phiếu từ ODK Collect.")
    return identity


def _work(ready: ReadyForm, device: Device, identity: Identity, xml: bytes, root: Any) -> Worked | None:
    """The pure part, on the caller's thread."""
    try:
        worked = work(ready.form, xml, ready.rules, root)
    except Problem:
        raise
    except Exception:
        # Our own bug must not cost a form: it is kept as pending and a job tries again.
        LOG.exception("the work on a submission of form %r failed", identity.form_id)
        return None
    worked.is_apart = ready.purpose.is_apart
    worked.is_from_leaver = device.allows == TokenAnswer.QUARANTINE
    return worked


def _arriving(
    device: Device, upload: Upload, identity: Identity, worked: Worked | None, files: tuple[StoredFile, ...]
) -> Arriving:
    return Arriving(device, upload, identity, hashlib.sha256(upload.xml).hexdigest(), worked, files)


def _prepare(node: Node, identity: Identity) -> ReadyForm:
    """The form version (the newest stands in for an unknown one), or Problem FORM-016 for an unknown form."""

    def read(connection: Connection) -> tuple[ReadyForm, str] | None:
        row = find_round(node, connection, identity.form_id, identity.form_version)
        form = node.form(connection, identity.form_id, row.form_version) if row is not None else None
        if row is None or form is None:
            return None
        return ReadyForm(form, round_rules(node, connection, row), row.purpose), row.form_version

    found = node.read(read)
    if found is None:
        told = f"Máy chủ không có biểu mẫu “{identity.form_id}”."
        raise Problem("FORM-016", 404, told, "Đồng bộ lại biểu mẫu; phiếu vẫn được giữ riêng ở máy chủ.")
    ready, version = found
    if version == identity.form_version:
        node.ready[identity.form_id, version] = ready
    return ready


def _write(node: Node, arriving: Arriving) -> Receipt:
    """Through the writer's process where there is one, else through our own writer."""
    receipt = node.handing.hand(arriving) if node.handing is not None else None
    return write_here(node, arriving) if receipt is None else receipt


def write_here(node: Node, arriving: Arriving) -> Receipt:
    """Through our own writer; where projecting fails, the record is kept and its derived rows wait for a job."""
    if arriving.worked is not None:
        try:
            return node.writer.write(lambda unit: take(node, unit, arriving))
        except Problem:
            raise
        except IntegrityError:
            # On a database with several writers the same submission may have won elsewhere: look again.
            LOG.warning("a submission met another of its kind, looking again")
        except Exception:
            LOG.exception("projecting a submission failed, it is kept as pending")
            return node.writer.write(lambda unit: _take_pending(node, unit, arriving))
        try:
            return node.writer.write(lambda unit: take(node, unit, arriving))
        except IntegrityError:
            LOG.exception("projecting a submission failed, it is kept as pending")
    return node.writer.write(lambda unit: _take_pending(node, unit, arriving))


def take(node: Node, unit: Unit, arriving: Arriving) -> Receipt:
    """One submission inside the writer: decided, recorded, projected, its arrival noted."""
    if arriving.worked is None:
        return _take_pending(node, unit, arriving)
    arriving.worked.state = ""  # what an attempt that was rolled back said is void
    action = _decide(unit.connection, arriving)
    if action not in STORED_BEFORE:
        node.record(unit, _draft(unit.connection, arriving), arriving.worked)
    return _finish(node, unit, arriving, action)


def _take_pending(node: Node, unit: Unit, arriving: Arriving) -> Receipt:
    action = _decide(unit.connection, arriving)
    if action not in STORED_BEFORE:
        now = node.now()
        draft = _draft(unit.connection, arriving)
        appended = append(unit.connection, node.key, draft, to_microseconds(now))
        store_pending(Applying(unit.connection, node, appended.record, draft.payload, now), arriving.sha256)
        jobs.enqueue(unit.connection, PENDING_JOB, {"instance_id": arriving.identity.instance_id}, now)
    return _finish(node, unit, arriving, action)


def _decide(connection: Connection, arriving: Arriving) -> UploadAction:
    identity = arriving.identity
    rows = _known.all(connection, {"a": identity.instance_id, "b": identity.deprecated_id or None})
    known = {row.instance_id: KnownVersion(row.xml_sha256, row.state) for row in rows}
    return decide_upload(identity.instance_id, arriving.sha256, identity.deprecated_id, known)


def _finish(node: Node, unit: Unit, arriving: Arriving, action: UploadAction) -> Receipt:
    """Files, the state it is in now, the arrival, and the answer."""
    connection, identity = unit.connection, arriving.identity
    if action not in (UploadAction.CONFLICT, UploadAction.ACCEPT_ERASED):
        append_media(node, unit, arriving.device.actor_id, identity.instance_id, arriving.files)
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
            "actor_id": arriving.device.actor_id,
            "device_id": arriving.upload.device_id or None,
            "user_agent": arriving.upload.user_agent or None,
            "answer": answer.code,
            "received_at": now,
        },
    )
    return to_receipt(answer, identity.instance_id)


def _draft(connection: Connection, arriving: Arriving) -> Draft:
    """Nothing in the payload differs between two arrivals of the same bytes: both are one event on every node."""
    identity, worked = arriving.identity, arriving.worked
    place = place_submission(connection, worked.answers if worked is not None else None)
    if worked is not None and worked.is_apart:
        place = place.apart()
    payload = {
        "form_id": identity.form_id,
        "form_version": identity.form_version,
        "instance_id": identity.instance_id,
        "deprecated_id": identity.deprecated_id,
        "xml": _as_json(arriving.upload.xml),
    }
    return Draft(
        area=place.area,
        kind="submission.received",
        subjects=place.subjects,
        actor=arriving.device.actor_id,
        payload=payload,
        follows=place.links,
        key=identity.instance_id,
        occurred_at=worked.answers.end if worked is not None else "",
    )


def _as_json(xml: bytes) -> Any:
    try:
        return xml.decode("utf-8")
    except UnicodeDecodeError:
        return {"base64": base64.b64encode(xml).decode()}


__all__ = ["Arriving", "begin_submission", "receive_submission", "take", "write_here"]
