"""The blind second look: which cases were drawn, for whom, and the form that came of it."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from .base import Base, Code, Id


class Recheck(Base):
    """A case drawn to be asked again by somebody else. It never changes class or status."""

    __tablename__ = "recheck"
    case_id: Mapped[str] = mapped_column(Id, primary_key=True)
    sample_id: Mapped[str] = mapped_column(Id, index=True)
    round_id: Mapped[str] = mapped_column(Id)
    household_id: Mapped[str] = mapped_column(Id)
    area_code: Mapped[str] = mapped_column(Code, index=True)
    village_code: Mapped[str] = mapped_column(Code)
    actor_id: Mapped[str] = mapped_column(Id, index=True)  # who is to ask again
    weight: Mapped[int] = mapped_column(Integer)
    seed: Mapped[str] = mapped_column(String(64))
    drawn_by: Mapped[str] = mapped_column(Id)
    drawn_at: Mapped[dt.datetime]
    first_instance: Mapped[str] = mapped_column(String(200))  # the form that is compared
    instance_id: Mapped[str | None] = mapped_column(String(200))  # the second form, once it has come
    received_at: Mapped[dt.datetime | None]
