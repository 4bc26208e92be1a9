"""What a service refuses is told in the reader's language on pages, and in Vietnamese to a tablet."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from fractions import Fraction

from flask import get_flashed_messages, render_template_string
from flask.testing import FlaskClient
from lxml import html

from server.app import create_app
from server.services.node import Node
from server.services.people_sessions import start_session
from server.telling import tell
from server.web import formats
from server.web.catalogue import COOKIE as LANGUAGE
from server.web.frame import COOKIE
from server.web.marking import settle
from server.web.notices import announce
from server.web.telling import flash, gettext
from tests.builders.forms import read_admin
from tests.integration.ingest.sender import Sender

HEADERS = {"X-OpenRosa-Version": "1.0"}


def reader(node: Node, language: str) -> FlaskClient:
    app = create_app(node)
    app.config["WTF_CSRF_ENABLED"] = False
    client = app.test_client()
    client.set_cookie(COOKIE, start_session(node, read_admin(node)))
    client.set_cookie(LANGUAGE, language)
    return client


def told(client: FlaskClient, method: str, address: str, **more: object) -> str:
    """What the page of an error says, without the head and foot of the page."""
    tree = html.fromstring(client.open(address, method=method, **more).get_data(as_text=True))
    return " ".join(tree.xpath("string((//section[contains(@class,'problem')]|//*[@role='alert'])[1])").split())


def test_a_refusal_is_said_in_the_readers_language_with_its_values(demo_node: Node) -> None:
    sender = Sender(demo_node)
    filled = sender.fill()
    sender.send(filled)
    order = {"viec": "return", "ban": filled.instance_id, "loi_nhan": "x" * 2001}
    address = f"/ho-so/{filled.fields['case_id']}/quyet-dinh"
    english, vietnamese = reader(demo_node, "en"), reader(demo_node, "vi")
    assert "The comment has 2,001 signs, the most is 750." in told(english, "POST", address, data=order)
    assert "Góp ý dài 2.001 ký tự, nhiều nhất là 750." in told(vietnamese, "POST", address, data=order)
    assert "There is no such page." in told(english, "GET", "/khong-co")


def test_a_tablet_is_answered_in_vietnamese_whatever_the_language_of_pages(demo_node: Node) -> None:
    client = reader(demo_node, "en")
    answer = client.get(f"/v1/key/{'a' * 64}/formList", headers=HEADERS)
    assert answer.status_code == 403
    assert "Gặp cán bộ xã" in answer.get_data(as_text=True)


def test_a_template_says_a_text_and_its_values_in_the_readers_language(demo_node: Node) -> None:
    app, level = create_app(demo_node), tell("huyện")
    page = "{{ level }}|{{ _('Bản đồ: %(place)s', place=level) }}|{{ [level] | map('said') | join }}|{{ _('Tiến độ') }}"
    said = {}
    for language in ("en", "vi"):
        with app.test_request_context(headers={"Cookie": f"{LANGUAGE}={language}"}):
            said[language] = render_template_string(page, level=level)
    assert said == {"en": "district|Map: district|district|Progress", "vi": "huyện|Bản đồ: huyện|huyện|Tiến độ"}


def test_a_word_that_stands_in_a_template_is_said_to_every_reader_in_her_own_language(demo_node: Node) -> None:
    app, page = create_app(demo_node), "{{ 'poor' | outcome_word }} {{ ['poor'] | map('outcome_word') | join }}"
    said = []
    for language in ("vi", "en", "vi"):
        with app.test_request_context(headers={"Cookie": f"{LANGUAGE}={language}"}):
            said.append(render_template_string(page))
    assert said == ["Nghèo Nghèo", "Poor Poor", "Nghèo Nghèo"]


def test_a_notice_for_the_next_page_keeps_what_people_wrote_apart(demo_node: Node) -> None:
    app = create_app(demo_node)
    with app.test_request_context(headers={"Cookie": f"{LANGUAGE}=en"}):
        flash("1. " + gettext("Bản đồ: %(place)s", place="Bàu Sen") + " " + gettext("Tiến độ"), "ok")
        announce(gettext("Bản đồ: %(place)s", place="Bàu Sen"))
        plain, with_undo = get_flashed_messages()
        said = render_template_string("<p>{{ one }}</p><p>{{ two.text }}</p>", one=plain, two=with_undo)
        assert settle(said) == "<p>1. Map: {0} Progress</p><p>Map: {0}</p>".format('<span lang="vi">Bàu Sen</span>')
    with app.test_request_context(headers={"Cookie": f"{LANGUAGE}=vi"}):
        assert render_template_string("{{ one }}", one=plain) == "1. Map: Bàu Sen Progress"


def test_numbers_and_days_are_written_and_read_as_the_readers_language_has_them(demo_node: Node) -> None:
    app, day = create_app(demo_node), dt.date(2026, 6, 5)
    said = {}
    for language in ("vi", "en"):
        with app.test_request_context(headers={"Cookie": f"{LANGUAGE}={language}"}):
            numbers = (formats.vi_number(1234567), formats.vi_number(Decimal("1234.50")), formats.vi_money(5000))
            shares = (formats.vi_share(Fraction(708, 10000)), formats.vi_decimal(Fraction(1, 3)))
            days = (formats.vi_date(day), formats.vi_date("1979-05"), formats.vi_day(day), formats.vi_date(None))
            said[language] = (*numbers, *shares, *days)
            assert formats.read_decimal(formats.vi_number(Decimal("1234.5"))) == "1234.5"
            assert formats.vi_number(1234).replace(formats.apart_sign(), "") == "1234"
    assert said == {
        "vi": ("1.234.567", "1.234,5", "5.000 đồng", "7,08 %", "0,33", "05/06/2026", "05/1979", "05/06", "chưa có"),
        "en": ("1,234,567", "1,234.5", "5,000 VND", "7.08%", "0.33", "5 Jun 2026", "May 1979", "5 Jun", "none yet"),
    }


def test_a_search_that_finds_nothing_names_what_was_looked_for(demo_node: Node) -> None:
    for language, words in (("vi", "Không tìm thấy “Không Ai”"), ("en", '“<span lang="vi">Không Ai</span>”')):
        answer = reader(demo_node, language).get("/ho?q=Không Ai")
        assert answer.status_code == 200
        assert words in answer.get_data(as_text=True)
