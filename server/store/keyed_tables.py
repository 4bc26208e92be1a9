"""Tables of what people filled in at a computer: corrections of sent forms, and forms that came on paper."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from .base import Base, Code, Digest, Id, Word


class FormCorrection(Base):
    """Why a person corrected a submission in the browser; `instance_id` is the version that came of it."""

    __tablename__ = "form_correction"
    instance_id: Mapped[str] = mapped_column(String(200), primary_key=True)
    actor_id: Mapped[str] = mapped_column(Id)
    reason: Mapped[str] = mapped_column(Text)
    record_digest: Mapped[str] = mapped_column(Digest)
    corrected_at: Mapped[dt.datetime]


class PaperEntry(Base):
    """A form that came on paper: when and by whom it was filled in, who keyed it, and its second keying.

    `start` is the form as it was opened to be keyed, so that the second person starts from the same.
    """

    __tablename__ = "paper_entry"
    instance_id: Mapped[str] = mapped_column(String(200), primary_key=True)
    case_id: Mapped[str] = mapped_column(Id, index=True)
    area_code: Mapped[str] = mapped_column(Code, index=True)
    form_id: Mapped[str] = mapped_column(String(200))
    form_version: Mapped[str] = mapped_column(String(200))
    interviewed_on: Mapped[str] = mapped_column(String(10))
    enumerator_id: Mapped[str] = mapped_column(Id)
    scans: Mapped[list[Any]]  # [{name, sha256, size}]
    start: Mapped[str] = mapped_column(Text)
    keyed_by: Mapped[str] = mapped_column(Id)
    keyed_at: Mapped[dt.datetime]
    check_state: Mapped[str] = mapped_column(Word)  # none | waiting | agreed | differs | first | correct
    second_by: Mapped[str | None] = mapped_column(Id)
    second_facts: Mapped[dict[str, Any] | None]
    second_at: Mapped[dt.datetime | None]
    decided_by: Mapped[str | None] = mapped_column(Id)
    decided_why: Mapped[str | None] = mapped_column(Text)
    record_digest: Mapped[str] = mapped_column(Digest)


class PaperShare(Base):
    """How many in a hundred paper forms of a round are keyed twice, where the province has set it."""

    __tablename__ = "paper_share"
    round_id: Mapped[str] = mapped_column(Id, primary_key=True)
    percent: Mapped[int] = mapped_column(Integer)
    record_digest: Mapped[str] = mapped_column(Digest)
