"""A household keeps the code of every list that names it: found by each, shown with its list, after a rebuild too."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from server.config import Config
from server.demo.build import build_demo
from server.services.imports.undoing import start_undo
from server.services.job_kinds import HANDLERS
from server.services.jobs import run_due_jobs
from server.services.maintenance import rebuild_node
from server.services.node import Node
from server.services.views.cases import CaseFilter, list_cases
from server.services.views.old_codes import list_old_codes
from server.services.views.queue.filters import QueueFilter
from server.services.views.queue.query import Scope, narrow
from server.store.tables import Case, Household, Round
from tests.builders.forms import read_admin
from tests.builders.imports import AREA, TERMS, bring_in, village_names, write_sheet
from tests.integration.figures.test_figures_page import client_of, page

HEADS = ("Ấp", "Mã hộ", "Chủ hộ", "Năm sinh", "Kết quả")
LATER = {**TERMS, "decision_no": "20/QĐ-TH", "decision_on": "2016-12-20", "from_on": "2017-01-01"}
HEAD = "Nhiều Thị Mã"


@pytest.fixture(scope="module")
def node(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Node]:
    """A demo node with a household that two lists name, each by a code of its own."""
    one = build_demo(Config(var=tmp_path_factory.mktemp("codes") / "var"), households=3, communes=2)
    village = village_names(one)[0]
    bring_in(one, write_sheet(HEADS, (village, "HN-0715", HEAD, 1960, "Nghèo")))
    bring_in(one, write_sheet(HEADS, (village, "BĐ/42", HEAD, 1960, "Cận nghèo")), terms=LATER)
    yield one
    one.close()


@pytest.fixture(scope="module")
def officer(node: Node) -> Iterator[FlaskClient]:
    """Somebody of the province."""
    with client_of(node, "tinh") as client:
        yield client


def id_of(node: Node, head: str = HEAD) -> str:
    """The household's id."""
    query = select(Household.household_id).where(Household.head_name == head)
    return str(node.read(lambda c: c.execute(query).scalar_one()))


def codes_of(node: Node, head: str = HEAD) -> list[tuple[str, str]]:
    """(code, decision of the list), the first list first."""
    return [(one.code, one.decision_no) for one in node.read(lambda c: list_old_codes(c, id_of(node, head)))]


BOTH = [("HN-0715", "12/QĐ-TH"), ("BĐ/42", "20/QĐ-TH")]


def test_the_codes_of_both_lists_are_kept_and_a_rebuild_gives_them_again(node: Node) -> None:
    assert codes_of(node) == BOTH
    rebuild_node(node, lambda _done, _total: None)
    assert codes_of(node) == BOTH


@pytest.mark.parametrize("text", ["HN-0715", "hn-0715", " BĐ/42 "])
def test_the_household_is_found_by_the_code_of_either_list(node: Node, text: str) -> None:
    round_id = node.read(lambda c: c.execute(select(Round.round_id)).scalars().first())
    found = node.read(lambda c: list_cases(c, round_id, [AREA], CaseFilter(text=text.strip())))
    assert [row.household_id for row in found.rows] == [id_of(node)]
    scope = Scope(round_id, (AREA,), node.now())
    conditions = [
        one for one in narrow(scope, QueueFilter(text=text.strip(), state="all")) if "received" not in str(one)
    ]
    case_ids = node.read(lambda c: c.execute(select(Case.household_id).where(*conditions)).scalars().all())
    assert case_ids == [id_of(node)]


def test_a_part_of_an_old_code_finds_nothing(node: Node) -> None:
    round_id = node.read(lambda c: c.execute(select(Round.round_id)).scalars().first())
    assert node.read(lambda c: list_cases(c, round_id, [AREA], CaseFilter(text="0715"))).rows == ()


def test_the_page_of_the_household_shows_each_code_with_its_list(node: Node, officer: FlaskClient) -> None:
    [section] = page(officer, f"/ho/{id_of(node)}").xpath("//section[@id='ma-cu']")
    lines = [" ".join(one.text_content().split()) for one in section.xpath(".//p")]
    assert [one.split(" ")[0] for one in lines] == ["HN-0715", "BĐ/42"]
    assert "12/QĐ-TH" in lines[0] and "20/QĐ-TH" in lines[1]
    assert all("danh-sach.xlsx" in one for one in lines)


def test_a_line_without_a_status_still_leaves_its_code(node: Node) -> None:
    village = village_names(node)[0]
    bring_in(node, write_sheet(HEADS, (village, 1, "Không Thị Quyết", 1960, "Nghèo")))
    bare: dict[str, Any] = {**TERMS, "decision_no": "", "decision_on": ""}
    bring_in(node, write_sheet(HEADS, (village, "T-9", "Không Thị Quyết", 1960, "Thoát nghèo")), terms=bare)
    assert codes_of(node, "Không Thị Quyết") == [("1", "12/QĐ-TH"), ("T-9", "")]


def test_a_list_that_was_taken_back_leaves_no_code(node: Node) -> None:
    village = village_names(node)[0]
    bring_in(node, write_sheet(HEADS, (village, "A1", "Lấy Thị Lại", 1960, "Nghèo")))
    run = bring_in(node, write_sheet(HEADS, (village, "B2", "Lấy Thị Lại", 1960, "Nghèo")), terms=LATER)
    start_undo(node, read_admin(node), run.import_id)
    run_due_jobs(node, HANDLERS)
    assert [code for code, _no in codes_of(node, "Lấy Thị Lại")] == ["A1"]
    round_id = node.read(lambda c: c.execute(select(Round.round_id)).scalars().first())
    assert node.read(lambda c: list_cases(c, round_id, [AREA], CaseFilter(text="B2"))).rows == ()
