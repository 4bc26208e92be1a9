"""Decided exceptions to a household's kind of area (R12): what they change, and the class of its cases made anew."""

from __future__ import annotations

from typing import Any

from sqlalchemy import delete, insert, select, update

from server.domain.facts import facts_from_json
from server.services.ingest.work import assess_facts, except_rules
from server.store.tables import Area, AssessmentRow, Round, Submission

from .applying import Applying
from .cases import CASE, classes_of
from .derived import assessment_row
from .figures import assessed_again
from .queue import class_marks
from .registry import find_household, touch_household
from .scene import round_rules

FIELDS = ("exception_id", "standard", "item", "area_kind", "region", "rows", "decision")
AREA = Area.__table__
ASSESSMENT = AssessmentRow.__table__
ROUND = Round.__table__
SUBMISSION = Submission.__table__


def exception_decided(applying: Applying) -> None:
    """An item counts as in another area from now on; a later decision on the same item takes its place."""
    payload = applying.payload
    new = {name: payload.get(name) for name in FIELDS}

    def change(kept: list[Any]) -> list[Any]:
        others = [one for one in kept if (one["standard"], one["item"]) != (new["standard"], new["item"])]
        return [*others, new]

    _change(applying, change)


def exception_ended(applying: Applying) -> None:
    """The item counts again as the register says."""
    ended = applying.payload["exception_id"]
    _change(applying, lambda kept: [one for one in kept if one["exception_id"] != ended])


def _change(applying: Applying, change: Any) -> None:
    row = find_household(applying, applying.payload["household_id"])
    if row is None:
        return
    exceptions = change(list(row.exceptions or ()))
    touch_household(applying, row, exceptions=exceptions)
    _assess_again(applying, row, exceptions)


def _assess_again(applying: Applying, household: Any, exceptions: list[Any]) -> None:
    """Every version shown in a case is classed anew; a recognised status stays as it was decided (R1)."""
    connection = applying.connection
    area_kind = connection.execute(select(AREA.c.area_kind).where(AREA.c.code == household.area_code)).scalar()
    shown = connection.execute(
        select(
            SUBMISSION.c.instance_id,
            SUBMISSION.c.form_version,
            SUBMISSION.c.facts,
            CASE.c.case_id,
            CASE.c.village_code,
            ROUND,
        )
        .join(CASE, CASE.c.instance_id == SUBMISSION.c.instance_id)
        .join(ROUND, ROUND.c.round_id == CASE.c.round_id)
        .where(CASE.c.household_id == household.household_id, SUBMISSION.c.facts.is_not(None))
    ).all()
    for one in shown:
        rules = except_rules(round_rules(applying.node, connection, one), exceptions)
        assessments = assess_facts(facts_from_json(one.facts), rules, area_kind)
        connection.execute(delete(ASSESSMENT).where(ASSESSMENT.c.instance_id == one.instance_id))
        rows = [assessment_row(one.instance_id, each, rules, one.form_version) for each in assessments]
        if rows:
            connection.execute(insert(ASSESSMENT), rows)
        classes = classes_of(assessments, household.recognised)
        values = {"classes": classes, **class_marks(classes, assessments, rules.standards, area_kind)}
        connection.execute(update(CASE).where(CASE.c.case_id == one.case_id).values(**values))
        assessed_again(applying, one, assessments)
