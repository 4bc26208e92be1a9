"""An import of villages taken back in a real browser: looked at first, with what stays and why; axe finds nothing."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from server.services.job_kinds import HANDLERS
from server.services.jobs import run_due_jobs
from tests.browser.steps import find_serious, sign_in
from tests.builders.imports import bring_in, village_names, write_sheet
from tests.builders.serving import Running

HEADS = ("Ấp", "Mã hộ", "Chủ hộ", "Năm sinh", "Kết quả")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_an_import_is_looked_at_then_taken_back_and_what_stays_is_named(
    scripted_page: Page, running: Running, scheme: str
) -> None:
    page, node = scripted_page, running.node
    used, spare = f"Ấp Dùng {scheme}", f"Ấp Thừa {scheme}"
    run = bring_in(node, write_sheet(("STT", "Tên ấp"), (1, used), (2, spare)), "villages")
    bring_in(node, write_sheet(HEADS, (used, 1, f"Lê Thị {scheme.title()}", 1960, "Nghèo")))
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    sign_in(page, running, "commune_officer")
    page.goto(f"/nhap-du-lieu/{run.import_id}")
    assert find_serious(page) == []
    page.click("text=Xem trước khi lấy lại")
    expect(page.locator("h1")).to_have_text("Sẽ lấy lại 1 thôn, giữ lại 1")
    expect(page.locator("main")).to_contain_text("có 1 hộ")
    assert find_serious(page) == []
    page.focus("text=Lấy lại 1 thôn")
    page.keyboard.press("Enter")
    expect(page.locator("main h2")).to_contain_text("Đang lấy lại")
    run_due_jobs(node, HANDLERS)
    expect(page.locator("h1")).to_have_text("Đã lấy lại lần nhập này, giữ lại 1", timeout=15_000)
    assert find_serious(page) == []
    page.goto("/dia-ban/26506")
    expect(page.locator("main")).to_contain_text(used)
    expect(page.locator("main")).not_to_contain_text(spare)
    assert used in village_names(node)
