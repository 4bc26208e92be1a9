"""Identity numbers are masked, shown whole only with a purpose that is written down, and a family learns who looked."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select, update

from server.app import create_app
from server.domain.facts import load_facts
from server.domain.masking import mask
from server.services import people
from server.services.node import Node
from server.store.tables import Account, DataAccess, Household, Member, Village
from server.web.access_table import ROUTES
from server.web.formats import say_answer
from server.web.frame import COOKIE
from server.web.privacy import SHOWS_NUMBERS

NUMBER = "079088001234"


@pytest.fixture
def household(demo_node: Node) -> str:
    """A household of the officer's commune whose first member's number is known."""
    query = select(Household.household_id).where(Household.area_code == "26506")
    found = str(demo_node.read(lambda c: c.execute(query).scalars().first()))
    where = (Member.household_id == found) & (Member.no == 1)
    facts = demo_node.read(lambda c: c.execute(select(Member.facts).where(where)).scalar_one())
    known = {"facts": {**facts, "id_type": "cccd", "id_number": NUMBER}}
    demo_node.writer.write(lambda unit: unit.connection.execute(update(Member.__table__).where(where).values(**known)))
    return found


def client_of(node: Node, login: str) -> FlaskClient:
    """A browser in which somebody of the demo is signed in."""
    app = create_app(node)
    app.config["WTF_CSRF_ENABLED"] = False
    client = app.test_client()
    actor_id = node.read(lambda c: c.execute(select(Account.actor_id).where(Account.login == login)).scalar_one())
    client.set_cookie(COOKIE, people.start_session(node, actor_id))
    return client


def accesses(node: Node) -> list[Any]:
    """What was written down."""
    return list(node.read(lambda c: c.execute(select(DataAccess.__table__)).all()))


@pytest.mark.parametrize(
    "number, expected", [(NUMBER, "•••• 1234"), ("273012345", "•••• 2345"), ("12345678", "••••"), ("", "••••")]
)
def test_mask(number: str, expected: str) -> None:
    assert mask(number) == expected


def test_an_answer_on_a_page_is_never_a_whole_number() -> None:
    assert say_answer(NUMBER, load_facts().member["id_number"]) == "•••• 1234"


def test_a_number_is_shown_whole_only_after_a_purpose_is_written_down(demo_node: Node, household: str) -> None:
    client, path = client_of(demo_node, "xa-26506"), f"/ho/{household}/giay-to"
    assert NUMBER not in client.get(path).get_data(as_text=True)
    assert client.post(path, data={"muc_dich": "curiosity"}).status_code == 422
    assert client.post(path, data={"muc_dich": "other"}).status_code == 422
    assert accesses(demo_node) == []
    shown = client.post(path, data={"muc_dich": "duplicates", "ghi_ro": "trùng với xã bên"})
    assert NUMBER in shown.get_data(as_text=True)
    assert shown.headers["Cache-Control"] == "no-store"
    (row,) = accesses(demo_node)
    told = (row.kind, row.purpose, row.note, row.household_id, row.area_code, row.address)
    assert told == ("identity", "duplicates", "trùng với xã bên", household, "26506", "127.0.0.1")


def test_a_family_gets_its_own_sheet_with_who_looked(demo_node: Node, household: str) -> None:
    officer = client_of(demo_node, "xa-26506")
    officer.post(f"/ho/{household}/giay-to", data={"muc_dich": "review"})
    sheet = officer.post(f"/cong-dan/{household}", data={"ghi_ro": "chủ hộ, xem"}).get_data(as_text=True)
    assert NUMBER in sheet
    assert "Xem số giấy tờ" in sheet and "rà soát hộ" in sheet and "Cán bộ Phường 1" in sheet
    assert [one.kind for one in accesses(demo_node)] == ["identity", "citizen"]


def test_a_file_that_leaves_is_written_down_with_its_name_and_the_laws_files_are_not(demo_node: Node) -> None:
    client = client_of(demo_node, "tinh")
    assert client.get("/goi/vn_2016_b1/mau.xlsx").status_code == 200
    assert accesses(demo_node) == []
    answer = client.get("/so-lieu/tep/csv?muc_dich=inspection")
    assert answer.status_code == 200
    (row,) = accesses(demo_node)
    assert (row.kind, row.purpose) == ("export", "inspection")
    assert row.note.startswith("so-lieu-") and row.note.endswith(".csv")


def test_every_page_said_to_show_numbers_is_a_page() -> None:
    assert SHOWS_NUMBERS.keys() <= ROUTES.keys()


def test_a_prefilled_sheet_of_paper_is_written_down_with_its_commune(demo_node: Node) -> None:
    client = client_of(demo_node, "xa-26506")
    village = demo_node.read(
        lambda c: c.execute(select(Village.code).where(Village.area_code == "26506")).scalars().first()
    )
    answer = client.get(f"/phieu-giay/in/{village}/b/1.pdf")
    assert answer.mimetype == "application/pdf"
    assert {(one.kind, one.area_code) for one in accesses(demo_node)} == {("export", "26506")}


def test_the_administrator_reads_the_list_and_nobody_else(demo_node: Node, household: str) -> None:
    client_of(demo_node, "xa-26506").post(f"/ho/{household}/giay-to", data={"muc_dich": "review"})
    admin = client_of(demo_node, "admin")
    assert "Cán bộ Phường 1" in admin.get("/nhat-ky-xem").get_data(as_text=True)
    assert "Chưa có lần xem nào như vậy" in admin.get("/nhat-ky-xem?loai=export").get_data(as_text=True)
    assert "Cán bộ Phường 1" in admin.get("/nhat-ky-xem?q=xa-26506&tu=2016-01-01").get_data(as_text=True)
    assert "Chưa có lần xem" in admin.get("/nhat-ky-xem?den=2016-01-01").get_data(as_text=True)
    for letter in ("%25", "_", "\\"):  # letters as any other, not signs for any letter
        assert "Chưa có lần xem" in admin.get(f"/nhat-ky-xem?q={letter}").get_data(as_text=True), letter
    assert client_of(demo_node, "tinh").get("/nhat-ky-xem").status_code == 403
