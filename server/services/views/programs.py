"""What other programs read: areas, cases page by page, progress; ids, codes, states and classes, no name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, func, select

from server.domain.access import Actor, may
from server.services.people_grants import read_parents
from server.store.tables import Account, Area, Case, CaseApproval, Household

CASE, AREA, HOUSEHOLD, APPROVAL, ACCOUNT = (one.__table__ for one in (Case, Area, Household, CaseApproval, Account))


@dataclass(frozen=True, slots=True)
class CaseFilter:
    """Which cases of which communes; empty is all. `after` is the last id of the page before."""

    communes: Sequence[str]
    round_id: str = ""
    review_state: str = ""
    after: str = ""


def list_areas(connection: Connection, actor: Actor, action: str, today: str) -> list[Any]:
    """The areas over which the actor may do `action`, by code."""
    parents = read_parents(connection)
    rows = connection.execute(select(AREA).order_by(AREA.c.code)).all()
    return [row for row in rows if may(actor, action, row.code, parents, today)]


def within(communes: Sequence[str], area: str, parents: Mapping[str, str | None]) -> list[str]:
    """Those of the communes that lie in an area, which may be one of them."""

    def above(code: str) -> set[str]:
        found: set[str] = set()
        current: str | None = code
        while current is not None and current not in found:
            found.add(current)
            current = parents.get(current)
        return found

    return [one for one in communes if not area or area in above(one)]


def list_cases(connection: Connection, wanted: CaseFilter, limit: int) -> list[Any]:
    """A page in the order of ids, which never changes while a program reads."""
    query = select_cases().where(CASE.c.area_code.in_(wanted.communes), CASE.c.case_id > wanted.after)
    if wanted.round_id:
        query = query.where(CASE.c.round_id == wanted.round_id)
    if wanted.review_state:
        query = query.where(CASE.c.review_state == wanted.review_state)
    return list(connection.execute(query.order_by(CASE.c.case_id).limit(limit)).all())


def read_case(connection: Connection, case_id: str) -> Any:
    """One case, with the approval that speaks; None where there is none."""
    query = select_cases().add_columns(
        APPROVAL.c.approved_at,
        APPROVAL.c.assessments,
        HOUSEHOLD.c.head_name,
        HOUSEHOLD.c.member_count,
        HOUSEHOLD.c.recognised,
    )
    joined = query.outerjoin(APPROVAL, APPROVAL.c.case_id == CASE.c.case_id)
    return connection.execute(joined.where(CASE.c.case_id == case_id)).first()


def select_cases() -> Any:
    """Every case with its household's code."""
    return select(CASE, HOUSEHOLD.c.code.label("household_code")).outerjoin(
        HOUSEHOLD, HOUSEHOLD.c.household_id == CASE.c.household_id
    )


def count_states(connection: Connection, round_id: str, communes: Sequence[str]) -> dict[str, dict[str, int]]:
    """{commune: {review state: cases}} of a round."""
    query = (
        select(CASE.c.area_code, CASE.c.review_state, func.count())
        .where(CASE.c.round_id == round_id, CASE.c.area_code.in_(communes))
        .group_by(CASE.c.area_code, CASE.c.review_state)
    )
    found: dict[str, dict[str, int]] = {code: {} for code in communes}
    for area, state, count in connection.execute(query):
        found[area][state] = count
    return found
