"""Villages; what became of places (R12) and what is said of them for a time (R23): the lineage behind the register."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import BigInteger, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from .base import Base, Code, Digest, Id, Word


class Village(Base):
    """A village (thôn, ấp, khu phố) of a commune."""

    __tablename__ = "village"
    code: Mapped[str] = mapped_column(Code, primary_key=True)
    area_code: Mapped[str] = mapped_column(Code, index=True)
    name: Mapped[str] = mapped_column(Text)
    valid_from_on: Mapped[str | None] = mapped_column(String(10))
    valid_to_on: Mapped[str | None] = mapped_column(String(10))
    sort_key: Mapped[bytes]
    import_id: Mapped[str | None] = mapped_column(Id, index=True)  # the import that brought it
    withdrawn_by: Mapped[str | None] = mapped_column(Digest)  # the record that took it back: a mistake, no village
    # Lists of enumerators are rebuilt when this moves; edge state, never converged.
    change_count: Mapped[int] = mapped_column(BigInteger, default=0)


class AreaChange(Base):
    """One unit or village in one change: what it was and what it is from that day on."""

    __tablename__ = "area_change"
    change_id: Mapped[str] = mapped_column(Id, primary_key=True)
    position: Mapped[int] = mapped_column(Integer, primary_key=True)
    code: Mapped[str] = mapped_column(Code, index=True)
    in_force_on: Mapped[str] = mapped_column(String(10))
    act: Mapped[str] = mapped_column(Text)
    before: Mapped[dict[str, Any]]  # empty for a new unit
    after: Mapped[dict[str, Any]]  # what changed
    successor_code: Mapped[str | None] = mapped_column(Code, index=True)
    actor_id: Mapped[str] = mapped_column(Id)
    record_digest: Mapped[str] = mapped_column(Digest)
    recorded_at: Mapped[dt.datetime]


class AreaAttribute(Base):
    """What an area or a village is for a time: specially difficult, coast, island, new-rural."""

    __tablename__ = "area_attribute"
    attribute_id: Mapped[str] = mapped_column(Id, primary_key=True)
    area_code: Mapped[str] = mapped_column(Code, index=True)
    attribute: Mapped[str] = mapped_column(Word)
    from_on: Mapped[str] = mapped_column(String(10))
    to_on: Mapped[str | None] = mapped_column(String(10))
    act: Mapped[str] = mapped_column(Text)
    actor_id: Mapped[str] = mapped_column(Id)
    record_digest: Mapped[str] = mapped_column(Digest)
