"""Which streams a node carries: whole or not at all, so that what is missing stays arithmetic. Pure."""

from __future__ import annotations

from .authority import Authority
from .frontier import Stream
from .kinds import SHARED, UNPLACED


def carries(authority: Authority, node_id: str, stream: Stream) -> bool:
    """Whether a node carries a stream (origin, area).

    Of an area it serves, every origin's; what has no place yet, its own and those of the nodes below (upwards only);
    `shared` streams of whoever may write what it carries, and of the ancestors of those, so that it can judge them.
    """
    origin, area = stream
    if node_id not in authority.members or origin not in authority.members:
        return origin == node_id
    if area == UNPLACED:
        return node_id in authority.members[origin].chain
    if area == SHARED:
        return any(origin in authority.members[one].chain for one in _writers(authority, node_id))
    return authority.serves(node_id, area)


def _writers(authority: Authority, node_id: str) -> list[str]:
    """The nodes whose records this one carries: itself, those below, and whoever serves some of its areas."""
    return [
        one
        for one, member in authority.members.items()
        if node_id in member.chain or one in authority.members[node_id].chain or _overlaps(authority, node_id, one)
    ]


def _overlaps(authority: Authority, one: str, other: str) -> bool:
    ours, theirs = authority.members[one].areas, authority.members[other].areas
    return any(authority.serves(other, area) for area in ours) or any(authority.serves(one, area) for area in theirs)
