"""Tables the statistics rest on: numbers of households and persons that rates are taken of (R23)."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from .base import Base, Code, Digest, Id, Word


class Denominator(Base):
    """All households and persons of a commune on a day, by group and kind of area, as an office counted them.

    `confirmed_by` is another person who entered the very same numbers; until then one person's word stands.
    """

    __tablename__ = "denominator"
    area_code: Mapped[str] = mapped_column(Code, primary_key=True)
    counted_on: Mapped[str] = mapped_column(String(10), primary_key=True)
    group: Mapped[str] = mapped_column(Word, primary_key=True)  # all | minority | local_minority
    area_kind: Mapped[str] = mapped_column(Word, primary_key=True)  # rural | urban
    households: Mapped[int] = mapped_column(Integer)
    persons: Mapped[int] = mapped_column(Integer)
    source: Mapped[str] = mapped_column(Text)
    entered_by: Mapped[str] = mapped_column(Id)
    confirmed_by: Mapped[str | None] = mapped_column(Id)
    record_digest: Mapped[str] = mapped_column(Digest)
    entered_at: Mapped[dt.datetime]
