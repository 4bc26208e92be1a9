"""Tables after a commune was merged or became urban: rows still sum to the total, cells open their households (R12)."""

from __future__ import annotations

from html import unescape

import pytest
from sqlalchemy import select

from server.areas.changes import UnitChange
from server.services.areas import change_units
from server.services.maintenance import rebuild_node
from server.services.node import Node
from server.store.tables import FigureCount, ReviewFigure
from tests.builders.forms import read_admin

from .conftest import work_some_days
from .test_figures_page import client_of, page

OLD, NEW = "26506", "26508"


@pytest.fixture
def worked(demo_node: Node) -> Node:
    """The node after some days in the field."""
    work_some_days(demo_node)
    return demo_node


def test_a_merged_communes_villages_are_rows_of_its_successor(worked: Node) -> None:
    change_units(worked, read_admin(worked), "2016-11-15", "12/NQ-TH", [UnitChange(OLD, {}, successor_code=NEW)])
    with client_of(worked, "tinh") as client:
        tree = page(client, f"/so-lieu?noi={NEW}")
        totals = [int(one.text_content()) for one in tree.xpath("//main//table//tr/td[2]")]
        assert (
            totals[0] == sum(totals[2::2]) == len(worked.read(lambda c: c.execute(select(ReviewFigure.case_id)).all()))
        )
        assert totals[1] == sum(totals[3::2])
        assert len(tree.xpath("//main//svg//rect[@width='58']")) == len(totals) // 2 - 1
        links = [unescape(one) for one in tree.xpath("//main//tbody//th/a/@href")]
        assert len(links) == len(totals) // 2 - 1
        assert all(client.get(one).status_code == 200 for one in links)
        for address in (f"/tien-do?noi={NEW}", f"/ban-do?noi={NEW}", f"/chat-luong?noi={NEW}"):
            assert client.get(address).status_code == 200
    with client_of(worked, "giamsat-747") as client:
        assert "Phường" in page(client, "/so-lieu").xpath("//main//h1")[0].text_content()


def test_a_commune_that_becomes_rural_is_counted_as_such_and_so_it_is_rebuilt(worked: Node) -> None:
    query = select(ReviewFigure.area_kind).where(ReviewFigure.area_code == OLD).distinct()
    assert worked.read(lambda c: c.execute(query).scalars().all()) == ["urban"]
    change_units(worked, read_admin(worked), "2016-11-15", "12/NQ-TH", [UnitChange(OLD, {"area_kind": "rural"})])
    assert worked.read(lambda c: c.execute(query).scalars().all()) == ["rural"]
    counts = select(FigureCount.__table__).order_by(*FigureCount.__table__.primary_key.columns)
    before = worked.read(lambda c: c.execute(counts).all())
    assert any(one.alike.startswith("rural|") for one in before)
    rebuild_node(worked, lambda _done, _all: None)
    assert worked.read(lambda c: c.execute(counts).all()) == before
