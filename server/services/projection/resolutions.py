"""A person's choice between versions that stand beside each other (R15), also where it comes before one of them."""

from __future__ import annotations

from typing import Any

import orjson
from sqlalchemy import bindparam, or_, select, update

from server.domain.uploads import Succession
from sync.log import get_record
from sync.log.prepared import Prepared

from . import held
from .applying import HOUSEHOLD, Applying
from .cases import CASE, upsert_case
from .corrections import show_corrections
from .deriving import derive, payload_xml
from .households import update_household
from .registry import find_household, touch_household
from .scene import SUBMISSION, Scene, read_scene
from .standing import case_of, find_case, list_events, note_event, read_case_history, settle

RESOLVED = "conflict.resolved"
_applied = Prepared(
    select(SUBMISSION.c.instance_id, SUBMISSION.c.record_digest, SUBMISSION.c.version_no, SUBMISSION.c.state).where(
        SUBMISSION.c.case_id == bindparam("id"),
        or_(*(SUBMISSION.c.state == one for one in ("current", "superseded", "conflict"))),
    )
)


def conflict_resolved(applying: Applying) -> None:
    """The chosen version is shown; the others its author had seen are superseded and stay as evidence."""
    instance_id = applying.payload["instance_id"]
    case_id = case_of(applying) or _case_of_version(applying, instance_id)
    if not case_id:
        return
    note_event(applying, case_id, instance_id)
    if not _show(applying, case_id):
        touch_household(applying, find_household(applying, applying.record.envelope.subjects[0]))
    settle(applying, case_id)


def overtaken(scene: Scene) -> None:
    """A version has come that is not the newest word on its household: what was decided in view of it holds."""
    applying, case_id = scene.applying, scene.case_id
    if case_id is None:
        return
    resolution = _find_resolution(applying, case_id)
    if resolution is None or not _show(resolution, case_id):
        show_corrections(applying, case_id)
    settle(applying, case_id)


def _find_resolution(applying: Applying, case_id: str) -> Applying | None:
    """The newest choice whose author had seen the version at hand."""
    connection = applying.connection
    made = [one.record_digest for one in list_events(connection, case_id) if one.kind == RESOLVED]
    if not made:
        return None
    history = read_case_history(connection, find_case(connection, case_id))
    newest = history.newest(made)[-1]
    found = get_record(connection, newest) if history.has_seen(newest, applying.record.digest) else None
    if found is None or found.record.payload is None:
        return None
    return Applying(connection, applying.node, found.record, orjson.loads(found.record.payload), applying.now)


def _show(applying: Applying, case_id: str) -> bool:
    """Show the chosen version; False where it is not here yet."""
    connection, instance_id = applying.connection, applying.payload["instance_id"]
    versions = {one.instance_id: one for one in _applied.all(connection, {"id": case_id})}
    chosen = held.reopen(applying, instance_id, applying.now) if instance_id in versions else None
    if chosen is None:
        return False
    resolved = Applying(
        connection, applying.node, applying.record, chosen.payload, applying.now, None, chosen.received_at
    )
    scene = read_scene(resolved, payload_xml(chosen.payload))
    scene.succession, scene.is_resolution = Succession.FOLLOWS, True
    derive(scene)
    update_household(scene)
    upsert_case(scene, versions[instance_id].version_no, chosen.record.envelope.actor)
    _set_states(applying, case_id, versions)
    show_corrections(applying, case_id)
    applying.bump_village(scene.village_code)
    return True


def _set_states(applying: Applying, case_id: str, versions: dict[str, Any]) -> None:
    """What the person had seen gives way to her choice; what she had not still stands beside it."""
    connection, chosen = applying.connection, applying.payload["instance_id"]
    case = find_case(connection, case_id)
    seen = read_case_history(connection, case).pasts[applying.record.digest]
    unseen = False
    for one in versions.values():
        state = "superseded" if one.record_digest in seen or one.state == "superseded" else "conflict"
        unseen |= state == "conflict" and one.instance_id != chosen
        state = "current" if one.instance_id == chosen else state
        where = SUBMISSION.c.instance_id == one.instance_id
        connection.execute(update(SUBMISSION).where(where).values(state=state))
    connection.execute(update(CASE).where(CASE.c.case_id == case_id).values(has_conflict=unseen))
    household = HOUSEHOLD.c.household_id == case.household_id
    connection.execute(update(HOUSEHOLD).where(household).values(has_conflict=unseen))


def _case_of_version(applying: Applying, instance_id: str) -> str:
    query = select(SUBMISSION.c.case_id).where(SUBMISSION.c.instance_id == instance_id)
    return applying.connection.execute(query).scalar() or ""
