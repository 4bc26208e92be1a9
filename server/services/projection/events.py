"""What happens to households between reviews: they leave, move, split, merge; two may prove to be one (R8, R11)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import delete, func, insert, select, update

from server.store.tables import Area, DuplicatePair, HouseholdLineage, HouseholdMove, PersonIdentifier

from .applying import HOUSEHOLD, MEMBER, Applying, split_member
from .figures import drop_figures, people_counted
from .registry import find_household, insert_household, touch_household
from .rounds import CASE, open_cases_of

LINEAGE, MOVE = HouseholdLineage.__table__, HouseholdMove.__table__
PAIR, IDENTIFIER = DuplicatePair.__table__, PersonIdentifier.__table__
# What a household that left the register is called from then on, by why it left.
STATES = {"all_died": "died", "merged": "merged", "import_undone": "removed", "duplicate": "removed"}


def household_withdrawn(applying: Applying) -> None:
    """A household leaves the register; cases nobody has worked on go with it."""
    payload = applying.payload
    row = find_household(applying, payload["household_id"])
    touch_household(applying, row, state=STATES.get(payload["reason"], "removed"))
    _close_cases(applying, payload["household_id"])


def household_departed(applying: Applying) -> None:
    """A household has left for another commune, which must accept it."""
    payload = applying.payload
    row = find_household(applying, payload["household_id"])
    if row is None:
        return
    touch_household(applying, row, state="moved")
    _close_cases(applying, row.household_id)
    values = {"household_id": row.household_id, "to_area": payload["to_area"], "from_area": row.area_code}
    digest = {"departed_digest": applying.record.digest, "departed_at": applying.now}
    applying.connection.execute(insert(MOVE), {**values, **digest})


def transferred(applying: Applying) -> None:
    """A commune has accepted a household: it lives there now, under a code of that commune, with what it brought.

    A status it held by decision goes with it and is changed by no move (R11).
    """
    payload = applying.payload
    if payload is None:
        return
    household_id, row = payload["household_id"], find_household(applying, payload["household_id"])
    if row is None:
        insert_household(applying, household_id, payload, payload["facts"])
        applying.add_version(household_id, 1)
    else:
        _move_in(applying, row, payload)
    statuses = {"recognised": "recognised", "assessed": "last_assessed"}
    brought = {column: payload[name] for name, column in statuses.items() if name in payload}
    if brought and row is None:
        applying.connection.execute(update(HOUSEHOLD).where(HOUSEHOLD.c.household_id == household_id).values(**brought))
    where = (MOVE.c.household_id == household_id, MOVE.c.arrived_digest.is_(None))
    arrived = {"arrived_digest": applying.record.digest, "arrived_at": applying.now}
    applying.connection.execute(update(MOVE).where(*where).values(**arrived))
    applying.bump_village(payload["village_code"])
    open_cases_of(applying, household_id)


def _move_in(applying: Applying, row: Any, payload: Mapping[str, Any]) -> None:
    connection = applying.connection
    area_code = applying.record.envelope.area
    kind = connection.execute(select(Area.area_kind).where(Area.code == area_code)).scalar()
    place = {"area_code": area_code, "village_code": payload["village_code"], "code": payload["code"]}
    touch_household(applying, row, state="active", area_kind=kind, head_name=payload["head_name"], **place)
    _close_cases(applying, row.household_id)
    connection.execute(update(PAIR).where(PAIR.c.first_id == row.household_id).values(first_area=area_code))
    connection.execute(update(PAIR).where(PAIR.c.second_id == row.household_id).values(second_area=area_code))


def household_split(applying: Applying) -> None:
    """Some people have left to be a household of their own, which a record of its own has registered."""
    payload = applying.payload
    if find_household(applying, payload["household_id"]) is None:
        return
    for person_id in payload["person_ids"]:
        _set_person(applying, payload["household_id"], person_id, "split", payload["happened_on"])
    touch_household(applying, find_household(applying, payload["household_id"]))
    _add_lineage(applying, payload["other_id"], payload["household_id"], "split_from")
    _recount(applying, payload["household_id"])


def household_merged(applying: Applying) -> None:
    """People of another household have joined this one, which keeps its code; the other is withdrawn by its record."""
    payload = applying.payload
    row = find_household(applying, applying.record.envelope.subjects[0])
    if payload is not None and row is not None:
        applying.insert_members(row.household_id, [split_member(one) for one in payload["members"]])
        _add_lineage(applying, payload["other_id"], row.household_id, "merged_into")
    touch_household(applying, row)
    if row is not None:
        _recount(applying, row.household_id)


def duplicate_decided(applying: Applying) -> None:
    """A person says whether two households are one; that the other leaves the register is a record of its own."""
    payload = applying.payload
    first, second = sorted((payload["household_id"], payload["other_id"]))
    decided = {
        "decision": payload["decision"],
        "decided_by": applying.record.envelope.actor,
        "decided_at": applying.now,
    }
    where = (PAIR.c.first_id == first, PAIR.c.second_id == second)
    if not applying.connection.execute(update(PAIR).where(*where).values(**decided)).rowcount:
        rows = {one: find_household(applying, one) for one in (first, second)}
        areas = {one: row.area_code if row is not None else "" for one, row in rows.items()}
        values = {"first_id": first, "second_id": second, "first_area": areas[first], "second_area": areas[second]}
        found = {"score": 0, "reasons": [], "found_at": applying.now}
        applying.connection.execute(insert(PAIR), {**values, **found, **decided})
    kept = payload.get("kept_id")
    if payload["decision"] == "same" and kept:
        gone = payload["other_id"] if kept == payload["household_id"] else payload["household_id"]
        _add_lineage(applying, gone, kept, "duplicate_of")
    touch_household(applying, find_household(applying, payload["household_id"]))


def person_identified(applying: Applying) -> None:
    """Numbers on a person's papers; the same number again brings its days up to date."""
    payload = applying.payload
    if payload is None:
        return
    for one in payload["identifiers"]:
        key = {"person_id": payload["person_id"], "kind": one["kind"], "number": one["number"]}
        where = [IDENTIFIER.c[name] == value for name, value in key.items()]
        days = {name: one.get(name) for name in ("from_on", "to_on")}
        values = {**days, "household_id": payload["household_id"], "record_digest": applying.record.digest}
        if not applying.connection.execute(update(IDENTIFIER).where(*where).values(**values)).rowcount:
            applying.connection.execute(insert(IDENTIFIER), {**key, **values})
    touch_household(applying, find_household(applying, payload["household_id"]))


def _set_person(applying: Applying, household_id: str, person_id: str, state: str, left_on: str) -> None:
    where = (MEMBER.c.household_id == household_id, MEMBER.c.person_id == person_id)
    for row in applying.connection.execute(select(MEMBER.c.no, MEMBER.c.facts).where(*where)).all():
        facts = {**row.facts, "state": state, "left_on": left_on}
        applying.connection.execute(
            update(MEMBER).where(*where, MEMBER.c.no == row.no).values(state=state, facts=facts)
        )


def _recount(applying: Applying, household_id: str) -> None:
    count = applying.connection.execute(
        select(func.count()).select_from(MEMBER).where(MEMBER.c.household_id == household_id)
    ).scalar_one()
    where = HOUSEHOLD.c.household_id == household_id
    applying.connection.execute(update(HOUSEHOLD).where(where).values(member_count=count))
    people_counted(applying, household_id, count)


def _close_cases(applying: Applying, household_id: str) -> None:
    """What nobody has sent a form for is no work any more; what was sent stays."""
    drop_figures(applying, household_id, only_unsent=True)
    where = (CASE.c.household_id == household_id, CASE.c.instance_id.is_(None))
    applying.connection.execute(delete(CASE).where(*where))


def _add_lineage(applying: Applying, household_id: str, other_id: str, how: str) -> None:
    payload = applying.payload
    decision = payload.get("decision") if isinstance(payload.get("decision"), Mapping) else None
    said = f"{decision['decision_no']}|{decision['decision_on']}" if decision else ""
    day = payload.get("happened_on") or applying.now.date().isoformat()
    values = {"household_id": household_id, "other_id": other_id, "how": how, "happened_on": day, "decision": said}
    more = {"record_digest": applying.record.digest, "recorded_at": applying.now}
    same = [LINEAGE.c[name] == values[name] for name in ("household_id", "other_id", "how")]
    # A household folded anew after an erasure tells it again.
    applying.connection.execute(delete(LINEAGE).where(*same))
    applying.connection.execute(insert(LINEAGE), {**values, **more})
