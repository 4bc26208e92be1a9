"""Tables of the review: every decision on a case, what an approval holds by value, corrections of answers."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from .base import Base, Code, Digest, Id, Word


class ReviewEvent(Base):
    """One record of a case's review: the words lie in the log's payload, so that they go when it is erased."""

    __tablename__ = "review_event"
    record_digest: Mapped[str] = mapped_column(Digest, primary_key=True)
    case_id: Mapped[str] = mapped_column(Id, index=True)
    household_id: Mapped[str] = mapped_column(Id, index=True)
    area_code: Mapped[str] = mapped_column(Code)
    kind: Mapped[str] = mapped_column(Word)
    actor_id: Mapped[str] = mapped_column(Id)
    instance_id: Mapped[str | None] = mapped_column(String(200))
    batch_id: Mapped[str | None] = mapped_column(Id, index=True)
    received_at: Mapped[dt.datetime]
    __table_args__ = (Index(None, "area_code", "received_at"),)


class CaseApproval(Base):
    """The approval that speaks for a case now, by value as its record holds it: no later computation changes it."""

    __tablename__ = "case_approval"
    case_id: Mapped[str] = mapped_column(Id, primary_key=True)
    record_digest: Mapped[str] = mapped_column(Digest)
    actor_id: Mapped[str] = mapped_column(Id)
    instance_id: Mapped[str] = mapped_column(String(200))
    # [{standard, outcome, reason, b1, b2, standard_digest, scoring_digest}]; empty for a visit that is not scored
    assessments: Mapped[list[Any]]
    form_version: Mapped[str] = mapped_column(String(200))
    approved_at: Mapped[dt.datetime]


class Correction(Base):
    """A reviewer's correction of one version's answers. `changes`: [{"f", "value"}], `f` as in a return's comments.

    One that changes decisive facts counts only once a second person has confirmed it.
    """

    __tablename__ = "correction"
    correction_id: Mapped[str] = mapped_column(Id, primary_key=True)
    case_id: Mapped[str] = mapped_column(Id, index=True)
    instance_id: Mapped[str] = mapped_column(String(200), index=True)
    record_digest: Mapped[str] = mapped_column(Digest)
    actor_id: Mapped[str] = mapped_column(Id)
    changes: Mapped[list[Any]]
    decisive: Mapped[list[Any]]
    reason: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(Word)  # pending | counts | withdrawn
    confirmed_by: Mapped[str | None] = mapped_column(Id)
    corrected_at: Mapped[dt.datetime]
    confirmed_at: Mapped[dt.datetime | None]


class AnswersAsSent(Base):
    """What the tablet sent, of a version whose answers a correction has changed since."""

    __tablename__ = "answers_as_sent"
    instance_id: Mapped[str] = mapped_column(String(200), primary_key=True)
    facts: Mapped[dict[str, Any]]
