"""Households of a village that were given to somebody else than the village's own enumerator (R15)."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from .base import Base, Code, Digest, Id


class HouseholdAssignment(Base):
    """A household given by itself in a round; it counts before the assignment of its village while it lives there.

    Rows are kept when they end: `ended_by` is the record that gave the household on, or gave it back.
    """

    __tablename__ = "household_assignment"
    assignment_id: Mapped[str] = mapped_column(Id, primary_key=True)
    household_id: Mapped[str] = mapped_column(Id, primary_key=True)
    round_id: Mapped[str] = mapped_column(Id)
    area_code: Mapped[str] = mapped_column(Code)
    village_code: Mapped[str] = mapped_column(Code)
    actor_id: Mapped[str] = mapped_column(Id)
    batch_id: Mapped[str] = mapped_column(Id, index=True)
    given_by: Mapped[str] = mapped_column(Id)
    given_at: Mapped[dt.datetime]
    record_digest: Mapped[str] = mapped_column(Digest)
    ended_by: Mapped[str | None] = mapped_column(String(64))
    __table_args__ = (Index(None, "household_id", "round_id"), Index(None, "area_code", "given_at"))
