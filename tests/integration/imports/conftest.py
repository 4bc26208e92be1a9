"""What tests of imports begin with."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient

from server.config import Config
from server.demo.build import build_demo
from server.services.node import Node
from tests.integration.figures.test_figures_page import client_of


@pytest.fixture(scope="module")
def node(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Node]:
    """A demo node with few households of its own; the tests of a module use heads of their own."""
    one = build_demo(Config(var=tmp_path_factory.mktemp("imports") / "var"), households=3, communes=2)
    yield one
    one.close()


@pytest.fixture(scope="module")
def office(node: Node) -> Iterator[FlaskClient]:
    """Somebody of the province."""
    with client_of(node, "tinh") as client:
        yield client
