"""Reassigning in a browser, without script: choose, look, give, take back."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.browser.steps import sign_in
from tests.builders.serving import Running
from tests.integration.assigning.conftest import Field


def test_households_are_chosen_looked_at_given_and_taken_back(page: Page, running: Running) -> None:
    field = Field(running.node)
    mine = field.ids(field.one)
    sign_in(page, running)
    page.goto(f"/phan-cong/ho?xa={field.area}&cua={field.one}")
    for number in range(2):
        page.locator("tbody input[type=checkbox]").nth(number).check()
    page.select_option("select[name=nguoi]", field.other)
    page.click("button:has-text('Xem trước khi giao')")
    assert page.inner_text("h1") == "Sẽ giao 2 hộ"
    assert field.ids(field.one) == mine
    page.click("button:has-text('Giao 2 hộ')")
    assert "Đã giao lại 2 hộ" in page.inner_text(".notice.ok")
    assert len(field.ids(field.one)) == len(mine) - 2
    page.click(".notice button:has-text('Hoàn tác')")
    assert "Đã trả 2 hộ" in page.inner_text(".notice.ok")
    assert field.ids(field.one) == mine
