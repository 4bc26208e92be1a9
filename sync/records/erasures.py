"""Which payloads the erasures of a set take away: those named, and every other record of the same event. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from .envelope import Record
from .kinds import KINDS, Kind
from .upcasting import read_payload

STAND_IN = "redacted:"


@dataclass(frozen=True, slots=True)
class Erased:
    """Digests of records, and events: the same bytes that came to another node are gone there too.

    `spared` has the named records that stay as they are, because their kind is never erased or they lie elsewhere.
    """

    digests: frozenset[str] = frozenset()
    events: frozenset[tuple[str, str, str]] = frozenset()
    spared: frozenset[str] = frozenset()

    def is_erased(self, record: Record) -> bool:
        """Whether nothing may be read of this record's payload any more."""
        return record.digest in self.digests or record.envelope.event in self.events


def named_digests(erasure: Record) -> list[str]:
    """The record digests an `erased` record names."""
    named = (read_payload(erasure) or {}).get("digests")
    return [str(one) for one in named] if isinstance(named, list) else []


def stand_ins(erasure: Record) -> dict[str, str]:
    """{record: the `redacted` record from whose payload it is read from now on}, as an `erased` record says it."""
    said = (read_payload(erasure) or {}).get("stand_ins")
    pairs = [one for one in said if isinstance(one, dict)] if isinstance(said, list) else []
    return {str(one.get("of")): str(one.get("by")) for one in pairs}


def stand_in_key(digest: str) -> str:
    """The key of records that stand in for another: they are found by it, and the same redaction is one event."""
    return STAND_IN + digest


def stood_in_for(record: Record) -> str:
    """The digest of the record that a `redacted` one stands in for; empty of any other kind."""
    is_stand_in = record.envelope.kind == "redacted" and record.envelope.key.startswith(STAND_IN)
    return record.envelope.key.removeprefix(STAND_IN) if is_stand_in else ""


def may_erase(erasure: Record, record: Record, kinds: Mapping[str, Kind] = KINDS) -> bool:
    """Only payloads of erasable kinds, and only in the stream area the erasure itself lies in."""
    kind = kinds.get(record.envelope.kind)
    return kind is not None and kind.is_erasable and record.envelope.area == erasure.envelope.area


def find_erased(erasing: Iterable[Record], records: Iterable[Record], kinds: Mapping[str, Kind] = KINDS) -> Erased:
    """What counting `erased` records take away among `records`, and what they name and must leave."""
    here = {one.digest: one for one in records}
    named = [(erasure, here[digest]) for erasure in erasing for digest in named_digests(erasure) if digest in here]
    gone = {one.digest for erasure, one in named if may_erase(erasure, one, kinds)}
    # Whoever erases a record whole takes what another erasure put in its place, too.
    whole = {one.digest for erasure, one in named if one.digest in gone and one.digest not in stand_ins(erasure)}
    gone |= {one.digest for one in here.values() if stood_in_for(one) in whole}
    spared = {one.digest for erasure, one in named if is_spared(erasure, one, kinds)}
    events = frozenset(here[digest].envelope.event for digest in gone)
    return Erased(frozenset(gone), events, frozenset(spared - gone))


def is_spared(erasure: Record, record: Record, kinds: Mapping[str, Kind] = KINDS) -> bool:
    """Whether an erasure names this record in vain; of a kind that is not known yet nothing is said."""
    return record.envelope.kind in kinds and not may_erase(erasure, record, kinds)


def erases_nothing(erasure: Record, here: Mapping[str, Record], kinds: Mapping[str, Kind] = KINDS) -> bool:
    """Whether everything an erasure names is here and spared; one whose records have not come may still erase."""
    return all(digest in here and is_spared(erasure, here[digest], kinds) for digest in named_digests(erasure))
