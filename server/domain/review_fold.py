"""Which decision on a case speaks, from the records of its review: the newest that none of the others has seen. Pure.

Two decisions of which neither had seen the other are both kept and the case is contested until a person decides who
had seen both (`sync/PROTOCOL.md`, Order and conflicts). A decision about another version than is shown has been
overtaken: the case waits for review again.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sync.records import KINDS, History, Part

from .review import State

_STATES: Mapping[str, State] = {
    "review.returned": State.RETURNED,
    "review.approved": State.APPROVED,
    "review.held": State.HELD,
    "review.duplicate": State.DUPLICATE,
    "review.corrected": State.RECEIVED,
    "review.confirmed": State.RECEIVED,
    "conflict.resolved": State.RECEIVED,
}


@dataclass(frozen=True, slots=True)
class Word:
    """One decision on a case as its record says it; `payload` None where it was erased."""

    digest: str
    kind: str
    payload: Any
    actor_id: str = ""
    rank: tuple[int, str, int] = (0, "", 0)

    @property
    def speaks(self) -> bool:
        """Whether it writes the review: not a comment, and not erased."""
        return self.payload is not None and Part.REVIEW in KINDS[self.kind].parts

    @property
    def instance_id(self) -> str | None:
        """The version it is about."""
        return self.payload.get("instance_id") or None

    @property
    def state(self) -> State:
        """The state it makes."""
        return State(self.payload["state"]) if self.kind == "review.withdrawn" else _STATES[self.kind]


@dataclass(frozen=True, slots=True)
class Standing:
    """`words` are the decisions no other has seen, in fold order: none, one, or several that are in conflict."""

    words: tuple[Word, ...] = ()

    @property
    def shown(self) -> Word | None:
        """The last in fold order."""
        return self.words[-1] if self.words else None

    def state_of(self, instance_id: str | None) -> State:
        """The state of the case that shows this version."""
        if len(self.words) > 1:
            return State.CONTESTED
        if self.words and self.words[0].instance_id == instance_id:
            return self.words[0].state
        return State.NONE if instance_id is None else State.RECEIVED


def find_standing(history: History, words: Sequence[Word]) -> Standing:
    """The standing of a case, given its decisions and the household's history."""
    speaking = {one.digest: one for one in words if one.speaks}
    return Standing(tuple(speaking[digest] for digest in history.newest(speaking)))


def find_standing_before(history: History, words: Sequence[Word], digest: str) -> Standing:
    """The standing that the author of a decision had before her."""
    past: Collection[str] = history.pasts[digest]
    return find_standing(history, [one for one in words if one.digest in past])
