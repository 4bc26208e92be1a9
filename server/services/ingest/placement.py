"""Where a submission belongs, by the register, and what its author had seen, by `rev` or the tablet's branch."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, bindparam, select

from server.forms.read import Answers, EntityBlock
from server.services.projection.scene import household_block, name_household, parse_int
from server.store.tables import EntityVersion, Household, Submission, Village
from sync.log import read_subject
from sync.log.prepared import Prepared

UNPLACED = "unplaced"
_household = Prepared(
    select(Household.area_code, Household.heads, Household.entity_version).where(
        Household.household_id == bindparam("id")
    )
)
_village = Prepared(select(Village.area_code).where(Village.code == bindparam("code")))
_original = Prepared(
    select(Submission.household_id, Submission.record_digest).where(Submission.instance_id == bindparam("id"))
)
_by_branch = Prepared(
    select(EntityVersion.record_digest)
    .where(
        EntityVersion.household_id == bindparam("id"),
        EntityVersion.branch_id == bindparam("branch"),
        EntityVersion.branch_base == bindparam("base"),
    )
    .order_by(EntityVersion.version.desc())
    .limit(1)
)
_by_version = Prepared(
    select(EntityVersion.record_digest).where(
        EntityVersion.household_id == bindparam("id"), EntityVersion.version == bindparam("version")
    )
)


@dataclass(frozen=True, slots=True)
class Placement:
    """Stream area, subjects and links of a submission's record."""

    area: str
    household_id: str | None
    follows: tuple[str, ...]

    @property
    def subjects(self) -> tuple[str, ...]:
        """The household, where one is named."""
        return (self.household_id,) if self.household_id else ()

    @property
    def links(self) -> dict[str, tuple[str, ...]]:
        """`follows` of the envelope."""
        return {self.household_id: self.follows} if self.household_id and self.follows else {}


def place_submission(connection: Connection, answers: Answers | None) -> Placement:
    """Place by the original of an edit, else by the household named, else by the village of a new one."""
    if answers is None:
        return Placement(UNPLACED, None, ())
    original = _original.first(connection, {"id": answers.deprecated_id}) if answers.deprecated_id else None
    household_id = name_household(answers, original)
    row = _household.first(connection, {"id": household_id}) if household_id else None
    if row is None:
        village = answers.hidden.get("village", "")
        area = _village.scalar(connection, {"code": village}) if village else None
        return Placement(area or UNPLACED, household_id, ())
    if original is not None:
        return Placement(row.area_code, household_id, (original.record_digest,))
    return Placement(row.area_code, household_id, _find_base(connection, str(household_id), row, answers))


def _find_base(connection: Connection, household_id: str, row: Any, answers: Answers) -> tuple[str, ...]:
    """The update of the same branch that made the base, else the trunk: `rev`, or without it the version held."""
    block = household_block(answers)
    if block is not None and _is_chained(block):
        base = (parse_int(block.base_version) or 1) - 1
        digest = _by_branch.scalar(connection, {"id": household_id, "branch": block.branch_id[:80], "base": base})
        if digest:
            return (digest,)
    wanted = [one for one in answers.hidden.get("rev", "").split("-") if one]
    if wanted:
        return _by_rev(connection, household_id, row.heads, wanted)
    version = parse_int(block.base_version) if block is not None else None
    if version is None or version == row.entity_version:
        return tuple(row.heads)
    digest = _by_version.scalar(connection, {"id": household_id, "version": version})
    return (digest,) if digest else ()


def _by_rev(connection: Connection, household_id: str, heads: list[str], wanted: list[str]) -> tuple[str, ...]:
    found = {head[:16]: head for head in heads if head[:16] in wanted}
    if len(found) < len(wanted):
        older = (one.record.digest for one in read_subject(connection, household_id))
        found |= {digest[:16]: digest for digest in older if digest[:16] in wanted}
    return tuple(sorted(found.values()))


def _is_chained(block: EntityBlock) -> bool:
    return bool(block.branch_id) and block.base_version not in (block.trunk_version, "1")
