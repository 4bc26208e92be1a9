"""Envelope, record, sealing and verification. No personal data in an envelope: the payload lies beside it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import Any

import orjson

from .canonical import canonical_json
from .keys import NodeKey, is_signed
from .kinds import KINDS, SHARED

FORMAT = 1
SALT_BYTES = 16
_SALT_DOMAIN = b"rasoat/salt/1\x00"


@dataclass(frozen=True, slots=True)
class Draft:
    """What an author wants to say. `follows` None means: what this node has of each subject.

    `payload` is JSON without floats; `body` its canonical form where that was made before. `occurred_at` ISO text as
    the device claims it, or empty.
    """

    area: str
    kind: str
    subjects: tuple[str, ...]
    actor: str
    payload: Any
    follows: dict[str, tuple[str, ...]] | None = None
    knows: tuple[str, ...] | None = None
    key: str = ""
    occurred_at: str = ""
    body: bytes | None = field(default=None, repr=False)

    def to_body(self) -> bytes:
        """The payload's canonical bytes."""
        return canonical_json(self.payload) if self.body is None else self.body


@dataclass(frozen=True, slots=True)
class StreamHead:
    """The newest record of a stream: its sequence (0 = none yet), digest and clock."""

    sequence: int = 0
    digest: str = ""
    clock: int = 0


@dataclass(frozen=True, slots=True)
class Envelope:
    """The signed part of a record; `clock` is whole microseconds, never running backwards along a chain."""

    origin: str
    area: str
    sequence: int
    previous: str
    kind: str
    kind_version: int
    subjects: tuple[str, ...]
    actor: str
    follows: dict[str, tuple[str, ...]]
    knows: tuple[str, ...]
    key: str
    clock: int
    occurred_at: str
    payload_digest: str
    format: int = FORMAT

    @property
    def stream(self) -> tuple[str, str]:
        """(origin node, area code or `shared` or `unplaced`)."""
        return (self.origin, self.area)

    @property
    def event(self) -> tuple[str, str, str]:
        """What records of one event share: the same bytes under the same key, wherever they were taken in.

        Without a key the salt is random, so that an event has one record.
        """
        return (self.kind, self.key, self.payload_digest)

    def to_bytes(self) -> bytes:
        """Canonical JSON of every field but the signature: what is hashed and signed."""
        # Fields are text and integers by type (`from_json` checks), so the search for floats is not needed here.
        return orjson.dumps({name: getattr(self, name) for name in _FIELDS}, option=orjson.OPT_SORT_KEYS)

    @staticmethod
    def from_json(value: dict[str, Any]) -> Envelope:
        """Read an envelope; an unknown or missing field raises ValueError (a newer format is not guessed at)."""
        if not isinstance(value, dict) or value.get("format") != FORMAT or value.keys() != _TYPES.keys():
            raise ValueError(f"not an envelope of format {FORMAT}")
        wrong = [name for name, type_ in _TYPES.items() if type(value[name]) is not type_]
        lists = [value["subjects"], value["knows"], *(value["follows"].values() if not wrong else ())]
        if wrong or not all(isinstance(one, list) and all(type(text) is str for text in one) for one in lists):
            raise ValueError(f"not an envelope of format {FORMAT}: {wrong or 'lists of text'}")
        fields = dict(value)
        fields["subjects"] = tuple(fields["subjects"])
        fields["follows"] = {subject: tuple(heads) for subject, heads in fields["follows"].items()}
        fields["knows"] = tuple(fields["knows"])
        return Envelope(**fields)


_TYPES: dict[str, type] = {
    **dict.fromkeys(("origin", "area", "previous", "kind", "actor", "key", "occurred_at", "payload_digest"), str),
    **dict.fromkeys(("format", "sequence", "kind_version", "clock"), int),
    **dict.fromkeys(("subjects", "knows"), list),
    "follows": dict,
}
_FIELDS = tuple(sorted(_TYPES))


@dataclass(frozen=True, slots=True)
class Record:
    """An envelope with its digest and signature, and the payload unless it is erased or not here."""

    envelope: Envelope
    envelope_bytes: bytes
    digest: str
    signature: bytes
    payload: bytes | None = field(repr=False)
    salt: bytes | None = field(repr=False)

    def without_payload(self) -> Record:
        """The same record after erasure: envelope, digest and chain still verify."""
        return Record(self.envelope, self.envelope_bytes, self.digest, self.signature, None, None)


class ForgeryError(ValueError):
    """The record is not what it says: hash, signature or chain do not hold. Only this is refused in transport."""


def derive_salt(key: str) -> bytes:
    """The salt of a keyed payload: two nodes that receive the same bytes write the same payload digest."""
    return hashlib.sha256(_SALT_DOMAIN + key.encode()).digest()[:SALT_BYTES]


def digest_payload(salt: bytes, payload: bytes) -> str:
    """H(salt, payload) in hex."""
    return hashlib.sha256(salt + payload).hexdigest()


def seal(
    draft: Draft,
    head: StreamHead,
    node_key: NodeKey,
    now_us: int,
    salt: bytes,
) -> Record:
    """Make the next record of a stream from a draft whose `follows` and `knows` are filled in.

    `now_us` is microseconds since 1970; the record's clock is at least one more than the head's (a hybrid
    logical clock without a counter of its own). `salt` is random, or `derive_salt(key)` for keyed records.
    """
    kind = KINDS[draft.kind]
    follows = {subject: tuple(sorted(heads)) for subject, heads in (draft.follows or {}).items()}
    if kind.is_shared != (draft.area == SHARED) or not follows.keys() <= set(draft.subjects):
        raise ValueError(f"{draft.kind} in {draft.area!r}: wrong stream, or a link of what it is not about")
    payload = draft.to_body()
    envelope = Envelope(
        origin=node_key.node_id,
        area=draft.area,
        sequence=head.sequence + 1,
        previous=head.digest,
        kind=draft.kind,
        kind_version=kind.version,
        subjects=draft.subjects,
        actor=draft.actor,
        follows=follows,
        knows=tuple(sorted(draft.knows or ())),
        key=draft.key,
        clock=max(now_us, head.clock + 1),
        occurred_at=draft.occurred_at,
        payload_digest=digest_payload(salt, payload),
    )
    data = envelope.to_bytes()
    return Record(envelope, data, hashlib.sha256(data).hexdigest(), node_key.sign(data), payload, salt)


def verify(record: Record, public: bytes) -> None:
    """Raise ForgeryError unless digest, signature and payload digest hold under the origin's public key."""
    if hashlib.sha256(record.envelope_bytes).hexdigest() != record.digest:
        raise ForgeryError("digest")
    if record.envelope.to_bytes() != record.envelope_bytes:
        raise ForgeryError("canonical form")
    if not is_signed(public, record.signature, record.envelope_bytes):
        raise ForgeryError("signature")
    if record.payload is not None and (
        record.salt is None or digest_payload(record.salt, record.payload) != record.envelope.payload_digest
    ):
        raise ForgeryError("payload digest")
