"""Fixtures shared by the tests: the real form engine, real databases, a real node over HTTP. They fail, never skip."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from flask import Flask
from jinja2 import FileSystemBytecodeCache
from werkzeug.routing import Rule

from server.config import Config
from tests.builders.postgres_fixtures import other_postgres_url, postgres_socket, postgres_url  # noqa: F401 - fixtures
from tests.builders.serving import Running, serve_demo
from tests.clients.javarosa import Engine

if TYPE_CHECKING:
    from argon2 import PasswordHasher
    from playwright.sync_api import Browser

    from server.services.node import Node

# Begun first (`--no-loadscope-reorder`): one of these begun last would run alone while the other worker has finished.
LONG = ("test_crash.py", "test_fuzz.py", "test_desk.py", "test_parity.py", "test_access.py", "test_correct.py")
COMMUNES = 2
HOUSEHOLDS = 12


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest files first, the rest as collected."""
    items.sort(key=lambda one: LONG.index(one.path.name) if one.path.name in LONG else len(LONG))


@pytest.fixture(scope="session", autouse=True)
def compiled_templates(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Every test makes applications of its own: a template is compiled by the first one that shows it."""
    Flask.jinja_options = {"bytecode_cache": FileSystemBytecodeCache(str(tmp_path_factory.mktemp("templates")))}


@pytest.fixture(scope="session", autouse=True)
def compiled_routes() -> None:
    """The same for addresses: what builds one follows from its rule, whichever application has it."""
    compiled: dict[object, Callable[..., tuple[str, str]]] = {}
    build = Rule._compile_builder

    def build_once(rule: Rule, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:
        key = (rule.rule, rule.subdomain, rule.host, rule.merge_slashes, repr(rule.defaults), append_unknown)
        if key not in compiled:
            compiled[key] = build(rule, append_unknown)
        return compiled[key]

    Rule._compile_builder = build_once  # type: ignore[method-assign]


@pytest.fixture(scope="session")
def engine() -> Iterator[Engine]:
    """The form engine of ODK Collect."""
    with Engine() as one:
        yield one


# What follows imports where it uses: a test of one module must not need every other one.
@pytest.fixture(scope="session")
def product_hasher() -> PasswordHasher:
    """The one of the product; with it each of hundreds of sign-ins would take longer than the page that follows."""
    from argon2 import PasswordHasher

    from server.services import people_sessions

    used = people_sessions.HASHER
    people_sessions.HASHER = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
    return used


@pytest.fixture(scope="session")
def demo_template(tmp_path_factory: pytest.TempPathFactory, product_hasher: PasswordHasher) -> Path:
    """A small demo node's folder, built once through the services; tests copy it."""
    from server.demo.build import build_demo

    folder = tmp_path_factory.mktemp("demo") / "var"
    build_demo(Config(var=folder), households=HOUSEHOLDS, communes=COMMUNES).close()
    return folder


@pytest.fixture
def demo_node(demo_template: Path, tmp_path: Path) -> Iterator[Node]:
    """An open copy of the demo node."""
    from server.services.node import open_node

    shutil.copytree(demo_template, tmp_path / "var")
    node = open_node(Config(var=tmp_path / "var"))
    yield node
    node.close()


@pytest.fixture
def running(demo_node: Node) -> Iterator[Running]:
    """The demo node served over real HTTP."""
    with serve_demo(demo_node) as one:
        yield one


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, driven by Playwright."""
    from tests.builders.browsers import open_browser

    with open_browser() as one:
        yield one
