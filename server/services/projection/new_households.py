"""Many new households at once, with last year's status: what an import brings, in a few statements.

The tables end up as if each record had been projected by itself (`registry.household_registered`, `status_imported`),
which is what a rebuild does.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sync.records import Record

from .applying import Applying, bump_villages, insert_members, insert_versions, split_member, version_row
from .imports import effect_of_new, insert_effects
from .registry import find_area, household_row, insert_households
from .rounds import open_cases_of_new


@dataclass(frozen=True, slots=True)
class Registered:
    """A `household.registered` record with its payload, and the `status.imported` that follows it, if any."""

    registered: Record
    payload: Mapping[str, Any]
    status: Record | None = None
    told: Mapping[str, Any] | None = None

    @property
    def digests(self) -> list[str]:
        """Of its records, in order."""
        return [self.registered.digest] + ([self.status.digest] if self.status is not None else [])


class _Place(NamedTuple):
    """What a case is opened from; a new household is nobody's by itself."""

    household_id: str
    area_code: str
    village_code: str
    assignment_id: str | None = None


def households_registered(applying: Applying, found: Sequence[Registered]) -> None:
    """Project the records of `found`; of `applying` only the connection, the node and the moment are used."""
    connection = applying.connection
    areas = {code: find_area(connection, code) for code in {one.payload["village_code"] for one in found}}
    rows = [_row(one, areas[one.payload["village_code"]], applying) for one in found]
    insert_households(connection, rows)
    insert_members(
        connection,
        {
            one.payload["household_id"]: [split_member(each) for each in one.payload["facts"]["members"]]
            for one in found
        },
    )
    versions = [
        version_row(one.payload["household_id"], number, digest)
        for one in found
        for number, digest in enumerate(one.digests, start=1)
    ]
    insert_versions(connection, versions)
    insert_effects(
        connection, [row for one in found for row in effect_of_new(one.registered.envelope.area, one.payload)]
    )
    bump_villages(connection, Counter(one.payload["village_code"] for one in found for _ in one.digests))
    open_cases_of_new(applying, [_Place(one["household_id"], one["area_code"], one["village_code"]) for one in rows])


def _row(one: Registered, area: Any, applying: Applying) -> dict[str, Any]:
    digests = one.digests
    row = household_row(one.payload["household_id"], dict(one.payload), one.payload["facts"], area)
    row |= {"heads": digests[-1:], "entity_version": len(digests), "updated_at": applying.now}
    if one.told is not None:
        row |= {"recognised": one.told["recognised"], "last_assessed": one.told["assessed"]}
    return row


__all__ = ["Registered", "households_registered"]
