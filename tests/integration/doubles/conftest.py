"""The desk of the demo."""

from __future__ import annotations

import pytest

from server.services.node import Node

from .desk import Desk


@pytest.fixture
def desk(demo_node: Node) -> Desk:
    """The desk of the demo."""
    return Desk(demo_node)
