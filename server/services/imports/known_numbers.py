"""Identity numbers of a list that a household of the register has already: told, never refused or merged (R8).

Found by the keyed marks under which the search for doubles keeps households, and by the register of papers: the list's
own numbers are not written anywhere. A household the search has not looked at yet is compared after the import.
"""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, select

from server.domain.duplicates.blocks import number_key
from server.domain.imports.households import ListedHousehold
from server.domain.imports.lines import WARN
from server.services.node import Node
from server.store.tables import DuplicateKey, Household, PersonIdentifier
from server.telling import Told, tell

from .books import communes_in
from .matching import Known

KEY, HOUSEHOLD, PAPER = DuplicateKey.__table__, Household.__table__, PersonIdentifier.__table__
CHUNK = 400
REMEDY = tell("Đối chiếu giấy tờ; vẫn nhập được, sau đó xem ở trang Nghi trùng.")
Holders = dict[str, set[str]]


def tell_known_numbers(node: Node, run: Any, listed: Sequence[ListedHousehold], known: Known) -> None:
    """Warn at each person whose number another household has; with its code where it lies in the area of the import."""
    numbers = {number: (kind, one.area_code) for one in listed for _at, kind, number in _numbers_of(one)}

    def read(connection: Connection) -> None:
        holders = _find_holders(connection, node, numbers)
        rows = _read_households(connection, {one for found in holders.values() for one in found})
        inside = set(communes_in(connection, run.area_code))
        for one in listed:
            here = known.find(one)
            own = here.household_id if here is not None else ""
            for at, _kind, number in _numbers_of(one):
                found = [rows[each] for each in sorted(holders.get(number, set()) - {own}) if each in rows]
                if found:
                    told = _say(found, inside)
                    one.lines[min(at, len(one.lines) - 1)].blame("identifier", told, REMEDY, WARN)

    if numbers:
        node.read(read)


def _numbers_of(one: ListedHousehold) -> Iterator[tuple[int, str, str]]:
    """(line of the household from 0, kind, number)."""
    for at, member in enumerate(one.members):
        if member.get("id_number"):
            yield at, str(member["id_type"]), str(member["id_number"])


def _find_holders(connection: Connection, node: Node, numbers: dict[str, tuple[str, str]]) -> Holders:
    """Households by number."""
    found: Holders = defaultdict(set)
    by_mark = {
        node.sealer.mark("|".join(number_key(kind, number, area))): number for number, (kind, area) in numbers.items()
    }
    for chunk in _chunks(by_mark):
        for row in connection.execute(select(KEY.c.key, KEY.c.household).where(KEY.c.key.in_(chunk))):
            found[by_mark[row.key]].add(str(uuid.UUID(bytes=row.household)))
    for chunk in _chunks(numbers):
        for row in connection.execute(select(PAPER.c.number, PAPER.c.household_id).where(PAPER.c.number.in_(chunk))):
            found[row.number].add(row.household_id)
    return found


def _read_households(connection: Connection, ids: Iterable[str]) -> dict[str, Any]:
    """The active ones, by id."""
    rows: dict[str, Any] = {}
    for chunk in _chunks(sorted(ids)):
        query = select(HOUSEHOLD.c.household_id, HOUSEHOLD.c.code, HOUSEHOLD.c.area_code)
        where = (HOUSEHOLD.c.household_id.in_(chunk), HOUSEHOLD.c.state == "active")
        rows |= {row.household_id: row for row in connection.execute(query.where(*where))}
    return rows


def _say(found: Sequence[Any], inside: set[str]) -> Told:
    """Codes a person who sees the import may see; of others only that there is one."""
    codes = [row.code for row in found if row.area_code in inside][:3]
    if codes:
        return tell("số giấy tờ đã có trong sổ ở hộ {codes}", codes=codes)
    return tell("số giấy tờ đã có trong sổ ở một hộ ngoài khu vực của lần nhập này")


def _chunks(values: Iterable[Any]) -> Iterator[list[Any]]:
    every = list(values)
    for start in range(0, len(every), CHUNK):
        yield every[start : start + CHUNK]
