"""The page of news as an officer of the commune opens it."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from server.app import create_app
from server.services import people, review
from server.web.frame import COOKIE
from tests.builders.serving import read_demo

from .conftest import Office


@pytest.fixture
def client(office: Office) -> FlaskClient:
    """A browser of the first commune's officer."""
    app = create_app(office.node)
    app.config["WTF_CSRF_ENABLED"] = False
    who = next(one for one in read_demo(office.node)["accounts"] if one["login"] == f"xa-{office.area}")
    one = app.test_client()
    one.set_cookie(COOKIE, people.sign_in(office.node, who["login"], who["password"]))
    return one


def test_news_is_counted_in_the_head_shown_by_kind_and_marked_as_read(office: Office, client: FlaskClient) -> None:
    sent = [office.send(number) for number in range(2)]
    case = office.case(sent[0])
    review.return_case(office.node, office.one, case.case_id, sent[0].instance_id, note="hỏi lại")
    text = client.get("/tin-moi").text
    assert text.count('class="chip info"') == 3 and f"/ho-so/{case.case_id}" in text
    assert '<b class="num">3<' in client.get("/ho").text
    assert client.get("/tin-moi?loai=decided").text.count('class="chip info"') == 1
    digest = text.split('name="tin" value="')[1].split('"')[0]
    client.post("/tin-moi/da-doc", data={"tin": digest})
    assert '<b class="num">2<' in client.get("/ho").text
    newest = text.split('name="den" value="')[1].split('"')[0]
    answer = client.post("/tin-moi/da-doc", data={"den": newest}, follow_redirects=True)
    assert 'class="chip info"' not in answer.text and '<b class="num">' not in answer.text


@pytest.mark.parametrize(
    "query", ["truoc=hom-qua", "truoc=2016-01-01", "loai=khac", "truoc=2000-01-01T00:00:00%2B00:00"]
)
def test_any_address_of_the_page_opens(office: Office, client: FlaskClient, query: str) -> None:
    office.send()
    assert client.get(f"/tin-moi?{query}").status_code == 200


def test_an_empty_page_says_what_will_stand_there(client: FlaskClient) -> None:
    assert "Chưa có tin nào" in client.get("/tin-moi").text
