"""Which payloads the erasures of a set take away: those named, and every other record of the same event. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from .envelope import Record
from .kinds import KINDS, Kind
from .upcasting import read_payload


@dataclass(frozen=True, slots=True)
class Erased:
    """Digests of records, and payload digests: the same bytes that came to another node are gone there too."""

    digests: frozenset[str] = frozenset()
    payload_digests: frozenset[str] = frozenset()

    def is_erased(self, record: Record) -> bool:
        """Whether nothing may be read of this record's payload any more."""
        return record.digest in self.digests or record.envelope.payload_digest in self.payload_digests


def named_digests(erasure: Record) -> list[str]:
    """The record digests an `erased` record names."""
    named = (read_payload(erasure) or {}).get("digests")
    return [str(one) for one in named] if isinstance(named, list) else []


def may_erase(erasure: Record, record: Record, kinds: Mapping[str, Kind] = KINDS) -> bool:
    """Only payloads of erasable kinds, and only in the stream area the erasure itself lies in."""
    kind = kinds.get(record.envelope.kind)
    return kind is not None and kind.is_erasable and record.envelope.area == erasure.envelope.area


def find_erased(erasing: Iterable[Record], records: Iterable[Record], kinds: Mapping[str, Kind] = KINDS) -> Erased:
    """What counting `erased` records take away among `records`."""
    here = {one.digest: one for one in records}
    gone = {
        digest
        for erasure in erasing
        for digest in named_digests(erasure)
        if digest in here and may_erase(erasure, here[digest], kinds)
    }
    return Erased(frozenset(gone), frozenset(here[digest].envelope.payload_digest for digest in gone))
