"""Tables of people: accounts and grants from the log; tablets' tokens and browser sessions, which are edge state."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import BigInteger, Integer, String, Text, false, text, true
from sqlalchemy.orm import Mapped, mapped_column

from .base import Base, Code, Digest, Id, Word


class Account(Base):
    """Who stands behind an actor id. Lives on the nodes of the person's own areas."""

    __tablename__ = "account"
    actor_id: Mapped[str] = mapped_column(Id, primary_key=True)
    login: Mapped[str] = mapped_column(String(80), unique=True)
    name: Mapped[str] = mapped_column(Text)
    password_hash: Mapped[str | None] = mapped_column(Text)
    created_at: Mapped[dt.datetime]
    last_sign_in_at: Mapped[dt.datetime | None]
    is_temporary: Mapped[bool] = mapped_column(default=False, server_default=false())  # a password shown once
    failed_count: Mapped[int] = mapped_column(Integer, default=0)
    lock_count: Mapped[int] = mapped_column(Integer, default=0, server_default=text("0"))  # each lock is longer
    locked_until_at: Mapped[dt.datetime | None]
    is_active: Mapped[bool] = mapped_column(default=True)
    import_id: Mapped[str | None] = mapped_column(Id, index=True)  # the import that brought or reopened it last


class Grant(Base):
    """A role over an area, from the authority records."""

    __tablename__ = "access_grant"
    grant_id: Mapped[str] = mapped_column(Id, primary_key=True)
    actor_id: Mapped[str] = mapped_column(Id, index=True)
    role: Mapped[str] = mapped_column(Word)  # enumerator supervisor province administrator …
    area_code: Mapped[str] = mapped_column(Code)
    valid_from_on: Mapped[str | None] = mapped_column(String(10))
    valid_to_on: Mapped[str | None] = mapped_column(String(10))
    giver_id: Mapped[str | None] = mapped_column(Id)
    given_at: Mapped[dt.datetime | None]
    delegator_id: Mapped[str | None] = mapped_column(Id)  # whose work is taken over while she is on leave
    record_digest: Mapped[str] = mapped_column(Digest)
    revoked_by: Mapped[str | None] = mapped_column(Digest)
    revoked_at: Mapped[dt.datetime | None]


class DeviceToken(Base):
    """An enrolment: the token itself is never stored, only its SHA-256. Edge state."""

    __tablename__ = "device_token"
    token_sha256: Mapped[str] = mapped_column(Digest, primary_key=True)
    actor_id: Mapped[str] = mapped_column(Id, index=True)
    state: Mapped[str] = mapped_column(Word)  # active | drain | leaver | revoked
    drain_until_at: Mapped[dt.datetime | None]
    label: Mapped[str] = mapped_column(Text, default="")
    is_test: Mapped[bool] = mapped_column(default=False, server_default=false())  # sees forms on trial
    created_at: Mapped[dt.datetime]
    last_seen_at: Mapped[dt.datetime | None]
    last_device_id: Mapped[str | None] = mapped_column(Text)
    last_user_agent: Mapped[str | None] = mapped_column(Text)


class SignIn(Base):
    """One browser session; the cookie holds a random token, the table its SHA-256. Edge state."""

    __tablename__ = "sign_in"
    token_sha256: Mapped[str] = mapped_column(Digest, primary_key=True)
    actor_id: Mapped[str] = mapped_column(Id, index=True)
    created_at: Mapped[dt.datetime]
    seen_at: Mapped[dt.datetime]
    ended_at: Mapped[dt.datetime | None]
    address: Mapped[str | None] = mapped_column(Text)
    user_agent: Mapped[str | None] = mapped_column(Text)
    previous_at: Mapped[dt.datetime | None]  # the sign-in before this one
    failed_before: Mapped[int] = mapped_column(Integer, default=0, server_default=text("0"))  # wrong passwords since
    is_verified: Mapped[bool] = mapped_column(default=True, server_default=true())  # the second step is done


class SecondFactor(Base):
    """A person's one-time password generator on this node. The secret is encrypted, recovery codes are hashed."""

    __tablename__ = "second_factor"
    actor_id: Mapped[str] = mapped_column(Id, primary_key=True)
    secret: Mapped[bytes]
    confirmed_at: Mapped[dt.datetime | None]
    last_step: Mapped[int] = mapped_column(BigInteger, default=0)  # no code counts twice
    recovery: Mapped[list[Any]]  # SHA-256 of codes not used yet
