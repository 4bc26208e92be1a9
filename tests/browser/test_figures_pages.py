"""The pages of numbers in a browser: a number leads to its households without script, tables fit, axe is quiet."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.steps import sign_in
from tests.builders.serving import Running
from tests.integration.figures.conftest import work_some_days

PAGES = (
    "/so-lieu",
    "/so-lieu?bang=chi-so",
    "/so-lieu?bang=ma-tran",
    "/so-lieu/ho",
    "/tien-do",
    "/ban-do",
    "/chat-luong",
    "/phuc-tra?noi=26506",
)


@pytest.fixture
def worked(running: Running) -> Running:
    """The demo after some days in the field."""
    work_some_days(running.node)
    return running


def test_a_number_leads_to_its_households_and_a_narrow_screen_never_scrolls_sideways(
    page: Page, worked: Running
) -> None:
    sign_in(page, worked)
    page.click("nav a:has-text('Số liệu')")
    number = page.locator("main table tbody tr.sum td a.cell").first
    told = number.inner_text()
    number.click()
    assert page.inner_text("h1").startswith(f"{told} hộ")
    page.click("a:has-text('Về bảng')")
    page.select_option("#k", "urban")
    page.click("main form button")
    assert "khu-vuc=urban" in page.url
    page.set_viewport_size({"width": 800, "height": 900})
    for address in PAGES:
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= 800, address


def test_axe_finds_nothing_on_the_pages_of_numbers(scripted_page: Page, worked: Running) -> None:
    sign_in(scripted_page, worked)
    found = {}
    for address in PAGES:
        scripted_page.goto(address)
        violations = Axe().run(scripted_page).response["violations"]
        found[address] = [(one["id"], one["nodes"][0]["html"]) for one in violations]
    assert {address: one for address, one in found.items() if one} == {}
