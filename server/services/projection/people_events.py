"""People of a household come and go between reviews, and the numbers on their papers (R7, R8)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import delete, func, insert, select, update

from server.domain.identifiers import NO_PAPERS
from server.store.tables import PersonIdentifier

from .applying import HOUSEHOLD, MEMBER, Applying, split_member
from .figures import people_counted
from .registry import find_household, touch_household

IDENTIFIER = PersonIdentifier.__table__


def member_joined(applying: Applying) -> None:
    """People have come to live in the household, or were born into it; one who had left is in it again."""
    row = find_household(applying, applying.record.envelope.subjects[0])
    if applying.payload is not None and row is not None:
        bring_in(applying, row.household_id, [split_member(one) for one in applying.payload["members"]])
    touch_household(applying, row)
    if row is not None:
        recount(applying, row.household_id)


def member_left(applying: Applying) -> None:
    """People have died, moved away, or were never there."""
    payload = applying.payload
    people = dict.fromkeys(payload["person_ids"], payload["state"])
    set_people(applying, payload["household_id"], people, payload["happened_on"])
    touch_household(applying, find_household(applying, payload["household_id"]))


def person_identified(applying: Applying) -> None:
    """Numbers on a person's papers; the same number again brings its days up to date, a wrong one goes.

    Of a person with no papers at all the answer is a number of the kind `none`; a paper that comes takes its place.
    """
    payload = applying.payload
    if payload is None:
        touch_household(applying, find_household(applying, applying.record.envelope.subjects[0]))
        return
    for one in payload["identifiers"]:
        _keep_number(applying, payload, one)
    touch_household(applying, find_household(applying, payload["household_id"]))


def _keep_number(applying: Applying, payload: Mapping[str, Any], one: Mapping[str, Any]) -> None:
    connection, person = applying.connection, IDENTIFIER.c.person_id == payload["person_id"]
    key = {"person_id": payload["person_id"], "kind": one["kind"], "number": one["number"]}
    where = [IDENTIFIER.c[name] == value for name, value in key.items()]
    if one.get("is_wrong"):
        connection.execute(delete(IDENTIFIER).where(*where))
        return
    if one["kind"] != NO_PAPERS:
        connection.execute(delete(IDENTIFIER).where(person, IDENTIFIER.c.kind == NO_PAPERS))
    days = {name: one.get(name) for name in ("from_on", "to_on")}
    values = {**days, "household_id": payload["household_id"], "record_digest": applying.record.digest}
    if not connection.execute(update(IDENTIFIER).where(*where).values(**values)).rowcount:
        connection.execute(insert(IDENTIFIER), {**key, **values})


def bring_in(applying: Applying, household_id: str, members: Sequence[dict[str, Any]]) -> None:
    """People join: one who was there before is there again, under the number she had; numbers are never used twice."""
    rows = applying.connection.execute(select(MEMBER).where(MEMBER.c.household_id == household_id)).all()
    by_person = {one.person_id: one for one in rows}
    taken = {one.no for one in rows}
    fresh = []
    for one in members:
        old = by_person.get(one["person_id"])
        if old is not None:
            before = {name: value for name, value in old.facts.items() if name != "left_on"}
            _write(applying, household_id, old.no, one["state"], {**before, **one["facts"]})
            continue
        no = one["no"] if one["no"] not in taken else max(taken) + 1
        taken.add(no)
        fresh.append({**one, "no": no})
    applying.insert_members(household_id, fresh)


def set_people(applying: Applying, household_id: str, people: Mapping[str, str], left_on: str | None) -> None:
    """How people of the household stand from now on, by person; `left_on` None: they have not left."""
    where = (MEMBER.c.household_id == household_id, MEMBER.c.person_id.in_(list(people)))
    query = select(MEMBER.c.no, MEMBER.c.person_id, MEMBER.c.facts).where(*where)
    for row in applying.connection.execute(query).all() if people else ():
        state = people[row.person_id]
        facts = {**row.facts, "state": state, "left_on": left_on}
        if left_on is None:
            del facts["left_on"]
        _write(applying, household_id, row.no, state, facts)


def _write(applying: Applying, household_id: str, no: int, state: str, facts: Mapping[str, Any]) -> None:
    where = (MEMBER.c.household_id == household_id, MEMBER.c.no == no)
    applying.connection.execute(update(MEMBER).where(*where).values(state=state, facts=dict(facts)))


def move_papers(applying: Applying, people: Iterable[str], household_id: str) -> None:
    """The numbers of people go with them."""
    where = IDENTIFIER.c.person_id.in_(list(people))
    applying.connection.execute(update(IDENTIFIER).where(where).values(household_id=household_id))


def recount(applying: Applying, household_id: str) -> None:
    """How many people the register has of the household."""
    count = applying.connection.execute(
        select(func.count()).select_from(MEMBER).where(MEMBER.c.household_id == household_id)
    ).scalar_one()
    where = HOUSEHOLD.c.household_id == household_id
    applying.connection.execute(update(HOUSEHOLD).where(where).values(member_count=count))
    people_counted(applying, household_id, count)
