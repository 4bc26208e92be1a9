"""The class of a version made anew outside its intake: after a decided exception, or a correction that counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, delete, insert, select, update

from server.domain.facts import facts_from_json
from server.services.ingest.work import RoundRules, assess_facts, except_rules
from server.standards.assessment import Assessment
from server.store.tables import Area, AssessmentRow, Round, Submission

from .applying import Applying
from .cases import CASE, classes_of
from .derived import assessment_row
from .figures import assessed_again
from .look_back import look_back_of
from .queue import class_marks
from .scene import round_rules

AREA = Area.__table__
ASSESSMENT = AssessmentRow.__table__
ROUND = Round.__table__
SUBMISSION = Submission.__table__


@dataclass(frozen=True, slots=True)
class Reassessed:
    """What was made: the rules it was made by, and the assessments."""

    rules: RoundRules
    assessments: tuple[Assessment, ...]


def shown_versions(household_id: str) -> Select[Any]:
    """The version each case of a household shows, with its case and round."""
    return (
        select(
            *(SUBMISSION.c[name] for name in ("instance_id", "form_version", "facts", "received_at")),
            *(CASE.c[name] for name in ("case_id", "village_code", "household_id", "has_conflict")),
            ROUND,
        )
        .join(CASE, CASE.c.instance_id == SUBMISSION.c.instance_id)
        .join(ROUND, ROUND.c.round_id == CASE.c.round_id)
        .where(CASE.c.household_id == household_id, SUBMISSION.c.facts.is_not(None))
    )


def assess_again(applying: Applying, household: Any, shown: Any, exceptions: Sequence[Any]) -> Reassessed:
    """Class a shown version from its answers as they stand; a recognised status stays as it was decided (R1)."""
    connection = applying.connection
    area_kind = connection.execute(select(AREA.c.area_kind).where(AREA.c.code == household.area_code)).scalar()
    rules = except_rules(round_rules(applying.node, connection, shown), exceptions)
    assessments = assess_facts(facts_from_json(shown.facts), rules, area_kind)
    connection.execute(delete(ASSESSMENT).where(ASSESSMENT.c.instance_id == shown.instance_id))
    rows = [assessment_row(shown.instance_id, one, rules, shown.form_version) for one in assessments]
    if rows:
        connection.execute(insert(ASSESSMENT), rows)
    looks = look_back_of(applying.node, connection, shown.round_id)
    classes = classes_of(assessments, household.recognised, looks)
    values = {"classes": classes, **class_marks(classes, assessments, rules.standards, area_kind)}
    connection.execute(update(CASE).where(CASE.c.case_id == shown.case_id).values(**values))
    if not shown.has_conflict:
        assessed_again(applying, shown, assessments)
    return Reassessed(rules, assessments)
