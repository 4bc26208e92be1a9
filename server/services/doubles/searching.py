"""Looking for pairs that may be one, beside the server's work: what changed since the last look, a few at a time.

The log's own order says what changed. Each household is looked up under its keys (`domain.duplicates.blocks`), is
compared with those found there, and its pairs are written anew. A crash repeats a part of the work and changes nothing.
"""

from __future__ import annotations

import datetime as dt
import time
import uuid
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, or_, select, update

from server.domain.duplicates.blocks import Keys, make_keys
from server.domain.duplicates.deciding import pair_id_of
from server.domain.duplicates.people import GONE, House
from server.domain.duplicates.scoring import PERSON, Candidate, compare_houses
from server.services.node import Node
from server.services.projection.doubles import pack_keys, unpack_keys
from server.store.tables import (
    DuplicateCandidate,
    DuplicateCrowd,
    DuplicateDecision,
    DuplicateKey,
    DuplicateSeen,
    Household,
    Member,
)
from server.store.writer import Unit

from .houses import Houses, digest_of, in_chunks
from .progress import Changed, Place, find_changed, read_place, write_place

KEY, SEEN, CROWD = DuplicateKey.__table__, DuplicateSeen.__table__, DuplicateCrowd.__table__
CANDIDATE, DECISION = DuplicateCandidate.__table__, DuplicateDecision.__table__
HOUSEHOLD, MEMBER = Household.__table__, Member.__table__
# Under one key no more are compared: what is common to so many says nothing.
MOST_TOGETHER = 60
_drop_key = delete(KEY).where(KEY.c.key == bindparam("b_key"), KEY.c.household == bindparam("b_household"))


@dataclass(slots=True)
class _Look:
    """One batch: `houses` that are new or changed, the ids that left the register, what is found."""

    houses: dict[str, House]
    gone: list[str]
    keys: dict[str, tuple[int, ...]] = field(default_factory=dict)
    old_keys: dict[str, tuple[int, ...]] = field(default_factory=dict)
    asked: dict[str, list[tuple[int, str]]] = field(default_factory=dict)
    found: list[Candidate] = field(default_factory=list)
    crowds: dict[int, tuple[str, str]] = field(default_factory=dict)


class Search:
    """One search over a node; keeps what it read while it goes on."""

    def __init__(self, node: Node) -> None:
        self._node, self._houses = node, Houses()

    def run(self, seconds: float, progress: Callable[[int, int], None] | None = None) -> bool:
        """Look at what changed for so long; True where something is left to do."""
        until = time.monotonic() + seconds
        while True:
            place, changed = self._node.read(self._next)
            if changed.position > place.position or place.is_new:
                self.look(changed.households, changed.position)
            if progress is not None:
                progress(changed.position, changed.last)
            if changed.position >= changed.last:
                return False
            if time.monotonic() >= until:
                return True

    def _next(self, connection: Connection) -> tuple[Place, Changed]:
        place = read_place(connection, self._node.sealer)
        return place, find_changed(connection, place)

    def look(self, ids: Sequence[str], position: int) -> None:
        """Look at these households, and note that the search has come so far along the log."""
        self._houses.forget(ids)
        look = self._node.read(lambda c: self._read(c, ids))
        if look.houses or look.gone:
            self._node.writer.write(lambda unit: _write_keys(unit.connection, look))
            self._node.read(lambda c: self._compare(c, look))
        self._node.writer.write(lambda unit: _write(unit, look, self._node, position))

    def _read(self, connection: Connection, ids: Sequence[str]) -> _Look:
        houses = self._houses.read(connection, ids)
        seen: dict[str, Any] = {}
        for chunk in in_chunks(ids):
            own = [uuid.UUID(one).bytes for one in chunk]
            for row in connection.execute(select(SEEN).where(SEEN.c.household.in_(own))):
                seen[str(uuid.UUID(bytes=row.household))] = row
        changed = {
            one: house for one, house in houses.items() if one not in seen or seen[one].digest != digest_of(house)
        }
        look = _Look(changed, [one for one in ids if one not in houses and one in seen])
        look.old_keys = {one: unpack_keys(seen[one].key_bytes) for one in (*changed, *look.gone) if one in seen}
        for one, house in changed.items():
            self._mark(look, one, make_keys(house))
        return look

    def _mark(self, look: _Look, household_id: str, keys: Keys) -> None:
        mark = self._node.sealer.mark
        marked = {text: mark(f"{what}|{text}") for what, text in keys.asked}
        look.keys[household_id] = tuple(dict.fromkeys(marked[text] for _what, text in keys.kept))
        look.asked[household_id] = [(marked[text], what) for what, text in keys.asked]

    def _compare(self, connection: Connection, look: _Look) -> None:
        """Fill in what is found; nobody is compared twice in one batch."""
        partners = _find_partners(connection, look)
        others = {one for found in partners.values() for one in found}
        houses = self._houses.read(connection, sorted(others | look.houses.keys()))
        done: set[tuple[str, str]] = set()
        for household_id, house in look.houses.items():
            pairs = {(min(household_id, one), max(household_id, one)) for one in partners[household_id] & houses.keys()}
            with self._node.computing:  # one household at a time: forms that come in wait no longer than that
                look.found += compare_houses(house, house)
                for first, second in sorted(pairs - done):
                    look.found += compare_houses(houses[first], houses[second])
            done |= pairs


def _find_partners(connection: Connection, look: _Look) -> dict[str, set[str]]:
    """Who lies under the same keys, or has a person in common; keys of too many are noted and left out."""
    wanted = sorted({key for asked in look.asked.values() for key, _ in asked})
    holders: dict[int, list[bytes]] = {}
    for at in range(0, len(wanted), 400):
        query = select(KEY.c.key, KEY.c.household).where(KEY.c.key.in_(wanted[at : at + 400]))
        for key, household in connection.execute(query):
            holders.setdefault(key, []).append(household)
    partners: dict[str, set[bytes]] = {}
    for one, asked in look.asked.items():
        partners[one] = set()
        for key, what in asked:
            if len(holders.get(key, ())) > MOST_TOGETHER:
                look.crowds[key] = (what, look.houses[one].area_code)
            else:
                partners[one].update(holders.get(key, ()))
    found = {one: {str(uuid.UUID(bytes=each)) for each in own} for one, own in partners.items()}
    for one, other in _sharing_a_person(connection, look.houses.values()):
        found[one].add(other)
    return {one: others - {one} for one, others in found.items()}


def _sharing_a_person(connection: Connection, houses: Iterable[House]) -> Iterable[tuple[str, str]]:
    at_home = {person.person_id: house.household_id for house in houses for person in house.people}
    for chunk in in_chunks(at_home):
        query = select(MEMBER.c.person_id, MEMBER.c.household_id)
        where = (MEMBER.c.person_id.in_(chunk), MEMBER.c.state.not_in(sorted(GONE)))
        for person_id, household_id in connection.execute(query.where(*where)):
            if at_home[person_id] != household_id:
                yield at_home[person_id], household_id


def _write_keys(connection: Connection, look: _Look) -> None:
    """The batch's own keys first, so that its households find each other."""
    old = [(one, key) for one, keys in look.old_keys.items() for key in keys]
    new = [(one, key) for one, keys in look.keys.items() for key in keys]
    dropped = [{"b_key": key, "b_household": uuid.UUID(one).bytes} for one, key in dict.fromkeys([*old, *new])]
    if dropped:
        connection.execute(_drop_key, dropped)
    rows = [{"key": key, "household": uuid.UUID(one).bytes} for one, key in dict.fromkeys(new)]
    if rows:
        connection.execute(insert(KEY), rows)


def _write(unit: Unit, look: _Look, node: Node, position: int) -> None:
    """The pairs of the batch anew, and how far the search has come."""
    connection = unit.connection
    touched = [*look.houses, *look.gone]
    rows = {row["pair_id"]: row for one in look.found if (row := _to_row(one, node.now()))}
    known = _drop_pairs(connection, touched, rows)
    for row in rows.values():
        row["found_at"] = known.get(row["pair_id"], row["found_at"])
    if rows:
        connection.execute(insert(CANDIDATE), list(rows.values()))
    own = [uuid.UUID(one).bytes for one in touched]
    if own:
        connection.execute(delete(SEEN).where(SEEN.c.household == bindparam("b_own")), [{"b_own": one} for one in own])
    seen = [
        {"household": uuid.UUID(one).bytes, "digest": digest_of(house), "key_bytes": pack_keys(look.keys[one])}
        for one, house in look.houses.items()
    ]
    if seen:
        connection.execute(insert(SEEN), seen)
    _note_crowds(connection, look, node.now())
    write_place(connection, Place(position, node.sealer))


def _drop_pairs(connection: Connection, touched: Sequence[str], rows: dict[str, Any]) -> dict[str, dt.datetime]:
    """Take away the pairs of these households that are not decided; when each of those that stay was found first."""
    known: dict[str, dt.datetime] = {}
    for chunk in in_chunks(touched):
        mine = or_(CANDIDATE.c.first_id.in_(chunk), CANDIDATE.c.second_id.in_(chunk))
        known.update(connection.execute(select(CANDIDATE.c.pair_id, CANDIDATE.c.found_at).where(mine)).all())
    if not known:
        return {}
    decided = select(DECISION.c.pair_id).where(DECISION.c.pair_id == bindparam("b_id")).exists()
    gone = [{"b_id": one} for one in known if one not in rows]
    if gone:
        connection.execute(delete(CANDIDATE).where(CANDIDATE.c.pair_id == bindparam("b_id"), ~decided), gone)
    again = [{"b_id": one} for one in known if one in rows]
    if again:
        connection.execute(delete(CANDIDATE).where(CANDIDATE.c.pair_id == bindparam("b_id")), again)
    return known


def _note_crowds(connection: Connection, look: _Look, now: dt.datetime) -> None:
    for key, (what, area_code) in look.crowds.items():
        if not connection.execute(update(CROWD).where(CROWD.c.key == key).values(seen_at=now)).rowcount:
            connection.execute(insert(CROWD), {"key": key, "what": what, "area_code": area_code, "seen_at": now})


def _to_row(one: Candidate, now: dt.datetime) -> dict[str, Any]:
    first, second, people = one.first, one.second, list(one.people)
    if first.household_id > second.household_id:
        first, second, people = second, first, people[::-1]
    ids = [each.person_id for each in people] if one.kind == PERSON else [first.household_id, second.household_id]
    return {
        "pair_id": pair_id_of(one.kind, *ids),
        "level": one.kind,
        "first_id": first.household_id,
        "second_id": second.household_id,
        "first_person": people[0].person_id if people else None,
        "second_person": people[1].person_id if people else None,
        "first_area": first.area_code,
        "second_area": second.area_code,
        "score": one.score,
        "reasons": [each.to_json() for each in one.reasons],
        "codes": f" {' '.join(dict.fromkeys(each.code for each in one.reasons))} ",
        "found_at": now,
    }
