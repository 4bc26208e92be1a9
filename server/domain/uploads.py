"""What to do with an upload, given what is known: pure decisions with tables of cases (table of answers)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class UploadAction(StrEnum):
    """What intake does with a submission's bytes."""

    CREATE = "create"
    CREATE_VERSION = "create_version"
    ACCEPT_AGAIN = "again"
    HOLD_FOR_ORIGINAL = "hold"
    STALE_EDIT = "stale_edit"
    CONFLICT = "conflict"
    ACCEPT_ERASED = "erased"


@dataclass(frozen=True, slots=True)
class KnownVersion:
    """A submission that is here: its bytes' digest and its state."""

    xml_sha256: str
    state: str


def decide_upload(
    instance_id: str, xml_sha256: str, deprecated_id: str, known: dict[str, KnownVersion]
) -> UploadAction:
    """Pick the action; `known` holds what is stored of `instance_id` and `deprecated_id`."""
    same = known.get(instance_id)
    if same is not None:
        if same.state == "erased":
            return UploadAction.ACCEPT_ERASED
        return UploadAction.ACCEPT_AGAIN if same.xml_sha256 == xml_sha256 else UploadAction.CONFLICT
    if not deprecated_id:
        return UploadAction.CREATE
    original = known.get(deprecated_id)
    if original is None or original.state == "held":
        return UploadAction.HOLD_FOR_ORIGINAL
    return UploadAction.STALE_EDIT if original.state == "superseded" else UploadAction.CREATE_VERSION


class TokenAnswer(StrEnum):
    """What a tablet's token still allows."""

    FULL = "full"
    SUBMIT_ONLY = "submit_only"
    QUARANTINE = "quarantine"
    NOTHING = "nothing"


def decide_token(state: str, *, is_before_drain_end: bool) -> TokenAnswer:
    """active, drain (reissued: submissions only), leaver (forms, empty lists, quarantine), revoked (R15)."""
    if state == "active":
        return TokenAnswer.FULL
    if state == "drain" and is_before_drain_end:
        return TokenAnswer.SUBMIT_ONLY
    if state == "leaver" and is_before_drain_end:
        return TokenAnswer.QUARANTINE
    return TokenAnswer.NOTHING


class EntityAction(StrEnum):
    """What the entity block of a first submission asks of the household."""

    CREATE = "create"
    UPDATE = "update"
    HOLD = "hold"
    ERROR_EXISTS = "entity_exists"
    ERROR_BAD_ID = "entity_bad_id"
    ERROR_REMOVED = "entity_removed"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class EntityClaim:
    """The parts of an entity block that decide."""

    create: bool
    update: bool
    base: int | None
    trunk: int | None
    branch: str
    is_v4: bool
    has_label: bool


@dataclass(frozen=True, slots=True)
class EntityState:
    """What this node has: current version (None = never seen), removed or not, and the versions this branch made."""

    version: int | None
    is_removed: bool
    branch_bases: frozenset[int]


def decide_entity(claim: EntityClaim, state: EntityState, *, is_forced: bool = False) -> EntityAction:
    """The action for a household's entity block (Entities spec 2024.1; `records.md`, at the edge of one node).

    An offline chain is applied in order: an update whose base was made by the same branch waits for it.
    """
    if state.is_removed:
        return EntityAction.ERROR_REMOVED
    if claim.update and state.version is not None:
        waits = _waits_for_branch(claim, state) and not is_forced
        return EntityAction.HOLD if waits else EntityAction.UPDATE
    if claim.update and not claim.create:
        if not is_forced:
            return EntityAction.HOLD
        return EntityAction.CREATE if claim.is_v4 else EntityAction.ERROR_BAD_ID
    if not claim.create:
        return EntityAction.NONE
    if not claim.is_v4:
        return EntityAction.ERROR_BAD_ID
    return EntityAction.CREATE if state.version is None else EntityAction.ERROR_EXISTS


def _waits_for_branch(claim: EntityClaim, state: EntityState) -> bool:
    if not claim.branch or claim.base is None:
        return False
    if claim.base == claim.trunk or (claim.base == 1 and claim.trunk is None):
        return False
    return claim.base - 1 not in state.branch_bases and not _is_first_of_created(claim)


def _is_first_of_created(claim: EntityClaim) -> bool:
    """The first update of an entity created offline has base 1 and no trunk: its base is the create."""
    return claim.trunk is None and claim.base == 1
