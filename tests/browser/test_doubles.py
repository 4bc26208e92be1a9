"""The desk of doubles in a real browser: opened and decided by keys, taken back; axe finds nothing."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.steps import sign_in
from tests.builders.serving import Running
from tests.integration.doubles.desk import HUNG, LAN, Desk


def test_a_pair_is_decided_by_keys_and_taken_back(scripted_page: Page, running: Running) -> None:
    desk, page = Desk(running.node), scripted_page
    desk.household("A1", LAN, HUNG)
    desk.household("A2", {**LAN, "full_name": "Doan Thi Ngoc Lan"}, HUNG, village=desk.villages[1])
    desk.search()
    sign_in(page, running, "commune_officer")
    page.click("text=Nghi trùng")
    expect(page.locator("[data-keys=rows] tbody tr")).to_have_count(1)
    assert Axe().run(page).response["violations"] == []
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Hai hộ là một?")
    assert Axe().run(page).response["violations"] == []
    page.keyboard.press("1")
    expect(page.locator(".notice").first).to_contain_text("đã được đánh dấu trùng")
    page.wait_for_load_state()  # keys do something once the page's script is there
    page.keyboard.press("u")
    expect(page.locator(".notice").first).to_contain_text("Đã rút lại kết luận")
    page.set_viewport_size({"width": 800, "height": 900})
    assert Axe().run(page).response["violations"] == []
    page.click("button:has-text('Hai hộ khác nhau')")
    expect(page.locator("h2", has_text="Không có cặp nào chờ kết luận")).to_be_visible()
