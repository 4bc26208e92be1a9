"""Households read from the register as they are compared, the latest of them kept in memory for a while."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator
from dataclasses import astuple

from sqlalchemy import Connection, select

from server.domain.duplicates.people import House, make_house
from server.store.tables import Household, Member, PersonIdentifier

HOUSEHOLD, MEMBER, IDENTIFIER = Household.__table__, Member.__table__, PersonIdentifier.__table__
AT_ONCE = 400
MOST_KEPT = 20_000  # households in memory: about 40 MB


class Houses:
    """Reads households once; a search forgets those that changed."""

    def __init__(self) -> None:
        self._known: dict[str, House] = {}

    def forget(self, ids: Iterable[str]) -> None:
        """These have changed."""
        for one in ids:
            self._known.pop(one, None)

    def read(self, connection: Connection, ids: Collection[str]) -> dict[str, House]:
        """Those of the households that are in the register now."""
        missing = [one for one in ids if one not in self._known]
        if len(self._known) + len(missing) > MOST_KEPT:
            self._known = {one: self._known[one] for one in ids if one in self._known}
        for chunk in in_chunks(missing):
            self._known.update((one.household_id, one) for one in read_houses(connection, chunk))
        return {one: self._known[one] for one in ids if one in self._known}


def read_houses(connection: Connection, ids: Collection[str]) -> Iterator[House]:
    """Active households with the people who live there."""
    columns = (HOUSEHOLD.c.household_id, HOUSEHOLD.c.area_code, HOUSEHOLD.c.village_code)
    query = select(*columns, HOUSEHOLD.c.head_name, HOUSEHOLD.c.facts)
    rows = connection.execute(query.where(HOUSEHOLD.c.household_id.in_(ids), HOUSEHOLD.c.state == "active")).all()
    people: dict[str, list[object]] = {}
    members = select(MEMBER).where(MEMBER.c.household_id.in_(ids)).order_by(MEMBER.c.household_id, MEMBER.c.no)
    for one in connection.execute(members):
        people.setdefault(one.household_id, []).append(one)
    papers: dict[str, list[tuple[str, str]]] = {}
    numbers = select(IDENTIFIER.c.person_id, IDENTIFIER.c.kind, IDENTIFIER.c.number)
    for person_id, kind, number in connection.execute(numbers.where(IDENTIFIER.c.household_id.in_(ids))):
        papers.setdefault(person_id, []).append((kind, number))
    for row in rows:
        yield make_house(row, people.get(row.household_id, []), papers)


def digest_of(house: House) -> int:
    """A hash of all that is compared of a household: the same again needs no second look."""
    people = [(*astuple(one)[:7], sorted(one.papers), one.is_head) for one in house.people]
    text = repr((house.area_code, house.village_code, house.head_name, house.point, people))
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "big", signed=True)


def in_chunks(ids: Iterable[str]) -> Iterator[list[str]]:
    """No more at once than a statement takes."""
    rest = list(ids)
    for at in range(0, len(rest), AT_ONCE):
        yield rest[at : at + AT_ONCE]
