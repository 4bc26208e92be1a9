"""The derived part of a submission: typed facts, findings, assessments. Pure of any database."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from server.domain.checks import Previous, check_household
from server.domain.facts import HouseholdFacts
from server.domain.findings import Finding
from server.forms.read import Answers, CompiledForm, FactReader
from server.standards.assessment import Assessment
from server.standards.engine import Context, assess_all
from server.standards.packs import RoundStandard


@dataclass(slots=True)
class Worked:
    """What was read of a submission before the writer sees it."""

    answers: Answers
    facts: HouseholdFacts
    findings: list[Finding] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class RoundRules:
    """The part of a round that classification needs."""

    standards: tuple[RoundStandard, ...]
    reference_on: dt.date


def work(form: CompiledForm, reader: FactReader, xml: bytes) -> Worked:
    """Parse and type; raises Problem only for what is not a submission at all."""
    answers = form.read(xml)
    facts, findings = reader.type_answers(answers)
    return Worked(answers, facts, findings)


def judge(
    facts: HouseholdFacts, previous: HouseholdFacts | None, rules: RoundRules, area_kind: str | None
) -> tuple[list[Finding], tuple[Assessment, ...]]:
    """Checks and classes of a submission, given what was known before. Only a completed visit is scored (R9)."""
    findings = check_household(facts, Previous(previous, rules.reference_on))
    if facts.household.get("visit_outcome") != "completed":
        return findings, ()
    return findings, assess_all(facts, rules.standards, Context(area_kind, rules.reference_on))
