"""A split and a move of two sides in a real browser, without script, and what axe says of the pages."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.steps import sign_in
from tests.builders.serving import Running
from tests.integration.household_events.conftest import Communes


def test_a_split_and_a_move_from_the_households_page_to_the_other_communes_register(
    page: Page, running: Running
) -> None:
    communes = Communes(running.node)
    here, day = communes.household(least=3), communes.when().happened_on
    sign_in(page, running)
    page.goto(f"/ho/{here.row.household_id}")
    page.get_by_role("link", name="Tách hộ", exact=True).click()
    page.locator("input[name=nguoi]").last.check()
    page.locator("input[name=chu_moi]").last.check()
    page.fill("#ngay", day)
    page.get_by_role("button", name="Xem trước").click()
    expect(page.locator("h2").first).to_have_text("Sẽ thành hai hộ")
    page.get_by_role("button", name="Ghi tách 1 người").click()
    expect(page.locator(".notice")).to_contain_text("Hộ mới chờ quyết định")
    page.get_by_role("link", name="Cả hộ đi, mất").click()
    page.locator("input[name=cach][value=xa]").check()
    page.select_option("#den", communes.receiving)
    page.fill("#ngay", day)
    page.get_by_role("button", name="Xem trước").click()
    page.get_by_role("button", name="Ghi chuyển đi").click()
    page.goto("/chuyen-ho?xem=in")
    page.get_by_role("link", name="Nhận hoặc trả lại").click()
    page.select_option("#thon", index=1)
    page.get_by_role("button", name="Nhận hộ").click()
    expect(page.locator(".notice")).to_contain_text("Đã nhận hộ vào sổ")
    assert communes.here(here.row.household_id).row.area_code == communes.receiving


def test_axe_finds_nothing_on_the_pages_of_events(scripted_page: Page, running: Running) -> None:
    communes = Communes(running.node)
    here = communes.household()
    own = f"/ho/{here.row.household_id}/bien-dong"
    sign_in(scripted_page, running)
    for path in (f"{own}/tach", f"{own}/nguoi", "/cho-quyet-dinh?xem=unsent"):
        scripted_page.goto(path)
        assert Axe().run(scripted_page).response["violations"] == [], path
