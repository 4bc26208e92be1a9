"""What is told about a submission filled in at a computer: who corrected it and why."""

from __future__ import annotations

from sqlalchemy import delete, insert

from server.store.keyed_tables import FormCorrection

from .applying import Applying

FORM_CORRECTION = FormCorrection.__table__
KEYED = (FORM_CORRECTION,)


def correction_explained(applying: Applying) -> None:
    """The reason of a correction; an erased one leaves none."""
    payload = applying.payload
    if payload is None:
        return
    same = FORM_CORRECTION.c.instance_id == payload["instance_id"]
    applying.connection.execute(delete(FORM_CORRECTION).where(same))
    applying.connection.execute(
        insert(FORM_CORRECTION),
        {
            "instance_id": payload["instance_id"],
            "reason": payload["reason"],
            "actor_id": applying.record.envelope.actor,
            "record_digest": applying.record.digest,
            "corrected_at": applying.received_at,
        },
    )
