"""Decisions on a case, and a person's choice between versions that crossed."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select, update

from server.domain.uploads import Succession

from . import held
from .applying import HOUSEHOLD, Applying
from .cases import CASE, upsert_case
from .corrections import refresh, show_corrections
from .households import update_household
from .registry import find_household, touch_household
from .scene import SUBMISSION, read_scene
from .standing import note_event, settle
from .submissions import derive, payload_xml


def review_decided(applying: Applying) -> None:
    """A decision on a case: returned, approved, held, marked as a duplicate, or one of these taken back.

    The household's heads move, so its row goes out to the tablets again.
    """
    case_id = case_of(applying)
    if case_id:
        note_event(applying, case_id, (applying.payload or {}).get("instance_id"))
        settle(applying, case_id)
    touch_household(applying, _household_of(applying))


def answers_judged(applying: Applying) -> None:
    """A correction, the word of the second person on it, or what takes a decision back, which may be a correction."""
    case_id = case_of(applying)
    values: dict[str, Any] = {}
    if case_id:
        note_event(applying, case_id, (applying.payload or {}).get("instance_id"))
        values = refresh(applying, case_id)
        settle(applying, case_id)
    touch_household(applying, _household_of(applying), **values)


def review_commented(applying: Applying) -> None:
    """A comment changes no state."""
    case_id = case_of(applying)
    if case_id:
        note_event(applying, case_id, (applying.payload or {}).get("instance_id"))
    touch_household(applying, _household_of(applying))


def conflict_resolved(applying: Applying) -> None:
    """A person chose the version that is shown; the others of the case are superseded and stay as evidence (R15)."""
    instance_id = applying.payload["instance_id"]
    chosen = held.reopen(applying, instance_id, applying.now)
    if chosen is None:
        return
    case_id = _show(applying, chosen)
    if case_id:
        note_event(applying, case_id, instance_id)
        show_corrections(applying, case_id)
        settle(applying, case_id)


def case_of(applying: Applying) -> str:
    """The case a review record is about; its envelope still says so when the payload is erased."""
    subjects = applying.record.envelope.subjects
    named: str = (applying.payload or {}).get("case_id") or (subjects[1] if len(subjects) > 1 else "")
    return named


def _show(applying: Applying, chosen: Applying) -> str | None:
    connection, instance_id = applying.connection, applying.payload["instance_id"]
    resolved = Applying(
        connection, applying.node, applying.record, chosen.payload, applying.now, None, chosen.received_at
    )
    scene = read_scene(resolved, payload_xml(chosen.payload))
    scene.succession, scene.is_resolution = Succession.FOLLOWS, True
    derive(scene)
    update_household(scene)
    number = select(SUBMISSION.c.version_no).where(SUBMISSION.c.instance_id == instance_id)
    upsert_case(scene, connection.execute(number).scalar_one(), chosen.record.envelope.actor)
    case_id = scene.case_id
    states = update(SUBMISSION).where(SUBMISSION.c.case_id == case_id)
    is_version = SUBMISSION.c.state.in_(("current", "conflict"))
    connection.execute(states.where(is_version).values(state="superseded"))
    connection.execute(states.where(SUBMISSION.c.instance_id == instance_id).values(state="current"))
    connection.execute(update(CASE).where(CASE.c.case_id == case_id).values(has_conflict=False))
    household = HOUSEHOLD.c.household_id == scene.household_id
    connection.execute(update(HOUSEHOLD).where(household).values(has_conflict=False))
    applying.bump_village(scene.village_code)
    return case_id


def _household_of(applying: Applying) -> Any:
    subjects = applying.record.envelope.subjects
    return find_household(applying, subjects[0]) if subjects else None
