"""Splits and merges: who goes where, who keeps the code, lineage both ways; a status only by decision (R11)."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from server.domain.household_events import Split, check_merge, check_split
from server.services.node import Node
from server.store.writer import Unit
from sync.records import Draft

from .reading import (
    Desk,
    Here,
    When,
    as_member,
    at_desk,
    check_village,
    decision_of,
    next_code,
    open_desk,
    read_here,
    refuse,
    with_decision,
)


@dataclass(frozen=True, slots=True)
class SplitOrder:
    """`village_code` empty: the new household lives in the old one's village."""

    split: Split
    when: When
    village_code: str = ""


@dataclass(frozen=True, slots=True)
class MergeOrder:
    """People of `gone_id` join `kept_id`, which keeps its code. `decision`: number and day, empty where none."""

    kept_id: str
    gone_id: str
    when: When
    decision: tuple[str, str] = ("", "")


def check(node: Node, actor_id: str, household_id: str, order: SplitOrder) -> Here:
    """The household as it is now; Problem where the split cannot be. Nothing is written."""
    return node.read(lambda c: _judge_split(open_desk(node, c, actor_id), household_id, order))


def split(node: Node, actor_id: str, household_id: str, order: SplitOrder) -> str:
    """Make some people a household of their own; its id. It has no status until a decision gives it one."""
    new_id = str(uuid.uuid4())

    def operation(unit: Unit) -> None:
        desk = at_desk(node, unit, actor_id)
        here = _judge_split(desk, household_id, order)
        for draft in _split_drafts(desk, here, order, new_id):
            node.record(unit, draft)

    node.writer.write(operation)
    return new_id


def check_both(node: Node, actor_id: str, order: MergeOrder) -> tuple[Here, Here]:
    """Both households as they are now; Problem where the merge cannot be. Nothing is written."""
    return node.read(lambda c: _judge_merge(open_desk(node, c, actor_id), order))


def merge(node: Node, actor_id: str, order: MergeOrder) -> None:
    """Bring the people of two households together under the code of one; the other leaves the register."""

    def operation(unit: Unit) -> None:
        desk = at_desk(node, unit, actor_id)
        kept, gone = _judge_merge(desk, order)
        for draft in _merge_drafts(desk, kept, gone, order):
            node.record(unit, draft)

    node.writer.write(operation)


def _judge_split(desk: Desk, household_id: str, order: SplitOrder) -> Here:
    here = desk.open(household_id)
    refuse(check_split(here.registered, order.split, order.when.on(desk.today)))
    check_village(desk.connection, here.row.area_code, order.village_code or here.row.village_code)
    return here


def _judge_merge(desk: Desk, order: MergeOrder) -> tuple[Here, Here]:
    kept, gone = desk.open(order.kept_id), read_here(desk.connection, order.gone_id)
    refuse(check_merge(kept.registered, gone.registered, order.decision, order.when.on(desk.today)))
    return kept, gone


def _split_drafts(desk: Desk, here: Here, order: SplitOrder, new_id: str) -> list[Draft]:
    """The new household first, then who heads those who stay, last the split itself: what an undo looks for."""
    split, area, old_id = order.split, here.row.area_code, here.row.household_id
    decision = split.decision
    drafts = [_registration(desk, here, order, new_id)]
    if decision[0]:
        recognised = with_decision(here.row.recognised, decision)
        payload = {"household_id": new_id, "recognised": recognised, "assessed": {}}
        drafts.append(Draft(area, "status.imported", (new_id,), desk.actor_id, payload))
    if split.old_head_id and here.registered.head_id in split.person_ids:
        drafts.append(new_head(desk, here, split.old_head_id))
    payload = {
        "household_id": old_id,
        "other_id": new_id,
        "person_ids": [one.person_id for one in here.members if one.person_id in split.person_ids],
        "happened_on": order.when.happened_on,
        **decision_of(decision),
    }
    drafts.append(Draft(area, "household.split", (old_id,), desk.actor_id, payload))
    return drafts


def _registration(desk: Desk, here: Here, order: SplitOrder, new_id: str) -> Draft:
    """The new household knows its people and nothing of its house: that the form asks."""
    split = order.split
    going = sorted(
        (one for one in here.members if one.person_id in split.person_ids),
        key=lambda one: (one.person_id != split.head_id, one.no),
    )
    relations = {split.head_id: "head"}
    members = [
        as_member(one, no, relation=relations.get(one.person_id), joined_on=order.when.happened_on)
        for no, one in enumerate(going, start=1)
    ]
    payload = {
        "household_id": new_id,
        "code": next_code(desk.connection, here.row.area_code),
        "village_code": order.village_code or here.row.village_code,
        "head_name": str(going[0].facts.get("full_name") or here.row.head_name),
        "facts": {"household": {}, "members": members},
    }
    return Draft(here.row.area_code, "household.registered", (new_id,), desk.actor_id, payload, {})


def new_head(desk: Desk, here: Here, person_id: str) -> Draft:
    """Somebody who stays becomes the head."""
    one = here.present[person_id]
    payload: dict[str, Any] = {
        "household_id": here.row.household_id,
        "facts": {},
        "head_name": str(one.facts.get("full_name") or here.row.head_name),
        "members": [{"no": one.no, "person_id": person_id, "relation": "head"}],
    }
    subjects = (here.row.household_id,)
    return Draft(here.row.area_code, "household.corrected", subjects, desk.actor_id, payload)


def _merge_drafts(desk: Desk, kept: Here, gone: Here, order: MergeOrder) -> list[Draft]:
    first = max((one.no for one in kept.members), default=0) + 1
    coming = list(gone.present.values())
    members = [
        as_member(one, no, relation=None, joined_on=order.when.happened_on)
        for no, one in enumerate(coming, start=first)
    ]
    day, area = order.when.happened_on, kept.row.area_code
    pair = {"household_id": kept.row.household_id, "other_id": gone.row.household_id}
    merged = {**pair, "members": members, "happened_on": day, **decision_of(order.decision)}
    withdrawn = {"household_id": gone.row.household_id, "reason": "merged", "happened_on": day}
    return [
        Draft(area, "household.merged", (kept.row.household_id,), desk.actor_id, merged),
        Draft(area, "household.withdrawn", (gone.row.household_id,), desk.actor_id, withdrawn),
    ]
