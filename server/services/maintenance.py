"""`rasoat rebuild` and `rasoat reprocess`: the tables again from the log, in one transaction, nothing in between.

What no record says is carried over: sign-in counters of accounts, tokens, arrivals, jobs, and edge state that may
only grow (entity versions, change counters of villages), because tablets hold the old values.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Table, bindparam, delete, func, insert, select, update

from server.services.node import Node
from server.services.projection import replay, retry_stuck
from server.services.views.changes import MADE_ANEW
from server.store.notice_tables import NoticeMark, NoticeRead, Webhook
from server.store.program_tables import LateChange
from server.store.tables import (
    Account,
    Area,
    Arrival,
    Aside,
    AssessmentRow,
    Base,
    Blob,
    DataAccess,
    DeviceToken,
    DuplicateCandidate,
    DuplicateCrowd,
    DuplicateKey,
    DuplicateSeen,
    ErasureItem,
    ErasurePlan,
    Finding,
    Household,
    ImportColumn,
    ImportFault,
    ImportRun,
    Job,
    NodeSetting,
    PhotoExif,
    ProgramToken,
    SavedQueue,
    SecondFactor,
    SignIn,
    Submission,
    TabletChange,
    TabletHolding,
    Village,
)
from server.store.writer import Unit
from sync.log import Found
from sync.log.read import read_all
from sync.log.tables import record

Progress = Callable[[int, int], None]
# Not in the log: reference data of the release, edge state of this node, and what people left at the door.
KEPT: frozenset[Table] = frozenset(
    model.__table__
    for model in (
        Area,
        DeviceToken,
        TabletHolding,
        TabletChange,
        NoticeMark,
        NoticeRead,
        Webhook,
        SecondFactor,
        SignIn,
        DataAccess,
        SavedQueue,
        ProgramToken,
        LateChange,
        ImportRun,
        ImportFault,
        ImportColumn,
        ErasurePlan,
        ErasureItem,
        Arrival,
        Aside,
        Blob,
        PhotoExif,
        DuplicateCandidate,
        DuplicateKey,
        DuplicateSeen,
        DuplicateCrowd,
        Job,
        NodeSetting,
    )
)
ACCOUNT_STATE = ("last_sign_in_at", "failed_count", "lock_count", "locked_until_at")


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """How many records were replayed, how many submissions our code could not project (`pending`), how many others."""

    record_count: int
    pending_count: int
    stuck_count: int = 0


@dataclass(frozen=True, slots=True)
class Reprocessed:
    """Instances whose derived rows came out differently than they were, by what differs."""

    rebuilt: Rebuilt
    changed_assessments: tuple[str, ...]
    changed_findings: tuple[str, ...]
    changed_states: tuple[str, ...]


def projection_tables() -> list[Table]:
    """Tables that the log alone makes, in an order that never trips over a reference."""
    return [table for table in reversed(Base.metadata.sorted_tables) if table not in KEPT]


def rebuild_node(node: Node, progress: Progress) -> Rebuilt:
    """Drop every projection and replay the log; either all of it is on disk afterwards or nothing has changed."""
    return node.writer.write(lambda unit: _rebuild(node, unit, progress))


def reprocess_node(node: Node, progress: Progress, *, is_trial: bool = False) -> Reprocessed:
    """Derive everything again with this release and say what came out differently; a trial keeps the old rows."""

    def operation(unit: Unit) -> Reprocessed:
        before = _derived(unit.connection)
        trial = unit.connection.begin_nested()
        rebuilt = _rebuild(node, unit, progress)
        after = _derived(unit.connection)
        if is_trial:
            trial.rollback()
        else:
            trial.commit()
        changed = [_differing(old, new) for old, new in zip(before, after, strict=True)]
        return Reprocessed(rebuilt, *changed)

    return node.writer.write(operation)


def _rebuild(node: Node, unit: Unit, progress: Progress) -> Rebuilt:
    connection = unit.connection
    kept = _read_kept(connection)
    for table in projection_tables():
        connection.execute(delete(table))
    total = connection.execute(select(func.count()).select_from(record)).scalar_one()
    number = 0
    for batch in _batches(connection):
        replay(connection, node, batch)
        number += len(batch)
        progress(number, total)
    stuck = retry_stuck(connection, node)
    _write_kept(connection, kept)
    _count_anew(connection)
    pending = select(func.count()).select_from(Submission).where(Submission.state == "pending")
    return Rebuilt(number, connection.execute(pending).scalar_one(), stuck)


def _count_anew(connection: Connection) -> None:
    """Programs that read what changes begin again (`views.changes`): anything may be another than it was."""
    setting = NodeSetting.__table__
    before = connection.execute(select(setting.c.value).where(setting.c.name == MADE_ANEW)).scalar()
    connection.execute(delete(setting).where(setting.c.name == MADE_ANEW))
    value = {"value": (before or {}).get("value", 0) + 1}
    connection.execute(insert(setting), {"name": MADE_ANEW, "value": value})


def _batches(connection: Connection) -> Iterator[list[Found]]:
    """The log in arrival order, a hundred at a time: a cursor must not stay open over what replay writes."""
    after = 0
    while found := list(read_all(connection, after, 100)):
        yield found
        after = found[-1].position


@dataclass(frozen=True, slots=True)
class _Kept:
    accounts: list[dict[str, Any]]
    versions: dict[str, int]
    counters: dict[str, int]


def _read_kept(connection: Connection) -> _Kept:
    columns = (Account.actor_id, *(getattr(Account, name) for name in ACCOUNT_STATE))
    accounts = [dict(row._mapping) for row in connection.execute(select(*columns))]
    versions = connection.execute(select(Household.household_id, Household.entity_version))
    counters = connection.execute(select(Village.code, Village.change_count))
    return _Kept(accounts, {one: number for one, number in versions}, {code: number for code, number in counters})


def _write_kept(connection: Connection, kept: _Kept) -> None:
    accounts, households, villages = Account.__table__, Household.__table__, Village.__table__
    if kept.accounts:
        rows = [{f"b_{name}": value for name, value in row.items()} for row in kept.accounts]
        values: dict[str, Any] = {name: bindparam(f"b_{name}") for name in ACCOUNT_STATE}
        connection.execute(
            update(accounts).where(accounts.c.actor_id == bindparam("b_actor_id")).values(**values), rows
        )
    _raise_to(connection, households.c.household_id, households.c.entity_version, kept.versions)
    # One more than ever served, so that every tablet fetches the lists that were made anew.
    served = {code: count + 1 for code, count in kept.counters.items()}
    _raise_to(connection, villages.c.code, villages.c.change_count, served)


def _raise_to(connection: Connection, key: Any, counter: Any, least: Mapping[str, int]) -> None:
    """A counter that tablets have seen never runs backwards (`records.md`, entity versions)."""
    if least:
        rows = [{"b_key": one, "b_least": count} for one, count in least.items()]
        raised = update(key.table).where(key == bindparam("b_key"), counter < bindparam("b_least"))
        connection.execute(raised.values({counter.name: bindparam("b_least")}), rows)


def _derived(connection: Connection) -> tuple[dict[str, Any], dict[str, Any], dict[str, Any]]:
    """(assessments, findings, states) by instance: outcomes, not stamps, which differ between releases by design."""
    assessments: dict[str, list[Any]] = {}
    columns = (AssessmentRow.standard, AssessmentRow.outcome, AssessmentRow.reason, AssessmentRow.b1, AssessmentRow.b2)
    query = select(AssessmentRow.instance_id, *columns)
    for row in connection.execute(query.order_by(AssessmentRow.instance_id, AssessmentRow.standard)):
        assessments.setdefault(row[0], []).append(tuple(row[1:]))
    findings: dict[str, list[Any]] = {}
    found = select(Finding.instance_id, Finding.code, Finding.severity, Finding.fact, Finding.member_no)
    for one in connection.execute(found.order_by(Finding.instance_id, Finding.position)):
        findings.setdefault(one[0], []).append(tuple(one[1:]))
    states = {one: state for one, state in connection.execute(select(Submission.instance_id, Submission.state))}
    return assessments, findings, states


def _differing(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(sorted(one for one in before.keys() | after.keys() if before.get(one) != after.get(one)))
