"""`rechecks.csv`: the households drawn for one enumerator to ask again, by name and place, with no earlier answer."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, select

from server.store.tables import Area, Assignment, Household, Recheck, Village

from .rows import NO_NAME, Row
from .work import Work


def rechecks_header() -> Row:
    """The household's id and label, and what the form captures."""
    return ["name", "label", "village", "area_kind", "case_id"]


def recheck_rows(connection: Connection, work: Work) -> Iterator[Row]:
    """Those still to be asked, in the order of their places; whose list it is, her assignments tell."""
    own = [one.assignment_id for one in work.assignments]
    rounds = {one.round_id for one in work.assignments}
    who = select(Assignment.actor_id).where(Assignment.assignment_id.in_(own))
    query = (
        select(Recheck.case_id, Household.__table__, Village.name.label("village_name"), Area.name.label("area_name"))
        .select_from(Recheck)
        .join(Household, Household.household_id == Recheck.household_id)
        .join(Village, Village.code == Recheck.village_code)
        .join(Area, Area.code == Recheck.area_code)
        .where(Recheck.actor_id.in_(who), Recheck.round_id.in_(rounds), Recheck.instance_id.is_(None))
        .order_by(Area.sort_key, Village.sort_key, Household.sort_key, Household.code)
    )
    for one in connection.execute(query):
        head = one.head_name.strip() or NO_NAME
        label = f"{head} – {one.village_name}, {one.area_name} ({one.code})"
        yield [one.household_id, label, one.village_code, one.area_kind or "", one.case_id]
