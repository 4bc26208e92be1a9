"""One submission: what was sent beside what was known before, its findings and its assessments."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from server.domain.facts import Fact
from server.store.tables import (
    AssessmentRow,
    Attachment,
    Case,
    Finding,
    Household,
    Submission,
)


@dataclass(frozen=True, slots=True)
class Compared:
    """One fact: before | now, as stored JSON values; `findings` belong to it."""

    fact: Fact
    before: Any
    now: Any
    findings: tuple[Finding, ...]

    @property
    def is_changed(self) -> bool:
        """True when both are known and differ, or an answer appeared where one was known to be missing."""
        return self.now is not None and self.before is not None and self.before != self.now


@dataclass(frozen=True, slots=True)
class SubmissionView:
    """Everything the submission's page shows; `members` pairs (no, before facts, facts now)."""

    submission: Submission
    household: Household | None
    case: Case | None
    area_name: str | None
    village_name: str | None
    enumerator: str | None
    compared: tuple[Compared, ...]
    members: tuple[tuple[int, dict[str, Any], dict[str, Any]], ...]
    loose_findings: tuple[Finding, ...]
    assessments: tuple[AssessmentRow, ...]
    attachments: tuple[Attachment, ...]
    versions: tuple[Submission, ...]

    @property
    def duration(self) -> dt.timedelta | None:
        """How long the interview took by the tablet's clock, if it says so."""
        if self.submission.started_at is None or self.submission.ended_at is None:
            return None
        return self.submission.ended_at - self.submission.started_at
