"""What was decided in writing about households that were not reviewed to the end (R9)."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from .base import Base, Code, Digest, Id, Word


class OutcomeRuling(Base):
    """The newest decision about a case whose visit ended otherwise than completed.

    It stands for the form it was made on: a later form of the case waits for a decision again.
    """

    __tablename__ = "outcome_ruling"
    case_id: Mapped[str] = mapped_column(Id, primary_key=True)
    household_id: Mapped[str] = mapped_column(Id, index=True)
    area_code: Mapped[str] = mapped_column(Code, index=True)
    instance_id: Mapped[str] = mapped_column(String(200))
    outcome: Mapped[str] = mapped_column(Word)
    ruling: Mapped[str] = mapped_column(Word)  # keep | remove | again
    decision_no: Mapped[str] = mapped_column(String(120))
    decided_on: Mapped[str] = mapped_column(String(10))
    actor_id: Mapped[str] = mapped_column(Id)
    record_digest: Mapped[str] = mapped_column(Digest)
    ruled_at: Mapped[dt.datetime]
