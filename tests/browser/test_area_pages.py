"""Places on the pages, without script: merged, renamed, described; the register on a day."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.steps import sign_in
from tests.builders.serving import Running


def test_a_commune_is_merged_on_its_page_and_lies_under_its_successor(page: Page, running: Running) -> None:
    sign_in(page, running)
    page.click("nav a:has-text('Địa bàn')")
    page.click("a.cell:has-text('Phường 1') >> nth=0")
    page.select_option("#us", "26508")
    page.fill("#ud", "2016-11-15")
    page.fill("#up", "12/NQ-TH")
    page.click("button:has-text('Ghi thay đổi') >> nth=-1")
    assert "Nhập vào Phường Thắng Tam từ 15/11/2016" in page.inner_text(".head")
    page.goto("/dia-ban?q=26506")
    assert "nhập vào Phường Thắng Tam từ 15/11/2016" in page.inner_text("tbody >> nth=0")
    page.goto("/dia-ban?q=26506&ngay=2016-11-14")
    assert "nhập vào" not in page.inner_text("tbody >> nth=0")


def test_a_commune_officer_renames_a_village_and_nothing_else(page: Page, running: Running) -> None:
    sign_in(page, running, "commune_officer")
    page.goto("/dia-ban/26506")
    assert page.locator("#us").count() == 0 and page.locator("#al").count() == 0
    page.fill("#vn", "Khu phố Hòa Bình")
    page.fill("#vd", "2016-11-15")
    page.fill("#vp", "3/NQ-TH")
    page.click("button:has-text('Ghi thay đổi của thôn')")
    assert "Khu phố Hòa Bình" in page.inner_text("main")
    page.goto("/dia-ban/26508")
    assert page.locator("#vn").count() == 0


@pytest.mark.parametrize("width", [1280, 800])
def test_an_attribute_is_described_with_its_days(page: Page, running: Running, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    sign_in(page, running)
    page.goto("/dia-ban/26506")
    page.select_option("#al", "coast")
    page.fill("#af", "2016-01-01")
    page.fill("#ap", "131/QĐ-TH")
    page.click("button:has-text('Ghi đặc điểm')")
    page.fill("#e1", "2018-12-31")
    page.click("button:has-text('Kết thúc')")
    assert "từ 01/01/2016 đến 31/12/2018" in page.inner_text("aside")
    overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert overflow <= 0
    page.goto("/dia-ban?dac-diem=coast&ngay=2017-01-01")
    assert "Phường 1" in page.inner_text("tbody >> nth=0")
