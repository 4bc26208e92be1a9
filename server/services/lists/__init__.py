"""What a tablet downloads: forms, and per enumerator the entity list and its CSVs, cached as one gzip member each.

A list's hash is counters of the villages assigned, the assignments and the release: never a scan. The CSV, the hash
and the integrity answer see the same households: those of the villages assigned but for those given to others, and
those given to her by themselves (least access).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.metadata import version

from sqlalchemy import Boolean, Connection, bindparam, exists, or_, select

from server.domain.uploads import TokenAnswer
from server.errors import Problem
from server.forms.spec import RECHECK_FORM
from server.services.ingest.types import Device
from server.services.node import Node
from server.services.people_devices import find_assignments, find_device, note_seen
from server.store.tables import Assignment, EntityTombstone, FormVersion, Household, Recheck, Round
from server.telling import tell
from sync.log.prepared import Prepared

from . import rechecks, returns, rows
from .files import ListFile, keep, make_file
from .rows import HOUSEHOLD_COLUMNS, OUTCOME_WORDS
from .work import HOUSEHOLD, PART, Work, given_apart, work_of

Rows = Callable[[Connection, Work], Iterator[list[str]]]
_LISTS: dict[str, tuple[Callable[[], list[str]], Rows]] = {
    "households": (rows.households_header, rows.household_rows),
    "villages": (rows.villages_header, rows.village_rows),
    "members": (rows.members_header, rows.member_rows),
    "returns": (returns.returns_header, returns.return_rows),
    "return_members": (returns.return_members_header, returns.return_member_rows),
    "rechecks": (rechecks.rechecks_header, rechecks.recheck_rows),
    "return_comments": (returns.return_comments_header, returns.return_comment_rows),
}
LISTS = tuple(_LISTS)
LONGEST_ID = 36
MOST_AT_ONCE = 5_000  # ids in one question: PostgreSQL binds no more than 65,535 values
_FORM = FormVersion.__table__
_find_forms = Prepared(
    select(_FORM.c.round_id, _FORM.c.form_id, _FORM.c.form_version, _FORM.c.title, _FORM.c.xml_md5, _FORM.c.media)
    .join(Round, Round.round_id == _FORM.c.round_id)
    .where(
        _FORM.c.is_current,
        or_(_FORM.c.form_id != RECHECK_FORM, exists().where(Recheck.actor_id == bindparam("actor"))),
        or_(_FORM.c.is_trial.is_(False), bindparam("is_test", type_=Boolean())),
        Round.state == bindparam("open"),
        _FORM.c.round_id.in_(select(Assignment.round_id).where(Assignment.actor_id == bindparam("actor"))),
    )
    .order_by(Round.season_from_on, Round.code, _FORM.c.form_id, _FORM.c.is_trial)
)


@dataclass(frozen=True, slots=True)
class ListedForm:
    """A form on an enumerator's list."""

    form_id: str
    form_version: str
    title: str
    xml_md5: str
    media: tuple[dict[str, str], ...]


@dataclass(frozen=True, slots=True)
class View:
    """What one tablet may download now: read at once, so that a 304 costs one read."""

    device: Device
    forms: tuple[ListedForm, ...]


def open_view(node: Node, token: str, device_id: str = "", user_agent: str = "") -> View:
    """The tablet behind a token and its forms; Problem LIST-001 (403) where the token only sends what is left."""
    now = node.now()

    def read(connection: Connection) -> tuple[Device, bool, tuple[ListedForm, ...]]:
        device, is_stale = find_device(connection, token, now, device_id)
        return device, is_stale, find_forms(connection, device)

    device, is_stale, forms = node.read(read)
    if is_stale:
        note_seen(node, device, now, device_id, user_agent)
    if device.allows == TokenAnswer.SUBMIT_ONLY:
        raise Problem(
            "LIST-001", 403, tell("Mã này chỉ còn dùng để gửi phiếu cũ."), tell("Quét mã QR mới cho công việc mới.")
        )
    return View(device, forms)


def get_form(view: View, form_id: str) -> ListedForm:
    """The listed form, or Problem LIST-002."""
    for one in view.forms:
        if one.form_id == form_id:
            return one
    raise Problem(
        "LIST-002",
        404,
        tell("Không có biểu mẫu “{form_id}” cho máy này.", form_id=form_id),
        tell("Đồng bộ lại danh sách biểu mẫu."),
    )


def read_form(node: Node, form: ListedForm) -> bytes:
    """The exact bytes of a listed form."""
    query = select(_FORM.c.xml).where(_FORM.c.form_id == form.form_id, _FORM.c.form_version == form.form_version)
    xml: bytes = node.read(lambda c: c.execute(query).scalar_one())
    return xml


def list_hash(node: Node, device: Device, name: str) -> str:
    """The change token of a list for this enumerator; needs no read."""
    if name not in _LISTS:
        raise Problem(
            "LIST-003",
            404,
            tell("Không có tệp “{name}.csv” cho biểu mẫu này.", name=name),
            tell("Đồng bộ lại biểu mẫu."),
        )
    seen = (node.settings["node_id"], _release(), _LISTS[name][0](), name, device.actor_id, _work(device))
    return hashlib.md5(repr(seen).encode(), usedforsecurity=False).hexdigest()


def read_list(node: Node, device: Device, name: str) -> ListFile:
    """The list's bytes, built only when its hash has moved."""
    etag = list_hash(node, device, name)
    key = (device.actor_id, device.allows, name)
    kept: ListFile | None = node.list_files.get(key)
    if kept is not None and kept.etag == etag:
        return kept
    header, build = _LISTS[name]

    def read(connection: Connection) -> ListFile:
        # Counters and rows of one moment: a token never stands for rows older or newer than itself.
        now = replace(device, assignments=find_assignments(connection, device.actor_id))
        work = _work(now)
        made = [header(), *(build(connection, work) if work else ())]
        return make_file(list_hash(node, now, name), made)

    built = node.read(read)
    keep(node.list_files, key, built)
    return built


def build_lists(node: Node, connection: Connection, device: Device) -> tuple[ListFile, ...]:
    """Every list of a tablet with exactly these assignments, made anew and not kept: for looking before publishing."""
    work = _work(device)
    return tuple(
        make_file(list_hash(node, device, name), [header(), *(build(connection, work) if work else ())])
        for name, (header, build) in _LISTS.items()
    )


def read_integrity(node: Node, device: Device, ids: Sequence[str]) -> list[tuple[str, bool]]:
    """(id, deleted) for every id known here; gone or not visible to this enumerator is deleted, unknown left out."""
    wanted = [one for one in dict.fromkeys(ids) if len(one) <= LONGEST_ID and "\x00" not in one]
    parts = [wanted[start : start + MOST_AT_ONCE] for start in range(0, len(wanted), MOST_AT_ONCE)]
    work, found = _work(device), dict[str, bool]()
    for part in parts:
        found |= node.read(lambda connection, part=part: _find_deleted(connection, work, part))  # type: ignore[misc]
    return [(one, found[one]) for one in wanted if one in found]


def _find_deleted(connection: Connection, work: Work, wanted: Sequence[str]) -> dict[str, bool]:
    here = select(Household.household_id).where(Household.household_id.in_(wanted))
    visible: set[str] = set()
    for share in work.shares():
        hers = select(HOUSEHOLD.c.household_id).outerjoin(PART, given_apart(share.round_id))
        hers = hers.where(HOUSEHOLD.c.household_id.in_(wanted), HOUSEHOLD.c.state == "active")
        hers = hers.where(HOUSEHOLD.c.village_code.in_(share.villages), work.is_hers(share))
        visible |= set(connection.execute(hers).scalars())
    known = {one: one not in visible for one in connection.execute(here).scalars()}
    gone = select(EntityTombstone.household_id).where(EntityTombstone.household_id.in_(wanted))
    return known | dict.fromkeys(connection.execute(gone).scalars(), True)


def find_forms(connection: Connection, device: Device) -> tuple[ListedForm, ...]:
    """The forms a tablet should have. One entry per form id: of the newest season, on trial before published.

    Who has left keeps the forms of every round she worked in.
    """
    rounds = {one.round_id for one in device.assignments}
    newest: dict[str, ListedForm] = {}
    for row in _find_forms.all(connection, {"open": "open", "actor": device.actor_id, "is_test": device.is_test}):
        if device.allows == TokenAnswer.FULL and row.round_id not in rounds:
            continue
        newest[row.form_id] = ListedForm(row.form_id, row.form_version, row.title, row.xml_md5, tuple(row.media))
    return tuple(newest[form_id] for form_id in sorted(newest))


def _work(device: Device) -> Work:
    """The assignments that count in each village: of the open round of the newest season. Nothing for who has left."""
    return work_of(device.assignments if device.allows == TokenAnswer.FULL else ())


@cache
def _release() -> str:
    """A new release may write rows otherwise: every list goes out once more."""
    return version("rasoat")


__all__ = ["HOUSEHOLD_COLUMNS", "LISTS", "OUTCOME_WORDS", "ListFile", "ListedForm", "View", "build_lists", "find_forms",
    "get_form", "list_hash", "open_view", "read_form", "read_integrity", "read_list"]  # fmt: skip
