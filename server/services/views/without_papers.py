"""People who have no papers at all, for the commune that helps them to get some (R8)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import orjson
from sqlalchemy import Connection, LargeBinary, select, type_coerce

from server.domain.identifiers import NO_PAPERS, lacks_papers
from server.domain.previous import GONE
from server.store.tables import Household, Member, PersonIdentifier, Village

HOUSEHOLD, MEMBER, VILLAGE = Household.__table__, Member.__table__, Village.__table__
IDENTIFIER = PersonIdentifier.__table__
PAGE_SIZE = 50
SORTS = ("place", "birth")
# How the answer stands in a person's stored facts: who has not these bytes need not be read in full.
_SAID = orjson.dumps({"id_type": NO_PAPERS})[1:-1]


@dataclass(frozen=True, slots=True)
class PaperlessFilter:
    """One commune, a village of it or all, people or heads whose name holds `text`."""

    area_code: str
    village_code: str = ""
    text: str = ""
    sort: str = "place"
    page: int = 1


@dataclass(frozen=True, slots=True)
class PaperlessRow:
    """A person: who she is, of which household, in which village. `birth_year` None is not known."""

    household_id: str
    name: str
    sex: str | None
    birth_year: int | None
    relation: str | None
    code: str
    head_name: str
    village_name: str

    def holds(self, text: str) -> bool:
        """Whether somebody who searches these words means this person or her household."""
        return any(text.casefold() in one.casefold() for one in (self.name, self.head_name, self.code))


@dataclass(frozen=True, slots=True)
class PaperlessPage:
    """A page of the list; `total` people of the filter, `villages` the (code, name) of the commune."""

    rows: tuple[PaperlessRow, ...]
    villages: tuple[tuple[str, str], ...]
    total: int
    number: int
    last: int


def read_without_papers(connection: Connection, wanted: PaperlessFilter) -> PaperlessPage:
    """Read one page of a commune's list. Who asks must be allowed to see the commune."""
    rows = read_all_without_papers(connection, wanted)
    last = max(1, -(-len(rows) // PAGE_SIZE))
    number = min(max(1, wanted.page), last)
    villages = select(VILLAGE.c.code, VILLAGE.c.name).where(VILLAGE.c.area_code == wanted.area_code)
    named = tuple((code, name) for code, name in connection.execute(villages.order_by(VILLAGE.c.sort_key)))
    return PaperlessPage(rows[(number - 1) * PAGE_SIZE :][:PAGE_SIZE], named, len(rows), number, last)


def read_all_without_papers(connection: Connection, wanted: PaperlessFilter) -> tuple[PaperlessRow, ...]:
    """The rows of every page."""
    found = (one for one in _read(connection, wanted) if not wanted.text or one.holds(wanted.text))
    if wanted.sort == "birth":
        return tuple(sorted(found, key=lambda one: one.birth_year or 0))
    return tuple(found)


def _read(connection: Connection, wanted: PaperlessFilter) -> Iterator[PaperlessRow]:
    """In the order of villages and heads. SQL cannot look into facts: the people of the commune are passed through."""
    kinds = _read_kinds(connection, wanted.area_code)
    columns = (MEMBER.c.person_id, HOUSEHOLD.c.household_id, HOUSEHOLD.c.code, HOUSEHOLD.c.head_name, VILLAGE.c.name)
    query = (
        select(*columns, type_coerce(MEMBER.c.facts, LargeBinary).label("facts"))
        .select_from(HOUSEHOLD)
        .join(MEMBER, MEMBER.c.household_id == HOUSEHOLD.c.household_id)
        .join(VILLAGE, VILLAGE.c.code == HOUSEHOLD.c.village_code)
        .where(HOUSEHOLD.c.area_code == wanted.area_code, HOUSEHOLD.c.state == "active", MEMBER.c.state.not_in(GONE))
        .order_by(VILLAGE.c.sort_key, HOUSEHOLD.c.sort_key, HOUSEHOLD.c.household_id, MEMBER.c.no)
    )
    if wanted.village_code:
        query = query.where(HOUSEHOLD.c.village_code == wanted.village_code)
    for one in connection.execute(query):
        recorded = kinds.get(one.person_id, ())
        if _SAID not in one.facts and NO_PAPERS not in recorded:
            continue
        person = orjson.loads(one.facts)
        if lacks_papers(person.get("id_type"), recorded):
            yield _to_row(one, person)


def _read_kinds(connection: Connection, area_code: str) -> dict[str, Collection[str]]:
    """Kinds of papers recorded in the office, by person."""
    query = select(IDENTIFIER.c.person_id, IDENTIFIER.c.kind).join(
        HOUSEHOLD, HOUSEHOLD.c.household_id == IDENTIFIER.c.household_id
    )
    found: dict[str, set[str]] = {}
    for person_id, kind in connection.execute(query.where(HOUSEHOLD.c.area_code == area_code)):
        found.setdefault(person_id, set()).add(kind)
    return dict(found)


def _to_row(one: Any, person: Mapping[str, Any]) -> PaperlessRow:
    name = str(person.get("full_name") or "")
    said = (person.get("sex"), person.get("birth_year"), person.get("relation"))
    return PaperlessRow(one.household_id, name, *said, one.code, one.head_name, one.name)
