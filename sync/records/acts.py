"""Authority records as the first pass reads them: an act with its payload and everything that lies before it. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from .envelope import Record
from .kinds import KINDS, SHARED
from .upcasting import read_payload

# Per origin, the last sequence of its `shared` stream that is included: what lies before a record is such a cut.
View = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Act:
    """An authority record. `before` is the cut of all `shared` streams its author's node had folded."""

    digest: str
    origin: str
    sequence: int
    clock: int
    kind: str
    actor: str
    payload: Mapping[str, Any]
    before: View

    def is_in(self, view: View) -> bool:
        """Whether the cut includes this act."""
        return self.sequence <= view.get(self.origin, 0)

    def text(self, name: str) -> str:
        """A field of the payload as text; empty where it is absent or no text."""
        value = self.payload.get(name)
        return value if isinstance(value, str) else ""


@dataclass(frozen=True, slots=True)
class SharedStreams:
    """All `shared` streams of a set: where each digest lies, what lies before it, and the acts among them."""

    places: Mapping[str, tuple[str, int]]
    before: Mapping[str, View]
    acts: Mapping[str, Act]

    def view_of(self, digests: Iterable[str]) -> View | None:
        """The cut these heads name; None where one of them is not here."""
        view: dict[str, int] = {}
        for digest in digests:
            if digest not in self.places:
                return None
            _extend(view, self, digest)
        return view


def read_shared(records: Iterable[Record]) -> SharedStreams:
    """Read every record of the `shared` streams; those of kinds that are no acts matter for the cuts only."""
    shared = {one.digest: one for one in records if one.envelope.area == SHARED}
    streams = SharedStreams({digest: _place(one) for digest, one in shared.items()}, before := {}, acts := {})
    by_place = {place: digest for digest, place in streams.places.items()}
    for digest in _in_order(shared, by_place):
        view: dict[str, int] = {}
        for one in _links(shared[digest], by_place, shared):
            _extend(view, streams, one)
        before[digest] = view
        act = _read_act(shared[digest], view)
        if act is not None:
            acts[digest] = act
    return streams


def _in_order(shared: Mapping[str, Record], by_place: Mapping[tuple[str, int], str]) -> list[str]:
    """Each digest after all it links to. Links are hashes, so there is no cycle; no recursion: chains are long."""
    done: dict[str, None] = {}
    for start in sorted(shared):
        waiting = [start]
        while waiting:
            digest = waiting[-1]
            fresh = [one for one in _links(shared[digest], by_place, shared) if one not in done]
            if fresh and digest not in done:
                waiting += fresh
            else:
                waiting.pop()
                done[digest] = None
    return list(done)


def _links(record: Record, by_place: Mapping[tuple[str, int], str], shared: Mapping[str, Record]) -> list[str]:
    origin, sequence = _place(record)
    previous = by_place.get((origin, sequence - 1))
    known = [one for one in record.envelope.knows if one in shared]
    return known if previous is None else [previous, *known]


def _extend(view: dict[str, int], streams: SharedStreams, digest: str) -> None:
    origin, sequence = streams.places[digest]
    for one, upto in (*streams.before[digest].items(), (origin, sequence)):
        if upto > view.get(one, 0):
            view[one] = upto


def _place(record: Record) -> tuple[str, int]:
    return record.envelope.origin, record.envelope.sequence


def _read_act(record: Record, before: View) -> Act | None:
    envelope = record.envelope
    kind = KINDS.get(envelope.kind)
    if kind is None or not kind.is_authority or envelope.kind_version > kind.version:
        return None
    return Act(
        digest=record.digest,
        origin=envelope.origin,
        sequence=envelope.sequence,
        clock=envelope.clock,
        kind=envelope.kind,
        actor=envelope.actor,
        payload=read_payload(record) or {},
        before=before,
    )
