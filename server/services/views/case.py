"""One case: who lives there, the answers of three versions, findings, files, and what stands beside it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import orjson
from sqlalchemy import Connection, select

from server.domain.facts import HouseholdFacts, facts_from_json, load_facts
from server.store.tables import (
    Account,
    AnswersAsSent,
    Area,
    AssessmentRow,
    Assignment,
    Attachment,
    Case,
    Correction,
    Finding,
    Household,
    Round,
    Submission,
    Village,
)
from sync.log import read_now, read_subject

from .case_answers import Cell, PersonRow, Three, compare_household, compare_people, left_over
from .missing_files import has_destroyed
from .photos import PhotoNote, read_photo_notes

EMPTY: dict[str, Any] = {"household": {}, "members": []}
POINT = "house_point"


@dataclass(frozen=True, slots=True)
class CaseView:
    """Everything the page of a case shows; `submission` is the version shown, None before the first form."""

    case: Any
    household: Any
    area_name: str
    village_name: str
    enumerator: str | None
    submission: Any
    versions: tuple[Any, ...]
    cells: tuple[Cell, ...]
    people: tuple[PersonRow, ...]
    loose_findings: tuple[Any, ...]
    assessments: tuple[Any, ...]
    attachments: tuple[Any, ...]
    corrections: tuple[Any, ...]
    last_year: dict[str, Any]
    senders: dict[str, str]
    photos: dict[str, PhotoNote]
    files_destroyed: bool

    @property
    def sections(self) -> tuple[tuple[str, tuple[Cell, ...]], ...]:
        """Compared answers by section, in the order of the form."""
        groups: dict[str, list[Cell]] = {}
        for one in self.cells:
            groups.setdefault(one.fact.group, []).append(one)
        return tuple((name, tuple(rows)) for name, rows in groups.items())

    @property
    def facts(self) -> HouseholdFacts:
        """The answers that count, typed."""
        return facts_from_json((self.submission.facts if self.submission is not None else None) or EMPTY)

    @property
    def minutes(self) -> int | None:
        """How long the interview took by the tablet's clock, if it says so."""
        one = self.submission
        if one is None or one.started_at is None or one.ended_at is None:
            return None
        length: dt.timedelta = one.ended_at - one.started_at
        return int(length.total_seconds() // 60)

    @property
    def points(self) -> tuple[str | None, str | None]:
        """Where the house was last year and where it is now, as the answers hold it."""
        now = (self.submission.facts or EMPTY)["household"] if self.submission is not None else {}
        return self.last_year["household"].get(POINT), now.get(POINT)

    @property
    def pending(self) -> tuple[Any, ...]:
        """Corrections of decisive facts that wait for a second person."""
        return tuple(one for one in self.corrections if one.state == "pending")

    @property
    def crossing(self) -> tuple[Any, ...]:
        """Versions that stand beside each other until a person chooses; empty where there is no conflict."""
        both = tuple(one for one in self.versions if one.state in ("current", "conflict"))
        return both if self.case.has_conflict and len(both) > 1 else ()


def read_case_view(connection: Connection, case_id: str, areas: Sequence[str]) -> CaseView | None:
    """Read one case in the communes `areas`; None where it is not there or not theirs."""
    case = connection.execute(_case_query().where(Case.case_id == case_id)).first()
    if case is None or case.area_code not in set(areas):
        return None
    household = connection.execute(select(Household.__table__).where(Household.household_id == case.household_id)).one()
    versions = _all(connection, Submission, Submission.case_id == case_id, Submission.version_no.desc())
    # An erased form is of no case any more, but the case still says which one it was.
    named = _all(connection, Submission, Submission.instance_id == case.instance_id, Submission.version_no)
    shown = next((one for one in (*versions, *named) if one.instance_id == case.instance_id), None)
    instance_id = shown.instance_id if shown is not None else ""
    findings = _all(connection, Finding, Finding.instance_id == instance_id, Finding.position)
    three = _three(connection, case, shown, versions)
    attachments = _all(connection, Attachment, Attachment.instance_id == instance_id, Attachment.name)
    facts = load_facts()
    cells, rows = compare_household(facts, three, findings), compare_people(facts, three, findings)
    return CaseView(
        case=case,
        household=household,
        area_name=case.area_name,
        village_name=case.village_name,
        enumerator=case.sender or case.assigned,
        submission=shown,
        versions=versions,
        cells=cells,
        people=rows,
        loose_findings=left_over(findings, [one.findings for one in cells] + [one.findings for one in rows]),
        assessments=_all(connection, AssessmentRow, AssessmentRow.instance_id == instance_id, AssessmentRow.standard),
        attachments=attachments,
        corrections=_all(connection, Correction, Correction.instance_id == instance_id, Correction.corrected_at),
        last_year=dict(three.last_year),
        senders=_names(connection, {one.actor_id for one in versions}),
        photos=read_photo_notes(connection, case_id, attachments),
        files_destroyed=has_destroyed(connection, instance_id),
    )


def _case_query() -> Any:
    sender, assigned = Account.__table__.alias("sender"), Account.__table__.alias("assigned")
    return (
        select(
            Case.__table__,
            Area.name.label("area_name"),
            Village.name.label("village_name"),
            sender.c.name.label("sender"),
            assigned.c.name.label("assigned"),
            Assignment.actor_id.label("assigned_id"),
        )
        .join(Area, Area.code == Case.area_code)
        .join(Village, Village.code == Case.village_code)
        .outerjoin(sender, sender.c.actor_id == Case.sender_id)
        .outerjoin(Assignment, Assignment.assignment_id == Case.assignment_id)
        .outerjoin(assigned, assigned.c.actor_id == Assignment.actor_id)
    )


def _all(connection: Connection, model: Any, where: Any, order: Any) -> tuple[Any, ...]:
    return tuple(connection.execute(select(model.__table__).where(where).order_by(order)))


def _names(connection: Connection, actors: Iterable[str]) -> dict[str, str]:
    query = select(Account.actor_id, Account.name).where(Account.actor_id.in_(list(actors)))
    return {actor_id: name for actor_id, name in connection.execute(query)}


def _three(connection: Connection, case: Any, shown: Any, versions: Sequence[Any]) -> Three:
    """What was sent is the tablet's version: before an office corrected answers, or sent the form corrected."""
    registered, explained = _read_records(connection, case.household_id)
    last_year = _read_last_round(connection, case) or registered
    if shown is None or not shown.facts:
        return Three(last_year, EMPTY, EMPTY)
    by_id = {one.instance_id: one for one in versions if one.facts}
    sent = shown
    while sent.instance_id in explained and sent.deprecated_id in by_id:
        sent = by_id[sent.deprecated_id]
    query = select(AnswersAsSent.facts).where(AnswersAsSent.instance_id == sent.instance_id)
    return Three(last_year, connection.execute(query).scalar() or sent.facts, shown.facts)


def _read_records(connection: Connection, household_id: str) -> tuple[dict[str, Any], set[str]]:
    """What the household was registered with, and the versions an office made by correcting a form."""
    registered, explained = EMPTY, set()
    for one in read_subject(connection, household_id):
        payload = read_now(connection, one).record.payload
        if payload is None:
            continue
        if one.record.envelope.kind == "household.registered":
            registered = orjson.loads(payload)["facts"]
        elif one.record.envelope.kind == "correction.explained":
            explained.add(orjson.loads(payload)["instance_id"])
    return registered, explained


def _read_last_round(connection: Connection, case: Any) -> dict[str, Any] | None:
    """The answers of the newest round before this one; None where the household was in none."""
    season = select(Round.season_from_on).where(Round.round_id == case.round_id).scalar_subquery()
    earlier = (
        select(Submission.facts)
        .join(Case, Case.instance_id == Submission.instance_id)
        .join(Round, Round.round_id == Case.round_id)
        .where(Case.household_id == case.household_id, Round.season_from_on < season, Submission.facts.is_not(None))
        .order_by(Round.season_from_on.desc())
        .limit(1)
    )
    found: dict[str, Any] | None = connection.execute(earlier).scalar()
    return found
