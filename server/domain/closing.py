"""What stands in the way of closing a round (R9, R11), and what may be decided about a missed household. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

COMPLETED, NO_FORM = "completed", "none"
# The ways a visit ends (R9); only `completed` is scored, the others wait for a decision in writing.
OUTCOMES = (*(COMPLETED, "absent", "refused", "moved", "all_died", "merged", "not_found", "duplicate", "destroyed"),)
# keep: last year's result stays, the household stays in the register; remove: it leaves the register.
RULINGS = ("keep", "remove")
# Outcome -> why the household leaves the register. A merge or a duplicate names another household: they have pages of
# their own, and a move inside the province has two sides.
REMOVAL: Mapping[str, str] = {
    "moved": "moved_out",
    "all_died": "all_died",
    "not_found": "not_found",
    "destroyed": "destroyed",
}


@dataclass(frozen=True, slots=True)
class Obstacles:
    """How many there are, over the communes of a round. `unsent`: households without any form; `keyings`: forms from
    paper whose second keying is still to be made or compared (R14)."""

    open_moves: int = 0
    undecided: int = 0
    unsent: int = 0
    keyings: int = 0


def list_obstacles(found: Obstacles, *, is_training: bool) -> tuple[tuple[str, int], ...]:
    """(what, how many) of what must be done before the round is closed.

    A training round may be closed with households nobody visited: its numbers are of nobody.
    """
    every = (("open_moves", found.open_moves), ("undecided", found.undecided), ("keyings", found.keyings))
    unsent = () if is_training else (("unsent", found.unsent),)
    return tuple((name, count) for name, count in (*every, *unsent) if count)


def may_remove(outcome: str) -> bool:
    """Whether the meeting can take a household out of the register by this outcome alone."""
    return outcome in REMOVAL
