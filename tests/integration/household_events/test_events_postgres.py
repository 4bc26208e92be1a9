"""The same events on PostgreSQL: a split, a merge, a move of two sides, minutes, the lists, and a rebuild."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from server.config import Config
from server.demo.build import build_demo
from server.services import household_events as events
from server.services.household_events import MergeOrder, Paper
from server.services.outcomes import Minutes, count_obstacles, decide
from server.services.views.household_events import list_relatives, read_flags
from server.services.views.moves import list_moves, read_balances
from server.services.views.outcomes import OutcomeFilter, read_outcomes
from server.services.views.queue import BUILT_IN, QueueCounts, Scope, count_up_to
from server.store.tables import Case, Round

from .conftest import Communes


@pytest.fixture
def communes(postgres_url: str, tmp_path: Path) -> Iterator[Communes]:
    node = build_demo(Config(var=tmp_path / "var", database_url=postgres_url), households=6, communes=2)
    yield Communes(node)
    node.close()


def test_a_day_of_events_and_its_rebuild_are_equal_on_postgresql(communes: Communes) -> None:
    node, read = communes.node, communes.node.read
    old, gone, moving = communes.household(), communes.household(number=1), communes.household(number=2)
    new_id = communes.split(old)
    events.merge(node, communes.one, MergeOrder(new_id, gone.row.household_id, communes.when()))
    person = communes.here(new_id).members[0].person_id
    events.identify(node, communes.one, new_id, person, Paper("cmnd", "273012345"))
    events.depart(node, communes.one, moving.row.household_id, communes.receiving, communes.when())
    (current,) = communes.sender.rows(Round)
    assert read(lambda c: count_obstacles(c, current)).open_moves == 1
    code = events.accept(node, communes.other, moving.row.household_id, communes.village(communes.receiving))
    assert code.startswith(communes.receiving)
    areas = [communes.giving, communes.receiving]
    unsent = communes.sender.rows(Case, area_code=communes.giving)[0].case_id
    assert decide(node, communes.one, [unsent], Minutes("keep", "1/BB", communes.today)).done == (unsent,)
    pages = {
        which: read(lambda c, w=which: read_outcomes(c, current.round_id, areas, OutcomeFilter(w, text="a")))
        for which in ("undecided", "unsent", "ruled")
    }
    assert pages["ruled"].counts["ruled"] == 1
    assert [one.role for one in read(lambda c: list_relatives(c, new_id, areas))] == ["merged_in", "source"]
    assert [one.move.state for one in read(lambda c: list_moves(c, areas, "done"))] == ["accepted"]
    assert len(read(lambda c: read_balances(c, areas))) == 2
    assert read(lambda c: read_flags(c, node, communes.here(new_id), areas, communes.today))[0].code == "split_no_place"
    scope = Scope(current.round_id, tuple(areas), node.now(), "2016-01-01")
    assert read(lambda c: count_up_to(c, scope, BUILT_IN["lineage"])) == 0
    assert read(lambda c: QueueCounts().read_total(c, scope)).get("undecided", 0) == 0
    communes.rebuilt_alike()
