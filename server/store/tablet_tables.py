"""What a node knows of tablets beside their tokens: what each was served, who changed what it may do, visits made."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import BigInteger, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from .base import Base, Code, Digest, Id, Word


class TabletHolding(Base):
    """The newest version of a form or list that a tablet was served, or said it has. Edge state."""

    __tablename__ = "tablet_holding"
    token_sha256: Mapped[str] = mapped_column(Digest, primary_key=True)
    name: Mapped[str] = mapped_column(String(200), primary_key=True)  # `households`, or a form id
    version: Mapped[str] = mapped_column(String(200))  # the list's change token, or the form's version
    served_at: Mapped[dt.datetime]


class TabletChange(Base):
    """Who enrolled a tablet, or changed what it may do, when and why. Edge state."""

    __tablename__ = "tablet_change"
    position: Mapped[int] = mapped_column(
        BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True
    )
    token_sha256: Mapped[str] = mapped_column(Digest, index=True)
    state: Mapped[str] = mapped_column(Word)  # active | drain | leaver | revoked
    until_at: Mapped[dt.datetime | None]
    changed_by: Mapped[str] = mapped_column(Id)
    reason: Mapped[str] = mapped_column(Text)
    changed_at: Mapped[dt.datetime]


class VisitDeclaration(Base):
    """How many households an enumerator says she has visited: what has not come in shows against it (R15)."""

    __tablename__ = "visit_declaration"
    round_id: Mapped[str] = mapped_column(Id, primary_key=True)
    actor_id: Mapped[str] = mapped_column(Id, primary_key=True)
    area_code: Mapped[str] = mapped_column(Code, primary_key=True)
    visited_count: Mapped[int] = mapped_column(Integer)
    declared_on: Mapped[str] = mapped_column(String(10))
    record_digest: Mapped[str] = mapped_column(Digest)
