"""A sheet keyed in the browser by the code on it, a second time by another person, compared."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser, Page

from server.services import paper
from server.store.tables import Case, PaperEntry, Submission
from tests.browser.steps import find_serious, sign_in
from tests.browser.test_correct import read_rows
from tests.builders.forms import read_admin
from tests.builders.serving import Running

SCAN = b"\xff\xd8\xff\xe0 a sheet"


def key_refusal(page: Page, note: str) -> None:
    """Fill in that the family did not want to be asked, and send."""
    page.wait_for_selector("#bieu-mau button:has-text('Gửi')")
    page.click("#bieu-mau .question-container:has-text('Kết quả lần thăm hộ') [role=combobox]")
    page.click("[role=option]:has-text('Từ chối')")
    page.locator("#bieu-mau .question-container:has-text('Ghi rõ') :is(input, textarea)").last.fill(note)
    day = page.locator("#bieu-mau .question-container:has-text('Ngày rà soát') input").last
    day.click()
    day.press_sequentially("02/10/2016")
    day.press("Tab")
    page.click("#bieu-mau button:has-text('Gửi')")


def test_a_sheet_is_opened_by_its_code_keyed_with_its_scan_and_a_second_time(
    scripted_page: Page, browser: Browser, running: Running, tmp_path: Path
) -> None:
    page, case = scripted_page, read_rows(running, Case)[0]
    paper.set_share(running.node, read_admin(running.node), case.round_id, 100)
    sign_in(page, running)
    page.goto("/phieu-giay")
    assert find_serious(page) == []
    page.fill("#tim", case.case_id)
    page.click("button:has-text('Mở để nhập')")
    page.wait_for_selector("#bieu-mau button:has-text('Gửi')")
    assert find_serious(page) == []
    scan = tmp_path / "phieu.jpg"
    scan.write_bytes(SCAN)
    page.set_input_files("#scan", scan)
    page.fill("#ngay", "2016-10-02")
    page.select_option("#nguoi", index=1)
    key_refusal(page, "không muốn nêu")
    page.wait_for_url("**/phieu/uuid*")
    assert "Nguồn: phiếu giấy" in page.inner_text("main") and "chờ nhập lần hai" in page.inner_text("main")
    (entry,) = read_rows(running, PaperEntry)
    (row,) = read_rows(running, Submission)
    assert row.facts["household"]["interview_on"] == entry.interviewed_on == "2016-10-02"
    for place in ("/phieu", f"/ho-so/{case.case_id}", f"/ho/{case.household_id}", "/hang-cho"):
        page.goto(place)
        assert "phiếu giấy" in page.inner_text("main").lower(), place
    page.goto("/phieu-giay")
    assert page.locator("a:has-text('Nhập lần hai')").count() == 0
    other = browser.new_context(base_url=running.base_url).new_page()
    sign_in(other, running, "administrator")
    other.goto("/phieu-giay")
    other.click("a:has-text('Nhập lần hai')")
    assert "không muốn nêu" not in other.inner_text("main")
    key_refusal(other, "không nêu")
    other.wait_for_url("**/doi-chieu/*")
    cells = other.locator("tr:has-text('Ghi rõ') td").all_inner_texts()
    assert cells == ["không muốn nêu", "không nêu"]
    other.check("input[value=first]")
    other.fill("#ly_do", "theo giấy")
    other.click("button:has-text('Ghi kết quả đối chiếu')")
    assert "đã đối chiếu: lần một đúng" in other.inner_text("main")
