"""Villages, staff and numbers of households from file to register."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from server.domain.access import Actor, GrantOf
from server.services import imports, people
from server.services.imports import jobs
from server.services.imports.books import communes_in
from server.services.imports.signing import count_register
from server.services.job_kinds import HANDLERS
from server.services.jobs import run_due_jobs
from server.services.node import Node
from server.store.tables import Account, Assignment, Denominator, Grant, Household, Village
from tests.builders.forms import read_admin
from tests.builders.imports import AREA, TERMS, bring_in, check, faults_of, village_names, write_sheet


def test_villages_the_register_lacks_come_in_under_new_codes(node: Node) -> None:
    before = village_names(node)
    run = bring_in(
        node,
        write_sheet(("STT", "Tên ấp"), (1, before[0].upper()), (2, "Ấp Mới"), (3, "ấp mới"), (4, None)),
        "villages",
    )
    assert village_names(node) == [*before, "Ấp Mới"]
    told = [(one.row, one.what) for one in faults_of(node, run)]
    assert (2, "thôn đã có trong danh mục") in told
    assert (4, "trùng với dòng 3") in told
    code = node.read(lambda c: c.execute(select(Village.code).where(Village.name == "Ấp Mới")).scalar_one())
    assert code == f"{AREA}-{len(before) + 1:02d}"


def test_a_district_without_communes_is_imported_and_counted_as_its_own_commune(node: Node) -> None:
    islands = "755"
    terms = {**TERMS, "area_code": islands}

    def bring(kind: str, sheet: bytes) -> str:
        import_id = imports.start_run(node, read_admin(node), kind, islands, ("con-dao.xlsx", sheet))
        columns = imports.get_run(node, import_id).plan["columns"]
        imports.plan_run(node, import_id, {"columns": columns, "terms": terms})
        run_due_jobs(node, HANDLERS)
        imports.start_apply(node, import_id)
        run_due_jobs(node, HANDLERS)
        return str(imports.get_run(node, import_id).state)

    assert bring("villages", write_sheet(("STT", "Tên ấp"), (1, "Khu dân cư số 1"))) == "applied"
    sheet = write_sheet(("Thôn, ấp", "Chủ hộ", "Kết quả"), ("Khu dân cư số 1", "Lê Thị Đảo", "Nghèo"))
    assert bring("households", sheet) == "applied"
    here = select(Household.head_name).where(Household.area_code == islands)
    assert node.read(lambda c: c.execute(here).scalars().all()) == ["Lê Thị Đảo"]
    counted = node.read(lambda c: count_register(c, communes_in(c, "77"), "training_points"))
    assert counted[islands]["poor"]["households"] == 1


def test_staff_come_in_with_roles_and_villages_and_without_passwords(node: Node) -> None:
    villages = village_names(node)
    sheet = write_sheet(
        ("Họ và tên", "Chức vụ", "Tài khoản", "Địa bàn phụ trách"),
        ("LÊ THỊ MẪU", "Rà soát viên", None, f"{villages[0]}; {villages[1]}"),
        ("Trần Văn Mẫu", "Cán bộ xã", "tranmau@xa.vn", None),
        ("Phạm Văn Mẫu", "Bảo vệ", None, None),
        ("Võ Văn Mẫu", "RSV", None, "Ấp Không Có"),
        ("Võ Thị Mẫu", "RSV", "admin", None),
    )
    run = bring_in(node, sheet, "staff")
    accounts = {row.name: row for row in node.read(lambda c: c.execute(select(Account.__table__)).all())}
    assert accounts["Lê Thị Mẫu"].login == "mault"
    assert accounts["Trần Văn Mẫu"].login == "tranmau"
    assert accounts["Lê Thị Mẫu"].password_hash is None
    assert not {"Phạm Văn Mẫu", "Võ Văn Mẫu", "Võ Thị Mẫu"} & accounts.keys()
    actor = accounts["Lê Thị Mẫu"].actor_id
    grants = node.read(lambda c: c.execute(select(Grant.role, Grant.area_code).where(Grant.actor_id == actor)).all())
    assert [tuple(one) for one in grants] == [("enumerator", AREA)]
    given = select(Assignment.village_code).where(Assignment.actor_id == actor, Assignment.ended_by.is_(None))
    assert len(node.read(lambda c: c.execute(given).scalars().all())) == 2
    assert {one.what for one in faults_of(node, run)} == {
        "không có trong danh mục",
        "không có thôn “Ấp Không Có” trong xã",
        "tên đăng nhập “admin” đã có người dùng",
    }


def test_roles_come_in_over_their_places_and_only_as_who_imports_may_give_them(node: Node, of_province: str) -> None:
    village = village_names(node)[0]
    sheet = write_sheet(
        ("Họ và tên", "Vai trò", "Huyện", "Xã", "Thôn", "Đến ngày"),
        ("Vai Thị Trưởng", "Trưởng ấp", None, "Phường 1", village, None),
        ("Vai Văn Tra", "Thanh tra", None, "Toàn tỉnh", None, "31/12/2099"),
        ("Vai Văn Không", "Thanh tra", None, "Toàn tỉnh", None, None),
        ("Vai Thị Tỉnh", "Cấp tỉnh", None, None, None, None),
        ("Vai Văn Quản", "Quản trị", None, None, None, None),
    )
    run = bring_in(node, sheet, "staff", {}, of_province)
    rows = node.read(
        lambda c: c.execute(
            select(Account.name, Grant.role, Grant.area_code, Grant.valid_to_on)
            .join(Grant, Grant.actor_id == Account.actor_id)
            .where(Account.name.like("Vai %"))
            .order_by(Account.name)
        ).all()
    )
    assert sorted(tuple(one) for one in rows) == sorted(
        [
            ("Vai Thị Trưởng", "village_head", f"{AREA}-01", None),
            ("Vai Thị Tỉnh", "province", "77", None),
            ("Vai Văn Tra", "inspector", "77", "2099-12-31"),
        ]
    )
    assert [(one.row, one.what) for one in faults_of(node, run)] == [
        (4, "vai trò này phải có ngày kết thúc."),
        (6, "chỉ quản trị mới cấp hay thu quyền quản trị."),
    ]


def test_who_brings_staff_in_is_asked_not_who_took_the_file_in(node: Node, of_province: str) -> None:
    run = check(node, write_sheet(("Họ và tên", "Vai trò"), ("Hồ Văn Quản", "Quản trị")), "staff", {})
    assert run.counts["ready"] == 1
    imports.start_apply(node, run.import_id, of_province)
    run_due_jobs(node, HANDLERS)
    assert node.read(lambda c: c.execute(select(Account.name).where(Account.name == "Hồ Văn Quản")).first()) is None


@pytest.fixture(scope="module")
def of_province(node: Node) -> str:
    """Somebody of the province who administers nothing; the actor id."""
    admin = read_admin(node)
    grants = node.read(lambda c: people.read_grants(c, admin, node.today()))
    actor = Actor(admin, "Quản trị", grants)
    return people.register_person(node, actor, GrantOf("province", "77"), "canbotinh", "Cán Bộ Tỉnh", None)


def test_numbers_of_households_become_denominators(node: Node) -> None:
    sheet = write_sheet(
        ("Xã", "Tổng số hộ", "Tổng số nhân khẩu", "Số hộ DTTS", "Số khẩu DTTS"),
        ("Phường 1", "2.345", "9,876", 12, 40),
        ("Tổng cộng", 2345, 9876, 12, 40),
    )
    terms = {"source": "Niên giám 2015", "counted_on": "2015-12-31"}
    run = bring_in(node, sheet, "denominators", terms)
    assert run.state == "applied"
    rows = node.read(lambda c: c.execute(select(Denominator.__table__).order_by(Denominator.group)).all())
    assert [(row.area_code, row.group, row.households, row.persons) for row in rows] == [
        (AREA, "all", 2345, 9876),
        (AREA, "minority", 12, 40),
    ]


def test_every_job_of_imports_is_one_the_node_runs() -> None:
    assert set(jobs.HANDLERS) <= set(HANDLERS)
