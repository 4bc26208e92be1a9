"""Progress and map: each number opens its households; every point is in exactly one circle and leads to its form."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from server.papers.field_drawing import MOST_HEIGHT, WIDTH, circles, lay_out
from server.services import tablets
from server.services.node import Node
from server.services.views.field_map import Box, Wanted, read_map
from server.services.views.place_tree import read_tree
from server.store.tables import Assignment, ReviewFigure, Round, Village
from tests.builders.forms import read_admin

from .test_figures_page import client_of, page

FIRST = "26506"


@pytest.fixture(scope="module")
def province(field: Node) -> Iterator[FlaskClient]:
    with client_of(field, "tinh") as client:
        yield client


def rows(node: Node) -> list[Any]:
    return list(node.read(lambda c: c.execute(select(ReviewFigure.__table__)).all()))


def test_progress_counts_how_visits_ended_and_every_number_opens_them(field: Node, province: FlaskClient) -> None:
    tree = page(province, "/tien-do")
    links = tree.xpath("//main//table[1]//td[@class='num']/a[contains(@href,'/so-lieu/ho')]")
    opened = 0
    for link in links:
        head = page(province, unescape(link.get("href"))).xpath("//h1")[0].text_content()
        assert head.startswith(f"{link.text} hộ"), link.get("href")
        opened += 1
    assert opened >= 8
    total = [one.text_content() for one in tree.xpath("(//main//tfoot)[1]/tr/td")]
    found = rows(field)
    assert (total[0], total[2], total[3]) == (
        str(len(found)),
        str(sum(one.outcome == "completed" for one in found)),
        str(sum(one.outcome == "absent" for one in found)),
    )


def test_missing_forms_are_visits_declared_and_not_sent(field: Node, province: FlaskClient) -> None:
    query = select(Assignment.actor_id, Round.code).join(Round, Round.round_id == Assignment.round_id)
    query = query.join(Village, Village.code == Assignment.village_code).where(Village.area_code == FIRST)
    actor_id = field.read(lambda c: c.execute(query).first()).actor_id
    sent = sum(one.actor_id == actor_id for one in rows(field))
    tablets.declare_visits(
        field, tablets.Whose(area_code=FIRST, enumerator_id=actor_id, by=read_admin(field)), sent + 2
    )
    (line,) = page(province, f"/tien-do?noi={FIRST}").xpath(f"//main//tr[.//a[contains(@href,'{actor_id}')]]")
    cells = [re.sub(r"\s+", " ", one.text_content()).strip() for one in line.xpath("./td")]
    assert cells[2:5] == [str(sent + 2), str(sent), "2"]


def test_circles_hold_every_point_once_and_the_same_as_the_points(field: Node) -> None:
    round_id = field.read(lambda c: c.execute(select(Round.round_id)).scalar_one())
    located = [one for one in rows(field) if one.lat_e5 is not None]
    with field.engines.read.connect() as connection:
        place = read_tree(connection, [FIRST, "26508"]).root()
        assert place is not None
        whole = Box(-18_000_000, -9_000_000, 18_000_000, 9_000_000)
        few = read_map(connection, Wanted(round_id, place, 0, whole))
        many = read_map(connection, Wanted(round_id, place, 0, Box(10_700_000, 1_030_000, 10_730_000, 1_050_000), 0))
    assert few.located == len(few.points) == few.inside == len(located) > 5
    assert sum(one.count for one in many.clusters) == many.inside == len(located)
    assert sum(one.poor for one in many.clusters) == sum(one.now.startswith("P") for one in located)
    for point in few.points:
        holding = [
            one
            for one in many.clusters
            if one.box.west <= point.lon <= one.box.east and one.box.south <= point.lat <= one.box.north
        ]
        assert len(holding) == 1


def test_a_point_on_the_map_leads_to_its_form_and_other_peoples_places_stay_closed(field: Node) -> None:
    with client_of(field, f"xa-{FIRST}") as client:
        tree = page(client, "/ban-do")
        links = [unescape(one) for one in tree.xpath("//main//svg//a/@href")]
        assert links and all(client.get(one).status_code == 200 for one in links)
        assert client.get("/ban-do?noi=26508").status_code == client.get("/tien-do?noi=26508").status_code == 404
        assert "Trong khung" in page(client, "/ban-do?khung=sai").text_content()


def test_the_page_says_how_many_forms_have_no_point(field: Node, province: FlaskClient) -> None:
    lacking = sum(one.outcome is not None and one.lat_e5 is None for one in rows(field))
    assert f"Có phiếu, không có vị trí {lacking}" in " ".join(page(province, "/ban-do").text_content().split())
    assert lacking > 0


def test_a_frame_is_drawn_to_scale_in_both_directions() -> None:
    layout = lay_out(10_700_000, 1_040_000, 2_000, 1_000)
    (x, y), (further, lower) = layout.at(10_700_000, 1_041_000), layout.at(10_702_000, 1_040_000)
    east, south = further - x, lower - y
    assert 0 < x < further < WIDTH and 0 < y < lower < MOST_HEIGHT
    assert east / south == pytest.approx(2 * 0.98357, rel=0.001)  # cosine of 10.4 degrees
    metres, length = layout.scale()
    assert length / metres == pytest.approx(south / 1_113.2, rel=0.01)


def test_the_area_of_a_circle_grows_with_its_households_and_small_ones_lie_above() -> None:
    layout = lay_out(0, 0, 100, 100)
    drawn = circles(layout, [(1, 1, 10, 10, "a"), (100, 5, 50, 50, "b"), (25, 0, 80, 80, "c")])
    assert [one.box for one in drawn] == ["b", "c", "a"]
    assert [one.shade for one in drawn] == [1, 1, 5]
    assert drawn[0].radius > drawn[1].radius > drawn[2].radius
