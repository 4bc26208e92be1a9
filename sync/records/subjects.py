"""The fold of one subject over one area: what is shown of each part, what is in conflict, what is late. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from .envelope import Record
from .events import History, read_history
from .judging import Counts
from .kinds import KINDS, Kind, Part

# A household that has left is written about elsewhere; a record of these parts that comes later opens a task.
_OF_RESIDENTS = frozenset({Part.ANSWERS, Part.MEMBERS})
# What a recognition rests on: changed after it, the change is pending, never applied (R1).
_OF_RECOGNITION = frozenset({Part.ANSWERS, Part.MEMBERS, Part.REVIEW})


@dataclass(frozen=True, slots=True)
class SubjectState:
    """What records alone say about a subject in an area; digests of records, in fold order where there are several.

    `shown` has the record that speaks for each part. `conflicts` has every part whose newest writers had not seen
    each other. `late` arrived about a household that had left. `additions` write no part.
    """

    subject: str
    shown: Mapping[Part, str]
    conflicts: Mapping[Part, tuple[str, ...]]
    is_review_current: bool | None
    has_pending_change: bool
    late: tuple[str, ...]
    additions: tuple[str, ...]

    @property
    def passes_gates(self) -> bool:
        """No gate passes while people disagree, or while something waits to be transferred."""
        return not self.conflicts and not self.late

    def to_json(self) -> dict[str, Any]:
        """Plain JSON for comparing nodes."""
        return {
            "shown": {part.value: digest for part, digest in sorted(self.shown.items())},
            "conflicts": {part.value: list(digests) for part, digests in sorted(self.conflicts.items())},
            "is_review_current": self.is_review_current,
            "has_pending_change": self.has_pending_change,
            "late": list(self.late),
            "additions": list(self.additions),
        }


def fold_subject(
    records: Iterable[Record], subject: str, counts: Counts, kinds: Mapping[str, Kind] = KINDS
) -> SubjectState:
    """Fold a subject's records of one area (and of the areas merged into it)."""
    history = read_history(records, subject, counts.counts)
    writers, additions = _read_parts(history, counts, kinds)
    newest = {part: history.newest(digests) for part, digests in writers.items()}
    shown = {part: digests[-1] for part, digests in newest.items()}
    return SubjectState(
        subject=subject,
        shown=shown,
        conflicts={part: tuple(digests) for part, digests in newest.items() if len(digests) > 1},
        is_review_current=_is_review_current(history, shown),
        has_pending_change=_has_pending_change(history, writers, shown),
        late=_late(history, writers),
        additions=tuple(additions),
    )


def find_conflicts(state: SubjectState) -> dict[Part, tuple[str, ...]]:
    """Concurrent records that write the same part, until a person resolves them with a record that follows all."""
    return dict(state.conflicts)


def _read_parts(history: History, counts: Counts, kinds: Mapping[str, Kind]) -> tuple[dict[Part, list[str]], list[str]]:
    """(writers of each part, records that only add): of what counts and is not erased, in fold order."""
    writers: dict[Part, list[str]] = {}
    additions: list[str] = []
    for event in history.events:
        if not counts.counts(event.record) or counts.erased.is_erased(event.record):
            continue
        parts = kinds[event.record.envelope.kind].parts - {Part.NONE}
        for part in sorted(parts):
            writers.setdefault(part, []).append(event.digest)
        if not parts:
            additions.append(event.digest)
    return writers, additions


def _is_review_current(history: History, shown: Mapping[Part, str]) -> bool | None:
    """Whether who reviewed had seen the answers that are shown now; None where there was no review."""
    review, answers = shown.get(Part.REVIEW), shown.get(Part.ANSWERS)
    if review is None:
        return None
    return answers is None or answers == review or history.has_seen(review, answers)


def _has_pending_change(history: History, writers: Mapping[Part, list[str]], shown: Mapping[Part, str]) -> bool:
    status = shown.get(Part.STATUS)
    if status is None:
        return False
    about = {digest for part in _OF_RECOGNITION for digest in writers.get(part, ())}
    return any(digest != status and not history.has_seen(status, digest) for digest in about)


def _late(history: History, writers: Mapping[Part, list[str]]) -> tuple[str, ...]:
    """Answers and members that no departure has seen, where the household's newest word is that it has left."""
    residence = history.newest(writers.get(Part.RESIDENCE, ()))
    by_digest = {one.digest: one.record.envelope.kind for one in history.events}
    if not residence or by_digest[residence[-1]] != "household.departed":
        return ()
    about = {digest for part in _OF_RESIDENTS for digest in writers.get(part, ())}
    seen = {old for one in residence for old in history.pasts[one]}
    return tuple(one.digest for one in history.events if one.digest in about - seen)
