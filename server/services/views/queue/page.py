"""One page of the queue: the ids in their order from one index, then what a row shows of each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from server.domain.imports.statuses import status_under
from server.store.tables import Account, Area, AssessmentRow, Case, Household, Village

from .filters import QueueFilter
from .query import Scope, beyond, narrow, ordered, place_of

PAGE_SIZE = 50
CHUNK = 500


@dataclass(frozen=True, slots=True)
class QueueRow:
    """One case as the queue shows it.

    `before` and `after` are classes under the round's first standard; `deprived` the ids of its indicators, None where
    it was not scored; `missing` the questions without which it is not settled.
    """

    case_id: str
    household_id: str
    household_code: str
    head_name: str
    area_code: str
    area_name: str
    village_code: str
    village_name: str
    sender_id: str | None
    sender: str | None
    review_state: str
    version_no: int | None
    before: str | None
    after: str | None
    movement: str | None
    distance: int | None
    b2: int | None
    deprived: tuple[str, ...] | None
    missing: tuple[str, ...]
    findings: dict[str, int]
    has_conflict: bool
    visit: str | None
    received_at: dt.datetime
    instance_id: str | None


@dataclass(frozen=True, slots=True)
class QueuePage:
    """Rows in order; ids to go on from and back to, None at an end."""

    rows: tuple[QueueRow, ...]
    next_after: str | None
    previous_before: str | None


def read_queue(
    connection: Connection, scope: Scope, wanted: QueueFilter, *, after: str = "", before: str = "", standard: str
) -> QueuePage:
    """A page after (or before) a case; the first one where neither is given or the case is gone."""
    is_back = bool(before)
    ids, is_moved = _list_ids(connection, scope, wanted, before or after, PAGE_SIZE + 1, backwards=is_back)
    has_more = len(ids) > PAGE_SIZE
    ids = ids[:PAGE_SIZE]
    if is_back and is_moved:
        ids.reverse()
    has_later = (is_back and is_moved) or has_more
    has_earlier = has_more if is_back and is_moved else is_moved
    return QueuePage(
        rows=_read_rows(connection, ids, standard),
        next_after=ids[-1] if ids and has_later else None,
        previous_before=ids[0] if ids and has_earlier else None,
    )


def list_case_ids(connection: Connection, scope: Scope, wanted: QueueFilter, limit: int) -> list[str]:
    """The first `limit` cases of a queue."""
    return _list_ids(connection, scope, wanted, "", limit, backwards=False)[0]


def read_rows(connection: Connection, scope: Scope, wanted: QueueFilter, limit: int, standard: str) -> list[QueueRow]:
    """The first `limit` rows of a queue in its order, for a file."""
    ids = list_case_ids(connection, scope, wanted, limit)
    chunks = (ids[start : start + CHUNK] for start in range(0, len(ids), CHUNK))
    return [row for chunk in chunks for row in _read_rows(connection, chunk, standard)]


def list_pairs(connection: Connection, scope: Scope, ids: Sequence[str]) -> list[tuple[str, str]]:
    """(case, version shown) of those of `ids` that lie in the scope and have a form, in their order."""
    query = select(Case.case_id, Case.instance_id).where(
        Case.case_id.in_(ids), Case.area_code.in_(scope.areas), Case.instance_id.is_not(None)
    )
    found = {case_id: str(instance_id) for case_id, instance_id in connection.execute(query)}
    return [(one, found[one]) for one in ids if one in found]


def read_names(connection: Connection, ids: Sequence[str]) -> dict[str, Any]:
    """Head's name and household code by case."""
    query = select(Case.case_id, Household.head_name, Household.code).join(
        Household, Household.household_id == Case.household_id
    )
    return {row.case_id: row for row in connection.execute(query.where(Case.case_id.in_(ids)))}


def find_step(
    connection: Connection, scope: Scope, wanted: QueueFilter, case_id: str, *, backwards: bool
) -> str | None:
    """The case after (or before) this one in the queue, also where this one has left it; None at the end."""
    ids, is_moved = _list_ids(connection, scope, wanted, case_id, 1, backwards=backwards)
    return ids[0] if ids and is_moved else None


def _list_ids(
    connection: Connection, scope: Scope, wanted: QueueFilter, from_id: str, limit: int, *, backwards: bool
) -> tuple[list[str], bool]:
    """Ids, and whether they start from a case rather than from the beginning."""
    conditions = narrow(scope, wanted)
    place = connection.execute(place_of(wanted, from_id)).first() if from_id else None
    is_moved = place is not None
    if place is not None:
        conditions.append(beyond(wanted, place, backwards=backwards))
    query = ordered(wanted, conditions, backwards=backwards and is_moved)
    return list(connection.execute(query.limit(limit)).scalars()), is_moved


def _read_rows(connection: Connection, ids: list[str], standard: str) -> tuple[QueueRow, ...]:
    if not ids:
        return ()
    query = (
        select(
            *(Case.case_id, Case.household_id, Case.area_code, Case.village_code, Case.sender_id, Case.instance_id),
            *(Case.review_state, Case.version_no, Case.classes, Case.movement, Case.distance, Case.findings),
            *(Case.has_conflict, Case.outcome, Case.received_at),
            *(Household.code, Household.head_name, Household.recognised),
            Area.name.label("area_name"),
            Village.name.label("village_name"),
            Account.name.label("sender"),
            AssessmentRow.detail,
        )
        .join(Household, Household.household_id == Case.household_id)
        .join(Area, Area.code == Case.area_code)
        .join(Village, Village.code == Case.village_code)
        .outerjoin(Account, Account.actor_id == Case.sender_id)
        .outerjoin(
            AssessmentRow,
            (AssessmentRow.instance_id == Case.instance_id) & (AssessmentRow.standard == standard),
        )
        .where(Case.case_id.in_(ids))
    )
    found = {row.case_id: _to_row(row, standard) for row in connection.execute(query)}
    return tuple(found[one] for one in ids)


def _to_row(row: Any, standard: str) -> QueueRow:
    now = row.classes.get(standard) or {}
    detail = row.detail or {}
    return QueueRow(
        case_id=row.case_id,
        household_id=row.household_id,
        household_code=row.code,
        head_name=row.head_name,
        area_code=row.area_code,
        area_name=row.area_name,
        village_code=row.village_code,
        village_name=row.village_name,
        sender_id=row.sender_id,
        sender=row.sender,
        review_state=row.review_state,
        version_no=row.version_no,
        before=status_under(row.recognised, standard).get("outcome"),
        after=now.get("outcome"),
        movement=row.movement,
        distance=row.distance,
        b2=now.get("b2"),
        deprived=tuple(detail["deprived"]) if "deprived" in detail else None,
        missing=tuple(one["name"] for one in detail.get("missing", ())),
        findings=row.findings or {},
        has_conflict=row.has_conflict,
        visit=row.outcome,
        received_at=row.received_at,
        instance_id=row.instance_id,
    )
