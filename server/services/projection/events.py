"""What happens to households between reviews: they leave, split, merge (R8, R11).

Moves lie in `moves`, people who come and go in `people_events`.
"""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import delete, insert, select

from server.store.tables import HouseholdLineage

from .applying import Applying, split_member
from .moves import MOVE, close_unsent, end_move
from .people_events import IDENTIFIER, bring_in, move_papers, recount, set_people
from .registry import find_household, touch_household
from .rounds import open_cases_of

LINEAGE = HouseholdLineage.__table__
# What a household that left the register is called from then on, by why it left.
STATES = {"all_died": "died", "merged": "merged", "moved_out": "moved"}


def household_withdrawn(applying: Applying) -> None:
    """A household leaves the register; cases nobody has worked on go with it."""
    payload = applying.payload
    row = find_household(applying, payload["household_id"])
    touch_household(applying, row, state=STATES.get(payload["reason"], "removed"))
    close_unsent(applying, payload["household_id"])


def household_restored(applying: Applying) -> None:
    """An event on which nothing stood is taken back: the household, or its people, are what they were.

    The other household of a split or a merge is put right by a record of its own.
    """
    payload = applying.payload
    household_id, what = payload["household_id"], payload["what"]
    row = find_household(applying, household_id)
    if row is None:
        return
    people = {one["person_id"]: one["state"] for one in payload.get("people", ())}
    set_people(applying, household_id, people, left_on=None)
    if what in ("household.withdrawn", "household.departed"):
        touch_household(applying, row, state="active")
        end_move(applying, household_id, "cancelled")
        open_cases_of(applying, household_id)
        return
    if what in ("household.split", "household.merged"):
        where = LINEAGE.c.record_digest == payload["withdraws"]
        others = applying.connection.execute(select(LINEAGE.c.household_id).where(where)).scalars().all()
        applying.connection.execute(delete(LINEAGE).where(where))
        came_back = what == "household.split"
        for other_id in others:
            move_papers(applying, people, household_id if came_back else other_id)
    touch_household(applying, row)
    recount(applying, household_id)


def household_split(applying: Applying) -> None:
    """Some people have left to be a household of their own, which a record of its own has registered."""
    payload = applying.payload
    household_id, other_id = payload["household_id"], payload["other_id"]
    if find_household(applying, household_id) is None:
        return
    set_people(applying, household_id, dict.fromkeys(payload["person_ids"], "split"), payload["happened_on"])
    move_papers(applying, payload["person_ids"], other_id)
    touch_household(applying, find_household(applying, household_id))
    _add_lineage(applying, other_id, household_id, "split_from")
    recount(applying, household_id)


def household_merged(applying: Applying) -> None:
    """People of another household have joined this one, which keeps its code; the other is withdrawn by its record."""
    payload = applying.payload
    row = find_household(applying, applying.record.envelope.subjects[0])
    if payload is not None and row is not None:
        members = [split_member(one) for one in payload["members"]]
        bring_in(applying, row.household_id, members)
        move_papers(applying, [one["person_id"] for one in members], row.household_id)
        _add_lineage(applying, payload["other_id"], row.household_id, "merged_into")
    touch_household(applying, row)
    if row is not None:
        recount(applying, row.household_id)


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


__all__ = ["IDENTIFIER", "LINEAGE", "MOVE", "household_merged", "household_restored",
    "household_split", "household_withdrawn"]  # fmt: skip
