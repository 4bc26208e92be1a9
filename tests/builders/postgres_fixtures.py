"""`postgres_url`: an empty database of a real PostgreSQL, one server for the whole run (one per xdist worker)."""

from __future__ import annotations

import uuid
from collections.abc import Iterator

import pytest

from tests.builders.postgres import new_database, run_postgres


@pytest.fixture(scope="session")
def postgres_socket() -> Iterator[str]:
    """The folder of the server's socket."""
    with run_postgres() as folder:
        yield folder


@pytest.fixture
def postgres_url(postgres_socket: str) -> Iterator[str]:
    """The URL of an empty database that is dropped afterwards."""
    with new_database(postgres_socket, f"t{uuid.uuid4().hex}") as url:
        yield url


@pytest.fixture
def other_postgres_url(postgres_socket: str) -> Iterator[str]:
    """The URL of a second empty database."""
    with new_database(postgres_socket, f"t{uuid.uuid4().hex}") as url:
        yield url
