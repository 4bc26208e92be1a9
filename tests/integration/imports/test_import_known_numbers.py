"""A number the register has already is a finding of the dry run: a warning, never a refusal (R8)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import func, select

from server.config import Config
from server.demo.build import build_demo
from server.services import imports
from server.services.doubles.searching import Search
from server.services.job_kinds import HANDLERS
from server.services.jobs import run_due_jobs
from server.services.node import Node
from server.store.tables import DuplicateDecision, Household
from tests.builders.forms import read_admin
from tests.builders.imports import AREA, TERMS, bring_in, check, faults_of, village_names, write_sheet

HEADS = ("Ấp", "Chủ hộ", "Năm sinh", "Số CCCD", "Kết quả")
NUMBER, OTHER_NUMBER = "077160123456", "077160123457"


@pytest.fixture(scope="module")
def node(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Node]:
    """A demo node with one household that has papers, looked at by the search for doubles."""
    one = build_demo(Config(var=tmp_path_factory.mktemp("numbers") / "var"), households=3, communes=2)
    bring_in(one, write_sheet(HEADS, (village_names(one)[0], "Giấy Thị Có", 1960, NUMBER, "Nghèo")))
    while Search(one).run(5):
        pass
    yield one
    one.close()


def code_of(node: Node, head: str) -> str:
    """The code of a household."""
    return str(node.read(lambda c: c.execute(select(Household.code).where(Household.head_name == head)).scalar_one()))


def known_numbers(node: Node, run: object) -> list[tuple[int, str, str]]:
    """(row, what, severity) of the numbers told."""
    return [(one.row, one.what, one.severity) for one in faults_of(node, run) if "trong sổ" in one.what]


def test_a_number_of_another_household_is_told_with_its_code_and_comes_in(node: Node) -> None:
    village = village_names(node)[0]
    sheet = write_sheet(
        HEADS,
        (village, "Giấy Văn Khác", 1960, NUMBER, "Nghèo"),
        (village, "Giấy Văn Riêng", 1960, OTHER_NUMBER, "Nghèo"),
    )
    run = check(node, sheet)
    code = code_of(node, "Giấy Thị Có")
    assert known_numbers(node, run) == [(2, f"số giấy tờ đã có trong sổ ở hộ {code}", "warn")]
    assert run.counts["ready"] == 2
    assert all(NUMBER not in (one.what + one.value) for one in faults_of(node, run))
    imports.start_apply(node, run.import_id)
    run_due_jobs(node, HANDLERS)
    assert {code, code_of(node, "Giấy Văn Khác")} == set(_active(node, "Giấy Thị Có", "Giấy Văn Khác"))
    assert node.read(lambda c: c.execute(select(func.count()).select_from(DuplicateDecision.__table__)).scalar()) == 0


def test_the_same_household_in_another_year_is_not_told(node: Node) -> None:
    village = village_names(node)[0]
    later = {**TERMS, "decision_no": "20/QĐ-TH", "decision_on": "2016-12-20", "from_on": "2017-01-01"}
    run = check(node, write_sheet(HEADS, (village, "Giấy Thị Có", 1960, NUMBER, "Cận nghèo")), terms=later)
    assert run.counts["known"] == 1
    own = code_of(node, "Giấy Thị Có")
    assert all(own not in what for _row, what, _severity in known_numbers(node, run))


def test_a_household_elsewhere_is_told_without_its_code(node: Node) -> None:
    sheet = write_sheet(HEADS, ("Khu phố Khác", "Giấy Thị Xa", 1960, NUMBER, "Nghèo"))
    import_id = imports.start_run(node, read_admin(node), "households", "26508", ("xa.xlsx", sheet))
    columns = imports.get_run(node, import_id).plan["columns"]
    imports.plan_run(node, import_id, {"columns": columns, "terms": {**TERMS, "area_code": "26508"}})
    run_due_jobs(node, HANDLERS)
    told = known_numbers(node, imports.get_run(node, import_id))
    assert told == [(2, "số giấy tờ đã có trong sổ ở một hộ ngoài khu vực của lần nhập này", "warn")]
    assert AREA not in told[0][1]


def _active(node: Node, *heads: str) -> list[str]:
    query = select(Household.code).where(Household.head_name.in_(heads), Household.state == "active")
    return list(node.read(lambda c: c.execute(query).scalars().all()))
