"""People and accounts on the pages, without script: registered, first sign-in, lent, taken back; 1280 and 800 px."""

from __future__ import annotations

import pyotp
import pytest
from playwright.sync_api import Page

from tests.browser.steps import sign_in
from tests.builders.serving import Running


def register(page: Page, running: Running, login: str, role: str) -> str:
    """Register a person of the first commune as the administrator; the password shown."""
    sign_in(page, running, "administrator")
    page.click("nav a:has-text('Người dùng')")
    page.click("a:has-text('Thêm người')")
    page.fill("[name=ho_ten]", "Lê Văn An")
    page.fill("[name=login]", login)
    page.select_option("[name=vai_tro]", role)
    page.select_option("[name=dia_ban]", "26506")
    page.click("main button.act")
    return page.inner_text("dl.secret dd >> nth=1")


def enter(page: Page, login: str, password: str) -> None:
    """Sign in."""
    page.goto("/dang-nhap")
    page.fill("#u", login)
    page.fill("#p", password)
    page.click("button.act")


def test_a_new_person_sets_a_password_before_anything_else(page: Page, running: Running) -> None:
    password = register(page, running, "an", "commune_officer")
    enter(page, "an", password)
    assert "Mật khẩu này chỉ dùng một lần" in page.inner_text("body")
    page.goto("/ho")
    assert page.url.endswith("/tai-khoan")
    page.fill("[name=cu]", password)
    page.fill("[name=moi]", "ba con vịt qua cầu")
    page.fill("[name=moi_2]", "ba con vịt qua cửa")
    page.click("button:has-text('Đổi mật khẩu')")
    assert "không giống nhau" in page.inner_text("[role=alert]")
    page.fill("[name=cu]", password)
    page.fill("[name=moi]", "ba con vịt qua cầu")
    page.fill("[name=moi_2]", "ba con vịt qua cầu")
    page.click("button:has-text('Đổi mật khẩu')")
    page.goto("/ho")
    assert page.inner_text("h1") == "Hộ gia đình"


def test_a_role_is_lent_and_taken_back_on_the_persons_page(page: Page, running: Running) -> None:
    register(page, running, "an", "commune_chair")
    page.click("a:has-text('Xong')")
    page.select_option("#dn", label="Cán bộ Phường 1 (xa-26506)")
    page.fill("#df", "2026-12-01")
    page.fill("#dt", "2999-12-10")
    page.click("button:has-text('Ghi ủy quyền')")
    page.goto("/nguoi-dung?q=xa-26506")
    assert "thay Lê Văn An" in page.inner_text("main")
    page.click("tbody a.cell")
    page.click("tr:has-text('Chủ tịch xã') button:has-text('Thu quyền')")
    assert "đã thu" in page.inner_text("tr:has-text('Chủ tịch xã')")


@pytest.mark.parametrize("width", [1280, 800])
def test_a_supervisor_sees_the_people_of_the_area_and_changes_nobody(page: Page, running: Running, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    sign_in(page, running, "supervisor")
    page.goto("/nguoi-dung?xep=login")
    text = page.inner_text("main")
    assert "rsv-26506-1" in text and "giamsat-748" not in text and "Thêm người" not in text
    overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert overflow <= 0
    page.click("tbody a.cell >> nth=0")
    assert page.locator("main form").count() == 0


def test_the_second_step_is_set_up_and_asked_for(page: Page, running: Running) -> None:
    password = register(page, running, "an", "commune_officer")
    enter(page, "an", password)
    page.goto("/tai-khoan/xac-thuc")
    totp = pyotp.TOTP(page.inner_text(".secret-line"))
    page.fill("#m", totp.at(running.node.now()))
    page.click("button:has-text('Bật')")
    code = page.inner_text(".codes li >> nth=0")
    enter(page, "an", password)
    assert page.inner_text("h2") == "Xác thực hai bước"
    page.goto("/tai-khoan")
    assert "/xac-thuc" in page.url
    page.fill("#m", "000000")
    page.click("button:has-text('Tiếp tục')")
    assert "Mã xác thực không đúng" in page.inner_text("[role=alert]")
    page.fill("#m", code)
    page.click("button:has-text('Tiếp tục')")
    assert page.url.endswith("/tai-khoan")
