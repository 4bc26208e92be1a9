"""A submission to its tables: held, or applied and then whatever waited for it, one after the other."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import insert

from server.domain.entities import ERRORS, EntityAction
from server.forms.spec import Purpose
from sync.records.kinds import UNPLACED

from . import held
from .applying import Applying
from .beside import note_beside
from .cases import succeed, supersede, upsert_case
from .derived import drop_version, store_version
from .deriving import derive, payload_xml
from .households import create_household, mark_conflict, update_household
from .rechecks import recheck_received
from .registry import find_household, touch_household
from .resolutions import overtaken
from .scene import SUBMISSION, Scene, flag_sender, read_scene


def submission_received(applying: Applying) -> None:
    """Project a submission; what has waited too long for the same household is forced before it."""
    if applying.payload is None:
        store_erased(applying)
        return
    xml = payload_xml(applying.payload)
    scene = read_scene(applying, xml)
    due = held.list_due(applying, scene.household_id) if scene.anybody_waits else []
    if due:
        for instance_id, moment in due:
            force(applying, instance_id, moment)
        scene = read_scene(applying, xml)
    _project(scene, xml, is_forced=False)


def project_again(applying: Applying, *, is_forced: bool) -> bool:
    """Project a held or pending submission once more; True when it is applied now."""
    xml = payload_xml(applying.payload)
    scene = read_scene(applying, xml)
    scene.is_again = True
    return _project(scene, xml, is_forced=is_forced)


def force(carrier: held.Carrier | held.Bare, instance_id: str, moment: dt.datetime) -> bool:
    """Apply a submission whose base never came, as of the moment it fell due."""
    again = held.reopen(carrier, instance_id, moment)
    return again is not None and project_again(again, is_forced=True)


def _project(scene: Scene, xml: bytes, *, is_forced: bool) -> bool:
    scene.action, waits_for = held.decide_action(scene, is_forced=is_forced)
    if scene.action == EntityAction.HOLD:
        _hold(scene, xml, waits_for)
        return False
    if scene.is_again:
        held.drop(scene)
        drop_version(scene.applying, scene.answers.instance_id)
    _apply(scene, xml)
    for instance_id in held.list_released(scene):
        # One released before it may have released this one already.
        is_waiting = held.is_waiting(scene, instance_id)
        again = held.reopen(scene.applying, instance_id, scene.applying.now) if is_waiting else None
        if again is not None:
            project_again(again, is_forced=False)
    return True


def _hold(scene: Scene, xml: bytes, waits_for: str) -> None:
    if scene.is_again:
        held.keep_waiting(scene, waits_for)
        return
    store_version(scene, xml, state="held", version_no=1)
    held.hold(scene, waits_for)


def _apply(scene: Scene, xml: bytes) -> None:
    flag_sender(scene)
    derive(scene)
    if scene.is_apart:
        _keep_apart(scene, xml)
        return
    if scene.action in ERRORS or scene.area_code is None:
        _keep_unapplied(scene, xml)
        return
    if scene.is_quarantined:
        store_version(scene, xml, state="quarantined", version_no=1)
        return
    if scene.is_beside:
        note_beside(scene)
        _store_beside(scene, xml, scene.round.purpose.value)
        if scene.round.purpose == Purpose.RECHECK:
            recheck_received(scene)
        return
    state, version_no = succeed(scene)
    if scene.action == EntityAction.CREATE:
        create_household(scene)
    elif scene.household is not None:
        update_household(scene)
    store_version(scene, xml, state=state, version_no=version_no)
    upsert_case(scene, version_no, scene.applying.record.envelope.actor)
    if scene.household is not None and not scene.followed.issuperset(scene.household.heads):
        overtaken(scene)
    scene.applying.bump_village(scene.village_code)


def _keep_apart(scene: Scene, xml: bytes) -> None:
    """A survey's or a trial's answers: nothing else moves."""
    state = scene.round.purpose.value
    if scene.is_quarantined and scene.round.purpose != Purpose.TRIAL:
        state = "quarantined"
    _store_beside(scene, xml, state)


def _store_beside(scene: Scene, xml: bytes, state: str) -> None:
    """Answers that are no version of a case: a later one takes the place of the one it edits."""
    earlier = scene.earlier
    is_edit = earlier is not None and earlier.state == state
    store_version(scene, xml, state=state, version_no=earlier.version_no + 1 if is_edit else 1)
    if is_edit:
        supersede(scene, earlier.instance_id)


def _keep_unapplied(scene: Scene, xml: bytes) -> None:
    """What cannot be applied is kept where a person sees it: beside its household, or without a place."""
    is_beside = scene.household is not None and scene.action != EntityAction.ERROR_BAD_ID
    store_version(scene, xml, state="conflict" if is_beside else "unplaced", version_no=1)
    if is_beside:
        mark_conflict(scene)


def store_pending(applying: Applying, xml_sha256: str) -> None:
    """A submission our own code could not project: kept, shown as pending, tried again by a job."""
    payload, envelope = applying.payload, applying.record.envelope
    applying.connection.execute(
        insert(SUBMISSION),
        {
            **_bare_row(applying),
            "xml_sha256": xml_sha256,
            "form_id": payload["form_id"],
            "form_version": payload["form_version"],
            "area_code": None if envelope.area == UNPLACED else envelope.area,
            "state": "pending",
            "flags": ["pending"],
        },
    )


def store_erased(applying: Applying) -> None:
    """The place of a submission whose payload was erased: enough to answer a phone that sends it again."""
    subjects, area = applying.record.envelope.subjects, applying.record.envelope.area
    place = {"area_code": None if area == UNPLACED else area}
    applying.connection.execute(insert(SUBMISSION), {**_bare_row(applying), **place, "state": "erased", "flags": []})
    touch_household(applying, find_household(applying, subjects[0]) if subjects else None)


def _bare_row(applying: Applying) -> dict[str, Any]:
    envelope = applying.record.envelope
    return {
        "instance_id": envelope.key,
        "record_digest": applying.record.digest,
        "xml_sha256": "",
        "form_id": "",
        "form_version": "",
        "household_id": envelope.subjects[0] if envelope.subjects else None,
        "actor_id": envelope.actor,
        "version_no": 1,
        "received_at": applying.received_at,
    }
