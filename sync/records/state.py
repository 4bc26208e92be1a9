"""Recorded state: what a set of records says, from the records alone. Two nodes with the same records say the same.

Assessments, findings and scores are derived and not here: they are compared only between equal releases.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from .authority import Authority, Reason
from .canonical import canonical_json
from .envelope import Record
from .judging import judge
from .kinds import KINDS, UNPLACED, Kind
from .subjects import SubjectState, fold_subject


@dataclass(frozen=True, slots=True)
class RecordedState:
    """Subjects by (area, id), what does not count with its reason, whose payloads are gone, what has no place yet.

    `spared` are records that an erasure names and that stay: their kind is needed for ever, or they lie elsewhere.
    """

    subjects: Mapping[tuple[str, str], SubjectState]
    quarantined: Mapping[str, Reason]
    erased: frozenset[str]
    spared: frozenset[str]
    unplaced: frozenset[str]

    def to_json(self) -> dict[str, Any]:
        """Plain JSON, the same on every node that has the same records."""
        return {
            "subjects": {f"{area}/{subject}": one.to_json() for (area, subject), one in self.subjects.items()},
            "quarantined": {digest: reason.value for digest, reason in self.quarantined.items()},
            "erased": sorted(self.erased),
            "spared": sorted(self.spared),
            "unplaced": sorted(self.unplaced),
        }

    def digest(self) -> str:
        """One value to compare two nodes by."""
        return hashlib.sha256(canonical_json(self.to_json())).hexdigest()


def recorded_state(
    records: Iterable[Record],
    authority: Authority,
    successors: Mapping[str, str] | None = None,
    kinds: Mapping[str, Kind] = KINDS,
) -> RecordedState:
    """Fold records; `successors` maps an area that was merged to the one that took it over.

    To compare a commune with the province, give both the streams of the commune's area and the `shared` streams that
    go with them.
    """
    everything = list(records)
    counts = judge(everything, authority, kinds)
    grouped: dict[tuple[str, str], list[Record]] = {}
    for one in everything:
        if one.envelope.area != UNPLACED:
            area = current_area(one.envelope.area, successors or {})
            for subject in dict.fromkeys(one.envelope.subjects):
                grouped.setdefault((area, subject), []).append(one)
    return RecordedState(
        subjects={key: fold_subject(found, key[1], counts, kinds) for key, found in sorted(grouped.items())},
        quarantined=counts.reasons,
        erased=frozenset(one.digest for one in everything if counts.erased.is_erased(one)),
        spared=counts.erased.spared,
        unplaced=frozenset(one.digest for one in everything if one.envelope.area == UNPLACED),
    )


def current_area(area: str, successors: Mapping[str, str]) -> str:
    """The area whose node folds this stream today, after any number of mergers."""
    seen = {area}
    while area in successors and successors[area] not in seen:
        area = successors[area]
        seen.add(area)
    return area
