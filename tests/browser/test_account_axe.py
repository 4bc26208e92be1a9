"""axe finds nothing serious on the pages of people, places and personal data, light and dark."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page
from sqlalchemy import select

from server.store.tables import Household
from tests.browser.steps import sign_in
from tests.builders.serving import Running

PAGES = (
    "/nguoi-dung",
    "/nguoi-dung/them",
    "/tai-khoan",
    "/tai-khoan/xac-thuc",
    "/nhat-ky-xem",
    "/giam-sat",
    "/dia-ban",
)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_the_pages_of_people_and_places(
    scripted_page: Page, running: Running, scheme: str
) -> None:
    page = scripted_page
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    sign_in(page, running, "administrator")
    household = running.node.read(lambda c: c.execute(select(Household.household_id)).scalars().first())
    page.goto("/nguoi-dung?q=xa-26506")
    person = page.get_attribute("tbody a.cell", "href")
    found = {}
    for path in (*PAGES, "/dia-ban/26506", f"/ho/{household}/giay-to", f"/ho/{household}/nhan-xet", str(person)):
        page.goto(path)
        result = Axe().run(page)
        serious = [one["id"] for one in result.response["violations"] if one["impact"] in ("serious", "critical")]
        if serious:
            found[path] = serious
    assert found == {}
