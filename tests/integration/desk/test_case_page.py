"""The case page's orders over HTTP: corrections by two people, a choice between two forms."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Connection, select, update

from server.app import create_app
from server.domain.access import Actor, GrantOf
from server.services import people
from server.services.node import Node
from server.services.people_sessions import start_session
from server.store.tables import Case, Finding, Household, Submission
from server.web.frame import COOKIE
from sync.records import Draft
from tests.builders.forms import read_admin
from tests.integration.ingest.sender import Sender
from tests.integration.ingest.test_ingest_chains import with_facts


@pytest.fixture
def reviewers(demo_node: Node) -> Iterator[tuple[FlaskClient, FlaskClient]]:
    """Two supervisors of the first enumerator's commune, signed in."""
    app = create_app(demo_node)
    app.config["WTF_CSRF_ENABLED"] = False
    area = Sender(demo_node).households()[0].area_code
    admin = Actor(read_admin(demo_node), "", (GrantOf("administrator", str(demo_node.settings["province_code"])),))
    clients = []
    for login in ("duyet1", "duyet2"):
        actor_id = people.register_person(demo_node, admin, GrantOf("supervisor", area), login, login, None)
        client = app.test_client()
        client.set_cookie(COOKIE, start_session(demo_node, actor_id))
        clients.append(client)
    yield clients[0], clients[1]


def place_house(node: Node, row: Any, point: str) -> None:
    """Last year's point of a household."""

    def write(connection: Connection) -> list[Draft]:
        changed = update(Household).values(facts={**row.facts, "house_point": point})
        connection.execute(changed.where(Household.household_id == row.household_id))
        return []

    node.write(write)


def text_of(client: FlaskClient, case_id: str) -> str:
    answer = client.get(f"/ho-so/{case_id}")
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def test_a_decisive_answer_corrected_on_the_page_counts_once_another_person_confirms(
    demo_node: Node, reviewers: tuple[FlaskClient, FlaskClient]
) -> None:
    one, other = reviewers
    sender = Sender(demo_node)
    filled = sender.maker.settle(with_facts(sender.fill(), car_count=0))
    sender.send(filled)
    case_id, address = filled.fields["case_id"], f"/ho-so/{filled.fields['case_id']}/quyet-dinh"
    order = {"viec": "correct", "ban": filled.instance_id, "sua.car_count": "1", "loi_nhan": "Ảnh có ô tô"}
    assert one.post(address, data={**order, "loi_nhan": ""}).status_code == 422
    assert one.post(address, data=order).status_code == 302
    page = text_of(one, case_id)
    assert "Sửa chờ người thứ hai xác nhận" in page and "nhờ một người khác xác nhận" in page
    correction_id = text_of(other, case_id).partition('name="xac_nhan" value="')[2].partition('"')[0]
    assert one.post(address, data={"xac_nhan": correction_id}).status_code == 409
    assert other.post(address, data={"xac_nhan": correction_id}).status_code == 302
    row = text_of(other, case_id).partition('id="m-car_count"')[2].partition("</tr>")[0]
    assert '<td class="fix">' in row and "Chờ" not in row


def test_of_two_forms_one_is_chosen_with_a_reason_and_the_case_says_where_they_differ(
    demo_node: Node, reviewers: tuple[FlaskClient, FlaskClient]
) -> None:
    client, sender = reviewers[0], Sender(demo_node)
    first = sender.maker.settle(with_facts(sender.fill(), car_count=0))
    second = sender.maker.settle(with_facts(sender.fill(), car_count=2))
    sender.send(first)
    sender.send(second)
    case_id, address = first.fields["case_id"], f"/ho-so/{first.fields['case_id']}/quyet-dinh"
    page = text_of(client, case_id)
    conflict = page.partition('class="sheet conflict"')[2].partition("</section>")[0]
    assert "Số ô tô" in conflict and first.instance_id in conflict and second.instance_id in conflict
    assert "Chưa duyệt được:" in page
    order = {"viec": "resolve", "chon": second.instance_id}
    assert client.post(address, data={**order, "ly_do_chon": ""}).status_code == 422
    assert client.post(address, data={**order, "ly_do_chon": "Gặp cả nhà"}).status_code == 302
    with demo_node.engines.read.connect() as connection:
        case = connection.execute(select(Case.__table__).where(Case.case_id == case_id)).one()
        states = dict(connection.execute(select(Submission.instance_id, Submission.state)).all())
    assert (case.instance_id, case.has_conflict, states[first.instance_id]) == (
        *(second.instance_id, False),
        "superseded",
    )
    assert "Gặp cả nhà" in text_of(client, case_id)


def test_an_answer_of_a_person_is_corrected_on_the_page(
    demo_node: Node, reviewers: tuple[FlaskClient, FlaskClient]
) -> None:
    one, _other = reviewers
    sender = Sender(demo_node)
    filled = sender.fill()
    sender.send(filled)
    case_id = filled.fields["case_id"]
    facts = _facts(demo_node, case_id)["members"][0]
    wanted = "kinh" if facts["ethnicity"] != "kinh" else "hoa"
    page = text_of(one, case_id)
    assert 'name="suam.1"' in page and f'value="ethnicity={wanted}"' in page
    assert f'value="ethnicity={facts["ethnicity"]}"' not in page
    order = {"viec": "correct", "ban": filled.instance_id, "suam.1": f"ethnicity={wanted}", "loi_nhan": "Theo sổ"}
    strange = {**order, "suam.1": "ethnicity=martian"}
    assert one.post(f"/ho-so/{case_id}/quyet-dinh", data=strange).status_code == 422
    assert one.post(f"/ho-so/{case_id}/quyet-dinh", data=order).status_code == 302
    assert _facts(demo_node, case_id)["members"][0]["ethnicity"] == wanted


def _facts(node: Node, case_id: str) -> Any:
    query = select(Submission.facts).join(Case, Case.instance_id == Submission.instance_id)
    return node.read(lambda c: c.execute(query.where(Case.case_id == case_id)).scalar_one())


def test_every_finding_that_is_counted_is_said_and_names_its_question_as_the_page_does(
    demo_node: Node, reviewers: tuple[FlaskClient, FlaskClient]
) -> None:
    sender = Sender(demo_node)
    row = sender.households()[0]
    place_house(demo_node, row, "10.35 107.08 0 5")
    answers = sender.known_facts(row.household_id, house_point="10.95 107.08 0 5", house_photo=None)
    filled = sender.maker.settle(sender.fill(facts=answers))
    sender.send(filled)
    query = select(Finding.code, Finding.fact).where(Finding.instance_id == filled.instance_id)
    found = [tuple(one) for one in demo_node.read(lambda c: c.execute(query).all())]
    assert {("far_from_last_year", "house_point"), ("answer_missing", "house_photo")} <= set(found)
    for address in (f"/ho-so/{filled.fields['case_id']}", f"/phieu/{filled.instance_id}"):
        page = reviewers[0].get(address).get_data(as_text=True)
        assert page.count("Cần xem.") + page.count("Lưu ý.") + page.count("Chặn.") >= len(found)
        assert "Điểm đứng cách điểm năm trước" in page
        assert "Mục bắt buộc “Ảnh nhà” chưa trả lời." in page and "“house_photo”" not in page
