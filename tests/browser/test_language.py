"""English is chosen in the foot of a page, stays, and is given back."""

from __future__ import annotations

import re

import pytest
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


@pytest.mark.parametrize("theme", ["dark", "auto"])
def test_paper_is_white_with_dark_ink_whatever_the_screen_is(page: Page, running: Running, theme: str) -> None:
    sign_in(page, running, "supervisor")
    page.context.add_cookies([{"name": "rasoat_theme", "value": theme, "url": running.base_url}])
    page.emulate_media(color_scheme="dark")
    page.goto("/trung-lap")
    assert _brightness(page, "color") > 200 and _brightness(page, "backgroundColor") < 60
    page.emulate_media(color_scheme="dark", media="print")
    assert _brightness(page, "color") < 60 and _brightness(page, "backgroundColor") == 255
    assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == "light"


def _brightness(page: Page, name: str) -> int:
    """How bright a colour of the page's body is, from 0 to 255."""
    colour = page.evaluate(f"getComputedStyle(document.body).{name}")
    return max(int(one) for one in re.findall(r"\d+", colour)[:3])
