"""What compiled expressions call: the values and functions of ODK XPath as the form engine computes them. Pure.

Numbers are floats as in XPath 1.0 §4.4 (that is what the tablet computes); money in a form stays far below 2**53.
"""

from __future__ import annotations

import datetime as dt
import math
import re
import unicodedata
from collections.abc import Callable, Iterable
from decimal import ROUND_HALF_UP, Decimal
from functools import cache, lru_cache

Scalar = float | str | bool
NAN = math.nan
_EPOCH = dt.date(1970, 1, 1).toordinal()


def to_number(text: str) -> float:
    """A node's text as a number; blank or unreadable is NaN (XPath 1.0 §4.4 number())."""
    if not text:
        return NAN
    try:
        return float(text)
    except ValueError:
        return NAN


def days(text: str) -> float:
    """A date as days since 1970, as the engine compares dates; blank or unreadable is NaN."""
    if not text:
        return NAN
    try:
        return float(dt.date.fromisoformat(text.strip()[:10]).toordinal() - _EPOCH)
    except ValueError:
        return NAN


def value(text: str) -> Scalar:
    """A numeric node as the engine holds it: a number, or the empty text."""
    return to_number(text) if text else ""


def number(one: Scalar) -> float:
    """number() of any value."""
    return to_number(one) if isinstance(one, str) else float(one)


def text(one: Scalar) -> str:
    """string() of any value: whole numbers without a point, booleans as words."""
    if isinstance(one, bool):
        return "true" if one else "false"
    if isinstance(one, str):
        return one
    if abs(one) < 1e15 and one == int(one):
        return str(int(one))
    return {math.inf: "Infinity", -math.inf: "-Infinity"}.get(one, "NaN" if math.isnan(one) else repr(one))


def number_text(raw: str) -> str:
    """The text of a numeric node as the engine prints it: `5.0` and `5` are both `5`."""
    return text(to_number(raw)) if raw else ""


def truth(one: Scalar) -> bool:
    """boolean() of any value."""
    if isinstance(one, float):
        return one != 0 and not math.isnan(one)
    return bool(one)


def equal(left: Scalar, right: Scalar) -> bool:
    """`=` where the types are known only at run time (XPath 1.0 §3.4)."""
    if isinstance(left, bool) or isinstance(right, bool):
        return truth(left) == truth(right)
    if isinstance(left, float) or isinstance(right, float):
        return number(left) == number(right)
    return left == right


def divide(left: float, right: float) -> float:
    """`div`: by zero gives infinity, not an error."""
    if right == 0:
        return NAN if left == 0 or math.isnan(left) else math.copysign(math.inf, left) * math.copysign(1, right)
    return left / right


def modulo(left: float, right: float) -> float:
    """`mod`: the sign of the dividend, as Java and XPath have it."""
    return NAN if right == 0 or math.isinf(left) or math.isnan(left) else math.fmod(left, right)


def least(numbers: Iterable[float]) -> float:
    """min(): NaN where any is NaN or there is none."""
    known = list(numbers)
    return NAN if not known or any(map(math.isnan, known)) else min(known)


def least_of_two(one: float, other: float) -> float:
    """min() of two; where one is NaN no comparison holds."""
    return one if one <= other else other if other < one else NAN


def greatest_of_two(one: float, other: float) -> float:
    """max() of two; where one is NaN no comparison holds."""
    return one if one >= other else other if other > one else NAN


def greatest(numbers: Iterable[float]) -> float:
    """max(): NaN where any is NaN or there is none."""
    known = list(numbers)
    return NAN if not known or any(map(math.isnan, known)) else max(known)


def round_half(one: float, places: float | None = None) -> float:
    """round(x): half towards +infinity; round(x, n): half away from zero."""
    if not math.isfinite(one):
        return one
    if places is None:
        return float(math.floor(one + 0.5))
    return float(Decimal(repr(one)).quantize(Decimal(1).scaleb(-int(places)), ROUND_HALF_UP))


def truncate(one: float) -> float:
    """int(): towards zero."""
    return float(math.trunc(one)) if math.isfinite(one) else one


def power(base: float, exponent: float) -> float:
    """pow(): what has no real value is NaN."""
    try:
        result = base**exponent
    except (OverflowError, ZeroDivisionError):
        return math.inf
    return result if isinstance(result, float) else NAN


def root(one: float) -> float:
    """sqrt(): NaN below zero."""
    return math.sqrt(one) if one >= 0 else NAN


def is_selected(chosen: str, code: str) -> bool:
    """selected(): among the space-separated codes."""
    return code.strip() in chosen.split()


def count_selected(chosen: str) -> float:
    """count-selected(): how many codes."""
    return float(len(chosen.split()))


def selected_at(chosen: str, index: float) -> str:
    """selected-at(): the n-th code from 0, empty outside."""
    codes = chosen.split()
    return codes[int(index)] if 0 <= index < len(codes) else ""


def before(one: str, part: str) -> str:
    """substring-before()."""
    return one.partition(part)[0] if part in one else ""


def after(one: str, part: str) -> str:
    """substring-after()."""
    return one.partition(part)[2] if part in one else ""


def piece(one: str, start: float, end: float = math.inf) -> str:
    """substr(): from 0, the end not included, negative counts from the end."""
    if start >= 0 and 0 <= end < 1e9:
        return one[int(start) : int(end)]
    length = len(one)
    first, last = (int(x) if abs(x) < 1e9 else length for x in (start, end))
    first, last = (x + length if x < 0 else x for x in (first, last))
    first, last = min(max(first, 0), length), min(max(last, 0), length)
    return one[first:last] if first < last else ""


def translated(one: str, old: str, new: str) -> str:
    """translate() (XPath 1.0 §4.2): characters without a counterpart are removed."""
    return one.translate(replacements(old, new)) if one else one


@lru_cache(maxsize=1_000)  # forms translate by fixed texts; one that computes them must not fill the memory
def replacements(old: str, new: str) -> dict[int, str | None]:
    """What `translated` puts in the place of each character; the first of two equal ones counts."""
    table: dict[int, str | None] = {}
    for index, char in enumerate(old):
        table.setdefault(ord(char), new[index] if index < len(new) else None)
    return table


@cache
def pattern(source: str) -> Callable[[str], object]:
    """A matcher of the whole text, as Java's Pattern.matches."""
    return re.compile(source).fullmatch


def matches(one: str, source: str) -> bool:
    """regex()."""
    return pattern(source)(one) is not None


def checklist(least_true: float, most_true: float, answers: Iterable[bool]) -> bool:
    """checklist(): how many hold lies between the bounds; -1 is no bound."""
    held = sum(answers)
    return (least_true < 0 or held >= least_true) and (most_true < 0 or held <= most_true)


def boolean_word(one: str) -> bool:
    """boolean-from-string(): `1` and `true` only."""
    return one.strip().lower() in ("1", "true")


def squeezed(one: str) -> str:
    """normalize-space()."""
    return " ".join(one.split())


def empty(values: list[str], slots: tuple[int, ...], found: list[int]) -> None:
    """Take irrelevant answers as not given; note which there were."""
    for slot in slots:
        if values[slot]:
            found.append(slot)
            values[slot] = ""


def differs(computed: float | str | bool, sent: str) -> bool:
    """Does the tablet's calculate differ from ours, other than in how a value is written (protocol facts §11)?"""
    if isinstance(computed, bool):
        return sent.strip().lower() not in (("true", "1") if computed else ("false", "0", ""))
    if isinstance(computed, float):
        return _number_differs(computed, sent.strip())
    if unicodedata.normalize("NFC", computed).strip() == unicodedata.normalize("NFC", sent).strip():
        return False
    is_day = len(computed) >= 10 and computed[4:5] == "-" and computed[:10] == sent[:10]
    return not is_day and _text_differs(computed, sent)


def _number_differs(computed: float, sent: str) -> bool:
    if math.isnan(computed):
        return sent not in ("", "NaN")
    try:
        return not math.isclose(computed, float(sent), rel_tol=1e-9, abs_tol=1e-9)
    except ValueError:
        return True


def _text_differs(computed: str, sent: str) -> bool:
    try:
        return float(computed) != float(sent)
    except ValueError:
        return True
