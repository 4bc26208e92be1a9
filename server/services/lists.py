"""What a tablet downloads: forms, and per enumerator the entity list and its CSVs, cached as one gzip member each.

A list's hash is counters of the villages assigned, the assignment itself and the form version: never a scan. The
CSV, the hash and the integrity answer see the same households: those of the villages assigned (least access).
"""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from server.domain.facts import Fact, facts_from_json, load_facts
from server.domain.uploads import TokenAnswer
from server.errors import Problem
from server.forms.read import prefill_text
from server.services.ingest.types import Device
from server.services.node import Node
from server.store.tables import Area, Case, EntityTombstone, FormVersion, Household, Member, Round, Village

OUTCOME_WORDS = {"poor": "Nghèo", "near_poor": "Cận nghèo", "not_poor": "Không nghèo", "undetermined": "Chưa xác định"}
LISTS = ("households", "villages", "members", "returns", "return_members", "return_comments")
HOUSEHOLD_COLUMNS = (
    "village", "area_kind", "size", "head", "recognised", "assessed", "case_id", "assignment_id", "review_state", "rev",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ListedForm:
    """A form on an enumerator's list."""

    form_id: str
    form_version: str
    title: str
    xml_md5: str
    media: tuple[dict[str, str], ...]


@dataclass(frozen=True, slots=True)
class ListFile:
    """A CSV as one gzip member; `etag` changes whenever what this enumerator sees changes."""

    etag: str
    md5: str
    compressed: bytes
    row_count: int


_cache: dict[tuple[int, str, str, str], tuple[str, ListFile]] = {}


def list_forms(node: Node, device: Device, form_id: str | None = None) -> list[ListedForm]:
    """The current forms of the rounds this enumerator works in (and of open rounds, when nothing is assigned)."""

    def read(connection: Connection) -> list[ListedForm]:
        rounds = {one[0] for one in device.assignments}
        query = (
            select(
                FormVersion.form_id, FormVersion.form_version, FormVersion.title, FormVersion.xml_md5, FormVersion.media
            )
            .join(Round, Round.round_id == FormVersion.round_id)
            .where(FormVersion.is_current, Round.state == "open", FormVersion.round_id.in_(rounds))
            .order_by(FormVersion.form_id)
        )
        if form_id is not None:
            query = query.where(FormVersion.form_id == form_id)
        newest: dict[str, ListedForm] = {}
        for row in connection.execute(query):
            newest[row.form_id] = ListedForm(row.form_id, row.form_version, row.title, row.xml_md5, tuple(row.media))
        return list(newest.values())

    if device.allows == TokenAnswer.SUBMIT_ONLY:
        raise Problem("LIST-001", 403, "Mã này chỉ còn dùng để gửi phiếu cũ.", "Quét mã QR mới cho công việc mới.")
    return node.read(read)


def read_form(node: Node, device: Device, form_id: str) -> tuple[bytes, str]:
    """(exact bytes, md5) of the listed version of a form."""
    listed = list_forms(node, device, form_id)
    if not listed:
        raise Problem("LIST-002", 404, f"Không có biểu mẫu “{form_id}” cho máy này.", "Đồng bộ lại danh sách biểu mẫu.")
    version = listed[0].form_version
    query = select(FormVersion.xml).where(FormVersion.form_id == form_id, FormVersion.form_version == version)
    return node.read(lambda c: c.execute(query).scalar_one()), listed[0].xml_md5


def read_hash(node: Node, device: Device, name: str) -> str:
    """The change token of a list for this enumerator."""
    return node.read(lambda connection: _hash(connection, device, name))


def read_list(node: Node, device: Device, name: str) -> ListFile:
    """The list's bytes, built only when its hash has moved."""
    if name not in LISTS:
        raise Problem("LIST-003", 404, f"Không có tệp “{name}.csv” cho biểu mẫu này.", "Đồng bộ lại biểu mẫu.")

    def read(connection: Connection) -> ListFile:
        etag = _hash(connection, device, name)
        key = (id(node), device.actor_id, device.allows, name)
        cached = _cache.get(key)
        if cached is not None and cached[0] == etag:
            return cached[1]
        rows = list(_build(connection, device, name))
        text = _to_csv(rows)
        built = ListFile(
            etag, hashlib.md5(text, usedforsecurity=False).hexdigest(), gzip.compress(text, 6, mtime=0), len(rows) - 1
        )
        _cache[key] = (etag, built)
        return built

    return node.read(read)


def read_integrity(node: Node, device: Device, ids: Sequence[str]) -> list[tuple[str, bool]]:
    """(id, deleted) for every id known here; gone or not visible to this enumerator is deleted, unknown left out."""

    def read(connection: Connection) -> list[tuple[str, bool]]:
        visible = set(_villages(device))
        query = select(Household.household_id, Household.village_code, Household.state).where(
            Household.household_id.in_(ids)
        )
        known = {
            row.household_id: row.village_code not in visible or row.state != "active"
            for row in connection.execute(query)
        }
        gone = select(EntityTombstone.household_id).where(EntityTombstone.household_id.in_(ids))
        known |= dict.fromkeys(connection.execute(gone).scalars(), True)
        return [(one, known[one]) for one in ids if one in known]

    return node.read(read)


def _villages(device: Device) -> list[str]:
    return [] if device.allows == TokenAnswer.QUARANTINE else [one[1] for one in device.assignments]


def _hash(connection: Connection, device: Device, name: str) -> str:
    codes = _villages(device)
    rows = connection.execute(
        select(Village.code, Village.change_count).where(Village.code.in_(codes)).order_by(Village.code)
    )
    hasher = hashlib.md5(f"{name}|{device.actor_id}|{device.allows}".encode(), usedforsecurity=False)
    for one in (*device.assignments, *(tuple(row) for row in rows)):
        hasher.update(repr(one).encode())
    return hasher.hexdigest()


def _build(connection: Connection, device: Device, name: str) -> Iterable[Sequence[str]]:
    codes = _villages(device)
    rounds = {one[0] for one in device.assignments}
    if name == "households":
        return _households(connection, codes, rounds)
    if name == "members":
        return _members(connection, codes)
    if name == "villages":
        return _village_rows(connection, device, codes)
    facts = load_facts()
    headers: dict[str, list[str]] = {
        "returns": ["name", "instance_id", "return_no", "summary", "n_members", *facts.household],
        "return_members": ["hh", "no", "person_id", *facts.member],
        "return_comments": ["hh", "f", "text"],
    }
    return [headers[name]]


def _prefilled(level: str) -> list[Fact]:
    facts = load_facts()
    pool = facts.household if level == "household" else facts.member
    return [fact for fact in pool.values() if fact.is_prefilled]


def _households(connection: Connection, codes: Sequence[str], rounds: set[str]) -> Iterable[Sequence[str]]:
    prefilled = _prefilled("household")
    yield ["name", "label", "__version", *HOUSEHOLD_COLUMNS, *(fact.id for fact in prefilled)]
    query = (
        select(Household, Village.name.label("village_name"), Case.case_id, Case.assignment_id, Case.tablet_state)
        .join(Village, Village.code == Household.village_code)
        .join(Case, (Case.household_id == Household.household_id) & Case.round_id.in_(rounds))
        .where(Household.village_code.in_(codes), Household.state == "active")
        .order_by(Village.sort_key, Household.sort_key, Household.code)
    )
    for row in connection.execute(query):
        one = row
        facts = facts_from_json({"household": one.facts, "members": []}).household
        yield [
            one.household_id,
            f"{one.head_name} – {row.village_name} ({one.code})",
            str(one.entity_version),
            one.village_code,
            one.area_kind or "",
            str(one.member_count),
            one.head_name,
            _status_words(one.recognised) or "chưa có",
            _status_words(one.last_assessed) or "chưa có",
            row.case_id,
            row.assignment_id or "",
            row.tablet_state,
            "-".join(head[:16] for head in one.heads),
            *(prefill_text(fact, facts.get(fact.id)) for fact in prefilled),
        ]


def _status_words(by_standard: dict[str, Any]) -> str:
    return "; ".join(OUTCOME_WORDS.get(one["outcome"], one["outcome"]) for _, one in sorted(by_standard.items()))


def _members(connection: Connection, codes: Sequence[str]) -> Iterable[Sequence[str]]:
    """`no` counts the household's people from 1 without gaps, because the form looks them up by position."""
    prefilled = _prefilled("member")
    yield ["hh", "no", "person_id", *(fact.id for fact in prefilled)]
    query = (
        select(Member.household_id, Member.no, Member.person_id, Member.facts)
        .join(Household, Household.household_id == Member.household_id)
        .where(Household.village_code.in_(codes), Household.state == "active")
        .order_by(Member.household_id, Member.no)
    )
    last, position = "", 0
    for row in connection.execute(query):
        position = position + 1 if row.household_id == last else 1
        last = row.household_id
        facts = facts_from_json({"household": {}, "members": [row.facts]}).members[0]
        yield [
            row.household_id, str(position), row.person_id,
            *(prefill_text(fact, facts.get(fact.id)) for fact in prefilled),
        ]  # fmt: skip


def _village_rows(connection: Connection, device: Device, codes: Sequence[str]) -> Iterable[Sequence[str]]:
    yield ["name", "label", "area_kind", "assignment_id"]
    assigned = {village: assignment for _, village, assignment in device.assignments}
    query = (
        select(Village.code, Village.name, Area.area_kind, Area.name)
        .join(Area, Area.code == Village.area_code)
        .where(Village.code.in_(codes))
        .order_by(Village.sort_key, Village.code)
    )
    for code, name, area_kind, area_name in connection.execute(query):
        yield [code, f"{name}, {area_name}", area_kind or "", assigned.get(code, "")]


def _to_csv(rows: Iterable[Sequence[str]]) -> bytes:
    stream = io.StringIO(newline="")
    csv.writer(stream, lineterminator="\r\n").writerows(rows)
    return stream.getvalue().encode()
