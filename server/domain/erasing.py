"""What a decision to destroy personal data takes, what it leaves and why, how it is cut into records (R29). Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

PHOTOS, FORMS, NUMBERS = "photos", "forms", "numbers"
SCOPES = (PHOTOS, FORMS, NUMBERS)
MEDIA, FORM, NOTE = "media.received", "submission.received", "duplicate.noted"
# What is told about a form has its answers in it and goes with it.
KINDS_OF: dict[str, tuple[str, ...]] = {
    PHOTOS: (MEDIA,),
    FORMS: (
        *(FORM, MEDIA, "correction.explained", "paper.keyed", "paper.keyed_again", "paper.compared"),
        *("review.returned", "review.commented", "review.held", "review.corrected", "review.duplicate", NOTE),
    ),
}
# Numbers of papers and places of houses stand in all of these; what else they say stays (`domain.redacting`).
KINDS_OF[NUMBERS] = (
    *(one for one in KINDS_OF[FORMS] if one != MEDIA),
    *("household.registered", "household.listed", "household.corrected", "household.merged", "transferred"),
    *("member.joined", "person.identified", "move.declined", "observation.added"),
)
SCOPE_OF_RULE = {MEDIA: PHOTOS, FORM: FORMS, "person.identified": NUMBERS}
# Why a record stays although the decision names its kind.
SOURCE = "source"  # the register of a household that is still reviewed rests on this form
ORIGIN = "origin"  # this form brought the household in: without it there would be no household
RUNNING = "running"  # the household is in a round that is not closed, where its numbers tell people apart
CASES_AT_ONCE, RECORDS_AT_ONCE = 20, 200


@dataclass(frozen=True, slots=True)
class Item:
    """A record that a decision is about. `group_id`: its case, or its form where that has none. `size` in bytes."""

    record_digest: str
    kind: str
    area_code: str
    group_id: str
    household_id: str | None
    size: int
    held: str = ""


def sum_digests(items: Iterable[Item]) -> str:
    """One digest of what a decision names: printed on its minutes, so that nobody can add to it afterwards."""
    return sum_listed(sorted(one.record_digest for one in items if not one.held))


def sum_listed(digests: Iterable[str]) -> str:
    """The same of digests that come in order, however many."""
    found = hashlib.sha256()
    for number, one in enumerate(digests):
        found.update((f"\n{one}" if number else one).encode())
    return found.hexdigest()


def in_batches(items: Sequence[Item]) -> Iterator[list[Item]]:
    """Whole cases of one area, few enough that phones do not wait for a record that names them."""
    batch: list[Item] = []
    groups: set[str] = set()
    for group in _groups(items):
        is_full = len(groups) >= CASES_AT_ONCE or len(batch) + len(group) > RECORDS_AT_ONCE
        if batch and (is_full or batch[0].area_code != group[0].area_code):
            yield batch
            batch, groups = [], set()
        batch = batch + group
        groups.add(group[0].group_id)
    if batch:
        yield batch


def _groups(items: Sequence[Item]) -> list[list[Item]]:
    found: dict[tuple[str, str], list[Item]] = {}
    for one in items:
        found.setdefault((one.area_code, one.group_id), []).append(one)
    return [found[key] for key in sorted(found)]
