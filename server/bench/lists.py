"""`bench lists`: what a tablet downloads at a sync, cold and unchanged, over real HTTP; and how fast a node starts."""

from __future__ import annotations

import json
import tempfile
import uuid
from collections.abc import Callable, Sequence
from http.client import HTTPConnection
from pathlib import Path
from time import perf_counter
from typing import Any

from sqlalchemy import insert, select

from server.config import Config
from server.demo.build import YEAR, build_demo
from server.demo.people import Generator
from server.services import registry
from server.services.node import Node
from server.store.tables import Assignment, FormVersion

from .machine import describe_machine
from .process import Server, start_server

SIZES = (5_000, 50_000)
FORMS = 20
REPEATS = 20
CHUNK = 500
Say = Callable[[str], None]


def bench_lists(*, sizes: Sequence[int] = SIZES, say: Say = lambda _text: None) -> dict[str, Any]:
    """For each size: the entity list cold and 304, formList with `FORMS` forms, seconds until the node listens."""
    runs: list[dict[str, Any]] = []
    for size in sizes:
        with tempfile.TemporaryDirectory(prefix="rasoat-bench-") as folder:
            var = Path(folder) / "var"
            say(f"dựng nút thử: {size} hộ của một rà soát viên")
            base = _make_world(var, size)
            with start_server({"RASOAT_VAR": str(var)}) as server:
                run = {"households": size, "forms": FORMS, **_measure(server, base)}
            say(json.dumps(run))
            runs.append(run)
    return {"machine": describe_machine(), "runs": runs}


def _measure(server: Server, base: str) -> dict[str, Any]:
    url = f"{base}/forms/household_review/attachments/households.csv"
    cold, cold_ms = _get(server, url, {})
    etag = cold["etag"]
    same = [_get(server, url, {"If-None-Match": etag}) for _ in range(REPEATS)]
    listed = [_get(server, f"{base}/formList", {}) for _ in range(REPEATS)]
    if {one["status"] for one, _ in same} != {304} or cold["status"] != 200:
        raise RuntimeError(f"answers {cold['status']} and {sorted({one['status'] for one, _ in same})}")
    return {
        "cold_ms": round(cold_ms, 1),
        "gzip_bytes": cold["size"],
        "not_modified_p50_ms": _median([ms for _, ms in same]),
        "form_list_p50_ms": _median([ms for _, ms in listed]),
        "start_seconds": round(server.start_seconds, 2),
        "rss_mb": round(server.rss_mb(), 1),
    }


def _get(server: Server, path: str, headers: dict[str, str]) -> tuple[dict[str, Any], float]:
    started = perf_counter()
    connection = HTTPConnection(server.host, server.port, timeout=600)
    connection.request("GET", path, headers={"Accept-Encoding": "gzip", "X-OpenRosa-Version": "1.0", **headers})
    answer = connection.getresponse()
    size = len(answer.read())
    connection.close()
    told = {"status": answer.status, "etag": answer.getheader("ETag") or "", "size": size}
    return told, (perf_counter() - started) * 1000


def _median(values: list[float]) -> float:
    return round(sorted(values)[len(values) // 2], 2)


def _make_world(var: Path, size: int) -> str:
    """A demo commune whose first enumerator has `size` households more; returns the path of her token."""
    node = build_demo(Config(var=var), households=1, communes=1)
    try:
        demo = json.loads((var / "demo.json").read_text())
        query = select(Assignment.village_code).order_by(Assignment.village_code)
        village = node.read(lambda c: c.execute(query).scalars().first()) or ""
        area = village.split("-", 1)[0]
        make = Generator(f"lists-{size}", YEAR - 1)
        for start in range(0, size, CHUNK):
            made = [_household(make, village, start + number) for number in range(min(CHUNK, size - start))]
            registry.register_households(node, "", area, made)
        _add_forms(node)
    finally:
        node.close()
    url: str = demo["enumerators"][0]["server_url"]
    return url[url.index("/v1/") :]


def _household(make: Generator, village: str, number: int) -> registry.NewHousehold:
    head, facts = make.household("rural")
    return registry.NewHousehold(make.new_id(), f"L-{number:06d}", village, head, facts, {}, {})


def _add_forms(node: Node) -> None:
    """The review form again under other ids, so that the list is as long as a busy province's."""
    table = FormVersion.__table__
    row = dict(node.read(lambda c: c.execute(select(table)).one())._mapping)
    copies = [{**row, "form_id": f"form-{number}-{uuid.uuid4().hex[:6]}"} for number in range(FORMS - 1)]
    node.writer.write(lambda unit: unit.connection.execute(insert(table), copies))
