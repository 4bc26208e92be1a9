"""The same on PostgreSQL: found, decided, listed, folded again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from server.config import Config
from server.demo.build import build_demo
from server.services import doubles
from server.services.doubles import Verdict
from server.services.maintenance import rebuild_node
from server.services.views.doubles import DoubleFilter, PairView, read_counts, read_crowds, read_doubles, read_pair
from tests.integration.ingest.test_ingest_replay import dump

from .desk import BE, HUNG, LAN, Desk


@pytest.fixture
def desk(postgres_url: str, tmp_path: Path) -> Iterator[Desk]:
    node = build_demo(Config(var=tmp_path / "var", database_url=postgres_url), households=4, communes=2)
    yield Desk(node)
    node.close()


def test_the_desk_on_postgresql(desk: Desk) -> None:
    one, two = desk.household("A1", LAN, HUNG), desk.household("A2", LAN, HUNG, village=desk.villages[1])
    far = desk.household("B1", LAN, HUNG, village=desk.other_village)
    child, other = desk.household("A3", HUNG, BE), desk.household("A4", {**LAN, "birth_year": 1940}, BE)
    desk.search()
    (pair,) = desk.pairs(one, two)
    (person,) = desk.pairs(child, other)
    assert (pair.level, person.level) == ("household", "person")
    areas = [desk.area]
    for sort in ("score", "found", "name", "place"):
        wanted = DoubleFilter(code="name", level="household", least=70, village_code=desk.villages[0], sort=sort)
        rows = desk.node.read(lambda c, wanted=wanted: read_doubles(c, areas, wanted)).rows
        assert pair.pair_id in {row.pair_id for row in rows}
    above = desk.node.read(lambda c: read_doubles(c, areas, DoubleFilter(state="above"))).rows
    assert {row.other_area for row in above} != set()
    doubles.decide(desk.node, desk.one, pair.pair_id, Verdict("same", one, "hỏi trưởng thôn"))
    doubles.decide_many(desk.node, desk.one, [person.pair_id])
    counts = desk.node.read(lambda c: read_counts(c, areas))
    assert (counts["same"], counts["different"]) == (1, 1)
    view = desk.node.read(lambda c: read_pair(c, pair.pair_id, areas))
    assert isinstance(view, PairView)
    assert [note.text for note in view.notes] == ["hỏi trưởng thôn"]
    assert desk.node.read(lambda c: read_crowds(c, areas)) == {}
    before = dump(desk.sender)
    rebuild_node(desk.node, lambda *_: None)
    after = dump(desk.sender)
    for name, rows in before.items():
        assert after[name] == rows, name
    desk.correct(two, birth_year=1930)
    desk.search()
    assert len(desk.pairs(one, two)) == 1  # decided: its reasons stay to be read
    assert far in {each.first_id for each in desk.pairs()} | {each.second_id for each in desk.pairs()}
