"""Every route of the node as every role over its own area, another, the one above, the province, and expired."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from server.api import create_api
from server.api.access import ROUTES as API_ROUTES
from server.api.limits import Limiter
from server.app import create_app
from server.config import Config
from server.domain.access import ACTIONS, ROLES
from server.errors import Problem
from server.openrosa import create_openrosa
from server.services.node import Node, open_node
from server.web.access_table import ANYBODY, NOBODY, PROVINCE, ROUTES, SOMEWHERE, Route
from server.web.frame import COOKIE
from tests.builders.access_page import PAGE, render_page
from tests.builders.access_world import RELATIONS, World, build_world

OVER = {
    ANYBODY: set(RELATIONS),
    SOMEWHERE: {"own", "other", "above", "province"},
    PROVINCE: {"province"},
}
HERE = {"own", "above", "province"}


@pytest.fixture(scope="module")
def node(demo_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Node]:
    """A copy of the demo for this module."""
    folder = tmp_path_factory.mktemp("access") / "var"
    shutil.copytree(demo_template, folder)
    one = open_node(Config(var=folder))
    yield one
    one.close()


@pytest.fixture(scope="module")
def app(node: Node) -> Flask:
    """The pages, without the token that guards forms: it would answer before the roles are looked at."""
    one = create_app(node)
    one.config["WTF_CSRF_ENABLED"] = False
    return one


@pytest.fixture(scope="module")
def world(node: Node) -> World:
    """Everybody, signed in."""
    return build_world(node)


def test_every_route_has_a_row_and_every_row_a_route(app: Flask) -> None:
    endpoints = {rule.endpoint for rule in app.url_map.iter_rules()}
    assert sorted(endpoints - set(ROUTES)) == []
    assert sorted(set(ROUTES) - endpoints) == []


def test_every_row_names_an_action_and_a_value_of_its_url(app: Flask) -> None:
    rules = {rule.endpoint: rule for rule in app.url_map.iter_rules()}
    for endpoint, route in ROUTES.items():
        assert (route.action in ACTIONS) == (route.over not in (NOBODY, ANYBODY)), endpoint
        assert route.over in (NOBODY, ANYBODY, SOMEWHERE, PROVINCE) or route.over in rules[endpoint].arguments, endpoint


def test_every_action_is_of_known_roles() -> None:
    assert {role for roles in ACTIONS.values() for role in roles} - set(ROLES) == set()


def test_every_role_in_every_relation_reaches_exactly_what_the_table_says(node: Node, world: World) -> None:
    """The guard alone, whose answer does not hang on the view: views say that they were reached, refusals nothing."""
    app = create_app(node)
    app.config["WTF_CSRF_ENABLED"] = False
    app.view_functions = {endpoint: _reached for endpoint in app.view_functions}
    app.error_handler_spec.clear()
    app.register_error_handler(Problem, lambda problem: ("", problem.status))
    wrong = [
        f"{method} {rule.endpoint} as {role} ({relation}): {is_open=}"
        for rule, method in _closed_routes(app)
        for (role, relation), session in world.sessions.items()
        if (is_open := _answer(app, world, rule, session, method).data == b"reached")
        != _may_open(ROUTES[rule.endpoint], role, relation)
    ]
    assert wrong == []


def test_every_view_answers_who_may_open_it_and_hides_what_lies_elsewhere(app: Flask, world: World) -> None:
    wrong = []
    for rule, method in _closed_routes(app):
        route = ROUTES[rule.endpoint]
        role = min(ACTIONS.get(route.action, ROLES))
        for relation in RELATIONS:
            answer = _answer(app, world, rule, world.sessions[role, relation], method)
            is_open = not _is_refusal(answer, rule.endpoint)
            if is_open != _may_open(route, role, relation) or answer.status_code >= 500:
                wrong.append(f"{method} {rule.endpoint} as {role} ({relation}): {answer.status_code}")
    assert wrong == []


def test_who_is_not_signed_in_opens_nothing_but_the_ways_in(app: Flask, world: World) -> None:
    for rule, method in _closed_routes(app):
        assert _is_refusal(_answer(app, world, rule, "", method), rule.endpoint), rule.endpoint


def test_a_route_without_a_row_is_closed_even_to_the_administrator(node: Node, world: World) -> None:
    app = create_app(node)
    app.add_url_rule("/quen", "forgotten", lambda: "open")
    client = app.test_client()
    client.set_cookie(COOKIE, world.sessions["administrator", "province"])
    assert client.get("/quen").status_code == 403


def test_no_address_of_phones_answers_without_a_token(node: Node) -> None:
    phones = create_openrosa(node)
    client = phones.test_client()
    for rule in phones.url_map.iter_rules():
        values = {name: "x" for name in rule.arguments}
        path = phones.url_map.bind("localhost").build(rule.endpoint, values)
        assert client.get(path).status_code in (403, 405), rule.endpoint
        assert client.post(path).status_code in (403, 405), rule.endpoint


def test_every_address_of_the_api_answers_exactly_whom_its_table_says(node: Node, world: World) -> None:
    api = create_api(node, Limiter(10_000))
    rules = {rule.endpoint: rule for rule in api.url_map.iter_rules()}
    assert set(rules) == set(API_ROUTES)
    wrong = []
    for endpoint, route in API_ROUTES.items():
        path = api.url_map.bind("localhost").build(endpoint, world.path_values(endpoint, rules[endpoint].arguments))
        for (role, relation), token in world.tokens.items():
            answer = api.test_client().get(path, headers={"Authorization": f"Bearer {token}"})
            is_open = route.over == NOBODY or _may_open(route, role, relation)
            if (answer.status_code not in (401, 403, 404)) != is_open and endpoint != "unknown":
                wrong.append(f"{endpoint} as {role} ({relation}): {answer.status_code}")
        assert route.over == NOBODY or api.test_client().get(path).status_code == 401, endpoint
    assert wrong == []


def test_the_page_of_the_docs_is_this_table() -> None:
    assert PAGE.read_text("utf-8") == render_page(), "python -m tests.builders.access_page"


def _may_open(route: Route, role: str, relation: str) -> bool:
    """Said anew, from the words of the table's docstring."""
    if route.over == ANYBODY:
        return True
    return role in ACTIONS[route.action] and relation in OVER.get(route.over, HERE)


def _reached(**_values: object) -> str:
    return "reached"


def _closed_routes(app: Flask) -> list[tuple[Rule, str]]:
    """Routes that ask something, with each way to call them."""
    rules = [rule for rule in app.url_map.iter_rules() if ROUTES[rule.endpoint].over != NOBODY]
    return [(rule, method) for rule in rules for method in sorted((rule.methods or set()) & {"GET", "POST"})]


def _answer(app: Flask, world: World, rule: Rule, session: str, method: str) -> TestResponse:
    values = world.path_values(rule.endpoint, rule.arguments)
    path = app.url_map.bind("localhost").build(rule.endpoint, values, method=method)
    client = app.test_client()
    if session:
        client.set_cookie(COOKIE, session)
    return client.open(path, method=method)


def _is_refusal(answer: TestResponse, endpoint: str) -> bool:
    """Refused, not found, or sent to sign in; who may not see the day's work is sent to her account.

    What lies elsewhere is told as what is not there. Where no place is asked, or a form sent empty names a thing that
    is not there (404 with a code of its own), 404 is no refusal.
    """
    ways_in = ("/dang-nhap", "/bat-dau", "/tai-khoan") if endpoint == "web.today" else ("/dang-nhap", "/bat-dau")
    is_about_a_place = ROUTES[endpoint].over not in (NOBODY, ANYBODY, SOMEWHERE, PROVINCE)
    is_general = b"WEB-404" in answer.data or b"HTTP-404" in answer.data
    is_nowhere = is_about_a_place and answer.status_code == 404 and is_general
    is_sent_away = answer.headers.get("Location", "").split("?")[0] in ways_in
    return answer.status_code in (401, 403) or is_nowhere or is_sent_away
