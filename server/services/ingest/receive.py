"""Take in one POST of a tablet: what it is told we have is on disk, synced, before it is told so."""

from __future__ import annotations

import base64
import hashlib
import logging
import uuid
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select

from server.domain.uploads import KnownVersion, UploadAction, decide_upload
from server.errors import Problem
from server.forms.read import EntityBlock, parse_xml, read_identity
from server.services.node import Node
from server.services.projection.submissions import household_block, parse_int
from server.store.tables import Arrival, Aside, Attachment, EntityVersion, FormVersion, Household, Submission, Village
from server.store.writer import Unit
from sync.records import Draft

from .types import Device, Receipt, Upload
from .work import Worked, work

LOG = logging.getLogger("rasoat.ingest")
SUCCESS = "full submission upload was successful!"  # Collect shows this exact text in the user's language
HELD = "Đã nhận và giữ. Phiếu chờ bản trước của cùng hộ, sẽ tự xử lý khi bản đó đến."
MAX_ASIDE_BYTES = 2_000_000
SUBMISSION = Submission.__table__
ATTACHMENT = Attachment.__table__
_known = select(SUBMISSION.c.instance_id, SUBMISSION.c.xml_sha256, SUBMISSION.c.state, SUBMISSION.c.case_id).where(
    SUBMISSION.c.instance_id.in_(bindparam("ids", expanding=True))
)
_insert_arrival = insert(Arrival.__table__)
_place_by_household = select(Household.area_code, Household.heads).where(Household.household_id == bindparam("id"))
_place_by_village = select(Village.area_code).where(Village.code == bindparam("code"))
_branch_record = (
    select(EntityVersion.record_digest)
    .where(
        EntityVersion.household_id == bindparam("id"),
        EntityVersion.branch_id == bindparam("branch"),
        EntityVersion.branch_base == bindparam("base"),
    )
    .order_by(EntityVersion.version.desc())
)


def receive_submission(node: Node, device: Device, upload: Upload) -> Receipt:
    """Store a submission and its files, classify it, and say what the phone may be told.

    Raises Problem for what cannot be a submission (its bytes are kept aside where they are bounded) and for
    conflicts of identity; anything else is 201, or 202 where it waits or crosses another.
    """
    try:
        root = parse_xml(upload.xml)
        form_id, version, instance_id, deprecated_id = read_identity(root)
        if not node.read(lambda connection: _form_exists(connection, form_id)):
            raise Problem(
                "FORM-016",
                404,
                f"Máy chủ không có biểu mẫu “{form_id}”.",
                "Đồng bộ lại biểu mẫu, phiếu vẫn được giữ ở máy chủ.",
            )
    except Problem as problem:
        keep_aside(node, device, upload.xml, problem)
        raise
    files = [(one.name, node.blobs.put_file(one.path), one.size) for one in upload.files]
    worked = _work(node, form_id, version, upload.xml)
    identity = (form_id, version, instance_id, deprecated_id)
    receipt = node.writer.write(lambda unit: _write(node, unit, device, upload, identity, worked, files))
    if receipt.status >= 400:
        keep_aside(node, device, upload.xml, Problem("SUBM-409", 409, receipt.message))
    return receipt


def _work(node: Node, form_id: str, version: str, xml: bytes) -> Worked | None:
    """The pure part, outside the writer; None where only the writer can choose the form, or our own code failed."""
    form = node.read(lambda connection: node.form(connection, form_id, version))
    return work(form, node.facts, xml) if form is not None else None


def _write(
    node: Node,
    unit: Unit,
    device: Device,
    upload: Upload,
    identity: tuple[str, str, str, str],
    worked: Worked | None,
    files: list[tuple[str, str, int]],
) -> Receipt:
    _, _, instance_id, deprecated_id = identity
    connection = unit.connection
    sha256 = hashlib.sha256(upload.xml).hexdigest()
    rows = connection.execute(_known, {"ids": [one for one in (instance_id, deprecated_id) if one]}).all()
    known = {row.instance_id: KnownVersion(row.xml_sha256, row.state) for row in rows}
    action = decide_upload(instance_id, sha256, deprecated_id, known)
    if action == UploadAction.CONFLICT:
        _note_arrival(node, unit, device, upload, instance_id, action.value)
        text = "Máy chủ đã có một phiếu khác cùng mã (instanceID). Phiếu này được giữ riêng. Báo quản trị."
        return Receipt(409, action.value, text, instance_id)
    area = ""
    if action not in (UploadAction.ACCEPT_AGAIN, UploadAction.ACCEPT_ERASED):
        area = _append(node, unit, device, upload.xml, identity, worked)
    if action != UploadAction.ACCEPT_ERASED:
        _append_media(node, unit, device, instance_id, files, area)
    _note_arrival(node, unit, device, upload, instance_id, action.value)
    state = connection.execute(select(SUBMISSION.c.state).where(SUBMISSION.c.instance_id == instance_id)).scalar()
    if state in ("held", "conflict"):
        text = HELD if state == "held" else "Đã nhận. Có bản khác của cùng hộ; cả hai được giữ, giám sát sẽ xem."
        return Receipt(202, str(state), text, instance_id)
    return Receipt(201, action.value, SUCCESS, instance_id)


def _append(
    node: Node, unit: Unit, device: Device, xml: bytes, identity: tuple[str, str, str, str], worked: Worked | None
) -> str:
    form_id, version, instance_id, deprecated_id = identity
    payload = {
        "form_id": form_id,
        "form_version": version,
        "instance_id": instance_id,
        "deprecated_id": deprecated_id,
        "xml": _as_json(xml),
    }
    area, household_id, follows = _placement(unit.connection, worked, deprecated_id)
    draft = Draft(
        area=area,
        kind="submission.received",
        subjects=tuple(one for one in (household_id,) if one),
        actor=device.actor_id,
        payload=payload,
        follows=follows,
        key=instance_id,
        occurred_at=worked.answers.end if worked else "",
    )
    try:
        savepoint = unit.connection.begin_nested()
        node.record(unit, draft, worked)
        savepoint.commit()
    except Exception:
        # Our own bug must not cost a form: the record stays, the rest waits for a job.
        savepoint.rollback()
        LOG.exception("projection failed, the record is kept as pending")
        _append_pending(node, unit, draft, xml)
    return area


def _append_pending(node: Node, unit: Unit, draft: Draft, xml: bytes) -> None:
    from sync.log import append

    now = node.now()
    appended = append(unit.connection, node.key, draft, int(now.timestamp() * 1_000_000))
    unit.connection.execute(
        insert(SUBMISSION),
        {
            "instance_id": draft.key,
            "record_digest": appended.record.digest,
            "xml_sha256": hashlib.sha256(xml).hexdigest(),
            "form_id": draft.payload["form_id"],
            "form_version": draft.payload["form_version"],
            "area_code": None if draft.area == "unplaced" else draft.area,
            "actor_id": draft.actor,
            "version_no": 1,
            "state": "pending",
            "flags": ["pending"],
            "received_at": now,
        },
    )


def _placement(
    connection: Connection, worked: Worked | None, deprecated_id: str
) -> tuple[str, str | None, dict[str, tuple[str, ...]]]:
    """(stream area, household, follows): the area by the register, what the author had seen by `rev` or branch."""
    if worked is None:
        return "unplaced", None, {}
    answers = worked.answers
    household_id = None
    if deprecated_id:
        query = select(SUBMISSION.c.household_id, SUBMISSION.c.record_digest).where(
            SUBMISSION.c.instance_id == deprecated_id
        )
        original = connection.execute(query).first()
        if original is not None and original.household_id:
            household_id = original.household_id
    block = household_block(answers)
    household_id = household_id or (block.id if block else "") or answers.hidden.get("loaded") or None
    row = connection.execute(_place_by_household, {"id": household_id}).first() if household_id else None
    if row is not None:
        follows = _follows(
            connection, household_id or "", row.heads, answers.hidden.get("rev", ""), block, deprecated_id
        )
        return row.area_code, household_id, {household_id or "": follows} if follows else {}
    area = connection.execute(_place_by_village, {"code": answers.hidden.get("village", "")}).scalar()
    return area or "unplaced", household_id, {}


def _follows(
    connection: Connection, household_id: str, heads: list[str], rev: str, block: EntityBlock | None, deprecated_id: str
) -> tuple[str, ...]:
    """The record the author's base came from: an edit's original, the branch's own earlier update, else `rev`."""
    if deprecated_id:
        query = select(SUBMISSION.c.record_digest).where(SUBMISSION.c.instance_id == deprecated_id)
        digest = connection.execute(query).scalar()
        return (digest,) if digest else ()
    if block is not None and block.branch_id and block.base_version != block.trunk_version:
        base = parse_int(block.base_version)
        keys = {"id": household_id, "branch": block.branch_id, "base": (base or 1) - 1}
        digest = connection.execute(_branch_record, keys).scalar()
        if digest:
            return (digest,)
    wanted = [one for one in rev.split("-") if one]
    found = [head for head in heads if head[:16] in wanted]
    if len(found) == len(wanted):
        return tuple(found)
    return tuple(
        found + _older_records(connection, household_id, [one for one in wanted if one not in {h[:16] for h in found}])
    )


def _older_records(connection: Connection, household_id: str, prefixes: list[str]) -> list[str]:
    query = select(EntityVersion.record_digest).where(EntityVersion.household_id == household_id)
    digests = connection.execute(query).scalars().all()
    return sorted({digest for digest in digests if digest[:16] in prefixes})


def _append_media(
    node: Node, unit: Unit, device: Device, instance_id: str, files: list[tuple[str, str, int]], area: str
) -> None:
    if not files:
        return
    query = select(ATTACHMENT.c.name, ATTACHMENT.c.sha256).where(ATTACHMENT.c.instance_id == instance_id)
    have = {row.name: row.sha256 for row in unit.connection.execute(query)}
    row = unit.connection.execute(
        select(SUBMISSION.c.area_code, SUBMISSION.c.case_id).where(SUBMISSION.c.instance_id == instance_id)
    ).one()
    for name, sha256, size in files:
        if have.get(name) == sha256:
            continue
        payload = {"instance_id": instance_id, "name": name, "sha256": sha256, "size": size}
        subjects = (row.case_id,) if row.case_id else ()
        node.record(
            unit, Draft(row.area_code or area or "unplaced", "media.received", subjects, device.actor_id, payload)
        )


def keep_aside(node: Node, device: Device | None, body: bytes, problem: Problem) -> None:
    """Keep bytes that could not be taken in, bounded, for a person to look at."""
    if len(body) > MAX_ASIDE_BYTES:
        return
    values = {
        "aside_id": str(uuid.uuid4()),
        "actor_id": device.actor_id if device else None,
        "code": problem.code,
        "message": problem.message,
        "body": body,
        "received_at": node.now(),
    }
    node.writer.write(lambda unit: unit.connection.execute(insert(Aside.__table__), values))


def _note_arrival(node: Node, unit: Unit, device: Device, upload: Upload, instance_id: str, answer: str) -> None:
    unit.connection.execute(
        _insert_arrival,
        {
            "instance_id": instance_id,
            "actor_id": device.actor_id,
            "device_id": upload.device_id or None,
            "user_agent": upload.user_agent or None,
            "answer": answer,
            "received_at": node.now(),
        },
    )


def _form_exists(connection: Connection, form_id: str) -> bool:
    query = select(FormVersion.form_id).where(FormVersion.form_id == form_id).limit(1)
    return connection.execute(query).first() is not None


def _as_json(xml: bytes) -> Any:
    try:
        return xml.decode("utf-8")
    except UnicodeDecodeError:
        return {"base64": base64.b64encode(xml).decode()}


__all__ = ["keep_aside", "receive_submission"]
