"""A demo node and a tablet that sends to it through the service, without HTTP."""

from __future__ import annotations

import pytest

from server.services.node import Node

from .sender import Sender


@pytest.fixture
def sender(demo_node: Node) -> Sender:
    """The first enumerator of the demo."""
    return Sender(demo_node)
