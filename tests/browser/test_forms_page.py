"""The page on forms in a real browser without script: a workbook checked, compared, published, rolled back."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page

from server.forms.own_file import MAX_BYTES
from tests.browser.steps import sign_in
from tests.builders.serving import Running
from tests.builders.workbooks import Sheets, survey, to_xlsx


@pytest.fixture(autouse=True)
def without_java(monkeypatch: pytest.MonkeyPatch) -> None:
    """ODK Validate takes seconds and has its own test."""
    monkeypatch.setattr("server.forms.own.find_java", lambda: None)


def hand_in(page: Page, folder: Path, sheets: Sheets) -> str:
    """Choose a workbook and check it; returns what the page says."""
    file = folder / "khao_sat.xlsx"
    file.write_bytes(to_xlsx(sheets))
    page.goto("/bieu-mau")
    page.set_input_files("#tep", file)
    page.click("button:has-text('Kiểm tra tệp')")
    return page.inner_text("main")


@pytest.mark.parametrize("width", [1280, 800])
def test_a_workbook_is_checked_then_published_then_compared_then_rolled_back(
    page: Page, running: Running, tmp_path: Path, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    sign_in(page, running)
    page.click("nav a:has-text('Biểu mẫu')")
    sheets = survey()
    sheets["survey"][0]["type"] = "txt"
    refused = hand_in(page, tmp_path, sheets)
    assert "1 chỗ phải sửa" in refused and "loại câu hỏi “txt” không có" in refused
    assert "Unknown question type 'txt'" in refused
    assert page.locator("button:has-text('Công bố')").count() == 0
    assert "mọi câu hỏi đều mới" in hand_in(page, tmp_path, survey())
    page.click("button:has-text('Công bố bản 1')")
    assert "Đã công bố bản 1" in page.inner_text("body")
    changed = survey(version="2")
    changed["survey"][1]["label"] = "Số giếng đang dùng"
    compared = hand_in(page, tmp_path, changed)
    assert "Số giếng đang dùng" in compared and re.search(r"Đổi\s+nhãn", compared)
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
    page.click("button:has-text('Công bố thay bản 1')")
    page.click("a.cell:text-is('2')")
    assert "Khác gì bản trước" in page.inner_text("main") and "Nước máy; Giếng" in page.inner_text("main")
    page.goto("/bieu-mau/khao_sat/1/quay-lai")
    page.click("button:has-text('Quay lại bản 1')")
    assert "Nội dung bản 1 nay là bản 1-lui-1" in page.inner_text("body")


def test_the_workbook_comes_back_byte_by_byte(page: Page, running: Running, tmp_path: Path) -> None:
    sign_in(page, running)
    hand_in(page, tmp_path, survey())
    xlsx = (tmp_path / "khao_sat.xlsx").read_bytes()
    page.click("button:has-text('Công bố')")
    page.goto("/bieu-mau/khao_sat/1")
    with page.expect_download() as download:
        page.click("a:has-text('Tải .xlsx')")
    file = Path(download.value.path())
    assert (file.read_bytes(), download.value.suggested_filename) == (xlsx, "khao_sat-1.xlsx")


def test_two_people_do_not_publish_over_one_another(page: Page, running: Running, tmp_path: Path) -> None:
    sign_in(page, running)
    hand_in(page, tmp_path, survey())
    other = page.context.new_page()
    hand_in(other, tmp_path, survey(version="2"))
    other.click("button:has-text('Công bố')")
    page.click("button:has-text('Công bố')")
    assert "đã có bản khác công bố (đang dùng: 2)" in page.inner_text("main")


def test_a_file_that_is_too_heavy_is_told_so_and_a_commune_officer_does_not_come_in(
    page: Page, running: Running, tmp_path: Path
) -> None:
    sign_in(page, running)
    page.goto("/bieu-mau")
    heavy = tmp_path / "nang.xlsx"
    heavy.write_bytes(b"0" * (MAX_BYTES + 1))
    page.set_input_files("#tep", heavy)
    page.click("button:has-text('Kiểm tra tệp')")
    assert "lớn hơn 5 MB" in page.inner_text("main")
    page.context.clear_cookies()
    sign_in(page, running, "commune_officer")
    assert page.locator("nav a:has-text('Biểu mẫu')").count() == 0
    page.goto("/bieu-mau")
    assert "không được xem và công bố biểu mẫu" in page.inner_text("main")


def test_a_trial_tablet_gets_its_code_once_and_a_form_goes_to_it_alone(
    page: Page, running: Running, tmp_path: Path
) -> None:
    sign_in(page, running)
    hand_in(page, tmp_path, survey())
    page.click("button:has-text('Phát cho máy thử')")
    assert "Máy thử nhận bản 1-thu-1" in page.inner_text("body")
    assert page.locator(".chip:has-text('bản thử')").count() == 1
    page.fill("#ten", "rsv-26506-1")
    page.click("button:has-text('Lấy mã QR máy thử')")
    assert page.locator("main img").evaluate("image => image.naturalWidth") > 0
    assert "Mã chỉ hiện một lần" in page.inner_text("main")
    page.goto("/bieu-mau")
    page.click("button:has-text('Thu hồi')")
    assert "Đã thu hồi máy thử" in page.inner_text("body")
    assert page.locator("button:has-text('Thu hồi')").count() == 0
