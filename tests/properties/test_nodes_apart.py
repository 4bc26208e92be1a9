"""Nodes that work apart and meet now and then agree once everything is exchanged, and nothing accepted is lost."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sync.log import gaps
from sync.records import KINDS
from tests.nodes import walks
from tests.nodes.meeting import meet, meet_badly
from tests.nodes.simulation import COMMUNE_A, COMMUNE_B, Node
from tests.nodes.walks import CASE, HOUSEHOLD, World, make_world

NODES = st.sampled_from(["province", "district", "commune_a"])
ACTORS = st.sampled_from([walks.OFFICER_A, walks.SUPERVISOR, walks.ENUMERATOR, walks.OFFICER_B, walks.ADMIN])
Step = Callable[[World, st.DataObject], object]


def submit(world: World, data: st.DataObject) -> None:
    node: Node = getattr(world, data.draw(NODES))
    walks.submit(node, f"uuid:{data.draw(st.integers(1, 4))}")


def decide(world: World, data: st.DataObject) -> None:
    kind = data.draw(st.sampled_from(["returned", "approved", "commented", "corrected", "confirmed", "withdrawn"]))
    walks.review(getattr(world, data.draw(NODES)), kind, data.draw(ACTORS))


def resolve(world: World, data: st.DataObject) -> None:
    node: Node = getattr(world, data.draw(NODES))
    node.write("conflict.resolved", COMMUNE_A, (HOUSEHOLD, CASE), data.draw(ACTORS), {"reason": "chọn"})


def recognise(world: World, data: st.DataObject) -> None:
    walks.recognise(getattr(world, data.draw(NODES)), [HOUSEHOLD], f"decision {data.draw(st.integers(1, 2))}")


def depart(world: World, data: st.DataObject) -> None:
    node: Node = getattr(world, data.draw(NODES))
    payload = {"household_id": HOUSEHOLD, "to_area": COMMUNE_B}
    node.write("household.departed", COMMUNE_A, (HOUSEHOLD,), data.draw(ACTORS), payload)


def erase(world: World, data: st.DataObject) -> None:
    """Of any kind, of any stream: what may not go must stay."""
    node: Node = getattr(world, data.draw(NODES))
    forms = [one.digest for one in node.records([COMMUNE_A]) if one.envelope.kind == "submission.received"]
    every = [one.digest for one in node.records()]
    wanted = st.sampled_from(every) if not forms else st.sampled_from(forms) | st.sampled_from(every)
    walks.erase(node, data.draw(st.lists(wanted, min_size=1, max_size=2, unique=True)))


def revoke_a_grant(world: World, data: st.DataObject) -> None:
    node: Node = getattr(world, data.draw(st.sampled_from(["province", "district"])))
    actor = data.draw(st.sampled_from([walks.ENUMERATOR, walks.SUPERVISOR]))
    walks.revoke_grant(node, world.grants[actor])


def revoke_the_commune(world: World, data: st.DataObject) -> None:
    node: Node = getattr(world, data.draw(st.sampled_from(["province", "district"])))
    walks.revoke_node(node, world.commune_a, c26680=data.draw(st.integers(0, 6)), shared=9)


STEPS: list[Step] = [
    *(submit, submit, submit, decide, decide, resolve, recognise, depart),
    *(erase, revoke_a_grant, revoke_the_commune, meet, meet, meet, meet_badly, meet_badly),
]


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck), database=None)
@given(data=st.data())
def test_nodes_that_worked_apart_agree_once_everything_is_exchanged(data: st.DataObject) -> None:
    world = make_world()
    for step in data.draw(st.lists(st.sampled_from(STEPS), min_size=4, max_size=18)):
        step(world, data)
    world.settle()
    carriers = [world.province, world.district, world.commune_a]
    states = [one.state(COMMUNE_A) for one in carriers]
    assert states[0].to_json() == states[1].to_json() == states[2].to_json()
    assert len({one.frontier(COMMUNE_A).token() for one in carriers}) == 1
    _nothing_is_lost(world)
    for one in world.nodes:
        assert one.faults() == []
        assert one.read(gaps) == []


def _nothing_is_lost(world: World) -> None:
    """Every record accepted anywhere is at the province, with its payload unless an erasure that counts took it."""
    here = {one.digest: one for one in world.province.records()}
    erased = world.province.state(COMMUNE_A).erased
    for node in world.nodes:
        for record in node.accepted:
            assert here[record.digest].envelope == record.envelope
            assert record.digest not in erased or KINDS[record.envelope.kind].is_erasable
            assert (here[record.digest].payload is None) == (record.digest in erased)
