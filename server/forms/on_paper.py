"""What a form version asks on paper: its questions by section, numbered, and what is known in the sheet's words. Pure.

Read from the form's own bytes, so paper and tablet never differ (R14).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from server.domain.facts import Fact, load_facts

from .content import FormContent, Question
from .people import PRESENT

# What paper cannot hold: taken by a tablet, or added when the sheet is keyed.
NOT_ON_PAPER = frozenset({"geopoint", "upload"})
PEOPLE = "member"
_CONDITION = re.compile(r"([\w./-]+)\s*(=|!=)\s*'(\w*)'")
_ASKED_ALWAYS = frozenset({"loaded", "src", "task"})


def sections_of(content: FormContent) -> Iterator[dict[str, Any]]:
    """The questions by section, numbered through; a section of people says so."""
    asked = list(_on_paper(content))
    numbers = {(one.repeat, one.fact): n for n, one in enumerate(asked, start=1)}
    groups = load_facts().groups
    for (is_people, group), found in groupby(asked, key=lambda one: (bool(one.repeat), _fact_of(one).group)):
        questions = [_to_question(one, numbers) for one in found]
        yield {"title": groups[group][0], "is_people": is_people, "questions": questions}


def _on_paper(content: FormContent) -> Iterator[Question]:
    for one in content.questions.values():
        if one.is_asked and one.fact and one.kind not in NOT_ON_PAPER and one.repeat in ("", PEOPLE):
            yield one


def _fact_of(one: Question) -> Fact:
    facts = load_facts()
    return (facts.member if one.repeat else facts.household)[one.fact]


def _to_question(one: Question, numbers: Mapping[tuple[str, str], int]) -> dict[str, Any]:
    return {
        "number": numbers[one.repeat, one.fact],
        "fact": one.fact,
        "label": one.label,
        "hint": next(iter(one.hints.values()), ""),
        "skip": say_skip(one, numbers),
        "kind": "boxes" if one.choices else one.kind,
        "is_many": one.kind == "select_multiple",
        "choices": [words for _code, words in one.choices],
    }


def say_skip(one: Question, numbers: Mapping[tuple[str, str], int]) -> str:
    """When a question is asked, by the numbers of others; empty where it always is, or cannot be said shortly."""
    wanted: dict[tuple[str, str], list[str]] = {}
    for path, sign, code in _CONDITION.findall(one.rules.get("relevant", "")):
        name = path.rpartition("/")[2].removeprefix("m_")
        if name not in _ASKED_ALWAYS:
            wanted.setdefault((name, sign), []).append(code)
    if set(PRESENT) <= set(wanted.get(("state", "="), ())):
        del wanted["state", "="]
    parts = [_say_condition(one, name, sign, codes, numbers) for (name, sign), codes in wanted.items() if any(codes)]
    return "; ".join(part for part in parts if part)


def _say_condition(
    one: Question, name: str, sign: str, codes: Sequence[str], numbers: Mapping[tuple[str, str], int]
) -> str:
    facts = load_facts()
    repeat = one.repeat if (one.repeat, name) in numbers else ""
    fact = (facts.member if repeat else facts.household).get(name)
    if fact is None or (repeat, name) not in numbers:
        return ""
    words = {choice.code: choice.vi for choice in fact.choices} | {"yes": "Có", "no": "Không"}
    said = " hoặc ".join(words.get(code, code) for code in codes if code)
    return f"khi câu {numbers[repeat, name]} {'là' if sign == '=' else 'không phải'} {said}"


def notice_of(content: FormContent) -> str:
    """What is read to the family before anything is asked (R29)."""
    notes = (one for one in content.questions.values() if one.kind == "note" and "relevant" not in one.rules)
    return next((one.label.replace("*", "") for one in notes if "…" not in one.label), "")


def say_household(answers: Mapping[str, Any]) -> dict[str, str]:
    """What is known of a household, in words, by fact."""
    return _say_all(answers, load_facts().household, {})


def say_person(answers: Mapping[str, Any], content: FormContent) -> dict[str, str]:
    """What is known of a person, a coded answer with the number it has on the sheet."""
    codes = {one.fact: [code for code, _ in one.choices] for one in content.questions.values()}
    return _say_all(answers, load_facts().member, codes)


def _say_all(
    answers: Mapping[str, Any], pool: Mapping[str, Fact], codes: Mapping[str, Sequence[str]]
) -> dict[str, str]:
    return {name: _say(pool[name], value, codes.get(name, ())) for name, value in answers.items() if name in pool}


def _say(fact: Fact, value: Any, codes: Sequence[str]) -> str:
    if isinstance(value, list):
        return ", ".join(fact.label_of(str(one)) for one in value)
    code = ("yes" if value else "no") if isinstance(value, bool) else str(value)
    words = {"yes": "Có", "no": "Không"}.get(code, code) if fact.type == "boolean" else ""
    if fact.type == "date":
        return "/".join(reversed(code.split("-")))
    words = words or (fact.label_of(code) if fact.choices else code)
    return f"{codes.index(code) + 1} {words}" if code in codes else words
