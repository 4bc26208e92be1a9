"""Whatever comes in: no answer of 500, no other exception, nothing that hangs, nothing left behind."""

from __future__ import annotations

import logging
import os
import random
import resource
import shutil
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from server.config import Config
from server.services.node import Node, open_node
from server.services.verification import verify_node
from tests.fuzz.edges import Edge, build_edges, run_one
from tests.fuzz.mutation import mutate

SEED = 20_261_123
SLOWEST_SECONDS = 20.0  # a hang, not a machine that is busy with something else
MOST_MB, MOST_FILES = 150, 20


@pytest.fixture
def node(demo_template: Path, tmp_path: Path) -> Iterator[Node]:
    """An open copy of the demo node."""
    shutil.copytree(demo_template, tmp_path / "var")
    one = open_node(Config(var=tmp_path / "var"))
    yield one
    one.close()


def plan(edges: tuple[Edge, ...], count: int) -> Iterator[tuple[Edge, int]]:
    """Each edge with its number of inputs, at least 20."""
    total = sum(one.share for one in edges)
    return ((one, max(20, round(count * one.share / total))) for one in edges)


def resident_mb() -> float:
    """Memory the process has had at most."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


@pytest.mark.parametrize("count", [20_000, pytest.param(1_000_000, marks=pytest.mark.soak)])
def test_no_input_breaks_an_edge(node: Node, tmp_path: Path, caplog: pytest.LogCaptureFixture, count: int) -> None:
    caplog.set_level(logging.CRITICAL)
    edges = build_edges(node, tmp_path)
    for edge in edges:
        for sample in edge.samples:
            run_one(edge, sample)
    memory, files = resident_mb(), len(os.listdir("/proc/self/fd"))
    told: Counter[tuple[str, int]] = Counter()
    for edge, inputs in plan(edges, count):
        for number in range(inputs):
            chance = random.Random(f"{SEED}/{edge.name}/{number}")
            body = mutate(chance, edge.samples)
            started = time.monotonic()
            try:
                status = run_one(edge, body)
            except Exception as error:
                raise AssertionError(f"{edge.name} {number}: {error!r} on {body[:300]!r}") from error
            assert status < 500, f"{edge.name} {number}: {status} on {body[:300]!r}"
            assert time.monotonic() - started < SLOWEST_SECONDS, f"{edge.name} {number} hung on {body[:300]!r}"
            told[edge.name, status] += 1
    assert list(node.blobs.spool.iterdir()) == []
    assert len(os.listdir("/proc/self/fd")) - files <= MOST_FILES
    assert resident_mb() - memory <= MOST_MB
    assert told["submission", 201] and told["submission", 400], "both good and bad ones got through to the end"
    assert verify_node(node, lambda _done, _all: None).faults == []


@pytest.mark.parametrize("seed", range(3))
def test_the_same_seed_gives_the_same_inputs(seed: int) -> None:
    samples = (b"<data id='x'>1</data>", b"a,b\n1,2\n")
    first, second = ([mutate(random.Random(f"{seed}/{n}"), samples) for n in range(50)] for _ in range(2))
    assert first == second and len(set(first)) > 40
