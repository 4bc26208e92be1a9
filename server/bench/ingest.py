"""`bench ingest`: distinct submissions over real HTTP, validated, classified and on disk when 201 is sent."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import select

from server.config import Config
from server.services.node import Node, open_node
from server.store.tables import AssessmentRow, Submission

from .load import Load, run_load
from .machine import describe_machine
from .process import start_server
from .world import COMMUNES, HOUSEHOLDS, MEMBERS, Prepared, make_world, prepare

CONCURRENCIES = (1, 8, 32)
PHOTOS_KB = (0, 200)
COUNTS = {1: 250, 8: 600, 32: 1500}
Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Layout:
    """A way to serve: `name` as the report calls it, settings of the environment, arguments of the command."""

    name: str
    environ: dict[str, str]


EMBEDDED = Layout("embedded", {})
SPLIT = Layout("front and writer", {"RASOAT_FRONTS": "1"})
LAYOUTS = (EMBEDDED, SPLIT)


def bench_ingest(
    *,
    layouts: Sequence[Layout] = LAYOUTS,
    concurrencies: Sequence[int] = CONCURRENCIES,
    photos_kb: Sequence[int] = PHOTOS_KB,
    scale: float = 1.0,
    say: Say = lambda _text: None,
) -> dict[str, Any]:
    """Run every combination; `runs` holds one entry each. `scale` shortens the runs for a quick look."""
    runs: list[dict[str, Any]] = []
    with tempfile.TemporaryDirectory(prefix="rasoat-bench-") as folder:
        world, var = Path(folder) / "world", Path(folder) / "var"
        say(f"dựng nút thử: {COMMUNES} xã, {COMMUNES * HOUSEHOLDS} hộ")
        make_world(world)
        for layout in layouts:
            for photo_kb in photos_kb:
                for concurrency in concurrencies:
                    count = max(concurrency * 2, int(COUNTS[concurrency] * scale * (0.5 if photo_kb else 1)))
                    # Every run begins on the same database: an earlier run must not make a later one slower.
                    shutil.rmtree(var, ignore_errors=True)
                    shutil.copytree(world, var)
                    run = _run(var, layout, concurrency, photo_kb, count)
                    say(json.dumps(run))
                    runs.append(run)
    return {"machine": describe_machine(), "members": MEMBERS, "standards": 2, "runs": runs}


def _run(var: Path, layout: Layout, concurrency: int, photo_kb: int, count: int) -> dict[str, Any]:
    prepared = _with_node(var, lambda node: prepare(node, count, photo_kb))
    warm = max(concurrency * 2, 50)
    warming = _with_node(var, lambda node: prepare(node, warm, 0, skip=count))
    with start_server({"RASOAT_VAR": str(var), **layout.environ}) as server:
        run_load(server.host, server.port, warming.requests, concurrency)
        before = server.cpu_seconds()
        load = run_load(server.host, server.port, prepared.requests, concurrency)
        cpu = server.cpu_seconds() - before
        rss = server.rss_mb()
    _check(var, load, prepared)
    setting = (layout.name, concurrency, photo_kb)
    return _report(setting, load, (cpu, rss, server.start_seconds), prepared.xml_bytes)


def _report(
    setting: tuple[str, int, int], load: Load, cost: tuple[float, float, float], xml_bytes: int
) -> dict[str, Any]:
    """One entry of `runs`; `cost` is CPU seconds, resident MB and seconds to start."""
    layout, concurrency, photo_kb = setting
    cpu, rss, start = cost
    count = len(load.statuses)
    return {
        "layout": layout,
        "concurrency": concurrency,
        "photo_kb": photo_kb,
        "count": count,
        "per_second": round(count / load.seconds, 1),
        "p50_ms": round(load.percentile(0.50), 1),
        "p95_ms": round(load.percentile(0.95), 1),
        "p99_ms": round(load.percentile(0.99), 1),
        "cpu_ms_per_submission": round(cpu * 1000 / count, 2),
        "rss_mb": round(rss, 1),
        "xml_bytes": xml_bytes,
        "start_seconds": round(start, 2),
        "loadavg": round(os.getloadavg()[0], 2),
    }


def _check(var: Path, load: Load, prepared: Prepared) -> None:
    """A fast answer that is not true is no answer: every 201 must be there, current and classified."""
    if set(load.statuses) != {201}:
        raise RuntimeError(f"answers {sorted(set(load.statuses))}: {load.first_failure}")

    def read(node: Node) -> tuple[set[str], dict[str, int]]:
        with node.engines.read.connect() as connection:
            states = select(Submission.instance_id).where(Submission.state == "current")
            current = set(connection.execute(states).scalars())
            assessed: dict[str, int] = {}
            for one in connection.execute(select(AssessmentRow.instance_id)).scalars():
                assessed[one] = assessed.get(one, 0) + 1
        return current, assessed

    current, assessed = _with_node(var, read)
    lacking = [one for one in prepared.instances if one not in current or assessed.get(one) != 2]
    if lacking:
        raise RuntimeError(f"{len(lacking)} of {len(prepared.instances)} submissions are not there or not classified")


def _with_node(var: Path, use: Callable[[Node], Any]) -> Any:
    node = open_node(Config(var=var))
    try:
        return use(node)
    finally:
        node.close()
