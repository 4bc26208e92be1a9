"""The households behind one number of a table: the same cells, opened."""

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

from .place_tree import VILLAGE, Place

FIGURE = ReviewFigure.__table__
PAGE_SIZE = 50
_MINORITY = {YES: True, NO: False, UNKNOWN: None}
_KEY = FIGURE.c.before + "|" + FIGURE.c.now + "|" + func.coalesce(FIGURE.c.outcome, "")
SORTS = {"name": (Household.sort_key,), "code": (), "village": (Area.sort_key, Village.sort_key)}


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
    """Where and whom a number counts; `cells` are those it is the sum of."""

    round_id: str
    place: Place
    narrowing: Narrowing
    cells: tuple[Cell, ...]
    sort: str = "name"
    page: int = 1
    signs: Signs | None = None


def list_chosen(connection: Connection, asked: Asked) -> Chosen:
    """The households of the cells, a page at a time."""
    where = _where(asked)
    total, persons = connection.execute(select(func.count(), func.sum(FIGURE.c.persons)).where(*where)).one()
    number = max(1, asked.page)
    query = _rows().where(*where).order_by(*SORTS.get(asked.sort, SORTS["name"]), Household.code)
    rows = connection.execute(query.limit(PAGE_SIZE).offset(PAGE_SIZE * (number - 1))).all()
    return Chosen(tuple(rows), number, total, int(persons or 0))


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
    where = [FIGURE.c.round_id == asked.round_id, _KEY.in_(_keys(asked.cells))]
    if asked.place.level == VILLAGE:
        where.append(FIGURE.c.village_code == asked.place.code)
    else:
        where.append(FIGURE.c.area_code.in_(asked.place.communes))
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


def _keys(cells: Iterable[Cell]) -> list[str]:
    return sorted({"|".join(cell.key) for cell in cells})
