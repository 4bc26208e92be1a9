"""Derived rows of a submission: the version itself, its findings and assessments, the files it names."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from server.domain.findings import Finding
from server.services.ingest.work import RoundRules
from server.standards.assessment import Assessment
from server.standards.engine import ENGINE
from server.store.tables import AssessmentRow, Attachment
from server.store.tables import Finding as FindingRow
from sync.log.prepared import Prepared

from .applying import Applying, parse_moment
from .scene import SUBMISSION, Scene, round_rules

ATTACHMENT = Attachment.__table__
FINDING = FindingRow.__table__
ASSESSMENT = AssessmentRow.__table__
_BUILDS_ON = func.coalesce(SUBMISSION.c.deprecated_id, SUBMISSION.c.returned_instance)
_insert_submission = Prepared(insert(SUBMISSION))
_insert_finding = Prepared(insert(FINDING))
_insert_assessment = Prepared(insert(ASSESSMENT))
_insert_attachment = Prepared(insert(ATTACHMENT))
_attachments = Prepared(select(ATTACHMENT).where(ATTACHMENT.c.instance_id == bindparam("id")))
_refer = Prepared(
    update(ATTACHMENT)
    .where(ATTACHMENT.c.instance_id == bindparam("b_id"), ATTACHMENT.c.name == bindparam("b_name"))
    .values(is_referenced=True)
)
_fill = Prepared(
    update(ATTACHMENT)
    .where(ATTACHMENT.c.instance_id == bindparam("b_id"), ATTACHMENT.c.name == bindparam("b_name"))
    .values(sha256=bindparam("sha256"), size=bindparam("size"), received_at=bindparam("received_at"))
)
_fill_expected = Prepared(
    update(ATTACHMENT)
    .where(
        ATTACHMENT.c.instance_id == bindparam("b_id"),
        ATTACHMENT.c.name == bindparam("b_name"),
        ATTACHMENT.c.sha256.is_(None),
    )
    .values(sha256=bindparam("sha256"), size=bindparam("size"), received_at=bindparam("received_at"))
)
_later_versions = Prepared(
    select(SUBMISSION.c.instance_id, _BUILDS_ON.label("builds_on"))
    .where(SUBMISSION.c.case_id == bindparam("case"), _BUILDS_ON.is_not(None))
    .order_by(SUBMISSION.c.version_no)
)
_EMPTY_FILE = {"sha256": None, "size": None, "received_at": None}


def store_version(scene: Scene, xml: bytes, *, state: str, version_no: int) -> None:
    """Insert the submission's row with everything derived from it."""
    applying, answers = scene.applying, scene.answers
    _insert_submission.run(
        applying.connection,
        {
            "instance_id": answers.instance_id,
            "record_digest": applying.record.digest,
            "xml_sha256": applying.worked.xml_sha256
            if applying.worked is not None
            # Of a redacted form the digest of what was sent: a phone that sends it again is told that it is here.
            else applying.payload.get("xml_sha256") or hashlib.sha256(xml).hexdigest(),
            "form_id": applying.payload["form_id"],
            "form_version": applying.payload["form_version"],
            "case_id": None if scene.is_beside else scene.case_id,  # no version of the case
            "household_id": scene.household_id,
            "area_code": scene.area_code,
            "actor_id": applying.record.envelope.actor,
            "deprecated_id": answers.deprecated_id or None,
            "returned_instance": answers.hidden.get("returned_instance") or None,
            "version_no": version_no,
            "state": state,
            "flags": scene.flags,
            "facts": scene.facts_json,
            "started_at": parse_moment(answers.start),
            "ended_at": parse_moment(answers.end),
            "received_at": applying.received_at,
        },
    )
    if applying.worked is not None:
        applying.worked.state = state
    store_findings(scene)
    rows = [_assessment_row(scene, one) for one in scene.assessments]
    _insert_assessment.run_many(applying.connection, rows)
    _store_attachments(scene)


def store_findings(scene: Scene) -> None:
    """Insert the findings in the order they were made."""
    instance_id = scene.answers.instance_id
    rows = [finding_row(instance_id, position, one) for position, one in enumerate(scene.findings)]
    _insert_finding.run_many(scene.applying.connection, rows)


def drop_version(applying: Applying, instance_id: str) -> None:
    """Remove what was derived of a submission; files that arrived for it stay."""
    for table in (SUBMISSION, FINDING, ASSESSMENT):
        applying.connection.execute(delete(table).where(table.c.instance_id == instance_id))
    applying.connection.execute(
        delete(ATTACHMENT).where(ATTACHMENT.c.instance_id == instance_id, ATTACHMENT.c.sha256.is_(None))
    )


def _store_attachments(scene: Scene) -> None:
    """Files the answers name: expected until they arrive; an edit or a resubmission carries over what it kept."""
    applying, answers = scene.applying, scene.answers
    names = list(dict.fromkeys([*answers.attachments, *answers.kept_files.values()]))
    if not names:
        return
    have = _files_of(applying, answers.instance_id) if scene.is_again else {}
    earlier = scene.earlier
    # Only what is the household's own is carried over, whatever instance a form names.
    is_own = earlier is not None and scene.household_id is not None and earlier.household_id == scene.household_id
    before = _files_of(applying, earlier.instance_id) if is_own else {}
    rows: list[dict[str, Any]] = []
    for name in names:
        if name in have:
            _refer.run(applying.connection, {"b_id": answers.instance_id, "b_name": name})
            continue
        rows.append(
            {"instance_id": answers.instance_id, "name": name, "is_referenced": True, **before.get(name, _EMPTY_FILE)}
        )
    _insert_attachment.run_many(applying.connection, rows)


def _files_of(applying: Applying, instance_id: str) -> dict[str, dict[str, Any]]:
    rows = _attachments.all(applying.connection, {"id": instance_id})
    return {
        row.name: {"sha256": row.sha256, "size": row.size, "received_at": row.received_at} for row in rows if row.sha256
    }


def media_received(applying: Applying) -> None:
    """A file of a submission arrived: expected ones are filled in, others kept as unreferenced."""
    payload = applying.payload
    if payload is None:
        return
    values = {"sha256": payload["sha256"], "size": payload["size"], "received_at": applying.received_at}
    connection, instance_id, name = applying.connection, payload["instance_id"], payload["name"]
    if _fill.run(connection, {"b_id": instance_id, "b_name": name, **values}) == 0:
        _insert_attachment.run(connection, {"instance_id": instance_id, "name": name, "is_referenced": False, **values})
    for heir in heirs_of(connection, applying.record.envelope.subjects, instance_id):
        _fill_expected.run(connection, {"b_id": heir, "b_name": name, **values})


def heirs_of(connection: Connection, cases: Iterable[str], instance_id: str) -> list[str]:
    """Versions that build on this one, and on those: what they keep or carry on may arrive after them."""
    heirs: list[str] = []
    for case_id in cases:
        rows = _later_versions.all(connection, {"case": case_id})
        named = {instance_id}
        for row in rows:
            if row.builds_on in named:
                named.add(row.instance_id)
                heirs.append(row.instance_id)
    return heirs


def finding_row(instance_id: str, position: int, one: Finding) -> dict[str, Any]:
    """A finding as its row."""
    return {
        "instance_id": instance_id,
        "position": position,
        "code": one.code,
        "severity": one.severity,
        "fact": one.fact,
        "member_no": one.member,
        "values": one.values,
    }


def _assessment_row(scene: Scene, one: Assessment) -> dict[str, Any]:
    rules = round_rules(scene.applying.node, scene.applying.connection, scene.round)
    return assessment_row(scene.answers.instance_id, one, rules, scene.applying.payload["form_version"])


def assessment_row(instance_id: str, one: Assessment, rules: RoundRules, form_version: str) -> dict[str, Any]:
    """An assessment as its row, stamped with what computed it: engine, standard, scoring table, form version."""
    used = next(used for used in rules.standards if used.standard.id == one.standard)
    scoring = used.scoring.id if used.scoring is not None else "-"
    stamp = f"{ENGINE};{used.standard.digest[:16]};{scoring};{form_version}"
    return {
        "instance_id": instance_id,
        "standard": one.standard,
        "method": one.method,
        "outcome": one.outcome,
        "reason": one.reason,
        "b1": one.b1,
        "b2": one.b2,
        "detail": {
            "income_vnd": one.income_vnd,
            "counted_members": one.counted_members,
            "deprived": one.deprived,
            "missing": one.missing,
        },
        "stamp": stamp,
    }
