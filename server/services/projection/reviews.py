"""Review actions on a case, and a person's choice between versions that crossed."""

from __future__ import annotations

from typing import Any

from sqlalchemy import bindparam, select, update

from server.domain.uploads import Succession
from sync.log.prepared import Prepared

from . import held
from .applying import HOUSEHOLD, Applying
from .cases import CASE, upsert_case
from .households import update_household
from .registry import find_household, touch_household
from .scene import SUBMISSION, read_scene
from .submissions import derive, payload_xml

_case = Prepared(select(CASE).where(CASE.c.case_id == bindparam("id")))
_set_states = Prepared(
    update(CASE)
    .where(CASE.c.case_id == bindparam("b_id"))
    .values(tablet_state=bindparam("tablet_state"), review_state=bindparam("review_state"))
)


def review_returned(applying: Applying) -> None:
    """The case goes back to the enumerator: her list shows it as returned at the next sync."""
    _change(applying, tablet_state="returned", review_state="returned")


def review_approved(applying: Applying) -> None:
    """The supervisor approves what is shown."""
    _change(applying, tablet_state="sent", review_state="approved")


def review_commented(applying: Applying) -> None:
    """A comment changes no state; the household's heads move, so its row goes out again."""
    row = _household_of(applying)
    touch_household(applying, row)


def conflict_resolved(applying: Applying) -> None:
    """A person chose the version that is shown; the others of the case are superseded."""
    payload, connection = applying.payload, applying.connection
    chosen = held.reopen(applying, payload["instance_id"], applying.now)
    if chosen is None:
        return
    resolved = Applying(
        connection, applying.node, applying.record, chosen.payload, applying.now, None, chosen.received_at
    )
    scene = read_scene(resolved, payload_xml(chosen.payload))
    scene.succession, scene.is_resolution = Succession.FOLLOWS, True
    derive(scene)
    update_household(scene)
    number = select(SUBMISSION.c.version_no).where(SUBMISSION.c.instance_id == payload["instance_id"])
    upsert_case(scene, connection.execute(number).scalar_one(), chosen.record.envelope.actor)
    case_id = scene.case_id
    states = update(SUBMISSION).where(SUBMISSION.c.case_id == case_id)
    is_version = SUBMISSION.c.state.in_(("current", "conflict"))
    connection.execute(states.where(is_version).values(state="superseded"))
    connection.execute(states.where(SUBMISSION.c.instance_id == payload["instance_id"]).values(state="current"))
    connection.execute(update(CASE).where(CASE.c.case_id == case_id).values(has_conflict=False))
    household = HOUSEHOLD.c.household_id == scene.household_id
    connection.execute(update(HOUSEHOLD).where(household).values(has_conflict=False))
    applying.bump_village(scene.village_code)


def _change(applying: Applying, **states: str) -> None:
    case = _case.first(applying.connection, {"id": applying.payload["case_id"]}) if applying.payload else None
    if case is not None:
        _set_states.run(applying.connection, {"b_id": case.case_id, **states})
    touch_household(applying, _household_of(applying))


def _household_of(applying: Applying) -> Any:
    subjects = applying.record.envelope.subjects
    return find_household(applying, subjects[0]) if subjects else None
