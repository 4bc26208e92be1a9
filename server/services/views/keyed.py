"""What was filled in at a computer, as pages say it: who corrected a submission and why."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, select

from server.store.tables import Account, FormCorrection


def find_correction(connection: Connection, instance_id: str) -> Any:
    """(reason, name, corrected_at) of a version made in the browser; None for any other."""
    query = (
        select(FormCorrection.reason, Account.name, FormCorrection.corrected_at)
        .outerjoin(Account, Account.actor_id == FormCorrection.actor_id)
        .where(FormCorrection.instance_id == instance_id)
    )
    return connection.execute(query).first()
