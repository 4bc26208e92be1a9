"""What photos say of themselves. Derived of the files alone: examined again, it comes out the same."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from .base import Base, Digest


class PhotoExif(Base):
    """When and with what a photo was taken, where it says so; never where. Goes with the last form that has it."""

    __tablename__ = "photo_exif"
    sha256: Mapped[str] = mapped_column(Digest, primary_key=True)
    taken_at: Mapped[dt.datetime | None]
    camera: Mapped[str] = mapped_column(String(80))
