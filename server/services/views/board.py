"""The tables of a round: what is asked, and the answer with everything its page, its files and its lists show."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, select

from server.domain.consolidation import (
    CLASS,
    DEPRIVATION,
    YES,
    Layout,
    Narrowing,
    TierWords,
    layout_of,
    narrow,
    tabulate,
    used_columns,
)
from server.domain.deprivation import Sums
from server.domain.figures import Cell
from server.errors import Problem
from server.services.denominators import Base, Bases, read_bases
from server.services.node import Node
from server.standards.packs import RoundStandard
from server.standards.tiers import Tiers, find_tier
from server.store.tables import Village
from server.telling import tell
from sync.log import frontier

from .figures import UNITS, Reading, sum_deprived
from .place_tree import VILLAGE, Place, PlaceTree, read_tree, read_villages

ALWAYS = ("completed", "absent", "poor", "near_poor", "not_poor", "undetermined", "waiting", "none")


@dataclass(frozen=True, slots=True)
class Question:
    """What a page asks for: a table, under one of the round's standards, of a place and below, narrowed."""

    table: str = CLASS
    standard: str = ""
    place: str = ""
    narrowing: Narrowing = field(default_factory=Narrowing)


@dataclass(frozen=True, slots=True)
class Row:
    """A row: numbers by unit and column. `place` is None for the rows of a matrix; `base` what rates are taken of."""

    code: str
    place: Place | None
    numbers: dict[str, dict[str, int]]
    base: Base | None = None

    def total(self, unit: str) -> int:
        """Everybody in the row."""
        return sum(self.numbers[unit].values())


@dataclass(frozen=True, slots=True)
class Board:
    """A table with its place, and what it rests on. `token` is the frontier the numbers were read at (R22)."""

    question: Question
    layout: Layout
    columns: tuple[str, ...]
    place: Place
    path: tuple[Place, ...]
    rows: tuple[Row, ...]
    total: Row
    used: RoundStandard
    position: int
    cells: tuple[Cell, ...]
    poverty: dict[str, Sums | None]
    token: str


@dataclass(frozen=True, slots=True)
class RoundWords:
    """A round as tables need it."""

    round_id: str
    standards: tuple[RoundStandard, ...]
    tiers: Tiers | None


def read_board(
    node: Node, connection: Connection, round_: RoundWords, communes: Sequence[str], question: Question
) -> Board:
    """Answer a question over the communes a person may see; Problem where there is nothing she may see."""
    tree = read_tree(connection, communes)
    place = _find_place(connection, tree, question.place)
    position = find_standard(round_, question.standard)
    token = frontier(connection).token()
    reading = Reading(node, connection, round_.round_id)
    layout = layout_of(question.table, position, tier_words(round_))
    cells = narrow(reading.cells(place), question.narrowing)
    rows, total = _rows(connection, tree, place, layout, cells, question.narrowing)
    shown = {row.code: row.numbers[UNITS[0]] for row in (*rows, total)}
    used = round_.standards[position]
    return Board(
        question=question,
        layout=layout,
        columns=used_columns(layout, shown, ALWAYS),
        place=place,
        path=tuple(tree.path(place.code) if place.level != VILLAGE else tree.path(str(place.parent_code))),
        rows=rows,
        total=total,
        used=used,
        position=position,
        cells=tuple(cells),
        poverty=_read_poverty(reading, place, question, used, position) if question.table == DEPRIVATION else {},
        token=token,
    )


def _read_poverty(
    reading: Reading, place: Place, question: Question, used: RoundStandard, position: int
) -> dict[str, Sums | None]:
    found = [
        one for one in reading.deprived(place, position) if question.narrowing.holds(one.area_kind, one.is_minority)
    ]
    return sum_deprived(found, used)


def find_standard(round_: RoundWords, standard: str) -> int:
    """The place of a standard in the round; the first where it is not one of the round's."""
    names = [one.standard.id for one in round_.standards]
    return names.index(standard) if standard in names else 0


def tier_words(round_: RoundWords) -> TierWords:
    """The groups of the round; a tier names the shipped standard, what a province adopted on it counts as that."""
    tiers = round_.tiers
    if tiers is None:
        return TierWords()
    standards = tuple(one.standard.id.partition("+")[0] for one in round_.standards)
    return TierWords(tuple(one.id for one in tiers.tiers), lambda outcomes: find_tier(tiers, outcomes), standards)


def _find_place(connection: Connection, tree: PlaceTree, code: str) -> Place:
    found = tree.find(code) if code else tree.root()
    if found is None and code:
        found = _find_village(connection, tree, code)
    if found is None:
        raise Problem(
            "WEB-404", 404, tell("Không có nơi này trong khu vực của bạn."), tell("Mở lại trang Số liệu từ đầu.")
        )
    return found


def _find_village(connection: Connection, tree: PlaceTree, code: str) -> Place | None:
    area = connection.execute(select(Village.area_code).where(Village.code == code)).scalar()
    commune = tree.find(area) if area else None
    villages = read_villages(connection, commune) if commune is not None else []
    return next((one for one in villages if one.code == code), None)


def _rows(
    connection: Connection,
    tree: PlaceTree,
    place: Place,
    layout: Layout,
    cells: list[Cell],
    narrowing: Narrowing,
) -> tuple[tuple[Row, ...], Row]:
    bases = read_bases(connection, place.communes, "minority" if narrowing.minority == YES else "all")
    if narrowing.minority not in ("", YES):
        bases = Bases(())
    total = Row("", place, _numbers(cells, layout, lambda _cell: "")(""), _base(bases, place, narrowing))
    if layout.row_of is not None:
        by_row = _numbers(cells, layout, layout.row_of)
        return tuple(Row(code, None, by_row(code)) for code in layout.rows), total
    children = read_villages(connection, place) if place.level == "commune" else tree.children(place.code)
    own = _place_of(children)
    by_place = _numbers(cells, layout, own)
    rows = (Row(one.code, one, by_place(one.code), _base(bases, one, narrowing)) for one in children)
    return tuple(rows), total


def _numbers(
    cells: Iterable[Cell], layout: Layout, row_of: Callable[[Cell], str]
) -> Callable[[str], dict[str, dict[str, int]]]:
    tables = {unit: tabulate(cells, layout, row_of, unit) for unit in UNITS}
    return lambda code: {unit: tables[unit].get(code, {}) for unit in UNITS}


def _place_of(children: Sequence[Place]) -> Callable[[Cell], str]:
    if children and children[0].level == VILLAGE:
        return lambda cell: cell.village_code
    own = {commune: one.code for one in children for commune in one.communes}
    return lambda cell: own.get(cell.area_code, "")


def _base(bases: Bases, place: Place, narrowing: Narrowing) -> Base | None:
    """Villages have no numbers of their own."""
    return None if place.level == VILLAGE else bases.of(place.communes, narrowing.area_kind)


def round_words(node: Node, connection: Connection, row: Any) -> RoundWords:
    """The round's standards and groups with their data."""
    standards = tuple(node.round_standard(connection, entry) for entry in row.standards)
    return RoundWords(row.round_id, standards, node.packs.tiers(row.tiers["id"]) if row.tiers else None)
