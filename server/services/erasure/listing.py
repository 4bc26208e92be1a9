"""Which records a decision would take, one by one, and which it must leave."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import orjson
from sqlalchemy import ColumnElement, Connection, Select, and_, exists, func, select

from server.domain.erasing import FORM, FORMS, KINDS_OF, MEDIA, NUMBERS, ORIGIN, SOURCE, Item
from server.store.tables import Case, EntityVersion, FormVersion, Household, Round, Submission
from sync.log.tables import bare, payload, record, record_subject

from .redacting import is_running, list_notes, list_numbers

CASE, ROUND, SUBMISSION, ENTITY = Case.__table__, Round.__table__, Submission.__table__, EntityVersion.__table__
HOUSEHOLD, FORM_VERSION = Household.__table__, FormVersion.__table__
CHUNK = 500


@dataclass(frozen=True, slots=True)
class Target:
    """`scope`: photos | forms | numbers; of a closed round, or of one household in every closed round.

    `area_code` is one commune of the round's cases: a round is listed commune by commune, a case whole; empty is what
    belongs to no case.
    """

    scope: str
    round_id: str | None = None
    household_id: str | None = None
    area_code: str | None = None

    def here(self, column: Any) -> list[ColumnElement[bool]]:
        """The condition that a row is of the commune, if one is named."""
        if self.area_code is None:
            return []
        return [column == self.area_code if self.area_code else column.is_(None)]


def list_areas(connection: Connection, target: Target) -> list[str]:
    """The communes that the target's cases lie in; empty stands for forms that belong to no case."""
    query = select(CASE.c.area_code).where(CASE.c.round_id == target.round_id).distinct()
    loose = replace(target, area_code="")
    has_loose = connection.execute(_forms(loose, SUBMISSION.c.instance_id).limit(1)).first() is not None
    return [*sorted(connection.execute(query).scalars()), *([""] if has_loose else [])]


def count_round(connection: Connection, target: Target) -> tuple[int, int]:
    """(households, forms) of a round, before anything is listed."""
    households = select(func.count(CASE.c.household_id.distinct())).where(CASE.c.round_id == target.round_id)
    forms = _forms(target, func.count())
    return connection.execute(households).scalar_one(), connection.execute(forms).scalar_one()


def list_items(connection: Connection, target: Target) -> list[Item]:
    """What is there to take, in the order of areas; `held` says why one stays."""
    if target.scope == NUMBERS:
        return list_numbers(connection, find_households(connection, target))
    items = _of_cases(connection, target)
    forms, loose = _of_forms(connection, target)
    notes = list_notes(connection, find_households(connection, target)) if target.scope == FORMS else []
    found = {one.record_digest: one for one in [*items, *forms, *loose, *notes] if one.kind in KINDS_OF[target.scope]}
    ordered = sorted(found.values(), key=lambda one: (one.area_code, one.group_id, one.record_digest))
    return _hold_back(connection, ordered) if target.scope == FORMS else ordered


def _closed(target: Target) -> Any:
    """Cases that may be touched at all: a round that runs keeps everything."""
    query = select(CASE.c.case_id, CASE.c.household_id).join(ROUND, ROUND.c.round_id == CASE.c.round_id)
    query = query.where(ROUND.c.state == "closed", *target.here(CASE.c.area_code))
    if target.round_id is not None:
        query = query.where(CASE.c.round_id == target.round_id)
    return query if target.household_id is None else query.where(CASE.c.household_id == target.household_id)


def _of_cases(connection: Connection, target: Target) -> list[Item]:
    """Records told of a case: its files, corrections, comments, what was keyed from paper."""
    cases = _closed(target).subquery()
    query = (
        select(
            *(record.c.digest, record.c.kind, record.c.area, cases.c.case_id, cases.c.household_id, payload.c.body),
        )
        .join(record_subject, record_subject.c.subject == cases.c.case_id)
        .join(record, record.c.position == record_subject.c.position)
        .join(payload, payload.c.digest == body_of())
        .where(record.c.kind.in_(KINDS_OF[target.scope]))
    )
    return [
        Item(one.digest, one.kind, one.area, one.case_id, one.household_id, _size(one.kind, one.body))
        for one in connection.execute(query)
    ]


def _forms(target: Target, *columns: Any) -> Select[Any]:
    """Forms of closed rounds. Every year's form has the same id: its round is its case's, else that of its version."""
    same = [FORM_VERSION.c[name] == SUBMISSION.c[name] for name in ("form_id", "form_version")]
    query = (
        select(*columns)
        .select_from(SUBMISSION)
        .outerjoin(CASE, CASE.c.case_id == SUBMISSION.c.case_id)
        .outerjoin(FORM_VERSION, and_(*same))
        .join(ROUND, ROUND.c.round_id == func.coalesce(CASE.c.round_id, FORM_VERSION.c.round_id))
        .where(ROUND.c.state == "closed", SUBMISSION.c.state != "erased", *target.here(CASE.c.area_code))
    )
    if target.round_id is not None:
        query = query.where(ROUND.c.round_id == target.round_id)
    return query if target.household_id is None else query.where(SUBMISSION.c.household_id == target.household_id)


def _of_forms(connection: Connection, target: Target) -> tuple[list[Item], list[Item]]:
    """Forms of the rounds, and the files of those that belong to no case."""
    wanted = (SUBMISSION.c.instance_id, SUBMISSION.c.case_id, SUBMISSION.c.household_id)
    query = (
        _forms(target, *wanted, record.c.digest, record.c.area, func.length(payload.c.body).label("size"))
        .join(record, record.c.digest == SUBMISSION.c.record_digest)
        .join(payload, payload.c.digest == body_of())
    )
    rows = connection.execute(query).all()
    forms = [
        Item(one.digest, FORM, one.area, one.case_id or one.instance_id, one.household_id, one.size) for one in rows
    ]
    return forms, _loose_files(connection, {one.instance_id: one for one in rows if one.case_id is None})


def find_households(connection: Connection, target: Target) -> dict[str, bool]:
    """{household: whether a round of its is not closed}."""
    query = select(CASE.c.household_id).join(ROUND, ROUND.c.round_id == CASE.c.round_id).distinct()
    if target.household_id is not None:
        return {target.household_id: is_running(connection, target.household_id)}
    of_round = (CASE.c.round_id == target.round_id, ROUND.c.state == "closed", *target.here(CASE.c.area_code))
    closed = connection.execute(query.where(*of_round)).scalars().all()
    running = set(connection.execute(query.where(ROUND.c.state != "closed")).scalars())
    return {one: one in running for one in closed}


def body_of() -> Any:
    """The digest under which what a record says lies: its own, or of the record that stands in for it."""
    stand_in = select(bare.c.stand_in).where(bare.c.digest == record.c.digest).scalar_subquery()
    return func.coalesce(stand_in, record.c.digest)


def _loose_files(connection: Connection, forms: dict[str, Any]) -> list[Item]:
    """Files of forms without a case lie about no subject: only their payload names the form."""
    if not forms:
        return []
    about = exists().where(record_subject.c.position == record.c.position)
    query = (
        select(record.c.digest, record.c.area, payload.c.body)
        .join(payload, payload.c.digest == record.c.digest)
        .where(record.c.kind == MEDIA, ~about)
    )
    found = []
    for one in connection.execute(query):
        told = orjson.loads(one.body)
        form = forms.get(told["instance_id"])
        if form is not None:
            found.append(Item(one.digest, MEDIA, one.area, form.instance_id, form.household_id, told["size"]))
    return found


def _size(kind: str, body: bytes) -> int:
    return int(orjson.loads(body)["size"]) if kind == MEDIA else len(body)


def _hold_back(connection: Connection, items: Sequence[Item]) -> list[Item]:
    """A case stays whole where one of its forms is what the register rests on, or brought the household in."""
    digests = [one.record_digest for one in items if one.kind == FORM]
    held: dict[str, str] = {}
    of_group = {one.record_digest: one.group_id for one in items}
    for reason, found in ((SOURCE, _sources(connection, digests)), (ORIGIN, _origins(connection, digests))):
        held |= {of_group[digest]: reason for digest in found}
    return [replace(one, held=held.get(one.group_id, one.held)) for one in items]


def _sources(connection: Connection, digests: Sequence[str]) -> set[str]:
    query = (
        select(SUBMISSION.c.record_digest)
        .join(HOUSEHOLD, HOUSEHOLD.c.source_instance == SUBMISSION.c.instance_id)
        .where(HOUSEHOLD.c.state == "active")
    )
    return _among(connection, query, SUBMISSION.c.record_digest, digests)


def _origins(connection: Connection, digests: Sequence[str]) -> set[str]:
    query = select(ENTITY.c.record_digest).where(ENTITY.c.version == 1)
    return _among(connection, query, ENTITY.c.record_digest, digests)


def _among(connection: Connection, query: Any, column: Any, digests: Sequence[str]) -> set[str]:
    found: set[str] = set()
    for start in range(0, len(digests), CHUNK):
        found.update(connection.execute(query.where(column.in_(digests[start : start + CHUNK]))).scalars())
    return found


def count_by(items: Iterable[Item]) -> dict[tuple[str, str, str], tuple[int, int]]:
    """(area, kind, why it stays) -> (records, bytes)."""
    counts: dict[tuple[str, str, str], list[int]] = defaultdict(lambda: [0, 0])
    for one in items:
        found = counts[one.area_code, one.kind, one.held]
        found[0] += 1
        found[1] += one.size
    return {key: (count, size) for key, (count, size) in sorted(counts.items())}


__all__ = ["Target", "count_by", "count_round", "list_areas", "list_items"]
