"""Those who watch add what they saw; nobody else adds, nobody removes, everybody who sees the household reads (R20)."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from server.domain.access import Actor, GrantOf
from server.errors import Problem
from server.services import people
from server.services.maintenance import rebuild_node
from server.services.node import Node
from server.services.observations import add_observation, list_observations
from server.store.tables import Household
from sync.log import read_all
from sync.records import Draft, fold_authority
from sync.records.judging import judge
from tests.builders.forms import read_admin, read_erasers
from tests.integration.people.test_privacy import client_of

SEEN = "Họp thôn ngày 12/11 không mời hộ này."


@pytest.fixture
def observer(demo_node: Node) -> str:
    """Somebody of the Front in the first commune."""
    admin = Actor(read_admin(demo_node), "Quản trị", (GrantOf("administrator", "77"),))
    return people.register_person(demo_node, admin, GrantOf("front_observer", "26506"), "mt", "Lê Thị Mặt Trận", None)


@pytest.fixture
def household(demo_node: Node) -> str:
    """A household of that commune."""
    query = select(Household.household_id).where(Household.area_code == "26506")
    return str(demo_node.read(lambda c: c.execute(query).scalars().first()))


def test_the_front_writes_on_a_page_and_the_officer_reads(demo_node: Node, observer: str, household: str) -> None:
    front, officer = client_of(demo_node, "mt"), client_of(demo_node, "xa-26506")
    assert front.post(f"/ho/{household}/ghi-nhan-xet", data={"nhan_xet": SEEN}).status_code == 302
    assert front.post("/giam-sat/26506", data={"nhan_xet": "Niêm yết đủ ngày."}).status_code == 302
    assert SEEN in officer.get(f"/ho/{household}/nhan-xet").get_data(as_text=True)
    listed = officer.get("/giam-sat").get_data(as_text=True)
    assert SEEN in listed and "Niêm yết đủ ngày." in listed and "Lê Thị Mặt Trận" in listed
    assert officer.post(f"/ho/{household}/ghi-nhan-xet", data={"nhan_xet": "x"}).status_code == 403
    assert front.post("/giam-sat/26508", data={"nhan_xet": "x"}).status_code == 404
    with pytest.raises(Problem, match="OBS-001"):
        add_observation(demo_node, observer, "26506", "  ")


def test_it_counts_survives_a_rebuild_and_only_an_erasure_takes_its_words(
    demo_node: Node, observer: str, household: str
) -> None:
    add_observation(demo_node, observer, "26506", SEEN, household)
    records = [one.record for one in demo_node.read(lambda c: list(read_all(c)))]
    assert judge(records, fold_authority(records, demo_node.read(people.read_parents))).reasons == {}
    rebuild_node(demo_node, lambda _done, _total: None)
    assert [one.text for one in demo_node.read(lambda c: list_observations(c, ["26506"]))] == [SEEN]
    (added,) = [one for one in records if one.envelope.kind == "observation.added"]
    first, second = read_erasers(demo_node)
    payload = {"digests": [added.digest], "legal_basis": "thử", "actors": [first, second]}
    demo_node.write(lambda _c: [Draft("26506", "erased", added.envelope.subjects, first, payload)])
    (row,) = demo_node.read(lambda c: list_observations(c, ["26506"]))
    assert (row.text, row.household_id) == ("", None)
