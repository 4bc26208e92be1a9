"""What nobody's browser sends by itself: addresses that lead elsewhere, numbers and letters that are none."""

from __future__ import annotations

import datetime as dt
from urllib.parse import quote

import pytest

from server.app import create_app
from server.domain.access import Actor, GrantOf
from server.errors import Problem
from server.services import imports, people
from server.services.node import Node
from server.services.review.reading import read_access
from tests.builders.forms import read_admin
from tests.builders.imports import AREA, write_sheet
from tests.integration.people.test_privacy import client_of

STAFF_HEADS = ("Họ và tên", "Vai trò")


@pytest.mark.parametrize("target", ["//else.example", "/\\else.example", "/\t/else.example", "/\r/else.example"])
def test_no_form_leads_to_another_site(demo_node: Node, target: str) -> None:
    answer = client_of(demo_node, "admin").post("/giao-dien", data={"theme": "dark", "tiep": target})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/")


NO_NUMBERS = ("²", "9" * 30, "9" * 5_000, "-1", "0", "1.5", "")


def test_a_page_number_that_is_none_is_the_first_page(demo_node: Node) -> None:
    client = client_of(demo_node, "admin")
    for path in ("/ho", "/nguoi-dung", "/phieu", "/nhat-ky-xem", "/may-tinh-bang"):
        for number in NO_NUMBERS:
            assert client.get(f"{path}?trang={quote(number)}").status_code == 200, (path, number)
    for number in NO_NUMBERS:
        assert client.get(f"/so-lieu/ho?chi-so={quote(number)}&trang={quote(number)}").status_code == 200, number


def test_a_very_long_search_finds_nothing_and_fails_nothing(demo_node: Node) -> None:
    client = client_of(demo_node, "admin")
    for path in ("/ho", "/nguoi-dung", "/phieu", "/nhat-ky-xem", "/hang-cho", "/cho-quyet-dinh"):
        assert client.get(f"{path}?q={'a%25_' * 15_000}").status_code == 200, path


def test_the_letter_nul_is_refused_wherever_it_is_typed(demo_node: Node) -> None:
    client = client_of(demo_node, "admin")
    for answer in (
        client.get("/ho?q=a%00b"),
        client.get("/ho/a%00b"),
        client.post("/hang-cho/luu", data={"ten": "a\0b"}),
        create_app(demo_node).test_client().get("/dang-nhap?tiep=%00"),
    ):
        assert answer.status_code == 400
        assert "WEB-400" in answer.text


def test_a_commune_officer_reaches_no_list_of_staff_taken_in_for_her_commune(demo_node: Node) -> None:
    sheet = ("nguoi.xlsx", write_sheet(STAFF_HEADS, ("Trần Thị Mẫu", "Cán bộ xã")))
    import_id = imports.start_run(demo_node, read_admin(demo_node), "staff", AREA, sheet)
    officer, one = client_of(demo_node, f"xa-{AREA}"), f"/nhap-du-lieu/{import_id}"
    assert import_id not in officer.get("/nhap-du-lieu").text
    assert officer.get(one).status_code == 403
    for step in ("cot", "o", "thon", "tep", "sua-cot", "nhap", "lay-lai", "bo"):
        assert officer.post(f"{one}/{step}").status_code == 403, step
    assert client_of(demo_node, "admin").get(one).status_code == 200
    assert imports.get_run(demo_node, import_id).state == "mapping"


def test_a_page_for_who_is_signed_in_stays_in_no_browser(demo_node: Node) -> None:
    client = client_of(demo_node, f"xa-{AREA}")
    for path in ("/ho", "/hang-cho", "/chuyen-ho", "/tai-khoan"):
        assert client.get(path).headers["Cache-Control"] == "private, no-store", path
    assert "no-store" not in client.get("/tinh/rasoat.css").headers.get("Cache-Control", "")


def test_grants_begin_and_end_at_midnight_in_viet_nam(demo_node: Node) -> None:
    node, founder = demo_node, Actor(read_admin(demo_node), "", (GrantOf("administrator", "77"),))
    seven = dt.timezone(dt.timedelta(hours=7))
    before = (node.now().astimezone(seven) + dt.timedelta(days=2)).date()
    after = (before + dt.timedelta(days=1)).isoformat()
    role = ("commune_officer", AREA)
    ending = people.register_person(node, founder, GrantOf(*role, None, before.isoformat()), "het-han", "Hết Hạn", None)
    coming = people.register_person(node, founder, GrantOf(*role, after), "sap-toi", "Sắp Tới", None)
    # Half past midnight of the day after; in Greenwich it is still the day before.
    moment = dt.datetime.combine(before, dt.time(17, 30), dt.UTC)
    node.now = lambda: moment
    read = {one: node.read(lambda c, one=one: read_access(node, c, one)) for one in (ending, coming)}
    read[coming].check("review_cases", AREA)
    with pytest.raises(Problem):
        read[ending].check("review_cases", AREA)
