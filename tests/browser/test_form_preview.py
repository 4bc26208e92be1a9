"""A form shown in the browser by ODK Web Forms from the node itself; without script a table of its questions."""

from __future__ import annotations

from playwright.sync_api import Page
from sqlalchemy import select

from server.store.tables import FormVersion, Submission
from tests.browser.steps import sign_in
from tests.builders.forms import compile_markdown, publish_form
from tests.builders.serving import Running

SURVEY = """
| survey |
| | type | name | label |
| | select_one_from_file villages.csv | thon | Thôn |
| | integer | so_gieng | Số giếng |
| settings |
| | form_id | form_title | version |
| | khao_sat | Khảo sát nước | 1 |
"""


def preview_path(running: Running, form_id: str = "household_review") -> str:
    """The address of a form's preview."""
    query = select(FormVersion.form_version).where(FormVersion.form_id == form_id)
    return f"/bieu-mau/{form_id}/{running.node.read(lambda c: c.execute(query).scalar_one())}/xem"


def test_the_review_form_runs_in_the_browser_with_sample_households(scripted_page: Page, running: Running) -> None:
    page = scripted_page
    sign_in(page, running)
    page.goto(preview_path(running))
    page.click("text=Rà soát hộ trong danh sách")
    page.click("#bieu-mau :text('Chọn hộ') >> xpath=following::*[@role='combobox'][1]")
    assert page.locator("[role=option]").all_inner_texts() == [
        "Nguyễn Văn Mẫu – Thôn Mẫu (MẪU-1)",
        "Lý Thị Thử – Thôn Mẫu (MẪU-2)",
    ]
    page.click("[role=option]:has-text('Lý Thị Thử')")
    page.click("text=Có, bắt đầu")
    page.wait_for_selector("text=Kết quả lần thăm hộ")
    assert "Hộ: Lý Thị Thử – Thôn Mẫu (MẪU-2)" in page.inner_text("#bieu-mau")
    assert "câu go vẫn hiện" in page.inner_text("main")


def test_what_is_filled_in_a_preview_is_neither_sent_nor_kept(scripted_page: Page, running: Running) -> None:
    page = scripted_page
    publish_form(running.node, "khao_sat", "1", compile_markdown(SURVEY), ({"name": "villages.csv", "type": ""},))
    sign_in(page, running)
    page.goto(preview_path(running, "khao_sat"))
    page.click("#bieu-mau label:has-text('Thôn Mẫu, Xã Mẫu')")
    page.fill("#bieu-mau input[type=text] >> nth=-1", "3")
    assert page.locator("#tinh-trang").is_hidden()
    page.click("#bieu-mau button:has-text('Gửi')")
    page.wait_for_selector("#tinh-trang:has-text('không gửi gì')")
    assert running.node.read(lambda c: c.execute(select(Submission.instance_id)).all()) == []


def test_without_script_the_questions_are_a_table(page: Page, running: Running) -> None:
    sign_in(page, running)
    page.goto(preview_path(running))
    text = page.inner_text("main")
    assert "Vật liệu chính của mái" in text and "chọn một" in text
