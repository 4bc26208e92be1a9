"""Tables of cases: what arrived, and the households of a place. Sorted and filtered in the database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, func, select

from server.store.tables import Account, Area, Case, Household, Submission, Village

from .old_codes import is_known_as
from .rows import CaseRow, Page

PAGE_SIZE = 50
SORTS = {
    "received": Case.received_at.desc(),
    "name": Household.sort_key,
    "code": Household.code,
    "village": Village.sort_key,
}


@dataclass(frozen=True, slots=True)
class CaseFilter:
    """What a person asked the table for; empty means all of it."""

    text: str = ""
    village_code: str = ""
    review_state: str = ""
    only_received: bool = False
    sort: str = "received"
    page: int = 1


def list_cases(connection: Connection, round_id: str, areas: Sequence[str], wanted: CaseFilter) -> Page:
    """One page of the round's cases in `areas` (commune codes), newest arrivals first by default."""
    narrowed = _narrow(_base(round_id, areas), wanted, areas)
    total = connection.execute(select(func.count()).select_from(narrowed.order_by(None).subquery())).scalar_one()
    number = max(1, wanted.page)
    query = narrowed.order_by(SORTS.get(wanted.sort, SORTS["received"]), Household.code)
    rows = connection.execute(query.limit(PAGE_SIZE).offset(PAGE_SIZE * (number - 1))).all()
    return Page(tuple(_to_row(row) for row in rows), number, PAGE_SIZE, total)


def _base(round_id: str, areas: Sequence[str]) -> Select[Any]:
    return (
        select(
            Case.case_id,
            Case.household_id,
            Household.code,
            Household.head_name,
            Village.name.label("village_name"),
            Area.name.label("area_name"),
            Case.instance_id,
            Case.review_state,
            Case.outcome,
            Case.classes,
            Case.findings,
            Case.has_conflict,
            Case.received_at,
            Account.name.label("enumerator"),
        )
        .join(Household, Household.household_id == Case.household_id)
        .join(Village, Village.code == Case.village_code)
        .join(Area, Area.code == Case.area_code)
        .outerjoin(Submission, Submission.instance_id == Case.instance_id)
        .outerjoin(Account, Account.actor_id == Submission.actor_id)
        .where(Case.round_id == round_id, Case.area_code.in_(areas))
    )


def _narrow(query: Select[Any], wanted: CaseFilter, areas: Sequence[str]) -> Select[Any]:
    if wanted.only_received:
        query = query.where(Case.instance_id.is_not(None))
    if wanted.village_code:
        query = query.where(Case.village_code == wanted.village_code)
    if wanted.review_state:
        query = query.where(Case.review_state == wanted.review_state)
    if wanted.text:
        is_named = Household.head_name.contains(wanted.text, autoescape=True)
        is_known = is_known_as(Household.household_id, wanted.text, areas)
        query = query.where(is_named | Household.code.contains(wanted.text, autoescape=True) | is_known)
    return query


def _to_row(row: Any) -> CaseRow:
    return CaseRow(
        case_id=row.case_id,
        household_id=row.household_id,
        household_code=row.code,
        head_name=row.head_name,
        village_name=row.village_name,
        area_name=row.area_name,
        instance_id=row.instance_id,
        review_state=row.review_state,
        outcome=row.outcome,
        classes=row.classes or {},
        findings=row.findings or {},
        has_conflict=row.has_conflict,
        received_at=row.received_at,
        enumerator=row.enumerator,
    )
