"""How numbers, days and answers read on a page: Jinja filters, in the reader's language. Times are Viet Nam's.

How one number or day is written in a language stands in `server.telling`; here is what pages add to it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any

from server.domain.facts import Fact
from server.domain.masking import IDENTITY_FACTS, mask
from server.papers.maps import wrap_name
from server.telling import HOME, MONTHS, joined, say_day, say_moment, say_number, say_written, tell

from .catalogue import choose_language
from .telling import gettext

MISSING = tell("chưa có")
YES, NO = tell("Có"), tell("Không")


def _missing() -> str:
    return str(gettext(MISSING.words))


def vi_number(value: int | Decimal | None) -> str:
    """1234567.8 -> `1.234.567,8`, in English `1,234,567.8`; None -> `chưa có`, never 0."""
    if value is None:
        return _missing()
    return say_number(_short(value) if isinstance(value, Decimal) else value, choose_language())


def _short(value: Decimal) -> Decimal:
    """With three digits after the point at most, and none that say nothing."""
    value = round(value, 3)
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()


def vi_share(value: Fraction | None, digits: int = 2) -> str:
    """A share as percent: `7,08 %`, in English `7.08%`; None -> `–`."""
    if value is None:
        return "–"
    said = vi_number(round(Decimal(value.numerator * 100) / value.denominator, digits))
    return f"{said}%" if choose_language() == "en" else f"{said} %"


def vi_decimal(value: Fraction | float | None, digits: int = 2) -> str:
    """A fraction with exactly so many digits; None -> `–`."""
    if value is None:
        return "–"
    text = f"{float(value):.{digits}f}"
    return text if choose_language() == "en" else text.replace(".", ",")


def vi_money(value: int | None) -> str:
    """Whole đồng with its unit."""
    return _missing() if value is None else str(gettext("%(n)s đồng", n=vi_number(value)))


def vi_day(value: dt.date) -> str:
    """A day whose year is known: `05/06`, in English `5 Jun`."""
    return f"{value.day} {MONTHS[value.month - 1]}" if choose_language() == "en" else f"{value:%d/%m}"


def apart_sign() -> str:
    """What stands between the thousands in the reader's language."""
    return "," if choose_language() == "en" else "."


def decimal_sign() -> str:
    """What stands before the decimals in the reader's language."""
    return "." if choose_language() == "en" else ","


def read_decimal(text: str) -> str:
    """A number as the reader's language writes it, `1.500,5` or in English `1,500.5`, as forms do; `7.5` in both."""
    if choose_language() == "en":
        return text.replace(",", "")
    return text.replace(".", "").replace(",", ".") if "," in text else text


def vi_date(value: dt.date | dt.datetime | str | None) -> str:
    """`05/06/2026`, in English `5 Jun 2026`; partial births (`1979`, `1979-05`) stay as precise as they are."""
    if value is None or value == "":
        return _missing()
    if isinstance(value, dt.datetime):
        value = value.astimezone(HOME).date()
    if isinstance(value, dt.date):
        return say_day(value, choose_language())
    return say_written(value[:10], choose_language())


def vi_time(value: dt.datetime | None) -> str:
    """`HH:mm` of the day on the wall in Viet Nam."""
    return _missing() if value is None else value.astimezone(HOME).strftime("%H:%M")


def vi_moment(value: dt.datetime | None) -> str:
    """`HH:mm, dd/MM/yyyy`, in English `HH:mm, d Mon yyyy`."""
    return _missing() if value is None else say_moment(value, choose_language())


def say_answer(value: Any, fact: Fact) -> str:
    """A stored answer in the words of the form; a missing one says so, an identity number shows its last digits."""
    if value is None or value in ("", []):
        return MISSING
    if fact.id in IDENTITY_FACTS:
        return mask(str(value))
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, list):
        return joined(fact.label_of(one) for one in value)
    if fact.choices:
        return fact.label_of(str(value))
    if fact.type in ("integer", "money") and not fact.id.startswith("birth"):
        return vi_number(int(value))
    if fact.type == "decimal":
        return vi_number(Decimal(str(value)))
    return vi_date(value) if fact.type == "date" else str(value)


FILTERS: dict[str, Callable[..., Any]] = {
    "say_answer": say_answer,
    "vi_number": vi_number,
    "vi_money": vi_money,
    "vi_share": vi_share,
    "vi_decimal": vi_decimal,
    "wrap_name": wrap_name,
    "vi_date": vi_date,
    "vi_day": vi_day,
    "vi_time": vi_time,
    "vi_moment": vi_moment,
}
