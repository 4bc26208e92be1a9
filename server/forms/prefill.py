"""Answers back to text, as the lists carry them into the form engine. Pure.

One mistyped value throws in the engine and aborts every later prefill (return loop §5, trap 1): what it would choke on
is left blank, to be asked again.
"""

from __future__ import annotations

import re
from decimal import Decimal

import marshmallow as ma

from server.domain.facts import NUMERIC, Fact, Value

from .typed import parse_day, parse_number

INT32 = 2**31 - 1
_POINT = re.compile(r"(-?\d+(?:\.\d+)?) (-?\d+(?:\.\d+)?)(?: -?\d+(?:\.\d+)?){0,2}", re.ASCII)
# XML 1.0 §2.2: with one of these in a text the tablet could not even save a draft.
_NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def prefill_text(fact: Fact, value: Value | None) -> str:
    """An answer as the engine accepts it in a prefill, or blank."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return ("yes" if value else "no") if fact.type == "boolean" else ""
    if isinstance(value, tuple | list):
        return " ".join(code for code in value if _has_choice(fact, code))
    if fact.type in NUMERIC:
        return _number_text(fact, value)
    return _word_text(fact, str(value))


def _word_text(fact: Fact, text: str) -> str:
    if fact.choices:
        return text if _has_choice(fact, text) else ""
    if fact.type == "date":
        return _day_text(text)
    if fact.type == "point":
        return text if _is_place(text) else ""
    return _NOT_XML.sub("", text)


def _number_text(fact: Fact, value: int | Decimal | str) -> str:
    try:
        number = parse_number(str(value))
    except ma.ValidationError:
        return ""
    if fact.type == "decimal":
        return format(number, "f")
    is_whole = number == number.to_integral_value() and abs(number) <= INT32
    return str(int(number)) if is_whole else ""


def _day_text(text: str) -> str:
    try:
        return parse_day(text)
    except ma.ValidationError:
        return ""


def _is_place(text: str) -> bool:
    match = _POINT.fullmatch(text)
    return match is not None and abs(float(match[1])) <= 90 and abs(float(match[2])) <= 180


def _has_choice(fact: Fact, code: str) -> bool:
    return any(choice.code == code for choice in fact.choices)
