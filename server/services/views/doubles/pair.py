"""One pair side by side: who lives in both households, what differs, what was decided and noted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from server.domain.duplicates.people import GONE, make_house, tidy_number
from server.domain.facts import Fact, load_facts
from server.services.doubles.deciding import find_decision, find_pair, seen_of
from server.store.tables import (
    Account,
    Area,
    Case,
    DuplicateNote,
    Household,
    Member,
    PersonIdentifier,
    Round,
    Village,
)

from .listing import HalfRow, PairRow, row_of

HOUSEHOLD, MEMBER, NOTE = Household.__table__, Member.__table__, DuplicateNote.__table__
COMPARED = ("full_name", "sex", "birth", "relation", "id_number", "state")
_BIRTH = ("birth_year", "birth_month", "birth_day")


@dataclass(frozen=True, slots=True)
class Home:
    """One of the two households with its place and its case in the open round."""

    row: Any
    village_name: str
    area_name: str
    case: Any
    members: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class PersonLine:
    """A person of each household, None where nobody there is alike; names of what differs between them."""

    members: tuple[Any, Any]
    differing: frozenset[str]
    is_asked: bool  # the two the pair is about


@dataclass(frozen=True, slots=True)
class PairView:
    """A pair both of whose sides may be seen."""

    pair: Any
    shown: PairRow | None
    homes: tuple[Home, Home]
    people: tuple[PersonLine, ...]
    facts: tuple[tuple[Fact, Any, Any], ...]
    metres: int | None
    decision: Any
    decided_by: str
    seen: str
    notes: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class HalfPair:
    """A pair one side of which lies elsewhere."""

    half: HalfRow


def read_pair(connection: Connection, pair_id: str, areas: Sequence[str]) -> PairView | HalfPair | None:
    """Read a pair for who may see `areas`; None where it is not here, or neither side is hers."""
    pair = find_pair(connection, pair_id)
    if pair is None or not {pair.first_area, pair.second_area} & set(areas):
        return None
    row = row_of(connection, pair_id, areas)
    if isinstance(row, HalfRow):
        return HalfPair(row)
    homes = [_read_home(connection, one) for one in (pair.first_id, pair.second_id)]
    if homes[0] is None or homes[1] is None:
        return None
    decision = find_decision(connection, pair_id)
    decided_by = "" if decision is None else _name_of(connection, decision.decided_by)
    both = (homes[0], homes[1])
    people, metres = _line_up(connection, both, pair)
    return PairView(
        pair=pair,
        shown=row,
        homes=both,
        people=people,
        facts=_differing_facts(both),
        metres=metres,
        decision=decision,
        decided_by=decided_by,
        seen=seen_of(decision),
        notes=_read_notes(connection, pair_id),
    )


def _read_home(connection: Connection, household_id: str) -> Home | None:
    query = (
        select(HOUSEHOLD, Village.name.label("village_name"), Area.name.label("area_name"))
        .outerjoin(Village, Village.code == HOUSEHOLD.c.village_code)
        .outerjoin(Area, Area.code == HOUSEHOLD.c.area_code)
    )
    row = connection.execute(query.where(HOUSEHOLD.c.household_id == household_id)).first()
    if row is None:
        return None
    cases = select(Case.__table__).join(Round, Round.round_id == Case.round_id)
    open_case = cases.where(Case.household_id == household_id, Round.state == "open").limit(1)
    members = select(MEMBER).where(MEMBER.c.household_id == household_id).order_by(MEMBER.c.no)
    return Home(
        row,
        row.village_name or "",
        row.area_name or "",
        connection.execute(open_case).first(),
        tuple(connection.execute(members).all()),
    )


def _line_up(connection: Connection, homes: tuple[Home, Home], pair: Any) -> tuple[tuple[PersonLine, ...], int | None]:
    """People of both households beside each other as they are alike, then who is only in one."""
    from server.domain.duplicates.scoring import distance, match_people  # compares names; not loaded at start

    papers = _read_papers(connection, homes)
    houses = [make_house(one.row, one.members, papers) for one in homes]
    by_person = [{each.person_id: each for each in one.members if each.state not in GONE} for one in homes]
    asked = (pair.first_person, pair.second_person)
    is_inside = pair.first_id == pair.second_id
    matches = [] if is_inside else match_people(*houses)
    pairs = [(one.first.person_id, one.second.person_id) for one in matches]
    if pair.first_person and asked not in pairs:
        pairs = [asked, *(one for one in pairs if asked[0] != one[0] and asked[1] != one[1])]
    lines = [
        _line((by_person[0].pop(first, None), by_person[1].pop(second, None)), is_asked=(first, second) == asked)
        for first, second in pairs
    ]
    if is_inside:
        rest = []
    else:
        rest = [_line((one, None)) for one in by_person[0].values()]
        rest += [_line((None, one)) for one in by_person[1].values()]
    metres = distance(*houses)
    return (*lines, *rest), None if metres is None or is_inside else round(metres)


def _line(members: tuple[Any, Any], *, is_asked: bool = False) -> PersonLine:
    one, other = members
    if one is None or other is None:
        return PersonLine(members, frozenset(), is_asked)
    differing = {name for name in COMPARED if _value(one, name) != _value(other, name)}
    return PersonLine(members, frozenset(differing), is_asked)


def _value(member: Any, name: str) -> Any:
    if name == "birth":
        return tuple(member.facts.get(one) for one in _BIRTH)
    if name == "id_number":
        return tidy_number(member.facts.get("id_type") or "", member.facts.get("id_number") or "")
    return member.state if name == "state" else member.facts.get(name)


def _differing_facts(homes: tuple[Home, Home]) -> tuple[tuple[Fact, Any, Any], ...]:
    """What both households were asked and answered differently; nothing personal."""
    first, second = (one.row.facts for one in homes)
    return tuple(
        (fact, first.get(fact.id), second.get(fact.id))
        for fact in load_facts().household.values()
        if not fact.is_personal and first.get(fact.id) != second.get(fact.id)
    )


def _read_papers(connection: Connection, homes: tuple[Home, Home]) -> dict[str, list[tuple[str, str]]]:
    table = PersonIdentifier.__table__
    query = select(table.c.person_id, table.c.kind, table.c.number)
    found: dict[str, list[tuple[str, str]]] = {}
    for person_id, kind, number in connection.execute(
        query.where(table.c.household_id.in_([one.row.household_id for one in homes]))
    ):
        found.setdefault(person_id, []).append((kind, number))
    return found


def _read_notes(connection: Connection, pair_id: str) -> tuple[Any, ...]:
    query = select(NOTE, Account.name.label("actor_name")).outerjoin(Account, Account.actor_id == NOTE.c.actor_id)
    return tuple(connection.execute(query.where(NOTE.c.pair_id == pair_id).order_by(NOTE.c.noted_at)).all())


def _name_of(connection: Connection, actor_id: str) -> str:
    return connection.execute(select(Account.name).where(Account.actor_id == actor_id)).scalar() or ""
