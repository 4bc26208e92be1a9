"""Two nodes of a world meet: steps of the tests in which nodes work apart."""

from __future__ import annotations

from hypothesis import strategies as st

from tests.nodes.simulation import exchange, lacking
from tests.nodes.walks import World


def meet(world: World, data: st.DataObject) -> None:
    """One gives the other all that it lacks."""
    source, target = data.draw(st.permutations(world.nodes))[:2]
    exchange(source, target)


def meet_badly(world: World, data: st.DataObject) -> None:
    """The line breaks, batches overtake each other, some come twice."""
    source, target = data.draw(st.permutations(world.nodes))[:2]
    wanted = lacking(source, target)
    if wanted:
        target.take(data.draw(st.lists(st.sampled_from(wanted), max_size=6)))
