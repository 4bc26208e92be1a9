"""Where a submission belongs, by the register, and what its author had seen, by `rev` or the tablet's branch."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, select

from server.services.projection.applying import Forms
from server.services.projection.bases import find_base
from server.services.projection.scene import find_household, find_round, name_household
from server.store.tables import Submission, Village
from sync.log.prepared import Prepared

from .work import Worked

UNPLACED = "unplaced"
_village = Prepared(select(Village.area_code).where(Village.code == bindparam("code")))
_original = Prepared(
    select(Submission.household_id, Submission.record_digest).where(Submission.instance_id == bindparam("id"))
)


@dataclass(frozen=True, slots=True)
class Placement:
    """Stream area, subjects and links of a submission's record."""

    area: str
    household_id: str | None
    follows: tuple[str, ...]

    def apart(self) -> Placement:
        """The same area, of no subject: what never counts is no part of a household's history."""
        return Placement(self.area, None, ())

    @property
    def subjects(self) -> tuple[str, ...]:
        """The household, where one is named."""
        return (self.household_id,) if self.household_id else ()

    @property
    def links(self) -> dict[str, tuple[str, ...]]:
        """`follows` of the envelope."""
        return {self.household_id: self.follows} if self.household_id and self.follows else {}


def place_submission(
    node: Forms, connection: Connection, worked: Worked | None, *, is_correction: bool = False
) -> Placement:
    """Place by the original of an edit, else by the household named, else by the village of a new one.

    Who corrects in the browser looks at all that is known of the household; a tablet's edit knows its original alone.
    The household's row is kept with what was made of the submission: projecting it needs the same one.
    """
    if worked is None:
        return Placement(UNPLACED, None, ())
    answers = worked.answers
    original = _original.first(connection, {"id": answers.deprecated_id}) if answers.deprecated_id else None
    household_id = name_household(answers, original)
    round_row = find_round(node, connection, answers.form_id, answers.form_version)
    row = worked.household = find_household(connection, household_id, round_row)
    if row is None:
        village = answers.hidden.get("village", "")
        area = _village.scalar(connection, {"code": village}) if village else None
        return Placement(area or UNPLACED, household_id, ())
    if is_correction:
        return Placement(row.area_code, household_id, tuple(row.heads))
    if answers.deprecated_id:
        # An edit follows its original and nothing else; one that came first is linked when it is released.
        return Placement(row.area_code, household_id, (original.record_digest,) if original is not None else ())
    base = find_base(connection, str(household_id), row.heads, row.entity_version, answers)
    return Placement(row.area_code, household_id, base)
