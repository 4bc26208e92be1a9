"""Records in any order, any number of times, in any batches: the same recorded state, and chains that verify."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sync.log import gaps
from sync.records import Record
from tests.nodes.simulation import Node, adopt
from tests.nodes.walks import WALKS, World, make_world

BOUNDED = settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck), database=None)


@cache
def walked(walk: Callable[[World], None]) -> tuple[Node, list[Record]]:
    """The province's node after a walk, and everything every node accepted, as it was written."""
    world = make_world()
    walk(world)
    world.settle()
    written = {record.digest: record for node in world.nodes for record in node.accepted}
    return world.province, list(written.values())


def observer(original: Node) -> Node:
    """A node that has nothing but the genesis."""
    fresh = Node("observer")
    adopt(fresh, original)
    return fresh


@pytest.mark.parametrize("walk", WALKS, ids=lambda walk: walk.__name__)
@BOUNDED
@given(data=st.data())
def test_any_order_and_any_duplication_end_in_the_same_recorded_state(
    walk: Callable[[World], None], data: st.DataObject
) -> None:
    province, records = walked(walk)
    fresh = observer(province)
    repeated = data.draw(st.lists(st.sampled_from(records), max_size=5))
    order = data.draw(st.permutations(records + repeated))
    cut = data.draw(st.integers(0, len(order)))
    for batch in (order[:cut], order[cut:]):
        assert fresh.take(batch).refused == []
    assert fresh.state().digest() == province.state().digest()
    assert fresh.heads() == province.heads()
    assert {one.digest for one in fresh.records()} == {one.digest for one in records}
    assert fresh.read(gaps) == []
    assert fresh.faults() == []


@pytest.mark.parametrize("walk", WALKS, ids=lambda walk: walk.__name__)
@BOUNDED
@given(data=st.data())
def test_payloads_are_missing_exactly_where_an_erasure_counts(
    walk: Callable[[World], None], data: st.DataObject
) -> None:
    province, records = walked(walk)
    fresh = observer(province)
    fresh.take(data.draw(st.permutations(records)))
    gone = {one.digest for one in fresh.records() if one.payload is None}
    assert gone == fresh.state().erased == province.state().erased


@BOUNDED
@given(data=st.data())
def test_a_set_that_is_still_incomplete_is_the_same_on_two_nodes_that_have_it(data: st.DataObject) -> None:
    walk = data.draw(st.sampled_from(WALKS))
    province, records = walked(walk)
    part = data.draw(st.lists(st.sampled_from(records), unique_by=lambda one: one.digest))
    one, other = observer(province), observer(province)
    one.take(part)
    other.take(data.draw(st.permutations(part)))
    assert one.state().to_json() == other.state().to_json()
    assert one.read(gaps) == other.read(gaps)
    assert one.faults() == []
