"""Records to tables: the only place that writes projections. Live intake, rebuild and sync all come through `apply`."""

from __future__ import annotations

from collections.abc import Callable

from .applying import Applying
from .people import account_registered, grant_given, grant_revoked
from .registry import household_corrected, household_registered, status_imported, villages_registered
from .rounds import assignment_ended, assignment_made, form_published, round_opened, round_state_changed
from .submissions import media_received, submission_received

_KINDS: dict[str, Callable[[Applying], None]] = {
    "account.registered": account_registered,
    "grant.given": grant_given,
    "grant.revoked": grant_revoked,
    "villages.registered": villages_registered,
    "household.registered": household_registered,
    "household.corrected": household_corrected,
    "status.imported": status_imported,
    "round.opened": round_opened,
    "round.state_changed": round_state_changed,
    "form.published": form_published,
    "assignment.made": assignment_made,
    "assignment.ended": assignment_ended,
    "submission.received": submission_received,
    "media.received": media_received,
}


def apply(applying: Applying) -> None:
    """Project one record. A kind without a projection changes no table: it lies in the log until it has one."""
    handler = _KINDS.get(applying.record.envelope.kind)
    if handler is not None:
        handler(applying)


__all__ = ["Applying", "apply"]
