"""Accounts taken back with their import: who has used hers keeps it, and a new list opens it again."""

from __future__ import annotations

import pytest
from sqlalchemy import inspect, select, update

from server.domain.access import Actor, GrantOf
from server.errors import Problem
from server.services import denominators, people, rounds
from server.services.denominators import NewDenominator
from server.services.imports.traces import ACTED
from server.services.imports.undoing import start_undo
from server.services.job_kinds import HANDLERS
from server.services.node import Node
from server.services.people_sessions import start_session
from server.store.tables import (
    Account,
    Assignment,
    Base,
    ImportRun,
)
from sync.log import last_position
from tests.builders.forms import read_admin, read_round_id
from tests.builders.imports import AREA, TERMS, bring_in, check, faults_of, write_sheet
from tests.integration.imports.taking_back import (
    PEOPLE,
    STAFF,
    account,
    bring_staff,
    listed_villages,
    live_grants,
    plan_of,
    reasons_of,
    rebuilt_alike,
    take_back,
    village_code,
)


@pytest.fixture
def node(demo_node: Node) -> Node:
    """A demo node of its own for each test: what is taken back shows in the whole register."""
    return demo_node


def test_accounts_nobody_used_are_closed_with_their_roles_and_villages(node: Node) -> None:
    heads = (*STAFF[0], "Địa bàn phụ trách")
    village = listed_villages(node)[0]
    sheet = write_sheet(heads, ("Lê Thị Đúng", "RSV", None, village), ("Lê Văn Vào", "Cán bộ xã", "levanvao", None))
    run = bring_in(node, sheet, "staff", {**TERMS})
    first = account(node, "dunglt")
    held = select(Assignment.assignment_id).where(Assignment.actor_id == first.actor_id, Assignment.ended_by.is_(None))
    assert len(node.read(lambda c: c.execute(held).all())) == 1
    plan = plan_of(node, run)
    assert [(one.code, str(one.detail)) for one in plan.goes] == [
        ("dunglt", "1 vai trò, 1 thôn được giao"),
        ("levanvao", "1 vai trò, 0 thôn được giao"),
    ]
    assert take_back(node, run).state == "undone"
    assert node.read(lambda c: c.execute(held).all()) == []
    for login in ("dunglt", "levanvao"):
        row = account(node, login)
        assert (row.is_active, live_grants(node, row.actor_id)) == (False, [])
    rebuilt_alike(node)


def test_an_account_that_was_used_stays_open(node: Node) -> None:
    run = bring_staff(node)
    admin = read_admin(node)
    people.enrol_device(node, account(node, "lethimay").actor_id, "máy 1")
    start_session(node, account(node, "levanvao").actor_id)
    assert reasons_of(plan_of(node, run)) == {
        "Lê Thị Máy": ["đã ghi danh máy tính bảng"],
        "Lê Văn Vào": ["đã đăng nhập"],
    }
    take_back(node, run)
    assert [account(node, one).is_active for one in ("dunglt", "levanvao", "lethimay")] == [False, True, True]
    assert live_grants(node, account(node, "levanvao").actor_id) == [("commune_officer", AREA)]
    with pytest.raises(Problem, match="levanvao: đã đăng nhập"):
        start_undo(node, admin, run.import_id)


def test_an_account_that_acted_or_was_given_more_since_stays_open(node: Node) -> None:
    run = bring_staff(node, *PEOPLE, ("Lê Thị Việc", "RSV", "lethiviec"))
    admin = read_admin(node)
    actor = Actor(admin, "", node.read(lambda c: people.read_grants(c, admin, node.today())))
    people.give_role(node, actor, account(node, "levanvao").actor_id, GrantOf("department_reader", AREA))
    village = village_code(node, listed_villages(node)[0])
    rounds.assign_village(node, admin, read_round_id(node), village, account(node, "lethiviec").actor_id)
    entry = NewDenominator(AREA, "2014-12-31", "all", "urban", 1, 4)
    denominators.enter(node, account(node, "lethimay").actor_id, "Sổ", [entry])
    more = "được cấp thêm quyền hoặc giao thêm việc sau lần nhập"
    assert reasons_of(plan_of(node, run)) == {
        "Lê Văn Vào": [more],
        "Lê Thị Việc": [more],
        "Lê Thị Máy": ["đã gửi phiếu hoặc ghi việc vào sổ"],
    }
    assert [one.code for one in plan_of(node, run).goes] == ["dunglt"]


def test_who_may_not_give_a_role_may_not_take_it_back_with_an_import(node: Node) -> None:
    admin = read_admin(node)
    run = bring_staff(node, ("Lê Văn Quản", "Quản trị", "quanmoi"), ("Lê Thị Thường", "RSV", "thuong"))
    actor = Actor(admin, "", node.read(lambda c: people.read_grants(c, admin, node.today())))
    of_province = people.register_person(node, actor, GrantOf("province", "77"), "captinh", "Cấp Tỉnh", None)
    assert reasons_of(plan_of(node, run, of_province)) == {
        "Lê Văn Quản": ["Chỉ quản trị mới cấp hay thu quyền quản trị."]
    }
    take_back(node, run, of_province)
    assert (account(node, "quanmoi").is_active, account(node, "thuong").is_active) == (True, False)


def test_the_same_person_in_a_new_list_gets_the_same_account_again(node: Node) -> None:
    run = bring_staff(node)
    before = {login: account(node, login).actor_id for login in ("dunglt", "levanvao", "lethimay")}
    take_back(node, run)
    again = bring_staff(node, ("Lê Thị Đúng", "RSV", None), ("LÊ VĂN VÀO", "Trưởng phòng", "levanvao"), PEOPLE[2])
    told = faults_of(node, again)
    assert {one.row for one in told} <= {3}, "only a role nobody knows"
    assert account(node, "dunglt").actor_id == before["dunglt"]
    assert account(node, "lethimay").is_active
    assert live_grants(node, before["dunglt"]) == [("enumerator", AREA)]
    assert node.read(lambda c: c.execute(select(Account.login).where(Account.name == "Lê Thị Đúng")).all()) == [
        ("dunglt",)
    ]
    rebuilt_alike(node)
    take_back(node, again)
    assert not account(node, "dunglt").is_active
    assert live_grants(node, before["dunglt"]) == []


def test_a_job_that_runs_again_opens_an_account_once(node: Node) -> None:
    take_back(node, bring_staff(node))
    again = bring_staff(node)
    position = node.read(last_position)
    change = update(ImportRun).where(ImportRun.import_id == again.import_id).values(state="applying")
    node.writer.write(lambda unit: unit.connection.execute(change))
    HANDLERS["import_apply"](node, {"import_id": again.import_id})
    assert node.read(last_position) == position
    assert len(live_grants(node, account(node, "dunglt").actor_id)) == 1


def test_a_login_of_a_closed_account_is_told_with_the_way_to_open_it(node: Node) -> None:
    admin = read_admin(node)
    actor = Actor(admin, "", node.read(lambda c: people.read_grants(c, admin, node.today())))
    closed = people.register_person(node, actor, GrantOf("enumerator", AREA), "danghi", "Người Đã Nghỉ", None)
    people.set_active(node, actor, closed, is_active=False)
    run = check(node, write_sheet(*STAFF, ("Người Đã Nghỉ", "RSV", "danghi")), "staff", {**TERMS})
    told = faults_of(node, run)
    assert [(one.what, "Mở lại tài khoản" in one.remedy or "mở lại tài khoản" in one.remedy) for one in told] == [
        ("tên đăng nhập “danghi” là của một tài khoản đã khóa (Người Đã Nghỉ)", True)
    ]


def test_the_list_of_traces_names_every_column_that_names_a_person() -> None:
    not_acts = {
        # what a person is, holds or was given, looked at elsewhere
        *("account.actor_id", "access_grant.actor_id", "assignment.actor_id", "household_assignment.actor_id"),
        *("recheck.actor_id", "sign_in.actor_id", "second_factor.actor_id", "device_token.actor_id"),
        # of who has signed in or has a tablet
        *("data_access.actor_id", "notice_mark.actor_id", "notice_read.actor_id", "saved_queue.actor_id"),
        *("arrival.actor_id", "aside.actor_id", "submission.actor_id", "review_case.sender_id"),
        # the same as the entries it stands on
        *("denominator.entered_by", "denominator.confirmed_by"),
    }
    named = {
        f"{table.name}.{column.name}"
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if column.name in ("actor_id", "giver_id", "delegator_id", "sender_id", "enumerator_id")
        or (column.name.endswith("_by") and getattr(column.type, "length", None) == 36)
    }
    assert named == {f"{inspect(one).table.name}.{one.key}" for one in ACTED} | not_acts
