"""Tables of the registry beside households and people: where a household came from, moves, papers."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from .base import Base, Code, Digest, Id, Word


class HouseholdLineage(Base):
    """How two households belong together: split_from, merged_into, duplicate_of."""

    __tablename__ = "household_lineage"
    household_id: Mapped[str] = mapped_column(Id, primary_key=True)
    other_id: Mapped[str] = mapped_column(Id, primary_key=True, index=True)
    how: Mapped[str] = mapped_column(Word, primary_key=True)
    happened_on: Mapped[str] = mapped_column(String(10))
    decision: Mapped[str] = mapped_column(Text)  # what a status is kept by (R11); empty where none
    record_digest: Mapped[str] = mapped_column(Digest)
    recorded_at: Mapped[dt.datetime]


class HouseholdMove(Base):
    """A move between communes: it stands open until the receiving commune accepts or declines it (R11)."""

    __tablename__ = "household_move"
    household_id: Mapped[str] = mapped_column(Id, primary_key=True)
    departed_digest: Mapped[str] = mapped_column(Digest, primary_key=True)
    from_area: Mapped[str] = mapped_column(Code, index=True)
    to_area: Mapped[str] = mapped_column(Code)
    state: Mapped[str] = mapped_column(Word, default="open", server_default="open")  # accepted | declined | cancelled
    reason: Mapped[str | None] = mapped_column(Text)  # why it was declined, in words
    ended_at: Mapped[dt.datetime | None]
    departed_at: Mapped[dt.datetime]
    arrived_digest: Mapped[str | None] = mapped_column(Digest)
    arrived_at: Mapped[dt.datetime | None]
    __table_args__ = (Index(None, "to_area", "arrived_digest"),)


class PersonIdentifier(Base):
    """A number on a person's papers, dated; several per person are usual (R8)."""

    __tablename__ = "person_identifier"
    person_id: Mapped[str] = mapped_column(Id, primary_key=True)
    kind: Mapped[str] = mapped_column(Word, primary_key=True)
    number: Mapped[str] = mapped_column(String(40), primary_key=True, index=True)
    household_id: Mapped[str] = mapped_column(Id, index=True)
    from_on: Mapped[str | None] = mapped_column(String(10))
    to_on: Mapped[str | None] = mapped_column(String(10))
    record_digest: Mapped[str] = mapped_column(Digest)
