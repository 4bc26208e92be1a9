"""Who looked at what of a family, and why: kept on the node where it was looked at, never rebuilt, never changed."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import BigInteger, Integer, Text
from sqlalchemy.orm import Mapped, mapped_column

from .base import Base, Code, Id, Word


class DataAccess(Base):
    """One view of identity numbers, one export, one citizen's sheet. `note` says what, never whose number."""

    __tablename__ = "data_access"
    position: Mapped[int] = mapped_column(
        BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True
    )
    at: Mapped[dt.datetime]
    actor_id: Mapped[str] = mapped_column(Id)
    kind: Mapped[str] = mapped_column(Word)  # identity | export | citizen
    purpose: Mapped[str] = mapped_column(Word)
    note: Mapped[str] = mapped_column(Text)
    household_id: Mapped[str | None] = mapped_column(Id, index=True)
    area_code: Mapped[str | None] = mapped_column(Code)
    address: Mapped[str | None] = mapped_column(Text)
