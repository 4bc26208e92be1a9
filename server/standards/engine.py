"""`assess`: facts + a round's standard -> one Assessment. Pure, total, three-valued; it names what is missing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from server.domain.facts import HouseholdFacts

from .assessment import UNDETERMINED, Assessment, Missing
from .evaluate import Env, compile_bool
from .missing import find_missing
from .packs import B2_POINTS, RoundStandard, Standard
from .program import Result, Run, build_program
from .ranges import Range, on_parts
from .say import say

ENGINE = "rasoat-engine/2"
MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Context:
    """What the register and the round say: area kind by the dated register (R12), reference date."""

    area_kind: str | None
    reference_on: dt.date


def assess(facts: HouseholdFacts, used: RoundStandard, context: Context) -> Assessment:
    """Classify a household under one standard (R1: an assessed class, not a status)."""
    kind = context.area_kind
    result = _program(used, kind)(facts, *on_parts(context.reference_on))
    is_open = used.reads_people and not result.counted[0]
    outcome, reason = (UNDETERMINED, MISSING) if is_open else _verdict(used, result.ways)
    missing: tuple[Missing, ...] = ()
    if reason == MISSING:
        missing = find_missing(used, _to_env(facts, used, context, result), kind)
    return Assessment(
        used.standard.id,
        used.method,
        outcome,
        reason,
        _exact(result.b1),
        _exact(result.b2),
        _income_per_member(facts, result.counted) if used.method == "declared_income" else None,
        _exact(result.counted) if used.reads_people else None,
        result.deprived,
        result.signs,
        missing,
        result.trace,
    )


def assess_all(facts: HouseholdFacts, standards: Sequence[RoundStandard], context: Context) -> tuple[Assessment, ...]:
    """One assessment per standard of the round, in the round's order."""
    return tuple(assess(facts, used, context) for used in standards)


@lru_cache(256)  # bounded: what-if makes standards that live for one page
def _program(used: RoundStandard, kind: str | None) -> Run:
    return build_program(used, kind, resolve_params(used.standard, kind))


@lru_cache(4096)
def _verdict(used: RoundStandard, ways: tuple[int, ...]) -> tuple[str, str]:
    """Class and reason where every way left leads to the same; a class may be settled while its reason is not (R4)."""
    rules = used.standard.rules[used.method]
    found = [(rules[n].outcome, rules[n].reason) if n < len(rules) else (UNDETERMINED, MISSING) for n in ways]
    outcomes, reasons = {one[0] for one in found}, {one[1] for one in found}
    if len(outcomes) > 1:
        return UNDETERMINED, MISSING
    return outcomes.pop(), reasons.pop() if len(reasons) == 1 else MISSING


def resolve_params(standard: Standard, kind: str | None) -> dict[str, Range | None]:
    """Legal numbers for a kind of area; the range over both where the kind is unknown; None where a number is."""
    resolved: dict[str, Range | None] = {}
    for name, parameter in standard.parameters.items():
        values = [parameter.value[kind]] if kind else list(parameter.value.values())
        known = [value for value in values if value is not None]
        resolved[name] = (min(known), max(known)) if len(known) == len(values) else None
    return resolved


def _to_env(facts: HouseholdFacts, used: RoundStandard, context: Context, result: Result) -> Env:
    """The household as `find_missing` asks it."""
    params = resolve_params(used.standard, context.area_kind)
    env = Env(facts.household, facts.members, context.reference_on, params)
    counted = compile_bool(used.standard.counted)
    env.counted = tuple(counted(env, member) for member in facts.members)
    scores = {"b1": result.b1, "b2": result.b2, "deprived": result.deprived_count}
    env.scores = {name: value for name, value in scores.items() if value is not None}
    return env


def _exact(value: Range | None) -> int | None:
    return int(value[0]) if value is not None and value[0] == value[1] else None


def _income_per_member(facts: HouseholdFacts, counted: Range) -> int | None:
    """Whole đồng per counted member and month, rounded down: shown to people, never compared (R3)."""
    income, members = facts.household.get("income_vnd"), _exact(counted)
    return income // members if isinstance(income, int) and members else None


__all__ = ["B2_POINTS", "ENGINE", "Context", "assess", "assess_all", "say"]
