"""A submission to its tables: version chain, findings, assessments, the case, the household and its people."""

from __future__ import annotations

import datetime as dt
import hashlib
import uuid
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from sqlalchemy import bindparam, delete, insert, select, update

from server.domain.facts import HouseholdFacts, facts_from_json, facts_to_json
from server.domain.findings import WARN, Finding
from server.domain.movements import classify_movement
from server.domain.uploads import EntityAction, EntityClaim, EntityState, decide_entity
from server.forms.read import Answers, EntityBlock
from server.services.ingest.work import RoundRules, Worked, judge, work
from server.standards.assessment import Assessment
from server.standards.engine import ENGINE
from server.store.tables import (
    Area,
    AssessmentRow,
    Assignment,
    Attachment,
    Case,
    EntityTombstone,
    FormVersion,
    Grant,
    HeldSubmission,
    Round,
    Submission,
)
from server.store.tables import Finding as FindingRow

from .applying import ENTITY, HOUSEHOLD, MEMBER, VILLAGE, Applying, person_sort_key, split_member
from .registry import heads_after, insert_household
from .rounds import case_id_of

SUBMISSION = Submission.__table__
CASE = Case.__table__
FINDING = FindingRow.__table__
ASSESSMENT = AssessmentRow.__table__
ATTACHMENT = Attachment.__table__
HELD = HeldSubmission.__table__
FORM = FormVersion.__table__
ROUND = Round.__table__
AREA = Area.__table__
ASSIGNMENT = Assignment.__table__
GRANT = Grant.__table__
TOMBSTONE = EntityTombstone.__table__

HOLD_DAYS = 5
NOT_FACTS = ("no", "person_id")
_select_household = select(HOUSEHOLD).where(HOUSEHOLD.c.household_id == bindparam("id"))
_select_members = select(MEMBER).where(MEMBER.c.household_id == bindparam("id")).order_by(MEMBER.c.no)
_select_submission = select(SUBMISSION).where(SUBMISSION.c.instance_id == bindparam("id"))
_select_case = select(CASE).where(CASE.c.case_id == bindparam("id"))
_select_place = (
    select(VILLAGE.c.code, VILLAGE.c.area_code, AREA.c.area_kind)
    .join(AREA, AREA.c.code == VILLAGE.c.area_code)
    .where(VILLAGE.c.code == bindparam("code"))
)
_select_round = (
    select(ROUND.c.round_id, ROUND.c.standards, ROUND.c.reference_on, ROUND.c.state, ROUND.c.code)
    .join(FORM, FORM.c.round_id == ROUND.c.round_id)
    .where(FORM.c.form_id == bindparam("form_id"))
    .order_by((FORM.c.form_version == bindparam("version")).desc(), FORM.c.is_current.desc())
    .limit(1)
)
_branch_bases = select(ENTITY.c.branch_base).where(
    ENTITY.c.household_id == bindparam("id"), ENTITY.c.branch_id == bindparam("branch")
)
_insert_submission = insert(SUBMISSION)
_insert_finding = insert(FINDING)
_insert_assessment = insert(ASSESSMENT)
_insert_attachment = insert(ATTACHMENT)
_update_household = update(HOUSEHOLD).where(HOUSEHOLD.c.household_id == bindparam("b_id"))
_update_case = update(CASE).where(CASE.c.case_id == bindparam("b_id"))
_supersede = update(SUBMISSION).where(SUBMISSION.c.instance_id == bindparam("b_id")).values(state="superseded")


@dataclass(slots=True)
class Placed:
    """A submission with what it concerns: filled step by step as it is projected."""

    answers: Answers
    facts: HouseholdFacts
    findings: list[Finding]
    round: Any = None
    household: Any = None
    village_code: str = ""
    area_code: str | None = None
    area_kind: str | None = None
    household_id: str | None = None
    flags: list[str] = field(default_factory=list)
    assessments: tuple[Assessment, ...] = ()

    @property
    def case_id(self) -> str | None:
        """The case, where household and round are known."""
        return case_id_of(self.round.round_id, self.household_id) if self.round and self.household_id else None


def submission_received(applying: Applying) -> None:
    """Project a submission: held, or applied and whatever waited for it after it."""
    xml = payload_xml(applying.payload)
    placed = place(applying, xml)
    action, waits_for = _decide(applying, placed, is_forced=False)
    if action == EntityAction.HOLD:
        _store(applying, placed, xml, state="held", version_no=1)
        _hold(applying, placed, waits_for)
        return
    _apply(applying, placed, xml, action)
    release(applying, placed)


def payload_xml(payload: dict[str, Any]) -> bytes:
    """The exact bytes the phone sent."""
    import base64

    xml = payload["xml"]
    return xml.encode() if isinstance(xml, str) else base64.b64decode(xml["base64"])


def place(applying: Applying, xml: bytes) -> Placed:
    """Read a submission and find its round, household, village and area kind (by the register, R12)."""
    payload = applying.payload
    connection = applying.connection
    worked = applying.worked or read_submission(applying, xml)
    placed = Placed(worked.answers, worked.facts, list(worked.findings))
    keys = {"form_id": payload["form_id"], "version": payload["form_version"]}
    placed.round = connection.execute(_select_round, keys).first()
    hidden = worked.answers.hidden
    placed.household_id = _household_id(applying, worked.answers)
    if placed.household_id:
        placed.household = connection.execute(_select_household, {"id": placed.household_id}).first()
    village = placed.household.village_code if placed.household is not None else hidden.get("village", "")
    spot = connection.execute(_select_place, {"code": village}).first() if village else None
    if spot is not None:
        placed.village_code, placed.area_code, placed.area_kind = spot.code, spot.area_code, spot.area_kind
    return placed


def read_submission(applying: Applying, xml: bytes) -> Worked:
    """Read by the form's own version, else by the newest one of the form (its version is flagged)."""
    payload = applying.payload
    form = applying.node.form(applying.connection, payload["form_id"], payload["form_version"])
    if form is None:
        query = (
            select(FORM.c.form_version).where(FORM.c.form_id == payload["form_id"]).order_by(FORM.c.is_current.desc())
        )
        version = applying.connection.execute(query).scalars().first()
        form = applying.node.form(applying.connection, payload["form_id"], version or "")
    if form is None:
        raise LookupError(f"no version of form {payload['form_id']} is here")
    return work(form, applying.node.facts, xml)


def _household_id(applying: Applying, answers: Answers) -> str | None:
    """The case of an edit is its original's; else the entity block names the household."""
    if answers.deprecated_id:
        row = applying.connection.execute(_select_submission, {"id": answers.deprecated_id}).first()
        if row is not None and row.household_id:
            return str(row.household_id)
    block = household_block(answers)
    return (block.id if block else "") or answers.hidden.get("loaded") or None


def household_block(answers: Answers) -> EntityBlock | None:
    return next((one for one in answers.entities if one.is_top_level and one.dataset == "households"), None)


def _decide(applying: Applying, placed: Placed, *, is_forced: bool) -> tuple[EntityAction, str]:
    answers = placed.answers
    if answers.deprecated_id:
        row = applying.connection.execute(_select_submission, {"id": answers.deprecated_id}).first()
        if row is None or row.state == "held":
            return EntityAction.HOLD, f"instance:{answers.deprecated_id}"
        return EntityAction.UPDATE, ""
    block = household_block(answers)
    if block is None:
        return (EntityAction.UPDATE if placed.household is not None else EntityAction.NONE), ""
    claim = EntityClaim(
        block.create,
        block.update,
        parse_int(block.base_version),
        parse_int(block.trunk_version),
        block.branch_id,
        is_v4(block.id),
        bool(block.label),
    )
    action = decide_entity(claim, _entity_state(applying, placed, block), is_forced=is_forced)
    waits_for = (
        f"branch:{block.id}:{block.branch_id}:{(claim.base or 1) - 1}"
        if placed.household is not None
        else f"entity:{block.id}"
    )
    return action, waits_for


def _entity_state(applying: Applying, placed: Placed, block: EntityBlock) -> EntityState:
    connection = applying.connection
    bases: frozenset[int] = frozenset()
    if block.branch_id and block.base_version != block.trunk_version:
        found = connection.execute(_branch_bases, {"id": block.id, "branch": block.branch_id}).scalars()
        bases = frozenset(one for one in found if one is not None)
    is_removed = placed.household is not None and placed.household.state == "removed"
    if placed.household is None:
        is_removed = (
            connection.execute(select(TOMBSTONE).where(TOMBSTONE.c.household_id == block.id)).first() is not None
        )
    return EntityState(placed.household.entity_version if placed.household is not None else None, is_removed, bases)


def _hold(applying: Applying, placed: Placed, waits_for: str) -> None:
    applying.connection.execute(
        insert(HELD),
        {
            "instance_id": placed.answers.instance_id,
            "household_id": placed.household_id,
            "waits_for": waits_for,
            "reason": waits_for.split(":", 1)[0],
            "held_at": applying.now,
            "force_at": applying.now + dt.timedelta(days=HOLD_DAYS),
        },
    )


def release(applying: Applying, placed: Placed) -> None:
    """Apply what waited for the submission just applied, one after the other."""
    from sync.log import find_by_key

    block = household_block(placed.answers)
    keys = [f"instance:{placed.answers.instance_id}", f"entity:{placed.household_id}"]
    if block is not None:
        keys.append(f"branch:{block.id}:{block.branch_id}:{parse_int(block.base_version) or 0}")
    waiting = applying.connection.execute(select(HELD.c.instance_id).where(HELD.c.waits_for.in_(keys))).scalars().all()
    for instance_id in waiting:
        found = find_by_key(applying.connection, instance_id)[0]
        import orjson

        payload = orjson.loads(found.record.payload or b"null")
        release_one(Applying(applying.connection, applying.node, found.record, payload, applying.now), is_forced=False)


def release_one(applying: Applying, *, is_forced: bool) -> bool:
    """Try a held submission again; True when it was applied."""
    xml = payload_xml(applying.payload)
    placed = place(applying, xml)
    action, waits_for = _decide(applying, placed, is_forced=is_forced)
    connection = applying.connection
    instance_id = placed.answers.instance_id
    if action == EntityAction.HOLD:
        connection.execute(update(HELD).where(HELD.c.instance_id == instance_id).values(waits_for=waits_for))
        return False
    connection.execute(delete(HELD).where(HELD.c.instance_id == instance_id))
    connection.execute(delete(SUBMISSION).where(SUBMISSION.c.instance_id == instance_id))
    connection.execute(delete(ATTACHMENT).where(ATTACHMENT.c.instance_id == instance_id, ATTACHMENT.c.sha256.is_(None)))
    _apply(applying, placed, xml, action)
    release(applying, placed)
    return True


def _apply(applying: Applying, placed: Placed, xml: bytes, action: EntityAction) -> None:
    _flag(applying, placed, action)
    previous = _previous(applying, placed)
    if placed.round is not None:
        rules = round_rules(applying, placed.round)
        findings, placed.assessments = judge(placed.facts, previous, rules, placed.area_kind)
        placed.findings += findings
    placed.findings += [Finding(flag, WARN, values={"version": placed.answers.form_version}) for flag in placed.flags]
    if (
        action in (EntityAction.ERROR_EXISTS, EntityAction.ERROR_BAD_ID, EntityAction.ERROR_REMOVED)
        or placed.area_code is None
    ):
        state = "unplaced" if placed.area_code is None or action == EntityAction.ERROR_BAD_ID else "conflict"
        _store(applying, placed, xml, state=state, version_no=1)
        return
    if "leaver" in placed.flags:
        _store(applying, placed, xml, state="quarantined", version_no=1)
        return
    state, version_no = _version(applying, placed)
    if action == EntityAction.CREATE:
        _create_household(applying, placed)
    elif placed.household is not None:
        _update(applying, placed, state)
    _store(applying, placed, xml, state=state, version_no=version_no)
    _upsert_case(applying, placed, state)
    applying.bump_village(placed.village_code)


def _flag(applying: Applying, placed: Placed, action: EntityAction) -> None:
    payload = applying.payload
    if applying.node.form(applying.connection, payload["form_id"], payload["form_version"]) is None:
        placed.flags.append("unknown_form_version")
    if placed.round is not None and placed.round.state == "closed":
        placed.flags.append("closed_round")
    placed.flags += _sender_flags(applying, placed)
    if action.value.startswith("entity_"):
        placed.flags.append(action.value)


_select_assigned = select(ASSIGNMENT.c.assignment_id).where(
    ASSIGNMENT.c.actor_id == bindparam("actor"), ASSIGNMENT.c.village_code == bindparam("village")
)
_select_grant = select(GRANT.c.grant_id).where(GRANT.c.actor_id == bindparam("actor"), GRANT.c.revoked_by.is_(None))


def _sender_flags(applying: Applying, placed: Placed) -> list[str]:
    """What the sender's grants and assignments say, from records alone: every node says the same."""
    actor = {"actor": applying.record.envelope.actor}
    if applying.connection.execute(_select_grant, actor).first() is None:
        return ["leaver"]
    if not placed.village_code:
        return []
    is_assigned = applying.connection.execute(_select_assigned, {**actor, "village": placed.village_code}).first()
    return [] if is_assigned is not None else ["outside_areas"]


def round_rules(applying: Applying, row: Any) -> RoundRules:
    """The round's standards with their data, and its reference date."""
    standards = tuple(applying.node.packs.round_standard(one) for one in row.standards)
    return RoundRules(standards, dt.date.fromisoformat(row.reference_on))


def _previous(applying: Applying, placed: Placed) -> HouseholdFacts | None:
    if placed.household is None:
        return None
    members = applying.connection.execute(_select_members, {"id": placed.household.household_id}).all()
    known = [{**one.facts, "no": one.no, "person_id": one.person_id} for one in members]
    return facts_from_json({"household": placed.household.facts, "members": known})


def _version(applying: Applying, placed: Placed) -> tuple[str, int]:
    """(state, number) in the case's chain; what it follows is superseded, what it crosses is in conflict."""
    answers = placed.answers
    earlier = answers.deprecated_id or answers.hidden.get("returned_instance", "")
    row = applying.connection.execute(_select_submission, {"id": earlier}).first() if earlier else None
    if row is None:
        current = _current_instance(applying, placed)
        return "current", (current.version_no + 1 if current is not None else 1)
    if row.state == "superseded":
        return "conflict", row.version_no + 1
    applying.connection.execute(_supersede, {"b_id": row.instance_id})
    return "current", row.version_no + 1


def _current_instance(applying: Applying, placed: Placed) -> Any:
    """The case's current submission, superseded when this one follows it."""
    case = applying.connection.execute(_select_case, {"id": placed.case_id}).first() if placed.case_id else None
    if case is None or case.instance_id is None:
        return None
    row = applying.connection.execute(_select_submission, {"id": case.instance_id}).first()
    followed = {one for digests in applying.record.envelope.follows.values() for one in digests}
    if row is not None and row.record_digest in followed:
        applying.connection.execute(_supersede, {"b_id": row.instance_id})
    return row


def _create_household(applying: Applying, placed: Placed) -> None:
    household_id = placed.household_id or ""
    facts = facts_to_json(placed.facts)
    members = _number_members(placed, [])
    head = next(
        (
            str(one["full_name"])
            for one in placed.facts.members
            if one.get("relation") == "head" and one.get("full_name")
        ),
        "",
    )
    block = household_block(placed.answers)
    name = head or (block.label.split(" – ")[0] if block else "") or "?"
    place_of = {"code": f"M-{household_id[:8].upper()}", "village_code": placed.village_code, "head_name": name}
    insert_household(applying, household_id, place_of, {"household": facts["household"], "members": members})
    applying.add_version(household_id, 1, branch_id=block.branch_id or None if block else None, branch_base=0)
    placed.household = applying.connection.execute(_select_household, {"id": household_id}).one()


def _update(applying: Applying, placed: Placed, state: str) -> None:
    """The household's row follows the case's newest version: one entity version more, also for a no-op."""
    row = placed.household
    connection = applying.connection
    block = household_block(placed.answers)
    is_edit = bool(placed.answers.deprecated_id)
    version = row.entity_version + 1
    facts = facts_to_json(placed.facts)
    changed = {name: value for name, value in facts["household"].items() if row.facts.get(name) != value}
    conflict = _entity_conflict(row, block) if block is not None and not is_edit else "none"
    applying.add_version(
        row.household_id,
        version,
        branch_id=None if is_edit or block is None else block.branch_id or None,
        branch_base=None if is_edit or block is None else parse_int(block.base_version),
        conflict=conflict,
        changed=changed,
    )
    values: dict[str, Any] = {
        "entity_version": version,
        "heads": heads_after(applying, row.heads),
        "updated_at": applying.now,
    }
    followed = {one for digests in applying.record.envelope.follows.values() for one in digests}
    values["has_conflict"] = row.has_conflict or not followed.issuperset(row.heads)
    if state != "conflict" and placed.facts.household.get("visit_outcome") == "completed":
        values["facts"] = {**row.facts, **facts["household"]}
        values["source_instance"] = placed.answers.instance_id
        values["member_count"] = _merge_members(applying, placed)
        head = next((one.get("full_name") for one in placed.facts.members if one.get("relation") == "head"), None)
        if head:
            values["head_name"] = head
            values["sort_key"] = person_sort_key(str(head))
    connection.execute(_update_household.values(**values), {"b_id": row.household_id})


def _entity_conflict(row: Any, block: EntityBlock) -> str:
    """soft: somebody else changed the household since this tablet's base; hard where the same part was written."""
    base = parse_int(block.base_version)
    return "none" if base is None or base == row.entity_version else "soft"


def _merge_members(applying: Applying, placed: Placed) -> int:
    """Update known people, add new ones; nobody is dropped and no number is used again (R7)."""
    connection = applying.connection
    household_id = placed.household.household_id
    known = connection.execute(_select_members, {"id": household_id}).all()
    by_person = {one.person_id: one for one in known}
    rows = [split_member(one) for one in _number_members(placed, known)]
    fresh: list[dict[str, Any]] = []
    for one in rows:
        old = by_person.get(one["person_id"])
        if old is None:
            fresh.append(one)
            continue
        facts = {**old.facts, **one["facts"]}
        if facts != old.facts:
            connection.execute(
                update(MEMBER)
                .where(MEMBER.c.household_id == household_id, MEMBER.c.no == old.no)
                .values(state=one["state"], facts=facts)
            )
    applying.insert_members(household_id, fresh)
    return len(known) + len(fresh)


def _number_members(placed: Placed, known: Sequence[Any]) -> list[dict[str, Any]]:
    """Members as JSON with `no` and `person_id`; a new person's id comes from the submission, so replay repeats it."""
    by_person = {one.person_id: one.no for one in known}
    next_no = max(by_person.values(), default=0) + 1
    root = uuid.uuid5(uuid.NAMESPACE_URL, placed.answers.instance_id)
    numbered: list[dict[str, Any]] = []
    for index, one in enumerate(facts_to_json(placed.facts)["members"], start=1):
        person_id = one.get("person_id") or str(uuid.uuid5(root, str(index)))
        no = by_person.get(person_id)
        if no is None:
            no, next_no = next_no, next_no + 1
        numbered.append({**one, "no": no, "person_id": person_id})
    return numbered


def _store(applying: Applying, placed: Placed, xml: bytes, *, state: str, version_no: int) -> None:
    answers = placed.answers
    connection = applying.connection
    connection.execute(
        _insert_submission,
        {
            "instance_id": answers.instance_id,
            "record_digest": applying.record.digest,
            "xml_sha256": hashlib.sha256(xml).hexdigest(),
            "form_id": applying.payload["form_id"],
            "form_version": applying.payload["form_version"],
            "case_id": placed.case_id,
            "household_id": placed.household_id,
            "area_code": placed.area_code,
            "actor_id": applying.record.envelope.actor,
            "deprecated_id": answers.deprecated_id or None,
            "returned_instance": answers.hidden.get("returned_instance") or None,
            "version_no": version_no,
            "state": state,
            "flags": placed.flags,
            "facts": facts_to_json(placed.facts),
            "started_at": parse_moment(answers.start),
            "ended_at": parse_moment(answers.end),
            "received_at": applying.now,
        },
    )
    if placed.findings:
        connection.execute(_insert_finding, [_finding_row(answers, n, one) for n, one in enumerate(placed.findings)])
    if placed.assessments:
        connection.execute(_insert_assessment, [_assessment_row(applying, placed, one) for one in placed.assessments])
    have = set()
    if answers.attachments or answers.deprecated_id:
        query = select(ATTACHMENT.c.name).where(ATTACHMENT.c.instance_id == answers.instance_id)
        have = set(connection.execute(query).scalars())
    expected = [name for name in dict.fromkeys(answers.attachments) if name not in have]
    if expected:
        rows = [_attachment_row(applying, answers, name) for name in expected]
        connection.execute(_insert_attachment, rows)


def _attachment_row(applying: Applying, answers: Answers, name: str) -> dict[str, Any]:
    """An expected file; an edit carries over what it does not send again."""
    row: dict[str, Any] = {"instance_id": answers.instance_id, "name": name, "is_referenced": True}
    row |= {"sha256": None, "size": None, "received_at": None}
    if answers.deprecated_id:
        query = select(ATTACHMENT).where(ATTACHMENT.c.instance_id == answers.deprecated_id, ATTACHMENT.c.name == name)
        old = applying.connection.execute(query).first()
        if old is not None and old.sha256:
            row |= {"sha256": old.sha256, "size": old.size, "received_at": old.received_at}
    return row


def _finding_row(answers: Answers, position: int, one: Finding) -> dict[str, Any]:
    return {
        "instance_id": answers.instance_id,
        "position": position,
        "code": one.code,
        "severity": one.severity,
        "fact": one.fact,
        "member_no": one.member,
        "values": one.values,
    }


def _assessment_row(applying: Applying, placed: Placed, one: Assessment) -> dict[str, Any]:
    used = next(entry for entry in placed.round.standards if entry["standard"] == one.standard)
    standard = applying.node.packs.standard(one.standard)
    stamp = f"{ENGINE};{standard.digest[:16]};{used.get('scoring') or '-'};{applying.payload['form_version']}"
    detail = asdict(one)
    return {
        "instance_id": placed.answers.instance_id,
        "standard": one.standard,
        "method": one.method,
        "outcome": one.outcome,
        "reason": one.reason,
        "b1": one.b1,
        "b2": one.b2,
        "detail": {name: detail[name] for name in ("income_vnd", "counted_members", "deprived", "missing", "trace")},
        "stamp": stamp,
    }


def _upsert_case(applying: Applying, placed: Placed, state: str) -> None:
    if placed.case_id is None:
        return
    connection = applying.connection
    case = connection.execute(_select_case, {"id": placed.case_id}).first()
    counts: dict[str, int] = {}
    for one in placed.findings:
        counts[one.severity] = counts.get(one.severity, 0) + 1
    recognised = placed.household.recognised if placed.household is not None else {}
    classes = {
        one.standard: {
            "outcome": one.outcome,
            "reason": one.reason,
            "b1": one.b1,
            "b2": one.b2,
            "movement": classify_movement((recognised.get(one.standard) or {}).get("outcome"), one.outcome),
        }
        for one in placed.assessments
    }
    values: dict[str, Any] = {
        "tablet_state": "sent",
        "review_state": "received",
        "instance_id": placed.answers.instance_id,
        "outcome": placed.facts.household.get("visit_outcome"),
        "classes": classes,
        "findings": counts,
        "received_at": applying.now,
    }
    followed = {one for digests in applying.record.envelope.follows.values() for one in digests}
    crosses = (
        case is not None
        and case.instance_id is not None
        and not _follows_instance(applying, case.instance_id, followed)
    )
    if state == "conflict":
        values = {"has_conflict": True}
    elif crosses:
        values["has_conflict"] = True
    if case is not None:
        connection.execute(_update_case.values(**values), {"b_id": placed.case_id})
        return
    row = {
        "case_id": placed.case_id,
        "round_id": placed.round.round_id,
        "household_id": placed.household_id,
        "area_code": placed.area_code,
        "village_code": placed.village_code,
        "assignment_id": placed.answers.hidden.get("assignment_id") or None,
        "has_conflict": False,
        **values,
    }
    connection.execute(insert(CASE), row)


def _follows_instance(applying: Applying, instance_id: str, followed: set[str]) -> bool:
    row = applying.connection.execute(_select_submission, {"id": instance_id}).first()
    return row is None or row.record_digest in followed or row.state == "superseded"


def media_received(applying: Applying) -> None:
    """A file of a submission arrived: expected ones are filled in, others kept as unreferenced."""
    payload = applying.payload
    connection = applying.connection
    values = {"sha256": payload["sha256"], "size": payload["size"], "received_at": applying.now}
    where = (ATTACHMENT.c.instance_id == payload["instance_id"]) & (ATTACHMENT.c.name == payload["name"])
    if connection.execute(update(ATTACHMENT).where(where).values(**values)).rowcount == 0:
        row = {"instance_id": payload["instance_id"], "name": payload["name"], "is_referenced": False, **values}
        connection.execute(_insert_attachment, row)


def is_v4(text: str) -> bool:
    """A lower-case version 4 UUID, as the Entities spec asks."""
    try:
        return uuid.UUID(text).version == 4 and str(uuid.UUID(text)) == text
    except ValueError:
        return False


def parse_int(text: str) -> int | None:
    return int(text) if text.isdigit() else None


def parse_moment(text: str) -> dt.datetime | None:
    """A device's time as it claims it, UTC; None where it cannot be read. It never decides who wins."""
    try:
        moment = dt.datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment.astimezone(dt.UTC) if moment.tzinfo else None
