"""How numbers, dates and codes read in Vietnamese: Jinja filters, pure. Times are shown in Asia/Ho_Chi_Minh."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

from babel.numbers import format_decimal

from server.domain.facts import Fact
from server.domain.masking import IDENTITY_FACTS, mask
from server.papers.maps import wrap_name

HOME = ZoneInfo("Asia/Ho_Chi_Minh")
MINUS = "\u2212"
MISSING = "chưa có"


def vi_number(value: int | Decimal | None) -> str:
    """1234567.8 -> `1.234.567,8`; None -> `chưa có`, never 0."""
    if value is None:
        return MISSING
    if isinstance(value, int):  # a page of a table has hundreds: what the library would say, without it
        return f"{value:,}".replace(",", ".").replace("-", MINUS)
    return format_decimal(value, locale="vi").replace("-", MINUS)


def vi_share(value: Fraction | None, digits: int = 2) -> str:
    """A share as percent with a comma: `7,08 %`; None -> `–`."""
    if value is None:
        return "–"
    return f"{vi_number(round(Decimal(value.numerator * 100) / value.denominator, digits))} %"


def vi_decimal(value: Fraction | None, digits: int = 2) -> str:
    """A fraction with a comma and exactly so many digits; None -> `–`."""
    return "–" if value is None else f"{float(value):.{digits}f}".replace(".", ",")


def vi_money(value: int | None) -> str:
    """Whole đồng with its unit."""
    return MISSING if value is None else f"{vi_number(value)} đồng"


def vi_date(value: dt.date | dt.datetime | str | None) -> str:
    """`dd/MM/yyyy`; partial births (`1979`, `1979-05`) stay as precise as they are."""
    if value is None or value == "":
        return MISSING
    if isinstance(value, dt.datetime):
        return value.astimezone(HOME).strftime("%d/%m/%Y")
    if isinstance(value, dt.date):
        return value.strftime("%d/%m/%Y")
    return "/".join(reversed(value[:10].split("-")))


def vi_time(value: dt.datetime | None) -> str:
    """`HH:mm` of the day on the wall in Viet Nam."""
    return MISSING if value is None else value.astimezone(HOME).strftime("%H:%M")


def vi_moment(value: dt.datetime | None) -> str:
    """`HH:mm, dd/MM/yyyy`."""
    return MISSING if value is None else value.astimezone(HOME).strftime("%H:%M, %d/%m/%Y")


def say_answer(value: Any, fact: Fact) -> str:
    """A stored answer in the words of the form; a missing one says so, an identity number shows its last digits."""
    if value is None or value == "":
        return MISSING
    if fact.id in IDENTITY_FACTS:
        return mask(str(value))
    if isinstance(value, bool):
        return "Có" if value else "Không"
    if isinstance(value, list):
        return ", ".join(fact.label_of(one) for one in value) or MISSING
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
    "vi_time": vi_time,
    "vi_moment": vi_moment,
}
