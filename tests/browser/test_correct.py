"""A sent form corrected in the browser: relevance, photos kept and added, who and why, stale ones told."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from playwright.sync_api import Browser, Page
from sqlalchemy import select

from server.services.correcting import Sent, correct, open_shown, read_xml
from server.services.people import read_actor
from server.services.people import sign_in as sign_in_as
from server.store.tables import Attachment, Case, FormCorrection, Submission
from tests.browser.steps import find_serious, send_one, sign_in
from tests.builders.serving import Running
from tests.clients.javarosa import Engine

PIXEL = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGMQVDIGAACuAGcVHqFfAAAAAElFTkSuQmCC")
PHOTO = b"\xff\xd8\xff\xe0 house"


def read_rows(running: Running, table: Any, *where: Any) -> list[Any]:
    """Rows of a table."""
    return list(running.node.read(lambda c: c.execute(select(table.__table__).where(*where)).all()))


def shown(running: Running) -> Any:
    """The only case with a form."""
    return read_rows(running, Case, Case.instance_id.is_not(None))[0]


def open_form(page: Page, running: Running) -> str:
    """Sign in and open the only sent form to be corrected; returns its instance id."""
    sign_in(page, running)
    case = shown(running)
    page.goto(f"/phieu/{case.instance_id}")
    page.click("a:has-text('Sửa phiếu này')")
    page.wait_for_selector("#bieu-mau button:has-text('Gửi')")
    return str(case.instance_id)


def answers_of(running: Running, instance_id: str) -> dict[str, str]:
    """What a submission holds, by node name."""
    root = etree.fromstring(running.node.read(lambda c: read_xml(c, instance_id)))
    return {etree.QName(one).localname: one.text or "" for one in root.iter(etree.Element) if not len(one)}


def fill(page: Page, label: str, text: str) -> None:
    """Type into the question with this label."""
    box = page.locator(f"#bieu-mau .question-container:has-text('{label}') input").last
    box.click()
    box.press("ControlOrMeta+a")
    box.press_sequentially(text)
    box.press("Tab")


def send(page: Page, reason: str) -> None:
    """Say why, and send."""
    page.fill("#reason", reason)
    page.click("#bieu-mau button:has-text('Gửi')")


@pytest.mark.parametrize(("width", "theme"), [(1280, "dark"), (800, "light")])
def test_53_a_correction_is_the_next_version_with_its_photos_and_says_who_and_why(
    scripted_page: Page, running: Running, engine: Engine, tmp_path: Path, width: int, theme: str
) -> None:
    page = scripted_page
    page.set_viewport_size({"width": width, "height": 900})
    page.context.add_cookies([{"name": "rasoat_theme", "value": theme, "url": running.base_url}])
    send_one(running, engine, tmp_path / "tablet", {"nha.jpg": PHOTO})
    first = open_form(page, running)
    overflow = page.evaluate("document.getElementById('main').scrollWidth - document.documentElement.clientWidth")
    assert overflow <= 0
    assert find_serious(page) == []
    fill(page, "Điện dùng mỗi tháng", "77")
    fill(page, "Diện tích nhà ở", "36.5" if width == 800 else "36,5")
    fill(page, "Ngày rà soát", "02/10/2016")
    assert page.is_visible("#bieu-mau :text('Chữ ký')")
    page.click("#bieu-mau label:has-text('Đọc lại trước người làm chứng')")
    page.wait_for_selector("#bieu-mau :text('Chữ ký')", state="detached")
    fill(page, "Họ tên người làm chứng", "Người Chứng Mẫu")
    send(page, "Ghi nhầm số điện, theo hóa đơn")
    page.wait_for_url("**/phieu/uuid*")
    second = shown(running).instance_id
    text = page.inner_text("main")
    assert "Sửa trên trình duyệt" in text and "Ghi nhầm số điện, theo hóa đơn" in text and "bản 2" in text
    rows = {one.instance_id: one for one in read_rows(running, Submission)}
    assert (rows[first].state, rows[second].state, rows[second].version_no) == ("superseded", "current", 2)
    said = rows[second].facts["household"]
    assert rows[second].deprecated_id == first and said["electricity_kwh"] == 77
    # A Vietnamese reads days before months, and a comma or a dot before decimals.
    assert (said["interview_on"], said["floor_area_m2"]) == ("2016-10-02", "36.5")
    assert "signature" not in answers_of(running, second)
    assert rows[second].flags == []
    files = read_rows(running, Attachment, Attachment.instance_id == second)
    assert [running.node.blobs.get(one.sha256) for one in files if one.name == "nha.jpg"] == [PHOTO]
    assert [one.actor_id for one in read_rows(running, FormCorrection)] == [rows[second].actor_id]
    assert rows[second].actor_id != rows[first].actor_id


def test_a_new_photo_is_sent_with_a_correction_and_one_still_on_the_tablet_keeps_its_place(
    scripted_page: Page, running: Running, engine: Engine, tmp_path: Path
) -> None:
    page = scripted_page
    send_one(running, engine, tmp_path / "tablet")
    first = open_form(page, running)
    page.click("#bieu-mau label:has-text('Điểm chỉ trên giấy và chụp ảnh')")
    chosen = tmp_path / "diem_chi.png"
    chosen.write_bytes(PIXEL)
    page.set_input_files("#bieu-mau .question-container:has-text('điểm chỉ') input[type=file] >> nth=-1", chosen)
    # The picture is in the form once it has been made anew; sooner the required answer is rightly missed.
    page.wait_for_selector("#bieu-mau .question-container:has-text('điểm chỉ') .preview-captured-image img")
    send(page, "Gia đình điểm chỉ lại")
    page.wait_for_url("**/phieu/uuid*")
    second = shown(running).instance_id
    said = answers_of(running, second)
    files = {one.name: one.sha256 for one in read_rows(running, Attachment, Attachment.instance_id == second)}
    # The form makes pictures anew, no larger than it asks for.
    assert running.node.blobs.get(files[said["confirmation_photo"]]).startswith(PIXEL[:24])
    assert files["nha.jpg"] is None and said["house_photo"] == "nha.jpg"
    tablet = running.tablet(tmp_path / "late")
    xml = running.node.read(lambda c: read_xml(c, first))
    assert tablet.send(xml, {"nha.jpg": PHOTO}).status_code == 201
    late = read_rows(running, Attachment, Attachment.instance_id == second, Attachment.name == "nha.jpg")
    assert running.node.blobs.get(late[0].sha256) == PHOTO


def correct_by_service(running: Running, xml: bytes) -> None:
    """The province's person corrects the shown version."""
    account = next(one for one in running.demo["accounts"] if one["role"] == "province")
    actor = read_actor(running.node, sign_in_as(running.node, account["login"], account["password"]))
    assert actor is not None
    case = shown(running)
    opened = running.node.read(lambda c: open_shown(c, case.case_id))
    assert correct(running.node, actor, opened, Sent(xml, (), "Theo hóa đơn")).status == 201


def edited(running: Running, instance_id: str, new_id: str, **answers: str) -> bytes:
    """An edit of a submission, as Collect makes it."""
    root = etree.fromstring(running.node.read(lambda c: read_xml(c, instance_id)))
    for one in root.iter(etree.Element):
        name = etree.QName(one).localname
        if name == "instanceID":
            one.text = new_id
            etree.SubElement(
                one.getparent(), etree.QName(etree.QName(one).namespace, "deprecatedID")
            ).text = instance_id
        elif name in answers:
            one.text = answers[name]
    return etree.tostring(root)


def test_53_a_correction_of_a_version_that_was_replaced_meanwhile_is_told_and_not_taken_in(
    browser: Browser, running: Running, engine: Engine, tmp_path: Path
) -> None:
    scripted = browser.new_context(base_url=running.base_url).new_page()
    send_one(running, engine, tmp_path / "tablet", {"nha.jpg": PHOTO})
    first = open_form(scripted, running)
    was = str(read_rows(running, Submission)[0].facts["household"]["electricity_kwh"])
    fill(scripted, "Điện dùng mỗi tháng", "77")
    edit = edited(running, first, "uuid:tablet", electricity_kwh="55")
    assert running.tablet(tmp_path / "again").send(edit).status_code == 201
    scripted.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    scripted.wait_for_selector("#ban-moi:visible")
    send(scripted, "Theo hóa đơn")
    scripted.wait_for_selector("#ket-qua:visible")
    told = scripted.inner_text("#ket-qua")
    assert "chưa ghi bản sửa của bạn" in told
    row = scripted.locator("#ket-qua tr:has-text('Điện dùng')").locator("td").all_inner_texts()
    assert row == [was, "55", "77"]
    assert scripted.locator("#bieu-mau button:has-text('Gửi')").is_visible()
    assert [one.instance_id for one in read_rows(running, Submission, Submission.state == "current")] == ["uuid:tablet"]
    assert len(read_rows(running, Submission)) == 2


def test_53_a_tablets_edit_of_a_version_corrected_meanwhile_is_kept_as_a_conflict_and_asks_for_a_choice(
    page: Page, running: Running, engine: Engine, tmp_path: Path
) -> None:
    send_one(running, engine, tmp_path / "tablet", {"nha.jpg": PHOTO})
    first = shown(running).instance_id
    correct_by_service(running, edited(running, first, "uuid:office", electricity_kwh="77"))
    late = edited(running, first, "uuid:tablet", electricity_kwh="55")
    assert running.tablet(tmp_path / "again").send(late).status_code == 202
    assert {one.instance_id for one in read_rows(running, Submission)} == {first, "uuid:office", "uuid:tablet"}
    sign_in(page, running)
    page.goto(f"/sua-phieu/{shown(running).case_id}")
    assert "phiếu chưa được chọn" in page.inner_text("main")
