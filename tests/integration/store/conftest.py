"""Both engines a node can run on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from server.store.engines import Engines, open_postgresql, open_sqlite


@pytest.fixture(params=["sqlite", "postgresql"])
def engines(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engines]:
    """An empty database: an encrypted SQLite file, or PostgreSQL."""
    if request.param == "sqlite":
        opened = open_sqlite(tmp_path / "node.db", bytes(range(32)))
    else:
        opened = open_postgresql(request.getfixturevalue("postgres_url"))
    yield opened
    opened.dispose()
