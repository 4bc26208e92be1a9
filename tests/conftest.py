"""Fixtures shared by the tests: the real form engine, real databases, a real node over HTTP. They fail, never skip."""

from __future__ import annotations

import json
import shutil
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from waitress.server import create_server

from server.config import Config
from tests.builders.postgres_fixtures import postgres_socket, postgres_url  # noqa: F401 - fixtures
from tests.clients.collect import Collect
from tests.clients.javarosa import Engine

if TYPE_CHECKING:
    from server.services.node import Node

COMMUNES = 2
HOUSEHOLDS = 12


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


@dataclass(slots=True)
class Running:
    """A node served over HTTP on a free port."""

    node: Node
    base_url: str
    demo: dict[str, Any]

    def tablet(self, folder: Path, number: int = 0) -> Collect:
        """A tablet enrolled as the n-th enumerator of the demo."""
        url = self.demo["enumerators"][number]["server_url"]
        return Collect(folder, server_url=self.base_url + url[url.index("/v1/") :])


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
    from server.app import create_app

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    demo_node.config = replace(demo_node.config, port=port)
    server = create_server(create_app(demo_node), host="127.0.0.1", port=port, threads=8)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    demo = json.loads((demo_node.config.var / "demo.json").read_text())
    yield Running(demo_node, f"http://127.0.0.1:{port}", demo)
    server.close()
    thread.join(timeout=5)
