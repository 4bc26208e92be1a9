"""What those who watch the review have seen: the Fatherland Front, inspectors. Added, never taken away (R20)."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import Text
from sqlalchemy.orm import Mapped, mapped_column

from .base import Base, Code, Digest, Id


class Observation(Base):
    """One observation on a household, or on a commune as a whole. `text` is empty once erased by law (R29)."""

    __tablename__ = "observation"
    observation_id: Mapped[str] = mapped_column(Id, primary_key=True)
    area_code: Mapped[str] = mapped_column(Code, index=True)
    household_id: Mapped[str | None] = mapped_column(Id, index=True)
    text: Mapped[str] = mapped_column(Text)
    actor_id: Mapped[str] = mapped_column(Id)
    record_digest: Mapped[str] = mapped_column(Digest)
    added_at: Mapped[dt.datetime]
