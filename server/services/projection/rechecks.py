"""Cases drawn for a blind second look, and the forms that come of it: beside the case, never in it."""

from __future__ import annotations

from sqlalchemy import insert, select, update

from server.store.tables import Assignment, Recheck

from .applying import Applying
from .rounds import case_id_of
from .scene import Scene

ASSIGNMENT = Assignment.__table__
RECHECK = Recheck.__table__


def recheck_drawn(applying: Applying) -> None:
    """A sample of one commune. A case drawn already keeps its first drawing."""
    payload, envelope, connection = applying.payload, applying.record.envelope, applying.connection
    shared = {name: payload[name] for name in ("sample_id", "round_id", "seed")}
    shared |= {"area_code": envelope.area, "drawn_by": envelope.actor, "drawn_at": applying.received_at}
    cases = [one["case_id"] for one in payload["cases"]]
    known = set(connection.execute(select(RECHECK.c.case_id).where(RECHECK.c.case_id.in_(cases))).scalars())
    rows = [{**shared, **one} for one in payload["cases"] if one["case_id"] not in known]
    if rows:
        connection.execute(insert(RECHECK), rows)
    for actor_id in {one["actor_id"] for one in rows}:
        _refresh_lists(applying, payload["round_id"], actor_id)


def recheck_received(scene: Scene) -> None:
    """The second form has come; what it says is compared when somebody looks."""
    case_id = case_id_of(scene.round.round_id, str(scene.household_id))
    came = {"instance_id": scene.answers.instance_id, "received_at": scene.applying.received_at}
    scene.applying.connection.execute(update(RECHECK).where(RECHECK.c.case_id == case_id).values(**came))
    _refresh_lists(scene.applying, scene.round.round_id, scene.applying.record.envelope.actor)


def _refresh_lists(applying: Applying, round_id: str, actor_id: str) -> None:
    """Her lists are fetched again when a village of hers has moved."""
    query = select(ASSIGNMENT.c.village_code).where(
        ASSIGNMENT.c.round_id == round_id, ASSIGNMENT.c.actor_id == actor_id, ASSIGNMENT.c.ended_by.is_(None)
    )
    for village in list(applying.connection.execute(query).scalars()):
        applying.bump_village(village)
