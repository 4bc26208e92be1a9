"""What nobody's browser sends by itself: addresses that lead elsewhere, numbers and letters that are none."""

from __future__ import annotations

import datetime as dt
import io
import re
from urllib.parse import quote

import pytest
from sqlalchemy import select, update

from server.app import create_app
from server.domain.access import Actor, GrantOf
from server.errors import Problem
from server.services import imports, people
from server.services.node import Node
from server.services.people_devices import find_known_sender
from server.services.review.reading import read_access
from server.store.tables import Account, Area, Case, Household, Round, Village
from server.web.frame import COOKIE
from tests.builders.forms import read_admin
from tests.builders.imports import AREA, write_sheet
from tests.builders.serving import read_demo
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
        client.post("/nhap-du-lieu/moi", data={"tep": (io.BytesIO(b"x"), "a\0b.xlsx")}),
        create_app(demo_node).test_client().get("/dang-nhap?tiep=%00"),
    ):
        assert answer.status_code == 400
        assert "WEB-400" in answer.text


def test_no_address_takes_a_form_that_was_not_made_here(demo_node: Node) -> None:
    app = create_app(demo_node)
    client = app.test_client()
    client.set_cookie(COOKIE, people.start_session(demo_node, read_admin(demo_node)))
    posts = [one for one in app.url_map.iter_rules() if "POST" in (one.methods or ()) and one.endpoint != "static"]
    taken = {one.rule: client.post(re.sub("<[^>]*>", "x", one.rule), data={"x": "1"}).status_code for one in posts}
    assert len(taken) > 50
    assert {path: status for path, status in taken.items() if status != 400} == {}


def test_a_session_made_elsewhere_opens_nothing_and_signing_in_makes_another(demo_node: Node) -> None:
    client = create_app(demo_node).test_client()
    client.set_cookie(COOKIE, "chosen-by-somebody-else")
    assert client.get("/hang-cho").status_code == 302
    assert people.read_session(demo_node, "chosen-by-somebody-else") is None


def test_a_name_that_is_a_script_runs_nowhere(demo_node: Node) -> None:
    evil = '"><script>alert(1)</script>'
    for model, column in (
        (Household, "head_name"),
        (Area, "name"),
        (Village, "name"),
        (Account, "name"),
        (Round, "name"),
    ):
        renamed = update(model.__table__).values(**{column: evil})
        demo_node.writer.write(lambda unit, renamed=renamed: unit.connection.execute(renamed))
    case = demo_node.read(lambda c: c.execute(select(Case.case_id, Case.household_id)).first())
    app, client = create_app(demo_node), client_of(demo_node, "admin")
    paths = [one.rule for one in app.url_map.iter_rules() if "GET" in (one.methods or ()) and not one.arguments]
    shown = 0
    for path in (*paths, f"/ho-so/{case.case_id}", f"/ho/{case.household_id}"):
        if path != "/thoat":
            answer = client.get(f"{path}?q={quote(evil)}")
            shown += answer.get_data(as_text=True).count("&lt;script&gt;alert") if answer.mimetype == "text/html" else 0
            assert b"<script>alert" not in answer.get_data(), path
            assert not any(set("\r\n") & set(one) for one in answer.headers.values()), path
    assert shown > 20


def test_a_tablet_known_a_moment_ago_is_looked_up_again_where_the_clock_was_set_back(demo_node: Node) -> None:
    token = read_demo(demo_node)["enumerators"][0]["server_url"].rsplit("/", 1)[-1]
    people.authenticate_sender(demo_node, token, "collect:x")
    assert find_known_sender(demo_node, token, "collect:x") is not None
    moment = demo_node.now() - dt.timedelta(days=30)
    demo_node.now = lambda: moment
    assert find_known_sender(demo_node, token, "collect:x") is None


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
