"""How a table groups cells: its columns, its rows, and which households stand behind one number. Pure.

A table and the list behind each of its numbers ask the same functions, so they cannot tell different stories.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from server.domain import figures
from server.domain.figures import Cell

CLASS, MOVEMENT, MATRIX, TIER = "hang", "bien-dong", "ma-tran", "nhom"
DEPRIVATION = "chi-so"  # of indicators, not of classes
TABLES = (CLASS, MOVEMENT, MATRIX, TIER)
VISIT = "tham-ho"  # how visits ended (R9), not a table of the consolidation
YES, NO, UNKNOWN = "co", "khong", "chua-ro"
_MINORITY = {True: YES, False: NO, None: UNKNOWN}
NO_TIER, UNDETERMINED = "none", "undetermined"

FindTier = Callable[[dict[str, str]], str]


@dataclass(frozen=True, slots=True)
class Narrowing:
    """Which households a table is about: kind of area, minority; empty means all."""

    area_kind: str = ""
    minority: str = ""

    def holds(self, area_kind: str | None, is_minority: bool | None) -> bool:
        """Whether such households are part of it."""
        is_kind = not self.area_kind or (area_kind or "") == self.area_kind
        return is_kind and (not self.minority or _MINORITY[is_minority] == self.minority)


@dataclass(frozen=True, slots=True)
class Layout:
    """A table: its columns in order, and the row and column of a cell. `rows` empty: a row is a place."""

    name: str
    columns: tuple[str, ...]
    column_of: Callable[[Cell], str]
    rows: tuple[str, ...] = ()
    row_of: Callable[[Cell], str] | None = None


@dataclass(frozen=True, slots=True)
class TierWords:
    """The round's groups: their ids in order, how one is found, and the standards the letters of a cell are of."""

    ids: tuple[str, ...] = ()
    find: FindTier = field(default=lambda _outcomes: NO_TIER)
    standards: tuple[str, ...] = ()


def layout_of(table: str, place: int, tiers: TierWords) -> Layout:
    """The table under the standard at `place` of the round; the groups stand on all its standards."""
    if table == MOVEMENT:
        return Layout(table, figures.MOVEMENTS, lambda cell: figures.movement(cell, place))
    if table == MATRIX:
        return Layout(
            table,
            figures.CLASSES,
            lambda cell: figures.class_now(cell, place),
            figures.BEFORE,
            lambda cell: figures.class_before(cell, place),
        )
    if table == TIER:
        return _tier_layout(tiers)
    if table == VISIT:
        return Layout(table, figures.VISITS, lambda cell: cell.outcome or figures.WAITING)
    return Layout(CLASS, figures.CLASSES, lambda cell: figures.class_now(cell, place))


def _tier_layout(tiers: TierWords) -> Layout:
    def now(cell: Cell) -> str:
        if not cell.now:
            return figures.UNSCORED if cell.outcome else figures.WAITING
        return tiers.find(figures.outcomes_of(cell.now, tiers.standards))

    def before(cell: Cell) -> str:
        return tiers.find(figures.outcomes_of(cell.before, tiers.standards, is_recognised=True))

    rows = (*tiers.ids, NO_TIER, UNDETERMINED)
    return Layout(TIER, (*rows, figures.UNSCORED, figures.WAITING), now, rows, before)


@dataclass(frozen=True, slots=True)
class Choice:
    """One number of a table: the households in this row and column. Empty: the whole row or column."""

    layout: Layout
    narrowing: Narrowing
    column: str = ""
    row: str = ""

    def holds(self, cell: Cell) -> bool:
        """Whether the cell's households are counted in the number."""
        if not self.narrowing.holds(cell.area_kind, cell.is_minority):
            return False
        if self.column and self.layout.column_of(cell) != self.column:
            return False
        return not (self.row and self.layout.row_of is not None and self.layout.row_of(cell) != self.row)


def tabulate(
    cells: Iterable[Cell], layout: Layout, row_of: Callable[[Cell], str], unit: str
) -> dict[str, dict[str, int]]:
    """{row: {column: number}}; what is not there is zero."""
    table: dict[str, dict[str, int]] = {}
    for cell in cells:
        row = table.setdefault(row_of(cell), {})
        column = layout.column_of(cell)
        row[column] = row.get(column, 0) + cell.count(unit)
    return table


def narrow(cells: Iterable[Cell], narrowing: Narrowing) -> list[Cell]:
    """The cells a table is about."""
    return [cell for cell in cells if narrowing.holds(cell.area_kind, cell.is_minority)]


def used_columns(layout: Layout, table: dict[str, dict[str, int]], always: Sequence[str]) -> tuple[str, ...]:
    """Columns in order, without those that are empty everywhere and not asked for."""
    return tuple(one for one in layout.columns if one in always or any(row.get(one) for row in table.values()))
