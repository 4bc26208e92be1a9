"""The pages in a real browser without script: signing in, reading a submission, its explanation; 1280 and 800 px."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page
from sqlalchemy import select

from server.store.tables import Household
from tests.browser.steps import send_one, sign_in
from tests.builders.serving import Running
from tests.clients.interview import interview
from tests.clients.javarosa import Engine


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


def test_an_answer_is_tried_on_the_page_and_the_class_moves_without_a_trace(
    page: Page, running: Running, engine: Engine, tmp_path: Path
) -> None:
    send_one(running, engine, tmp_path / "tablet")
    sign_in(page, running)
    page.goto("/phieu")
    page.click("table a.cell >> nth=0")
    before = page.inner_text("main")
    page.click("a:has-text('Thử thay đổi')")
    page.fill("[name='l.training_points.b1_near']", "0")
    page.fill("[name='l.training_points.b1_poor']", "0")
    page.fill("[name='h.car_count']", "2")
    page.click("button:has-text('Tính thử')")
    text = page.inner_text("aside")
    assert "Không nghèo" in text.split("Chuẩn tập huấn theo thu nhập")[0]
    assert page.input_value("[name='h.car_count']") == "2"
    page.go_back()
    page.goto("/phieu")
    page.click("table a.cell >> nth=0")
    assert page.inner_text("main") == before


def test_the_tablets_notes_of_an_interview_are_shown_in_words(
    page: Page, running: Running, engine: Engine, tmp_path: Path
) -> None:
    tablet = running.tablet(tmp_path / "tablet")
    tablet.sync()
    entity = next(iter(tablet.entities.values()))
    engine.load(tablet.form_path, tablet.media)
    engine.new()
    engine.fill(interview(entity.values, int(entity.values["size"])))
    audit = "event,node,start,end,latitude,longitude,accuracy,old-value,new-value\n"
    audit += "question,/data/wall,1795421315000,1795421390000,10.4,107.1,8,brick,concrete\n"
    assert tablet.send(engine.finalize(), {"audit.csv": audit.encode()}).status_code == 201
    sign_in(page, running)
    page.goto("/phieu")
    page.click("table a.cell >> nth=0")
    page.click("a:has-text('Diễn biến phỏng vấn')")
    text = page.inner_text("main")
    assert "1 phút 15 giây" in text and "10.4, 107.1" in text and "concrete" in text


def test_the_province_records_an_exception_on_the_households_page_and_takes_it_back(
    page: Page, running: Running
) -> None:
    with running.node.engines.read.connect() as connection:
        household_id = connection.execute(select(Household.household_id)).scalars().first()
    sign_in(page, running, "commune_officer")
    page.goto(f"/ho/{household_id}")
    assert page.locator("text=Ghi một quyết định").count() == 0
    sign_in(page, running)
    page.goto(f"/ho/{household_id}")
    page.click("summary:has-text('Ghi một quyết định')")
    page.select_option("#muc", "training_points|land")
    page.fill("#quyet_dinh", "15/QĐ-TH ngày 02/11/2016")
    page.click("button:has-text('Ghi quyết định')")
    text = page.inner_text("aside")
    assert "15/QĐ-TH ngày 02/11/2016" in text and "Đất và chăn nuôi: tính như nông thôn" in text
    assert "Quyết định ngoại lệ khu vực" in text
    page.click("button:has-text('Thôi')")
    assert "Mọi mục tính theo khu vực của xã" in page.inner_text("aside")
