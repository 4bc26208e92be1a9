"""Fixtures shared by the tests: the real form engine, real databases, a real node over HTTP. They fail, never skip."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from flask import Flask
from jinja2 import FileSystemBytecodeCache

from server.config import Config
from tests.builders.postgres_fixtures import other_postgres_url, postgres_socket, postgres_url  # noqa: F401 - fixtures
from tests.builders.serving import Running, serve_demo
from tests.clients.javarosa import Engine

if TYPE_CHECKING:
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


@pytest.fixture(scope="session")
def engine() -> Iterator[Engine]:
    """The form engine of ODK Collect."""
    with Engine() as one:
        yield one


@pytest.fixture(scope="session")
def demo_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small demo node's folder, built once through the services; tests copy it."""
    # Imported where used: a test of one module must not need every other one.
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
