"""What programs read: figures with their basis, states of cases, a name only with a purpose; errors they can act on."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest

from server.api import create_api
from server.api.limits import Limiter
from server.services import denominators, programs
from server.services.denominators import NewDenominator
from server.store.tables import Case, DataAccess, Household, ProgramToken
from tests.integration.people.test_privacy import client_of

from .conftest import COMMUNE, Reader


def walk(reader: Reader, path: str, token: str) -> list[Any]:
    """Every item, page after page."""
    found: list[Any] = []
    sign, cursor = "&" if "?" in path else "?", ""
    while True:
        body = reader.get(f"{path}{sign}limit=2{cursor}", token).json
        found += body["items"]
        if body["next"] is None:
            return found
        assert len(body["items"]) == 2
        cursor = f"&cursor={body['next']}"


def test_cases_come_page_by_page_each_once_and_only_those_of_the_tokens_area(reader: Reader) -> None:
    token = reader.token("supervisor")
    found = walk(reader, "/api/v1/cases", token)
    mine = [one.case_id for one in reader.sender.rows(Case) if one.area_code == COMMUNE]
    assert [one["case_id"] for one in found] == sorted(mine)
    approved = walk(reader, "/api/v1/cases?state=approved", token)
    assert [one["case_id"] for one in approved] == [reader.filled[0].fields["case_id"]]
    names = [one.head_name for one in reader.sender.rows(Household)]
    assert not any(name in str(found) for name in names)


def test_a_case_says_its_state_and_the_approval_by_value_and_a_name_only_with_a_purpose(reader: Reader) -> None:
    token, case_id = reader.token("supervisor"), reader.filled[0].fields["case_id"]
    body = reader.get(f"/api/v1/cases/{case_id}", token).json
    assert (body["state"], body["household"]) == ("approved", None)
    assert body["approval"]["assessed"][0]["outcome"] == body["assessed"][0]["outcome"]
    refused = reader.get(f"/api/v1/cases/{case_id}?include=household", token)
    assert (refused.status_code, refused.json["code"]) == (422, "AUD-001")
    assert reader.sender.rows(DataAccess) == []
    shown = reader.get(f"/api/v1/cases/{case_id}?include=household&purpose=report", token).json
    row = reader.sender.household(body["household_id"])
    assert shown["household"]["head_name"] == row.head_name
    (noted,) = reader.sender.rows(DataAccess)
    assert (noted.purpose, noted.note, noted.household_id) == ("report", "API: Kho dữ liệu", row.household_id)
    other = reader.token("supervisor", "26508")
    assert reader.get(f"/api/v1/cases/{case_id}", other).status_code == 404


def test_figures_say_their_basis_and_why_there_is_no_rate(reader: Reader) -> None:
    token = reader.token("department_reader")
    path = f"/api/v1/rounds/{reader.round.round_id}/figures"
    body = reader.get(path, token).json
    assert (body["basis"], body["table"], body["place"]["code"]) == ("assessed", "class", COMMUNE)
    assert body["total"]["rates"]["poor_households"] is None
    assert body["total"]["denominator"]["reason"] == "not_entered"
    assert sum(sum(one["households"].values()) for one in body["rows"]) == sum(body["total"]["households"].values())
    new = NewDenominator(COMMUNE, "2016-12-31", "all", "urban", 1_000, 4_000)
    denominators.enter(reader.node, reader.admin, "Chi cục thống kê", [new])
    total = reader.get(path, token).json["total"]
    assert (total["denominator"]["households"], total["denominator"]["reason"]) == (1_000, None)
    assert total["rates"]["poor_households"] == total["households"]["poor"] / 1_000
    progress = reader.get(f"/api/v1/rounds/{reader.round.round_id}/progress", token).json
    assert progress["communes"][0]["by_state"]["approved"] == 1
    assert reader.get("/api/v1/cases", token).status_code == 403, "a department reads no cases"


def test_an_answer_that_has_not_changed_is_304(reader: Reader) -> None:
    token = reader.token("department_reader")
    first = reader.get("/api/v1/areas", token)
    again = reader.get("/api/v1/areas", token, **{"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert [one["code"] for one in first.json["items"]] == [COMMUNE]


@pytest.mark.parametrize(
    "path, status, code",
    [
        ("/api/v1/cases?limit=0", 422, "API-004"),
        ("/api/v1/cases?state=lost", 422, "API-004"),
        ("/api/v1/cases?cursor=%C3%A9", 422, "API-004"),
        ("/api/v1/nothing", 404, "API-003"),
        ("/api/v2/cases", 404, "API-003"),
        ("/api/v1/rounds/no-such/figures", 404, "API-003"),
        ("/api/v1/cases/no-such", 404, "API-003"),
    ],
)
def test_an_error_is_a_problem_with_a_code_and_a_remedy(reader: Reader, path: str, status: int, code: str) -> None:
    answer = reader.get(path, reader.token("supervisor"))
    assert (answer.status_code, answer.json["code"], answer.mimetype) == (status, code, "application/problem+json")
    assert answer.json["remedy"]


def test_a_problem_is_told_in_the_language_asked_for(reader: Reader) -> None:
    vi = reader.client.get("/api/v1/areas").json
    en = reader.client.get("/api/v1/areas", headers={"Accept-Language": "en"}).json
    assert "mã truy cập" in vi["detail"] and "token" in en["detail"]
    assert reader.client.post("/api/v1/areas").status_code == 405


def test_a_token_ends_with_its_day_its_grant_or_when_it_is_taken_back(reader: Reader) -> None:
    token = reader.token("department_reader")
    (row,) = reader.sender.rows(ProgramToken)
    assert token not in str(row) and row.used_at is None
    assert reader.get("/api/v1/areas", token).status_code == 200
    assert reader.sender.rows(ProgramToken)[0].used_at is not None
    tomorrow = reader.node.now
    reader.node.now = lambda: tomorrow().replace(year=2100)
    assert reader.get("/api/v1/areas", token).status_code == 401
    reader.node.now = tomorrow
    programs.revoke_token(reader.node, row.token_id)
    assert reader.get("/api/v1/areas", token).status_code == 401


def test_who_asks_too_often_is_told_when_to_come_again(reader: Reader) -> None:
    client, token = create_api(reader.node, Limiter(2)).test_client(), reader.token("department_reader")
    answers = [client.get("/api/v1/areas", headers={"Authorization": f"Bearer {token}"}) for _ in range(3)]
    assert [one.status_code for one in answers] == [200, 200, 429]
    assert 0 < int(answers[2].headers["Retry-After"]) <= 61


def test_the_page_shows_a_token_once_and_takes_it_back(reader: Reader) -> None:
    province = client_of(reader.node, "tinh")
    reader.token("department_reader")
    grant = reader.node.read(lambda c: programs.list_grants(c, reader.node.today()))[0]
    said = {"ten": "Ngân hàng chính sách", "quyen": grant.grant_id, "den": "2000-01-01"}
    assert province.post("/chuong-trinh/moi", data=said).status_code == 422
    made = province.post("/chuong-trinh/moi", data=said | {"den": reader.node.today()}).get_data(as_text=True)
    text = made[made.index("rsp_") :].split("<")[0]
    assert reader.get("/api/v1/rounds", text).status_code == 200
    assert text not in province.get("/chuong-trinh").get_data(as_text=True)
    token_id = next(one.token_id for one in reader.sender.rows(ProgramToken) if one.name == said["ten"])
    assert province.post("/chuong-trinh/thu-hoi", data={"ma": token_id}).status_code == 302
    assert reader.get("/api/v1/rounds", text).status_code == 401


def pack(*said: Any) -> str:
    """A mark or a cursor as somebody may forge it."""
    return base64.urlsafe_b64encode(json.dumps(said).encode()).decode()


def test_a_forged_mark_and_the_letter_nul_are_values_that_cannot_be(reader: Reader) -> None:
    token, node_id = reader.token("supervisor"), reader.node.settings["node_id"]
    nul = base64.urlsafe_b64encode(b"a\0b").decode()
    asked = [f"changed_since={pack(*one)}" for one in (
        (node_id, float("inf"), 0, 0, ""), (node_id, 0, float("nan"), 0, ""), (node_id, 0, 0, 0, "\0"), (node_id,), (),
    )]  # fmt: skip
    for query in (*asked, f"cursor={nul}", "area=77%00", "cursor=%00"):
        answer = reader.get(f"/api/v1/cases?{query}", token)
        assert (answer.status_code, answer.json["code"]) == (422, "API-004"), query
    assert reader.get("/api/v1/cases/%00", token).status_code == 404
    assert reader.get(f"/api/v1/rounds/{reader.round.round_id}/figures?place=%00", token).status_code == 422
