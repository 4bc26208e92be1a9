"""The law's numbers on the pages: read, typed by two people, adopted; without script, at 1280 and 800 px."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.steps import sign_in
from tests.builders.pack_sheets import fill, set_cell
from tests.builders.serving import Running

B1 = "vn_2016_b1"


@pytest.mark.parametrize("width", [1280, 800])
def test_every_number_is_shown_with_its_paper_and_what_lacks_is_said(page: Page, running: Running, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    sign_in(page, running)
    page.click("nav a:has-text('Chuẩn và số liệu')")
    page.click(f"tr:has-text('{B1}') a >> nth=0")
    text = page.inner_text("main")
    assert "Còn 88 mục phải nạp" in text
    assert "Lương hưu: từ 2 người" in text and "Phụ lục 3b" in text and "chưa có" in text
    overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert overflow <= 0
    page.click("a:has-text('trường hợp mẫu')")
    assert "Kết quả phải là" in page.inner_text("main") and "chưa xác định" in page.inner_text("main")
    page.go_back()
    page.click("a:has-text('Bản in')")
    assert "Người đối chiếu 2" in page.inner_text("main")


def test_two_people_load_a_table_and_adopt_it(page: Page, running: Running, tmp_path: Path) -> None:
    sheet, other = tmp_path / "b1.xlsx", tmp_path / "b1-2.xlsx"
    pack = running.node.packs.scoring(B1)
    sheet.write_bytes(fill(pack))
    other.write_bytes(fill(pack, set_cell("items.water[1]", "Nông thôn", 39871)))
    upload(page, running, "province", sheet)
    assert "người thứ hai tự chép" in page.inner_text("body")
    upload(page, running, "administrator", other)
    text = page.inner_text("main")
    assert "Khác nhau ở 1 dòng" in text and "Nguồn nước: nước máy, nước mua" in text
    assert "39871" not in page.content() and "39.871" not in page.content()
    upload(page, running, "administrator", sheet)
    page.click("button:has-text('Công bố 13 mục giống nhau')")
    assert "Đủ cho đợt chính thức" in page.inner_text("main")
    assert f"{B1}+" in page.inner_text("main")


def upload(page: Page, running: Running, role: str, sheet: Path) -> None:
    """Sign in and load a filled-in spreadsheet."""
    sign_in(page, running, role)
    page.goto(f"/goi/{B1}")
    page.set_input_files("#tep", sheet)
    page.click("button:has-text('Nạp bảng tính')")


def test_mistakes_in_a_spreadsheet_are_listed_and_nothing_is_loaded(
    page: Page, running: Running, tmp_path: Path
) -> None:
    sheet = tmp_path / "b1.xlsx"
    sheet.write_bytes(fill(running.node.packs.scoring(B1), set_cell("items.water[1]", "Nông thôn", "12")))
    upload(page, running, "province", sheet)
    assert "là chữ “12”, không phải số" in page.inner_text("main")
    page.goto(f"/goi/{B1}")
    assert "Chưa ai nạp số cho gói này" in page.inner_text("main")


def test_numbers_are_typed_on_the_page_and_stay_there_after_a_mistake(page: Page, running: Running) -> None:
    sign_in(page, running)
    page.goto(f"/goi/{B1}/nhap")
    page.fill("#act", "Thông tư thử")
    page.fill("#from_on", "2016-08-15")
    page.fill("[name='items.pension[1]|0|all']", "10")
    page.click("button:has-text('Ghi lại')")
    assert "còn trống: Lương hưu: 1 người" in page.inner_text("[role=alert]")
    assert page.input_value("[name='items.pension[1]|0|all']") == "10"
    page.fill("[name='items.pension[2]|0|rural']", "1.000")
    page.fill("[name='items.pension[2]|0|urban']", "5")
    page.click("button:has-text('Ghi lại')")
    assert "1 mục" in page.inner_text("main")


def test_a_commune_officer_reads_the_law_and_loads_nothing(page: Page, running: Running) -> None:
    sign_in(page, running, "commune_officer")
    page.goto(f"/goi/{B1}")
    assert "Cán bộ tỉnh hoặc người quản trị nạp số" in page.inner_text("main")
    page.goto(f"/goi/{B1}/nhap")
    assert "không nạp được số liệu" in page.inner_text("main")
