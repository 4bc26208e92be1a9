"""Tables of what people filled in at a computer: corrections of sent forms, and forms that came on paper."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from .base import Base, Digest, Id


class FormCorrection(Base):
    """Why a person corrected a submission in the browser; `instance_id` is the version that came of it."""

    __tablename__ = "form_correction"
    instance_id: Mapped[str] = mapped_column(String(200), primary_key=True)
    actor_id: Mapped[str] = mapped_column(Id)
    reason: Mapped[str] = mapped_column(Text)
    record_digest: Mapped[str] = mapped_column(Digest)
    corrected_at: Mapped[dt.datetime]
