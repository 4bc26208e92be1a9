"""The desk as people meet it: who sees what, filters, decisions and undo by forms, a half that tells nothing."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from server.app import create_app
from server.config import Config
from server.services.node import open_node
from server.services.people_sessions import start_session
from server.store.tables import Case
from server.web.frame import COOKIE

from .desk import BE, HUNG, LAN, Desk

NUMBER = {"id_type": "cccd", "id_number": "079208000111"}


def sign_in(desk: Desk, actor_id: str) -> FlaskClient:
    """A browser of this person."""
    app = create_app(desk.node)
    app.config["WTF_CSRF_ENABLED"] = False
    client = app.test_client()
    client.set_cookie(COOKIE, start_session(desk.node, actor_id))
    return client


@pytest.fixture(scope="module")
def desk(demo_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """One desk for the module: what a test decides it takes back."""
    folder = tmp_path_factory.mktemp("doubles") / "var"
    shutil.copytree(demo_template, folder)
    node = open_node(Config(var=folder))
    yield Desk(node)
    node.close()


@pytest.fixture(scope="module")
def pairs(desk: Desk) -> dict[str, Any]:
    """One pair of households of a commune, one child in two households, one household across communes."""
    near = desk.household("A1", LAN, HUNG), desk.household("A2", LAN, HUNG)
    child = desk.household("A3", HUNG | {"birth_year": 1950, "full_name": "Phạm Hữu Tài"}, BE | NUMBER)
    other = desk.household("A4", LAN | {"birth_year": 1940, "full_name": "Lê Thị Sương"}, BE | NUMBER)
    far = desk.household("B1", {**LAN, "full_name": "Ông Thị Mộng"}, HUNG, village=desk.other_village)
    away = desk.household("A5", {**LAN, "full_name": "Ông Thị Mộng"}, HUNG, village=desk.villages[1])
    desk.search()
    found = {"near": near, "child": (child, other), "far": (far, away)}
    return {name: desk.pairs(*ids)[0] for name, ids in found.items()}


def test_the_list_says_why_and_filters_narrow_it(desk: Desk, pairs: dict[str, Any]) -> None:
    client = sign_in(desk, desk.one)
    page = client.get("/trung-lap").text
    assert pairs["near"].pair_id in page
    assert pairs["far"].pair_id not in page
    assert (
        "2 người giống nhau (hộ 2 người và hộ 2 người), hai chủ hộ, tên giống 100 %, cùng năm sinh, cùng thôn" in page
    )
    assert "cùng số căn cước" in page
    for query, kept in (
        ("loai=person&ly-do=same_number", "child"),
        ("loai=household&ly-do=shared&diem=90", "near"),
        (f"thon={desk.villages[0]}&xep=name", "near"),
    ):
        text = client.get(f"/trung-lap?{query}").text
        assert pairs[kept].pair_id in text, query
    assert pairs["near"].pair_id not in client.get("/trung-lap?loai=person").text
    assert "Không cặp nào có đủ các điều kiện" in client.get(f"/trung-lap?loai=person&xa={desk.other_area}").text


def test_identity_numbers_are_masked_and_differences_marked(desk: Desk, pairs: dict[str, Any]) -> None:
    page = sign_in(desk, desk.one).get(f"/trung-lap/{pairs['child'].pair_id}").text
    assert "079208000111" not in page
    assert page.count("•••• 0111") == 2
    assert "Một người ở hai hộ?" in page
    assert "khác bên kia" in page


def test_one_side_elsewhere_tells_a_commune_and_nothing_else(desk: Desk, pairs: dict[str, Any]) -> None:
    pair = pairs["far"]
    client = sign_in(desk, desk.one)
    for page in (client.get("/trung-lap?trang-thai=above").text, client.get(f"/trung-lap/{pair.pair_id}").text):
        assert "A5" in page
        assert "B1" not in page
        assert "giống" not in re.sub(r"<nav.*?</nav>|<option.*?</option>|<head>.*?</head>", "", page, flags=re.DOTALL)
    assert client.post(f"/trung-lap/{pair.pair_id}/ket-luan", data={"viec": "different"}).status_code == 403
    listed = client.get("/trung-lap?trang-thai=above").text
    home = next(one for one in (pair.first_id, pair.second_id) if f"/ho/{one}" in listed)
    told = client.get(f"/ho/{home}").text
    assert "cấp trên quyết định" in told
    assert "B1" not in told
    above = sign_in(desk, desk.register("tinh1", "supervisor", "77")).get(f"/trung-lap/{pair.pair_id}").text
    assert "A5" in above
    assert "B1" in above


def test_a_decision_marks_the_case_opens_the_next_and_is_taken_back(desk: Desk, pairs: dict[str, Any]) -> None:
    client, pair = sign_in(desk, desk.one), pairs["near"]
    path = f"/trung-lap/{pair.pair_id}/ket-luan"
    answer = client.post(path, data={"viec": f"same|{pair.first_id}", "da_thay": ""})
    assert answer.headers["Location"].startswith("/trung-lap/")
    told = client.get(answer.headers["Location"]).text
    assert "Không dữ liệu nào bị gộp hay xóa. Hồ sơ của hộ không giữ đã được đánh dấu trùng." in told
    state = select(Case.review_state).where(Case.household_id == pair.second_id)
    assert desk.rows(state)[0][0] == "duplicate"
    assert "giữ lại" in client.get("/trung-lap?trang-thai=same").text
    merge = f"/ho/{pair.first_id}/bien-dong/nhap?voi={pair.second_id}"
    assert merge in client.get(f"/trung-lap/{pair.pair_id}").text
    assert client.get(merge).status_code == 200
    late = client.post(path, data={"viec": "different", "da_thay": ""})
    assert (late.status_code, "DUP-008" in late.text or "người khác đã kết luận" in late.text) == (409, True)
    client.post(path, data={"viec": "undo"})
    assert desk.rows(state)[0][0] == "none"
    unclear = client.post(path, data={"viec": "unclear", "da_thay": "", "ghi_chu": ""})
    assert (unclear.status_code, "Chưa ghi còn thiếu điều gì" in unclear.text) == (422, True)


def test_many_are_different_at_once_and_the_household_page_shows_what_is_left(
    desk: Desk, pairs: dict[str, Any]
) -> None:
    client = sign_in(desk, desk.one)
    chosen = [pairs["near"].pair_id, pairs["child"].pair_id]
    page = client.post("/trung-lap/khac-nhau", data={"cap": chosen}, follow_redirects=True).text
    assert "Đã ghi 2 cặp là khác nhau" in page
    assert pairs["near"].pair_id not in client.get(f"/ho/{pairs['near'].first_id}").text
    batch = re.search(r'name="dot" value="([^"]+)"', page)
    assert batch is not None
    client.post("/trung-lap/hoan-tac", data={"dot": batch.group(1)})
    assert pairs["near"].pair_id in client.get(f"/ho/{pairs['near'].first_id}").text
    case = desk.rows(select(Case.case_id).where(Case.household_id == pairs["near"].first_id))[0][0]
    assert f"/trung-lap/{pairs['near'].pair_id}" in client.get(f"/ho-so/{case}").text
    assert "Kết luận các cặp nghi trùng" in client.get("/").text or "Cặp nghi trùng" in client.get("/").text
