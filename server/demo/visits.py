"""Generated visits: the form of a household as an up-to-date tablet sends it; the demo's first days, benchmarks.

The answers are those of last year with what a year changes, so that classes move both ways as they do in the field.
"""

from __future__ import annotations

import datetime as dt
import random
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from server.domain.facts import HouseholdFacts, Value, facts_from_json
from server.forms.filled import EntityClaims, Filled
from server.services.node import Node
from server.store.tables import Assignment, Case, Household, Member

VISIT: dict[str, Value] = {
    "visit_outcome": "completed",
    "notice_read": True,
    "interview_on": "2016-10-02",
    "respondent": "head",
    "interpreter": False,
    "has_water_heater": False,
    "has_microwave": False,
    "wishes": ("credit",),
    "confirmation": "witness",
    "witness_name": "Nguyễn Văn Chứng",
}
"""What every visit asks about itself and the things no earlier list holds."""

ADULTS_BORN_TO = 2001
DEVICE = "collect:taphuan000000000"


@dataclass(frozen=True, slots=True)
class Visit:
    """When an interview began and how long it took, with what was answered differently from last year."""

    began: dt.datetime
    minutes: int
    answers: Mapping[str, Value]

    def fields(self) -> dict[str, str]:
        """The form's own nodes about time and device."""
        end = self.began + dt.timedelta(minutes=self.minutes)
        return {
            "start": self.began.isoformat(timespec="milliseconds"),
            "end": end.isoformat(timespec="milliseconds"),
            "deviceid": DEVICE,
        }


def read_households(node: Node, actors: Iterable[str], member_count: int | None = None) -> list[tuple[Any, list[Any]]]:
    """(household with its case and enumerator, members) of those assigned to `actors`, by household id."""
    query = (
        select(Household.__table__, Case.case_id, Case.assignment_id, Assignment.actor_id)
        .join(Case, Case.household_id == Household.household_id)
        .join(Assignment, Assignment.assignment_id == Case.assignment_id)
        .where(Assignment.actor_id.in_(list(actors)))
        .order_by(Household.household_id)
    )
    if member_count is not None:
        query = query.where(Household.member_count == member_count)
    with node.engines.read.connect() as connection:
        rows = connection.execute(query).all()
        wanted = {one.household_id for one in rows}
        people: dict[str, list[Any]] = {}
        for one in connection.execute(select(Member.__table__).order_by(Member.household_id, Member.no)):
            if one.household_id in wanted:
                people.setdefault(one.household_id, []).append(one)
    return [(row, people.get(row.household_id, [])) for row in rows]


def fill(pick: random.Random, row: Any, members: list[Any], visit: Visit) -> Filled:
    """The review form of one household; its calculates are still to be settled."""
    known = facts_from_json(
        {
            "household": row.facts,
            "members": [{**one.facts, "no": one.no, "person_id": one.person_id} for one in members],
        }
    )
    fields = visit.fields() | {
        "loaded": row.household_id,
        "src": "h",
        "village": row.village_code,
        "area_kind": row.area_kind or "",
        "title": row.head_name,
        "case_id": row.case_id,
        "assignment_id": row.assignment_id or "",
        "rev": "-".join(one[:16] for one in row.heads),
        "n_known": str(len(members)),
        "has_new": "no",
        "e_head": row.head_name,
        "e_village": row.village_code,
        "e_state": "sent",
    }
    version = str(row.entity_version)
    entity = EntityClaims(base=version, trunk=version, branch=str(uuid.uuid4()), label=row.head_name)
    people = tuple(_person(pick, one) for one in known.members)
    facts = HouseholdFacts({**known.household, **VISIT, **visit.answers}, people)
    return Filled(f"uuid:{uuid.uuid4()}", facts, fields, entity)


def _person(pick: random.Random, known: dict[str, Value]) -> dict[str, Value]:
    """What the visit asks of a person; most have papers, so that few forms carry a finding, as real ones do."""
    asked: dict[str, Value] = {"has_insurance": pick.random() < 0.8}
    if pick.random() < 0.95:
        asked |= _papers(pick, int(str(known["birth_year"])))
    if known.get("in_school"):
        asked["repeats_class"] = False
    return known | asked | ({"is_pregnant": False} if known.get("sex") == "female" else {})


def _papers(pick: random.Random, born: int) -> dict[str, Value]:
    """A child's birth certificate, a grown-up's old identity card; numbers of the series 999 are nobody's."""
    number = pick.randrange(10**6)
    if born > ADULTS_BORN_TO:
        return {"id_type": "birth_certificate", "id_number": f"GKS-{number:06d}"}
    return {"id_type": "cmnd", "id_number": f"999{number:06d}"}
