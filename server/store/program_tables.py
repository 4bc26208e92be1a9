"""Tokens with which other programs read the API. Edge state of this node: a restored node has those of its backup."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import BigInteger, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from .base import Base, Code, Digest, Id


class ProgramToken(Base):
    """A program acts for one person with one of her grants, until a day; only the token's digest is kept."""

    __tablename__ = "program_token"
    token_id: Mapped[str] = mapped_column(Id, primary_key=True)
    token_sha256: Mapped[str] = mapped_column(Digest, unique=True)
    name: Mapped[str] = mapped_column(String(120))
    actor_id: Mapped[str] = mapped_column(Id, index=True)
    grant_id: Mapped[str] = mapped_column(Id)
    created_by: Mapped[str] = mapped_column(Id)
    created_at: Mapped[dt.datetime]
    expires_on: Mapped[str] = mapped_column(String(10))
    revoked_at: Mapped[dt.datetime | None]
    used_at: Mapped[dt.datetime | None]


class LateChange(Base):
    """A household whose cases were changed without a record of its own: a form that had waited, or could not be read
    before. Programs that read what changed find it by its number. Edge state.
    """

    __tablename__ = "late_change"
    number: Mapped[int] = mapped_column(
        BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True
    )
    household_id: Mapped[str] = mapped_column(Id)
    area_code: Mapped[str] = mapped_column(Code)
