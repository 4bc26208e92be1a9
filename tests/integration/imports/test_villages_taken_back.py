"""Villages and numbers taken back with their import: what is in use stays, and why."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from server.domain.access import Actor, GrantOf
from server.domain.imports.undoing import Plan
from server.errors import Problem
from server.services import areas, audit, denominators, imports, people, rounds
from server.services.areas import VillageChange
from server.services.audit import Access
from server.services.denominators import NewDenominator
from server.services.imports.undoing import start_undo
from server.services.job_kinds import HANDLERS
from server.services.jobs import run_due_jobs
from server.services.node import Node
from server.store.tables import (
    Denominator,
    Grant,
    Job,
    Village,
)
from tests.builders.forms import read_admin, read_erasers, read_round_id
from tests.builders.imports import AREA, TERMS, bring_in, check, faults_of, write_sheet
from tests.integration.imports.taking_back import (
    HEADS,
    SOURCE,
    bring_totals,
    bring_villages,
    listed_villages,
    plan_of,
    reasons_of,
    rebuilt_alike,
    take_back,
    today,
    totals,
    village_code,
)


@pytest.fixture
def node(demo_node: Node) -> Node:
    """A demo node of its own for each test: what is taken back shows in the whole register."""
    return demo_node


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
