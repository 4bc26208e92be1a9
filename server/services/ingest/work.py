"""The derived part of a submission: typed facts, findings, assessments. Pure of any database and any lock."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from server.domain.checks import Previous, check_against, check_within
from server.domain.facts import HouseholdFacts, facts_to_json
from server.domain.findings import Finding
from server.forms.read import Answers, CompiledForm
from server.standards.area_exceptions import except_standards
from server.standards.assessment import Assessment
from server.standards.engine import Context, assess_all
from server.standards.packs import RoundStandard


@dataclass(frozen=True, slots=True)
class RoundRules:
    """The part of a round that classification needs; it never changes once the round is opened."""

    standards: tuple[RoundStandard, ...]
    reference_on: dt.date
    stamps: tuple[str, ...] = ()


@dataclass(slots=True)
class Worked:
    """What was made of a submission before the writer sees it: as much as needs no look at the register.

    `assessments` hold under `assessed_kind`, the area kind the tablet was given; the writer makes them anew where the
    register says otherwise. `checked` are findings within the answers, `facts_json` the facts as they are stored; where
    the round is not known yet both are made later. What `is_apart` (a survey, a form on trial) is never a version of
    its household.
    """

    answers: Answers
    facts: HouseholdFacts
    findings: list[Finding] = field(default_factory=list)
    assessments: tuple[Assessment, ...] = ()
    assessed_kind: str | None = None
    is_assessed: bool = False
    is_from_leaver: bool = False
    state: str = ""  # of the version, where the projection has stored it
    is_apart: bool = False
    checked: list[Finding] | None = None
    facts_json: dict[str, Any] | None = None
    xml_sha256: str = ""
    household: Any = None  # its row as it was read within the operation that projects it


def work(form: CompiledForm, xml: bytes, rules: RoundRules | None = None, root: Any = None) -> Worked:
    """Parse, type, re-evaluate the form, assess; raises Problem only for what is not a submission at all."""
    answers = form.read(xml, root)
    facts, findings = form.facts(answers)
    worked = Worked(answers, facts, [*findings, *form.check(answers)])
    answers.forget_scopes()
    if rules is not None:
        worked.assessed_kind = answers.hidden.get("area_kind") or None
        worked.assessments = assess_facts(facts, rules, worked.assessed_kind)
        worked.is_assessed = True
        worked.checked = check_within(facts, rules.reference_on)
        worked.facts_json = facts_to_json(facts)
    return worked


def assess_facts(facts: HouseholdFacts, rules: RoundRules, area_kind: str | None) -> tuple[Assessment, ...]:
    """The class under every standard of the round. Only a completed visit is scored (R9)."""
    if facts.household.get("visit_outcome") != "completed":
        return ()
    kind = area_kind if area_kind in ("rural", "urban") else None
    return assess_all(facts, rules.standards, Context(kind, rules.reference_on))


def except_rules(rules: RoundRules, exceptions: Sequence[Mapping[str, Any]]) -> RoundRules:
    """The rules as a household's decided exceptions change them (R12)."""
    return replace(rules, standards=except_standards(rules.standards, exceptions)) if exceptions else rules


def check_facts(
    facts: HouseholdFacts,
    previous: HouseholdFacts | None,
    rules: RoundRules,
    checked: Sequence[Finding] | None = None,
) -> list[Finding]:
    """Cross-field findings, where intake has not made them (`checked`), and cross-year ones."""
    within = check_within(facts, rules.reference_on) if checked is None else checked
    return [*within, *check_against(facts, Previous(previous, rules.reference_on))]
