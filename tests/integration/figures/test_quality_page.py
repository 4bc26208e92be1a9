"""The quality page: signals of real forms, the very forms behind each number, nothing said of too few."""

from __future__ import annotations

from dataclasses import replace
from html import unescape

from sqlalchemy import select

from server.domain.facts import HouseholdFacts
from server.domain.quality import PHOTOS, SAME, score_cards
from server.services.node import Node
from server.services.registry import correct_household
from server.services.views.place_tree import read_tree
from server.services.views.quality import read_forms, read_heaps, read_paces
from server.store.tables import Case, ReviewFigure, Round
from tests.builders.forms import read_admin
from tests.integration.ingest.sender import Sender

from .test_figures_page import client_of, page

FIRST = "26506"
AUDIT = b"event,node,start,end\nquestion,/data/g_housing/wall,0,60000\n"


def test_a_photo_sent_for_two_households_names_both_forms_and_an_edit_none(demo_node: Node) -> None:
    sender = Sender(demo_node)
    photos = [b"the same house", b"the same house", b"another house"]
    sent = [sender.fill(number) for number in range(3)]
    for filled, photo in zip(sent, photos, strict=True):
        sender.send(filled, ("house.jpg", photo), ("audit.csv", AUDIT))
    round_id = demo_node.read(lambda c: c.execute(select(Round.round_id)).scalar_one())
    with demo_node.engines.read.connect() as connection:
        place = read_tree(connection, [FIRST]).root()
        assert place is not None
        (card,) = score_cards(read_forms(connection, round_id, place))
        paces = read_paces(demo_node, connection, round_id, place, card.actor_id)
    cases = {one.instance_id: one.case_id for one in sender.rows(Case)}
    assert set(card.cases[PHOTOS]) == {cases[one.instance_id] for one in sent[:2]}
    assert [(one.section, one.own) for one in paces] == [("housing", None)]  # three interviews are too few


def test_houses_described_alike_are_found_and_open(demo_node: Node) -> None:
    sender = Sender(demo_node)
    first, second = sender.fill(0), sender.fill(1)
    copied = HouseholdFacts({**first.facts.household}, second.facts.members)
    sender.send(first)
    sender.send(replace(second, facts=copied))
    sender.send(sender.fill(2))
    with client_of(demo_node, "tinh") as client:
        text = page(client, f"/chat-luong?noi={FIRST}").xpath("//main")[0].text_content()
        assert "chưa đủ phiếu" in text
        address = f"/chat-luong/phieu?noi={FIRST}&nguoi={sender.device.actor_id}&dau-hieu={SAME}"
        tree = page(client, address)
        assert tree.xpath("//main//h1")[0].text_content() == "2 phiếu"
        assert client.get(address.replace(SAME, "khac")).status_code == 404
        assert client.get(address.replace(sender.device.actor_id, "khac")).status_code == 404
        pace = page(client, f"/chat-luong/thoi-gian?noi={FIRST}&nguoi={sender.device.actor_id}")
        assert "Chưa có ghi chép nào" in pace.text_content()


def test_points_near_a_line_are_counted_by_place_and_open(field: Node) -> None:
    round_id = field.read(lambda c: c.execute(select(Round.round_id)).scalar_one())
    distances = field.read(lambda c: list(c.execute(select(Case.area_code, Case.distance))))
    near = [(area, one) for area, one in distances if one is not None and -5 < one <= 5]
    heaps = field.read(lambda c: read_heaps(c, round_id, [FIRST, "26508"]))
    assert {area: (one.part, one.whole) for area, one in heaps.items()} == {
        area: (sum(a == area and one <= 0 for a, one in near), sum(a == area for a, _ in near)) for area, _ in near
    }
    assert near
    with client_of(field, "tinh") as client:
        links = page(client, "/chat-luong").xpath("//main//a[contains(@href,'dau-hieu')]")
        for link in links:
            assert (
                page(client, unescape(link.get("href"))).xpath("//main//h1")[0].text_content() == f"{link.text} phiếu"
            )
        assert len(links) >= 2


def test_an_officer_sees_her_own_commune_only(field: Node) -> None:
    with client_of(field, f"xa-{FIRST}") as client:
        for address in ("/chat-luong?", "/chat-luong/phieu?dau-hieu=near&", "/chat-luong/thoi-gian?nguoi=a&"):
            assert client.get(f"{address}noi=26508").status_code == 404


def test_the_distance_from_last_years_point_is_kept_when_the_form_is_sent_again(demo_node: Node) -> None:
    sender = Sender(demo_node)
    household = sender.households()[0].household_id
    correct_household(demo_node, read_admin(demo_node), household, {"house_point": "10.5 107.2 0 5"})
    first = sender.fill(0)
    moved = {**first.facts.household, "house_point": "10.52 107.2 0 5"}
    sender.send(replace(first, facts=HouseholdFacts(moved, first.facts.members)))
    (row,) = [one for one in sender.rows(ReviewFigure) if one.household_id == household]
    assert row.moved_m == 2_226
    again = sender.fill(0, fields={**sender.fill(0).fields, "returned_instance": first.instance_id})
    sender.send(replace(again, facts=HouseholdFacts(moved, again.facts.members)))
    (row,) = [one for one in sender.rows(ReviewFigure) if one.household_id == household]
    assert (row.moved_m, sum(one.moved_m is not None for one in sender.rows(ReviewFigure))) == (2_226, 1)
