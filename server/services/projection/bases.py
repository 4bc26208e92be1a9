"""What the author of a submission had seen of a household: the record its base came from."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, bindparam, select

from server.forms.read import Answers, EntityBlock
from server.store.tables import Submission
from sync.log import read_subject
from sync.log.prepared import Prepared

from .applying import ENTITY

LONGEST_BRANCH = 80
SUBMISSION = Submission.__table__
_by_branch = Prepared(
    select(ENTITY.c.record_digest)
    .where(
        ENTITY.c.household_id == bindparam("id"),
        ENTITY.c.branch_id == bindparam("branch"),
        ENTITY.c.branch_base == bindparam("base"),
    )
    .order_by(ENTITY.c.version.desc())
    .limit(1)
)
_by_version = Prepared(
    select(ENTITY.c.record_digest).where(
        ENTITY.c.household_id == bindparam("id"), ENTITY.c.version == bindparam("version")
    )
)
_versions = Prepared(
    select(ENTITY.c.version, ENTITY.c.branch_id, ENTITY.c.branch_base, ENTITY.c.record_digest)
    .where(ENTITY.c.household_id == bindparam("id"))
    .order_by(ENTITY.c.version)
)
_instances = Prepared(
    select(SUBMISSION.c.instance_id, SUBMISSION.c.deprecated_id, SUBMISSION.c.record_digest).where(
        SUBMISSION.c.household_id == bindparam("id")
    )
)


def find_base(
    connection: Connection, household_id: str, heads: Sequence[str], version: int, answers: Answers
) -> tuple[str, ...]:
    """The update of the same branch that made the base, else the trunk: `rev`, or without it the version held."""
    block = household_block(answers)
    if block is not None and is_chained(block):
        keys = {"id": household_id, "branch": branch_of(block), "base": (parse_int(block.base_version) or 1) - 1}
        digest = _by_branch.scalar(connection, keys)
        if digest:
            return (digest,)
    wanted = [one for one in answers.hidden.get("rev", "").split("-") if one]
    if wanted:
        return _by_rev(connection, household_id, heads, wanted)
    base = parse_int(block.base_version) if block is not None else None
    if base is None or base == version:
        return tuple(heads)
    digest = _by_version.scalar(connection, {"id": household_id, "version": base})
    return (digest,) if digest else ()


def implied_links(connection: Connection, household_id: str) -> dict[str, set[str]]:
    """What records that were held could not name when they were signed: an edit's original, a branch's own base."""
    links: dict[str, set[str]] = {}
    instances = _instances.all(connection, {"id": household_id})
    digests = {one.instance_id: one.record_digest for one in instances}
    for one in instances:
        if one.deprecated_id in digests:
            links.setdefault(one.record_digest, set()).add(digests[one.deprecated_id])
    versions = _versions.all(connection, {"id": household_id})
    by_branch = {(one.branch_id, one.branch_base): one.record_digest for one in versions if one.branch_id}
    by_version = {one.version: one.record_digest for one in versions}
    for one in versions:
        if one.branch_id and one.branch_base:
            base = by_branch.get((one.branch_id, one.branch_base - 1)) or by_version.get(one.branch_base)
            if base and base != one.record_digest:
                links.setdefault(one.record_digest, set()).add(base)
    return links


def household_block(answers: Answers) -> EntityBlock | None:
    """The top-level entity block of the list `households`."""
    for one in answers.entities:
        if one.is_top_level and one.dataset == "households":
            return one
    return None


def branch_of(block: EntityBlock) -> str:
    """The tablet's branch, as long as the table keeps it."""
    return block.branch_id[:LONGEST_BRANCH]


def is_chained(block: EntityBlock | None) -> bool:
    """Whether an update builds on another one that the same tablet made without a network."""
    return block is not None and bool(block.branch_id) and block.base_version not in (block.trunk_version, "1")


def parse_int(text: str) -> int | None:
    """A version number; None where there is none."""
    return int(text) if text.isdecimal() and len(text) < 10 else None


def _by_rev(connection: Connection, household_id: str, heads: Sequence[str], wanted: list[str]) -> tuple[str, ...]:
    found = {head[:16]: head for head in heads if head[:16] in wanted}
    if len(found) < len(wanted):
        older = (one.record.digest for one in read_subject(connection, household_id))
        found |= {digest[:16]: digest for digest in older if digest[:16] in wanted}
    return tuple(sorted(found.values()))
