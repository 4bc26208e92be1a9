"""Two rounds open at once: a person chooses the one before her, and finds what waits in either."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from flask.testing import FlaskClient

import server.web
from server.app import create_app
from server.demo.build import ROUND_CODE
from server.services import rounds
from server.services.node import Node
from server.services.people_sessions import start_session
from server.store.tables import Assignment
from server.web.frame import COOKIE, ROUND_ARG, ROUND_COOKIE
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


def test_a_form_is_done_in_the_round_it_was_shown_for(demo_node: Node) -> None:
    """Another tab has changed the round since: what was read and pressed here is about the one on this page."""
    client, admin, sender = signed_in(demo_node), read_admin(demo_node), Sender(demo_node)
    row = sender.households()[0]
    round_id = rounds.create_round(demo_node, admin, NEW)
    rounds.publish_round(demo_node, admin, round_id)
    held = {one.assignment_id for one in sender.rows(Assignment)}
    client.post("/dot/xem", data={"dot": ROUND_CODE, "tiep": "/"})
    address, order = f"/phan-cong/thon/{row.area_code}", {"thon": row.village_code, "nguoi": sender.device.actor_id}
    assert f'{address}?{ROUND_ARG}={ROUND_CODE}"' in client.post(address, data=order).get_data(as_text=True)
    client.post("/dot/xem", data={"dot": NEW.code, "tiep": "/"})
    client.post(f"{address}?{ROUND_ARG}={ROUND_CODE}", data={**order, "lam": "1"})
    assert round_id not in {one.round_id for one in sender.rows(Assignment) if one.assignment_id not in held}
    client.post(f"{address}?{ROUND_ARG}={NEW.code}", data={**order, "lam": "1"})
    assert round_id in {one.round_id for one in sender.rows(Assignment) if one.assignment_id not in held}


ABOUT_A_ROUND = ("assign_preview", "assign_do", "assign_village", "paper_share", "draw_rechecks", "decide_exception")


@pytest.mark.parametrize("endpoint", [*ABOUT_A_ROUND, "bulk_preview", "bulk_do"])
def test_every_form_about_the_round_names_it_in_its_address(endpoint: str) -> None:
    folder = Path(server.web.__file__).parent / "templates" / "web"
    opening = re.compile(rf"<form[^>]*url_for\('web\.{endpoint}'[^)]*\)")
    forms = [one for path in folder.glob("*.html") for one in opening.findall(path.read_text("utf-8"))]
    assert forms and all("dot_xem=round.code" in one for one in forms)
