"""Records: signed envelopes, chains per stream, order, authority. Pure; written down in `sync/PROTOCOL.md`."""

from .canonical import canonical_json
from .envelope import Draft, Envelope, Record, StreamHead, derive_salt, seal, verify
from .keys import NodeKey
from .kinds import KINDS, Kind, Part

__all__ = [
    "KINDS",
    "Draft",
    "Envelope",
    "Kind",
    "NodeKey",
    "Part",
    "Record",
    "StreamHead",
    "canonical_json",
    "derive_salt",
    "seal",
    "verify",
]
