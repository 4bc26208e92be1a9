"""A table as its page, its file and its list say it: the same words and numbers in all three."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from flask import request, url_for

from server.domain.consolidation import CLASS, DEPRIVATION, MATRIX, TABLES, TIER, VISIT, Choice, Narrowing, tabulate
from server.domain.figures import WORDS, Cell
from server.papers.maps import Drawing, draw_boundaries, draw_squares
from server.papers.table_files import TableFile, Value
from server.services.boundaries import find_boundaries
from server.services.denominators import Base
from server.services.views.board import Board, RoundWords, Row
from server.services.views.figures import UNITS, cutoff_of
from server.services.views.place_tree import COMMUNE, VILLAGE, Place, read_tree, read_villages

from . import figure_words, formats
from .frame import Frame
from .telling import gettext

Groups = list[tuple[str, list[Place]]]
KEPT = ("bang", "chuan", "khu-vuc", "dan-toc", "noi", "xep")
LISTED = ("poor", "near_poor")


@dataclass(frozen=True, slots=True)
class FigurePage:
    """Everything the templates show of a board."""

    board: Board
    round_name: str
    standards: tuple[tuple[str, str], ...]
    tables: tuple[tuple[str, str], ...]
    tiers: dict[str, str]
    read_at: dt.datetime
    drawing: Drawing | None
    licence: str

    @property
    def table(self) -> str:
        """The table's name in the address."""
        return self.board.question.table

    @property
    def has_rates(self) -> bool:
        """Whether the rows are places, of which a share can be taken."""
        return self.table == CLASS

    @property
    def column_words(self) -> Mapping[str, str]:
        """The words of the columns."""
        return figure_words.column_words(self.table, self.tiers)

    @property
    def row_words(self) -> Mapping[str, str]:
        """The words of a matrix' rows."""
        return figure_words.row_words(self.table, self.tiers)

    @property
    def token(self) -> str:
        """The as-of token as people read it: eight signs of the frontier's digest."""
        return f"{self.board.token[:4]}-{self.board.token[4:8]}".upper()

    def address(self, endpoint: str = "web.figures", **changes: str) -> str:
        """A page of the same question with some parts changed; an empty one is left out."""
        asked = {name: value for name, value in request.args.items() if name in KEPT}
        return say_address(endpoint, {**asked, **changes})

    def opens(self, row: Row, column: str = "") -> str:
        """The households of one number."""
        where = {"noi": row.place.code if row.place is not None else self.board.place.code, "xep": ""}
        return self.address("web.figure_households", **where, cot=column, dong=row.code if row.place is None else "")

    def opens_deprived(self, place: int, *, poor: bool = False) -> str:
        """The households deprived in the indicator at `place`, or only those that are poor."""
        which = {"chi-so": str(place + 1), "ngheo": "co" if poor else ""}
        return self.address("web.figure_households", noi=self.board.place.code, **which)

    def here(self, **changes: Any) -> str:
        """This very page with some parts of its address changed."""
        return say_address(str(request.endpoint), {**request.args.to_dict(), **changes})

    def say_before(self, row: Any) -> str:
        """The class recognised before the round, of a row of the list."""
        letter = row.before[self.board.position : self.board.position + 1]
        return figure_words.BEFORE.get(WORDS.get(letter, ""), figure_words.BEFORE["unlisted"])

    def visits(self, row: Row, column: str = "") -> str:
        """The households of a number of the table of visits."""
        place = row.place.code if row.place is not None else ""
        return say_address("web.figure_households", {"bang": VISIT, "noi": place, "cot": column})

    def part(self, number: int, whole: int) -> Fraction | None:
        """A share; None of nothing."""
        return Fraction(number, whole) if whole else None

    def below(self, row: Row) -> str:
        """Where a row's name leads: the table of that place, or the households of a village."""
        if row.place is None or row.place.code == self.board.place.code:
            return ""
        return self.opens(row) if row.place.level == VILLAGE else self.address(noi=row.place.code)

    def rows(self) -> list[Row]:
        """The rows in the order that was asked for."""
        column = request.args.get("xep", "")
        rows = list(self.board.rows)
        if column == "tong":
            return sorted(rows, key=lambda row: -row.total(UNITS[0]))
        if column in self.board.columns:
            return sorted(rows, key=lambda row: -row.numbers[UNITS[0]].get(column, 0))
        return rows

    def rate(self, row: Row, column: str, unit: str) -> Fraction | None:
        """The share of all households or persons of the place; None without numbers for all its communes (R23)."""
        base = row.base
        if base is None or base.missing:
            return None
        whole = base.persons if unit == "persons" else base.households
        return Fraction(row.numbers[unit].get(column, 0), whole) if whole else None

    def rate_of(self, number: int) -> Fraction | None:
        """A number of households over all of the place; None without numbers for all its communes."""
        base = self.board.total.base
        known = base is not None and not base.missing and base.households
        return Fraction(number, base.households) if base is not None and known else None

    def cutoff(self) -> int | None:
        """The least number of deprivations, where both kinds of area have the same."""
        found = {cutoff_of(self.board.used, kind) for kind in ("rural", "urban")}
        return found.pop() if len(found) == 1 else None

    def base_words(self) -> str:
        """What the rates are taken of."""
        return say_base(self.board.total.base)

    def say_choice(self, choice: Choice) -> list[str]:
        """One number in words: where, which row and column."""
        told = [self.board.place.name]
        if choice.row:
            told.append(gettext("trước đợt: %(row)s", row=self.row_words.get(choice.row, choice.row)))
        if choice.column:
            told.append(gettext("nay: %(column)s", column=self.column_words.get(choice.column, choice.column)))
        return told + say_narrowing(choice.narrowing)


def say_address(endpoint: str, asked: Mapping[str, Any]) -> str:
    """A page's address with what was asked; what is empty is left out."""
    return url_for(endpoint, **{name: str(value) for name, value in asked.items() if value})  # type: ignore[arg-type]


def say_narrowing(narrowing: Narrowing) -> list[str]:
    """Kind of area and minority in words; nothing where all are counted."""
    told = []
    if narrowing.area_kind:
        told.append(gettext("khu vực %(kind)s", kind=figure_words.AREA_KINDS[narrowing.area_kind]))
    if narrowing.minority:
        told.append(figure_words.MINORITY[narrowing.minority])
    return told


def say_base(base: Base | None) -> str:
    """The day and number rates rest on, or why there is none."""
    if base is None:
        return str(gettext("chưa nhập tổng số hộ, khẩu nên chưa có tỷ lệ"))
    if base.missing:
        return str(gettext("còn %(n)s xã chưa nhập tổng số hộ, khẩu nên chưa có tỷ lệ", n=len(base.missing)))
    told = gettext(
        "tỷ lệ tính trên %(households)s hộ, %(persons)s khẩu ngày %(day)s",
        households=formats.vi_number(base.households),
        persons=formats.vi_number(base.persons),
        day=formats.vi_date(base.counted_on),
    )
    return str(told if base.is_confirmed else told + " " + gettext("(mới một người nhập)"))


def make_page(frame: Frame, current: Any, board: Board, round_: RoundWords) -> FigurePage:
    """The page of a board."""
    tiers: dict[str, str] = {one.id: one.label for one in round_.tiers.tiers} if round_.tiers is not None else {}
    drawing, licence = _draw(frame, board)
    names = [one for one in (*TABLES, DEPRIVATION) if one != TIER or tiers]
    return FigurePage(
        board=board,
        round_name=current.name,
        standards=tuple((one.standard.id, one.standard.title) for one in round_.standards),
        tables=tuple((one, figure_words.TABLES[one]) for one in names),
        tiers=tiers,
        read_at=frame.node.now(),
        drawing=drawing,
        licence=licence,
    )


def _draw(frame: Frame, board: Board) -> tuple[Drawing | None, str]:
    """The share of poor households among those reviewed, by commune or, inside one, by village; whose outlines."""
    place = board.place
    if place.level == VILLAGE or board.question.table != CLASS:
        return None, ""
    groups = _groups(frame, place)
    own = _shown_as(groups)
    numbers = tabulate(board.cells, board.layout, own, UNITS[0])
    shares = {code: poor_share(row) for code, row in numbers.items()}
    named = [(heading, [(one.code, one.short_name) for one in places]) for heading, places in groups]
    places = [one for _heading, found in named for one in found]
    loaded = frame.read(find_boundaries) if place.level != COMMUNE else None
    if loaded is not None and places and all(code in loaded.rings for code, _name in places):
        return draw_boundaries(places, loaded.rings, shares), loaded.licence
    return draw_squares(named, shares), ""


def _shown_as(groups: Groups) -> Callable[[Cell], str]:
    """The place on the drawing that a cell's households are in: its village, or its commune's successor."""
    places = [one for _heading, found in groups for one in found]
    if places and places[0].level == VILLAGE:
        return lambda cell: cell.village_code
    own = {commune: one.code for one in places for commune in one.communes}
    return lambda cell: own.get(cell.area_code, "")


def poor_share(row: dict[str, int]) -> Fraction | None:
    """Poor households among those with a class; None where nobody has one yet."""
    whole = sum(row.get(one, 0) for one in WORDS.values())
    return Fraction(row.get("poor", 0), whole) if whole else None


def _groups(frame: Frame, place: Place) -> Groups:
    """Villages of a commune, communes of a district, or communes under the names of their districts."""
    if place.level == COMMUNE:
        return [("", frame.read(lambda c: read_villages(c, place)))]
    tree = frame.read(lambda c: read_tree(c, place.communes))
    children = tree.children(place.code)
    communes = [one for one in children if one.level == COMMUNE]
    return [("", communes)] if communes else [(one.name, tree.children(one.code)) for one in children]


def to_file(page: FigurePage) -> TableFile:
    """The table as a spreadsheet."""
    board = page.board
    notes = [
        (gettext("Đợt"), page.round_name),
        (gettext("Cơ sở"), gettext("kết quả rà soát, chưa họp dân, chưa công nhận")),
        (gettext("Chuẩn"), board.used.standard.title),
        (gettext("Nơi"), board.place.name),
        (gettext("Lọc"), "; ".join(say_narrowing(board.question.narrowing)) or gettext("tất cả")),
        (gettext("Tính đến"), formats.vi_moment(page.read_at)),
        (gettext("Mã mốc"), board.token),
        (gettext("Mẫu số"), page.base_words()),
    ]
    title = f"{figure_words.TABLES[page.table]}: {board.place.name}"
    if page.table == DEPRIVATION:
        return TableFile(title, notes, *_poverty_lines(page))
    words = page.column_words
    header = [
        gettext("Nơi") if board.layout.row_of is None else gettext("Trước đợt"),
        gettext("Đơn vị"),
        gettext("Tổng"),
    ]
    header += [words.get(one, one) for one in board.columns]
    if page.has_rates:
        header += [gettext("Tỷ lệ %(word)s", word=words[one].lower()) for one in LISTED]
    lines = [_line(page, row, unit) for row in (*page.rows(), board.total) for unit in UNITS]
    return TableFile(title, notes, header, lines)


def _line(page: FigurePage, row: Row, unit: str) -> list[Value]:
    name = row.place.name if row.place is not None else page.row_words.get(row.code, row.code)
    if row is page.board.total:
        name = gettext("Cộng")
    numbers = row.numbers[unit]
    line: list[Value] = [name, figure_words.UNITS[unit], row.total(unit)]
    line += [numbers.get(one, 0) for one in page.board.columns]
    return line + ([page.rate(row, one, unit) for one in LISTED] if page.has_rates else [])


def _poverty_lines(page: FigurePage) -> tuple[list[str], list[list[Value]]]:
    header = [
        gettext("Chỉ số"),
        gettext("Hộ thiếu hụt"),
        gettext("Hộ nghèo đa chiều thiếu hụt"),
        gettext("Đóng góp vào M0"),
    ]
    return header, [list(one) for one in poverty_rows(page)]


def poverty_rows(page: FigurePage) -> Iterator[tuple[str, int, int, Fraction]]:
    """Each indicator: how many are deprived, how many of them among the poor, its part of M0."""
    sums = page.board.poverty.get(UNITS[0])
    if sums is not None:
        parts = zip(sums.raw, sums.by_indicator, sums.contributions(), strict=True)
        for indicator, (raw, censored, part) in zip(page.board.used.indicators(), parts, strict=True):
            yield indicator.label, raw, censored, part


__all__ = ["MATRIX", "FigurePage", "make_page", "poverty_rows", "to_file"]
