"""Events over HTTP: seen before they are written, written once, taken back, answered by the other commune."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient

from server.app import create_app
from server.services.people_sessions import start_session
from server.store.tables import Case, DataAccess, Household, HouseholdMove
from server.web.frame import COOKIE

from .conftest import Communes


@pytest.fixture
def desks(communes: Communes) -> tuple[FlaskClient, FlaskClient]:
    """The officers of the giving and of the receiving commune, signed in."""
    app = create_app(communes.node)
    app.config["WTF_CSRF_ENABLED"] = False
    clients = (app.test_client(), app.test_client())
    for client, actor_id in zip(clients, (communes.one, communes.other), strict=True):
        client.set_cookie(COOKIE, start_session(communes.node, actor_id))
    return clients


def text_of(answer: Any, status: int = 200) -> str:
    assert answer.status_code == status, answer.status_code
    return str(answer.get_data(as_text=True))


def test_a_split_is_shown_before_it_is_written_and_taken_back_from_the_notice(
    communes: Communes, desks: tuple[FlaskClient, FlaskClient]
) -> None:
    desk, here = desks[0], communes.household(least=3)
    household_id, going = here.row.household_id, list(here.present)[-1]
    page = f"/ho/{household_id}/bien-dong"
    order = {"nguoi": going, "chu_moi": going, "ngay": communes.when().happened_on, "ban": here.row.entity_version}
    count = len(communes.sender.rows(Household))
    assert "chưa chọn chủ hộ" in text_of(desk.post(f"{page}/tach", data={**order, "chu_moi": ""}), 422).lower()
    preview = text_of(desk.post(f"{page}/tach", data=order))
    assert "Sẽ thành hai hộ" in preview and "Chưa có kết quả: chờ quyết định." in preview
    assert len(communes.sender.rows(Household)) == count
    assert desk.post(f"{page}/tach", data={**order, "buoc": "ghi"}).status_code == 302
    assert len(communes.sender.rows(Household)) == count + 1
    hub = text_of(desk.get(page))
    assert "Đã tách ra thành hộ" in hub and "kết quả chờ quyết định" in hub
    digest = hub.partition('name="ban_ghi" value="')[2].partition('"')[0]
    assert desk.post(f"{page}/hoan-tac", data={"ban_ghi": digest}).status_code == 302
    assert "Chưa tách, chưa nhập với hộ nào." in text_of(desk.get(page))
    assert "Hoàn tác biến động" in text_of(desk.get(f"/ho/{household_id}"))


def test_a_merge_from_the_case_finds_the_other_household_and_goes_back_to_the_case(
    communes: Communes, desks: tuple[FlaskClient, FlaskClient]
) -> None:
    desk, here, other = desks[0], communes.household(), communes.household(number=1)
    sender = communes.sender
    number = [one.household_id for one in sender.households()].index(here.row.household_id)
    case_id = sender.fill(number).fields["case_id"]
    sender.send(sender.maker.settle(sender.fill(number)))
    page = f"/ho/{here.row.household_id}/bien-dong/nhap"
    assert page in text_of(desk.get(f"/ho-so/{case_id}"))
    found = text_of(desk.get(f"{page}?q={other.row.code}"))
    assert f"voi={other.row.household_id}" in found
    version = communes.here(here.row.household_id).row.entity_version
    order = {"voi": other.row.household_id, "giu": "day", "ngay": communes.when().happened_on, "ban": version}
    assert "Sẽ thành một hộ" in text_of(desk.post(page, data=order))
    answer = desk.post(page, data={**order, "buoc": "ghi", "ho_so": case_id})
    assert answer.headers["Location"] == f"/ho-so/{case_id}"
    assert other.row.code in text_of(desk.get(f"/ho-so/{case_id}"))
    assert "đã nhập hộ khác" in text_of(desk.get(f"/ho/{other.row.household_id}/bien-dong"))


def test_a_move_is_given_by_one_commune_and_answered_by_the_other_alone(
    communes: Communes, desks: tuple[FlaskClient, FlaskClient]
) -> None:
    giving, receiving = desks
    here = communes.household()
    household_id = here.row.household_id
    link = "Ghi biến động"  # what the empty page tells to press is there to be pressed
    assert f"bấm {link}," in text_of(giving.get("/chuyen-ho")) and f">{link}</a>" in text_of(
        giving.get(f"/ho/{household_id}")
    )
    order = {"cach": "xa", "den": communes.receiving, "ngay": communes.when().happened_on, "buoc": "ghi"}
    assert giving.post(f"/ho/{household_id}/bien-dong/ca-ho", data=order).status_code == 302
    assert here.row.head_name in text_of(giving.get("/chuyen-ho?xem=out"))
    assert "Nhận hộ chuyển đến: 1 hộ" in text_of(receiving.get("/"))
    assert "Hộ đã đi, xã nơi đến chưa nhận: 1 hộ" in text_of(giving.get("/"))
    answer = f"/chuyen-ho/{household_id}"
    text_of(giving.get(answer), 404)
    assert here.row.head_name in text_of(receiving.get(answer))
    assert "phải có chữ" in text_of(receiving.post(answer, data={"viec": "tu_choi", "ly_do": " "}), 422)
    assert receiving.post(answer, data={"viec": "tu_choi", "ly_do": "Hộ không đến ở"}).status_code == 302
    assert "Xã nơi đến không nhận: 1 hộ" in text_of(giving.get("/"))
    assert "Hộ không đến ở" in text_of(giving.get(f"/ho/{household_id}/bien-dong"))
    assert giving.post(f"/ho/{household_id}/bien-dong/ca-ho", data=order).status_code == 302
    taken = {"viec": "nhan", "thon": communes.village(communes.receiving)}
    assert receiving.post(answer, data=taken).headers["Location"] == f"/ho/{household_id}"
    assert text_of(receiving.get(f"/ho/{household_id}")) and giving.get(f"/ho/{household_id}").status_code == 404
    assert {one.state for one in communes.sender.rows(HouseholdMove)} == {"declined", "accepted"}
    assert "đã nhận" in text_of(giving.get("/chuyen-ho?xem=done"))


def test_people_and_papers_are_recorded_and_numbers_are_shown_whole_only_with_a_purpose(
    communes: Communes, desks: tuple[FlaskClient, FlaskClient]
) -> None:
    desk, here = desks[0], communes.household()
    household_id, person = here.row.household_id, here.members[0]
    page = f"/ho/{household_id}/bien-dong/nguoi"
    born = {"viec": "them", "how": "born", "full_name": "Lê Thị Mẫu", "ngay": communes.when().happened_on}
    assert "19x9" in text_of(desk.post(page, data={**born, "birth_year": "19x9"}), 422)
    assert desk.post(page, data={**born, "birth_year": "2016"}).status_code == 302
    assert "Lê Thị Mẫu" in text_of(desk.get(page))
    paper = {"nguoi": person.person_id, "loai": "cccd", "so": "079088001234", "tu": "2015-05-03"}
    assert desk.post(f"/ho/{household_id}/giay-to/ghi", data=paper).status_code == 302
    shown = text_of(desk.get(f"/ho/{household_id}"))
    assert "•••• 1234" in shown and "079088001234" not in shown
    whole = text_of(desk.post(f"/ho/{household_id}/giay-to", data={"muc_dich": "review"}))
    assert "079088001234" in whole and "03/05/2015" in whole
    assert [one.kind for one in communes.sender.rows(DataAccess)] == ["identity"]


def test_missed_households_are_decided_many_at_once_by_one_paper(
    communes: Communes, desks: tuple[FlaskClient, FlaskClient]
) -> None:
    desk, unsent = desks[0], communes.sender.rows(Case, area_code=communes.giving)
    page = text_of(desk.get("/cho-quyet-dinh?xem=unsent"))
    assert all(one.case_id in page for one in unsent)
    minutes = {"xem": "unsent", "quyet_dinh": "keep", "so": "03/BB-UBND", "ngay": communes.today}
    ids = [one.case_id for one in unsent[:2]]
    answer = desk.post("/cho-quyet-dinh/ghi", data={**minutes, "ho_so": ids})
    assert answer.headers["Location"] == "/cho-quyet-dinh?xem=unsent"
    assert "Đã ghi quyết định về 2 hộ." in text_of(desk.get("/cho-quyet-dinh?xem=ruled"))
    assert "03/BB-UBND" in text_of(desk.get("/cho-quyet-dinh?xem=ruled"))
    assert desks[1].post("/cho-quyet-dinh/ghi", data={**minutes, "ho_so": [unsent[3].case_id]}).status_code == 302
    assert "1 hộ giữ nguyên" in text_of(desks[1].get("/cho-quyet-dinh"))
