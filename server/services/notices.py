"""News for the people of a place: what came in and what was decided there, by whom, read or not. Nothing is sent."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, literal, or_, select, update

from server.services.node import Node
from server.store.notice_tables import NoticeMark, NoticeRead
from server.store.tables import Account, DuplicateDecision, Household, ReviewEvent, Submission
from server.store.types import EPOCH
from server.store.writer import Unit
from sync.log.prepared import Prepared

MARK, READ = NoticeMark.__table__, NoticeRead.__table__
EVENT, SUBMISSION = ReviewEvent.__table__, Submission.__table__
PAIR = DuplicateDecision.__table__
ACCOUNT, HOUSEHOLD = Account.__table__, Household.__table__
RECEIVED, DECIDED, PAIRS = "submission.received", "decided", "pair."
PAGE = 50
MOST_COUNTED = 100
END = dt.datetime(9999, 1, 1, tzinfo=dt.UTC)
_COLUMNS = ("record_digest", "case_id", "household_id", "actor_id", "instance_id", "received_at")


def _newest(table: Any, kind: Any, *where: Any) -> Prepared:
    """The newest rows of one commune by others than the reader, along the index of area and time."""
    return Prepared(
        select(*(table.c[name] for name in _COLUMNS), kind)
        .where(
            table.c.area_code == bindparam("area"),
            table.c.received_at > bindparam("after", type_=table.c.received_at.type),
            table.c.received_at < bindparam("before", type_=table.c.received_at.type),
            table.c.actor_id != bindparam("reader"),
            *where,
        )
        .order_by(table.c.received_at.desc())
        .limit(bindparam("most"))
    )


# What stands apart from the review is no news of a case.
_OF_CASES = ("current", "superseded", "conflict", "held", "quarantined")
_SIDES = {
    DECIDED: _newest(EVENT, EVENT.c.kind),
    "received": _newest(
        SUBMISSION, literal(RECEIVED).label("kind"), or_(*(SUBMISSION.c.state == one for one in _OF_CASES))
    ),
}


@dataclass(frozen=True, slots=True)
class Notice:
    """One piece of news; `kind` is the record's, or `pair.` and what was said of a pair that may be one.

    Of a pair the household is the first; its `case_id` and `instance_id` are empty.
    """

    digest: str
    kind: str
    at: dt.datetime
    case_id: str | None
    household_id: str | None
    household_code: str
    head_name: str
    instance_id: str | None
    actor: str
    is_read: bool
    pair_id: str | None = None


def list_notices(
    connection: Connection, actor_id: str, areas: Sequence[str], before: dt.datetime = END, what: str = ""
) -> tuple[Notice, ...]:
    """The newest news of the communes `areas`, others' doings only; `before` asks for older ones.

    `what`: `received` forms or what was `decided`; empty for both.
    """
    keys = _keys(actor_id, (EPOCH, before, PAGE))
    rows = _read_reviews(connection, areas, keys, what)
    rows += _read_pairs(connection, areas, keys) if what in ("", DECIDED) else []
    rows = sorted(rows, key=lambda one: (one.received_at, one.record_digest), reverse=True)[:PAGE]
    until, marked = _read_until(connection, actor_id), _read_marked(connection, actor_id)
    people = select(ACCOUNT.c.actor_id, ACCOUNT.c.name).where(ACCOUNT.c.actor_id.in_({one.actor_id for one in rows}))
    names = {one: name for one, name in connection.execute(people)}
    query = select(HOUSEHOLD.c.household_id, HOUSEHOLD.c.code, HOUSEHOLD.c.head_name)
    wanted = {one.household_id for one in rows}
    households = {
        one.household_id: one for one in connection.execute(query.where(HOUSEHOLD.c.household_id.in_(wanted)))
    }
    return tuple(
        Notice(
            **{name: getattr(one, name) for name in ("kind", "case_id", "household_id", "instance_id", "pair_id")},
            digest=one.record_digest,
            at=one.received_at,
            household_code=households[one.household_id].code if one.household_id in households else "",
            head_name=households[one.household_id].head_name if one.household_id in households else "",
            actor=names.get(one.actor_id, ""),
            is_read=one.received_at <= until or one.record_digest in marked,
        )
        for one in rows
    )


def count_unread(connection: Connection, actor_id: str, areas: Sequence[str]) -> int:
    """How many pieces of news the person has not read, counted to a hundred."""
    marked = _read_marked(connection, actor_id)
    bounds = (_read_until(connection, actor_id), END, MOST_COUNTED + len(marked))
    keys = _keys(actor_id, bounds)
    count = sum(one.record_digest not in marked for one in _read_pairs(connection, areas, keys))
    for area in areas:
        if count >= MOST_COUNTED:
            return MOST_COUNTED
        count += sum(one.record_digest not in marked for one in _read_reviews(connection, [area], keys))
    return min(count, MOST_COUNTED)


def mark_read(node: Node, actor_id: str, digests: Sequence[str]) -> None:
    """The person has read these."""

    def operation(unit: Unit) -> None:
        known = _read_marked(unit.connection, actor_id)
        rows = [{"actor_id": actor_id, "record_digest": one} for one in dict.fromkeys(digests) if one not in known]
        if rows:
            unit.connection.execute(insert(READ), rows)

    node.writer.write(operation)


def mark_all_read(node: Node, actor_id: str, until: dt.datetime) -> None:
    """The person has read all that came up to a moment, such as the newest piece on her page."""

    def operation(unit: Unit) -> None:
        mine = MARK.c.actor_id == actor_id
        before = unit.connection.execute(select(MARK.c.read_until_at).where(mine)).scalar()
        if before is None:
            unit.connection.execute(insert(MARK), {"actor_id": actor_id, "read_until_at": until})
        elif before < until:
            unit.connection.execute(update(MARK).where(mine).values(read_until_at=until))
        unit.connection.execute(delete(READ).where(READ.c.actor_id == actor_id))

    node.writer.write(operation)


@dataclass(frozen=True, slots=True)
class _Row:
    """What a piece of news is made of."""

    record_digest: str
    case_id: str | None
    household_id: str | None
    actor_id: str
    instance_id: str | None
    received_at: dt.datetime
    kind: str
    pair_id: str | None = None


def _keys(actor_id: str, bounds: tuple[dt.datetime, dt.datetime, int]) -> dict[str, Any]:
    """Who reads; news after and before which moments; how much of each commune and side at most."""
    return {"reader": actor_id, "after": bounds[0], "before": bounds[1], "most": bounds[2]}


def _read_reviews(connection: Connection, areas: Sequence[str], keys: dict[str, Any], what: str = "") -> list[_Row]:
    """Forms and decisions about cases."""
    sides = [side for name, side in _SIDES.items() if what in ("", name)]
    return [_Row(*row) for area in areas for side in sides for row in side.all(connection, {**keys, "area": area})]


def _read_pairs(connection: Connection, areas: Sequence[str], keys: dict[str, Any]) -> list[_Row]:
    """What was said of pairs of which one side lies in these communes; a pair across two of them is told once."""
    query = (
        select(PAIR.c.pair_id, PAIR.c.first_id, PAIR.c.decided_by, PAIR.c.decided_at, PAIR.c.state)
        .where(or_(PAIR.c.first_area.in_(areas), PAIR.c.second_area.in_(areas)))
        .where(PAIR.c.decided_at > keys["after"], PAIR.c.decided_at < keys["before"])
        .where(PAIR.c.decided_by != keys["reader"])
        .order_by(PAIR.c.decided_at.desc())
        .limit(keys["most"])
    )
    return [
        _Row(
            _digest_of(one),
            None,
            one.first_id,
            one.decided_by,
            None,
            one.decided_at,
            f"{PAIRS}{one.state}",
            one.pair_id,
        )
        for one in connection.execute(query)
    ]


def _digest_of(pair: Any) -> str:
    """What a person marks as read: this word about the pair, not one that replaces it."""
    return hashlib.sha256(f"{pair.pair_id} {pair.state} {pair.decided_at.isoformat()}".encode()).hexdigest()


def _read_until(connection: Connection, actor_id: str) -> dt.datetime:
    """The moment up to which all is read: her own mark, or when her account came here."""
    own = connection.execute(select(MARK.c.read_until_at).where(MARK.c.actor_id == actor_id)).scalar()
    begun = connection.execute(select(ACCOUNT.c.created_at).where(ACCOUNT.c.actor_id == actor_id)).scalar()
    return own or begun or EPOCH


def _read_marked(connection: Connection, actor_id: str) -> frozenset[str]:
    return frozenset(connection.execute(select(READ.c.record_digest).where(READ.c.actor_id == actor_id)).scalars())
