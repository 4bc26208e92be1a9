"""English is chosen in the foot of a page, stays, and is given back."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.steps import sign_in
from tests.builders.serving import Running


def test_a_person_reads_the_pages_in_english_and_back(page: Page, running: Running) -> None:
    sign_in(page, running, "supervisor")
    page.goto("/hang-cho")
    expect(page.locator("html")).to_have_attribute("lang", "vi")
    page.click("button[name=ngon_ngu][value=en]")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("h1")).to_contain_text("Review queue")
    page.goto("/tien-do")
    expect(page.locator("nav").first).to_contain_text("Progress")
    page.click("button[name=ngon_ngu][value=vi]")
    expect(page.locator("nav").first).to_contain_text("Tiến độ")
