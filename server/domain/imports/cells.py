"""One cell to one value, as people and spreadsheets write it. What is not certain is a fault, never a guess.

A cell arrives as a spreadsheet gives it: text, number, truth value, date, or empty.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from server.domain.identifiers import type_of
from server.telling import Told, joined, tell

from .folding import fold, tidy

Cell = str | int | float | bool | dt.date | None
FIRST_YEAR = 1900
SHOWN_CHOICES = 12
EXCEL_ZERO = dt.date(1899, 12, 30)
EXCEL_DAYS = range(367, 80_000)  # serials that are days of 1901 to 2119
_DAY = re.compile(r"(\d{1,2})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d{4}|\d{2})")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?")
_MONTH = re.compile(r"(\d{1,2})\s*[/.\-]\s*(\d{4})")
_EXPONENT = re.compile(r"\d(?:[.,]\d+)?E\+?\d+", re.IGNORECASE)
_FAILED = re.compile(
    r"#(?:REF!|N/A|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!|FIELD!|BLOCKED!|CONNECT!|BUSY!|UNKNOWN!|MACRO\?|ERROR!"
    r"|GETTING_DATA)|Err:\d{3}"
)
YES = {"x", "co", "yes", "true", "dung", "1", "v", "ho ngheo", "ho can ngheo"}
NO = {"", "khong", "no", "false", "sai", "0", "k", "o"}


class CellError(ValueError):
    """Why a cell cannot be taken, and what to do: both in words, without the value."""

    def __init__(self, what: Told, remedy: Told) -> None:
        super().__init__(what)
        self.what, self.remedy = what, remedy


class _NoDayError(CellError):
    """Nothing that reads as a day, a month or a year."""


@dataclass(frozen=True, slots=True)
class Birth:
    """A birth as far as it is known (R8)."""

    year: int
    month: int | None = None
    day: int | None = None


def is_empty(cell: Cell) -> bool:
    """Nothing in it that anybody sees."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


def is_failed(cell: Cell) -> bool:
    """Whether a formula failed in it, as spreadsheets show that: there was something, and nobody knows what."""
    return isinstance(cell, str) and _FAILED.fullmatch(cell.strip()) is not None


def show(cell: Cell) -> str:
    """A cell as a person sees it: whole numbers without a decimal point, days as they are said here."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "Có" if cell else "Không"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, dt.datetime | dt.date):
        return f"{cell:%d/%m/%Y}"
    return str(cell)


def read_text(cell: Cell) -> str:
    """Text, tidied."""
    return tidy(show(cell))


def read_name(cell: Cell) -> str:
    """A person's name as it is written: words begin with a capital, capitals throughout become small."""
    name = read_text(cell)
    if any(one.isdigit() for one in name):
        raise CellError(tell("họ tên có chữ số"), tell("Sửa lại họ tên; số thứ tự để ở cột riêng."))
    name = name.lower() if name.isupper() and " " in name else name
    return " ".join(word[:1].upper() + word[1:] for word in name.split())


def read_whole(cell: Cell) -> int:
    """A whole number: 1.234, 1,234 and 1 234 are one thousand and more, 12,0 is twelve."""
    if isinstance(cell, bool | dt.date):
        raise _no_number()
    if isinstance(cell, int | float):
        if float(cell).is_integer():
            return int(cell)
        raise CellError(tell("số lẻ, ô này cần số nguyên"), tell("Ghi số nguyên."))
    text = re.sub(r"\s", "", show(cell))
    plain = re.sub(r"[.,](?=\d{3}(?:\D|$))", "", text)
    plain = re.sub(r"[.,]0{1,2}$", "", plain)
    if not re.fullmatch(r"-?\d{1,15}", plain):
        raise _no_number()
    return int(plain)


def read_mark(cell: Cell) -> bool:
    """A mark in a column: x, có, 1; an empty cell is no mark."""
    if isinstance(cell, bool):
        return cell
    word = fold(show(cell))
    if word in YES or word in NO:
        return word in YES
    raise CellError(tell("không rõ có hay không"), tell("Ghi x hoặc Có; để trống nếu không."))


def read_day(cell: Cell) -> dt.date:
    """A whole day: ngày/tháng/năm, a date cell, or the number a spreadsheet made of one."""
    try:
        birth = read_birth(cell)
    except _NoDayError as error:
        raise CellError(tell("không phải là ngày"), _whole_day()) from error
    if birth.month is None or birth.day is None:
        raise CellError(tell("thiếu ngày hoặc tháng"), _whole_day())
    return dt.date(birth.year, birth.month, birth.day)


def read_birth(cell: Cell) -> Birth:
    """A birth as precise as it is written: the day, the month and year, or the year only."""
    if isinstance(cell, dt.date):
        return Birth(cell.year, cell.month, cell.day)
    if isinstance(cell, bool):
        raise _no_day()
    if isinstance(cell, int | float):
        return _birth_of_number(float(cell))
    text = show(cell).strip()
    if text.isdigit():
        return _birth_of_number(float(text))
    return _birth_of_text(text)


def _birth_of_number(number: float) -> Birth:
    whole = int(number)
    if FIRST_YEAR <= whole < 2100:
        return Birth(whole)
    if whole in EXCEL_DAYS:
        day = EXCEL_ZERO + dt.timedelta(days=whole)
        return Birth(day.year, day.month, day.day)
    raise _no_day()


def _birth_of_text(text: str) -> Birth:
    if found := _DAY.fullmatch(text):
        day, month, year = (int(one) for one in found.groups())
        if len(found[3]) == 2:
            raise CellError(tell("năm chỉ có hai chữ số, không rõ thế kỷ"), tell("Ghi năm đủ bốn chữ số."))
    elif found := _ISO.fullmatch(text):
        year, month, day = (int(one) for one in found.groups())
    elif found := _MONTH.fullmatch(text):
        month, year = int(found[1]), int(found[2])
        if 1 <= month <= 12 and FIRST_YEAR <= year < 2100:
            return Birth(year, month)
        raise _no_day()
    else:
        raise _no_day()
    try:
        made = dt.date(year, month, day)
    except ValueError as error:
        is_turned = month > 12 >= day
        told = (
            tell("không có ngày này trong lịch (có vẻ ghi tháng trước ngày)")
            if is_turned
            else tell("không có ngày này trong lịch")
        )
        raise CellError(told, tell("Ghi ngày/tháng/năm, ví dụ 05/12/1960.")) from error
    if made.year < FIRST_YEAR:
        raise _no_day()
    return Birth(made.year, made.month, made.day)


def read_identifier(cell: Cell) -> tuple[str, str]:
    """(type, number) of an identity number. What a spreadsheet has cut or rounded is told, never filled up (R8)."""
    is_number = isinstance(cell, int | float) and not isinstance(cell, bool)
    text = re.sub(r"[\s.\-']", "", show(cell)) if not is_number else show(cell)
    if _EXPONENT.fullmatch(show(cell).strip()) or "e+" in text.lower():
        raise CellError(
            tell("bảng tính đã đổi số giấy tờ thành dạng mũ, các chữ số cuối đã mất"),
            tell("Định dạng cột là Văn bản (Text) rồi gõ lại số từ giấy tờ."),
        )
    if not text.isdigit():
        raise CellError(tell("số giấy tờ có ký tự không phải chữ số"), tell("Gõ lại số từ giấy tờ, chỉ các chữ số."))
    kind = type_of(text)
    if kind is not None:
        return kind, text
    if is_number and len(text) in (8, 10, 11):
        lost = 9 if len(text) == 8 else 12
        raise CellError(
            tell("có {n} chữ số; bảng tính có thể đã bỏ số 0 ở đầu ({lost} chữ số)", n=len(text), lost=lost),
            tell("Định dạng cột là Văn bản (Text) rồi gõ lại đủ số, kể cả số 0 ở đầu."),
        )
    raise CellError(
        tell("có {n} chữ số; căn cước có 12, chứng minh nhân dân có 9", n=len(text)), tell("Gõ lại số từ giấy tờ.")
    )


def make_choice(labels: Mapping[str, str], shown: Sequence[str] = ()) -> Callable[[Cell], str]:
    """A reader of one answer out of a list: folded label -> code. `shown`: words to propose where none fits."""

    def read(cell: Cell) -> str:
        word = fold(show(cell))
        if word in labels:
            return labels[word]
        known = joined(list(shown or sorted(set(labels)))[:SHOWN_CHOICES], "; ")
        raise CellError(tell("không có trong danh mục"), tell("Dùng một trong: {known}.", known=known))

    return read


def _no_number() -> CellError:
    return CellError(tell("không phải là số"), tell("Ghi số bằng chữ số, ví dụ 12 hoặc 1.234."))


def _whole_day() -> Told:
    return tell("Ghi đủ ngày/tháng/năm, ví dụ 05/12/2015.")


def _no_day() -> CellError:
    return _NoDayError(
        tell("không phải là ngày hoặc năm sinh"), tell("Ghi ngày/tháng/năm, tháng/năm hoặc chỉ năm, ví dụ 1960.")
    )


__all__ = [
    "Birth", "Cell", "CellError", "is_empty", "is_failed", "make_choice", "read_birth", "read_day",
    "read_identifier", "read_mark", "read_name", "read_text", "read_whole", "show",
]  # fmt: skip
