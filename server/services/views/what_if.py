"""What if one answer or one line were another: the class of one household, tried and never stored."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from server.domain.facts import Fact, HouseholdFacts, load_facts
from server.domain.findings import Finding
from server.forms.answers import Answers
from server.forms.prefill import prefill_text
from server.forms.typed import FactReader
from server.standards.assessment import Assessment
from server.standards.engine import Context, assess
from server.standards.packs import Parameter, RoundStandard


@dataclass(frozen=True, slots=True)
class Question:
    """An answer that may be tried: the field's name on the page, its text now, and whether it differs from the form."""

    name: str
    fact: Fact
    text: str
    is_changed: bool


@dataclass(frozen=True, slots=True)
class TriedLine:
    """A legal number of a standard that may be tried, in the household's kind of area."""

    name: str
    parameter: Parameter
    text: str
    is_changed: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    """One standard: as it is, and as tried; `moved` the lines of the trace that differ (label, before, after)."""

    used: RoundStandard
    before: Assessment
    after: Assessment
    moved: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class WhatIf:
    """The page: what may be tried and what comes of it."""

    sections: tuple[tuple[str, tuple[Question, ...]], ...]
    people: tuple[tuple[str, tuple[Question, ...]], ...]
    lines: tuple[tuple[str, tuple[TriedLine, ...]], ...]
    outcomes: tuple[Outcome, ...]
    refused: tuple[Finding, ...]


def try_changes(
    facts: HouseholdFacts, standards: Sequence[RoundStandard], context: Context, tried: Mapping[str, str]
) -> WhatIf:
    """Assess the household with the answers and lines of `tried` (field name to text) in place of its own.

    Fields: `h.<fact>`, `m<place>.<fact>`, `l.<standard>.<parameter>`. A field that is not there keeps its answer; an
    empty one takes the answer away. What cannot be read is left out and reported.
    """
    raw = _to_text(facts)
    changed = _tried_answers(raw, tried)
    typed, refused = FactReader().type_answers(changed)
    adjusted = [_with_lines(used, context, tried) for used in standards]
    pairs = [
        (assess(facts, one, context), assess(typed, other, context))
        for one, other in zip(standards, adjusted, strict=True)
    ]
    needed = frozenset().union(*(used.facts_needed() for used in standards))
    return WhatIf(
        sections=_sections(needed, raw, changed),
        people=_people(needed, raw, changed, facts),
        lines=tuple((used.standard.title, _lines(used, context, tried)) for used in standards),
        outcomes=tuple(
            Outcome(used, before, after, _moved(before, after))
            for used, (before, after) in zip(standards, pairs, strict=True)
        ),
        refused=tuple(refused),
    )


def _to_text(facts: HouseholdFacts) -> Answers:
    """The answers as a form would send them."""
    known = load_facts()
    raw = Answers("", "", "", "")
    raw.household = {
        name: prefill_text(known.household[name], value)
        for name, value in facts.household.items()
        if name in known.household
    }
    raw.members = [
        {name: prefill_text(known.member[name], value) for name, value in one.items() if name in known.member}
        for one in facts.members
    ]
    return raw


def _tried_answers(raw: Answers, tried: Mapping[str, str]) -> Answers:
    changed = Answers("", "", "", "")
    changed.household = _replaced(raw.household, "h.", tried)
    changed.members = [_replaced(one, f"m{place}.", tried) for place, one in enumerate(raw.members, start=1)]
    return changed


def _replaced(answers: dict[str, str], prefix: str, tried: Mapping[str, str]) -> dict[str, str]:
    given = {name.removeprefix(prefix): text.strip() for name, text in tried.items() if name.startswith(prefix)}
    return {**answers, **{name: text.replace(",", ".") for name, text in given.items()}}


def _with_lines(used: RoundStandard, context: Context, tried: Mapping[str, str]) -> RoundStandard:
    prefix = f"l.{used.standard.id}."
    given = {name.removeprefix(prefix): text for name, text in tried.items() if name.startswith(prefix)}
    parameters = dict(used.standard.parameters)
    for name, parameter in used.standard.parameters.items():
        text = given.get(name, "").strip().replace(".", "")
        if context.area_kind and text.isascii() and text.isdigit() and len(text) < 13:
            value = {**parameter.value, context.area_kind: int(text)}
            parameters[name] = replace(parameter, value=value)
    if parameters == used.standard.parameters:
        return used
    return replace(used, standard=replace(used.standard, parameters=parameters))


def _lines(used: RoundStandard, context: Context, tried: Mapping[str, str]) -> tuple[TriedLine, ...]:
    made = []
    for name, parameter in used.standard.parameters.items():
        own = parameter.value.get(context.area_kind or "")
        field = f"l.{used.standard.id}.{name}"
        text = tried.get(field, "" if own is None else str(own))
        made.append(TriedLine(field, parameter, text, text != ("" if own is None else str(own))))
    return tuple(made)


def _sections(
    needed: frozenset[tuple[str, str]], raw: Answers, changed: Answers
) -> tuple[tuple[str, tuple[Question, ...]], ...]:
    known = load_facts()
    groups: dict[str, list[Question]] = {}
    for fact in known.household.values():
        if ("household", fact.id) in needed:
            groups.setdefault(known.groups[fact.group][0], []).append(
                _question("h.", fact, raw.household, changed.household)
            )
    return tuple((title, tuple(rows)) for title, rows in groups.items())


def _people(
    needed: frozenset[tuple[str, str]], raw: Answers, changed: Answers, facts: HouseholdFacts
) -> tuple[tuple[str, tuple[Question, ...]], ...]:
    asked = [fact for fact in load_facts().member.values() if ("member", fact.id) in needed]
    return tuple(
        (
            str(facts.members[place - 1].get("full_name", "")),
            tuple(_question(f"m{place}.", fact, before, now) for fact in asked),
        )
        for place, (before, now) in enumerate(zip(raw.members, changed.members, strict=True), start=1)
    )


def _question(prefix: str, fact: Fact, before: dict[str, str], now: dict[str, str]) -> Question:
    text = now.get(fact.id, "")
    return Question(f"{prefix}{fact.id}", fact, text, text != before.get(fact.id, ""))


def _moved(before: Assessment, after: Assessment) -> tuple[tuple[str, str, str], ...]:
    """The characteristics and indicators that came out otherwise."""
    old = {(one.kind, one.item): one for one in before.trace}
    found = []
    for one in after.trace:
        was = old.get((one.kind, one.item))
        if (
            one.kind in ("points", "indicator")
            and was is not None
            and (was.points, was.is_met) != (one.points, one.is_met)
        ):
            found.append((one.label, _told(was.kind, was.points, was.is_met), _told(one.kind, one.points, one.is_met)))
    return tuple(found)


def _told(kind: str, points: int | None, is_met: bool | None) -> str:
    if kind == "points":
        return "chưa rõ" if points is None else f"{points} điểm"
    return {True: "thiếu hụt", False: "đủ", None: "chưa rõ"}[is_met]
