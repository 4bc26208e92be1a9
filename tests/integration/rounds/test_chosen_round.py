"""Two rounds open at once: a person chooses the one before her, and finds what waits in either."""

from __future__ import annotations

from dataclasses import replace

from flask.testing import FlaskClient

from server.app import create_app
from server.demo.build import ROUND_CODE
from server.services import rounds
from server.services.node import Node
from server.services.people_sessions import start_session
from server.web.frame import COOKIE, ROUND_COOKIE
from tests.builders.forms import read_admin
from tests.integration.ingest.sender import Sender
from tests.integration.rounds.test_rounds import NEW


def signed_in(node: Node) -> FlaskClient:
    app = create_app(node)
    app.config["WTF_CSRF_ENABLED"] = False
    client = app.test_client()
    client.set_cookie(COOKIE, start_session(node, read_admin(node)))
    return client


def read(client: FlaskClient, address: str = "/hang-cho") -> str:
    return client.get(address).get_data(as_text=True)


def test_what_waits_in_an_older_open_round_is_found_by_choosing_it(demo_node: Node) -> None:
    sender, client, admin = Sender(demo_node), signed_in(demo_node), read_admin(demo_node)
    sender.send(sender.fill())
    name = sender.households()[0].head_name
    assert name in read(client) and "/dot/xem" not in read(client), "one round is no choice"
    rounds.publish_round(demo_node, admin, rounds.create_round(demo_node, admin, NEW))
    page = read(client)
    assert name not in page and "/dot/xem" in page and f'value="{ROUND_CODE}"' in page
    answer = client.post("/dot/xem", data={"dot": ROUND_CODE, "tiep": "/hang-cho"})
    assert (answer.status_code, answer.location) == (302, "/hang-cho")
    page = read(client)
    assert name in page and f'value="{ROUND_CODE}" selected' in page
    client.get("/")
    assert client.post("/thoat").status_code == 302 and client.get_cookie(ROUND_COOKIE) is None


def test_a_draft_and_an_unknown_round_are_not_chosen(demo_node: Node) -> None:
    client, admin = signed_in(demo_node), read_admin(demo_node)
    rounds.create_round(demo_node, admin, replace(NEW, code="NHAP"))
    for code in ("NHAP", "khong-co", ""):
        answer = client.post("/dot/xem", data={"dot": code, "tiep": "https://elsewhere.example"})
        assert answer.location == "/" and client.get_cookie(ROUND_COOKIE) is None
        assert "Không có đợt này." in read(client, "/")
    client.set_cookie(ROUND_COOKIE, "khong-co")
    assert client.get("/hang-cho").status_code == 200
