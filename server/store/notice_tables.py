"""What a person has read of the news, and the addresses other programs get them at. Edge state of this node."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import BigInteger, Integer, Text
from sqlalchemy.orm import Mapped, mapped_column

from .base import Base, Code, Digest, Id


class NoticeMark(Base):
    """The moment up to which a person has read everything."""

    __tablename__ = "notice_mark"
    actor_id: Mapped[str] = mapped_column(Id, primary_key=True)
    read_until_at: Mapped[dt.datetime]


class NoticeRead(Base):
    """One later piece of news that she has read."""

    __tablename__ = "notice_read"
    actor_id: Mapped[str] = mapped_column(Id, primary_key=True)
    record_digest: Mapped[str] = mapped_column(Digest, primary_key=True)


class Webhook(Base):
    """An address that is told of every event of its `events`. `position` is the last record of the log it has been told
    of or that did not concern it: the log itself is the queue, so nothing is lost however long it is away."""

    __tablename__ = "webhook"
    webhook_id: Mapped[str] = mapped_column(Id, primary_key=True)
    url: Mapped[str] = mapped_column(Text)
    secret: Mapped[str] = mapped_column(Text)
    events: Mapped[list[Any]]
    area_code: Mapped[str] = mapped_column(Code)
    is_active: Mapped[bool]
    position: Mapped[int] = mapped_column(BigInteger)
    sent_count: Mapped[int] = mapped_column(Integer)
    error: Mapped[str | None] = mapped_column(Text)  # of the last attempt: a status or the kind of failure, no content
    added_at: Mapped[dt.datetime]
    sent_at: Mapped[dt.datetime | None]
