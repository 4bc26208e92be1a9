"""A node served over real HTTP on a free port, and the tablets of its demo."""

from __future__ import annotations

import contextlib
import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from waitress import wasyncore
from waitress.server import create_server

from tests.clients.collect import Collect

if TYPE_CHECKING:
    from server.services.node import Node


@dataclass(slots=True)
class Running:
    """A served node. Enumerators are in the order of the demo: two for each commune."""

    node: Node
    base_url: str
    demo: dict[str, Any]

    def tablet(self, folder: Path, number: int = 0) -> Collect:
        """A tablet enrolled as the n-th enumerator of the demo."""
        return Collect(folder, server_url=self.server_url(number), device_id=f"collect:AbCdEfGh{number:08d}")

    def server_url(self, number: int = 0) -> str:
        """What the n-th enumerator's QR holds."""
        url: str = self.demo["enumerators"][number]["server_url"]
        return self.base_url + url[url.index("/v1/") :]


@contextlib.contextmanager
def serve(node: Node) -> Iterator[str]:
    """Serve a node until the block ends; yields its address, which is also what its lists say."""
    from server.app import create_app
    from server.direct import serve_directly

    # The port is known only once the socket is bound, so that parallel runs never fight for one.
    server: Any = create_server(
        create_app(node), host="127.0.0.1", port=0, threads=16, connection_limit=1_000, asyncore_use_poll=True
    )
    serve_directly(server, node)
    node.config = replace(node.config, base_url=f"http://127.0.0.1:{server.effective_port}")
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        yield node.config.base_url
    finally:
        # In the loop's own thread: closing its sockets from here would pull them from under select().
        with contextlib.suppress(OSError):  # woken by another answer, the loop has closed its trigger before our pull
            server.trigger.pull_trigger(lambda: wasyncore.close_all(server._map))
        thread.join(timeout=10)
        server.task_dispatcher.shutdown()


@contextlib.contextmanager
def serve_demo(node: Node) -> Iterator[Running]:
    """Serve a copy of the demo node."""
    demo = read_demo(node)
    with serve(node) as base_url:
        yield Running(node, base_url, demo)


def read_demo(node: Node) -> dict[str, Any]:
    """The demo's accounts and tablets."""
    demo: dict[str, Any] = json.loads((node.config.var / "demo.json").read_text("utf-8"))
    return demo
