"""Where a sheet's table begins, what its columns mean, and which of its lines are no data. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from .cells import Cell, is_empty, is_failed, show
from .fields import Field
from .folding import fold

Row = Sequence[Cell]
SEARCHED_ROWS = 25
LEAST_HEADS = 2
# What a line of totals begins with, and what may follow: "Tống Văn Bảy" and "Ấp Cộng Hòa" are none.
_TOTALS = re.compile(
    r"(?:tong cong|tong so|tong|cong don|cong|toan xa|toan phuong|toan huyen|toan tinh)"
    r"(?: (?:so|cong|chung|don|luy|ho|khau|nhan|nguoi|ngheo|can|xa|phuong|thi tran|thi xa|huyen|tinh|toan|thon|ap|khu"
    r"|to dan|khom|ban|danh|cac|\d+)\b.*)?"
)
_TOTAL_WORDS = {"tổng", "cộng", "toàn", "tong", "cong", "toan"}  # with its own mark or none
_UNITS = re.compile(r"[\d.,\s]*(?:ho|khau|nhan khau|nguoi|%)?")
_USUAL = {"stt", "tt", "so tt", "so thu tu", "ghi chu"}  # headings of no field
_NUMBERING = re.compile(r"\(?\d{1,2}\)?")


@dataclass(frozen=True, slots=True)
class Heading:
    """The table of a sheet: heading texts by column, the first line of data (from 1), and how sure we are."""

    texts: tuple[str, ...]
    first_row: int
    matches: int


def find_heading(rows: Sequence[Row], fields: Mapping[str, Field], remembered: Iterable[str] = ()) -> Heading:
    """The line (or two lines, one below the other) that names most columns; titles above it are passed over."""
    known = {head for one in fields.values() for head in one.heads} | set(remembered) | _USUAL
    best = Heading((), 1, 0)
    for number, row in enumerate(rows[:SEARCHED_ROWS], start=1):
        texts = [_text(cell) for cell in row]
        below = rows[number] if number < len(rows) else ()
        best = max(best, _heading(texts, number + 1, known), key=lambda one: one.matches)
        if _continues(texts, below, known):
            two = _join(texts, [_text(cell) for cell in below], known)
            best = max(best, _heading(two, number + 2, known), key=lambda one: one.matches)
    return best if best.matches >= LEAST_HEADS else _single(rows, fields)


def _single(rows: Sequence[Row], fields: Mapping[str, Field]) -> Heading:
    """The line that names the one column a list needs (villages), where no line names two."""
    needed = [one for one in fields.values() if one.is_required]
    for number, row in enumerate(rows[:SEARCHED_ROWS] if len(needed) == 1 else (), start=1):
        texts = [_text(cell) for cell in row]
        if any(fold(one) in needed[0].heads for one in texts):
            return Heading(tuple(texts), number + 1, 1)
    return Heading((), 1, 0)


def propose_columns(
    heading: Heading, fields: Mapping[str, Field], remembered: Mapping[str, str] | None = None
) -> dict[int, str]:
    """Column (from 0) -> field: what a person chose for this heading before, else its words, each field once."""
    found: dict[int, str] = {}
    for column, text in enumerate(heading.texts):
        chosen = (remembered or {}).get(fold(text), "")
        if chosen in fields and chosen not in found.values():
            found[column] = chosen
    for rank in (_is_same, _is_within):
        for column, text in enumerate(heading.texts):
            word = fold(text)
            if column in found or not word or (remembered or {}).get(word) == "":
                continue
            named = next((one.id for one in fields.values() if one.id not in found.values() and rank(word, one)), None)
            if named is not None:
                found[column] = named
    return found


def is_no_data(row: Row, heading: Heading) -> str | None:
    """Why a line is none of the data: nothing in it, a total, a numbering of columns, the heading again."""
    texts = [fold(show(cell)) for cell in row]
    filled = [one for one in texts if one]
    if not filled:
        return "empty"
    if _is_total(row, texts):
        return "total"
    if len(filled) > 2 and all(_NUMBERING.fullmatch(show(cell).strip()) for cell in row if not is_empty(cell)):
        numbers = [int(re.sub(r"\D", "", one)) for one in filled]
        if numbers == list(range(numbers[0], numbers[0] + len(numbers))) and numbers[0] in (0, 1):
            return "numbering"
    heads = [fold(one) for one in heading.texts]
    same = sum(1 for one, head in zip(texts, heads, strict=False) if one and one == head)
    least = min(LEAST_HEADS, sum(1 for head in heads if head))
    return "heading" if 0 < least <= same and same * 2 >= len(filled) else None


def _is_total(row: Row, texts: Sequence[str]) -> bool:
    """The word of a total first (or second, in a line half empty) and nothing but numbers beside it.

    A line passed over is a family nobody sees: names and places that only sound like the word are data.
    """
    places = [column for column, one in enumerate(texts) if one]
    near = places[: 2 if len(places) <= len(row) // 2 else 1]
    for column in near:
        first = str(show(row[column])).lower().split()[0].strip(":.,-") if texts[column] else ""
        if first in _TOTAL_WORDS and _TOTALS.fullmatch(texts[column]):
            return all(is_failed(row[one]) or _UNITS.fullmatch(texts[one]) for one in places if one != column)
    return False


def column_letter(column: int) -> str:
    """A column (from 0) as a spreadsheet names it."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _heading(texts: Sequence[str], first_row: int, known: Iterable[str]) -> Heading:
    matched = {fold(one) for one in texts} & set(known)
    return Heading(tuple(texts), first_row, len(matched))


def _continues(texts: Sequence[str], below: Row, known: set[str]) -> bool:
    """Whether the next line is the lower half of the heading: words we know, no numbers."""
    if any(isinstance(cell, int | float) and not isinstance(cell, bool) for cell in below):
        return False
    lower = [fold(_text(cell)) for cell in below]
    upper = [fold(one) for one in texts] + [""] * len(lower)
    if any(one in known and upper[column] not in known for column, one in enumerate(lower) if one):
        return True
    return any(_both(up, low, known) for up, low in _columns(texts, [_text(cell) for cell in below]))


def _columns(upper: Sequence[str], lower: Sequence[str]) -> list[tuple[str, str]]:
    """(upper, lower) of every column; a cell merged over several columns stands in the first and counts for all."""
    width = max(len(upper), len(lower))
    found, above = [], ""
    for up, low in list(zip([*upper, *[""] * width], [*lower, *[""] * width], strict=False))[:width]:
        above = up or (above if low else "")
        found.append((above, low))
    return found


def _both(up: str, low: str, known: Iterable[str]) -> str:
    """Two halves that make one heading: Quyết định over Số, Chủ hộ over Họ và tên."""
    both = (f"{low} {up}", f"{up} {low}") if up and low else ()
    return next((one for one in both if fold(one) in known), "")


def _join(upper: Sequence[str], lower: Sequence[str], known: Iterable[str]) -> list[str]:
    return [_both(up, low, known) or low or up for up, low in _columns(upper, lower)]


def _text(cell: Cell) -> str:
    return " ".join(show(cell).split())


def _is_same(word: str, field: Field) -> bool:
    return word in field.heads


def _is_within(word: str, field: Field) -> bool:
    """A heading that says more than a known one: "Họ và tên chủ hộ (viết hoa)"."""
    return any(len(head) > 4 and f" {head} " in f" {word} " for head in field.heads)
