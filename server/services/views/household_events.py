"""What pages show of splits, merges and moves of one household: its relatives in the register, its moves, flags."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, and_, or_, select

from server.domain.findings import Finding
from server.domain.household_events import PRESENT
from server.domain.register_flags import (
    SHIPPED,
    Limits,
    MergeSign,
    Signs,
    SplitSign,
    find_flags,
    read_limits,
    read_point,
)
from server.services.household_events.persons import papers_of
from server.services.household_events.reading import Here, find_open_move, read_here
from server.services.household_events.undoing import Last, find_last
from server.services.node import Node
from server.services.views.moves import MoveRow, moves_of
from server.store.tables import (
    Area,
    Household,
    HouseholdLineage,
    HouseholdMove,
    Member,
    PersonIdentifier,
    Village,
)

LINEAGE, MOVE, HOUSEHOLD = HouseholdLineage.__table__, HouseholdMove.__table__, Household.__table__
MEMBER, AREA, VILLAGE, IDENTIFIER = Member.__table__, Area.__table__, Village.__table__, PersonIdentifier.__table__
POINT = "house_point"
OWN_LIMITS = "event_limits.yaml"
MOST_ELSEWHERE = 20  # of each sign: a number that hundreds share is a mistake of typing, not hundreds of flags


@dataclass(frozen=True, slots=True)
class Relative:
    """Another household with a common past. `role` says what it is to this one: source, split_off, kept, merged_in,
    duplicate_of, original_of. `is_here`: it lies in the reader's communes, so its page opens."""

    household_id: str
    code: str
    head_name: str
    state: str
    area_name: str
    role: str
    happened_on: str
    decision: str
    is_here: bool


@dataclass(frozen=True, slots=True)
class EventsView:
    """Everything the page of a household's events shows."""

    here: Here
    area_name: str
    village_name: str
    relatives: tuple[Relative, ...]
    open_move: Any
    moves: tuple[MoveRow, ...]
    last: Last | None
    flags: tuple[Finding, ...]


def read_limits_of(node: Node) -> Limits:
    """The province's own numbers where it has put some into the data folder, else those shipped."""
    own = node.config.var / OWN_LIMITS
    return _read_limits(own, own.stat().st_mtime_ns) if own.exists() else _read_limits(SHIPPED, 0)


@lru_cache(maxsize=8)
def _read_limits(path: Path, _changed: int) -> Limits:
    """Read once a version of the file: every page of a case asks."""
    return read_limits(path)


def read_events(connection: Connection, node: Node, household_id: str, areas: Sequence[str]) -> EventsView:
    """Read the page; the caller has checked that the household is the reader's."""
    here = read_here(connection, household_id)
    return EventsView(
        here,
        connection.execute(select(AREA.c.name).where(AREA.c.code == here.row.area_code)).scalar_one(),
        connection.execute(select(VILLAGE.c.name).where(VILLAGE.c.code == here.row.village_code)).scalar_one(),
        list_relatives(connection, household_id, areas),
        find_open_move(connection, household_id),
        tuple(moves_of(connection, household_id, areas)),
        find_last(connection, here),
        read_flags(connection, node, here, areas),
    )


_ROLES = {
    # how -> what the other one is to the household that the row is about, and the other way round
    "split_from": ("source", "split_off"),
    "merged_into": ("kept", "merged_in"),
    "duplicate_of": ("original_of", "duplicate_of"),
}


def list_relatives(connection: Connection, household_id: str, areas: Sequence[str]) -> tuple[Relative, ...]:
    """Households this one was split from, split off, merged with; the newest first."""
    about = or_(LINEAGE.c.household_id == household_id, LINEAGE.c.other_id == household_id)
    other = or_(
        and_(LINEAGE.c.household_id == household_id, HOUSEHOLD.c.household_id == LINEAGE.c.other_id),
        and_(LINEAGE.c.other_id == household_id, HOUSEHOLD.c.household_id == LINEAGE.c.household_id),
    )
    columns = (HOUSEHOLD.c.household_id, HOUSEHOLD.c.code, HOUSEHOLD.c.head_name, HOUSEHOLD.c.state)
    query = (
        select(
            *columns,
            HOUSEHOLD.c.area_code,
            AREA.c.name.label("area_name"),
            LINEAGE.c.how,
            LINEAGE.c.happened_on,
            LINEAGE.c.decision,
            (LINEAGE.c.household_id == household_id).label("is_own"),
        )
        .join_from(LINEAGE, HOUSEHOLD, other)
        .join(AREA, AREA.c.code == HOUSEHOLD.c.area_code)
        .where(about)
        .order_by(LINEAGE.c.happened_on.desc(), LINEAGE.c.recorded_at.desc(), HOUSEHOLD.c.code)
    )
    mine = set(areas)
    return tuple(
        Relative(
            one.household_id,
            one.code,
            one.head_name,
            one.state,
            one.area_name,
            _ROLES[one.how][0 if one.is_own else 1],
            one.happened_on,
            one.decision,
            one.area_code in mine,
        )
        for one in connection.execute(query)
    )


def read_flags(
    connection: Connection, node: Node, here: Here, areas: Sequence[str], closing_on: str | None = None
) -> tuple[Finding, ...]:
    """What asks for a second look (R11); `closing_on` is the last day of the round that is looked at."""
    own_id, own = here.row.household_id, read_point(here.row.facts.get(POINT))
    splits, merges = _read_lineage(connection, own_id, own)
    present = here.present
    births = tuple(
        tuple(one.facts.get(name) for name in ("birth_year", "birth_month", "birth_day")) for one in present.values()
    )
    signs = Signs(
        on=node.today(),
        splits=splits,
        merges=merges,
        births=births,  # type: ignore[arg-type]
        closing_on=closing_on,
        elsewhere=_read_elsewhere(connection, here, set(areas)) if here.row.state == "active" else (),
    )
    return tuple(find_flags(signs, read_limits_of(node)))


def _read_lineage(
    connection: Connection, household_id: str, own: Any
) -> tuple[tuple[SplitSign, ...], tuple[MergeSign, ...]]:
    splits, merges = [], []
    about = or_(LINEAGE.c.household_id == household_id, LINEAGE.c.other_id == household_id)
    for one in connection.execute(select(LINEAGE).where(about).order_by(LINEAGE.c.happened_on)).all():
        other_id = one.other_id if one.household_id == household_id else one.household_id
        other = connection.execute(select(HOUSEHOLD).where(HOUSEHOLD.c.household_id == other_id)).first()
        code = other.code if other is not None else "?"
        if one.how == "split_from":
            point = read_point(other.facts.get(POINT)) if other is not None else None
            splits.append(SplitSign(code, one.happened_on, own, point))
        elif one.how == "merged_into" and one.other_id == household_id:
            merges.append(MergeSign(code, one.happened_on))
    return tuple(splits), tuple(merges)


def _read_elsewhere(connection: Connection, here: Here, areas: set[str]) -> tuple[tuple[str, str], ...]:
    """People who are present in another household too: as the same person, or by the same number on a paper."""
    present = here.present
    other = MEMBER.alias("other")
    lives = (
        other.c.household_id != here.row.household_id,
        other.c.state.in_(PRESENT),
        HOUSEHOLD.c.state == "active",
    )
    columns = (HOUSEHOLD.c.code, HOUSEHOLD.c.area_code, AREA.c.name.label("area_name"))
    same = (
        select(other.c.person_id.label("own_id"), *columns)
        .join_from(other, HOUSEHOLD, HOUSEHOLD.c.household_id == other.c.household_id)
        .join(AREA, AREA.c.code == HOUSEHOLD.c.area_code)
        .where(other.c.person_id.in_(list(present)), *lives)
    )
    theirs = IDENTIFIER.alias("theirs")
    alike = (
        select(IDENTIFIER.c.person_id.label("own_id"), *columns)
        .join_from(
            IDENTIFIER,
            theirs,
            and_(
                theirs.c.number == IDENTIFIER.c.number,
                theirs.c.kind == IDENTIFIER.c.kind,
                theirs.c.person_id != IDENTIFIER.c.person_id,
            ),
        )
        .join(other, other.c.person_id == theirs.c.person_id)
        .join(HOUSEHOLD, HOUSEHOLD.c.household_id == other.c.household_id)
        .join(AREA, AREA.c.code == HOUSEHOLD.c.area_code)
        .where(IDENTIFIER.c.person_id.in_(list(present)), IDENTIFIER.c.number != "", *lives)
    )
    found = [one.limit(MOST_ELSEWHERE) for one in (same, alike)] if present else []
    rows = [row for one in found for row in connection.execute(one).all()]
    told = {(here.names([one.own_id])[0], one.code if one.area_code in areas else f"ở {one.area_name}") for one in rows}
    return tuple(sorted(told))


def read_beside(
    connection: Connection, node: Node, household_id: str, areas: Sequence[str], closing_on: str | None
) -> dict[str, Any]:
    """What other pages show beside a household: flags, relatives in the register, papers by person."""
    here = read_here(connection, household_id)
    return {
        "event_flags": read_flags(connection, node, here, areas, closing_on),
        "relatives": list_relatives(connection, household_id, areas),
        "papers": papers_of(connection, [one.person_id for one in here.members]),
    }
