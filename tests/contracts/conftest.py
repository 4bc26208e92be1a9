"""The served demo node as a tablet sees it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.builders.edge import Edge
from tests.builders.serving import Running


@pytest.fixture
def edge(running: Running, tmp_path: Path) -> Edge:
    """Plain HTTP to the served demo node, and what the node then holds."""
    return Edge(running, tmp_path)
