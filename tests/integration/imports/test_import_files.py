"""Files as offices have them: hidden sheets, a list of one column, formulas that failed, text files of old programs."""

from __future__ import annotations

import io

import pytest
import xlsxwriter
from flask.testing import FlaskClient

from server.services import imports
from server.services.node import Node
from tests.builders.forms import read_admin
from tests.builders.imports import AREA, bring_in, check, faults_of, village_names
from tests.integration.figures.test_figures_page import page

HEADS = ("Ấp", "Mã hộ", "Chủ hộ", "Năm sinh", "Kết quả")


def with_hidden(village: str) -> bytes:
    """Last year's list on a hidden sheet with more columns, this year's on the one that is seen."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    old, new = book.add_worksheet("Năm cũ"), book.add_worksheet("Năm nay")
    for number, row in enumerate(
        ((*HEADS, "Giới tính", "Dân tộc"), (village, 1, "Ẩn Thị Cũ", 1950, "Nghèo", "Nữ", "Kinh"))
    ):
        old.write_row(number, 0, row)
    for number, row in enumerate((HEADS, (village, 1, "Hiện Thị Mới", 1960, "Nghèo"))):
        new.write_row(number, 0, row)
    new.activate()
    old.hide()
    book.close()
    return out.getvalue()


def test_the_sheet_people_see_is_read_and_the_page_says_which(node: Node, office: FlaskClient) -> None:
    import_id = imports.start_run(
        node, read_admin(node), "households", AREA, ("a.xlsx", with_hidden(village_names(node)[0]))
    )
    assert imports.get_run(node, import_id).sheet == "Năm nay"
    [told] = page(office, f"/nhap-du-lieu/{import_id}").xpath("//*[@id='trang-doc']")
    assert " ".join(told.text_content().split()) == "Chỉ đọc trang “Năm nay”. Bị ẩn, không đọc: Năm cũ."
    run = check(node, with_hidden(village_names(node)[0]))
    assert run.counts["ready"] == 1
    [told] = page(office, f"/nhap-du-lieu/{run.import_id}").xpath("//*[@id='trang-doc']")
    assert "Bị ẩn, không đọc: Năm cũ." in told.text_content()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16"])
def test_villages_come_in_from_a_text_of_one_column(node: Node, encoding: str) -> None:
    name = f"Ấp Một Cột {encoding.upper()}"
    run = bring_in(node, f"Tên thôn\r\n{name}\r\n".encode(encoding), "villages")
    assert (run.state, name in village_names(node)) == ("applied", True)


def test_a_failed_formula_is_a_fault_of_its_cell(node: Node) -> None:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet = book.add_worksheet("DS")
    sheet.write_row(0, 0, HEADS)
    sheet.write_row(1, 0, (village_names(node)[0], 1, "Công Thị Thức", 1960))
    sheet.write_formula(1, 4, "=VLOOKUP(A2,X!A:B,2)", None, "#N/A")
    book.close()
    run = check(node, out.getvalue())
    assert run.counts["ready"] == 0
    [fault] = faults_of(node, run)
    assert (fault.row, fault.column, fault.value, fault.severity) == (2, 4, "#N/A", "block")
