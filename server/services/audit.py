"""Who looked at a family's personal data and why (R29): written before it is shown, told to the family.

The list is this node's own: what was looked at on another node is told there.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, func, insert, or_, select

from server.errors import Problem
from server.services.node import Node
from server.store.tables import Account, Area, Case, DataAccess, Household, Submission
from server.telling import tell

ACCESS = DataAccess.__table__
KINDS = ("identity", "export", "citizen")
# Why somebody looks; `other` needs words of its own.
PURPOSES = ("review", "duplicates", "citizen_request", "correction", "inspection", "report", "other")
LONGEST_NOTE = 300
PAGE_SIZE = 50
TABLE_PREFIX, WHOLE = "so-lieu-", "tat-ca"
_TABLE_FILE = re.compile(rf"{TABLE_PREFIX}[a-z-]+-(\d[\d-]*)\.[a-z]+")


@dataclass(frozen=True, slots=True)
class Access:
    """What is about to be shown, to whom, why. `note` names the page or file."""

    actor_id: str
    kind: str
    purpose: str
    note: str = ""
    household_id: str | None = None
    area_code: str | None = None
    address: str | None = None


@dataclass(frozen=True, slots=True)
class AccessFilter:
    """What of the list is wanted; empty is everything. Days are ISO text."""

    text: str = ""
    kind: str = ""
    purpose: str = ""
    first_on: str = ""
    last_on: str = ""
    page: int = 1


@dataclass(frozen=True, slots=True)
class AccessPage:
    """A page of the list, newest first."""

    rows: tuple[Any, ...]
    total: int
    number: int
    last: int


@dataclass(frozen=True, slots=True)
class Export:
    """A table of numbers that left the node as a file; `place` is empty where it was of the whole province."""

    at: dt.datetime
    place: str


def table_file_name(table: str, place: str, ending: str) -> str:
    """What the file of a table is called: the list of exports tells by it which numbers have gone out."""
    return f"{TABLE_PREFIX}{table}-{place or WHOLE}.{ending}"


def list_table_exports(connection: Connection, since: dt.datetime) -> list[Export]:
    """Tables of numbers saved as files on this node since a moment, oldest first."""
    query = select(ACCESS.c.at, ACCESS.c.note).where(ACCESS.c.kind == "export", ACCESS.c.at >= since)
    tables = query.where(ACCESS.c.note.startswith(TABLE_PREFIX, autoescape=True))
    rows = connection.execute(tables.order_by(ACCESS.c.position))
    return [Export(row.at, _place_of(row.note)) for row in rows]


def _place_of(note: str) -> str:
    """The code in a file's name; one that cannot be told counts as the whole province."""
    found = _TABLE_FILE.fullmatch(note)
    return found[1] if found is not None else ""


def note_access(node: Node, access: Access) -> None:
    """Write it down; Problem AUD-001 where no purpose was given. What is not written is not shown."""
    note = access.note.strip()[:LONGEST_NOTE]
    if access.purpose not in PURPOSES or (access.purpose == "other" and not note):
        raise Problem(
            "AUD-001", 422, tell("Chưa nói xem để làm gì."), tell("Chọn một mục đích; mục “việc khác” thì ghi rõ.")
        )
    values = {
        "at": node.now(),
        "actor_id": access.actor_id,
        "kind": access.kind,
        "purpose": access.purpose,
        "note": note,
        "household_id": access.household_id,
        "area_code": access.area_code,
        "address": access.address,
    }
    node.writer.write(lambda unit: unit.connection.execute(insert(ACCESS), values))


def list_accesses(connection: Connection, wanted: AccessFilter, day_start: Callable[[str], dt.datetime]) -> AccessPage:
    """The list filtered; `day_start` turns a day in Viet Nam into the moment it begins."""
    query = _filtered(_rows(), wanted, day_start)
    total = connection.execute(select(func.count()).select_from(query.subquery())).scalar_one()
    last = max(1, -(-total // PAGE_SIZE))
    number = min(max(1, wanted.page), last)
    page = query.order_by(ACCESS.c.position.desc()).limit(PAGE_SIZE).offset((number - 1) * PAGE_SIZE)
    return AccessPage(tuple(connection.execute(page).all()), total, number, last)


def accesses_of(connection: Connection, household_id: str) -> list[Any]:
    """Who looked at one household on this node, newest first."""
    query = _rows().where(ACCESS.c.household_id == household_id).order_by(ACCESS.c.position.desc())
    return list(connection.execute(query).all())


def household_of(connection: Connection, kind: str, value: str) -> str | None:
    """The household that a URL's value is about; None where it is about none."""
    if kind == "household_id":
        return value
    model = {"case_id": Case, "instance_id": Submission}.get(kind)
    if model is None:
        return None
    table = model.__table__
    found: str | None = connection.execute(select(table.c.household_id).where(table.c[kind] == value)).scalar()
    return found


def _rows() -> Select[Any]:
    household, account, area = Household.__table__, Account.__table__, Area.__table__
    return (
        select(
            ACCESS,
            account.c.name.label("actor_name"),
            account.c.login,
            household.c.code.label("household_code"),
            household.c.head_name,
            area.c.name.label("area_name"),
        )
        .outerjoin(account, account.c.actor_id == ACCESS.c.actor_id)
        .outerjoin(household, household.c.household_id == ACCESS.c.household_id)
        .outerjoin(area, area.c.code == func.coalesce(ACCESS.c.area_code, household.c.area_code))
    )


def _filtered(query: Select[Any], wanted: AccessFilter, day_start: Callable[[str], dt.datetime]) -> Select[Any]:
    if wanted.kind:
        query = query.where(ACCESS.c.kind == wanted.kind)
    if wanted.purpose:
        query = query.where(ACCESS.c.purpose == wanted.purpose)
    if wanted.first_on:
        query = query.where(ACCESS.c.at >= day_start(wanted.first_on))
    if wanted.last_on:
        query = query.where(ACCESS.c.at < day_start(wanted.last_on) + dt.timedelta(days=1))
    if wanted.text:
        code, login, name = Household.__table__.c.code, Account.__table__.c.login, Account.__table__.c.name
        query = query.where(or_(*(one.icontains(wanted.text, autoescape=True) for one in (code, login, name))))
    return query
