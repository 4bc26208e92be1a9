"""A dirty list of 5,000 households in a real browser without script: read, corrected, brought in, signed off."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Page, expect

from server.services.job_kinds import HANDLERS
from server.services.jobs import run_due_jobs
from tests.browser.steps import sign_in
from tests.builders.dirty_lists import NAMES, Dirty, make_dirty_list
from tests.builders.imports import AREA, village_names
from tests.builders.serving import Running

HOUSEHOLDS = 5_000


def open_file(page: Page, running: Running, path: Path) -> None:
    """Hand the file in for the commune."""
    sign_in(page, running, "commune_officer")
    page.click("text=Nhập dữ liệu")
    page.select_option("#noi", AREA)
    page.set_input_files("#tep", path)
    page.click("text=Đọc tệp")


def say_terms(page: Page) -> None:
    """What holds for the whole list; the columns are right as proposed."""
    expect(page.locator("select[name=cot-3]")).to_have_value("head_name")
    expect(page.locator("select[name=chu-3]")).to_have_value("tcvn3")
    page.fill("#decision_no", "12/QĐ-TH")
    page.fill("#decision_on", "2015-12-20")
    page.fill("#from_on", "2016-01-01")
    page.fill("#to_on", "2016-12-31")
    page.click("text=Kiểm tra thử, chưa nhập")


def work(page: Page, running: Running) -> None:
    """Let the jobs run while the page waits; it looks again by itself."""
    expect(page.locator("meta[http-equiv=refresh]")).to_have_count(1)
    run_due_jobs(running.node, HANDLERS)
    expect(page.locator("meta[http-equiv=refresh]")).to_have_count(0, timeout=15_000)


def correct(page: Page, running: Running, dirty: Dirty) -> None:
    """Make the village, type the head's name over its cell, leave the rest outside."""
    page.select_option("#thon-1", "new")
    page.click("text=Ghi lựa chọn thôn")
    work(page, running)
    row, _column = dirty.unreadable["head"]
    page.fill(f"[name='o-{row}:{NAMES}']", "Phạm Thị Sửa")
    page.click("text=Ghi các ô đã sửa, kiểm tra lại")
    work(page, running)


def sign_off(page: Page, dirty: Dirty) -> None:
    """Publish a total that is off by one, be asked why, say it, sign."""
    page.click("text=Đối chiếu, ký")
    page.click("table a.cell >> nth=0")
    counted = page.locator("table tbody tr >> nth=0").locator("td.num >> nth=0").inner_text()
    poor = int(counted.replace(".", ""))
    assert poor >= dirty.poor + 2
    page.fill("#poor-households", str(poor + 1))
    page.fill("#status_on", "2015-12-31")
    page.fill("#source", "15/BC-UBND, 20/12/2015")
    page.click("text=Ký: sổ đã đối chiếu")
    expect(page.locator(".errsum")).to_contain_text("chưa có lời giải thích")
    page.fill("#note", "Một hộ đã chuyển đi.")
    page.click("text=Ký: sổ đã đối chiếu")
    expect(page.locator(".notice")).to_contain_text("Đã ký")
    expect(page.locator("main table")).to_contain_text("−1 hộ")


def test_a_dirty_list_is_read_corrected_brought_in_and_signed_off(page: Page, running: Running, tmp_path: Path) -> None:
    dirty = make_dirty_list(village_names(running.node), HOUSEHOLDS)
    path = tmp_path / "danh-sach-ho.xlsx"
    path.write_bytes(dirty.xlsx)
    open_file(page, running, path)
    say_terms(page)
    work(page, running)
    expect(page.locator("h2 >> nth=0")).to_contain_text(re.compile(r"nhập được ngay, \d+ còn ngoài"))
    expect(page.get_by_text("dòng tổng")).to_be_visible()
    correct(page, running, dirty)
    page.click("button.act.big")
    work(page, running)
    expect(page.locator("h1")).to_have_text("Đã nhập 5.002 dòng vào sổ")
    sign_off(page, dirty)
