"""Records to tables: the only place that writes projections. Live intake, rebuild and sync all come through `apply`."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sqlalchemy import Connection

from sync.log import Found

from .applying import Applying, Forms
from .areas import areas_changed, attribute_set, villages_changed
from .assigning import assignment_ended, assignment_made, households_assigned, households_released
from .denominators import denominators_entered, denominators_withdrawn
from .derived import media_received
from .doubles import duplicate_decided, duplicate_noted
from .erasing import erased
from .events import (
    household_merged,
    household_restored,
    household_split,
    household_withdrawn,
)
from .exceptions import exception_decided, exception_ended
from .imports import household_listed, import_applied, import_undone, list_signed
from .keyed import correction_explained, paper_compared, paper_keyed, paper_keyed_again, paper_share_set
from .moves import household_departed, move_declined, transferred
from .new_households import Registered, households_registered
from .observations import observation_added
from .packs import pack_adopted, pack_entered
from .people import account_changed, account_registered, grant_given, grant_revoked
from .people_events import member_joined, member_left, person_identified
from .rechecks import recheck_drawn
from .registry import household_corrected, household_registered, status_imported
from .replaying import Replay
from .resolutions import conflict_resolved
from .reviews import answers_judged, review_commented, review_decided
from .rounds import (
    form_published,
    round_opened,
    round_state_changed,
    visits_declared,
)
from .rulings import outcome_decided
from .submissions import submission_received
from .villages import villages_registered, villages_withdrawn

_KINDS: dict[str, Callable[[Applying], None]] = {
    "account.registered": account_registered,
    "account.changed": account_changed,
    "grant.given": grant_given,
    "grant.revoked": grant_revoked,
    "villages.registered": villages_registered,
    "villages.withdrawn": villages_withdrawn,
    "areas.changed": areas_changed,
    "area.attribute_set": attribute_set,
    "villages.changed": villages_changed,
    "observation.added": observation_added,
    "denominators.entered": denominators_entered,
    "denominators.withdrawn": denominators_withdrawn,
    "household.registered": household_registered,
    "household.listed": household_listed,
    "household.corrected": household_corrected,
    "status.imported": status_imported,
    "household.withdrawn": household_withdrawn,
    "household.departed": household_departed,
    "household.split": household_split,
    "household.merged": household_merged,
    "household.restored": household_restored,
    "transferred": transferred,
    "move.declined": move_declined,
    "member.joined": member_joined,
    "member.left": member_left,
    "outcome.decided": outcome_decided,
    "duplicate.decided": duplicate_decided,
    "duplicate.noted": duplicate_noted,
    "person.identified": person_identified,
    "import.applied": import_applied,
    "import.undone": import_undone,
    "list.signed": list_signed,
    "exception.decided": exception_decided,
    "exception.ended": exception_ended,
    "round.opened": round_opened,
    "round.state_changed": round_state_changed,
    "form.published": form_published,
    "pack.entered": pack_entered,
    "pack.adopted": pack_adopted,
    "assignment.made": assignment_made,
    "assignment.ended": assignment_ended,
    "households.assigned": households_assigned,
    "households.released": households_released,
    "visits.declared": visits_declared,
    "submission.received": submission_received,
    "media.received": media_received,
    "correction.explained": correction_explained,
    "paper.keyed": paper_keyed,
    "paper.keyed_again": paper_keyed_again,
    "paper.compared": paper_compared,
    "paper.share_set": paper_share_set,
    "recheck.drawn": recheck_drawn,
    "review.returned": review_decided,
    "review.approved": review_decided,
    "review.held": review_decided,
    "review.duplicate": review_decided,
    "review.withdrawn": answers_judged,
    "review.corrected": answers_judged,
    "review.confirmed": answers_judged,
    "review.commented": review_commented,
    "conflict.resolved": conflict_resolved,
    "erased": erased,
}


def apply(applying: Applying) -> None:
    """Project one record. A kind without a projection changes no table: it lies in the log until it has one."""
    handler = _KINDS.get(applying.record.envelope.kind)
    if handler is not None:
        handler(applying)


def replay(connection: Connection, node: Forms, found: Sequence[Found]) -> list[Found]:
    """Project records of the log as they were when they arrived, for rebuild and sync; the caller owns the transaction.

    Returns those that could not be: forms left pending, all else listed as stuck. No exception of theirs comes out.
    """
    return Replay(connection, node, apply).run(found)


def retry_stuck(connection: Connection, node: Forms, *, is_all: bool = True) -> int:
    """Try again what is stuck (without `is_all`: what may have waited for another record); the rest is counted."""
    return Replay(connection, node, apply).retry(is_all=is_all)


__all__ = ["Applying", "Registered", "apply", "households_registered", "replay", "retry_stuck"]
