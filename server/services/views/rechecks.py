"""The second looks of a place: who asks whom again, what came of it, and how far the two forms differ."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select
from sqlalchemy.orm import aliased

from server.domain.facts import HouseholdFacts, facts_from_json
from server.domain.quality import Share
from server.domain.rechecking import Compared, compare_answers, error_rates
from server.forms.re_verification import asked_facts
from server.standards.engine import Context, assess
from server.standards.packs import RoundStandard
from server.store.tables import Account, Household, Recheck, Submission, Village

from .place_tree import VILLAGE, Place


@dataclass(frozen=True, slots=True)
class SecondLook:
    """One case drawn. `classes`: (standard, first, second) where both forms were completed; `compared` likewise."""

    row: Any
    outcome: str | None
    compared: Compared | None
    classes: tuple[tuple[str, str, str], ...]

    @property
    def class_differs(self) -> bool:
        """Whether the class would be another under any standard."""
        return any(first != second for _standard, first, second in self.classes)


@dataclass(frozen=True, slots=True)
class SecondLooks:
    """All of a place, with the shares that differ: answers, questions one by one, and classes."""

    looks: tuple[SecondLook, ...]
    answers: Share
    by_fact: Mapping[str, Share]
    classes: Share


def read_rechecks(
    connection: Connection, round_row: Any, standards: Sequence[RoundStandard], place: Place
) -> SecondLooks:
    """Compare every second form of a place with the first one."""
    needed = frozenset().union(*(used.facts_needed() for used in standards))
    asked = asked_facts(needed)
    reference_on = dt.date.fromisoformat(round_row.reference_on)
    rows = connection.execute(_query(round_row.round_id, place)).all()
    looks = tuple(_look(row, asked, standards, reference_on) for row in rows)
    done = [one for one in looks if one.compared is not None]
    answers, by_fact = error_rates([one.compared for one in done if one.compared is not None])
    return SecondLooks(looks, answers, by_fact, Share(sum(one.class_differs for one in done), len(done)))


def _query(round_id: str, place: Place) -> Any:
    first, second = aliased(Submission), aliased(Submission)
    asker, asked = aliased(Account), aliased(Account)
    own = Recheck.village_code == place.code if place.level == VILLAGE else Recheck.area_code.in_(place.communes)
    return (
        select(
            Recheck.__table__,
            Household.head_name,
            Household.code,
            Household.area_kind,
            Village.name.label("village_name"),
            first.facts.label("first_facts"),
            second.facts.label("second_facts"),
            first.actor_id.label("first_actor"),
            asked.name.label("first_name"),
            asker.name.label("second_name"),
        )
        .select_from(Recheck)
        .join(Household, Household.household_id == Recheck.household_id)
        .join(Village, Village.code == Recheck.village_code)
        .outerjoin(first, first.instance_id == Recheck.first_instance)
        .outerjoin(second, second.instance_id == Recheck.instance_id)
        .outerjoin(asker, asker.actor_id == Recheck.actor_id)
        .outerjoin(asked, asked.actor_id == first.actor_id)
        .where(Recheck.round_id == round_id, own)
        .order_by(Recheck.drawn_at.desc(), Recheck.sample_id, Village.sort_key, Household.sort_key, Household.code)
    )


def _look(row: Any, asked: Sequence[str], standards: Sequence[RoundStandard], reference_on: dt.date) -> SecondLook:
    first, second = row.first_facts, row.second_facts
    outcome = second["household"].get("visit_outcome") if second else None
    if not first or not second or outcome != "completed":
        return SecondLook(row, outcome, None, ())
    compared = compare_answers(first["household"], second["household"], asked)
    before = facts_from_json(first)
    seen = facts_from_json({"household": second["household"], "members": []}).household
    kept = {name: one for name, one in before.household.items() if name not in asked}
    # People and income are those of the first form: the second look asks about the house alone.
    after = HouseholdFacts({**kept, **{name: seen[name] for name in asked if name in seen}}, before.members)
    context = Context(row.area_kind, reference_on)
    classes = tuple(
        (used.standard.id, assess(before, used, context).outcome, assess(after, used, context).outcome)
        for used in standards
    )
    return SecondLook(row, outcome, compared, classes)
