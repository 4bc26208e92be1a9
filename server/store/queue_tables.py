"""What the supervisors' queue is filtered and sorted by: columns of a case, and the queues a person has saved."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import Index, Integer, String, text
from sqlalchemy.orm import Mapped, mapped_column

from .base import Base, Id, Word

_HAS_FORM = text("received_at IS NOT NULL")
QUEUE_INDEX = Index(
    "ix_review_case_queue",
    *("round_id", "area_code", "review_state", "received_at", "severity", "movement", "distance"),
    *("has_conflict", "version_no", "sender_id", "village_code", "case_id"),
    sqlite_where=_HAS_FORM,
    postgresql_where=_HAS_FORM,
)
# A few cases of a whole round: those whose forms cross, and those whose visit did not end with an interview.
_IS_UNMET = text("instance_id IS NOT NULL AND (outcome IS NULL OR outcome != 'completed')")
CROSSING_INDEX = Index(
    "ix_review_case_crossing",
    *("round_id", "received_at", "case_id", "area_code", "review_state"),
    sqlite_where=text("has_conflict = 1"),
    postgresql_where=text("has_conflict"),
)
UNMET_INDEX = Index("ix_review_case_unmet", "round_id", "area_code", sqlite_where=_IS_UNMET, postgresql_where=_IS_UNMET)
# How many households of a village each assignment has left is counted from this one alone.
TABLET_INDEX = Index("ix_review_case_tablet", "round_id", "village_code", "tablet_state", "assignment_id")


class QueueColumns:
    """Of the version a case shows, filled in by the write that shows it; NULL where no form has come."""

    sender_id: Mapped[str | None] = mapped_column(Id)
    form_id: Mapped[str | None] = mapped_column(String(200))
    version_no: Mapped[int | None] = mapped_column(Integer)
    severity: Mapped[int | None] = mapped_column(Integer)  # of the worst finding: 0 none, 1 note, 2 warn, 3 block
    movement: Mapped[str | None] = mapped_column(Word)  # under the round's first standard
    distance: Mapped[int | None] = mapped_column(Integer)  # points above (+) or below (-) the nearest line of B1


class SavedQueue(Base):
    """A queue a person keeps: a name and the filter as its page's address holds it. Edge state of this node."""

    __tablename__ = "saved_queue"
    queue_id: Mapped[str] = mapped_column(Id, primary_key=True)
    actor_id: Mapped[str] = mapped_column(Id, index=True)
    name: Mapped[str] = mapped_column(String(80))
    wanted: Mapped[dict[str, Any]]
    saved_at: Mapped[dt.datetime]
