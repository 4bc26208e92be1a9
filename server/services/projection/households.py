"""A submission's effect on the registry: a new household, or the row and the people of a known one."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from sqlalchemy import bindparam, insert, select, update

from server.domain.entities import Change, classify_conflict
from server.domain.findings import NOTE, WARN, Finding
from server.domain.uploads import Succession
from sync.log.prepared import Prepared

from .applying import ENTITY, HOUSEHOLD, MEMBER, heads_after, person_sort_key, split_member
from .bases import branch_of, parse_int
from .held import make_claim
from .registry import insert_household
from .scene import Scene, find_household

_changes = Prepared(
    select(ENTITY.c.version, ENTITY.c.branch_id, ENTITY.c.branch_base, ENTITY.c.changed)
    .where(ENTITY.c.household_id == bindparam("id"), ENTITY.c.version > bindparam("after"))
    .order_by(ENTITY.c.version)
)
_FOLLOWING = ("entity_version", "heads", "updated_at", "has_conflict", "facts", "source_instance", "member_count")
_update = Prepared(
    update(HOUSEHOLD)
    .where(HOUSEHOLD.c.household_id == bindparam("b_id"))
    .values({name: bindparam(name) for name in _FOLLOWING})
)
# Apart from the rest: a column of an index costs the index, whether it changes or not.
_rename = Prepared(
    update(HOUSEHOLD)
    .where(HOUSEHOLD.c.household_id == bindparam("b_id"))
    .values(head_name=bindparam("head_name"), sort_key=bindparam("sort_key"))
)
_update_member = Prepared(
    update(MEMBER)
    .where(MEMBER.c.household_id == bindparam("b_id"), MEMBER.c.no == bindparam("b_no"))
    .values(state=bindparam("state"), facts=bindparam("facts"))
)
_insert_members = Prepared(insert(MEMBER))


def create_household(scene: Scene, noted: dict[str, Any] | None = None) -> None:
    """A household the enumerator found: version 1 of its entity; of a form beside the review only `noted` is kept."""
    household_id = scene.household_id or ""
    members = number_members(scene)
    block = scene.block
    label = block.label.split(" – ")[0] if block else ""
    place = {
        "code": f"M-{household_id[:8].upper()}",
        "village_code": scene.village_code,
        "head_name": _head_name(scene) or label or "?",
    }
    facts = {"household": scene.facts_json["household"] if noted is None else noted, "members": members}
    insert_household(scene.applying, household_id, place, facts, source_instance=scene.answers.instance_id)
    scene.applying.add_version(household_id, 1, branch_id=(branch_of(block) or None) if block else None, branch_base=0)
    scene.household = find_household(scene.applying.connection, household_id, scene.round)


def update_household(scene: Scene, noted: dict[str, Any] | None = None) -> None:
    """One entity version more, also for a no-op; facts and people follow the version of the case that is shown.

    `noted`: the facts of a form beside the review, which are all it changes.
    """
    row, applying = scene.household, scene.applying
    version = row.entity_version + 1
    facts = scene.facts_json["household"] if noted is None else noted
    applying.add_version(row.household_id, version, **_entity_change(scene, facts))
    values: dict[str, Any] = {
        "b_id": row.household_id,
        "entity_version": version,
        "heads": heads_after(applying, row.heads, scene.followed),
        "updated_at": applying.now,
        "has_conflict": row.has_conflict or scene.is_crossing,
        "facts": row.facts,
        "source_instance": row.source_instance,
        "member_count": row.member_count,
    }
    if noted is not None:
        values["facts"] = {**row.facts, **noted}
    elif is_shown(scene) and scene.facts.household.get("visit_outcome") == "completed":
        values["facts"] = {**row.facts, **facts}
        values["source_instance"] = scene.answers.instance_id
        values["member_count"] = merge_members(scene)
        head = _head_name(scene)
        if head and head != row.head_name:
            names = {"b_id": row.household_id, "head_name": head, "sort_key": person_sort_key(head)}
            _rename.run(applying.connection, names)
    _update.run(applying.connection, values)


def mark_conflict(scene: Scene) -> None:
    """A submission that was not applied stands beside the household's newest version until a person decides."""
    row, applying = scene.household, scene.applying
    if row is None:
        return
    applying.connection.execute(
        update(HOUSEHOLD)
        .where(HOUSEHOLD.c.household_id == row.household_id)
        .values(has_conflict=True, heads=heads_after(applying, row.heads, scene.followed))
    )


def is_shown(scene: Scene) -> bool:
    """True when this version is the one the case shows."""
    return scene.succession != Succession.CROSSES_AND_KEPT


def _entity_change(scene: Scene, facts: dict[str, Any]) -> dict[str, Any]:
    """How this version came to be; a parallel update is noted as a finding (checks 58, 59)."""
    row, block = scene.household, scene.block
    changed = {name: value for name, value in facts.items() if row.facts.get(name) != value}
    if block is None or scene.answers.deprecated_id or scene.is_resolution:
        return {"changed": changed}
    conflict = _entity_conflict(scene, facts)
    if conflict != "none":
        severity = WARN if conflict == "hard" else NOTE
        scene.findings.append(Finding(f"entity_{conflict}", severity, values={"version": row.entity_version}))
    return {
        "branch_id": branch_of(block) or None,
        "branch_base": parse_int(block.base_version),
        "conflict": conflict,
        "changed": changed,
    }


def _entity_conflict(scene: Scene, facts: dict[str, Any]) -> str:
    claim, row = make_claim(scene), scene.household
    if claim.base == row.entity_version == claim.trunk:
        return "none"
    found = _changes.all(scene.applying.connection, {"id": row.household_id, "after": 0})
    changes = [Change(one.version, one.branch_id or "", one.branch_base, one.changed or {}) for one in found]
    return classify_conflict(claim, facts, changes)


def merge_members(scene: Scene) -> int:
    """Update known people, add new ones; nobody is dropped and no number is used again (R7)."""
    household_id = scene.household.household_id
    by_person = {one.person_id: one for one in scene.members}
    fresh: list[dict[str, Any]] = []
    changed: list[dict[str, Any]] = []
    for one in map(split_member, number_members(scene)):
        old = by_person.get(one["person_id"])
        if old is None:
            fresh.append({"household_id": household_id, **one})
            continue
        facts = {**old.facts, **one["facts"]}
        if facts != old.facts or one["state"] != old.state:
            changed.append({"b_id": household_id, "b_no": old.no, "state": one["state"], "facts": facts})
    connection = scene.applying.connection
    _update_member.run_many(connection, changed)
    _insert_members.run_many(connection, fresh)
    return len(scene.members) + len(fresh)


def number_members(scene: Scene) -> list[dict[str, Any]]:
    """Members as JSON with `no` and `person_id`; a new person's id comes from the submission, so replay repeats it."""
    by_person = {one.person_id: one.no for one in scene.members}
    next_no = max(by_person.values(), default=0) + 1
    numbered: dict[str, dict[str, Any]] = {}
    members: Sequence[dict[str, Any]] = scene.facts_json["members"]
    for index, one in enumerate(members, start=1):
        person_id = one.get("person_id") or new_person_id(scene.answers.instance_id, index)
        if person_id in numbered:  # a person twice in one form: the second is kept under an id of its own
            person_id = new_person_id(scene.answers.instance_id, index)
        no = by_person.get(person_id)
        if no is None:
            no, next_no = next_no, next_no + 1
        numbered[person_id] = {**one, "no": no, "person_id": person_id}
    return list(numbered.values())


def new_person_id(instance_id: str, index: int) -> str:
    """The id of the person who stands `index`th in a submission and had none: the same wherever it is worked out."""
    return str(uuid.uuid5(uuid.uuid5(uuid.NAMESPACE_URL, instance_id), str(index)))


def _head_name(scene: Scene) -> str:
    names = (one.get("full_name") for one in scene.facts.members if one.get("relation") == "head")
    return str(next((name for name in names if name), ""))
