"""What an entity block asks of a household, and whether it crosses another change. Pure.

Entities spec 2024.1 as Collect speaks it: `baseVersion` is the version the tablet last held, `trunkVersion` the last
one that came from a server, `branchId` the tablet's own line of offline changes on that trunk.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class EntityAction(StrEnum):
    """What is done with the entity block of a first submission."""

    CREATE = "create"
    UPDATE = "update"
    HOLD = "hold"
    NONE = "none"
    ERROR_EXISTS = "entity_exists"
    ERROR_BAD_ID = "entity_bad_id"
    ERROR_REMOVED = "entity_removed"
    ERROR_NO_LABEL = "entity_no_label"


ERRORS = frozenset(one for one in EntityAction if one.name.startswith("ERROR_"))


@dataclass(frozen=True, slots=True)
class EntityClaim:
    """The parts of an entity block that decide; `base` and `trunk` None where absent or unreadable."""

    create: bool
    update: bool
    base: int | None
    trunk: int | None
    branch: str
    is_v4: bool
    has_label: bool

    @property
    def is_chained(self) -> bool:
        """True when an earlier offline update of the same branch made `baseVersion`.

        The first update of a household created offline has base 1 and no trunk: its base is the create.
        """
        if not self.branch or self.base is None or self.base == self.trunk:
            return False
        return not (self.base == 1 and self.trunk is None)


@dataclass(frozen=True, slots=True)
class EntityState:
    """What this node has: version (None = never seen), removed or not, the bases this branch has been applied on."""

    version: int | None
    is_removed: bool
    branch_bases: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Change:
    """How one version of a household came to be."""

    version: int
    branch: str
    branch_base: int | None
    changed: Mapping[str, Any]


def decide_entity_update(claim: EntityClaim, state: EntityState, *, is_forced: bool = False) -> EntityAction:
    """The action for an entity block; an offline chain is applied in order, what comes early is held (checks 54-57)."""
    if state.is_removed:
        return EntityAction.ERROR_REMOVED
    if claim.update and state.version is not None:
        waits = claim.is_chained and (claim.base or 0) - 1 not in state.branch_bases
        return EntityAction.HOLD if waits and not is_forced else EntityAction.UPDATE
    if claim.update and not claim.create and not is_forced:
        return EntityAction.HOLD if claim.is_v4 else EntityAction.ERROR_BAD_ID
    if not claim.create and not claim.update:
        return EntityAction.NONE
    return _decide_create(claim, state)


def _decide_create(claim: EntityClaim, state: EntityState) -> EntityAction:
    if not claim.is_v4:
        return EntityAction.ERROR_BAD_ID
    if state.version is not None:
        return EntityAction.ERROR_EXISTS
    return EntityAction.CREATE if claim.has_label or claim.update else EntityAction.ERROR_NO_LABEL


def find_base_version(claim: EntityClaim, changes: Iterable[Change]) -> int | None:
    """The version of this node that the tablet's base corresponds to; None where it cannot be told."""
    if not claim.is_chained:
        return claim.base
    made = [one.version for one in changes if one.branch == claim.branch and one.branch_base == (claim.base or 0) - 1]
    return max(made, default=None)


def classify_conflict(claim: EntityClaim, received: Mapping[str, Any], changes: Iterable[Change]) -> str:
    """none, soft (a parallel update) or hard (the same answer changed to another value since the tablet's base)."""
    known = list(changes)
    base = find_base_version(claim, known)
    if base is None:
        base = claim.trunk or 0
    others = [one for one in known if one.version > base]
    for one in others:
        if any(name in received and received[name] != value for name, value in one.changed.items()):
            return "hard"
    if others:
        return "soft"
    start = claim.trunk if claim.trunk is not None else 1
    is_mixed = claim.branch and any(one.version > start and one.branch != claim.branch for one in known)
    return "soft" if is_mixed else "none"
