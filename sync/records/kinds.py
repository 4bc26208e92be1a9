"""Kinds of records: which part of a subject each writes, where it lies, whether its payload can be erased."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

SHARED = "shared"
UNPLACED = "unplaced"


class Part(StrEnum):
    """The part of a subject that concurrent records can be in conflict over; NONE only adds."""

    NONE = "none"
    ANSWERS = "answers"
    MEMBERS = "members"
    REVIEW = "review"
    STATUS = "status"
    AUTHORITY = "authority"
    ROUND = "round"


@dataclass(frozen=True, slots=True)
class Kind:
    """`version` is the newest this program writes; older ones are upcast (`sync.records.upcasting`)."""

    name: str
    parts: frozenset[Part]
    is_erasable: bool = False
    is_authority: bool = False
    is_shared: bool = False
    version: int = 1


def _kind(name: str, *parts: Part, erasable: bool = False, authority: bool = False, shared: bool = False) -> Kind:
    return Kind(name, frozenset(parts), erasable, authority, shared or authority)


KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        _kind("node.founded", Part.AUTHORITY, authority=True),
        _kind("node.enrolled", Part.AUTHORITY, authority=True),
        _kind("node.revoked", Part.AUTHORITY, authority=True),
        _kind("grant.given", Part.AUTHORITY, authority=True),
        _kind("grant.revoked", Part.AUTHORITY, authority=True),
        _kind("round.opened", Part.ROUND, shared=True),
        _kind("round.state_changed", Part.ROUND, shared=True),
        _kind("form.published", Part.ROUND, shared=True),
        _kind("account.registered", erasable=True),
        _kind("villages.registered"),
        _kind("assignment.made"),
        _kind("assignment.ended"),
        _kind("household.registered", Part.ANSWERS, Part.MEMBERS, erasable=True),
        _kind("household.corrected", Part.ANSWERS, Part.MEMBERS, erasable=True),
        _kind("status.imported", Part.STATUS),
        _kind("submission.received", Part.ANSWERS, Part.MEMBERS, erasable=True),
        _kind("media.received", erasable=True),
        _kind("review.returned", Part.REVIEW, erasable=True),
        _kind("review.approved", Part.REVIEW),
        _kind("review.commented", erasable=True),
        _kind("conflict.resolved", Part.ANSWERS, Part.MEMBERS, Part.REVIEW),
        _kind("decision.recognised", Part.STATUS),
        _kind("decision.line", Part.STATUS),
        _kind("transferred", Part.ANSWERS, Part.MEMBERS, erasable=True),
        _kind("erased"),
    )
}
