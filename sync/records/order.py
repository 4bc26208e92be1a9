"""Order and conflicts of one subject's records: `follows` links first, ties by (clock, origin, sequence). Pure."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from .envelope import Record
from .kinds import KINDS, Part


@dataclass(frozen=True, slots=True)
class Conflict:
    """Concurrent records that write the same part: all are kept, the last in fold order is shown."""

    part: Part
    digests: tuple[str, ...]


def one_event(records: Iterable[Record]) -> dict[str, str]:
    """Digest of each record -> digest that stands for its event: same key and payload digest are one event.

    Two nodes that received the same bytes wrote two records; the earliest in (clock, origin, sequence) stands for both.
    """
    events: dict[tuple[str, str, str], list[Record]] = {}
    stands: dict[str, str] = {}
    for record in records:
        envelope = record.envelope
        if envelope.key:
            events.setdefault((envelope.kind, envelope.key, envelope.payload_digest), []).append(record)
        stands[record.digest] = record.digest
    for same in events.values():
        first = min(same, key=rank)
        stands.update((record.digest, first.digest) for record in same)
    return stands


def fold_order(records: Iterable[Record], subject: str) -> list[Record]:
    """Records of a subject, each after all it follows; what it follows but is not here does not hold it up."""
    by_digest = {record.digest: record for record in records if subject in record.envelope.subjects}
    waiting = {digest: _followed_here(record, subject, by_digest) for digest, record in by_digest.items()}
    followers: dict[str, list[str]] = {}
    for digest, followed in waiting.items():
        for one in followed:
            followers.setdefault(one, []).append(digest)
    ready = [(rank(by_digest[digest]), digest) for digest, followed in waiting.items() if not followed]
    heapq.heapify(ready)
    ordered: list[Record] = []
    while ready:
        _, digest = heapq.heappop(ready)
        ordered.append(by_digest[digest])
        for follower in followers.get(digest, ()):
            waiting[follower].discard(digest)
            if not waiting[follower]:
                heapq.heappush(ready, (rank(by_digest[follower]), follower))
    return ordered


def find_conflicts(records: Iterable[Record], subject: str) -> list[Conflict]:
    """For every part with more than one newest writer: those writers, oldest in fold order first."""
    ordered = fold_order(records, subject)
    stands = one_event(ordered)
    heads = part_heads(ordered, subject, stands)
    place = {record.digest: number for number, record in enumerate(ordered)}
    return [
        Conflict(part, tuple(sorted(digests, key=place.__getitem__)))
        for part, digests in sorted(heads.items())
        if len(digests) > 1
    ]


def part_heads(ordered: Iterable[Record], subject: str, stands: Mapping[str, str]) -> dict[Part, set[str]]:
    """For every part: the writers that no later writer of the part has seen. `ordered` is in fold order."""
    seen: dict[str, frozenset[str]] = {}
    heads: dict[Part, set[str]] = {}
    for record in ordered:
        own = stands[record.digest]
        past = {own}
        for followed in record.envelope.follows.get(subject, ()):
            past |= seen.get(stands.get(followed, followed), frozenset())
        seen[own] = seen.get(own, frozenset()) | past
        for part in parts_of(record):
            current = heads.setdefault(part, set())
            current -= past
            current.add(own)
    return heads


def parts_of(record: Record) -> tuple[Part, ...]:
    """The parts a record writes; an unknown kind writes none until this program knows it."""
    kind = KINDS.get(record.envelope.kind)
    if kind is None:
        return ()
    return tuple(sorted(part for part in kind.parts if part is not Part.NONE))


def rank(record: Record) -> tuple[int, str, int]:
    """The tie-break: clock, then origin, then sequence. It decides what is shown, never what is kept."""
    envelope = record.envelope
    return envelope.clock, envelope.origin, envelope.sequence


def _followed_here(record: Record, subject: str, here: Mapping[str, Record]) -> set[str]:
    return {one for one in record.envelope.follows.get(subject, ()) if one in here and one != record.digest}
