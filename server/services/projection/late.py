"""Changes that no record tells of, noted for programs that read what has changed (`views.changes`)."""

from __future__ import annotations

from sqlalchemy import Connection, insert, select

from server.store.program_tables import LateChange
from server.store.tables import Submission

from .applying import HOUSEHOLD

LATE, SUBMISSION = LateChange.__table__, Submission.__table__


def note_household(connection: Connection, household_id: str) -> None:
    """The household's cases are other ones than its newest record says."""
    row = select(HOUSEHOLD.c.household_id, HOUSEHOLD.c.area_code).where(HOUSEHOLD.c.household_id == household_id)
    connection.execute(insert(LATE).from_select(["household_id", "area_code"], row))


def note_form(connection: Connection, instance_id: str) -> None:
    """A form counts now that came some time ago."""
    query = select(SUBMISSION.c.household_id).where(SUBMISSION.c.instance_id == instance_id)
    household_id = connection.execute(query).scalar()
    if household_id is not None:
        note_household(connection, household_id)


__all__ = ["note_form", "note_household"]
