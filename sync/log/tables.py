"""Tables of the log. `position` and `received_at` are this node's own and unsigned; all else is in the envelope."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    UniqueConstraint,
    text,
)

metadata = MetaData()

_is_erasure = text("kind = 'erased'")
_position = BigInteger().with_variant(Integer, "sqlite")

record = Table(
    "record",
    metadata,
    Column("position", _position, primary_key=True, autoincrement=True),
    Column("digest", String(64), nullable=False, unique=True),
    Column("origin", String(36), nullable=False),
    Column("area", String(40), nullable=False),
    Column("sequence", BigInteger, nullable=False),
    Column("kind", String(40), nullable=False),
    Column("key", String(200), nullable=False),
    Column("payload_digest", String(64), nullable=False),
    Column("clock", BigInteger, nullable=False),
    Column("envelope", LargeBinary, nullable=False),
    Column("signature", LargeBinary, nullable=False),
    Column("received_us", BigInteger, nullable=False),
    UniqueConstraint("origin", "area", "sequence", name="uq_record_stream"),
    Index("ix_record_key", "key"),
    # Erasures are few and looked for often: a partial index costs the other kinds nothing.
    Index("ix_record_erasures", "position", sqlite_where=_is_erasure, postgresql_where=_is_erasure),
)

# The payload and its salt in a row of their own, so that both can be erased while the chain still verifies.
payload = Table(
    "record_payload",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("salt", LargeBinary, nullable=False),
    Column("body", LargeBinary, nullable=False),
)

# Records without their payload, and why: erased, or it has not come yet. An erasure may name what is still to come
# (then `payload_digest` is unknown); other records of the same event are recognised by their payload digest.
# `stand_in`: the `redacted` record that says what is left of it.
bare = Table(
    "record_bare",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("payload_digest", String(64)),
    Column("erased_by", String(64)),
    Column("stand_in", String(64)),
    Index("ix_record_bare_payload_digest", "payload_digest"),
    Index("ix_record_bare_erased_by", "erased_by"),
)

record_subject = Table(
    "record_subject",
    metadata,
    Column("subject", String(64), primary_key=True),
    Column("position", BigInteger, primary_key=True),
)

# A record nobody of the subject's later records follows yet: the heads an author sees.
subject_head = Table(
    "subject_head",
    metadata,
    Column("subject", String(64), primary_key=True),
    Column("digest", String(64), primary_key=True),
)

stream_head = Table(
    "stream_head",
    metadata,
    Column("origin", String(36), primary_key=True),
    Column("area", String(40), primary_key=True),
    Column("sequence", BigInteger, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("clock", BigInteger, nullable=False),
)

# Records that arrived ahead of a gap: kept, applied when the gap closes.
parked = Table(
    "record_parked",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("origin", String(36), nullable=False),
    Column("area", String(40), nullable=False),
    Column("sequence", BigInteger, nullable=False),
    Column("envelope", LargeBinary, nullable=False),
    Column("signature", LargeBinary, nullable=False),
    Column("salt", LargeBinary),
    Column("body", LargeBinary),
    Column("received_us", BigInteger, nullable=False),
    Index("ix_record_parked_stream", "origin", "area", "sequence"),
)
