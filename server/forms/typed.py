"""Answers to typed facts, by marshmallow schemas made from the dictionary. Nothing is refused for its content.

An oddity becomes a finding that names the value; the answer is then missing, never guessed. The common case, where
every answer parses, goes through the same parsers without the schema around them: a schema costs ten times as much.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from functools import partial
from typing import Any

import marshmallow as ma

from server.domain.facts import Fact, FactDictionary, HouseholdFacts, Value, load_facts
from server.domain.findings import WARN, Finding

from .answers import Answers

Parser = Callable[[str], Value]
# Before and after the point. By the exponent alone: arithmetic on `1e3091980` overflows.
MOST_DIGITS = 16
LONGEST_PERSON_ID = 36
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}(T.*)?", re.DOTALL)


def parse_number(text: str) -> Decimal:
    """A decimal as phones write it, E notation included (protocol facts §11); never a float."""
    try:
        number = Decimal(text)
    except InvalidOperation as error:
        raise ma.ValidationError("not a number") from error
    if not number.is_finite() or (number and not -MOST_DIGITS <= number.adjusted() < MOST_DIGITS):
        raise ma.ValidationError("out of range")
    return number


def parse_whole(text: str) -> int:
    """A whole number: `7`, `7.0`, `1.2E7`; `7.5` is not one."""
    if text.isascii() and text.isdigit() and len(text) < 16:
        return int(text)
    number = parse_number(text)
    if number != number.to_integral_value():
        raise ma.ValidationError("not whole")
    return int(number)


def parse_exact(text: str) -> Decimal:
    """A decimal without needless zeros."""
    number = parse_number(text).normalize()
    return number.quantize(Decimal(1)) if number == number.to_integral_value() else number


def parse_yes_no(text: str) -> bool:
    """`yes` or `no`."""
    if text not in ("yes", "no"):
        raise ma.ValidationError("not yes or no")
    return text == "yes"


def parse_code(codes: frozenset[str], text: str) -> str:
    """One code of a list."""
    if text not in codes:
        raise ma.ValidationError("unknown code")
    return text


def parse_codes(codes: frozenset[str], text: str) -> tuple[str, ...]:
    """Several codes of a list, each once, in the order chosen."""
    chosen = tuple(dict.fromkeys(text.split()))
    if not codes.issuperset(chosen):
        raise ma.ValidationError("unknown code")
    return chosen


def parse_day(text: str) -> str:
    """A date, with or without the time that a copied calculate carries."""
    if not _DAY.fullmatch(text):
        raise ma.ValidationError("not a date")
    try:
        return dt.date.fromisoformat(text[:10]).isoformat()
    except ValueError as error:
        raise ma.ValidationError("not a date") from error


def parse_text(text: str) -> str:
    """Text in NFC (names typed with combining marks are the same names)."""
    return unicodedata.normalize("NFC", text)


def make_parser(fact: Fact) -> Parser:
    """The parser of a fact's type."""
    codes = frozenset(choice.code for choice in fact.choices)
    plain: dict[str, Parser] = {
        "boolean": parse_yes_no,
        "integer": parse_whole,
        "money": parse_whole,
        "decimal": parse_exact,
        "date": parse_day,
        "code": partial(parse_code, codes),
        "codes": partial(parse_codes, codes),
    }
    return plain.get(fact.type, parse_text)


def make_quick_parser(fact: Fact) -> Parser:
    """The same for the common case; KeyError where a code or word is unknown."""
    if fact.type == "boolean":
        return {"yes": True, "no": False}.__getitem__
    if fact.type == "code":
        return {choice.code: choice.code for choice in fact.choices}.__getitem__
    return make_parser(fact)


class AnswerField(ma.fields.Field[Any]):
    """A marshmallow field around one parser."""

    def __init__(self, parser: Parser) -> None:
        super().__init__()
        self._parser = parser

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Value:  # noqa: ARG002
        return self._parser(value)


def make_schema(facts: dict[str, Fact]) -> ma.Schema:
    """A marshmallow schema made from the dictionary; unknown names are left out."""
    fields: dict[str, Any] = {name: AnswerField(make_parser(fact)) for name, fact in facts.items()}
    schema: ma.Schema = ma.Schema.from_dict(fields)(unknown=ma.EXCLUDE)
    return schema


class _Level:
    """One level of the dictionary: its schema, its parsers, and the facts that have bounds."""

    def __init__(self, facts: dict[str, Fact]) -> None:
        self.schema = make_schema(facts)
        self.parsers = {name: make_quick_parser(fact) for name, fact in facts.items()}
        self.bounded = {name: fact for name, fact in facts.items() if fact.min is not None or fact.max is not None}


class FactReader:
    """Types a submission's answers by the dictionary."""

    def __init__(self, facts: FactDictionary | None = None) -> None:
        facts = facts or load_facts()
        self._household = _Level(facts.household)
        self._member = _Level(facts.member)

    def type_answers(self, answers: Answers) -> tuple[HouseholdFacts, list[Finding]]:
        """Typed facts and a finding for every answer that has no type it could be."""
        findings: list[Finding] = []
        household = _type_level(self._household, answers.household, None, findings)
        members: list[dict[str, Value]] = []
        for number, raw in enumerate(answers.members, start=1):
            typed = _type_level(self._member, raw, number, findings)
            person_id = raw.get("person_id", "")
            if len(person_id) > LONGEST_PERSON_ID:  # of nobody: who stands here is told apart by the submission
                findings.append(Finding("not_typed", WARN, "person_id", number, {"value": person_id[:200]}))
            elif person_id:
                typed["person_id"] = person_id
            members.append(typed)
        return HouseholdFacts(household, tuple(members)), findings


def _type_level(level: _Level, raw: dict[str, str], number: int | None, findings: list[Finding]) -> dict[str, Value]:
    parsers, bounded = level.parsers, level.bounded
    try:
        typed = {name: parsers[name](text) for name, one in raw.items() if (text := one.strip()) and name in parsers}
    except (ma.ValidationError, KeyError):
        given = {name: text for name, one in raw.items() if (text := one.strip())}
        typed = _type_by_schema(level.schema, given, number, findings)
    for name in typed:
        if name in bounded:
            _check_range(bounded[name], typed[name], number, findings)
    return typed


def _type_by_schema(
    schema: ma.Schema, given: dict[str, str], number: int | None, findings: list[Finding]
) -> dict[str, Value]:
    try:
        return dict(schema.load(given))
    except ma.ValidationError as error:
        for name in sorted(error.messages_dict):
            findings.append(Finding("not_typed", WARN, name, number, {"value": given.get(name, "")[:200]}))
        return error.valid_data if isinstance(error.valid_data, dict) else {}


def _check_range(fact: Fact, value: Value, number: int | None, findings: list[Finding]) -> None:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return
    is_low = fact.min is not None and value < fact.min
    if is_low or (fact.max is not None and value > fact.max):
        values = {"value": format(value, "f"), "min": fact.min, "max": fact.max}
        findings.append(Finding("out_of_range", WARN, fact.id, number, values))
