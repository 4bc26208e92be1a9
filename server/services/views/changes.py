"""Cases that have changed since a program read them: by the place of records in this node's log, never by a clock.

A page is a window of records, so that none costs more than another however much has happened. A case may be told again;
none that changed is left out. What changes cases without a record (a form that waited too long) is noted by the job
that does it; what makes every table anew begins a new count, and programs read everything again.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, func, or_, select

from server.services.node import Node
from server.services.projection.rounds import case_id_of
from server.store.program_tables import LateChange
from server.store.tables import EntityTombstone, Household, HouseholdMove, NodeSetting, Round
from server.store.types import to_microseconds
from sync.log import Found, last_position, read_kinds
from sync.log.tables import record
from sync.records.kinds import KINDS

from .programs import CASE, CaseFilter, list_cases, select_cases

HOUSEHOLD, MOVE, LATE, ROUND = (one.__table__ for one in (Household, HouseholdMove, LateChange, Round))
TOMBSTONE, SETTING = EntityTombstone.__table__, NodeSetting.__table__
MADE_ANEW = "tables_made_anew"
# These change cases they do not name: all of a round, all there are.
PUBLISHED, PLACES_CHANGED = "form.published", "areas.changed"
TOLD_KINDS = [*(one.name for one in KINDS.values() if not one.is_shared), PUBLISHED, PLACES_CHANGED]
MOVED = "transferred"
# On PostgreSQL several processes write: a place in the log is settled once whoever took an earlier one has committed.
SETTLED_AFTER = dt.timedelta(seconds=15)
CHUNK = 500


@dataclass(frozen=True, slots=True)
class Mark:
    """How far a program has read: the count of tables made, the last record, the last change without one, and within a
    record that changes very many cases the last of these."""

    made: int
    position: int
    late: int
    after: str = ""


@dataclass(frozen=True, slots=True)
class Gone:
    """A case that a program may hold and that is not there for it any more."""

    case_id: str
    round_id: str
    household_id: str


@dataclass(frozen=True, slots=True)
class Changes:
    """`cases` as they are now; `mark` to go on from, at once where there is `more`."""

    cases: tuple[Any, ...]
    gone: tuple[Gone, ...]
    mark: Mark
    more: bool


def read_mark(node: Node, connection: Connection) -> Mark:
    """Where the log stands: what is read in the same transaction has all that lies before it."""
    made = connection.execute(select(SETTING.c.value).where(SETTING.c.name == MADE_ANEW)).scalar()
    late = connection.execute(select(func.max(LATE.c.number))).scalar() or 0
    return Mark((made or {}).get("value", 0), _settled(node, connection), late)


def read_changes(connection: Connection, wanted: CaseFilter, since: Mark, now: Mark, limit: int) -> Changes:
    """The next window of at most `limit` records after `since`, up to `now`."""
    found = [one for one in read_kinds(connection, TOLD_KINDS, since.position, limit) if one.position <= now.position]
    if found and _is_broad(found[0]):
        return _read_broad(connection, wanted, since, found[0], limit)
    narrow = found
    for number, one in enumerate(found):
        if _is_broad(one):
            narrow = found[:number]
            break
    is_cut = len(narrow) < len(found) or len(found) == limit
    late = connection.execute(select(LATE).where(LATE.c.number > since.late).order_by(LATE.c.number).limit(limit)).all()
    mark = replace(since, position=narrow[-1].position if is_cut else max(now.position, since.position))
    mark = replace(mark, late=late[-1].number if late else since.late, after="")
    subjects = _touched(connection, narrow, wanted.communes)
    subjects |= {one.household_id for one in late if one.area_code in set(wanted.communes)}
    cases = _list_touched(connection, wanted, sorted(subjects))
    gone = _list_gone(connection, wanted, sorted(subjects), {(one.household_id, one.round_id) for one in cases})
    return Changes(tuple(cases), tuple(gone), mark, is_cut or len(late) == limit)


def last_place(connection: Connection) -> int:
    """The newest place in the log: a program that has read further holds what this node has not."""
    return last_position(connection)


def _settled(node: Node, connection: Connection) -> int:
    if node.config.is_embedded:
        return last_position(connection)
    before = to_microseconds(node.now() - SETTLED_AFTER)
    return connection.execute(select(func.max(record.c.position)).where(record.c.received_us <= before)).scalar() or 0


def _is_broad(one: Found) -> bool:
    return one.record.envelope.kind in (PUBLISHED, PLACES_CHANGED)


def _read_broad(connection: Connection, wanted: CaseFilter, since: Mark, one: Found, limit: int) -> Changes:
    """A record that opens or changes a case of every household: the cases in the order of their ids."""
    envelope = one.record.envelope
    rounds = {envelope.subjects[0]} if envelope.kind == PUBLISHED and envelope.subjects else set()
    rounds |= {wanted.round_id} if wanted.round_id and not rounds else set()
    done = Changes((), (), replace(since, position=one.position, after=""), more=True)
    if wanted.round_id and wanted.round_id not in rounds:
        return done
    round_id = next(iter(rounds), "")
    cases = list_cases(connection, replace(wanted, round_id=round_id, after=since.after), limit + 1)
    if len(cases) > limit:
        return Changes(tuple(cases[:limit]), (), replace(since, after=cases[limit - 1].case_id), more=True)
    return replace(done, cases=tuple(cases))


def _touched(connection: Connection, found: Sequence[Found], communes: Sequence[str]) -> set[str]:
    """Households and cases that records of these communes are about, and households that have moved out of them."""
    mine = set(communes)
    envelopes = [one.record.envelope for one in found]
    subjects = {subject for one in envelopes if one.area in mine for subject in one.subjects}
    moved = {subject for one in envelopes if one.kind == MOVED and one.area not in mine for subject in one.subjects}
    for chunk in _chunks(sorted(moved - subjects)):
        left = select(MOVE.c.household_id).where(MOVE.c.household_id.in_(chunk), MOVE.c.from_area.in_(mine))
        subjects.update(connection.execute(left).scalars())
    return subjects


def _list_touched(connection: Connection, wanted: CaseFilter, subjects: Sequence[str]) -> list[Any]:
    found: list[Any] = []
    for chunk in _chunks(subjects):
        about = or_(CASE.c.household_id.in_(chunk), CASE.c.case_id.in_(chunk))
        query = select_cases().where(about, CASE.c.area_code.in_(wanted.communes))
        query = query.where(CASE.c.round_id == wanted.round_id) if wanted.round_id else query
        found += connection.execute(query).all()
    return sorted({one.case_id: one for one in found}.values(), key=lambda one: str(one.case_id))


def _list_gone(
    connection: Connection, wanted: CaseFilter, subjects: Sequence[str], there: set[tuple[str, str]]
) -> list[Gone]:
    """Of households that are erased, have left, or live elsewhere now: the cases of every round that are not there."""
    rounds = connection.execute(select(ROUND.c.round_id, ROUND.c.area_codes).where(ROUND.c.state != "draft")).all()
    ids = [one.round_id for one in rounds if not wanted.round_id or one.round_id == wanted.round_id]
    left: list[str] = []
    for chunk in _chunks(subjects):
        away = or_(HOUSEHOLD.c.state != "active", HOUSEHOLD.c.area_code.not_in(wanted.communes))
        query = select(HOUSEHOLD.c.household_id).where(HOUSEHOLD.c.household_id.in_(chunk), away)
        left += connection.execute(query).scalars()
        erased = select(TOMBSTONE.c.household_id).where(TOMBSTONE.c.household_id.in_(chunk))
        left += connection.execute(erased).scalars()
    pairs = [(household_id, round_id) for household_id in dict.fromkeys(left) for round_id in ids]
    return [Gone(case_id_of(round_id, one), round_id, one) for one, round_id in pairs if (one, round_id) not in there]


def _chunks(ids: Sequence[str]) -> list[Sequence[str]]:
    return [ids[start : start + CHUNK] for start in range(0, len(ids), CHUNK)]


__all__ = ["MADE_ANEW", "Changes", "Gone", "Mark", "last_place", "read_changes", "read_mark"]
