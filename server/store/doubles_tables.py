"""Pairs that may be one: what a search found (edge state, found again from the register), and what people decided.

The search keeps keyed hashes only: what it compares is read from the register each time.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import BigInteger, Index, Integer, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from .base import Base, Code, Digest, Id, Word


class DuplicateCandidate(Base):
    """Two households, or two people, found alike. `first_id` <= `second_id`; people are None between households.

    `reasons` = [{code, …}] without names and numbers; `codes` the same codes between spaces, to be looked through.
    """

    __tablename__ = "duplicate_candidate"
    pair_id: Mapped[str] = mapped_column(Id, primary_key=True)
    level: Mapped[str] = mapped_column(Word)  # household | person
    first_id: Mapped[str] = mapped_column(Id, index=True)
    second_id: Mapped[str] = mapped_column(Id, index=True)
    first_person: Mapped[str | None] = mapped_column(Id)
    second_person: Mapped[str | None] = mapped_column(Id)
    first_area: Mapped[str] = mapped_column(Code)
    second_area: Mapped[str] = mapped_column(Code)
    score: Mapped[int] = mapped_column(Integer)  # 0 to 100
    reasons: Mapped[list[Any]]
    codes: Mapped[str] = mapped_column(String(300))
    found_at: Mapped[dt.datetime]
    __table_args__ = (
        Index(None, "score", "pair_id"),
        Index(None, "first_area", "score"),
        Index(None, "second_area", "score"),
    )


class DuplicateDecision(Base):
    """What stands decided about a pair, folded from its records; a pair whose decision was taken back has no row."""

    __tablename__ = "duplicate_decision"
    pair_id: Mapped[str] = mapped_column(Id, primary_key=True)
    level: Mapped[str] = mapped_column(Word)
    first_id: Mapped[str] = mapped_column(Id, index=True)
    second_id: Mapped[str] = mapped_column(Id, index=True)
    first_person: Mapped[str | None] = mapped_column(Id)
    second_person: Mapped[str | None] = mapped_column(Id)
    first_area: Mapped[str] = mapped_column(Code, index=True)
    second_area: Mapped[str] = mapped_column(Code)
    state: Mapped[str] = mapped_column(Word, index=True)  # same | different | unclear | contested
    kept_id: Mapped[str | None] = mapped_column(Id)  # the household that stays, or where the person stays
    batch_id: Mapped[str | None] = mapped_column(Id, index=True)
    decided_by: Mapped[str] = mapped_column(Id)
    decided_at: Mapped[dt.datetime]


class DuplicateNote(Base):
    """What somebody wrote down while looking at a pair."""

    __tablename__ = "duplicate_note"
    record_digest: Mapped[str] = mapped_column(Digest, primary_key=True)
    pair_id: Mapped[str] = mapped_column(Id, index=True)
    actor_id: Mapped[str] = mapped_column(Id)
    text: Mapped[str] = mapped_column(Text)
    noted_at: Mapped[dt.datetime]


class DuplicateKey(Base):
    """Under which keys a household is found; 13 rows a household, so both columns are as small as they can be."""

    __tablename__ = "duplicate_key"
    key: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)  # keyed hash
    household: Mapped[bytes] = mapped_column(LargeBinary(16), primary_key=True)  # its id's bytes
    __table_args__ = ({"sqlite_with_rowid": False},)


class DuplicateSeen(Base):
    """A household as it was when it was last looked at: a hash of what is compared, and its keys to be taken away."""

    __tablename__ = "duplicate_seen"
    household: Mapped[bytes] = mapped_column(LargeBinary(16), primary_key=True)
    digest: Mapped[int] = mapped_column(BigInteger)
    key_bytes: Mapped[bytes]


class DuplicateCrowd(Base):
    """A key under which more households lie than are compared with each other, to be said."""

    __tablename__ = "duplicate_crowd"
    key: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    what: Mapped[str] = mapped_column(Word)
    area_code: Mapped[str] = mapped_column(Code, index=True)
    seen_at: Mapped[dt.datetime]
