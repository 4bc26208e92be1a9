"""One submission: what was sent beside what was known before, its findings and its assessments."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import orjson
from sqlalchemy import Connection, select

from server.domain.facts import Fact, FactDictionary, HouseholdFacts, facts_from_json, load_facts
from server.store.tables import Account, Area, AssessmentRow, Attachment, Case, Household, Submission, Village
from server.store.tables import Finding as FindingRow
from sync.log import read_now, read_subject

from .case_answers import left_over
from .keyed import find_correction, find_paper
from .missing_files import has_destroyed
from .photos import PhotoNote, read_photo_notes


@dataclass(frozen=True, slots=True)
class Compared:
    """One fact: before | now, as stored JSON values; `findings` belong to it."""

    fact: Fact
    before: Any
    now: Any
    findings: tuple[Any, ...]

    @property
    def is_changed(self) -> bool:
        """True when both are known and differ, or an answer appeared where one was known to be missing."""
        return self.now is not None and self.before is not None and self.before != self.now


@dataclass(frozen=True, slots=True)
class SubmissionView:
    """Everything the submission's page shows; `members` pairs (no, before facts, facts now)."""

    submission: Any
    household: Any
    case: Any
    area_name: str | None
    village_name: str | None
    enumerator: str | None
    compared: tuple[Compared, ...]
    members: tuple[tuple[int, dict[str, Any], dict[str, Any]], ...]
    member_findings: tuple[Any, ...]
    loose_findings: tuple[Any, ...]
    assessments: tuple[Any, ...]
    attachments: tuple[Any, ...]
    versions: tuple[Any, ...]
    photos: dict[str, PhotoNote]
    files_destroyed: bool
    correction: Any = None
    paper: Any = None

    @property
    def sections(self) -> tuple[tuple[str, tuple[Compared, ...]], ...]:
        """Compared facts by section, in the order of the form."""
        groups: dict[str, list[Compared]] = {}
        for one in self.compared:
            groups.setdefault(one.fact.group, []).append(one)
        return tuple((name, tuple(rows)) for name, rows in groups.items())

    @property
    def facts(self) -> HouseholdFacts:
        """The answers, typed."""
        return facts_from_json(self.submission.facts or {"household": {}, "members": []})

    @property
    def duration(self) -> dt.timedelta | None:
        """How long the interview took by the tablet's clock, if it says so; keying was no interview."""
        is_keyed = self.correction is not None or self.paper is not None
        if is_keyed or self.submission.started_at is None or self.submission.ended_at is None:
            return None
        length: dt.timedelta = self.submission.ended_at - self.submission.started_at
        return length


def read_submission(connection: Connection, instance_id: str, areas: Sequence[str]) -> SubmissionView | None:
    """Read one submission in the communes `areas`; None where it is not there or not theirs."""
    submission = connection.execute(select(Submission.__table__).where(Submission.instance_id == instance_id)).first()
    if submission is None or submission.area_code not in set(areas):
        return None
    household = _first(connection, Household, Household.household_id, submission.household_id)
    found = select(FindingRow.__table__).where(FindingRow.instance_id == instance_id)
    findings = connection.execute(found.order_by(FindingRow.position)).all()
    before = read_before(connection, submission)
    now = submission.facts or {"household": {}, "members": []}
    names = _names(connection, submission, household)
    compared = _compare(load_facts(), before["household"], now["household"], findings)
    members = _pair_members(before["members"], now["members"])
    of_members = tuple(one for one in findings if one.member_no in {number for number, *_ in members})
    attachments = _attachments(connection, instance_id)
    return SubmissionView(
        submission=submission,
        household=household,
        case=_first(connection, Case, Case.case_id, submission.case_id),
        area_name=names[0],
        village_name=names[1],
        enumerator=names[2],
        compared=compared,
        members=members,
        member_findings=of_members,
        loose_findings=left_over(findings, [of_members, *(row.findings for row in compared)]),
        assessments=_assessments(connection, instance_id),
        attachments=attachments,
        versions=_versions(connection, submission),
        photos=read_photo_notes(connection, submission.case_id, attachments),
        files_destroyed=has_destroyed(connection, instance_id),
        correction=find_correction(connection, instance_id),
        paper=find_paper(connection, instance_id),
    )


def read_before(connection: Connection, submission: Any) -> dict[str, Any]:
    """What the registry knew before this submission: the record that brought the household in, or an earlier form."""
    if submission.household_id is None:
        return {"household": {}, "members": []}
    earlier = connection.execute(
        select(Submission.facts)
        .where(
            Submission.case_id == submission.case_id,
            Submission.version_no < submission.version_no,
            Submission.facts.is_not(None),
        )
        .order_by(Submission.version_no.desc())
    ).scalar()
    if earlier is not None:
        return dict(earlier)
    for one in read_subject(connection, submission.household_id):
        found = read_now(connection, one)
        if found.record.envelope.kind == "household.registered" and found.record.payload is not None:
            facts: dict[str, Any] = orjson.loads(found.record.payload)["facts"]
            return facts
    return {"household": {}, "members": []}


def _attachments(connection: Connection, instance_id: str) -> tuple[Any, ...]:
    query = select(Attachment.__table__).where(Attachment.instance_id == instance_id)
    return tuple(connection.execute(query.order_by(Attachment.name)))


def _assessments(connection: Connection, instance_id: str) -> tuple[Any, ...]:
    query = select(AssessmentRow.__table__).where(AssessmentRow.instance_id == instance_id)
    return tuple(connection.execute(query.order_by(AssessmentRow.standard)))


def _first(connection: Connection, model: Any, column: Any, value: str | None) -> Any:
    return connection.execute(select(model.__table__).where(column == value)).first() if value else None


def _names(connection: Connection, submission: Any, household: Any) -> tuple[str | None, str | None, str | None]:
    area = connection.execute(select(Area.name).where(Area.code == submission.area_code)).scalar()
    village = (
        household and connection.execute(select(Village.name).where(Village.code == household.village_code)).scalar()
    )
    person = connection.execute(select(Account.name).where(Account.actor_id == submission.actor_id)).scalar()
    return area, village, person


def _compare(
    facts: FactDictionary, before: dict[str, Any], now: dict[str, Any], findings: Sequence[Any]
) -> tuple[Compared, ...]:
    rows: list[Compared] = []
    for fact in facts.household.values():
        own = tuple(one for one in findings if one.fact == fact.id and one.member_no is None)
        if fact.id in before or fact.id in now or own:
            rows.append(Compared(fact, before.get(fact.id), now.get(fact.id), own))
    return tuple(rows)


def _pair_members(
    before: Sequence[dict[str, Any]], now: Sequence[dict[str, Any]]
) -> tuple[tuple[int, dict[str, Any], dict[str, Any]], ...]:
    old = {one.get("person_id"): one for one in before if one.get("person_id")}
    paired = [(n, old.pop(one.get("person_id"), {}), one) for n, one in enumerate(now, start=1)]
    return tuple(paired + [(len(now) + n, one, {}) for n, one in enumerate(old.values(), start=1)])


def _versions(connection: Connection, submission: Any) -> tuple[Any, ...]:
    if submission.case_id is None:
        return (submission,)
    query = select(Submission.__table__).where(Submission.case_id == submission.case_id)
    return tuple(connection.execute(query.order_by(Submission.version_no.desc(), Submission.received_at.desc())))
