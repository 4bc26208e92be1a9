"""Submissions that wait for another: held, released in order when it comes, forced after some days (check 57)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any, Protocol

import orjson
from sqlalchemy import Connection, bindparam, delete, insert, or_, select, update

from server.domain.entities import EntityAction, EntityClaim, EntityState, decide_entity_update
from server.forms.read import EntityBlock
from server.store.tables import EntityTombstone, HeldSubmission
from server.store.types import EPOCH
from sync.log import find_by_key, read_now
from sync.log.prepared import Prepared

from .applying import ENTITY, Applying, Forms
from .bases import branch_of, parse_int
from .scene import Scene, is_v4

HELD = HeldSubmission.__table__
TOMBSTONE = EntityTombstone.__table__
HOLD = dt.timedelta(days=5)  # as ODK Central holds an offline update whose base has not come

_waiting = Prepared(
    select(HELD.c.instance_id)
    .where(
        or_(HELD.c.waits_for == bindparam("a"), HELD.c.waits_for == bindparam("b"), HELD.c.waits_for == bindparam("c"))
    )
    .order_by(HELD.c.held_at, HELD.c.instance_id)
)
_due_of_household = Prepared(
    select(HELD.c.instance_id, HELD.c.force_at)
    .where(HELD.c.household_id == bindparam("id"), HELD.c.force_at <= bindparam("now"))
    .order_by(HELD.c.held_at, HELD.c.instance_id)
)
_branch_bases = Prepared(
    select(ENTITY.c.branch_base).where(
        ENTITY.c.household_id == bindparam("id"), ENTITY.c.branch_id == bindparam("branch")
    )
)
_tombstone = Prepared(select(TOMBSTONE.c.household_id).where(TOMBSTONE.c.household_id == bindparam("id")))
_insert_held = Prepared(insert(HELD))
_move = Prepared(
    update(HELD)
    .where(HELD.c.instance_id == bindparam("b_id"))
    .values(waits_for=bindparam("waits_for"), reason=bindparam("reason"))
)
_is_held = Prepared(select(HELD.c.instance_id).where(HELD.c.instance_id == bindparam("id")))
_drop = Prepared(delete(HELD).where(HELD.c.instance_id == bindparam("b_id")))


class Carrier(Protocol):
    """A connection and a node: an `Applying` is one."""

    connection: Connection
    node: Forms


@dataclass(frozen=True, slots=True)
class Bare:
    """A carrier without a record, for jobs."""

    connection: Connection
    node: Forms


def decide_action(scene: Scene, *, is_forced: bool) -> tuple[EntityAction, str]:
    """(what is done with the household, what the submission waits for). An edit's entity block is never applied."""
    answers = scene.answers
    if scene.is_apart:
        return EntityAction.NONE, ""
    if answers.deprecated_id:
        is_early = scene.earlier is None or scene.earlier.state == "held"
        if is_early and not is_forced:
            return EntityAction.HOLD, f"instance:{answers.deprecated_id}"
        return (EntityAction.UPDATE if scene.household is not None else EntityAction.NONE), ""
    block = scene.block
    if block is None:
        return (EntityAction.UPDATE if scene.household is not None else EntityAction.NONE), ""
    claim = make_claim(scene)
    action = decide_entity_update(claim, _entity_state(scene, claim), is_forced=is_forced)
    if action != EntityAction.HOLD:
        return action, ""
    if scene.household is None:
        return action, f"entity:{block.id}"
    return action, f"branch:{block.id}:{branch_of(block)}:{(claim.base or 0) - 1}"


def make_claim(scene: Scene) -> EntityClaim:
    """The household's entity block as numbers and flags."""
    if scene.claim is None:
        scene.claim = _read_claim(scene.block)
    return scene.claim


def _read_claim(block: EntityBlock | None) -> EntityClaim:
    assert block is not None
    return EntityClaim(
        create=block.create,
        update=block.update,
        base=parse_int(block.base_version),
        trunk=parse_int(block.trunk_version),
        branch=branch_of(block),
        is_v4=is_v4(block.id),
        has_label=bool(block.label),
    )


def _entity_state(scene: Scene, claim: EntityClaim) -> EntityState:
    connection = scene.applying.connection
    household = scene.household
    if household is None:
        is_removed = _tombstone.first(connection, {"id": scene.household_id}) is not None
        return EntityState(None, is_removed)
    bases: frozenset[int] = frozenset()
    if claim.is_chained:
        found = _branch_bases.all(connection, {"id": household.household_id, "branch": claim.branch})
        bases = frozenset(row[0] for row in found if row[0] is not None)
    return EntityState(household.entity_version, household.state == "removed", bases)


def hold(scene: Scene, waits_for: str) -> None:
    """Keep a submission waiting; a job forces it when what it waits for never comes."""
    now = scene.applying.now
    _insert_held.run(
        scene.applying.connection,
        {
            "instance_id": scene.answers.instance_id,
            "household_id": scene.household_id,
            "waits_for": waits_for,
            "reason": waits_for.split(":", 1)[0],
            "held_at": now,
            "force_at": now + HOLD,
        },
    )


def keep_waiting(scene: Scene, waits_for: str) -> None:
    """It still waits, now for this."""
    keys = {"b_id": scene.answers.instance_id, "waits_for": waits_for, "reason": waits_for.split(":", 1)[0]}
    _move.run(scene.applying.connection, keys)


def drop(scene: Scene) -> None:
    """It waits no longer."""
    _drop.run(scene.applying.connection, {"b_id": scene.answers.instance_id})


def list_released(scene: Scene) -> list[str]:
    """Instances that waited for the submission just applied, oldest first."""
    if not scene.anybody_waits:
        return []
    block = scene.block
    keys = {"a": f"instance:{scene.answers.instance_id}", "b": f"entity:{scene.household_id}", "c": ""}
    if block is not None and block.branch_id:
        keys["c"] = f"branch:{block.id}:{branch_of(block)}:{parse_int(block.base_version) or 0}"
    return [row.instance_id for row in _waiting.all(scene.applying.connection, keys)]


def is_waiting(scene: Scene, instance_id: str) -> bool:
    """True while nothing has applied it yet."""
    return _is_held.first(scene.applying.connection, {"id": instance_id}) is not None


def list_due(applying: Applying, household_id: str | None) -> list[tuple[str, dt.datetime]]:
    """(instance, due moment) of what has waited too long for this household."""
    if not household_id:
        return []
    return [tuple(row) for row in _due_of_household.all(applying.connection, {"id": household_id, "now": applying.now})]


def list_all_due(connection: Any, now: dt.datetime) -> list[tuple[str, dt.datetime]]:
    """(instance, due moment) of everything that has waited too long."""
    query = select(HELD.c.instance_id, HELD.c.force_at).where(HELD.c.force_at <= now)
    return [(row[0], row[1]) for row in connection.execute(query.order_by(HELD.c.held_at, HELD.c.instance_id))]


def reopen(carrier: Carrier | Bare, instance_id: str, now: dt.datetime) -> Applying | None:
    """The stored record of a held or pending submission, ready to be projected; None where its payload is gone."""
    found = next(iter(find_by_key(carrier.connection, instance_id)), None)
    found = read_now(carrier.connection, found) if found is not None else None
    if found is None or found.record.payload is None:
        return None
    received_at = EPOCH + dt.timedelta(microseconds=found.received_us)
    payload = orjson.loads(found.record.payload)
    return Applying(carrier.connection, carrier.node, found.record, payload, now, None, received_at)
