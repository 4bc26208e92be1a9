"""`assess`: facts + a round's standard -> one Assessment. Pure, total, three-valued; it names what is missing."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cache

from server.domain.facts import HouseholdFacts, Value, load_facts

from .assessment import UNDETERMINED, Assessment, Missing, TraceItem
from .evaluate import BoolFn, Env, Member, MissingKey, compile_bool
from .packs import Indicator, Item, RoundStandard, Rule, Standard
from .ranges import BIG, FALSE, UNKNOWN, Range, Truth
from .tree import FactNumber, Node, OneOf, walk

ENGINE = "rasoat-engine/1"
B2_POINTS = "b2_points"


@dataclass(frozen=True, slots=True)
class Context:
    """What the register and the round say: area kind by the dated register (R12), reference date."""

    area_kind: str | None
    reference_on: dt.date


def assess(facts: HouseholdFacts, used: RoundStandard, context: Context) -> Assessment:
    """Classify a household under one standard (R1: an assessed class, not a status)."""
    return _compile(used)(facts, context)


def assess_all(facts: HouseholdFacts, standards: tuple[RoundStandard, ...], context: Context) -> tuple[Assessment, ...]:
    """One assessment per standard of the round, in the round's order."""
    return tuple(assess(facts, used, context) for used in standards)


@cache
def _compile(used: RoundStandard) -> Compiled:
    return Compiled(used)


class Compiled:
    """A round's standard compiled once to closures; calling it assesses one household."""

    def __init__(self, used: RoundStandard) -> None:
        standard = used.standard
        self._used = used
        self._counted = compile_bool(standard.counted)
        self._indicators = tuple((one, compile_bool(one.deprived)) for one in standard.indicators)
        self._rules = tuple((one, compile_bool(one.when)) for one in standard.rules[used.method])
        items = used.scoring.items if used.scoring is not None and used.method == "points" else ()
        self._items = tuple((one, tuple(compile_bool(row.when) for row in one.rows)) for one in items)
        self._has_table = bool(items)
        self._params = {kind: _resolve_params(standard, kind) for kind in ("rural", "urban", None)}

    def __call__(self, facts: HouseholdFacts, context: Context) -> Assessment:
        env = Env(facts.household, facts.members, context.reference_on, self._params[context.area_kind])
        trace: list[TraceItem] = []
        missing: dict[MissingKey, None] = {}
        self._count(env, trace, missing)
        self._score(env, context, trace, missing)
        self._deprive(env, trace, missing)
        outcome, reason = self._classify(env, trace, missing)
        if context.area_kind is None and outcome == UNDETERMINED:
            missing[("answer", "register", "area_kind")] = None
        return self._to_assessment(env, (outcome, reason), trace, missing)

    def _count(self, env: Env, trace: list[TraceItem], missing: dict[MissingKey, None]) -> None:
        counted: list[Truth] = []
        source = self._used.standard.counted_source
        for member in env.members:
            truth = self._counted(env, member)
            counted.append(truth)
            if truth == UNKNOWN:
                missing.update(dict.fromkeys(sorted(env.missing)))
            name = str(member.get("no", ""))
            trace.append(TraceItem("member", name, "", _text(member.get("state")), None, _met(truth), source))
        env.counted = tuple(counted)

    def _score(self, env: Env, context: Context, trace: list[TraceItem], missing: dict[MissingKey, None]) -> None:
        low: int = 0
        high: int = 0
        for item, conditions in self._items:
            env.missing = set()
            points, label = _score_item(env, item, conditions, context.area_kind)
            if points[0] != points[1]:
                missing.update(dict.fromkeys(sorted(env.missing)))
            low, high = low + int(points[0]), min(high + int(points[1]), BIG)
            known = int(points[0]) if points[0] == points[1] else None
            trace.append(TraceItem("points", item.id, item.label, label, known, None, item.source))
        if self._has_table:
            env.scores["b1"] = (low, high)

    def _deprive(self, env: Env, trace: list[TraceItem], missing: dict[MissingKey, None]) -> None:
        surely = maybe = 0
        for indicator, condition in self._indicators:
            env.missing = set()
            truth = condition(env, {})
            if truth == UNKNOWN:
                missing.update(dict.fromkeys(sorted(env.missing)))
            surely += truth[0]
            maybe += not truth[1]
            trace.append(_trace_indicator(env, indicator, truth))
        env.scores["deprived"] = (surely, maybe)
        each = env.params.get(B2_POINTS)
        if each is not None:
            env.scores["b2"] = (surely * each[0], maybe * each[1])

    def _classify(self, env: Env, trace: list[TraceItem], missing: dict[MissingKey, None]) -> tuple[str, str]:
        possible: dict[str, list[str]] = {}
        env.missing = set()
        for rule, condition in self._rules:
            truth = condition(env, {})
            trace.append(_trace_rule(rule, truth))
            if not truth[1]:
                possible.setdefault(rule.outcome, []).append(rule.reason)
            if truth[0]:
                break
        else:
            possible.setdefault(UNDETERMINED, []).append("missing")
        if len(possible) == 1:
            outcome, reasons = next(iter(possible.items()))
            return outcome, reasons[0] if len(set(reasons)) == 1 else "missing"
        missing.update(dict.fromkeys(sorted(env.missing)))
        return UNDETERMINED, "missing"

    def _to_assessment(
        self, env: Env, verdict: tuple[str, str], trace: list[TraceItem], missing: dict[MissingKey, None]
    ) -> Assessment:
        used = self._used
        deprived = tuple(one.item for one in trace if one.kind == "indicator" and one.is_met)
        counted = (sum(one[0] for one in env.counted), sum(not one[1] for one in env.counted))
        return Assessment(
            standard=used.standard.id,
            method=used.method,
            outcome=verdict[0],
            reason=verdict[1],
            b1=_exact(env.scores.get("b1")),
            b2=_exact(env.scores.get("b2")),
            income_vnd=_income_per_member(env, counted) if used.method == "declared_income" else None,
            counted_members=_exact(counted),
            deprived=deprived,
            missing=tuple(_to_missing(key, used.standard) for key in missing),
            trace=tuple(trace),
        )


def _resolve_params(standard: Standard, kind: str | None) -> dict[str, Range | None]:
    """Ranges by area kind; where the kind is unknown, the range over both kinds."""
    resolved: dict[str, Range | None] = {}
    for name, parameter in standard.parameters.items():
        values = [parameter.value[kind]] if kind else list(parameter.value.values())
        known = [value for value in values if value is not None]
        resolved[name] = (min(known), max(known)) if len(known) == len(values) else None
    return resolved


def _score_item(
    env: Env, item: Item, conditions: tuple[BoolFn, ...], area_kind: str | None
) -> tuple[Range, str | None]:
    """Points of one characteristic as a range, and the label of the row that settles it."""
    if item.select == "sum":
        return _sum_rows(env, item, conditions, area_kind)
    lows: list[int] = []
    highs: list[int] = []
    for row, condition in zip(item.rows, conditions, strict=True):
        truth = condition(env, {})
        if not truth[1]:
            low, high = _row_points(env, item, row.label, row.points, area_kind)
            lows.append(low)
            highs.append(high)
        if truth[0]:
            return (min(lows), max(highs)), row.label if len(lows) == 1 else None
    return (min([*lows, 0]), max([*highs, 0])), None


def _sum_rows(env: Env, item: Item, conditions: tuple[BoolFn, ...], area_kind: str | None) -> tuple[Range, str | None]:
    low = high = 0
    labels: list[str] = []
    for row, condition in zip(item.rows, conditions, strict=True):
        truth = condition(env, {})
        if truth == FALSE:
            continue
        points = _row_points(env, item, row.label, row.points, area_kind)
        low += points[0] if truth[0] else min(points[0], 0)
        high += points[1]
        labels.append(row.label)
    return (low, high), ", ".join(labels) or None


def _row_points(
    env: Env, item: Item, label: str, points: dict[str, int | None], area_kind: str | None
) -> tuple[int, int]:
    values = [points[area_kind]] if area_kind else list(points.values())
    known = [value for value in values if value is not None]
    if len(known) < len(values):
        env.missing.add(("parameter", item.label, label))
        return 0, BIG
    return min(known), max(known)


def _trace_indicator(env: Env, indicator: Indicator, truth: Truth) -> TraceItem:
    value = _answers_behind(env, indicator.deprived) if truth != UNKNOWN else None
    return TraceItem("indicator", indicator.id, indicator.label, value, None, _met(truth), indicator.source)


def _trace_rule(rule: Rule, truth: Truth) -> TraceItem:
    return TraceItem("rule", f"{rule.outcome}:{rule.reason}", "", None, None, _met(truth), rule.source)


@cache
def _household_facts_of(node: Node) -> tuple[str, ...]:
    found = [n.fact for n in walk(node) if isinstance(n, OneOf | FactNumber) and n.level == "household"]
    return tuple(dict.fromkeys(found))


def _answers_behind(env: Env, node: Node) -> str | None:
    """The household's own answers a condition rests on, as people say them; None where it rests on members."""
    facts = load_facts().household
    said: list[str] = []
    for name in _household_facts_of(node):
        value = env.household.get(name)
        if value is not None:
            said.append(f"{facts[name].vi}: {say(name, value)}")
    return "; ".join(said) or None


def say(fact_id: str, value: Value, level: str = "household") -> str:
    """An answer in the words of the form."""
    fact = load_facts().get(level, fact_id)
    if isinstance(value, bool):
        value = "yes" if value else "no"
    if isinstance(value, tuple):
        return ", ".join(fact.label_of(one) if fact else one for one in value)
    if fact is not None and fact.choices:
        return fact.label_of(str(value))
    return str(value).replace(".", ",")


def _met(truth: Truth) -> bool | None:
    return None if truth == UNKNOWN else truth[0]


def _exact(value: Range | None) -> int | None:
    return int(value[0]) if value is not None and value[0] == value[1] else None


def _text(value: Value | None) -> str | None:
    return None if value is None else str(value)


def _income_per_member(env: Env, counted: Range) -> int | None:
    """Whole đồng per counted member and month, rounded down: shown to people, never compared (R3)."""
    income, members = env.household.get("income_vnd"), _exact(counted)
    return income // members if isinstance(income, int) and members else None


def _to_missing(key: MissingKey, standard: Standard) -> Missing:
    kind, level, name = key
    if kind == "parameter":
        parameter = standard.parameters.get(name)
        return Missing(kind, name, parameter.label if parameter else f"{level}: {name}")
    if level == "register":
        return Missing("answer", name, "Khu vực nông thôn hay thành thị của xã")
    fact = load_facts().get(level, name)
    return Missing(kind, name if level == "household" else f"member.{name}", fact.vi if fact else name)


__all__ = ["ENGINE", "Compiled", "Context", "Member", "assess", "assess_all", "say"]
