"""What a person is told: a Vietnamese text that remembers its words and values, to be said again in another language.

`tell("Không có hộ {code}.", code=code)` is the Vietnamese text, for logs, terminals and phones. The words are a message
id of the catalogue (`server/translations`) and the values stand by name: a page says it in the reader's language.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from functools import cache
from gettext import GNUTranslations
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

HOME = ZoneInfo("Asia/Ho_Chi_Minh")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DAY, _MONTH = re.compile(r"\d{4}-\d{2}-\d{2}"), re.compile(r"\d{4}-\d{2}")
Translate = Callable[[str], str]
Own = Callable[[str], str]  # what becomes of a value that somebody wrote: a page in another language marks it


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

    def render(self, translate: Translate, language: str, own: Own = str) -> str:
        """The same thing said in `language`; `translate` gives the words of a text there."""
        if not self.words:
            return own(str(self))
        words = translate(self.words)
        if not self.values:
            return words
        return words.format_map({name: _say(one, translate, language, own) for name, one in self.values.items()})

    def fill(self, **values: Any) -> Told:
        """A text kept in a table, with the values of a case."""
        return tell(self.words, **values)


class _Named(Told):
    """A name with its English."""

    def render(self, translate: Translate, language: str, own: Own = str) -> str:  # noqa: ARG002 - it brings its own
        return str(self.values.get(language, self.words))


class Kept(Told):
    """Words of a file of data, which the catalogue knows where the file came with the software."""

    def render(self, translate: Translate, language: str, own: Own = str) -> str:
        said = translate(self.words)
        return own(said) if language != "vi" and said == self.words else said


class _Joined(Told):
    """Texts one after another."""

    def render(self, translate: Translate, language: str, own: Own = str) -> str:
        between: str = self.values["between"]
        return between.join(_say(one, translate, language, own) for one in self.values["parts"])


class _Within(Told):
    """A label inside a sentence."""

    def render(self, translate: Translate, language: str, own: Own = str) -> str:
        return _small(_say(self.values["told"], translate, language, own))


def _small(text: str) -> str:
    return f"{text[:1].lower()}{text[1:]}" if text[1:2].islower() or text[1:2] == " " else text


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


def kept(words: str) -> Told:
    """Words out of a file of data, such as a pack's labels: as they stand there, and said in the reader's language.

    `server.translations.collect` finds those of the shipped files; what a province writes itself stays as written.
    """
    return Kept(words, words)


def joined(parts: Iterable[Any], between: str = ", ") -> Told:
    """Several texts or values as one."""
    values = {"parts": tuple(parts), "between": between}
    return _Joined(_Joined("", "", values).render(str, "vi"), "", values)


def in_sentence(told: str) -> Told:
    """A label in the middle of a sentence: with a small first letter, unless it begins with a sign such as B1."""
    return _Within(_small(told), "", {"told": told})


def plain_number(value: int | None) -> Told:
    """A number alone, `?` where there is none."""
    return joined(("?" if value is None else value,))


def in_english(told: str) -> str:
    """A text in English, for forms, which carry both languages; what the catalogue does not know stays as it is."""
    return told.render(_english().gettext, "en") if isinstance(told, Told) else told


@cache
def _english() -> GNUTranslations:
    with (Path(__file__).parent / "translations" / "en" / "LC_MESSAGES" / "messages.mo").open("rb") as file:
        return GNUTranslations(file)


NOTHING = Told("")
_AS: dict[str, type[Told]] = {"told": Told, "named": _Named, "kept": Kept, "joined": _Joined, "within": _Within}


def to_json(value: Any) -> Any:
    """A text as JSON, its words and values, to be kept and said later in whatever language a reader has then."""
    if isinstance(value, Told):
        name = next(name for name, one in _AS.items() if type(value) is one)
        values = {key: to_json(one) for key, one in value.values.items()}
        return {"as": name, "text": str(value), "words": value.words, "values": values}
    if isinstance(value, list | tuple):
        return [to_json(one) for one in value]
    if isinstance(value, Decimal):
        return {"as": "decimal", "text": str(value)}
    return value.isoformat() if isinstance(value, dt.date) else value


def from_json(value: Any) -> Any:
    """What `to_json` made of a text or a value."""
    if isinstance(value, list):
        return [from_json(one) for one in value]
    if not isinstance(value, dict):
        return value
    if value["as"] == "decimal":
        return Decimal(value["text"])
    values = {key: from_json(one) for key, one in value["values"].items()}
    return _AS[value["as"]](value["text"], value["words"], values)


def _say(value: Any, translate: Translate, language: str, own: Own) -> str:
    if isinstance(value, Told):
        return value.render(translate, language, own)
    if isinstance(value, list | tuple):
        return ", ".join(_say(one, translate, language, own) for one in value) or "–"
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return say_number(value, language)
    if isinstance(value, dt.datetime):
        return say_moment(value, language)
    if isinstance(value, dt.date):
        return say_day(value, language)
    if isinstance(value, str) and _DAY.fullmatch(value):
        return say_written(value, language)
    return own(str(value))


def say_number(value: int | Decimal, language: str) -> str:
    """1234567.5 -> `1.234.567,5`, in English `1,234,567.5`."""
    text = f"{value:,f}" if isinstance(value, Decimal) else f"{value:,}"
    text = text.replace("-", "\u2212")
    return text if language == "en" else text.translate(str.maketrans(",.", ".,"))


def say_day(value: dt.date, language: str) -> str:
    """`05/06/2026`; in English `5 Jun 2026`, which cannot be read as the sixth of May."""
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}" if language == "en" else f"{value:%d/%m/%Y}"


def say_written(value: str, language: str) -> str:
    """ISO text as precise as it is: `1979`, `1979-05` (`05/1979`, in English `May 1979`), `1979-05-02`."""
    try:
        if _DAY.fullmatch(value):
            return say_day(dt.date.fromisoformat(value), language)
        if _MONTH.fullmatch(value):
            first = dt.date.fromisoformat(f"{value}-01")
            return f"{MONTHS[first.month - 1]} {first.year}" if language == "en" else f"{first:%m/%Y}"
    except ValueError:  # looks like a day and is none: shown as it was written
        pass
    return value


def say_moment(value: dt.datetime, language: str) -> str:
    """`14:05, 05/06/2026` on the wall in Viet Nam."""
    home = value.astimezone(HOME)
    return f"{home:%H:%M}, {say_day(home.date(), language)}"
