"""What a person is told: a Vietnamese text that remembers its words and values, to be said again in another language.

`tell("Không có hộ {code}.", code=code)` is the Vietnamese text, for logs, terminals and phones. The words are a message
id of the catalogue (`server/translations`) and the values stand by name: a page says it in the reader's language.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

HOME = ZoneInfo("Asia/Ho_Chi_Minh")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
Translate = Callable[[str], str]


class Told(str):
    """A text of the catalogue with its values; as a `str` it is the Vietnamese text."""

    words: str
    values: Mapping[str, Any]

    def __new__(cls, text: str, words: str = "", values: Mapping[str, Any] | None = None) -> Told:
        told = super().__new__(cls, text)
        told.words = words
        told.values = values or {}
        return told

    def __getnewargs__(self) -> tuple[Any, ...]:  # type: ignore[override]
        """Texts may pass from one process to another."""
        return str(self), self.words, self.values

    def render(self, translate: Translate, language: str) -> str:
        """The same thing said in `language`; `translate` gives the words of a text there."""
        words = translate(self.words) if self.words else ""
        if not self.values:
            return words
        return words.format_map({name: _say(one, translate, language) for name, one in self.values.items()})

    def fill(self, **values: Any) -> Told:
        """A text kept in a table, with the values of a case."""
        return tell(self.words, **values)


class _Named(Told):
    """A name with its English."""

    def render(self, translate: Translate, language: str) -> str:  # noqa: ARG002 - it brings its own
        return str(self.values.get(language, self.words))


class _Joined(Told):
    """Texts one after another."""

    def render(self, translate: Translate, language: str) -> str:
        between: str = self.values["between"]
        return between.join(_say(one, translate, language) for one in self.values["parts"])


def tell(words: str, /, **values: Any) -> Told:
    """A text with values named in braces. Numbers and dates are written as the language writes them.

    `words` is always a literal: the catalogue collects it. Numbers are `int` or `Decimal` (a year, a version or a code
    is `str`), dates `date` or ISO text, lists are said with commas; a value may be a text of the catalogue itself.
    """
    told = Told("", words, values)
    return Told(told.render(str, "vi"), words, values)


def in_both(vi: str, en: str) -> Told:
    """A name that brings its own English, as the dictionary of facts has them."""
    return _Named(vi, vi, {"en": en}) if en else Told(vi)


def joined(parts: Iterable[Any], between: str = ", ") -> Told:
    """Several texts or values as one."""
    values = {"parts": tuple(parts), "between": between}
    return _Joined(_Joined("", "", values).render(str, "vi"), "", values)


NOTHING = Told("")


def _say(value: Any, translate: Translate, language: str) -> str:
    if isinstance(value, Told):
        return value.render(translate, language)
    if isinstance(value, list | tuple):
        return ", ".join(_say(one, translate, language) for one in value) or "–"
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return say_number(value, language)
    if isinstance(value, dt.datetime):
        home = value.astimezone(HOME)
        return f"{home:%H:%M}, {say_day(home.date(), language)}"
    if isinstance(value, dt.date):
        return say_day(value, language)
    if isinstance(value, str) and _DAY.fullmatch(value):
        return _say_iso(value, language)
    return str(value)


def _say_iso(value: str, language: str) -> str:
    try:
        return say_day(dt.date.fromisoformat(value), language)
    except ValueError:  # looks like a day and is none: shown as it was written
        return value


def say_number(value: int | Decimal, language: str) -> str:
    """1234567.5 -> `1.234.567,5`, in English `1,234,567.5`."""
    text = f"{value:,f}" if isinstance(value, Decimal) else f"{value:,}"
    text = text.replace("-", "\u2212")
    return text if language == "en" else text.translate(str.maketrans(",.", ".,"))


def say_day(value: dt.date, language: str) -> str:
    """`05/06/2026`; in English `5 June 2026`, which cannot be read as the sixth of May."""
    return f"{value.day} {value:%B} {value.year}" if language == "en" else f"{value:%d/%m/%Y}"
