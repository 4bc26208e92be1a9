"""The supervisor's desk in a real browser: the queue by keyboard, a return with a comment, many at once, undo."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select

from server.store.tables import Case, SavedQueue
from tests.browser.steps import sign_in
from tests.builders.serving import Running
from tests.integration.ingest.sender import Sender

FORMS = 4
MAIN_PAGES = (
    *("/", "/hang-cho", "/phieu", "/ho", "/dot", "/goi", "/may-tinh-bang", "/phim-tat"),
    *("/phan-cong", "/phan-cong/ho", "/phan-cong/ban-do", "/phan-cong/tai-ve"),
)
PLAN = "?trang-thai=all"


@pytest.fixture
def desk(running: Running) -> list[str]:
    """Four forms of the first enumerator, complete; their case ids, the longest waiting first."""
    sender = Sender(running.node)
    ids = []
    for number in range(FORMS):
        filled = sender.maker.settle(sender.fill(number))
        assert sender.send(filled).status == 201
        ids.append(filled.fields["case_id"])
    return ids


def states(running: Running, ids: list[str]) -> list[str]:
    with running.node.engines.read.connect() as connection:
        found = dict(connection.execute(select(Case.case_id, Case.review_state)).all())
    return [found[one] for one in ids]


def test_the_queue_is_worked_by_keyboard_down_to_a_return_with_a_field_comment(
    scripted_page: Page, running: Running, desk: list[str]
) -> None:
    page = scripted_page
    sign_in(page, running)
    expect(page.locator("footer")).to_be_visible()
    page.wait_for_load_state()
    page.keyboard.press("g")
    page.keyboard.press("q")
    expect(page.locator("h1")).to_have_text("Hàng chờ duyệt")
    page.wait_for_load_state()
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/ho-so/{desk[0]}**")
    page.keyboard.press("j")
    page.wait_for_url(f"**/ho-so/{desk[1]}**")
    page.locator("tr#m-wall td.find summary").click()
    page.locator("textarea[name='yk.wall']").fill("Chụp lại mặt trước nhà")
    page.keyboard.press("Escape")
    page.keyboard.press("r")
    page.wait_for_url(f"**/ho-so/{desk[2]}**")
    assert "kèm 1 ý kiến" in page.inner_text(".notice")
    assert states(running, desk) == ["received", "returned", "received", "received"]
    page.goto(f"/ho-so/{desk[1]}")
    assert "Chụp lại mặt trước nhà" in page.inner_text("tr#m-wall")
    assert "trả lại" in page.inner_text(".hist").lower()
    page.wait_for_load_state()
    page.keyboard.press("u")
    page.wait_for_selector(".notice:has-text('Đã rút lại quyết định')")
    assert states(running, desk)[1] == "received"


def test_keys_do_nothing_inside_fields_and_can_be_turned_off(
    scripted_page: Page, running: Running, desk: list[str]
) -> None:
    page = scripted_page
    sign_in(page, running)
    page.goto("/hang-cho")
    page.keyboard.press("/")
    page.keyboard.type("jxa?")
    assert page.input_value("#f-text") == "jxa?" and page.locator("tr.cur").count() == 0
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    expect(page.locator("dialog#keys")).to_be_visible()
    page.locator("#keys-on").uncheck()
    page.locator("dialog#keys button").click()
    page.keyboard.press("j")
    assert page.locator("tr.cur").count() == 0
    page.reload()
    page.keyboard.press("j")
    assert page.locator("tr.cur").count() == 0


def test_many_are_approved_after_a_preview_and_taken_back_from_the_notice(
    page: Page, running: Running, desk: list[str]
) -> None:
    sign_in(page, running)
    page.goto("/hang-cho")
    boxes = page.locator("tbody input[type=checkbox]")
    for number in range(3):
        boxes.nth(number).check()
    page.click("button:has-text('Xem trước khi duyệt')")
    assert page.inner_text("h1") == "3 hộ sẽ được duyệt"
    assert states(running, desk) == ["received"] * FORMS
    page.click("button:has-text('Duyệt 3 hộ')")
    assert "Đã duyệt 3 hộ" in page.inner_text(".notice")
    assert states(running, desk) == ["approved"] * 3 + ["received"]
    page.click(".notice button:has-text('Hoàn tác')")
    assert "Đã hoàn tác 3 hộ" in page.inner_text(".notice")
    assert states(running, desk) == ["received"] * FORMS


def test_the_preview_says_who_is_left_out_and_why(page: Page, running: Running, desk: list[str]) -> None:
    sign_in(page, running)
    page.goto(f"/ho-so/{desk[0]}")
    page.fill("#loi_nhan", "Chờ giấy xác nhận")
    page.click("button:has-text('Giữ lại')")
    page.goto("/hang-cho" + PLAN)
    for box in page.locator("tbody input[type=checkbox]").all():
        box.check()
    page.click("button:has-text('Giữ lại…')")
    assert page.inner_text("h1") == f"{FORMS - 1} hộ sẽ giữ lại, 1 không"
    assert "Không để lại xem xét được" in page.inner_text("main")
    page.fill("#loi_nhan", "Chờ họp")
    page.click("button.act")
    assert states(running, desk) == ["held"] * FORMS


def test_a_refused_order_leaves_what_was_typed_and_says_why(page: Page, running: Running, desk: list[str]) -> None:
    sign_in(page, running)
    page.goto(f"/ho-so/{desk[0]}")
    page.click("button:has-text('Giữ lại')")
    assert "Chưa ghi lý do của việc để lại xem xét." in page.inner_text("[role=alert]")
    page.locator("tr#m-roof td.find summary").click()
    page.fill("textarea[name='yk.roof']", "Mái gì?")
    page.click("button:has-text('Giữ lại')")
    assert page.input_value("textarea[name='yk.roof']") == "Mái gì?"
    page.click("button:has-text('Ghi chú')")
    assert "Mái gì?" in page.inner_text("tr#m-roof") and states(running, desk)[0] == "received"


def test_a_queue_is_kept_under_a_name_and_dropped_again(page: Page, running: Running, desk: list[str]) -> None:
    sign_in(page, running)
    page.goto("/hang-cho")
    page.select_option("#f-severity", "warn")
    page.click("form.filters button")
    page.click("summary:has-text('Lưu bộ lọc này')")
    page.fill("#ten", "Cần xem của tôi")
    page.click("button:has-text('Lưu hàng chờ')")
    assert page.locator("nav.queues a[aria-current]").inner_text() == "Cần xem của tôi"
    page.click("button:has-text('Xóa hàng đã lưu')")
    with running.node.engines.read.connect() as connection:
        assert connection.execute(select(SavedQueue.queue_id)).all() == []


def test_the_days_page_leads_to_the_queue_with_the_same_number(page: Page, running: Running, desk: list[str]) -> None:
    sign_in(page, running)
    line = page.locator("dl.arrive >> nth=0").locator("dd", has_text="Tất cả chờ duyệt")
    assert page.locator("dl.arrive dt").first.inner_text() == str(FORMS)
    line.locator("a").click()
    assert page.locator("main tbody tr").count() == FORMS
    assert page.inner_text("nav.queues a[aria-current] b") == str(FORMS)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_theme_is_chosen_on_the_page_and_stays(page: Page, running: Running, theme: str) -> None:
    sign_in(page, running)
    word = {"light": "sáng", "dark": "tối"}[theme]
    page.click(f"footer button:has-text('{word}')")
    assert page.get_attribute("html", "data-theme") == theme
    page.goto("/hang-cho")
    assert page.get_attribute("html", "data-theme") == theme
    background = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert background == {"light": "rgb(241, 244, 243)", "dark": "rgb(13, 24, 28)"}[theme]


@pytest.fixture
def wide_page(browser: Browser, running: Running) -> Iterator[Page]:
    """With script, as axe needs it."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, base_url=running.base_url)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize(
    ("width", "theme", "pages"),
    [(1280, "light", MAIN_PAGES), (1280, "dark", ("/", "/hang-cho")), (800, "light", ("/", "/hang-cho"))],
)
def test_no_page_has_a_serious_violation_of_accessibility_or_overflows(
    wide_page: Page, running: Running, desk: list[str], width: int, theme: str, pages: tuple[str, ...]
) -> None:
    page = wide_page
    page.set_viewport_size({"width": width, "height": 900})
    sign_in(page, running)
    page.context.add_cookies([{"name": "rasoat_theme", "value": theme, "url": running.base_url}])
    axe, wrong = Axe(), []
    for address in (*pages, f"/ho-so/{desk[0]}"):
        answer = page.goto(address)
        assert answer is not None and answer.status == 200, address
        found = axe.run(page).response["violations"]
        wrong += [
            f"{address}: {one['id']} {one['nodes'][0]['target']}"
            for one in found
            if one["impact"] in ("serious", "critical")
        ]
        overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        wrong += [f"{address}: {overflow} px too wide"] if overflow > 0 else []
    assert wrong == []
