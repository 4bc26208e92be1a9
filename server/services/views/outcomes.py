"""The list of households that were not reviewed to the end, for the meeting that decides about them (R9)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, or_, select

from server.domain.closing import NO_FORM
from server.services.outcomes import has_ruling, is_undecided, is_unsent
from server.store.tables import Account, Area, Case, Household, OutcomeRuling, Submission, Village

CASE, HOUSEHOLD, VILLAGE, AREA = (one.__table__ for one in (Case, Household, Village, Area))
RULING, SUBMISSION, ACCOUNT = OutcomeRuling.__table__, Submission.__table__, Account.__table__
PAGE_SIZE = 50
WHICH = ("undecided", "unsent", "ruled")
SORTS = ("place", "name", "outcome", "received")


@dataclass(frozen=True, slots=True)
class OutcomeFilter:
    """`which`: waiting for a decision, without any form, or decided. Empty means all of it."""

    which: str = "undecided"
    area_code: str = ""
    outcome: str = ""
    text: str = ""
    sort: str = "place"
    page: int = 1


@dataclass(frozen=True, slots=True)
class MissedRow:
    """A household with how its visit ended; `visits` are the days somebody was there and nobody at home."""

    case: Any
    outcome: str
    visits: tuple[str, ...]
    note: str


@dataclass(frozen=True, slots=True)
class OutcomePage:
    """A page; `counts` by `which`, over the reader's communes."""

    rows: tuple[MissedRow, ...]
    counts: dict[str, int]
    total: int
    number: int
    last: int


def read_outcomes(connection: Connection, round_id: str, areas: Sequence[str], wanted: OutcomeFilter) -> OutcomePage:
    """Read one page of the list."""
    here = [one for one in areas if wanted.area_code in ("", one)]
    where = [*_of_round(round_id, here), *_narrow(wanted, here)]
    total = _count(connection, where)
    last = max(1, -(-total // PAGE_SIZE))
    number = min(max(1, wanted.page), last)
    query = _rows().where(*where).order_by(*_order(wanted.sort)).limit(PAGE_SIZE).offset((number - 1) * PAGE_SIZE)
    rows = tuple(_to_row(one) for one in connection.execute(query).all())
    counts = {one: _count(connection, [*_of_round(round_id, areas), _which(one)]) for one in WHICH}
    return OutcomePage(rows, counts, total, number, last)


def _of_round(round_id: str, areas: Sequence[str]) -> list[ColumnElement[bool]]:
    return [CASE.c.round_id == round_id, CASE.c.area_code.in_(areas)]


def _which(which: str) -> ColumnElement[bool]:
    if which == "unsent":
        return is_unsent()
    if which == "ruled":
        return has_ruling()
    return is_undecided()


def _narrow(wanted: OutcomeFilter, areas: Sequence[str]) -> list[ColumnElement[bool]]:
    found = [_which(wanted.which)]
    if wanted.outcome:
        found.append(CASE.c.outcome == wanted.outcome)
    if wanted.text:
        text = wanted.text
        named = or_(*(one.icontains(text, autoescape=True) for one in (HOUSEHOLD.c.head_name, HOUSEHOLD.c.code)))
        found.append(
            CASE.c.household_id.in_(select(HOUSEHOLD.c.household_id).where(HOUSEHOLD.c.area_code.in_(areas), named))
        )
    return found


def _count(connection: Connection, where: Sequence[ColumnElement[bool]]) -> int:
    return connection.execute(select(func.count()).select_from(CASE).where(*where)).scalar_one()


def _rows() -> Any:
    return (
        select(
            CASE,
            HOUSEHOLD.c.code,
            HOUSEHOLD.c.head_name,
            HOUSEHOLD.c.recognised,
            HOUSEHOLD.c.state.label("household_state"),
            VILLAGE.c.name.label("village_name"),
            AREA.c.name.label("area_name"),
            ACCOUNT.c.name.label("sender"),
            SUBMISSION.c.facts,
            RULING.c.ruling,
            RULING.c.decision_no,
            RULING.c.decided_on,
        )
        .join_from(CASE, HOUSEHOLD, HOUSEHOLD.c.household_id == CASE.c.household_id)
        .join(VILLAGE, VILLAGE.c.code == CASE.c.village_code)
        .join(AREA, AREA.c.code == CASE.c.area_code)
        .outerjoin(ACCOUNT, ACCOUNT.c.actor_id == CASE.c.sender_id)
        .outerjoin(SUBMISSION, SUBMISSION.c.instance_id == CASE.c.instance_id)
        .outerjoin(RULING, RULING.c.case_id == CASE.c.case_id)
    )


def _order(sort: str) -> tuple[Any, ...]:
    place = (AREA.c.sort_key, VILLAGE.c.sort_key, HOUSEHOLD.c.sort_key, CASE.c.case_id)
    return {
        "name": (HOUSEHOLD.c.sort_key, CASE.c.case_id),
        "outcome": (func.coalesce(CASE.c.outcome, ""), *place),
        "received": (CASE.c.received_at, CASE.c.case_id),
    }.get(sort, place)


def _to_row(one: Any) -> MissedRow:
    facts = (one.facts or {}).get("household", {}) if one.facts else {}
    days = (facts.get(f"absent_{number}_on") for number in (1, 2, 3))
    outcome = (one.outcome or "") if one.instance_id else NO_FORM
    return MissedRow(one, outcome, tuple(str(day) for day in days if day), str(facts.get("outcome_note") or ""))


__all__ = ["MissedRow", "OutcomeFilter", "OutcomePage", "read_outcomes"]
