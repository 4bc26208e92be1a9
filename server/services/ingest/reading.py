"""From the bytes of a submission to what the writer needs: who it is, what was made of it. Reads the database for forms
it has not met."""

from __future__ import annotations

import base64
import hashlib
import logging
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from server.domain.uploads import TokenAnswer
from server.errors import Problem
from server.forms.read import CompiledForm, parse_xml, read_identity
from server.forms.spec import Purpose
from server.services.node import Node
from server.services.projection.scene import find_round, round_rules
from server.telling import tell
from sync.records.canonical import canonical_json

from .media import StoredFile
from .types import Beside, Device, Upload
from .work import RoundRules, Worked, work

LOG = logging.getLogger("rasoat.ingest")
LONGEST_ID = 200


@dataclass(frozen=True, slots=True)
class Identity:
    """What a submission says it is."""

    form_id: str
    form_version: str
    instance_id: str
    deprecated_id: str


@dataclass(frozen=True, slots=True)
class Sent:
    """A POST as the log and the arrival keep it. `body`: the record's payload, `sha256` is of the XML."""

    actor_id: str
    device_id: str
    user_agent: str
    body: bytes
    sha256: str


@dataclass(frozen=True, slots=True)
class Arriving:
    """One POST on its way to the writer. `worked` is None where our own code failed on it; the last two: `Upload`."""

    sent: Sent
    identity: Identity
    worked: Worked | None
    files: tuple[StoredFile, ...] = ()
    beside: tuple[Beside, ...] = ()
    is_correction: bool = False


@dataclass(frozen=True, slots=True)
class ReadyForm:
    """A compiled form with its round's rules."""

    form: CompiledForm
    rules: RoundRules
    purpose: Purpose


def read_arriving(node: Node, device: Device, upload: Upload) -> Arriving:
    """Parse, type, re-evaluate, class; Problem where it is no submission of a form we have."""
    with node.computing:
        root = parse_xml(upload.xml)
        identity = identify(root)
        ready = node.ready.get((identity.form_id, identity.form_version)) or _prepare(node, identity)
        return _arriving(device, upload, identity, _work(ready, device, identity, upload.xml, root))


def read_ordinary(node: Node, device: Device, upload: Upload) -> Arriving | None:
    """The same without a look at the database; None for what is not ordinary: a new form, files, anything wrong."""
    if upload.files:
        return None
    try:
        with node.computing:
            root = parse_xml(upload.xml)
            identity = identify(root)
            ready = node.ready.get((identity.form_id, identity.form_version))
            worked = _work(ready, device, identity, upload.xml, root) if ready is not None else None
    except Problem:
        return None
    return _arriving(device, upload, identity, worked) if worked is not None else None


def identify(root: Any) -> Identity:
    """Form, version and instance ids; Problem where the document is no submission."""
    identity = Identity(*read_identity(root))
    for text in (identity.form_id, identity.form_version, identity.instance_id, identity.deprecated_id):
        if len(text) > LONGEST_ID:
            told = tell("Mã trong phiếu dài hơn {longest_id} ký tự: “{text}…”.", longest_id=LONGEST_ID, text=text[:40])
            raise Problem("FORM-017", 400, told, tell("Gửi phiếu từ ODK Collect."))
    return identity


def _arriving(device: Device, upload: Upload, identity: Identity, worked: Worked | None) -> Arriving:
    """Nothing in the payload differs between two arrivals of the same bytes: both are one event on every node."""
    payload = {
        "form_id": identity.form_id,
        "form_version": identity.form_version,
        "instance_id": identity.instance_id,
        "deprecated_id": identity.deprecated_id,
        "xml": _as_json(upload.xml),
    }
    digest = hashlib.sha256(upload.xml).hexdigest()
    sent = Sent(device.actor_id, upload.device_id, upload.user_agent, canonical_json(payload), digest)
    return Arriving(sent, identity, worked, beside=upload.beside, is_correction=upload.is_correction)


def _as_json(xml: bytes) -> Any:
    try:
        return xml.decode("utf-8")
    except UnicodeDecodeError:
        return {"base64": base64.b64encode(xml).decode()}


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
        told = tell("Máy chủ không có biểu mẫu “{form_id}”.", form_id=identity.form_id)
        raise Problem("FORM-016", 404, told, tell("Đồng bộ lại biểu mẫu; phiếu vẫn được giữ riêng ở máy chủ."))
    ready, version = found
    if version == identity.form_version:
        node.ready[identity.form_id, version] = ready
    return ready


__all__ = ["Arriving", "Identity", "Sent", "read_arriving", "read_ordinary"]
