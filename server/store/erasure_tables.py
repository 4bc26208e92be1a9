"""Destroying personal data (R29): what people propose and decide (edge state), what records did (projections)."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import BigInteger, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from .base import Base, Code, Digest, Id, Word


class ErasurePlan(Base):
    """What one person proposes to destroy under a decision, and another confirms or refuses. Edge state.

    `total` and `done` count records; while a round is being listed (`listing`) they count its communes.

    `scope`: photos | forms | numbers. Of a round by a rule (`round_id`), or of one household at its request
    (`household_id`).
    """

    __tablename__ = "erasure_plan"
    plan_id: Mapped[str] = mapped_column(Id, primary_key=True)
    scope: Mapped[str] = mapped_column(Word)
    round_id: Mapped[str | None] = mapped_column(Id)
    household_id: Mapped[str | None] = mapped_column(Id)
    number: Mapped[str] = mapped_column(Text)
    decided_on: Mapped[str] = mapped_column(String(10))
    legal_basis: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(
        Word
    )  # listing | empty | proposed | refused | running | cleaning | done | stopped
    list_sha256: Mapped[str] = mapped_column(Digest)  # of the digests proposed: what is confirmed is these
    total: Mapped[int] = mapped_column(Integer)
    done: Mapped[int] = mapped_column(Integer)
    size: Mapped[int] = mapped_column(BigInteger)  # bytes
    note: Mapped[str] = mapped_column(Text)  # why refused or stopped
    proposed_by: Mapped[str] = mapped_column(Id)
    proposed_at: Mapped[dt.datetime]
    decided_by: Mapped[str | None] = mapped_column(Id)
    decided_at: Mapped[dt.datetime | None]
    ended_at: Mapped[dt.datetime | None]
    is_compact: Mapped[bool] = mapped_column(default=False)  # whether the database file was written anew since


class ErasureItem(Base):
    """A record a plan names. `held` says why it stays; empty: it goes. Edge state."""

    __tablename__ = "erasure_item"
    plan_id: Mapped[str] = mapped_column(Id, primary_key=True)
    position: Mapped[int] = mapped_column(Integer, primary_key=True)
    record_digest: Mapped[str] = mapped_column(Digest)
    kind: Mapped[str] = mapped_column(Word)
    area_code: Mapped[str] = mapped_column(Code)
    group_id: Mapped[str] = mapped_column(String(200))  # the case, or the form where it has none
    household_id: Mapped[str | None] = mapped_column(Id)
    size: Mapped[int] = mapped_column(BigInteger)
    held: Mapped[str] = mapped_column(Word)  # "" | source | origin | running
    is_done: Mapped[bool]
    __table_args__ = (Index(None, "plan_id", "is_done", "position"), Index(None, "plan_id", "record_digest"))


class Erasure(Base):
    """An erasure that was carried out, as its record says it."""

    __tablename__ = "erasure"
    record_digest: Mapped[str] = mapped_column(Digest, primary_key=True)
    area_code: Mapped[str] = mapped_column(Code, index=True)
    decision: Mapped[dict[str, Any]]  # {plan_id, number, decided_on, what}; empty where the record does not say
    legal_basis: Mapped[str] = mapped_column(Text)
    actors: Mapped[list[Any]]
    counts: Mapped[dict[str, Any]]  # records by kind
    erased_at: Mapped[dt.datetime]


class ErasedFile(Base):
    """A file destroyed by an erasure: sent again for the same form, it is not stored."""

    __tablename__ = "erased_file"
    instance_id: Mapped[str] = mapped_column(String(200), primary_key=True)
    sha256: Mapped[str] = mapped_column(Digest, primary_key=True)
    record_digest: Mapped[str] = mapped_column(Digest)
