"""The tables pages, lists and rules read. All but the edge-state tables can be rebuilt from the log.

Plain declarative models: Flask-SQLAlchemy serves them to pages, the writer and the jobs use their
`__table__` with Core statements. Ids are made by the application, nothing relies on triggers or sequences
shared between nodes, and order comes from `sort_key` and codes only, so both engines sort alike.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import BigInteger, Index, Integer, String, Text, false, text
from sqlalchemy.orm import Mapped, mapped_column

from .area_tables import AreaAttribute as AreaAttribute  # noqa: PLC0414 - as the next
from .area_tables import AreaChange as AreaChange  # noqa: PLC0414
from .area_tables import Village as Village  # noqa: PLC0414
from .assigning_tables import HouseholdAssignment as HouseholdAssignment  # noqa: PLC0414
from .audit_tables import DataAccess as DataAccess  # noqa: PLC0414 - as the next
from .base import Base as Base  # noqa: PLC0414 - tables and their base are one address for callers
from .base import Code, Digest, Id, Word
from .doubles_tables import DuplicateCandidate as DuplicateCandidate  # noqa: PLC0414
from .doubles_tables import DuplicateCrowd as DuplicateCrowd  # noqa: PLC0414
from .doubles_tables import DuplicateDecision as DuplicateDecision  # noqa: PLC0414
from .doubles_tables import DuplicateKey as DuplicateKey  # noqa: PLC0414
from .doubles_tables import DuplicateNote as DuplicateNote  # noqa: PLC0414
from .doubles_tables import DuplicateSeen as DuplicateSeen  # noqa: PLC0414
from .erasure_tables import ErasedFile as ErasedFile  # noqa: PLC0414 - as above
from .erasure_tables import Erasure as Erasure  # noqa: PLC0414
from .erasure_tables import ErasureItem as ErasureItem  # noqa: PLC0414
from .erasure_tables import ErasurePlan as ErasurePlan  # noqa: PLC0414
from .figure_tables import Denominator as Denominator  # noqa: PLC0414 - as above
from .figure_tables import DenominatorEntry as DenominatorEntry  # noqa: PLC0414
from .figure_tables import FigureCount as FigureCount  # noqa: PLC0414
from .figure_tables import ReviewFigure as ReviewFigure  # noqa: PLC0414
from .import_tables import ImportColumn as ImportColumn  # noqa: PLC0414
from .import_tables import ImportDone as ImportDone  # noqa: PLC0414
from .import_tables import ImportEffect as ImportEffect  # noqa: PLC0414
from .import_tables import ImportFault as ImportFault  # noqa: PLC0414
from .import_tables import ImportRun as ImportRun  # noqa: PLC0414
from .import_tables import ListSigned as ListSigned  # noqa: PLC0414
from .keyed_tables import FormCorrection as FormCorrection  # noqa: PLC0414
from .keyed_tables import PaperEntry as PaperEntry  # noqa: PLC0414
from .keyed_tables import PaperShare as PaperShare  # noqa: PLC0414
from .notice_tables import NoticeMark as NoticeMark  # noqa: PLC0414
from .notice_tables import NoticeRead as NoticeRead  # noqa: PLC0414
from .notice_tables import Webhook as Webhook  # noqa: PLC0414
from .observation_tables import Observation as Observation  # noqa: PLC0414 - as above
from .pack_tables import PackAdoption as PackAdoption  # noqa: PLC0414 - as above
from .pack_tables import PackEntry as PackEntry  # noqa: PLC0414
from .people_tables import Account as Account  # noqa: PLC0414
from .people_tables import DeviceToken as DeviceToken  # noqa: PLC0414
from .people_tables import Grant as Grant  # noqa: PLC0414
from .people_tables import SecondFactor as SecondFactor  # noqa: PLC0414
from .people_tables import SignIn as SignIn  # noqa: PLC0414
from .photo_tables import PhotoExif as PhotoExif  # noqa: PLC0414
from .program_tables import ProgramToken as ProgramToken  # noqa: PLC0414
from .queue_tables import CROSSING_INDEX, QUEUE_INDEX, TABLET_INDEX, UNMET_INDEX, QueueColumns
from .queue_tables import SavedQueue as SavedQueue  # noqa: PLC0414
from .recheck_tables import Recheck as Recheck  # noqa: PLC0414
from .registry_tables import HouseholdLineage as HouseholdLineage  # noqa: PLC0414
from .registry_tables import HouseholdMove as HouseholdMove  # noqa: PLC0414
from .registry_tables import PersonIdentifier as PersonIdentifier  # noqa: PLC0414
from .review_tables import AnswersAsSent as AnswersAsSent  # noqa: PLC0414
from .review_tables import CaseApproval as CaseApproval  # noqa: PLC0414
from .review_tables import Correction as Correction  # noqa: PLC0414
from .review_tables import ReviewEvent as ReviewEvent  # noqa: PLC0414
from .ruling_tables import OutcomeRuling as OutcomeRuling  # noqa: PLC0414
from .stuck_tables import StuckRecord as StuckRecord  # noqa: PLC0414
from .tablet_tables import TabletChange as TabletChange  # noqa: PLC0414
from .tablet_tables import TabletHolding as TabletHolding  # noqa: PLC0414
from .tablet_tables import VisitDeclaration as VisitDeclaration  # noqa: PLC0414

# --- places -----------------------------------------------------------------------------------------------


class Area(Base):
    """A province, district or commune-level unit with its validity (R12). Dates are ISO text."""

    __tablename__ = "area"
    code: Mapped[str] = mapped_column(Code, primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    short_name: Mapped[str] = mapped_column(Text)
    level: Mapped[str] = mapped_column(Word)  # province | district | commune
    division_type: Mapped[str] = mapped_column(Word)
    parent_code: Mapped[str | None] = mapped_column(Code, index=True)
    area_kind: Mapped[str | None] = mapped_column(Word)  # rural | urban, communes only
    valid_from_on: Mapped[str | None] = mapped_column(String(10))
    valid_to_on: Mapped[str | None] = mapped_column(String(10))
    sort_key: Mapped[bytes]


# --- rounds -----------------------------------------------------------------------------------------------


class Round(Base):
    """A review round and what it is held under (R2). `standards` is a list of
    {standard, scoring, method, purpose, standard_digest, scoring_digest} in order."""

    __tablename__ = "review_round"
    round_id: Mapped[str] = mapped_column(Id, primary_key=True)
    code: Mapped[str] = mapped_column(Code, unique=True)
    name: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(Word)  # training | official
    season_from_on: Mapped[str] = mapped_column(String(10))
    season_to_on: Mapped[str] = mapped_column(String(10))
    reference_on: Mapped[str] = mapped_column(String(10))
    status_from_on: Mapped[str | None] = mapped_column(String(10))
    status_to_on: Mapped[str | None] = mapped_column(String(10))
    standards: Mapped[list[Any]]
    area_codes: Mapped[list[Any]]  # communes
    shows_scores: Mapped[bool] = mapped_column(default=True)
    procedure: Mapped[dict[str, Any] | None]  # {id, digest}
    tiers: Mapped[dict[str, Any] | None]  # {id, digest}
    state: Mapped[str] = mapped_column(Word)  # draft | open | closing | closed
    record_digest: Mapped[str] = mapped_column(Digest)


class FormVersion(Base):
    """A published form: the exact bytes that phones were and will be served, for ever."""

    __tablename__ = "form_version"
    form_id: Mapped[str] = mapped_column(String(200), primary_key=True)
    form_version: Mapped[str] = mapped_column(String(200), primary_key=True)
    round_id: Mapped[str] = mapped_column(Id, index=True)
    title: Mapped[str] = mapped_column(Text)
    xml: Mapped[bytes]
    xml_md5: Mapped[str] = mapped_column(String(32))
    xlsx: Mapped[bytes]
    media: Mapped[list[Any]]  # [{name, type}] in manifest order
    notes: Mapped[dict[str, Any]]  # skipped and listed expressions, pack digests
    is_current: Mapped[bool]
    # Only test tablets list it, and what comes of it never counts.
    is_trial: Mapped[bool] = mapped_column(default=False, server_default=false())
    published_at: Mapped[dt.datetime]


class Assignment(Base):
    """A village given to an enumerator for a round; `is_part`: only the households of it in `HouseholdAssignment`."""

    __tablename__ = "assignment"
    assignment_id: Mapped[str] = mapped_column(Id, primary_key=True)
    round_id: Mapped[str] = mapped_column(Id, index=True)
    village_code: Mapped[str] = mapped_column(Code, index=True)
    actor_id: Mapped[str] = mapped_column(Id, index=True)
    record_digest: Mapped[str] = mapped_column(Digest)
    ended_by: Mapped[str | None] = mapped_column(Digest)
    is_part: Mapped[bool] = mapped_column(default=False, server_default=false())


# --- registry ---------------------------------------------------------------------------------------------


class Household(Base):
    """A household as the registry knows it now. `household_id` is the entity id on tablets (lower-case v4).

    `recognised` = {standard: {class, reason, decision_no, decision_on, from_on, to_on}} from decisions only (R1);
    `facts` the newest counted household facts (facts.yaml ids); `heads` the digests of its latest records.
    """

    __tablename__ = "household"
    household_id: Mapped[str] = mapped_column(Id, primary_key=True)
    code: Mapped[str] = mapped_column(Code, index=True)
    area_code: Mapped[str] = mapped_column(Code)
    village_code: Mapped[str] = mapped_column(Code)
    head_name: Mapped[str] = mapped_column(Text)
    sort_key: Mapped[bytes]
    area_kind: Mapped[str | None] = mapped_column(Word)
    member_count: Mapped[int] = mapped_column(Integer)
    facts: Mapped[dict[str, Any]]
    recognised: Mapped[dict[str, Any]]
    exceptions: Mapped[list[Any] | None]  # decided exceptions to the kind of area, as their records say (R12)
    last_assessed: Mapped[dict[str, Any]]  # {standard: {class, b1, b2, round}} of the last closed round
    heads: Mapped[list[Any]]
    state: Mapped[str] = mapped_column(Word)  # active | moved | merged | died | removed
    has_conflict: Mapped[bool] = mapped_column(default=False)
    source_instance: Mapped[str | None] = mapped_column(String(200))
    # Edge state of this node: never converged, grows by exactly 1 per applied change.
    entity_version: Mapped[int] = mapped_column(Integer)
    updated_at: Mapped[dt.datetime]
    __table_args__ = (Index(None, "area_code", "village_code", "sort_key"),)


class Member(Base):
    """A person in a household; `no` is never reused within it."""

    __tablename__ = "household_member"
    household_id: Mapped[str] = mapped_column(Id, primary_key=True)
    no: Mapped[int] = mapped_column(Integer, primary_key=True)
    person_id: Mapped[str] = mapped_column(Id, index=True)
    state: Mapped[str] = mapped_column(Word)  # in | moved | died | split | mistake
    facts: Mapped[dict[str, Any]]


class EntityVersion(Base):
    """How each entity version of this node came to be (`records.md`, at the edge). Edge state."""

    __tablename__ = "entity_version"
    household_id: Mapped[str] = mapped_column(Id, primary_key=True)
    version: Mapped[int] = mapped_column(Integer, primary_key=True)
    branch_id: Mapped[str | None] = mapped_column(String(80))
    branch_base: Mapped[int | None] = mapped_column(Integer)
    record_digest: Mapped[str] = mapped_column(Digest)
    conflict: Mapped[str] = mapped_column(Word, default="none")  # none | soft | hard
    changed: Mapped[dict[str, Any]]


class EntityTombstone(Base):
    """An entity id that integrity must call deleted for ever."""

    __tablename__ = "entity_tombstone"
    household_id: Mapped[str] = mapped_column(Id, primary_key=True)
    removed_at: Mapped[dt.datetime]


# --- cases and submissions --------------------------------------------------------------------------------


class Case(QueueColumns, Base):
    """A household in a round. `case_id` = uuid5(round_id, household_id): every node computes the same one."""

    __tablename__ = "review_case"
    case_id: Mapped[str] = mapped_column(Id, primary_key=True)
    round_id: Mapped[str] = mapped_column(Id)
    household_id: Mapped[str] = mapped_column(Id, index=True)
    area_code: Mapped[str] = mapped_column(Code)
    village_code: Mapped[str] = mapped_column(Code)
    assignment_id: Mapped[str | None] = mapped_column(Id)
    # tablet state: todo | sent | returned; review state: as `server.domain.review.State`
    tablet_state: Mapped[str] = mapped_column(Word)
    review_state: Mapped[str] = mapped_column(Word)
    instance_id: Mapped[str | None] = mapped_column(String(200))
    outcome: Mapped[str | None] = mapped_column(Word)
    classes: Mapped[dict[str, Any]]  # {standard: {class, reason, b1, b2, movement}}
    findings: Mapped[dict[str, Any]]  # {severity: count}
    has_conflict: Mapped[bool] = mapped_column(default=False)
    received_at: Mapped[dt.datetime | None]
    __table_args__ = (
        TABLET_INDEX,
        # The whole queue lies in one index, which only cases with a form are in.
        *(QUEUE_INDEX, CROSSING_INDEX, UNMET_INDEX),
    )


class Submission(Base):
    """One submission version as derived from its record. The XML lies in the log's payload."""

    __tablename__ = "submission"
    instance_id: Mapped[str] = mapped_column(String(200), primary_key=True)
    record_digest: Mapped[str] = mapped_column(Digest)
    xml_sha256: Mapped[str] = mapped_column(Digest)
    form_id: Mapped[str] = mapped_column(String(200))
    form_version: Mapped[str] = mapped_column(String(200))
    case_id: Mapped[str | None] = mapped_column(Id, index=True)
    household_id: Mapped[str | None] = mapped_column(Id, index=True)
    area_code: Mapped[str | None] = mapped_column(Code)
    actor_id: Mapped[str] = mapped_column(Id)
    deprecated_id: Mapped[str | None] = mapped_column(String(200))
    returned_instance: Mapped[str | None] = mapped_column(String(200))
    version_no: Mapped[int] = mapped_column(Integer)
    # current | superseded | held | conflict | quarantined | pending | unplaced | erased | trial | survey | noted
    state: Mapped[str] = mapped_column(Word, index=True)
    flags: Mapped[list[Any]]  # problem codes, e.g. unknown form version, closed round, outside my areas
    facts: Mapped[dict[str, Any] | None]  # {"household": {...}, "members": [{...}]}
    started_at: Mapped[dt.datetime | None]
    ended_at: Mapped[dt.datetime | None]
    received_at: Mapped[dt.datetime]
    __table_args__ = (Index(None, "area_code", "received_at"),)


class Finding(Base):
    """Something a reviewer should see about a submission. `severity`: block | warn | note."""

    __tablename__ = "finding"
    instance_id: Mapped[str] = mapped_column(String(200), primary_key=True)
    position: Mapped[int] = mapped_column(Integer, primary_key=True)
    code: Mapped[str] = mapped_column(Word)
    severity: Mapped[str] = mapped_column(Word)
    fact: Mapped[str | None] = mapped_column(String(80))
    member_no: Mapped[int | None] = mapped_column(Integer)
    values: Mapped[dict[str, Any]]


class AssessmentRow(Base):
    """One derived assessment of a submission under one standard, stamped with what it was derived by."""

    __tablename__ = "assessment"
    instance_id: Mapped[str] = mapped_column(String(200), primary_key=True)
    standard: Mapped[str] = mapped_column(Code, primary_key=True)
    method: Mapped[str] = mapped_column(Word)
    outcome: Mapped[str] = mapped_column(Word)
    reason: Mapped[str] = mapped_column(Word)
    b1: Mapped[int | None] = mapped_column(Integer)
    b2: Mapped[int | None] = mapped_column(Integer)
    detail: Mapped[dict[str, Any]]  # missing, deprived, trace
    stamp: Mapped[str] = mapped_column(Text)  # engine; standard and scoring digests; form version


class Attachment(Base):
    """A file a submission names: expected when `sha256` is NULL, else received."""

    __tablename__ = "attachment"
    instance_id: Mapped[str] = mapped_column(String(200), primary_key=True)
    name: Mapped[str] = mapped_column(String(300), primary_key=True)
    sha256: Mapped[str | None] = mapped_column(Digest)
    size: Mapped[int | None] = mapped_column(BigInteger)
    is_referenced: Mapped[bool]
    received_at: Mapped[dt.datetime | None]


class HeldSubmission(Base):
    """A submission that waits for another: an edit before its original, an update before its base."""

    __tablename__ = "held_submission"
    instance_id: Mapped[str] = mapped_column(String(200), primary_key=True)
    household_id: Mapped[str | None] = mapped_column(Id, index=True)
    waits_for: Mapped[str] = mapped_column(String(260), index=True)
    reason: Mapped[str] = mapped_column(Word)
    held_at: Mapped[dt.datetime]
    force_at: Mapped[dt.datetime]


class Arrival(Base):
    """Every POST that got an answer: what a phone was told, and when. Node-local, unsigned."""

    __tablename__ = "arrival"
    position: Mapped[int] = mapped_column(
        BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True
    )
    instance_id: Mapped[str] = mapped_column(String(200), index=True)
    actor_id: Mapped[str] = mapped_column(Id)
    device_id: Mapped[str | None] = mapped_column(Text)
    user_agent: Mapped[str | None] = mapped_column(Text)
    answer: Mapped[str] = mapped_column(Word)
    received_at: Mapped[dt.datetime]


class Aside(Base):
    """Bytes that could not be taken in as a submission, kept for a person to look at."""

    __tablename__ = "aside"
    aside_id: Mapped[str] = mapped_column(Id, primary_key=True)
    actor_id: Mapped[str | None] = mapped_column(Id)
    code: Mapped[str] = mapped_column(Word)
    message: Mapped[str] = mapped_column(Text)
    body: Mapped[bytes]
    received_at: Mapped[dt.datetime]


# --- the node itself --------------------------------------------------------------------------------------


_UNEXAMINED = text("examined_at IS NULL")


class Blob(Base):
    """A content-addressed media file in `var/blobs`, encrypted under the node's data key."""

    __tablename__ = "blob"
    sha256: Mapped[str] = mapped_column(Digest, primary_key=True)
    size: Mapped[int] = mapped_column(BigInteger)
    stored_at: Mapped[dt.datetime]
    examined_at: Mapped[dt.datetime | None]  # when what it says of itself was looked for
    __table_args__ = (Index("ix_blob_unexamined", "sha256", sqlite_where=_UNEXAMINED, postgresql_where=_UNEXAMINED),)


class Job(Base):
    """Work enqueued in the transaction that caused it."""

    __tablename__ = "job"
    job_id: Mapped[str] = mapped_column(Id, primary_key=True)
    kind: Mapped[str] = mapped_column(Word)
    args: Mapped[dict[str, Any]]
    state: Mapped[str] = mapped_column(Word)  # waiting | running | done | failed
    run_at: Mapped[dt.datetime]
    lease_until_at: Mapped[dt.datetime | None]
    attempts: Mapped[int] = mapped_column(Integer, default=0)
    error: Mapped[str | None] = mapped_column(Text)
    __table_args__ = (Index(None, "state", "run_at"),)


class NodeSetting(Base):
    """What a node knows about itself: id, areas, key id, counters."""

    __tablename__ = "node_setting"
    name: Mapped[str] = mapped_column(Word, primary_key=True)
    value: Mapped[dict[str, Any]]
