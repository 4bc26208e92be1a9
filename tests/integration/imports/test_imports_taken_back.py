"""Villages, staff and numbers taken back with their whole import: what is in use stays, and why; twice equals once."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from sqlalchemy import inspect, select, update

from server.cli import main
from server.config import Config
from server.demo.build import build_demo
from server.domain.access import Actor, GrantOf
from server.domain.imports.undoing import Plan
from server.errors import Problem
from server.services import areas, audit, denominators, imports, people, rounds
from server.services.areas import VillageChange
from server.services.audit import Access
from server.services.denominators import NewDenominator
from server.services.imports.traces import ACTED
from server.services.imports.undoing import read_undo, start_undo
from server.services.job_kinds import HANDLERS
from server.services.jobs import run_due_jobs
from server.services.maintenance import rebuild_node
from server.services.node import Node
from server.services.people_sessions import start_session
from server.services.views.register import read_unit
from server.store.tables import (
    Account,
    Assignment,
    Base,
    Denominator,
    Grant,
    Household,
    ImportDone,
    ImportRun,
    Job,
    Village,
)
from sync.log import last_position
from tests.builders.forms import read_admin, read_erasers, read_round_id
from tests.builders.imports import AREA, TERMS, bring_in, check, faults_of, write_sheet
from tests.integration.people.test_privacy import client_of

SOURCE = {"source": "Niên giám 2015", "counted_on": "2015-12-31"}
HEADS = ("Ấp", "Mã hộ", "Chủ hộ", "Năm sinh", "Kết quả")


@pytest.fixture
def node(demo_node: Node) -> Node:
    """A demo node of its own for each test: what is taken back shows in the whole register."""
    return demo_node


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


def test_villages_nobody_uses_leave_the_register_and_a_new_list_brings_them_anew(node: Node) -> None:
    before = listed_villages(node)
    run = bring_villages(node, "Ấp Nhầm Một", "Ấp Nhầm Hai", before[0])
    code = village_code(node, "Ấp Nhầm Một")
    assert [one.name for one in plan_of(node, run).goes] == ["Ấp Nhầm Hai", "Ấp Nhầm Một"]
    assert take_back(node, run).state == "undone"
    assert listed_villages(node) == before
    with pytest.raises(Problem, match="Không có thôn"):
        rounds.assign_village(node, read_admin(node), read_round_id(node), code, read_admin(node))
    rebuilt_alike(node)
    again = check(node, write_sheet(("STT", "Tên ấp"), (1, "Ấp Nhầm Một")), "villages")
    assert faults_of(node, again) == []
    imports.start_apply(node, again.import_id)
    run_due_jobs(node, HANDLERS)
    codes = node.read(lambda c: c.execute(select(Village.code).where(Village.name == "Ấp Nhầm Một")).scalars().all())
    assert len(set(codes)) == 2, "a code is given once"
    assert listed_villages(node).count("Ấp Nhầm Một") == 1


def test_a_village_in_use_stays_with_every_reason_and_goes_once_it_is_free(node: Node) -> None:
    admin, round_id = read_admin(node), read_round_id(node)
    run = bring_villages(node, "Ấp Có Hộ", "Ấp Được Giao", "Ấp Đổi Tên", "Ấp Có Trưởng", "Ấp Thừa")
    bring_in(node, write_sheet(HEADS, ("Ấp Có Hộ", 1, "Lê Thị Ở", 1960, "Nghèo")))
    enumerator = node.read(
        lambda c: c.execute(select(Grant.actor_id).where(Grant.role == "enumerator", Grant.area_code == AREA)).scalar()
    )
    rounds.assign_village(node, admin, round_id, village_code(node, "Ấp Được Giao"), str(enumerator))
    change = VillageChange(village_code(node, "Ấp Đổi Tên"), name="Ấp Tên Mới")
    areas.change_villages(node, admin, AREA, node.today(), "1/NQ-HĐND", [change])
    actor = Actor(admin, "", node.read(lambda c: people.read_grants(c, admin, node.today())))
    head = GrantOf("village_head", village_code(node, "Ấp Có Trưởng"))
    people.register_person(node, actor, head, "truongap", "Trưởng Ấp", None)
    plan = plan_of(node, run)
    assert [one.name for one in plan.goes] == ["Ấp Thừa"]
    assert reasons_of(plan) == {
        "Ấp Có Hộ": ["có 1 hộ"],
        "Ấp Được Giao": ["đã giao cho rà soát viên"],
        "Ấp Tên Mới": ["đã đổi tên, nhập thôn hoặc ghi đặc điểm theo văn bản"],
        "Ấp Có Trưởng": ["có người được cấp quyền ở thôn"],
    }
    assert take_back(node, run).state == "undone"
    assert "Ấp Thừa" not in listed_villages(node)
    assert {"Ấp Có Hộ", "Ấp Được Giao", "Ấp Tên Mới", "Ấp Có Trưởng"} <= set(listed_villages(node))
    with pytest.raises(Problem, match=r"4 mục đang được dùng.*đã giao cho rà soát viên"):
        start_undo(node, admin, run.import_id)
    rounds.end_village(node, admin, round_id, village_code(node, "Ấp Được Giao"))
    assert [one.name for one in plan_of(node, run).goes] == ["Ấp Được Giao"]
    take_back(node, run)
    assert "Ấp Được Giao" not in listed_villages(node)
    rebuilt_alike(node)


def test_what_comes_into_use_after_it_was_asked_for_stays(node: Node) -> None:
    run = bring_villages(node, "Ấp Vừa Có Hộ", "Ấp Trống")
    start_undo(node, read_admin(node), run.import_id)
    waiting = node.read(lambda c: c.execute(select(Job.kind).where(Job.state == "waiting")).scalars().all())
    assert waiting.count("import_undo") == 1
    sheet = write_sheet(HEADS, ("Ấp Vừa Có Hộ", 1, "Lê Thị Kịp", 1960, "Nghèo"))
    other = imports.start_run(node, read_admin(node), "households", AREA, ("a.xlsx", sheet))
    columns = imports.get_run(node, other).plan["columns"]
    imports.plan_run(node, other, {"columns": columns, "terms": TERMS})
    HANDLERS["import_check"](node, {"import_id": other})
    imports.start_apply(node, other)
    HANDLERS["import_apply"](node, {"import_id": other})
    run_due_jobs(node, HANDLERS)
    assert imports.get_run(node, run.import_id).state == "undone"
    assert {"Ấp Vừa Có Hộ"} == {"Ấp Vừa Có Hộ", "Ấp Trống"} & set(listed_villages(node))


def test_a_list_of_households_takes_the_villages_it_brought_along(node: Node) -> None:
    before = listed_villages(node)
    run = check(node, write_sheet(HEADS, ("Ấp Mới Tinh", 1, "Lê Thị Mới", 1960, "Nghèo")))
    key = run.counts["villages"][0]["key"]
    imports.choose_villages(node, run.import_id, {key: "new"})
    run_due_jobs(node, HANDLERS)
    imports.start_apply(node, run.import_id)
    run_due_jobs(node, HANDLERS)
    assert "Ấp Mới Tinh" in listed_villages(node)
    assert dict(plan_of(node, run).counts) == {"households": 1, "statuses": 0, "villages": 1}
    assert take_back(node, run).state == "undone"
    assert listed_villages(node) == before
    assert plan_of(node, run) == Plan("households")
    rebuilt_alike(node)


# --- numbers ----------------------------------------------------------------------------------------------


def bring_totals(node: Node, households: int, terms: dict[str, str] = SOURCE) -> Any:
    heads = ("Xã", "Tổng số hộ", "Tổng số nhân khẩu")
    return bring_in(node, write_sheet(heads, ("Phường 1", households, households * 4)), "denominators", terms)


def totals(node: Node) -> list[tuple[int, int, bool]]:
    query = select(Denominator.households, Denominator.persons, Denominator.confirmed_by).order_by(Denominator.group)
    return [(row[0], row[1], row[2] is not None) for row in node.read(lambda c: c.execute(query).all())]


def test_numbers_taken_back_give_way_to_those_before(node: Node) -> None:
    right = bring_totals(node, 900)
    wrong = bring_totals(node, 9_000)
    assert totals(node) == [(9_000, 36_000, False)]
    assert take_back(node, wrong).state == "undone"
    assert totals(node) == [(900, 3_600, False)]
    rebuilt_alike(node)
    take_back(node, right)
    assert totals(node) == []
    rebuilt_alike(node)


def test_numbers_that_a_second_person_confirmed_or_a_table_went_out_with_stay(node: Node) -> None:
    admin, second = read_erasers(node)
    run = bring_totals(node, 900)
    kind = "urban" if totals(node) else ""
    kind = str(node.read(lambda c: c.execute(select(Denominator.area_kind)).scalar_one())) or kind
    same = NewDenominator(AREA, SOURCE["counted_on"], "all", kind, 900, 3_600)
    denominators.enter(node, second if second != run.actor_id else admin, "Sổ", [same])
    later = {**SOURCE, "counted_on": "2016-12-31"}
    other = bring_totals(node, 950, later)
    name = audit.table_file_name("hang", "747", "xlsx")
    audit.note_access(node, Access(admin, "export", "report", name))
    assert "để xác nhận" in reasons_of(plan_of(node, run))["Phường 1"][0]
    assert reasons_of(plan_of(node, other)) == {"Phường 1": [f"đã tải bảng số liệu ngày {today(node)}"]}
    for one in (run, other):
        with pytest.raises(Problem, match=AREA):
            start_undo(node, admin, one.import_id)
    assert len(totals(node)) == 2


def today(node: Node) -> str:
    return f"{dt.date.fromisoformat(node.today()):%d/%m/%Y}"


@pytest.mark.parametrize(
    ("place", "stays"),
    [("", True), ("tat-ca", True), ("77", True), (AREA, True), ("26508", False), (f"{AREA}-01", False)],
)
def test_a_table_counts_where_it_takes_in_the_commune(node: Node, place: str, stays: bool) -> None:
    run = bring_totals(node, 900)
    name = audit.table_file_name("hang", place, "csv")
    audit.note_access(node, Access(read_admin(node), "export", "report", name))
    assert bool(plan_of(node, run).stays) == stays


def test_a_table_that_went_out_before_the_numbers_came_holds_nothing(node: Node) -> None:
    audit.note_access(node, Access(read_admin(node), "export", "report", audit.table_file_name("hang", "", "csv")))
    run = bring_totals(node, 900)
    assert plan_of(node, run).is_possible


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


# --- all of them ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["villages", "staff", "denominators"])
def test_a_job_that_runs_again_takes_nothing_back_twice(node: Node, kind: str) -> None:
    run = {
        "villages": lambda: bring_villages(node, "Ấp Một Lần"),
        "staff": lambda: bring_staff(node),
        "denominators": lambda: bring_totals(node, 900),
    }[kind]()
    take_back(node, run)
    position = node.read(last_position)
    HANDLERS["import_undo"](node, {"import_id": run.import_id})
    change = update(ImportRun).where(ImportRun.import_id == run.import_id).values(state="undoing")
    node.writer.write(lambda unit: unit.connection.execute(change))
    HANDLERS["import_undo"](node, {"import_id": run.import_id})
    assert node.read(last_position) == position
    assert imports.get_run(node, run.import_id).state == "undone"
    with pytest.raises(Problem, match="không còn gì để lấy lại"):
        start_undo(node, read_admin(node), run.import_id)


def test_postgresql_takes_back_all_four_kinds(postgres_url: str, tmp_path: Path) -> None:
    node = build_demo(Config(var=tmp_path / "var", database_url=postgres_url), households=3, communes=1)
    try:
        before = listed_villages(node)
        runs = [bring_villages(node, "Ấp Thừa", "Ấp Có Hộ"), bring_staff(node), bring_totals(node, 900)]
        runs.append(bring_in(node, write_sheet(HEADS, ("Ấp Có Hộ", 1, "Lê Thị Ở", 1960, "Nghèo"))))
        assert reasons_of(plan_of(node, runs[0])) == {"Ấp Có Hộ": ["có 1 hộ"]}
        for run in reversed(runs):
            assert take_back(node, run).state == "undone"
        assert (listed_villages(node), totals(node)) == (before, [])
        assert not account(node, "dunglt").is_active
        rebuilt_alike(node)
    finally:
        node.close()


def test_an_import_that_is_not_in_yet_is_not_taken_back(node: Node) -> None:
    run = check(node, write_sheet(("STT", "Tên ấp"), (1, "Ấp Chưa Nhập")), "villages")
    with pytest.raises(Problem, match="chưa nhập xong"):
        start_undo(node, read_admin(node), run.import_id)


# --- page and console -------------------------------------------------------------------------------------


def test_the_page_shows_what_goes_and_what_stays_before_it_asks(node: Node) -> None:
    run = bring_villages(node, "Ấp Có Hộ", "Ấp Thừa")
    bring_in(node, write_sheet(HEADS, ("Ấp Có Hộ", 1, "Lê Thị Ở", 1960, "Nghèo")))
    client, address = client_of(node, f"xa-{AREA}"), f"/nhap-du-lieu/{run.import_id}"
    assert "Xem trước khi lấy lại" in client.get(address).text
    shown = client.get(f"{address}/lay-lai").text
    assert "Sẽ lấy lại 1 thôn, giữ lại 1" in shown
    assert "có 1 hộ" in shown
    assert imports.get_run(node, run.import_id).state == "applied", "looking changes nothing"
    mark = plan_of(node, run).mark
    assert f'value="{mark}"' in shown
    assert "đã đổi từ lúc bạn xem" in client.post(f"{address}/lay-lai", data={"da-xem": "x"}).text
    assert imports.get_run(node, run.import_id).state == "applied"
    assert client.post(f"{address}/lay-lai", data={"da-xem": mark}).status_code == 302
    assert "Đang lấy lại" in client.get(address).text
    run_due_jobs(node, HANDLERS)
    after = client.get(address).text
    assert "Đã lấy lại lần nhập này" in after
    assert "Giữ lại, vì đang được dùng" in after
    assert "Không lấy lại được lần nhập này" in client.get(f"{address}/lay-lai").text


def test_who_does_not_manage_people_neither_sees_nor_takes_back_a_list_of_staff(node: Node) -> None:
    run = bring_staff(node)
    client, address = client_of(node, f"xa-{AREA}"), f"/nhap-du-lieu/{run.import_id}/lay-lai"
    assert client.get(address).status_code == 403
    assert imports.get_run(node, run.import_id).state == "applied"
    assert "lethimay" in client_of(node, "tinh").get(address).text


def test_the_console_looks_first_and_takes_back_when_told(node: Node) -> None:
    run = bring_villages(node, "Ấp Thừa")

    def undo(*words: str) -> Any:
        command = ["import", "undo", run.import_id, *words]
        return CliRunner().invoke(main, command, env={"RASOAT_VAR": str(node.config.var)})

    shown = undo()
    assert (shown.exit_code, "Ấp Thừa" in shown.output, "chưa lấy lại gì" in shown.output) == (0, True, True)
    assert imports.get_run(node, run.import_id).state == "applied"
    assert "Đã lấy lại." in undo("--apply").output
    assert imports.get_run(node, run.import_id).state == "undone"
    again = undo("--apply")
    assert "không còn gì để lấy lại" in again.output + str(again.exception)


def test_the_console_asks_the_same_rights_as_the_page(node: Node) -> None:
    run = bring_staff(node)
    command = ["import", "undo", run.import_id, "--as", f"xa-{AREA}", "--apply"]
    refused = CliRunner().invoke(main, command, env={"RASOAT_VAR": str(node.config.var)})
    assert "không nhập được dữ liệu này" in refused.output + str(refused.exception)
    assert imports.get_run(node, run.import_id).state == "applied"
