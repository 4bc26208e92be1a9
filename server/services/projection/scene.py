"""A submission with everything its projection must know, read in a handful of prepared statements."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, bindparam, exists, or_, select

from server.domain.check_years import READ
from server.domain.entities import EntityAction, EntityClaim
from server.domain.facts import HouseholdFacts, facts_from_json, facts_to_json
from server.domain.findings import Finding
from server.domain.uploads import Succession
from server.errors import Problem
from server.forms.read import Answers, EntityBlock
from server.forms.spec import Purpose, purpose_of
from server.services.ingest.work import RoundRules, Worked, work
from server.standards.assessment import Assessment
from server.store.tables import (
    Area,
    Arrival,
    Assignment,
    Case,
    FormVersion,
    Grant,
    HeldSubmission,
    Round,
    Submission,
)
from sync.log.prepared import Prepared
from sync.records.kinds import OFFICE

from .applying import HOUSEHOLD, MEMBER, VILLAGE, Applying, Forms
from .bases import find_base, household_block, is_chained
from .rounds import case_id_of

AREA = Area.__table__
ARRIVAL = Arrival.__table__
ASSIGNMENT = Assignment.__table__
CASE = Case.__table__
FORM = FormVersion.__table__
GRANT = Grant.__table__
ROUND = Round.__table__
SUBMISSION = Submission.__table__
HELD = HeldSubmission.__table__

LONGEST_HOUSEHOLD_ID = 36
# Flags that say how things stood when a form came, in the order they are set.
OF_ITS_TIME = ("closed_round", "leaver", "outside_areas")
_V4 = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
_round = Prepared(
    select(ROUND.c.round_id, ROUND.c.standards, ROUND.c.reference_on, FORM.c.form_version, FORM.c.is_trial)
    .join(FORM, FORM.c.round_id == ROUND.c.round_id)
    .where(FORM.c.form_id == bindparam("form_id"))
    .order_by(
        (FORM.c.form_version == bindparam("version")).desc(),
        FORM.c.is_trial,
        FORM.c.is_current.desc(),
        FORM.c.published_at.desc(),
    )
    .limit(1)
)
_household = Prepared(
    select(
        HOUSEHOLD,
        AREA.c.area_kind.label("register_kind"),
        CASE.c.case_id,
        CASE.c.instance_id.label("current_id"),
        CASE.c.has_conflict.label("case_has_conflict"),
        SUBMISSION.c.record_digest.label("current_digest"),
        SUBMISSION.c.version_no.label("current_no"),
        exists(select(HELD.c.instance_id)).label("anybody_waits"),
    )
    .join(AREA, AREA.c.code == HOUSEHOLD.c.area_code)
    .outerjoin(CASE, (CASE.c.household_id == HOUSEHOLD.c.household_id) & (CASE.c.case_id == bindparam("case_id")))
    .outerjoin(SUBMISSION, SUBMISSION.c.instance_id == CASE.c.instance_id)
    .where(HOUSEHOLD.c.household_id == bindparam("id"))
)
_members = Prepared(select(MEMBER).where(MEMBER.c.household_id == bindparam("id")).order_by(MEMBER.c.no))
_village = Prepared(
    select(VILLAGE.c.code, VILLAGE.c.area_code, AREA.c.area_kind)
    .join(AREA, AREA.c.code == VILLAGE.c.area_code)
    .where(VILLAGE.c.code == bindparam("code"))
)
_sender = Prepared(
    select(
        exists().where(GRANT.c.actor_id == bindparam("actor"), GRANT.c.revoked_by.is_(None)).label("has_grant"),
        exists()
        .where(
            ASSIGNMENT.c.actor_id == bindparam("actor"),
            ASSIGNMENT.c.village_code == bindparam("village"),
            ASSIGNMENT.c.ended_by.is_(None),
        )
        .label("is_assigned"),
        exists().where(ROUND.c.round_id == bindparam("round"), ROUND.c.state == "closed").label("is_closed"),
    )
)
_office = Prepared(  # asked only of who has no village: most senders have
    select(GRANT.c.grant_id)
    .where(
        GRANT.c.actor_id == bindparam("actor"),
        GRANT.c.revoked_by.is_(None),
        or_(*(GRANT.c.role == one for one in sorted(OFFICE))),
    )
    .limit(1)
)
_submission = Prepared(
    select(
        SUBMISSION.c.instance_id,
        SUBMISSION.c.record_digest,
        SUBMISSION.c.household_id,
        SUBMISSION.c.version_no,
        SUBMISSION.c.state,
    ).where(SUBMISSION.c.instance_id == bindparam("id"))
)
_was_quarantined = Prepared(
    select(ARRIVAL.c.position)
    .where(ARRIVAL.c.instance_id == bindparam("id"), ARRIVAL.c.answer == "quarantined")
    .limit(1)
)


@dataclass(slots=True)
class Scene:
    """What a submission says, what it concerns, and what is decided about it; filled step by step."""

    applying: Applying
    answers: Answers
    facts: HouseholdFacts
    findings: list[Finding]
    round: Any
    household: Any
    household_id: str | None
    village_code: str
    area_code: str | None
    area_kind: str | None
    earlier: Any = None
    members: list[Any] = field(default_factory=list)
    action: EntityAction = EntityAction.NONE
    succession: Succession = Succession.FIRST
    flags: list[str] = field(default_factory=list)
    assessments: tuple[Assessment, ...] = ()
    base: frozenset[str] = frozenset()
    facts_json: dict[str, Any] = field(default_factory=dict)
    is_quarantined: bool = False
    is_again: bool = False
    is_crossing: bool = False
    is_resolution: bool = False
    claim: EntityClaim | None = None

    @property
    def is_apart(self) -> bool:
        """Whether it is of a survey or a form on trial: kept and shown, never applied to register or case."""
        return self.round is not None and self.round.purpose.is_apart

    @property
    def anybody_waits(self) -> bool:
        """Whether any submission is held, for this household or another: else nobody need be looked for."""
        return self.household is None or self.household.anybody_waits

    @property
    def is_beside(self) -> bool:
        """Whether its form stands beside the review, as Phiếu A does: it moves no case and has no class."""
        return self.round is not None and self.round.purpose in (Purpose.BESIDE, Purpose.RECHECK)

    @property
    def case_id(self) -> str | None:
        """The case, where household and round are known."""
        is_of_case = self.round is not None and self.household_id is not None and not self.is_apart
        return case_id_of(self.round.round_id, self.household_id) if is_of_case else None

    @property
    def block(self) -> EntityBlock | None:
        """The household's own entity block."""
        return household_block(self.answers)

    @property
    def followed(self) -> frozenset[str]:
        """Digests its author had seen: what the record says, and what it was held for and could not name then."""
        follows = self.applying.record.envelope.follows
        return self.base.union(*follows.values())


def read_scene(applying: Applying, xml: bytes) -> Scene:
    """Find the round, household, village and area kind (by the register, R12) of a submission."""
    payload, connection = applying.payload, applying.connection
    worked = applying.worked or read_submission(applying, xml)
    answers = worked.answers
    round_row = find_round(applying.node, connection, payload["form_id"], payload["form_version"])
    earlier = find_earlier(applying, answers)
    household_id = name_household(answers, earlier)
    household = _take_row(worked, household_id) or find_household(connection, household_id, round_row)
    scene = Scene(
        applying=applying,
        answers=answers,
        facts=worked.facts,
        facts_json=facts_to_json(worked.facts) if worked.facts_json is None else worked.facts_json,
        findings=list(worked.findings),
        round=round_row,
        household=household,
        household_id=household_id,
        village_code="",
        area_code=None,
        area_kind=None,
        earlier=earlier,
    )
    _find_place(scene)
    if household is not None and (not applying.record.envelope.follows or is_chained(scene.block)):
        scene.base = _implied_base(scene)
    scene.is_quarantined = worked.is_from_leaver or _is_quarantined(applying, answers)
    return scene


def read_submission(applying: Applying, xml: bytes) -> Worked:
    """Read by the form's own version, else by the newest one of the form (its version is flagged)."""
    payload, connection = applying.payload, applying.connection
    row = find_round(applying.node, connection, payload["form_id"], payload["form_version"])
    form = applying.node.form(connection, payload["form_id"], row.form_version) if row is not None else None
    if form is None:
        raise LookupError(f"no version of form {payload['form_id']} is here")
    return work(form, xml)


def find_earlier(applying: Applying, answers: Answers) -> Any:
    """The version this one names as its predecessor: `deprecatedID` wins over the returned instance."""
    earlier_id = answers.deprecated_id or answers.hidden.get("returned_instance", "")
    return _submission.first(applying.connection, {"id": earlier_id}) if earlier_id else None


def name_household(answers: Answers, earlier: Any) -> str | None:
    """The household of an edit is its original's; else the entity block names it, else what the form captured."""
    if answers.deprecated_id and earlier is not None and earlier.household_id:
        return str(earlier.household_id)
    block = household_block(answers)
    named = (block.id if block else "") or answers.hidden.get("loaded", "")
    return named if 0 < len(named) <= LONGEST_HOUSEHOLD_ID else None


def _take_row(worked: Worked, household_id: str | None) -> Any:
    """The row that was read when the submission was placed; only once, what comes after may have changed it."""
    row, worked.household = worked.household, None
    return row if row is not None and row.household_id == household_id else None


def find_household(connection: Connection, household_id: str | None, round_row: Any) -> Any:
    """The household's row, with its case in the round and that case's current submission."""
    if not household_id:
        return None
    case_id = case_id_of(round_row.round_id, household_id) if round_row is not None else ""
    return _household.first(connection, {"id": household_id, "case_id": case_id})


def _implied_base(scene: Scene) -> frozenset[str]:
    """A submission that came before its base could not name it: the edit's original, or the version it builds on."""
    row, connection = scene.household, scene.applying.connection
    if scene.answers.deprecated_id:
        return frozenset([scene.earlier.record_digest] if scene.earlier is not None else [])
    return frozenset(find_base(connection, row.household_id, row.heads, row.entity_version, scene.answers))


def _find_place(scene: Scene) -> None:
    connection = scene.applying.connection
    household = scene.household
    if household is not None:
        scene.village_code, scene.area_code = household.village_code, household.area_code
        scene.area_kind = household.register_kind
        scene.members = _members.all(connection, {"id": household.household_id})
        return
    village = scene.answers.hidden.get("village", "")
    spot = _village.first(connection, {"code": village}) if village else None
    if spot is not None:
        scene.village_code, scene.area_code, scene.area_kind = spot.code, spot.area_code, spot.area_kind


def _is_quarantined(applying: Applying, answers: Answers) -> bool:
    """In a replay: was this instance taken in under a leaver's token? The arrival table survives a rebuild."""
    if applying.worked is not None:
        return False
    return _was_quarantined.first(applying.connection, {"id": answers.instance_id}) is not None


def flag_sender(scene: Scene) -> None:
    """Flags from form version, round state, and the sender's grants and assignments (from records alone).

    The office is given no village: what it corrects or keys from paper lies where its role does.
    """
    applying = scene.applying
    if scene.round is None or scene.round.form_version != applying.payload["form_version"]:
        scene.flags.append("unknown_form_version")
    round_id = scene.round.round_id if scene.round is not None else ""
    keys = {"actor": applying.record.envelope.actor, "village": scene.village_code, "round": round_id}
    if _answers_again(scene):
        scene.flags.append("answered_twice")
    if scene.household is not None and scene.household.state != "active":
        scene.flags.append("household_left")
    if applying.flags_before is not None:
        scene.flags += [one for one in OF_ITS_TIME if one in applying.flags_before]
        scene.is_quarantined = scene.is_quarantined or "leaver" in applying.flags_before
        return
    sender = _sender.first(applying.connection, keys)
    if sender.is_closed:
        scene.flags.append("closed_round")
    if not sender.has_grant or scene.is_quarantined:
        scene.is_quarantined = True
        scene.flags.append("leaver")
    elif scene.village_code and not sender.is_assigned and _office.first(applying.connection, keys) is None:
        scene.flags.append("outside_areas")


def _answers_again(scene: Scene) -> bool:
    """Whether another version has answered the same return: from another window, or by who had the village before."""
    earlier = scene.earlier
    return earlier is not None and not scene.answers.deprecated_id and earlier.state in ("superseded", "conflict")


def previous_facts(scene: Scene) -> HouseholdFacts | None:
    """What the registry knew before this submission, as far as checks read it."""
    if scene.household is None:
        return None
    of_household, of_member = READ
    known = [{**_only(one.facts, of_member), "no": one.no, "person_id": one.person_id} for one in scene.members]
    return facts_from_json({"household": _only(scene.household.facts, of_household), "members": known})


def _only(facts: dict[str, Any], names: frozenset[str]) -> dict[str, Any]:
    return {name: facts[name] for name in names if name in facts}


def round_rules(node: Forms, connection: Connection, row: Any) -> RoundRules:
    """The round's standards with their data, and its reference date; kept by the node, a round never changes them.

    LookupError where this program has not what the round was opened with: the form is kept and waits.
    """
    rules: RoundRules | None = node.rules.get(row.round_id)
    if rules is None:
        try:
            standards = tuple(node.round_standard(connection, one) for one in row.standards)
        except Problem as problem:
            raise LookupError(str(problem)) from problem
        rules = node.rules[row.round_id] = RoundRules(standards, dt.date.fromisoformat(row.reference_on))
    return rules


@dataclass(frozen=True, slots=True)
class RoundOf:
    """What never changes of a form version's round; `form_version` is the one that reads the submission."""

    round_id: str
    standards: Any
    reference_on: str
    form_version: str
    purpose: Purpose


def find_round(node: Forms, connection: Connection, form_id: str, version: str) -> RoundOf | None:
    """The round of a form version; the newest version stands in for an unknown one; None for an unknown form.

    Kept by the node: the row lies behind the form's bytes, which would be read and decrypted each time.
    """
    known: RoundOf | None = node.rounds_of.get((form_id, version))
    if known is not None:
        return known
    row = _round.first(connection, {"form_id": form_id, "version": version})
    if row is None:
        return None
    purpose = purpose_of(form_id, is_trial=row.is_trial)
    found = RoundOf(row.round_id, row.standards, row.reference_on, row.form_version, purpose)
    if found.form_version == version:
        node.rounds_of[form_id, version] = found
    return found


def is_v4(text: str) -> bool:
    """A lower-case version 4 UUID, as the Entities spec asks."""
    return _V4.fullmatch(text) is not None
