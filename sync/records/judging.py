"""The second pass of counting: does a record count, and if not, why (`sync/PROTOCOL.md`, What counts). Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from .authority import Authority, Reason, Wanted, day_of
from .decisions import check_decisions
from .envelope import Envelope, Record
from .erasures import Erased, erases_nothing, find_erased
from .kinds import KINDS, SHARED, UNPLACED, Kind
from .upcasting import read_payload


@dataclass(frozen=True, slots=True)
class Counts:
    """What counts in a set of records: everything that is not in `reasons`. `erased` names payloads that are gone."""

    reasons: Mapping[str, Reason]
    erased: Erased

    def counts(self, record: Record) -> bool:
        """Whether a record counts."""
        return record.digest not in self.reasons


def judge(records: Iterable[Record], authority: Authority, kinds: Mapping[str, Kind] = KINDS) -> Counts:
    """Judge a set of records, given the authority folded from the `shared` streams that belong to them."""
    everything = list(records)
    reasons = {one.digest: reason for one in everything if (reason := find_reason(one, authority, kinds)) is not None}
    reasons |= check_decisions([one for one in everything if one.digest not in reasons])
    erasing = [one for one in everything if one.envelope.kind == "erased" and one.digest not in reasons]
    here = {one.digest: one for one in everything} if erasing else {}
    reasons |= {one.digest: Reason.ERASES_NOTHING for one in erasing if erases_nothing(one, here, kinds)}
    return Counts(reasons, find_erased(erasing, everything, kinds))


def find_reason(record: Record, authority: Authority, kinds: Mapping[str, Kind] = KINDS) -> Reason | None:
    """Why a record does not count by itself; None where it does.

    What is judged with the records it names is left to `judge`: decisions with their lines, erasures that spare all.
    """
    envelope = record.envelope
    kind = kinds.get(envelope.kind)
    if kind is None:
        return Reason.UNKNOWN_KIND
    if envelope.kind_version > kind.version:
        return Reason.UNKNOWN_VERSION
    if kind.is_shared != (envelope.area == SHARED):
        return Reason.MISPLACED
    if kind.is_authority:
        return authority.why_not(record.digest) if record.digest in authority.streams.acts else Reason.UNREADABLE
    if kind.name == "erased":
        return _judge_erasure(record, kind, authority)
    return _judge_node(envelope, authority) or _judge_actors(envelope, (envelope.actor,), kind, authority)


def _judge_node(envelope: Envelope, authority: Authority) -> Reason | None:
    member = authority.members.get(envelope.origin)
    if member is None:
        return Reason.UNKNOWN_NODE
    if member.is_cut(envelope.area, envelope.sequence):
        return Reason.NODE_REVOKED
    return None if authority.serves(envelope.origin, envelope.area) else Reason.OUTSIDE_NODE


def _judge_actors(envelope: Envelope, actors: Iterable[str], kind: Kind, authority: Authority) -> Reason | None:
    """Each actor needs a grant in force in the authority state that `knows` names."""
    if kind.roles is None:
        return None
    view = authority.view_of(envelope.knows)
    if view is None:
        return Reason.AWAITS_AUTHORITY
    chain = authority.members[envelope.origin].chain
    areas = () if envelope.area in (SHARED, UNPLACED) else (envelope.area,)
    for actor in actors:
        wanted = Wanted(actor, kind.roles, areas, day_of(envelope.clock))
        reason = authority.find_grant(wanted, chain, view)
        if reason is not None:
            return reason
    return None


def _judge_erasure(record: Record, kind: Kind, authority: Authority) -> Reason | None:
    """By the authority its author's node had folded and nothing later: what was deleted does not come back."""
    view = authority.view_of(record.envelope.knows)
    if view is None:
        return Reason.AWAITS_AUTHORITY
    then = authority.as_of(view)
    actors = erasing_actors(record)
    if len(actors) < 2:
        return Reason.NEEDS_TWO_ACTORS
    return _judge_node(record.envelope, then) or _judge_actors(record.envelope, sorted(actors), kind, then)


def erasing_actors(record: Record) -> set[str]:
    """The envelope's actor and those the payload names: at least two must have decided an erasure (R29)."""
    payload = read_payload(record) or {}
    named = payload.get("actors")
    actors = {str(one) for one in named} if isinstance(named, list) else set()
    return actors | {record.envelope.actor}
