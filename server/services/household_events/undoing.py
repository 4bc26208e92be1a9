"""An event is taken back by a record of its own while nothing stands on it (R11); nothing is deleted."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import orjson
from sqlalchemy import Connection

from server.domain.household_events import UNDOABLE, check_undo
from server.domain.review import Refusal
from server.services.node import Node
from server.store.writer import Unit
from sync.log import get_record, read_links, read_now, read_subject
from sync.records import Draft

from .reading import Desk, Here, at_desk, read_here, refuse

# What a household that a split has made may have had said of it: nothing but that it is there.
_OF_A_NEW_ONE = frozenset({"household.registered", "status.imported"})


@dataclass(frozen=True, slots=True)
class Last:
    """The newest event of a household that could be taken back: its record and what that says."""

    digest: str
    kind: str
    payload: dict[str, Any]
    standing: tuple[tuple[str, frozenset[str]], ...] = field(default=())


def find_last(connection: Connection, here: Here) -> Last | None:
    """The event to offer an undo for; None where the newest word about the household is something else."""
    for digest in sorted(here.registered.heads):
        found = get_record(connection, digest)
        found = read_now(connection, found) if found is not None else None
        if found is None or found.record.envelope.kind not in UNDOABLE or found.record.payload is None:
            continue
        last = Last(digest, found.record.envelope.kind, orjson.loads(found.record.payload))
        standing = _standing(connection, here, last)
        # A merged household is brought back from the one that took it in.
        if last.payload.get("reason") != "merged" and check_undo(last.kind, standing) is None:
            return Last(last.digest, last.kind, last.payload, standing)
    return None


def undo(node: Node, actor_id: str, household_id: str, digest: str) -> str:
    """Take the event back; its kind. Problem where something stands on it."""

    def operation(unit: Unit) -> str:
        desk = at_desk(node, unit, actor_id)
        here = desk.open(household_id)
        last = find_last(unit.connection, here)
        refuse(Refusal("stands_on") if last is None or last.digest != digest else None)
        assert last is not None
        for draft in _drafts(desk, here, last):
            node.record(unit, draft)
        return last.kind

    return node.writer.write(operation)


def _standing(connection: Connection, here: Here, last: Last) -> tuple[tuple[str, frozenset[str]], ...]:
    """For each household the event touched, the record that must still be its newest, and its heads."""
    own = (last.digest, here.registered.heads)
    other_id = last.payload.get("other_id")
    if last.kind == "household.departed" and not here.registered.has_open_move:
        return (("", frozenset()),)
    if not other_id:
        return (own,)
    other = read_here(connection, other_id)
    records = [one.envelope for one in read_links(connection, other_id)]
    if last.kind == "household.split":
        is_new = all(one.kind in _OF_A_NEW_ONE for one in records) and other.row.state == "active"
        return (own, (_newest(connection, other) if is_new else "", other.registered.heads))
    withdrawn = _newest(connection, other) if other.row.state == "merged" else ""
    return (own, (withdrawn, other.registered.heads))


def _newest(connection: Connection, here: Here) -> str:
    """The digest of the newest record about a household, if it is a head of it."""
    records = read_subject(connection, here.row.household_id)
    return str(records[-1].record.digest) if records else ""


def _drafts(desk: Desk, here: Here, last: Last) -> list[Draft]:
    payload, own_id, area = last.payload, here.row.household_id, here.row.area_code
    taken: dict[str, Any] = {"household_id": own_id, "withdraws": last.digest, "what": last.kind}
    people = _people_after(desk.connection, last)
    if people:
        taken["people"] = [{"person_id": key, "state": state} for key, state in sorted(people.items())]
    drafts = [Draft(area, "household.restored", (own_id,), desk.actor_id, taken)]
    drafts += _head_again(desk, here, people)
    other_id = payload.get("other_id")
    if last.kind == "household.split":
        gone = {"household_id": other_id, "reason": "split_undone", "happened_on": desk.today}
        drafts.append(Draft(area, "household.withdrawn", (str(other_id),), desk.actor_id, gone))
    elif last.kind == "household.merged":
        back = {"household_id": other_id, "withdraws": last.standing[1][0], "what": "household.withdrawn"}
        drafts.append(Draft(area, "household.restored", (str(other_id),), desk.actor_id, back))
    return drafts


def _people_after(connection: Connection, last: Last) -> dict[str, str]:
    """How the people stand once the event is taken back; who was away when she left is away again."""
    if last.kind == "household.merged":
        return {one["person_id"]: "split" for one in last.payload["members"]}
    people = dict.fromkeys(last.payload.get("person_ids", ()), "in")
    if last.kind == "household.split":
        known = {one.person_id: one.state for one in read_here(connection, last.payload["other_id"]).members}
        people = {key: known.get(key, state) for key, state in people.items()}
    return people


def _head_again(desk: Desk, here: Here, people: dict[str, str]) -> list[Draft]:
    """A head who comes back is the head again; who stood in for her is somebody else's relation, to be asked."""
    heads = [one for one in here.members if one.facts.get("relation") == "head"]
    back = next((one for one in heads if people.get(one.person_id) == "in"), None)
    if back is None:
        return []
    others = [{"no": one.no, "person_id": one.person_id, "relation": None} for one in heads if one.no != back.no]
    payload = {"household_id": here.row.household_id, "facts": {}, "members": others}
    payload["head_name"] = str(back.facts.get("full_name") or here.row.head_name)
    return [Draft(here.row.area_code, "household.corrected", (here.row.household_id,), desk.actor_id, payload)]
