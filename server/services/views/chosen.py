"""The households behind one number of a table: the same cells, opened, village by village."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, and_, func, or_, select

from server.domain.consolidation import NO, UNKNOWN, YES, Narrowing
from server.domain.deprivation import DEPRIVED
from server.domain.deprivation import UNKNOWN as UNKNOWN_SIGN
from server.domain.figures import Cell
from server.store.tables import Area, Case, Household, ReviewFigure, Village

FIGURE = ReviewFigure.__table__
PAGE_SIZE = 50
# Up to so many, a list may be put in another order than that of its villages.
MOST_SORTED = 2_000
_MINORITY = {YES: True, NO: False, UNKNOWN: None}
_KEY = FIGURE.c.before + "|" + FIGURE.c.now + "|" + func.coalesce(FIGURE.c.outcome, "")
_BY_VILLAGE = (Area.sort_key, Area.code, Village.sort_key, Village.code, Household.sort_key, Household.code)
SORTS: dict[str, tuple[Any, ...]] = {"name": (Household.sort_key, Household.code), "code": (Household.code,)}


@dataclass(frozen=True, slots=True)
class Chosen:
    """One page of the households counted; `total` and `persons` are of all pages: the number that was asked."""

    rows: tuple[Any, ...]
    number: int
    total: int
    persons: int

    @property
    def last(self) -> int:
        """The number of the last page."""
        return max(1, -(-self.total // PAGE_SIZE))

    @property
    def may_sort(self) -> bool:
        """Whether the list is short enough for another order."""
        return self.total <= MOST_SORTED


@dataclass(frozen=True, slots=True)
class Signs:
    """Only households deprived in one indicator and with every indicator known, as Alkire-Foster sums count them.

    `start`, `length`: where the standard's signs lie in the row; `place` that of the indicator among them. `cutoffs`:
    the least number of deprivations by kind of area, where only the poor are meant.
    """

    start: int
    length: int
    place: int
    cutoffs: tuple[tuple[str | None, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """Whom a number counts; `cells` are those it is the sum of, in the order of their villages."""

    round_id: str
    narrowing: Narrowing
    cells: tuple[Cell, ...]
    sort: str = ""
    page: int = 1
    signs: Signs | None = None


def list_chosen(connection: Connection, asked: Asked) -> Chosen:
    """The households of the cells, a page at a time. Only the villages of the page are read."""
    counts = _count_signs(connection, asked) if asked.signs is not None else _count_cells(asked.cells)
    total, persons = (sum(one[place] for one in counts.values()) for place in (0, 1))
    number = max(1, asked.page)
    skip = PAGE_SIZE * (number - 1)
    is_sorted = asked.sort in SORTS and total <= MOST_SORTED
    villages, skip = (list(counts), skip) if is_sorted else _villages_of_page(counts, skip)
    order = SORTS[asked.sort] if is_sorted else _BY_VILLAGE
    query = _rows().where(*_where(asked), FIGURE.c.village_code.in_(villages)).order_by(*order)
    rows = connection.execute(query.limit(PAGE_SIZE).offset(skip)).all() if villages else []
    return Chosen(tuple(rows), number, total, persons)


def _count_cells(cells: Iterable[Cell]) -> dict[str, tuple[int, int]]:
    counts: dict[str, tuple[int, int]] = {}
    for cell in cells:
        households, persons = counts.get(cell.village_code, (0, 0))
        counts[cell.village_code] = (households + cell.households, persons + cell.persons)
    return counts


def _count_signs(connection: Connection, asked: Asked) -> dict[str, tuple[int, int]]:
    villages = list(dict.fromkeys(cell.village_code for cell in asked.cells if cell.now))
    query = (
        select(FIGURE.c.village_code, func.count(), func.sum(FIGURE.c.persons))
        .where(*_where(asked), FIGURE.c.village_code.in_(villages))
        .group_by(FIGURE.c.village_code)
    )
    found = {code: (households, int(persons)) for code, households, persons in connection.execute(query)}
    return {code: found[code] for code in villages if code in found}


def _villages_of_page(counts: dict[str, tuple[int, int]], skip: int) -> tuple[list[str], int]:
    """The villages in which the page lies, and how many households of the first one stand before it."""
    villages: list[str] = []
    wanted = PAGE_SIZE
    for code, (households, _persons) in counts.items():
        if not villages and skip >= households:
            skip -= households
            continue
        villages.append(code)
        wanted -= households - (skip if len(villages) == 1 else 0)
        if wanted <= 0:
            break
    return villages, skip


def _rows() -> Select[Any]:
    return (
        select(
            Household.household_id,
            Household.code,
            Household.head_name,
            Village.name.label("village_name"),
            Area.name.label("area_name"),
            Case.instance_id,
            Case.review_state,
            Case.classes,
            FIGURE,
        )
        .select_from(FIGURE)
        .join(Household, Household.household_id == FIGURE.c.household_id)
        .join(Case, Case.case_id == FIGURE.c.case_id)
        .join(Village, Village.code == FIGURE.c.village_code)
        .join(Area, Area.code == FIGURE.c.area_code)
    )


def _where(asked: Asked) -> list[Any]:
    keys = sorted({"|".join(cell.key) for cell in asked.cells})
    where = [FIGURE.c.round_id == asked.round_id, _KEY.in_(keys)]
    if asked.narrowing.area_kind:
        where.append(FIGURE.c.area_kind == asked.narrowing.area_kind)
    if asked.narrowing.minority:
        where.append(FIGURE.c.is_minority.is_(_MINORITY[asked.narrowing.minority]))
    return where + (_where_deprived(asked.signs) if asked.signs is not None else [])


def _where_deprived(signs: Signs) -> list[Any]:
    own = func.substr(FIGURE.c.deprived, signs.start + 1, signs.length)
    where = [
        FIGURE.c.now != "",
        func.substr(own, signs.place + 1, 1) == DEPRIVED,
        func.replace(own, UNKNOWN_SIGN, "") == own,
    ]
    if signs.cutoffs:
        count = func.length(own) - func.length(func.replace(own, DEPRIVED, ""))
        kinds = [and_(FIGURE.c.area_kind.is_not_distinct_from(kind), count >= least) for kind, least in signs.cutoffs]
        where.append(or_(*kinds))
    return where
