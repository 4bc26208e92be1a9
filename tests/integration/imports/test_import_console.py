"""Imports from the console: every kind, a dry run first; old .xls files; the marked sheet corrected and read again."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from openpyxl import load_workbook
from sqlalchemy import func, select

from server.cli import main
from server.config import Config
from server.demo.build import build_demo
from server.domain.access import Actor, GrantOf
from server.errors import Problem
from server.papers.sheet_reading import list_sheets, read_sheet
from server.services import imports, people
from server.services.imports.undoing import start_undo
from server.services.job_kinds import HANDLERS
from server.services.jobs import run_due_jobs
from server.services.node import Node, open_node
from server.store.tables import Account, Denominator, Household
from tests.builders.forms import read_admin
from tests.builders.imports import AREA, village_names, write_sheet
from tests.builders.old_sheets import write_xls

HEADS = ("Ấp", "Mã hộ", "Chủ hộ", "Năm sinh", "Số CMND", "Kết quả")
TERMS = ("--standard", "training_points", "--decision", "12/QĐ-TH", "--decided-on", "2015-12-20", "--area", AREA)
Command = Callable[..., Any]


@pytest.fixture(scope="module")
def var(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a demo node."""
    folder = tmp_path_factory.mktemp("console") / "var"
    build_demo(Config(var=folder), households=3, communes=2).close()
    return folder


@pytest.fixture
def node(var: Path) -> Iterator[Node]:
    """The node itself, between commands."""
    one = open_node(Config(var=var))
    yield one
    one.close()


@pytest.fixture
def command(var: Path, tmp_path: Path) -> Command:
    """`rasoat import KIND FILE …`, the file written first."""

    def run(kind: str, data: bytes, *words: str, name: str = "tep.xlsx") -> Any:
        path = tmp_path / name
        path.write_bytes(data)
        return CliRunner().invoke(main, ["import", kind, str(path), *words], env={"RASOAT_VAR": str(var)})

    return run


def count(node: Node, *where: Any) -> int:
    """Active households that are so."""
    query = select(func.count()).select_from(Household.__table__).where(Household.state == "active", *where)
    return int(node.read(lambda c: c.execute(query).scalar_one()))


def test_households_are_tried_then_brought_in_then_taken_back(command: Command, node: Node) -> None:
    sheet = write_sheet(HEADS, (village_names(node)[0], "7", "Bàn Thị Khiển", 1960, None, "Nghèo"))
    tried = command("households", sheet, *TERMS)
    assert (tried.exit_code, "Chỉ kiểm tra thử" in tried.output) == (0, True)
    assert count(node, Household.head_name == "Bàn Thị Khiển") == 0
    done = command("households", sheet, *TERMS, "--apply")
    assert "Đã nhập 1 dòng" in done.output
    assert count(node, Household.head_name == "Bàn Thị Khiển") == 1
    start_undo(node, read_admin(node), done.output.rsplit("mã ", 1)[1].strip().rstrip("."))
    run_due_jobs(node, HANDLERS)
    assert count(node, Household.head_name == "Bàn Thị Khiển") == 0


def test_villages_and_new_ones_of_a_list_of_households(command: Command, node: Node) -> None:
    done = command("villages", write_sheet(("STT", "Tên ấp"), (1, "Ấp Bàn Khiển")), "--area", AREA, "--apply")
    assert (done.exit_code, "Ấp Bàn Khiển" in village_names(node)) == (0, True)
    sheet = write_sheet(HEADS, ("Ấp Chưa Tạo", "8", "Bàn Văn Khiển", 1961, None, "Nghèo"))
    assert "thôn chưa có: Ấp Chưa Tạo" in command("households", sheet, *TERMS).output
    assert "Đã nhập 1 dòng" in command("households", sheet, *TERMS, "--new-villages", "--apply").output
    assert "Ấp Chưa Tạo" in village_names(node)


def test_staff_ask_the_same_rights_as_the_page(command: Command, node: Node) -> None:
    admin = read_admin(node)
    actor = Actor(admin, "", node.read(lambda c: people.read_grants(c, admin, node.today())))
    people.register_person(node, actor, GrantOf("commune_officer", AREA), "canboxa", "Cán Bộ Xã", None)
    sheet = write_sheet(("Họ và tên", "Vai trò"), ("Bàn Thị Soát", "RSV"))
    refused = command("staff", sheet, "--area", AREA, "--as", "canboxa", "--apply")
    assert refused.exit_code != 0
    assert "không nhập được dữ liệu này" in refused.output + str(refused.exception)
    assert command("staff", sheet, "--area", AREA, "--apply").exit_code == 0
    found = node.read(lambda c: c.execute(select(Account.login).where(Account.name == "Bàn Thị Soát")).scalars().all())
    assert found == ["soatbt"]


def test_numbers_of_households(command: Command, node: Node) -> None:
    sheet = write_sheet(("Xã", "Tổng số hộ", "Tổng số nhân khẩu"), ("Phường 1", "2.345", "9.876"))
    words = ("--source", "Niên giám 2015", "--on", "2015-12-31")
    assert "Chỉ kiểm tra thử" in command("denominators", sheet, *words).output
    assert command("denominators", sheet, *words, "--apply").exit_code == 0
    rows = node.read(lambda c: c.execute(select(Denominator.households, Denominator.persons)).all())
    assert [tuple(row) for row in rows] == [(2345, 9876)]


def test_a_column_is_put_right_by_its_letter(command: Command) -> None:
    sheet = write_sheet(("Nơi", "Ai", "Diện"), ("x", "Lê Thị Mẫu", "Nghèo"))
    wrong = command("households", sheet, *TERMS, "--column", "A=khong_co")
    assert "--column A=khong_co không đúng" in wrong.output + str(wrong.exception)
    right = ("--column", "A=village", "--column", "B=head_name", "--column", "C=outcome")
    assert command("households", sheet, *TERMS, *right).exit_code == 0


def test_an_xls_file_of_an_old_program_is_read(command: Command, node: Node) -> None:
    rows = (HEADS, (village_names(node)[0], 9, "Cũ Thị Bảng", 1955, None, "Cận nghèo"))
    data = write_xls(*rows)
    assert list_sheets(data) == ["DS"]
    assert [list(row) for row in read_sheet(data).rows] == [list(row) for row in rows]
    assert "Đã nhập 1 dòng" in command("households", data, *TERMS, "--apply", name="cu.xls").output
    assert count(node, Household.head_name == "Cũ Thị Bảng") == 1


def test_a_broken_xls_file_is_told() -> None:
    with pytest.raises(Problem, match="không đọc được"):
        read_sheet(write_xls(HEADS)[:900])


def test_the_marked_sheet_is_corrected_in_its_cells_and_read_again(
    command: Command, node: Node, tmp_path: Path
) -> None:
    village = village_names(node)[0]
    sheet = write_sheet(
        HEADS,
        (village, 1, "Dấu Thị Một", 1960, 99160123456, "Nghèo"),
        (village, 2, "Dấu Thị 2", 1961, None, "Nghèo"),
        (village, 3, "Dấu Thị Ba", 1962, None, "khá"),
    )
    marked = tmp_path / "loi.xlsx"
    assert "1 nhập được, 2 còn ngoài" in command("households", sheet, *TERMS, "--faults", str(marked)).output
    book = load_workbook(marked)
    cells = {cell.coordinate: cell for row in book["DS"].iter_rows() for cell in row if cell.comment is not None}
    assert sorted(cells) == ["C3", "E2", "F4"]
    assert [cells[at].fill.fgColor.rgb for at in ("C3", "E2", "F4")] == ["FFF6D5CE", "FFFBE8C8", "FFF6D5CE"]
    assert "bỏ số 0 ở đầu" in cells["E2"].comment.text
    assert [row[0].value for row in book["Lỗi"].iter_rows(min_row=2)] == ["E2", "C3", "F4"]
    cells["C3"].value, cells["E2"].value, cells["F4"].value = "Dấu Thị Hai", "079160123456", "Cận nghèo"
    out = io.BytesIO()
    book.save(out)
    done = command("households", out.getvalue(), *TERMS, "--apply")
    assert "3 nhập được, 0 còn ngoài" in done.output
    assert count(node, Household.head_name.like("Dấu Thị%")) == 3
    import_id = done.output.rsplit("mã ", 1)[1].strip().rstrip(".")
    assert imports.get_run(node, import_id).sheet == "DS"
