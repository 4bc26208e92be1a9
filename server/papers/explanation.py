"""The explanation sheet: why a household is classed as it is under one standard, in plain sentences. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce

from server.domain.facts import HouseholdFacts, Value, load_facts
from server.standards.assessment import Assessment, Missing, TraceItem
from server.standards.engine import Context, assess
from server.standards.lines import Standing, find_standings, rule_standings
from server.standards.packs import RoundStandard
from server.standards.say import say
from server.standards.turning import Turn, find_turns
from server.telling import NOTHING, Told, in_sentence, joined, plain_number, tell

HEADLINES = {
    "poor": tell("Hộ nghèo"),
    "near_poor": tell("Hộ cận nghèo"),
    "not_poor": tell("Không thuộc hộ nghèo, hộ cận nghèo"),
    "undetermined": tell("Chưa xác định được"),
}
QUANTITIES = {"b1": tell("Điểm B1"), "b2": tell("Điểm thiếu hụt B2"), "deprived": tell("Số chỉ số thiếu hụt")}
RELATIONS = {
    ("<=", True): tell("không quá"),
    ("<=", False): tell("trên"),
    (">", True): tell("trên"),
    (">", False): tell("không quá"),
    (">=", True): tell("đạt từ"),
    (">=", False): tell("dưới"),
    ("<", True): tell("dưới"),
    ("<", False): tell("đạt từ"),
    ("=", True): tell("bằng"),
    ("=", False): tell("khác"),
}
SUPPLIERS = {
    "parameter": tell("Tỉnh nạp và duyệt số này trong gói chuẩn"),
    "area_kind": tell("Tỉnh ghi khu vực của xã trong danh mục hành chính"),
    "answer": tell("Rà soát viên của thôn hỏi lại và gửi bản bổ sung"),
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
    relation: Told
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
    relation = NOTHING if one.is_met is None else RELATIONS[one.op, one.is_met]
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


def _sentence(outcome: str, deciding: Sequence[Standing], deprived: int) -> Told:
    if outcome == "undetermined":
        return tell(
            "Còn thiếu thông tin dưới đây nên chưa xếp loại. Kết quả năm trước giữ nguyên đến khi có quyết định."
        )
    parts = [_say(_stood(one)) for one in deciding if one.is_met is not None]
    if not any(one.quantity in ("b2", "deprived") for one in deciding):
        parts.append(tell("Thiếu hụt {n} chỉ số.", n=deprived) if deprived else tell("Không thiếu hụt chỉ số nào."))
    return joined(parts, " ")


def _say(one: LineStood) -> Told:
    about = {"what": one.label, "stands": one.relation, "name": in_sentence(one.line_label)}
    numbers = {"value": plain_number(one.value), "line": plain_number(one.line)}
    if one.unit != MONEY:
        return tell("{what} {value}, {stands} {name} {line}.", **about, **numbers)
    return tell(
        "{what} {value} đồng, {stands} {name} {limit} đồng ({line} đồng × {members} người).",
        **about,
        **numbers,
        limit=(one.line or 0) * (one.members or 0),
        members=plain_number(one.members),
    )


def _people(trace: Sequence[TraceItem], facts: HouseholdFacts) -> tuple[Person, ...]:
    lines = [one for one in trace if one.kind == "member"]
    return tuple(
        Person(
            int(line.item),
            str(member.get("full_name", "")),
            say("state", member["state"], "member") if "state" in member else NOTHING,
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
    who = NOTHING if turn.member is None else answers.get("full_name") or tell("người số {n}", n=turn.member)
    others = [_answer(turn.fact, one, level) for one in turn.answers]
    name = fact.vi if fact else turn.fact
    other = reduce(lambda before, one: tell("{before} hoặc {one}", before=before, one=one), others)
    now = _answer(turn.fact, answers[turn.fact], level)
    return Turning(
        turn.fact, turn.member, name, str(who) if not isinstance(who, Told) else who, now, other, turn.outcome
    )


def _answer(fact: str, value: Value, level: str) -> str:
    if isinstance(value, int) and not isinstance(value, bool):
        return plain_number(value)
    return say(fact, value, level)
