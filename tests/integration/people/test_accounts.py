"""Accounts and roles as records: registered, lent, taken back; passwords shown once; locks; sessions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from argon2 import PasswordHasher, Type
from sqlalchemy import select

from server.domain.access import Actor, GrantOf
from server.errors import Problem
from server.services import people
from server.services.maintenance import rebuild_node
from server.services.node import Node
from server.services.views.people import PeopleFilter, list_people, list_sessions, read_person
from server.store.tables import Account, Grant, Village
from tests.builders.forms import read_admin

COMMUNE = "26506"


@pytest.fixture
def admin(demo_node: Node) -> Actor:
    """The demo's administrator."""
    actor_id = read_admin(demo_node)
    return Actor(actor_id, "Quản trị", (GrantOf("administrator", "77"),))


def refused(act: Callable[[], object]) -> str:
    """The code of the Problem an act raises."""
    with pytest.raises(Problem) as found:
        act()
    return found.value.code


def register(node: Node, admin: Actor, grant: GrantOf, login: str = "an") -> tuple[str, str]:
    """A person with a one-time password: (actor id, password)."""
    password = people.make_password()
    return people.register_person(node, admin, grant, login, "Lê Văn An", password, is_temporary=True), password


def test_passwords_are_hashed_at_least_as_costly_as_recommended(product_hasher: PasswordHasher) -> None:
    assert product_hasher.type is Type.ID
    assert product_hasher.memory_cost >= 19 * 1024 and product_hasher.time_cost >= 2


def test_a_one_time_password_opens_a_session_that_asks_for_another(demo_node: Node, admin: Actor) -> None:
    actor_id, password = register(demo_node, admin, GrantOf("commune_officer", COMMUNE))
    session = people.read_session(demo_node, people.sign_in(demo_node, "an", password))
    assert session is not None and session.is_temporary
    people.change_password(demo_node, actor_id, password, "ba con vịt qua cầu", session.token_sha256)
    after = people.read_session(demo_node, people.sign_in(demo_node, "an", "ba con vịt qua cầu"))
    assert after is not None and not after.is_temporary
    assert refused(lambda: people.sign_in(demo_node, "an", password)) == "PEOP-002"


def test_a_changed_password_ends_the_other_sessions_and_survives_a_rebuild(demo_node: Node, admin: Actor) -> None:
    actor_id, password = register(demo_node, admin, GrantOf("commune_officer", COMMUNE))
    kept, other = (people.sign_in(demo_node, "an", password) for _ in range(2))
    people.change_password(demo_node, actor_id, password, "ba con vịt qua cầu", people.token_digest(kept))
    assert people.read_actor(demo_node, kept) is not None
    assert people.read_actor(demo_node, other) is None
    rebuild_node(demo_node, lambda _done, _total: None)
    assert people.sign_in(demo_node, "an", "ba con vịt qua cầu")


@pytest.mark.parametrize("new", ["ngắn", "mật khẩu của an", ""])
def test_a_weak_password_is_refused(demo_node: Node, admin: Actor, new: str) -> None:
    actor_id, password = register(demo_node, admin, GrantOf("commune_officer", COMMUNE))
    assert refused(lambda: people.change_password(demo_node, actor_id, password, new)) == "PEOP-022"


def test_a_reset_ends_sessions_and_locks(demo_node: Node, admin: Actor) -> None:
    actor_id, password = register(demo_node, admin, GrantOf("commune_officer", COMMUNE))
    token = people.sign_in(demo_node, "an", password)
    for _ in range(people.MOST_FAILURES):
        refused(lambda: people.sign_in(demo_node, "an", "sai"))
    assert refused(lambda: people.sign_in(demo_node, "an", password)) == "PEOP-003"
    fresh = people.reset_password(demo_node, admin, actor_id)
    assert people.read_actor(demo_node, token) is None
    assert people.sign_in(demo_node, "an", fresh)


def test_each_lock_is_longer_than_the_one_before(demo_node: Node, admin: Actor) -> None:
    register(demo_node, admin, GrantOf("commune_officer", COMMUNE))
    clock = demo_node.now()
    demo_node.now = lambda: clock
    lengths = []
    for _ in range(3):
        for _ in range(people.MOST_FAILURES):
            refused(lambda: people.sign_in(demo_node, "an", "sai"))
        until = demo_node.read(
            lambda c: c.execute(select(Account.locked_until_at).where(Account.login == "an")).scalar_one()
        )
        assert until is not None
        lengths.append((until - clock) // dt.timedelta(minutes=1))
        clock = until
    assert lengths == [15, 30, 60]


def test_a_closed_account_opens_nothing_until_it_is_opened_again(demo_node: Node, admin: Actor) -> None:
    actor_id, password = register(demo_node, admin, GrantOf("commune_officer", COMMUNE))
    token = people.sign_in(demo_node, "an", password)
    people.set_active(demo_node, admin, actor_id, is_active=False)
    assert people.read_actor(demo_node, token) is None
    assert refused(lambda: people.sign_in(demo_node, "an", password)) == "PEOP-002"
    people.set_active(demo_node, admin, actor_id, is_active=True)
    assert people.sign_in(demo_node, "an", password)


def test_a_role_lent_for_a_leave_counts_in_its_days_only_and_names_whose_it_is(demo_node: Node, admin: Actor) -> None:
    chair, _ = register(demo_node, admin, GrantOf("commune_chair", COMMUNE), "chu-tich")
    deputy, _ = register(demo_node, admin, GrantOf("commune_officer", COMMUNE), "pho")
    day = demo_node.now().astimezone(dt.timezone(dt.timedelta(hours=7))).date()
    first, last = (day + dt.timedelta(days=n) for n in (1, 3))
    grant = GrantOf("commune_chair", COMMUNE, first.isoformat(), last.isoformat())
    people.delegate_role(demo_node, admin, chair, deputy, grant)
    held = {}
    for days in (0, 1, 3, 4):
        at = (day + dt.timedelta(days=days)).isoformat()
        held[days] = {one.role for one in demo_node.read(lambda c, at=at: people.read_grants(c, deputy, at))}
    assert [("commune_chair" in held[days]) for days in (0, 1, 3, 4)] == [False, True, True, False]
    person = demo_node.read(lambda c: read_person(c, deputy, demo_node.now(), first.isoformat()))
    assert person is not None
    assert [one.delegator for one in person.grants if one.role == "commune_chair"] == ["Lê Văn An"]


def test_nobody_lends_what_she_does_not_hold(demo_node: Node, admin: Actor) -> None:
    one, _ = register(demo_node, admin, GrantOf("commune_officer", COMMUNE), "mot")
    other, _ = register(demo_node, admin, GrantOf("commune_officer", COMMUNE), "hai")
    grant = GrantOf("commune_chair", COMMUNE, "2026-12-01", "2999-01-01")
    assert refused(lambda: people.delegate_role(demo_node, admin, one, other, grant)) == "PEOP-017"


def test_a_village_head_is_granted_a_village_and_an_inspector_an_end(demo_node: Node, admin: Actor) -> None:
    village = demo_node.read(
        lambda c: c.execute(select(Village.code).where(Village.area_code == COMMUNE)).scalars().first()
    )
    head, _ = register(demo_node, admin, GrantOf("village_head", str(village)), "truong-thon")
    assert (
        demo_node.read(lambda c: c.execute(select(Grant.area_code).where(Grant.actor_id == head)).scalar()) == village
    )
    assert refused(lambda: people.give_role(demo_node, admin, head, GrantOf("inspector", "77"))) == "PEOP-013"
    people.give_role(demo_node, admin, head, GrantOf("inspector", "77", None, "2999-12-31"))


def test_the_island_district_without_communes_has_an_officer_of_its_own(demo_node: Node, admin: Actor) -> None:
    officer, _ = register(demo_node, admin, GrantOf("commune_officer", "755"), "con-dao")
    assert officer
    assert refused(lambda: register(demo_node, admin, GrantOf("commune_officer", "747"), "vung-tau")) == "PEOP-012"


def test_an_administrator_is_touched_by_another_only_and_the_last_one_stays(demo_node: Node, admin: Actor) -> None:
    province = Actor("x", "Tỉnh", (GrantOf("province", "77"),))
    mine = demo_node.read(
        lambda c: c.execute(select(Grant.grant_id).where(Grant.actor_id == admin.actor_id)).scalar_one()
    )
    assert refused(lambda: people.reset_password(demo_node, province, admin.actor_id)) == "PEOP-015"
    assert refused(lambda: people.revoke_role(demo_node, province, mine)) == "PEOP-015"
    assert refused(lambda: people.revoke_role(demo_node, admin, mine)) == "PEOP-019"
    register(demo_node, admin, GrantOf("administrator", "77"))
    people.revoke_role(demo_node, admin, mine)
    assert demo_node.read(lambda c: people.read_grants(c, admin.actor_id, demo_node.today())) == ()


def test_who_does_not_manage_people_touches_nobodys_account(demo_node: Node, admin: Actor) -> None:
    actor_id, _ = register(demo_node, admin, GrantOf("commune_officer", COMMUNE))
    supervisor = Actor("x", "Giám sát", (GrantOf("supervisor", "77"),))
    assert refused(lambda: people.reset_password(demo_node, supervisor, actor_id)) == "PEOP-010"
    assert refused(lambda: people.set_active(demo_node, supervisor, actor_id, is_active=False)) == "PEOP-010"
    assert refused(lambda: people.remove_factor_of(demo_node, supervisor, actor_id)) == "PEOP-010"


def test_the_list_is_of_the_areas_asked_for_and_filtered(demo_node: Node, admin: Actor) -> None:
    register(demo_node, admin, GrantOf("inspector", COMMUNE, None, "2999-12-31"))

    def logins(scope: set[str] | None, wanted: PeopleFilter) -> list[str]:
        page = demo_node.read(lambda c: list_people(c, scope, wanted, demo_node.now(), demo_node.today()))
        return [one.login for one in page.rows]

    assert logins({COMMUNE}, PeopleFilter(sort="login")) == ["an", "rsv-26506-1", "rsv-26506-2", "xa-26506"]
    assert logins(None, PeopleFilter(role="inspector")) == ["an"]
    assert logins(None, PeopleFilter(text="LÊ VĂN")) == ["an"]
    assert set(logins({COMMUNE}, PeopleFilter(state="tablet"))) == {"rsv-26506-1", "rsv-26506-2"}


def test_a_session_says_from_where_it_was_opened_and_what_went_before(demo_node: Node, admin: Actor) -> None:
    actor_id, password = register(demo_node, admin, GrantOf("commune_officer", COMMUNE))
    people.sign_in(demo_node, "an", password)
    refused(lambda: people.sign_in(demo_node, "an", "sai"))
    opening = people.Opening("192.0.2.7", "Firefox")
    session = people.read_session(demo_node, people.sign_in(demo_node, "an", password, opening))
    assert session is not None and session.previous_at is not None and session.failed_before == 1
    long_ago = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
    newest = demo_node.read(lambda c: list_sessions(c, actor_id, long_ago))[0]
    assert (newest.address, newest.user_agent) == ("192.0.2.7", "Firefox")
    people.end_session(demo_node, newest.token_sha256, "somebody else")
    assert len(demo_node.read(lambda c: list_sessions(c, actor_id, long_ago))) == 2
    people.end_session(demo_node, newest.token_sha256, actor_id)
    assert len(demo_node.read(lambda c: list_sessions(c, actor_id, long_ago))) == 1
