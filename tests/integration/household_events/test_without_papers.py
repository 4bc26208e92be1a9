"""The list of people without papers: who is on it, who leaves it, who may read it, its file (R8)."""

from __future__ import annotations

import io

import pytest
from flask.testing import FlaskClient
from openpyxl import load_workbook

from server.app import create_app
from server.services import household_events as events
from server.services.household_events import Paper
from server.services.people_sessions import start_session
from server.services.views.without_papers import PaperlessFilter, read_without_papers
from server.store.tables import DataAccess
from server.web.frame import COOKIE

from .conftest import Communes

PAGE = "/chua-co-giay-to"


@pytest.fixture
def desk(communes: Communes) -> FlaskClient:
    """The officer of the first commune, signed in."""
    app = create_app(communes.node)
    app.config["WTF_CSRF_ENABLED"] = False
    client = app.test_client()
    client.set_cookie(COOKIE, start_session(communes.node, communes.one))
    return client


def names(communes: Communes, **more: str) -> list[tuple[str, str]]:
    """(household, name) of everybody on the first commune's list."""
    wanted = PaperlessFilter(communes.giving, **more)
    page = communes.node.read(lambda c: read_without_papers(c, wanted))
    assert page.total == len(page.rows)
    return [(one.household_id, one.name) for one in page.rows]


def test_a_person_is_on_the_list_until_a_paper_is_recorded(communes: Communes) -> None:
    here = communes.household()
    household_id, person = here.row.household_id, here.members[0]
    key = (household_id, person.facts["full_name"])
    args = (communes.node, communes.one, household_id, person.person_id)
    events.identify(*args, Paper("cmnd", "273012345"))
    before = names(communes)
    assert key not in before
    events.identify(*args, Paper("cmnd", "273012345", is_wrong=True))
    events.identify(*args, Paper("none"))
    assert sorted(names(communes)) == sorted([*before, key])
    assert key in names(communes, village_code=here.row.village_code, text=key[1], sort="birth")
    assert names(communes, text="100%_") == []
    events.identify(*args, Paper("birth_certificate", "12/2016"))
    assert names(communes) == before


def test_who_has_left_is_not_on_the_list(communes: Communes) -> None:
    here = communes.household(least=3)
    household_id, person_id = here.row.household_id, list(here.present)[-1]
    events.identify(communes.node, communes.one, household_id, person_id, Paper("none"))
    key = (household_id, here.present[person_id].facts["full_name"])
    assert key in names(communes)
    now = communes.here(household_id)
    events.leave(communes.node, communes.one, household_id, [person_id], "died", communes.when(now))
    assert key not in names(communes)


def test_an_officer_reads_her_own_commune_and_takes_it_as_a_file_with_a_purpose(
    communes: Communes, desk: FlaskClient
) -> None:
    here = communes.household()
    person = here.members[0]
    events.identify(communes.node, communes.one, here.row.household_id, person.person_id, Paper("none"))
    page = desk.get(PAGE).get_data(as_text=True)
    assert person.facts["full_name"] in page and f"/ho/{here.row.household_id}" in page and "Ghi giấy mới" in page
    assert desk.get(f"{PAGE}?xa={communes.receiving}").status_code == 404
    refused = desk.get(f"{PAGE}/tep")
    assert refused.status_code == 422 and "chọn mục đích" in refused.get_data(as_text=True)
    answer = desk.get(f"{PAGE}/tep?muc_dich=other&q={person.facts['full_name']}")
    sheet = load_workbook(io.BytesIO(answer.data)).active
    assert sheet is not None
    rows = [row for row in sheet.iter_rows(values_only=True) if row[0] == person.facts["full_name"]]
    assert [row[5] for row in rows] == [here.row.code]
    noted = communes.sender.rows(DataAccess, kind="export")
    assert [one.purpose for one in noted] == ["other"]
