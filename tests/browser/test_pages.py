"""The pages in a real browser without script: signing in, reading a submission, its explanation; 1280 and 800 px."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright
from sqlalchemy import select

from server.store.tables import Household
from tests.builders.serving import Running
from tests.clients.interview import interview
from tests.clients.javarosa import Engine

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium; its absence is a failure that names the command."""
    if not CHROMIUM.exists():
        pytest.fail("Thiếu trình duyệt. Chạy: sudo apt-get install -y chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def page(chromium: Browser, running: Running) -> Iterator[Page]:
    """A page without script that fails the test when it asks a foreign host for anything."""
    context = chromium.new_context(
        viewport={"width": 1280, "height": 900}, java_script_enabled=False, base_url=running.base_url
    )
    one = context.new_page()
    foreign: list[str] = []
    one.on(
        "request", lambda request: foreign.append(request.url) if not request.url.startswith(running.base_url) else None
    )
    yield one
    context.close()
    assert foreign == []


def sign_in(page: Page, running: Running, role: str = "province") -> None:
    """Sign in as the demo's person with this role."""
    account = next(one for one in running.demo["accounts"] if one["role"] == role)
    page.goto("/dang-nhap")
    page.fill("#u", account["login"])
    page.fill("#p", account["password"])
    page.click("button.act")


def send_one(running: Running, engine: Engine, folder: Path) -> str:
    """Review one household on a tablet and send it; returns the head's name."""
    tablet = running.tablet(folder)
    tablet.sync()
    entity = next(iter(tablet.entities.values()))
    engine.load(tablet.form_path, tablet.media)
    engine.new()
    engine.fill(interview(entity.values, int(entity.values["size"])))
    assert tablet.send(engine.finalize()).status_code == 201
    return entity.values["head"]


def test_the_first_page_of_a_demo_shows_what_to_do_next_and_the_codes_to_scan(page: Page) -> None:
    page.goto("/")
    assert page.url.endswith("/bat-dau")
    assert "Đăng nhập bằng một tài khoản" in page.inner_text("main")
    assert page.locator("main img").count() == 2


def test_a_wrong_password_is_told_kindly_and_the_right_one_opens_the_days_work(page: Page, running: Running) -> None:
    page.goto("/dang-nhap")
    page.fill("#u", "tinh")
    page.fill("#p", "sai")
    page.click("button.act")
    assert "Tên đăng nhập hoặc mật khẩu không đúng" in page.inner_text("[role=alert]")
    sign_in(page, running)
    assert page.inner_text("h1") == "Việc hôm nay"


@pytest.mark.parametrize("width", [1280, 800])
def test_a_submission_is_read_with_its_classes_and_explained_on_one_sheet(
    page: Page, running: Running, engine: Engine, tmp_path: Path, width: int
) -> None:
    head = send_one(running, engine, tmp_path / "tablet")
    page.set_viewport_size({"width": width, "height": 1000})
    sign_in(page, running)
    page.goto("/phieu")
    page.click(f"table a.cell:has-text('{head}')")
    text = page.inner_text("main")
    assert head in text and "Trước và nay" in text and "Thành viên" in text
    overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert overflow <= 0
    page.click("a:has-text('Tờ giải thích') >> nth=0")
    sheet = page.inner_text("main")
    assert "Vì sao hộ" in sheet and "chưa phải kết quả công nhận" in sheet and "TẬP HUẤN" in sheet


def test_a_commune_officer_cannot_open_a_household_of_another_commune(page: Page, running: Running) -> None:
    table = Household.__table__
    with running.node.engines.read.connect() as connection:
        areas = connection.execute(select(table.c.area_code).distinct().order_by(table.c.area_code)).scalars().all()
        own, other = (
            connection.execute(select(table.c.household_id).where(table.c.area_code == area)).scalars().first()
            for area in areas[:2]
        )
    sign_in(page, running, "commune_officer")
    page.goto(f"/ho/{own}")
    assert "Lịch sử" in page.inner_text("main")
    page.goto(f"/ho/{other}")
    assert "Không có hộ này trong khu vực của bạn" in page.inner_text("main")
