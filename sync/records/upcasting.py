"""Old payloads in today's shape: pure functions, one per step, kept for ever with golden files. Pure.

A step turns the payload of (kind, version) into that of version + 1. Envelope, bytes and digests never change: only
what is read from them. A version newer than this program's is not guessed at: `read_payload` says None.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import orjson

from .envelope import Record
from .kinds import KINDS, Kind

Payload = dict[str, Any]
Steps = Mapping[tuple[str, int], Callable[[Payload], Payload]]

# No kind has changed shape yet. `test_every_version_of_every_kind_has_a_golden_file` wants a step for each that does.
STEPS: Steps = {}


def read_payload(record: Record, kinds: Mapping[str, Kind] = KINDS, steps: Steps = STEPS) -> Payload | None:
    """The payload in today's shape; None where it is erased, not here, no object, or of an unknown kind or version."""
    kind = kinds.get(record.envelope.kind)
    if record.payload is None or kind is None:
        return None
    try:
        value = orjson.loads(record.payload)
    except orjson.JSONDecodeError:
        return None
    return upcast(kind, record.envelope.kind_version, value, steps) if isinstance(value, dict) else None


def upcast(kind: Kind, version: int, payload: Payload, steps: Steps = STEPS) -> Payload | None:
    """`payload` of `version` as the kind's newest version has it; None for a version this program does not know."""
    if not 1 <= version <= kind.version:
        return None
    for number in range(version, kind.version):
        payload = steps[kind.name, number](dict(payload))
    return payload
