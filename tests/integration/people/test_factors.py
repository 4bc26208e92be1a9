"""The second step: set up, asked for, recovered, required of whom; its secret unreadable in the database."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pyotp
import pytest
from flask.testing import FlaskClient
from sqlalchemy import select, update

from server.app import create_app
from server.config import Config
from server.errors import Problem
from server.services import people
from server.services.founding import Founding, found_node
from server.services.node import Node
from server.store.tables import Account, SecondFactor
from server.web.frame import COOKIE
from tests.builders.forms import read_admin

PASSWORD = "mật khẩu thử này"
MOMENT = dt.datetime(2016, 10, 3, 2, 0, tzinfo=dt.UTC)


@pytest.fixture
def node(demo_node: Node) -> Node:
    """The demo at a fixed moment, its administrator's password known."""
    known = {"password_hash": people.hash_password(PASSWORD)}
    where = Account.actor_id == read_admin(demo_node)
    demo_node.writer.write(lambda unit: unit.connection.execute(update(Account).where(where).values(**known)))
    demo_node.now = lambda: MOMENT
    return demo_node


def turn_on(node: Node) -> tuple[pyotp.TOTP, list[str]]:
    """The administrator's factor, confirmed with the code of this moment."""
    totp = pyotp.TOTP(people.start_factor(node, read_admin(node)).secret)
    return totp, people.confirm_factor(node, read_admin(node), totp.at(MOMENT))


def opened(node: Node, code: str) -> bool:
    """Whether the password and this code open a session."""
    token = people.sign_in(node, "admin", PASSWORD)
    assert people.read_actor(node, token) is None
    session = people.read_session(node, token)
    assert session is not None
    try:
        people.verify_second(node, session, code)
    except Problem as problem:
        assert problem.code == "PEOP-025"
        return False
    return people.read_actor(node, token) is not None


def test_a_code_opens_once_and_only_in_its_time(node: Node) -> None:
    totp, _ = turn_on(node)
    assert not opened(node, totp.at(MOMENT))  # used to confirm
    later = MOMENT + dt.timedelta(seconds=30)
    node.now = lambda: later
    assert opened(node, totp.at(later))
    assert not opened(node, totp.at(later))
    assert not opened(node, totp.at(later + dt.timedelta(minutes=5)))
    assert not opened(node, "１２３４５６")


def test_a_recovery_code_opens_once(node: Node) -> None:
    _, codes = turn_on(node)
    assert len(set(codes)) == 10
    assert opened(node, f"{codes[0][:5]}-{codes[0][5:]}".upper())
    assert not opened(node, codes[0])
    assert opened(node, codes[1])


def test_wrong_codes_lock_as_wrong_passwords_do(node: Node) -> None:
    turn_on(node)
    for _ in range(people.MOST_FAILURES):
        assert not opened(node, "000000")
    with pytest.raises(Problem, match="tạm khóa"):
        people.sign_in(node, "admin", PASSWORD)


def test_the_secret_is_not_readable_in_the_database_nor_elsewhere(node: Node) -> None:
    secret = people.start_factor(node, read_admin(node)).secret
    row = node.read(lambda c: c.execute(select(SecondFactor.__table__)).one())
    assert secret.encode() not in row.secret
    with pytest.raises(Problem, match="mã hóa"):
        node.sealer.open("second_factor:secret:somebody-else", row.secret)


def test_one_takes_ones_own_factor_off_with_the_password_only(node: Node) -> None:
    turn_on(node)
    with pytest.raises(Problem) as wrong:
        people.drop_factor(node, read_admin(node), "sai")
    assert wrong.value.code == "PEOP-021"
    people.drop_factor(node, read_admin(node), PASSWORD)
    assert people.read_actor(node, people.sign_in(node, "admin", PASSWORD)) is not None


def test_the_demo_offers_it_and_a_real_node_requires_it_of_the_administrator(tmp_path: Path, node: Node) -> None:
    assert _first_page(node, "admin", PASSWORD).get("/").status_code == 200
    config = Config(var=tmp_path / "real")
    real, password = found_node(config, Founding("77", "2016-12-31", "quantri", "Quản trị"), "một câu dài làm khóa")
    client = _first_page(real, "quantri", password)
    assert client.get("/nguoi-dung").headers["Location"] == "/tai-khoan"
    changed = {"cu": password, "moi": PASSWORD, "moi_2": PASSWORD}
    assert client.post("/tai-khoan/mat-khau", data=changed).status_code == 302
    assert client.get("/nguoi-dung").headers["Location"] == "/tai-khoan/xac-thuc"
    page = client.get("/tai-khoan/xac-thuc").get_data(as_text=True)
    assert "Mã 6 số" in page
    totp = pyotp.TOTP(people.start_factor(real, read_admin(real)).secret)
    told = client.post("/tai-khoan/xac-thuc", data={"ma": totp.at(real.now())}).get_data(as_text=True)
    assert "mã dự phòng" in told
    assert client.get("/nguoi-dung").status_code == 200
    real.close()


def _first_page(node: Node, login: str, password: str) -> FlaskClient:
    app = create_app(node)
    app.config["WTF_CSRF_ENABLED"] = False
    client = app.test_client()
    client.set_cookie(COOKIE, people.sign_in(node, login, password))
    return client
