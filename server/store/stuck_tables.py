"""Records of the log that this program cannot turn into tables: kept whole, listed with the reason. A projection."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import BigInteger, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from .base import Base, Code, Digest, Id


class StuckRecord(Base):
    """A record that no table shows. Nothing of its payload lies here: it may hold answers of a family (R29)."""

    __tablename__ = "stuck_record"
    record_digest: Mapped[str] = mapped_column(Digest, primary_key=True)
    position: Mapped[int] = mapped_column(BigInteger)  # its place in this node's arrival order
    kind: Mapped[str] = mapped_column(Code)
    origin: Mapped[str] = mapped_column(Id)  # the node that wrote it
    area_code: Mapped[str] = mapped_column(Code)
    reason: Mapped[str] = mapped_column(String(16))  # kind | version | shape | error
    place: Mapped[str] = mapped_column(String(80))  # the field, or the class of the error
    release: Mapped[str] = mapped_column(String(40))  # of the program that tried last
    received_at: Mapped[dt.datetime]
    __table_args__ = (Index(None, "position"),)
