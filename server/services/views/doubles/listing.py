"""The list of pairs, the counts above it, and the pairs of one household."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, and_, false, func, or_, select

from server.services.listed_villages import is_listed
from server.store.tables import (
    Account,
    Area,
    DuplicateCandidate,
    DuplicateCrowd,
    DuplicateDecision,
    Household,
    Member,
    Village,
)

CANDIDATE, DECISION = DuplicateCandidate.__table__, DuplicateDecision.__table__
OPEN, ABOVE = "open", "above"
STATES = (OPEN, "unclear", "contested", "same", "different", ABOVE)
SORTS = ("score", "found", "name", "place")
PAGE, MOST_COUNTED, MOST_OF_ONE, MOST_COMMUNES = 50, 1_000, 20, 3
_H = (Household.__table__.alias("h1"), Household.__table__.alias("h2"))
_V = (Village.__table__.alias("v1"), Village.__table__.alias("v2"))
_A = (Area.__table__.alias("a1"), Area.__table__.alias("a2"))
_M = (Member.__table__.alias("m1"), Member.__table__.alias("m2"))


@dataclass(frozen=True, slots=True)
class DoubleFilter:
    """What is asked of the list; empty text is no condition."""

    state: str = OPEN
    level: str = ""
    code: str = ""
    area_code: str = ""
    village_code: str = ""
    least: int = 0
    sort: str = "score"
    page: int = 1


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two, as a line shows it; `person` is empty between households."""

    household_id: str
    code: str
    head_name: str
    village_name: str
    area_name: str
    area_code: str
    person: str = ""


@dataclass(frozen=True, slots=True)
class PairRow:
    """A pair both of whose sides may be seen; `score` is None where nothing is found alike any more."""

    pair_id: str
    level: str
    state: str
    score: int | None
    reasons: tuple[dict[str, Any], ...]
    sides: tuple[Side, Side]
    kept_id: str | None
    decided_by: str
    decided_at: dt.datetime | None
    found_at: dt.datetime | None


@dataclass(frozen=True, slots=True)
class HalfRow:
    """A pair one side of which lies elsewhere: the own side, and the other's commune."""

    pair_id: str
    level: str
    state: str
    side: Side
    other_area: str


@dataclass(frozen=True, slots=True)
class Places:
    """(code, name) of communes and villages."""

    areas: tuple[tuple[str, str], ...]
    villages: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class DoublesPage:
    """One page of the list; `rows` are halves where the filter asks for those."""

    rows: tuple[PairRow | HalfRow, ...]
    total: int
    number: int

    @property
    def last(self) -> int:
        """The number of the last page, at least 1."""
        return max(1, -(-self.total // PAGE))


def read_doubles(connection: Connection, areas: Sequence[str], wanted: DoubleFilter) -> DoublesPage:
    """One page for who may see `areas`."""
    query = _filtered(areas, wanted)
    total = _count(connection, query)
    number = min(wanted.page, max(1, -(-total // PAGE)))
    rows = connection.execute(query.order_by(*_order(wanted)).limit(PAGE).offset((number - 1) * PAGE)).all()
    return DoublesPage(tuple(_to_row(row, frozenset(areas)) for row in rows), total, number)


def read_counts(connection: Connection, areas: Sequence[str]) -> dict[str, int]:
    """How many pairs each state has, up to a bound."""
    return {state: _count(connection, _filtered(areas, DoubleFilter(state=state))) for state in STATES}


def count_open(connection: Connection, areas: Sequence[str]) -> int:
    """How many pairs wait for a decision of who may see both sides, up to a bound."""
    return _count(connection, _filtered(areas, DoubleFilter()))


def count_found(connection: Connection) -> tuple[int, int]:
    """How many pairs of households and of people a search has found, decided ones too."""
    query = select(CANDIDATE.c.level, func.count()).group_by(CANDIDATE.c.level)
    counts = {level: count for level, count in connection.execute(query)}
    return counts.get("household", 0), counts.get("person", 0)


def find_steps(
    connection: Connection, areas: Sequence[str], wanted: DoubleFilter, here: Any
) -> tuple[str | None, str | None]:
    """(before, after): the neighbours of a pair in the filter, by score; `here` has score and pair_id."""
    query = _filtered(areas, wanted).with_only_columns(CANDIDATE.c.pair_id)
    score, own = here.score or 0, here.pair_id
    is_after = or_(CANDIDATE.c.score < score, and_(CANDIDATE.c.score == score, CANDIDATE.c.pair_id > own))
    is_before = or_(CANDIDATE.c.score > score, and_(CANDIDATE.c.score == score, CANDIDATE.c.pair_id < own))
    down = (CANDIDATE.c.score.desc(), CANDIDATE.c.pair_id)
    up = (CANDIDATE.c.score, CANDIDATE.c.pair_id.desc())
    before = connection.execute(query.where(is_before).order_by(*up).limit(1)).scalar()
    after = connection.execute(query.where(is_after).order_by(*down).limit(1)).scalar()
    return before, after


def doubles_of(connection: Connection, household_id: str, areas: Sequence[str]) -> list[PairRow | HalfRow]:
    """The pairs of a household, open and decided, the likeliest first; those found different are left out."""
    seen = frozenset(areas)
    found: dict[str, PairRow | HalfRow] = {}
    for table in (CANDIDATE, DECISION):
        mine = or_(table.c.first_id == household_id, table.c.second_id == household_id)
        state = or_(DECISION.c.state.is_(None), DECISION.c.state != "different")
        query = _joined(table).where(mine, state, or_(_in(table, 0, areas), _in(table, 1, areas)))
        rows = connection.execute(query.order_by(CANDIDATE.c.score.desc(), table.c.pair_id).limit(MOST_OF_ONE)).all()
        found.update((row.pair_id, _to_row(row, seen)) for row in rows if row.pair_id not in found)
    return list(found.values())


def row_of(connection: Connection, pair_id: str, areas: Sequence[str]) -> PairRow | HalfRow | None:
    """One pair as the list shows it; None where it is not here or neither side may be seen."""
    for table in (CANDIDATE, DECISION):
        query = _joined(table).where(table.c.pair_id == pair_id, or_(_in(table, 0, areas), _in(table, 1, areas)))
        row = connection.execute(query).first()
        if row is not None:
            return _to_row(row, frozenset(areas))
    return None


def read_places(connection: Connection, areas: Sequence[str], area_code: str) -> Places:
    """What the filter of places offers: communes, and villages of a few of them."""
    named = select(Area.code, Area.name).where(Area.code.in_(areas)).order_by(Area.sort_key, Area.code)
    within = [area_code] if area_code in areas else list(areas)
    villages = select(Village.code, Village.name).where(Village.area_code.in_(within), is_listed())
    ordered = villages.order_by(Village.area_code, Village.sort_key, Village.code)
    rows = connection.execute(ordered).all() if len(within) <= MOST_COMMUNES else []
    return Places(
        tuple((code, name) for code, name in connection.execute(named)), tuple((code, name) for code, name in rows)
    )


def read_crowds(connection: Connection, areas: Sequence[str]) -> dict[str, int]:
    """How many keys of each kind lead to more households than are compared, in these communes."""
    crowd = DuplicateCrowd.__table__
    query = select(crowd.c.what, func.count()).where(crowd.c.area_code.in_(areas)).group_by(crowd.c.what)
    return {what: count for what, count in connection.execute(query)}


def _in(table: Any, side: int, areas: Sequence[str]) -> Any:
    return table.c[("first_area", "second_area")[side]].in_(areas)


def _base(wanted: DoubleFilter) -> Any:
    """What is listed: what was found and waits, or what was decided."""
    return CANDIDATE if wanted.state in (OPEN, ABOVE) else DECISION


def _filtered(areas: Sequence[str], wanted: DoubleFilter) -> Select[Any]:
    table = _base(wanted)
    first, second = _in(table, 0, areas), _in(table, 1, areas)
    query = _joined(table)
    if wanted.state == ABOVE:
        query = query.where(DECISION.c.pair_id.is_(None), or_(and_(first, ~second), and_(second, ~first)))
    elif wanted.state == OPEN:
        query = query.where(DECISION.c.pair_id.is_(None), first, second)
    else:
        query = query.where(DECISION.c.state == wanted.state, first, second)
    if wanted.level:
        query = query.where(table.c.level == wanted.level)
    if wanted.state != ABOVE:
        if wanted.code:
            query = query.where(CANDIDATE.c.codes.contains(f" {wanted.code} ", autoescape=True))
        if wanted.least:
            query = query.where(CANDIDATE.c.score >= wanted.least)
    return _in_place(query, table, areas, wanted)


def _in_place(query: Select[Any], table: Any, areas: Sequence[str], wanted: DoubleFilter) -> Select[Any]:
    """A commune or village on either side; of what lies elsewhere nothing can be asked."""
    if wanted.area_code:
        if wanted.area_code not in areas:
            return query.where(false())
        query = query.where(or_(table.c.first_area == wanted.area_code, table.c.second_area == wanted.area_code))
    if wanted.village_code:
        sides = [and_(_H[side].c.village_code == wanted.village_code, _in(table, side, areas)) for side in (0, 1)]
        query = query.where(or_(*sides))
    return query


def _joined(table: Any) -> Select[Any]:
    other = DECISION if table is CANDIDATE else CANDIDATE
    columns = [table.c[name] for name in ("pair_id", "level", "first_id", "second_id", "first_person", "second_person")]
    columns += [table.c.first_area, table.c.second_area, DECISION.c.state, DECISION.c.kept_id, DECISION.c.decided_at]
    columns += [CANDIDATE.c.score, CANDIDATE.c.reasons, CANDIDATE.c.found_at, Account.name.label("decided_by")]
    source = table.outerjoin(other, other.c.pair_id == table.c.pair_id)
    source = source.outerjoin(Account, Account.actor_id == DECISION.c.decided_by)
    for side, name in enumerate(("first", "second")):
        home, village, area, member = _H[side], _V[side], _A[side], _M[side]
        columns += [home.c[one].label(f"{name}_{one}") for one in ("code", "head_name")]
        columns += [village.c.name.label(f"{name}_village"), area.c.name.label(f"{name}_area_name")]
        columns.append(member.c.facts.label(f"{name}_facts"))
        source = source.outerjoin(home, home.c.household_id == table.c[f"{name}_id"])
        source = source.outerjoin(village, village.c.code == home.c.village_code)
        source = source.outerjoin(area, area.c.code == table.c[f"{name}_area"])
        is_person = and_(
            member.c.household_id == table.c[f"{name}_id"], member.c.person_id == table.c[f"{name}_person"]
        )
        source = source.outerjoin(member, is_person)
    return select(*columns).select_from(source)


def _order(wanted: DoubleFilter) -> tuple[Any, ...]:
    table = _base(wanted)
    if wanted.state == ABOVE:
        return (CANDIDATE.c.pair_id,)
    orders: dict[str, tuple[Any, ...]] = {
        "found": (CANDIDATE.c.found_at.desc() if table is CANDIDATE else DECISION.c.decided_at.desc(),),
        "name": (_H[0].c.sort_key, _H[0].c.code),
        "place": (_A[0].c.sort_key, _V[0].c.sort_key, _H[0].c.sort_key),
    }
    return (*orders.get(wanted.sort, (func.coalesce(CANDIDATE.c.score, 0).desc(),)), table.c.pair_id)


def _count(connection: Connection, query: Select[Any]) -> int:
    bounded = query.with_only_columns(_pair_of(query)).limit(MOST_COUNTED).subquery()
    return connection.execute(select(func.count()).select_from(bounded)).scalar_one()


def _pair_of(query: Select[Any]) -> Any:
    return query.selected_columns.pair_id


def _to_row(row: Any, areas: frozenset[str]) -> PairRow | HalfRow:
    sides = (_side(row, "first"), _side(row, "second"))
    mine = [one for one in sides if one.area_code in areas]
    state = row.state or OPEN
    if len(mine) < 2:
        other = sides[1] if mine[0] is sides[0] else sides[0]
        return HalfRow(row.pair_id, row.level, state, mine[0], other.area_name)
    return PairRow(
        pair_id=row.pair_id,
        level=row.level,
        state=state,
        score=row.score,
        reasons=tuple(row.reasons or ()),
        sides=sides,
        kept_id=row.kept_id,
        decided_by=row.decided_by or "",
        decided_at=row.decided_at,
        found_at=row.found_at,
    )


def _side(row: Any, name: str) -> Side:
    facts = getattr(row, f"{name}_facts") or {}
    return Side(
        household_id=getattr(row, f"{name}_id"),
        code=getattr(row, f"{name}_code") or "",
        head_name=getattr(row, f"{name}_head_name") or "",
        village_name=getattr(row, f"{name}_village") or "",
        area_name=getattr(row, f"{name}_area_name") or "",
        area_code=getattr(row, f"{name}_area"),
        person=str(facts.get("full_name") or "") if getattr(row, f"{name}_person") else "",
    )
