"""Lists of one enumerator on a real node: returned cases, who has left, what is kept in memory; accounts and roles."""

from __future__ import annotations

import csv
import datetime as dt
import gzip
import io

import pytest
from flask.testing import FlaskClient
from sqlalchemy import insert, select, update

from server.app import create_app
from server.domain.access import GrantOf
from server.errors import Problem
from server.services import lists, people
from server.services.node import Node
from server.store.tables import Account, Case, DeviceToken, Grant, Household, Member, Submission
from sync.records import Draft
from tests.builders.forms import read_admin

HEADERS = {"X-OpenRosa-Version": "1.0"}


@pytest.fixture
def token(demo_node: Node) -> str:
    """A fresh token of an enumerator with villages."""
    actor = demo_node.read(lambda c: c.execute(select(DeviceToken.actor_id)).scalars().first())
    return people.enrol_device(demo_node, actor).server_url.rsplit("/", 1)[1]


@pytest.fixture
def client(demo_node: Node) -> FlaskClient:
    """The app without a socket."""
    return create_app(demo_node).test_client()


def read(node: Node, token: str, name: str) -> list[dict[str, str]]:
    """The rows of a list as this tablet gets them."""
    found = lists.read_list(node, people.authenticate_device(node, token), name)
    return list(csv.DictReader(io.StringIO(gzip.decompress(found.compressed).decode(), newline="")))


@pytest.mark.parametrize(
    "method, path, status",
    [("GET", "khac", 404), ("POST", "formList", 405), ("DELETE", "submission", 405), ("GET", "forms/x.xml", 404)],
)
def test_every_failure_is_an_openrosa_response_in_vietnamese(
    client: FlaskClient, token: str, method: str, path: str, status: int
) -> None:
    answer = client.open(f"/v1/key/{token}/{path}", method=method, headers=HEADERS)
    assert answer.status_code == status
    assert answer.headers["Content-Type"] == "text/xml; charset=utf-8"
    assert "<OpenRosaResponse" in answer.text and token not in answer.text


def test_an_answer_of_304_costs_one_read(
    demo_node: Node, client: FlaskClient, token: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = ["formList", "forms/household_review.xml", "forms/household_review/manifest"]
    paths.append("forms/household_review/attachments/households.csv")
    tags = [client.get(f"/v1/key/{token}/{path}", headers=HEADERS).headers["ETag"] for path in paths]
    reads: list[object] = []
    real = Node.read
    monkeypatch.setattr(Node, "read", lambda node, query: (reads.append(query), real(node, query))[1])
    for path, tag in zip(paths, tags, strict=True):
        reads.clear()
        answer = client.get(f"/v1/key/{token}/{path}", headers={**HEADERS, "If-None-Match": f"W/{tag}"})
        assert (answer.status_code, len(reads)) == (304, 1), path


def test_people_who_left_are_not_asked_about_again_and_the_size_counts_who_is_listed(
    demo_node: Node, token: str
) -> None:
    one = next(row for row in read(demo_node, token, "households") if int(row["size"]) > 1)
    mine = Member.household_id == one["name"]
    last = demo_node.read(
        lambda c: c.execute(select(Member.no).where(mine).order_by(Member.no.desc())).scalars().first()
    )
    gone = update(Member).where(mine, Member.no == last).values(state="died")
    demo_node.writer.write(lambda unit: unit.connection.execute(gone))
    demo_node.list_files.clear()
    again = next(row for row in read(demo_node, token, "households") if row["name"] == one["name"])
    people_listed = [row["no"] for row in read(demo_node, token, "members") if row["hh"] == one["name"]]
    assert int(again["size"]) == int(one["size"]) - 1
    assert people_listed == [str(no) for no in range(1, int(again["size"]) + 1)]


def test_a_household_without_a_case_is_listed_all_the_same(demo_node: Node, token: str) -> None:
    one = read(demo_node, token, "households")[0]
    gone = Case.__table__.delete().where(Case.household_id == one["name"])
    demo_node.writer.write(lambda unit: unit.connection.execute(gone))
    demo_node.list_files.clear()
    assert read(demo_node, token, "households")[0] == one


def test_a_returned_case_brings_its_answers_and_comments_to_the_tablet(demo_node: Node, token: str) -> None:
    one = read(demo_node, token, "households")[0]
    household_id, case_id = one["name"], one["case_id"]
    facts = {"household": {"electricity_kwh": 70}, "members": [{"full_name": "Lê Thị Ẩn", "relation": "head"}]}
    _store_version(demo_node, one, facts)
    comments = [{"f": "electricity_kwh", "text": "Xem <lại> *"}, {"f": "", "text": "Thiếu ảnh"}]
    payload = {"case_id": case_id, "instance_id": "uuid:1", "return_no": 2, "comments": comments}
    area = demo_node.read(
        lambda c: c.execute(select(Household.area_code).where(Household.household_id == household_id)).scalar_one()
    )
    demo_node.write(lambda _c: [Draft(area, "review.returned", (household_id,), read_admin(demo_node), payload)])
    (row,) = read(demo_node, token, "returns")
    assert (row["name"], row["instance_id"], row["return_no"], row["n_members"]) == (household_id, "uuid:1", "2", "1")
    assert row["electricity_kwh"] == "70"
    assert "Thiếu ảnh" in row["summary"]
    (member,) = read(demo_node, token, "return_members")
    assert (member["no"], member["full_name"], len(member["person_id"])) == ("1", "Lê Thị Ẩn", 36)
    (comment,) = read(demo_node, token, "return_comments")
    assert (comment["f"], comment["text"]) == ("electricity_kwh", r"Xem &lt;lại> \*")
    listed = next(row for row in read(demo_node, token, "households") if row["name"] == household_id)
    assert listed["review_state"] == "returned"


def test_a_reissued_token_only_sends_and_the_new_one_works(demo_node: Node, client: FlaskClient, token: str) -> None:
    until = demo_node.now() + dt.timedelta(days=7)
    new = people.reissue_device(demo_node, people.token_digest(token), people.TokenState("drain", until))
    assert client.get(f"/v1/key/{token}/formList", headers=HEADERS).status_code == 403
    assert client.head(f"/v1/key/{token}/submission", headers=HEADERS).status_code == 204
    fresh = new.server_url.rsplit("/", 1)[1]
    assert client.get(f"/v1/key/{fresh}/formList", headers=HEADERS).status_code == 200
    people.reissue_device(demo_node, people.token_digest(fresh), people.TokenState("revoked"))
    assert client.head(f"/v1/key/{fresh}/submission", headers=HEADERS).status_code == 403


def test_an_account_is_locked_after_eight_wrong_passwords_even_for_the_right_one(demo_node: Node) -> None:
    admin = people.read_actor(demo_node, _session(demo_node, read_admin(demo_node)))
    assert admin is not None
    people.register_person(demo_node, admin, GrantOf("supervisor", "747"), "Thu ", "Thử", "đúng mật khẩu")
    assert people.read_actor(demo_node, people.sign_in(demo_node, "thu", "đúng mật khẩu")) is not None
    for _ in range(people.MOST_FAILURES):
        with pytest.raises(Problem, match="không đúng"):
            people.sign_in(demo_node, "thu", "sai")
    with pytest.raises(Problem, match="tạm khóa"):
        people.sign_in(demo_node, "thu", "đúng mật khẩu")


def test_roles_are_given_and_revoked_by_who_may_and_by_nobody_else(demo_node: Node) -> None:
    admin = people.read_actor(demo_node, _session(demo_node, read_admin(demo_node)))
    assert admin is not None
    actor_id = people.register_person(demo_node, admin, GrantOf("supervisor", "747"), "gs", "Giám sát", "mật khẩu")
    session = people.sign_in(demo_node, "gs", "mật khẩu")
    actor = people.read_actor(demo_node, session)
    assert actor is not None and actor.grants == (GrantOf("supervisor", "747"),)
    with pytest.raises(Problem) as refused:
        people.register_person(demo_node, actor, GrantOf("enumerator", "747"), "x", "X", None)
    assert refused.value.status == 403
    grant_id = demo_node.read(
        lambda c: c.execute(select(Grant.grant_id).where(Grant.actor_id == actor_id)).scalar_one()
    )
    people.revoke_role(demo_node, admin, grant_id)
    left = people.read_actor(demo_node, session)
    assert left is not None and left.grants == ()
    people.sign_out(demo_node, session)
    assert people.read_actor(demo_node, session) is None


def _session(node: Node, actor_id: str) -> str:
    """A session of an account whose password the demo keeps to itself."""
    known = {"password_hash": people.hash_password("mật khẩu thử")}
    where = Account.actor_id == actor_id
    login = node.read(lambda c: c.execute(select(Account.login).where(where)).scalar_one())
    node.writer.write(lambda unit: unit.connection.execute(update(Account).where(where).values(**known)))
    return people.sign_in(node, login, "mật khẩu thử")


def _store_version(node: Node, one: dict[str, str], facts: dict[str, object]) -> None:
    """The row of a submission that was taken in, and its case."""
    now = node.now()
    row = {
        "instance_id": "uuid:1", "record_digest": "0" * 64, "xml_sha256": "0" * 64, "form_id": "household_review",
        "form_version": "1", "case_id": one["case_id"], "household_id": one["name"], "actor_id": "a", "version_no": 1,
        "state": "current", "flags": [], "facts": facts, "received_at": now,
    }  # fmt: skip
    shown = update(Case).where(Case.case_id == one["case_id"]).values(instance_id="uuid:1", tablet_state="sent")

    def operation(unit: object) -> None:
        unit.connection.execute(insert(Submission.__table__), row)  # type: ignore[attr-defined]
        unit.connection.execute(shown)  # type: ignore[attr-defined]

    node.writer.write(operation)
