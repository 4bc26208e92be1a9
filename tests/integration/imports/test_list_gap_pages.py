"""The page of sign-off names the households that may make the difference, and gives them as a sheet, written down."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient
from openpyxl import load_workbook
from sqlalchemy import select

from server.config import Config
from server.demo.build import build_demo
from server.services.imports.undoing import start_undo
from server.services.job_kinds import HANDLERS
from server.services.jobs import run_due_jobs
from server.services.node import Node
from server.store.tables import DataAccess
from tests.builders.forms import read_admin
from tests.builders.imports import AREA, TERMS, bring_in, village_names, write_sheet
from tests.integration.figures.test_figures_page import client_of, page

HEADS = ("Ấp", "Chủ hộ", "Số khẩu", "Kết quả")
ADDRESS = f"/doi-chieu/{AREA}?chuan=training_points"
LATER = {"decision_no": "20/QĐ-TH", "decision_on": "2016-12-20", "from_on": "2017-01-01", "to_on": "2017-12-31"}


@pytest.fixture(scope="module")
def node(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Node]:
    """A demo node with lists of two years."""
    one = build_demo(Config(var=tmp_path_factory.mktemp("gaps") / "var"), households=3, communes=2)
    village = village_names(one)[0]
    rows = [(village, "Lệch Thị Giữ", 4, "Nghèo"), (village, "Lệch Thị Đổi", 4, "Nghèo")]
    bring_in(one, write_sheet(HEADS, *rows))
    later = [(village, "Lệch Thị Giữ", 4, "Nghèo"), (village, "Lệch Thị Đổi", 4, "Cận nghèo")]
    more = [(village, "Lệch Thị Mới", 3, "Nghèo"), (village, "Lệch Thị Ngoài", 3, "khá")]
    bring_in(one, write_sheet(HEADS, *later, *more), terms={**TERMS, **LATER})
    yield one
    one.close()


@pytest.fixture(scope="module")
def officer(node: Node) -> Iterator[FlaskClient]:
    """Somebody of the province."""
    with client_of(node, "tinh") as client:
        yield client


def told(client: FlaskClient, question: str) -> dict[str, list[str]]:
    """Signs by head, of the households shown."""
    lines = page(client, ADDRESS + question).xpath("(//section[@id='ho']//table)[1]/tbody/tr[th/a]")
    return {
        one.xpath("string(th)").split(" ", 1)[1]: [chip.text for chip in one.xpath("td[last()]/span")] for one in lines
    }


def test_households_with_a_sign_are_shown_first_and_all_on_demand(officer: FlaskClient) -> None:
    signs = told(officer, "&status_on=2017-06-30")
    assert signs["Lệch Thị Đổi"] == ["khác danh sách trước"]
    assert signs["Lệch Thị Mới"] == ["không có trong danh sách trước"]
    assert "Lệch Thị Giữ" not in signs
    assert "Lệch Thị Giữ" in told(officer, "&dau=all")


def test_the_day_of_the_totals_says_what_has_changed_since(officer: FlaskClient) -> None:
    signs = told(officer, "&status_on=2016-06-30&dau=changed")
    assert {name: "đổi kết quả sau ngày đó" in words for name, words in signs.items()} == {
        "Lệch Thị Đổi": True,
        "Lệch Thị Mới": True,
    }


def test_households_of_an_import_that_was_taken_back_are_no_difference(officer: FlaskClient, node: Node) -> None:
    run = bring_in(node, write_sheet(HEADS, (village_names(node)[0], "Lệch Thị Rút", 2, "Nghèo")))
    assert "Lệch Thị Rút" in told(officer, "&dau=all")
    start_undo(node, read_admin(node), run.import_id)
    run_due_jobs(node, HANDLERS)
    assert "Lệch Thị Rút" not in told(officer, "&dau=all")


def test_lines_a_list_left_outside_are_named(officer: FlaskClient) -> None:
    outside = page(officer, ADDRESS).xpath("(//section[@id='ho']//table)[2]/tbody/tr")
    assert [one.xpath("string(td[1])") for one in outside] == ["D5"]


def test_the_sheet_has_every_household_and_is_written_down(officer: FlaskClient, node: Node) -> None:
    answer = officer.get(f"/doi-chieu/{AREA}/ho.xlsx?chuan=training_points&status_on=2017-06-30")
    sheet = load_workbook(io.BytesIO(answer.data)).active
    heads = {row[1].value: row[8].value for row in sheet.iter_rows() if row[1].value}
    assert heads["Lệch Thị Đổi"] == "khác danh sách trước"
    assert "Lệch Thị Giữ" in heads
    query = select(DataAccess.kind, DataAccess.note, DataAccess.area_code).order_by(DataAccess.at.desc())
    newest = node.read(lambda c: c.execute(query).first())
    assert tuple(newest) == ("export", "doi-chieu.xlsx", AREA)
