"""Tables of what people read in the papers of a law, and of what two of them read alike."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from .base import Base, Digest, Id, Word


class PackEntry(Base):
    """What one person read in a law's paper: values by entry of a pack. Another person must read the same."""

    __tablename__ = "pack_entry"
    entry_id: Mapped[str] = mapped_column(Id, primary_key=True)
    pack_id: Mapped[str] = mapped_column(String(80), index=True)
    base_digest: Mapped[str] = mapped_column(Digest)
    actor_id: Mapped[str] = mapped_column(Id)
    document: Mapped[dict[str, Any]]  # {act, from_on, note}
    given: Mapped[dict[str, Any]]  # {entry: {value, article}}
    record_digest: Mapped[str] = mapped_column(Digest)
    entered_at: Mapped[dt.datetime]


class PackAdoption(Base):
    """What two people read alike, as a pack of its own on the shipped one (`adopted_id` = base id + digest)."""

    __tablename__ = "pack_adoption"
    adoption_id: Mapped[str] = mapped_column(Id, primary_key=True)
    pack_id: Mapped[str] = mapped_column(String(80), index=True)
    adopted_id: Mapped[str] = mapped_column(String(80), index=True)
    base_digest: Mapped[str] = mapped_column(Digest)
    digest: Mapped[str] = mapped_column(Digest)
    adopted: Mapped[dict[str, Any]]  # {entry: {value, act, article, from_on, note}}
    entries: Mapped[list[Any]]  # entry ids
    actor_id: Mapped[str] = mapped_column(Id)
    state: Mapped[str] = mapped_column(Word)  # in_force | unknown_base | unsupported
    record_digest: Mapped[str] = mapped_column(Digest)
    adopted_at: Mapped[dt.datetime]
