"""Moves between communes, which have two sides: one lets go, the other takes in or declines (R11)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import bindparam, delete, insert, or_, select, update

from server.store.tables import Area, CaseApproval, HouseholdMove, Round, Submission
from sync.log.prepared import Prepared

from .applying import HOUSEHOLD, Applying
from .doubles import move_pairs
from .figures import drop_figures
from .registry import find_household, insert_household, touch_household
from .rounds import CASE, open_cases_of

MOVE = HouseholdMove.__table__
APPROVAL, ROUND, SUBMISSION = CaseApproval.__table__, Round.__table__, Submission.__table__
_delete_unsent = Prepared(delete(CASE).where(CASE.c.household_id == bindparam("id"), CASE.c.instance_id.is_(None)))


def household_departed(applying: Applying) -> None:
    """A household has left for another commune, which must accept it."""
    payload = applying.payload
    row = find_household(applying, payload["household_id"])
    if row is None:
        return
    touch_household(applying, row, state="moved")
    close_unsent(applying, row.household_id)
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
    end_move(applying, household_id, "accepted", arrived_digest=applying.record.digest, arrived_at=applying.now)
    applying.bump_village(payload["village_code"])
    open_cases_of(applying, household_id)


def move_declined(applying: Applying) -> None:
    """The receiving commune does not take the household in: it is where it was, with its cases still to be done."""
    household_id = applying.record.envelope.subjects[0]
    reason = (applying.payload or {}).get("reason", "")
    row = find_household(applying, household_id)
    if not end_move(applying, household_id, "declined", reason=reason) or row is None:
        return
    touch_household(applying, row, state="active")
    open_cases_of(applying, household_id)


def end_move(applying: Applying, household_id: str, state: str, **values: Any) -> bool:
    """The household's open move, if there is one, is over."""
    where = (MOVE.c.household_id == household_id, MOVE.c.state == "open")
    ended = update(MOVE).where(*where).values(state=state, ended_at=applying.now, **values)
    return applying.connection.execute(ended).rowcount > 0


def close_unsent(applying: Applying, household_id: str) -> None:
    """What nobody has sent a form for is no work any more; what was sent stays."""
    drop_figures(applying, household_id, only_unsent=True)
    _delete_unsent.run(applying.connection, {"id": household_id})


def _move_in(applying: Applying, row: Any, payload: Mapping[str, Any]) -> None:
    connection, household_id = applying.connection, row.household_id
    area_code = applying.record.envelope.area
    kind = connection.execute(select(Area.area_kind).where(Area.code == area_code)).scalar()
    place = {"area_code": area_code, "village_code": payload["village_code"], "code": payload["code"]}
    touch_household(applying, row, state="active", area_kind=kind, head_name=payload["head_name"], **place)
    # The new area follows nothing of the old (`sync/PROTOCOL.md`, a move): what a tablet is given names this record.
    heads = update(HOUSEHOLD).where(HOUSEHOLD.c.household_id == household_id)
    connection.execute(heads.values(heads=[applying.record.digest]))
    close_unsent(applying, household_id)
    _leave_unreviewed(applying, household_id, area_code)
    move_pairs(connection, household_id, area_code)


def _leave_unreviewed(applying: Applying, household_id: str, area_code: str) -> None:
    """A form that says only that nobody was met ends nothing: the new commune reviews the household in this round.

    A completed form stays with the commune where it was filled in, and so does its result.
    """
    connection = applying.connection
    is_unreviewed = or_(CASE.c.outcome.is_(None), CASE.c.outcome != "completed")
    query = select(CASE.c.case_id, CASE.c.instance_id).join(ROUND, ROUND.c.round_id == CASE.c.round_id)
    where = (CASE.c.household_id == household_id, CASE.c.area_code != area_code, ROUND.c.state != "closed")
    for one in connection.execute(query.where(*where, is_unreviewed)).all():
        drop_figures(applying, household_id, of_case=one.case_id)
        connection.execute(delete(CASE).where(CASE.c.case_id == one.case_id))
        connection.execute(delete(APPROVAL).where(APPROVAL.c.case_id == one.case_id))
        sent = update(SUBMISSION).where(SUBMISSION.c.case_id == one.case_id, SUBMISSION.c.state == "current")
        connection.execute(sent.values(state="superseded"))


__all__ = ["MOVE", "close_unsent", "end_move", "household_departed", "move_declined", "transferred"]
