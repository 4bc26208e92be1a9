"""Forms of a place as the quality signals need them, and how points heap around the lines by place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, case, func, select

from server.domain.facts import load_facts
from server.domain.interview_audit import read_audit, section_seconds
from server.domain.quality import NEAR_POINTS, Form, Pace, Share, compare_paces
from server.services.node import Node
from server.store.tables import (
    Account,
    Area,
    Attachment,
    Case,
    Household,
    ReviewFigure,
    Submission,
    Village,
)

from .figures import MOST_NAMED
from .photos import PhotoSignals, find_photo_signals
from .place_tree import VILLAGE, Place

FIGURE = ReviewFigure.__table__
MOST_FORMS = 5_000
MOST_AUDITS = 100
AUDIT = "audit.csv"
SEEN = ("housing", "water", "information", "assets", "land")  # groups of answers an enumerator sees, not hears
WARNING = 2  # of the queue's severity: a finding to look at, or worse


@dataclass(frozen=True, slots=True)
class CaseOf:
    """A form behind a signal, as a list shows it."""

    case_id: str
    instance_id: str
    head_name: str
    code: str
    village_name: str
    outcome: str | None
    b1: int | None
    seconds: int | None


def read_forms(connection: Connection, round_id: str, place: Place) -> list[Form]:
    """Every completed form of a place; for places of at most `MOST_FORMS`."""
    photos = find_photo_signals(connection, _of_place(round_id, place))
    query = (
        select(
            FIGURE,
            Submission.facts,
            Case.distance,
            Case.severity,
            Case.review_state,
            Case.version_no,
        )
        .select_from(FIGURE)
        .join(Case, Case.case_id == FIGURE.c.case_id)
        .join(Submission, Submission.instance_id == Case.instance_id)
        .where(*_of_place(round_id, place), FIGURE.c.now != "")
        .order_by(Submission.received_at, Submission.instance_id)
    )
    return [_form(row, photos) for row in connection.execute(query)]


def _form(row: Any, photos: PhotoSignals) -> Form:
    known = load_facts().household
    facts = {name: one for name, one in (row.facts or {}).get("household", {}).items() if name in known}
    seen = {name: one for name, one in facts.items() if known[name].group in SEEN}
    return Form(
        case_id=row.case_id,
        actor_id=row.actor_id,
        village_code=row.village_code,
        began_at=row.began_at,
        seconds=row.seconds,
        point=None if row.lat_e5 is None else (row.lat_e5 / 100_000, row.lon_e5 / 100_000),
        distance=row.distance,
        answers=tuple(sorted((name, str(one)) for name, one in seen.items())),
        yes_no={name: one for name, one in seen.items() if isinstance(one, bool)},
        is_photo_shared=row.case_id in photos.shared,
        is_photo_of_other_day=row.case_id in photos.other_day,
        is_photo_of_same_moment=row.case_id in photos.same_moment,
        has_findings=(row.severity or 0) >= WARNING,
        moved_m=row.moved_m,
        is_returned=row.review_state == "returned" or (row.version_no or 1) > 1,
    )


def read_heaps(connection: Connection, round_id: str, communes: Sequence[str]) -> dict[str, Share]:
    """By commune: of the forms near a line, those at or just under it."""
    near = Case.distance.between(1 - NEAR_POINTS, NEAR_POINTS)
    under = func.sum(case((Case.distance <= 0, 1), else_=0))
    query = (
        select(Case.area_code, under, func.count())
        .where(Case.round_id == round_id, Case.area_code.in_(communes), Case.received_at.is_not(None), near)
        .group_by(Case.area_code)
    )
    return {code: Share(int(part or 0), whole) for code, part, whole in connection.execute(query)}


def list_near(connection: Connection, round_id: str, communes: Sequence[str], *, only_under: bool) -> list[str]:
    """Cases near a line in these communes, the newest first; only those at or under it where asked."""
    last = 0 if only_under else NEAR_POINTS
    query = select(Case.case_id).where(
        Case.round_id == round_id,
        Case.area_code.in_(communes),
        Case.received_at.is_not(None),
        Case.distance.between(1 - NEAR_POINTS, last),
    )
    return list(connection.execute(query.order_by(Case.received_at.desc()).limit(MOST_FORMS)).scalars())


def read_names(connection: Connection, actors: Iterable[str]) -> dict[str, str]:
    """Names of people by actor id."""
    wanted = list(actors)
    found: dict[str, str] = {}
    for start in range(0, len(wanted), MOST_NAMED):
        query = select(Account.actor_id, Account.name).where(Account.actor_id.in_(wanted[start : start + MOST_NAMED]))
        found.update({actor_id: name for actor_id, name in connection.execute(query)})
    return found


def list_cases_of(connection: Connection, cases: Sequence[str]) -> list[CaseOf]:
    """The forms behind a signal, in the order of their villages."""
    found: list[CaseOf] = []
    for start in range(0, len(cases), MOST_NAMED):
        query = (
            select(
                Case.case_id,
                Case.instance_id,
                Household.head_name,
                Household.code,
                Village.name,
                FIGURE.c.outcome,
                FIGURE.c.b1,
                FIGURE.c.seconds,
            )
            .join(Household, Household.household_id == Case.household_id)
            .join(Village, Village.code == Case.village_code)
            .join(Area, Area.code == Case.area_code)
            .join(FIGURE, FIGURE.c.case_id == Case.case_id)
            .where(Case.case_id.in_(cases[start : start + MOST_NAMED]), Case.instance_id.is_not(None))
            .order_by(Area.sort_key, Village.sort_key, Household.sort_key, Household.code)
        )
        found += [CaseOf(*row) for row in connection.execute(query)]
    return found


def _of_place(round_id: str, place: Place) -> list[Any]:
    """By village, as the rows lie."""
    villages = select(Village.code).where(Village.area_code.in_(place.communes))
    own = [place.code] if place.level == VILLAGE else villages
    return [FIGURE.c.round_id == round_id, FIGURE.c.village_code.in_(own)]


def read_paces(node: Node, connection: Connection, round_id: str, place: Place, actor_id: str) -> list[Pace]:
    """How long she and her peers spend on each section, from the newest interviews whose tablet kept a record."""
    query = (
        select(FIGURE.c.actor_id, Attachment.sha256)
        .select_from(FIGURE)
        .join(Case, Case.case_id == FIGURE.c.case_id)
        .join(Attachment, Attachment.instance_id == Case.instance_id)
        .where(*_of_place(round_id, place), FIGURE.c.now != "")
        .where(Attachment.name == AUDIT, Attachment.sha256.is_not(None))
        .order_by(Case.received_at.desc())
    )
    own, others = query.where(FIGURE.c.actor_id == actor_id), query.where(FIGURE.c.actor_id != actor_id)
    hers, theirs = (
        [section_seconds(read_audit(node.blobs.get(sha256)), _section_of) for _actor, sha256 in connection.execute(one)]
        for one in (own.limit(MOST_AUDITS), others.limit(MOST_AUDITS))
    )
    return compare_paces(hers, theirs)


def _section_of(path: str) -> str:
    """The section of the form that a question's path lies in; empty for what is no fact."""
    name = path.rpartition("/")[2].partition("[")[0]
    known = load_facts()
    fact = known.household.get(name) or known.member.get(name.removeprefix("nm_").removeprefix("m_"))
    return fact.group if fact is not None else ""
