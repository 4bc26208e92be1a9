"""The review of cases: what supervisors do, each act a signed record; what may follow what: `server.domain.review`."""

from .batches import Batch, Refused, act_on_many, check_many, undo_batch
from .changes import FactChange, PersonChange, VersionChanges, compare_versions, read_changes
from .correcting import Answered, CorrectionView, confirm_correction, correct, list_corrections, read_answers
from .deciding import approve, comment, hold, mark_duplicate, resolve_conflict, return_case, undo
from .history import Entry, find_returned, read_history
from .words import label_of

__all__ = [
    "Answered",
    "Batch",
    "CorrectionView",
    "Entry",
    "FactChange",
    "PersonChange",
    "Refused",
    "VersionChanges",
    "act_on_many",
    "approve",
    "check_many",
    "comment",
    "compare_versions",
    "confirm_correction",
    "correct",
    "find_returned",
    "hold",
    "label_of",
    "list_corrections",
    "mark_duplicate",
    "read_answers",
    "read_changes",
    "read_history",
    "resolve_conflict",
    "return_case",
    "undo",
    "undo_batch",
]
