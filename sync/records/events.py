"""One subject's records as events in fold order, and who had seen what. Pure.

Two nodes that took in the same bytes wrote two records of one event (same key, same payload digest). The earliest of
those that count stands for both; a record that follows either has seen the event.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from .envelope import Record

Rank = tuple[int, str, int]


def rank(record: Record) -> Rank:
    """The tie-break: clock, origin, sequence. It decides what is shown among concurrent records, never what is kept."""
    envelope = record.envelope
    return envelope.clock, envelope.origin, envelope.sequence


@dataclass(frozen=True, slots=True)
class Event:
    """A record that stands for itself and its copies; `follows` are the events its author had seen last."""

    record: Record
    copies: tuple[str, ...]
    follows: frozenset[str]

    @property
    def digest(self) -> str:
        """The digest of the record that stands for the event."""
        return self.record.digest


@dataclass(frozen=True, slots=True)
class History:
    """The events of one subject in fold order, with the past of each: all events it follows, directly or not."""

    events: tuple[Event, ...]
    pasts: Mapping[str, frozenset[str]]

    def has_seen(self, later: str, earlier: str) -> bool:
        """Whether the author of `later` had seen `earlier`."""
        return earlier in self.pasts[later]

    def newest(self, digests: Iterable[str]) -> list[str]:
        """Those of the events that none of the others has seen, in fold order."""
        wanted = set(digests)
        seen = {old for one in wanted for old in self.pasts[one]}
        return [one.digest for one in self.events if one.digest in wanted and one.digest not in seen]


def read_history(records: Iterable[Record], subject: str, is_counting: Callable[[Record], bool]) -> History:
    """The history of a subject from its records, all of one area; links to anything else are not looked at.

    Records that do not count are links in the chain like any other: who followed them had seen what they followed.
    """
    own = {one.digest: one for one in records if subject in one.envelope.subjects}
    copies = _group(own.values())
    stands: dict[str, str] = {}
    for group in copies:
        first = min(group, key=lambda one: (not is_counting(one), rank(one)))
        stands.update((one.digest, first.digest) for one in group)
    events = {
        stands[group[0].digest]: _make_event(own[stands[group[0].digest]], group, subject, stands) for group in copies
    }
    ordered = _fold_order(events)
    seen = _pasts(own, subject)
    pasts = {one.digest: frozenset(stands[past] for past in seen[one.digest]) - {one.digest} for one in ordered}
    return History(ordered, pasts)


def fold_order(records: Iterable[Record], subject: str) -> list[Record]:
    """A subject's records, one for each event, each after all it follows; ties by `rank`."""
    return [one.record for one in read_history(records, subject, lambda _one: True).events]


def _group(records: Iterable[Record]) -> list[list[Record]]:
    groups: dict[tuple[str, ...], list[Record]] = {}
    for one in records:
        name = one.envelope.event if one.envelope.key else (one.digest,)
        groups.setdefault(name, []).append(one)
    return list(groups.values())


def _make_event(first: Record, group: list[Record], subject: str, stands: Mapping[str, str]) -> Event:
    followed = {stands[one] for one in first.envelope.follows.get(subject, ()) if one in stands}
    return Event(first, tuple(sorted(one.digest for one in group)), frozenset(followed - {first.digest}))


def _fold_order(events: Mapping[str, Event]) -> tuple[Event, ...]:
    """Links first, ties by rank. Clocks rise along links, so copies cannot make a circle; where a dishonest node
    makes one, its earliest event goes first, the same on every node."""
    waiting = {digest: set(one.follows) for digest, one in events.items()}
    followers: dict[str, list[str]] = {}
    for digest, one in events.items():
        for followed in one.follows:
            followers.setdefault(followed, []).append(digest)
    ready = [(rank(events[digest].record), digest) for digest, followed in waiting.items() if not followed]
    heapq.heapify(ready)
    ordered: list[Event] = []
    while waiting:
        digest = heapq.heappop(ready)[1] if ready else min(waiting, key=lambda one: rank(events[one].record))
        if waiting.pop(digest, None) is None:
            continue
        ordered.append(events[digest])
        for follower in followers.get(digest, ()):
            if follower in waiting:
                waiting[follower].discard(digest)
                if not waiting[follower]:
                    heapq.heappush(ready, (rank(events[follower].record), follower))
    return tuple(ordered)


def _pasts(own: Mapping[str, Record], subject: str) -> dict[str, set[str]]:
    """For each record all it follows, directly or not. Of two copies of one event each has a past of its own: who
    followed one has seen what that one followed, whichever of them stands for the event."""
    pasts: dict[str, set[str]] = {}
    for one in sorted(own.values(), key=rank):
        past: set[str] = set()
        for followed in one.envelope.follows.get(subject, ()):
            if followed in pasts:
                past |= pasts[followed] | {followed}
        pasts[one.digest] = past
    return pasts
