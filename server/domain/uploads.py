"""What to do with an upload, and what its sender is told: pure decisions (architecture, table of answers)."""

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


STORED_BEFORE = frozenset((UploadAction.ACCEPT_AGAIN, UploadAction.ACCEPT_ERASED, UploadAction.CONFLICT))


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


@dataclass(frozen=True, slots=True)
class Answer:
    """What the phone is told; `code` names why."""

    status: int
    code: str


def decide_answer(action: UploadAction, state: str) -> Answer:
    """The answer once the submission is stored in `state`: nothing is refused for its content."""
    if action == UploadAction.CONFLICT:
        return Answer(409, "conflict")
    if action == UploadAction.ACCEPT_ERASED or state == "erased":
        return Answer(201, "erased")
    if state == "held":
        return Answer(202, "held")
    if action == UploadAction.STALE_EDIT or state == "conflict":
        return Answer(202, "crossed")
    return Answer(201, state if state in ("quarantined", "pending", "unplaced", "trial") else "received")


class Succession(StrEnum):
    """How a new version of a case stands to the one that is shown now."""

    FIRST = "first"
    FOLLOWS = "follows"
    CROSSES_AND_SHOWN = "crosses_and_shown"
    CROSSES_AND_KEPT = "crosses_and_kept"


OrderKey = tuple[int, str, int]  # clock, origin, sequence: ties of the fold order (`records.md`)


def decide_succession(*, has_current: bool, follows_current: bool, new: OrderKey, current: OrderKey) -> Succession:
    """Concurrent versions are both kept; the last in fold order is shown until a person resolves it."""
    if not has_current:
        return Succession.FIRST
    if follows_current:
        return Succession.FOLLOWS
    return Succession.CROSSES_AND_SHOWN if new > current else Succession.CROSSES_AND_KEPT


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
