"""Which cases an assignment stands for: those of its village that no other assignment took out of it."""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_

from server.store.tables import Assignment, Case


def is_given_by(assignment: type[Assignment]) -> ColumnElement[bool]:
    """A case and the assignment that counts for it; by round and village, as the index of cases is."""
    return and_(
        Case.round_id == assignment.round_id,
        Case.village_code == assignment.village_code,
        Case.assignment_id == assignment.assignment_id,
    )
