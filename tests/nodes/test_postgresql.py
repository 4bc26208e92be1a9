"""The same log on PostgreSQL: append, receive, heads, erasure, verification. Uses the real server of `postgres_url`."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import create_engine

from sync import log
from tests.nodes import walks
from tests.nodes.simulation import COMMUNE_A, Node, adopt, exchange
from tests.nodes.walks import WALKS, make_world


@pytest.fixture
def postgres_node(postgres_url: str) -> Iterator[Node]:
    """An observer whose log lies in PostgreSQL."""
    engine = create_engine(postgres_url)
    log.metadata.create_all(engine)
    yield Node("observer", engine)
    engine.dispose()


def test_every_walk_on_postgresql_ends_as_on_sqlite(postgres_node: Node) -> None:
    for walk in WALKS:
        world = make_world()
        walk(world)
        world.settle()
        adopt(postgres_node, world.province)
        records = [record for node in world.nodes for record in node.accepted]
        assert postgres_node.take(reversed(records)).refused == []
        assert postgres_node.state().digest() == world.province.state().digest()
        assert postgres_node.faults() == []
        with postgres_node.engine.begin() as connection:
            for table in reversed(log.metadata.sorted_tables):
                connection.execute(table.delete())


def test_a_node_on_postgresql_writes_and_is_read_on_sqlite(postgres_url: str) -> None:
    world = make_world()
    engine = create_engine(postgres_url)
    log.metadata.create_all(engine)
    commune = Node("commune a", engine, world.commune_a.now_us)
    commune.take([])
    with engine.begin() as connection:
        log.adopt_genesis(connection, world.province.records()[0], commune.now_us)
    commune.take(world.commune_a.records())
    first = walks.submit(commune, "uuid:1")
    assert walks.submit(commune, "uuid:1") == first
    exchange(commune, world.district)
    assert world.district.frontier(COMMUNE_A).token() == commune.frontier(COMMUNE_A).token()
    assert world.district.state(COMMUNE_A).digest() == commune.state(COMMUNE_A).digest()
    assert commune.faults() == []
    engine.dispose()
