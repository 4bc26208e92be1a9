"""The findings of a version whose answers were corrected: those that rested on what was sent go, new ones come."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import orjson
from sqlalchemy import Connection, delete, insert, or_, select

from server.domain.checks import check_leaps
from server.domain.facts import HouseholdFacts, facts_from_json
from server.domain.findings import Finding
from server.domain.imports.statuses import outcomes_under
from server.services.ingest.work import check_facts
from server.store.tables import Finding as FindingRow
from sync.log import read_now, read_subject

from .applying import Applying
from .derived import finding_row
from .reassessing import Reassessed
from .scene import SUBMISSION

FINDING = FindingRow.__table__


def find_again(
    applying: Applying, household: Any, shown: Any, made: Reassessed, sent: HouseholdFacts
) -> dict[str, int]:
    """Findings that rest on what was sent go, those of the corrected answers come; others stay."""
    connection, instance_id = applying.connection, shown.instance_id
    previous = read_previous(connection, shown)
    outcomes = [(one.standard, one.outcome) for one in made.assessments]
    recognised = outcomes_under(household.recognised, [one.standard for one in made.assessments])
    facts = facts_from_json(shown.facts)
    new = check_facts(facts, previous, made.rules) + check_leaps(recognised, outcomes)
    gone = {_name(one) for one in check_facts(sent, previous, made.rules)} | {("class_leap", None, None)}
    gone_fields = _changed_fields(sent, facts)
    rows = connection.execute(select(FINDING).where(FINDING.c.instance_id == instance_id).order_by(FINDING.c.position))
    kept = [
        Finding(one.code, one.severity, one.fact, one.member_no, one.values)
        for one in rows
        if (one.code, one.fact, one.member_no) not in gone and (one.member_no, one.fact) not in gone_fields
    ]
    found = kept + new
    connection.execute(delete(FINDING).where(FINDING.c.instance_id == instance_id))
    if found:
        connection.execute(insert(FINDING), [finding_row(instance_id, n, one) for n, one in enumerate(found)])
    counts: dict[str, int] = {}
    for one in found:
        counts[one.severity] = counts.get(one.severity, 0) + 1
    return counts


def _name(one: Finding) -> tuple[str, str | None, int | None]:
    return one.code, one.fact, one.member


def _changed_fields(sent: HouseholdFacts, facts: HouseholdFacts) -> set[tuple[int | None, str]]:
    changed: set[tuple[int | None, str]] = {(None, name) for name in _differing(sent.household, facts.household)}
    for place, (old, new) in enumerate(zip(sent.members, facts.members, strict=True), start=1):
        changed |= {(place, name) for name in _differing(old, new)}
    return changed


def _differing(old: Mapping[str, Any], new: Mapping[str, Any]) -> set[str]:
    return {name for name in old.keys() | new.keys() if old.get(name) != new.get(name)}


def read_previous(connection: Connection, shown: Any) -> HouseholdFacts | None:
    """What was known before a version: the household's form before it, else what the register began with."""
    earlier = connection.execute(
        select(SUBMISSION.c.facts)
        .where(
            SUBMISSION.c.household_id == shown.household_id,
            SUBMISSION.c.received_at < shown.received_at,
            or_(SUBMISSION.c.state == "current", SUBMISSION.c.state == "superseded"),
            SUBMISSION.c.facts.is_not(None),
        )
        .order_by(SUBMISSION.c.received_at.desc())
    ).scalar()
    if earlier is not None:
        return facts_from_json(earlier)
    for one in read_subject(connection, shown.household_id):
        found = read_now(connection, one)
        if found.record.envelope.kind in ("household.registered", "transferred") and found.record.payload is not None:
            return facts_from_json(orjson.loads(found.record.payload)["facts"])
    return None
