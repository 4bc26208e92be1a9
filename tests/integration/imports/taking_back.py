"""Imports of villages, staff and numbers brought in and taken back, and what is left in the register."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import select

from server.domain.imports.undoing import Plan
from server.services import imports
from server.services.imports.undoing import read_undo, start_undo
from server.services.job_kinds import HANDLERS
from server.services.jobs import run_due_jobs
from server.services.maintenance import rebuild_node
from server.services.node import Node
from server.services.views.register import read_unit
from server.store.tables import (
    Account,
    Assignment,
    Denominator,
    Grant,
    Household,
    ImportDone,
    Village,
)
from tests.builders.forms import read_admin
from tests.builders.imports import AREA, TERMS, bring_in, write_sheet

SOURCE = {"source": "Niên giám 2015", "counted_on": "2015-12-31"}
HEADS = ("Ấp", "Mã hộ", "Chủ hộ", "Năm sinh", "Kết quả")


def take_back(node: Node, run: Any, actor: str = "") -> Any:
    """Ask for it, let the job run; the import."""
    start_undo(node, actor or read_admin(node), run.import_id)
    run_due_jobs(node, HANDLERS)
    return imports.get_run(node, run.import_id)


def plan_of(node: Node, run: Any, actor: str = "") -> Plan:
    return read_undo(node, imports.get_run(node, run.import_id), actor or read_admin(node))


def reasons_of(plan: Plan) -> dict[str, list[str]]:
    return {one.name: [str(told) for told in one.reasons] for one in plan.stays}


def listed_villages(node: Node) -> list[str]:
    page = node.read(lambda c: read_unit(c, AREA, node.today()))
    assert page is not None
    return [one.name for one in page.villages]


def village_code(node: Node, name: str) -> str:
    return str(node.read(lambda c: c.execute(select(Village.code).where(Village.name == name)).scalar_one()))


def bring_villages(node: Node, *names: str) -> Any:
    return bring_in(node, write_sheet(("STT", "Tên ấp"), *enumerate(names, 1)), "villages")


def state_of(node: Node) -> list[list[Any]]:
    """Everything an import of these kinds touches, but what signing in and syncing count."""
    columns = (
        (Village.code, Village.name, Village.valid_to_on, Village.import_id, Village.withdrawn_by),
        (Account.actor_id, Account.login, Account.name, Account.is_active, Account.import_id, Account.password_hash),
        (Grant.grant_id, Grant.actor_id, Grant.role, Grant.revoked_by),
        (Assignment.assignment_id, Assignment.actor_id, Assignment.ended_by),
        tuple(Denominator.__table__.c),
        (ImportDone.import_id, ImportDone.area_code, ImportDone.counts),
        (Household.household_id, Household.state),
    )
    return [node.read(lambda c, q=one: sorted(map(repr, c.execute(select(*q)).all()))) for one in columns]  # type: ignore[misc]


def rebuilt_alike(node: Node) -> None:
    before = state_of(node)
    rebuild_node(node, lambda _done, _total: None)
    assert state_of(node) == before


# --- villages ---------------------------------------------------------------------------------------------


# --- numbers ----------------------------------------------------------------------------------------------


def bring_totals(node: Node, households: int, terms: dict[str, str] = SOURCE) -> Any:
    heads = ("Xã", "Tổng số hộ", "Tổng số nhân khẩu")
    return bring_in(node, write_sheet(heads, ("Phường 1", households, households * 4)), "denominators", terms)


def totals(node: Node) -> list[tuple[int, int, bool]]:
    query = select(Denominator.households, Denominator.persons, Denominator.confirmed_by).order_by(Denominator.group)
    return [(row[0], row[1], row[2] is not None) for row in node.read(lambda c: c.execute(query).all())]


def today(node: Node) -> str:
    return f"{dt.date.fromisoformat(node.today()):%d/%m/%Y}"


# --- staff ------------------------------------------------------------------------------------------------


STAFF = (("Họ và tên", "Chức vụ", "Tài khoản"),)
PEOPLE = (("Lê Thị Đúng", "RSV", None), ("Lê Văn Vào", "Cán bộ xã", "levanvao"), ("Lê Thị Máy", "RSV", "lethimay"))


def bring_staff(node: Node, *rows: tuple[Any, ...], actor: str = "") -> Any:
    return bring_in(node, write_sheet(*STAFF, *(rows or PEOPLE)), "staff", {**TERMS}, actor)


def account(node: Node, login: str) -> Any:
    return node.read(lambda c: c.execute(select(Account.__table__).where(Account.login == login)).one())


def live_grants(node: Node, actor_id: str) -> list[tuple[str, str]]:
    query = select(Grant.role, Grant.area_code).where(Grant.actor_id == actor_id, Grant.revoked_by.is_(None))
    return [tuple(row) for row in node.read(lambda c: c.execute(query).all())]


# --- all of them ------------------------------------------------------------------------------------------


# --- page and console -------------------------------------------------------------------------------------
