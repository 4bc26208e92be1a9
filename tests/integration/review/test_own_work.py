"""What an enumerator and a village head see of the round: their own households, and no result."""

from __future__ import annotations

import pytest

from server.app import create_app
from server.domain.access import Actor, GrantOf
from server.services import review
from server.services.people_sessions import start_session
from server.services.views.own_work import OwnCase, read_own_work
from server.web.frame import COOKIE

from .conftest import Office

TODAY = "2026-11-26"


def read(office: Office, actor: Actor) -> list[OwnCase]:
    round_id = office.sender.device.assignments[0][0]
    return office.node.read(lambda c: read_own_work(c, actor, round_id, TODAY))


def actor_with(actor_id: str, role: str, area: str) -> Actor:
    return Actor(actor_id, "", (GrantOf(role, area),))


@pytest.fixture
def enumerator(office: Office) -> Actor:
    return actor_with(office.sender.device.actor_id, "enumerator", office.area)


def test_each_household_says_whether_its_form_came_and_why_it_came_back(office: Office, enumerator: Actor) -> None:
    returned, approved, waiting = office.send(0), office.send(1), office.send(2)
    comments = [{"f": "electricity_kwh", "text": "Xem lại hóa đơn"}]
    review.return_case(
        office.node, office.one, office.case(returned).case_id, returned.instance_id, comments, "Gửi lại sớm"
    )
    review.approve(office.node, office.one, office.case(approved).case_id, approved.instance_id)
    found = read(office, enumerator)
    assert [one.state for one in found[:2]] == ["returned", "todo"]
    assert {one.state for one in found} == {"returned", "todo", "came", "decided"}
    assert [text for _, text in found[0].said] == ["Gửi lại sớm", "Xem lại hóa đơn"]
    assert found[0].said[0][0] is None and "iện" in str(found[0].said[1][0])
    by_state = {one.state: one.code for one in found if one.state in ("came", "decided")}
    assert by_state["came"] == office.sender.household(waiting.fields["loaded"]).code
    assert by_state["decided"] == office.sender.household(approved.fields["loaded"]).code
    assert len(found) == len(office.sender.households())


def test_a_village_head_sees_her_village_and_a_stranger_or_an_ended_role_nothing(office: Office) -> None:
    village = office.sender.device.assignments[0][1]
    head = read(office, actor_with("nobody", "village_head", village))
    own = [one for one in office.sender.households() if one.village_code == village]
    assert sorted(one.code for one in head) == sorted(one.code for one in own)
    assert read(office, actor_with("nobody", "enumerator", office.area)) == []
    ended = Actor(office.sender.device.actor_id, "", (GrantOf("enumerator", office.area, None, "2020-01-01"),))
    assert read(office, ended) == []


def test_the_first_page_of_a_village_head_is_her_own_work_without_a_result(office: Office) -> None:
    office.send(0)
    village = office.sender.households()[0].village_code
    client = create_app(office.node).test_client()
    client.set_cookie(COOKIE, start_session(office.node, office.register("truongthon", "village_head", village)))
    answer = client.get("/", follow_redirects=True)
    assert answer.status_code == 200
    assert answer.request.path == "/viec-cua-toi"
    page = answer.get_data(as_text=True)
    assert office.sender.households()[0].head_name in page
    assert "Máy chủ đã nhận" in page
    for word in ("Nghèo", "nghèo", "B1"):
        assert word not in page.split("<main")[1].split("</main")[0]
    assert client.get("/viec-cua-toi?loc=todo").status_code == 200
    assert client.get(f"/ho/{office.sender.households()[0].household_id}").status_code in (403, 404)
