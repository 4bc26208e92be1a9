"""The explanation sheet: why a household is classed as it is under one standard, in plain Vietnamese. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from server.domain.facts import HouseholdFacts, Value, load_facts
from server.standards.assessment import Assessment, Missing, TraceItem
from server.standards.engine import Context, assess
from server.standards.lines import Standing, find_standings, rule_standings
from server.standards.packs import RoundStandard
from server.standards.say import say
from server.standards.turning import Turn, find_turns

HEADLINES = {
    "poor": "Hộ nghèo",
    "near_poor": "Hộ cận nghèo",
    "not_poor": "Không thuộc hộ nghèo, hộ cận nghèo",
    "undetermined": "Chưa xác định được",
}
QUANTITIES = {"b1": "Điểm B1", "b2": "Điểm thiếu hụt B2", "deprived": "Số chỉ số thiếu hụt"}
RELATIONS = {
    ("<=", True): "không quá",
    ("<=", False): "trên",
    (">", True): "trên",
    (">", False): "không quá",
    (">=", True): "đạt từ",
    (">=", False): "dưới",
    ("<", True): "dưới",
    ("<", False): "đạt từ",
    ("=", True): "bằng",
    ("=", False): "khác",
}
SUPPLIERS = {
    "parameter": "Tỉnh nạp và duyệt số này trong gói chuẩn",
    "area_kind": "Tỉnh ghi khu vực của xã trong danh mục hành chính",
    "answer": "Rà soát viên của thôn hỏi lại và gửi bản bổ sung",
}
MONEY, POINTS = "VND/person/month", "points"
LEAST_SCALE, MARGIN = 200, 40


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a table on the sheet."""

    label: str
    value: str | None
    points: int | None
    is_met: bool | None
    source: str


@dataclass(frozen=True, slots=True)
class LineStood:
    """Where the household stands to one line, in words and as numbers with their unit."""

    quantity: str
    label: str
    value: int | None
    relation: str
    line_label: str
    line: int | None
    members: int | None
    unit: str
    source: str


@dataclass(frozen=True, slots=True)
class Person:
    """Who was counted as a member of the household, who not (R7); `is_counted` None where it cannot be told."""

    no: int
    name: str
    state: str
    is_counted: bool | None


@dataclass(frozen=True, slots=True)
class Lacking:
    """What is missing, and who can supply it."""

    label: str
    supplier: str


@dataclass(frozen=True, slots=True)
class Turning:
    """An answer that, were it another, would have led to another class; `member` is a place in the form or None."""

    fact: str
    member: int | None
    question: str
    who: str
    now: str
    other: str
    outcome: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """The sheet. `limit` is the line in points that decided; `scale` the width of the picture, in points.

    `differs_from`: the class on record where this release computes another, else empty.
    """

    title: str
    is_training: bool
    method: str
    outcome: str
    differs_from: str
    headline: str
    sentence: str
    b1: int | None
    limit: int | None
    scale: int
    standings: tuple[LineStood, ...]
    items: tuple[Line, ...]
    indicators: tuple[Line, ...]
    people: tuple[Person, ...]
    counted: int | None
    missing: tuple[Lacking, ...]
    turns: tuple[Turning, ...]
    source: str


def explain(used: RoundStandard, facts: HouseholdFacts, context: Context, stored_outcome: str) -> Explanation:
    """Build the sheet from the answers and the standard: the reasoning is made again, not kept.

    `stored_outcome` is the class on record; where this release computes another, the sheet says so.
    """
    found = assess(facts, used, context)
    quantities = _quantities(found, facts)
    deciding, source = _deciding(found.trace, used, quantities, context.area_kind)
    limit = next((one.limit for one in deciding if one.quantity == "b1"), None)
    return Explanation(
        title=used.standard.title,
        is_training=used.standard.is_training,
        method=found.method,
        outcome=found.outcome,
        differs_from="" if found.outcome == stored_outcome else stored_outcome,
        headline=HEADLINES[found.outcome],
        sentence=_sentence(found.outcome, deciding, len(found.deprived)),
        b1=found.b1,
        limit=limit,
        scale=max(LEAST_SCALE, (found.b1 or 0) + MARGIN // 2, (limit or 0) + MARGIN),
        standings=tuple(_stood(one) for one in find_standings(used, quantities, context.area_kind)),
        items=tuple(_line(one) for one in found.trace if one.kind == "points"),
        indicators=tuple(_line(one) for one in found.trace if one.kind == "indicator"),
        people=_people(found.trace, facts),
        counted=found.counted_members,
        missing=tuple(dict.fromkeys(_lacking(one) for one in found.missing)),
        turns=tuple(_turning(one, facts) for one in find_turns(facts, used, context)),
        source=source,
    )


def _line(one: TraceItem) -> Line:
    return Line(one.label, one.value, one.points, one.is_met, one.source)


def _quantities(found: Assessment, facts: HouseholdFacts) -> dict[str, int | None]:
    numbers = {name: int(value) for name, value in facts.household.items() if isinstance(value, int)}
    scores = {"b1": found.b1, "b2": found.b2, "deprived": len(found.deprived)}
    return {**numbers, **scores, "members": found.counted_members}


def _deciding(
    trace: Sequence[TraceItem], used: RoundStandard, quantities: dict[str, int | None], area_kind: str | None
) -> tuple[tuple[Standing, ...], str]:
    """The comparisons of the rule that settled the class, and its article; nothing where none did."""
    lines = [one for one in trace if one.kind == "rule"]
    for rule, line in zip(used.standard.rules[used.method], lines, strict=False):
        if line.is_met:
            return tuple(rule_standings(rule, used, quantities, area_kind)), rule.source
    return (), ""


def _stood(one: Standing) -> LineStood:
    label = QUANTITIES.get(one.quantity) or load_facts().household[one.quantity].vi
    relation = "" if one.is_met is None else RELATIONS[one.op, one.is_met]
    parameter = one.parameter
    return LineStood(
        one.quantity,
        label,
        one.value,
        relation,
        parameter.label,
        one.line,
        one.members,
        parameter.unit,
        parameter.source,
    )


def _sentence(outcome: str, deciding: Sequence[Standing], deprived: int) -> str:
    if outcome == "undetermined":
        return "Còn thiếu thông tin dưới đây nên chưa xếp loại. Kết quả năm trước giữ nguyên đến khi có quyết định."
    parts = [_say(_stood(one)) for one in deciding if one.is_met is not None]
    if not any(one.quantity in ("b2", "deprived") for one in deciding):
        parts.append(f"Thiếu hụt {deprived} chỉ số." if deprived else "Không thiếu hụt chỉ số nào.")
    return " ".join(parts)


def _say(one: LineStood) -> str:
    name = f"{one.line_label[0].lower()}{one.line_label[1:]}"
    if one.unit != MONEY:
        return f"{one.label} {_number(one.value)}, {one.relation} {name} {_number(one.line)}."
    limit = (one.line or 0) * (one.members or 0)
    shares = f"{_number(one.line)} đồng × {one.members} người"
    return f"{one.label} {_number(one.value)} đồng, {one.relation} {name} {_number(limit)} đồng ({shares})."


def _number(value: int | None) -> str:
    return "?" if value is None else f"{value:,}".replace(",", ".")


def _people(trace: Sequence[TraceItem], facts: HouseholdFacts) -> tuple[Person, ...]:
    lines = [one for one in trace if one.kind == "member"]
    return tuple(
        Person(
            int(line.item),
            str(member.get("full_name", "")),
            say("state", member["state"], "member") if "state" in member else "",
            line.is_met,
        )
        for line, member in zip(lines, facts.members, strict=False)
    )


def _lacking(one: Missing) -> Lacking:
    return Lacking(one.label, SUPPLIERS[one.name if one.name == "area_kind" else one.kind])


def _turning(turn: Turn, facts: HouseholdFacts) -> Turning:
    level = "household" if turn.member is None else "member"
    fact = load_facts().get(level, turn.fact)
    answers: dict[str, Value] = facts.household if turn.member is None else facts.members[turn.member - 1]
    who = "" if turn.member is None else str(answers.get("full_name") or f"người số {turn.member}")
    other = " hoặc ".join(_answer(turn.fact, one, level) for one in turn.answers)
    name = fact.vi if fact else turn.fact
    return Turning(
        turn.fact, turn.member, name, who, _answer(turn.fact, answers[turn.fact], level), other, turn.outcome
    )


def _answer(fact: str, value: Value, level: str) -> str:
    if isinstance(value, int) and not isinstance(value, bool):
        return _number(value)
    return say(fact, value, level)
