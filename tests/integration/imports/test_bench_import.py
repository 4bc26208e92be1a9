"""The benchmark of imports runs through check, application and undo, on both engines."""

from __future__ import annotations

import pytest

from server.bench.imports import bench_import


@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
def test_a_list_comes_in_and_goes_out_again_on_both_engines(engine: str, request: pytest.FixtureRequest) -> None:
    url = request.getfixturevalue("postgres_url") if engine == "postgresql" else ""
    found = bench_import(150, url)
    assert (found["database"], found["rows"]) == (engine, 150)
    assert found["in_seconds"] == pytest.approx(found["check_seconds"] + found["apply_seconds"], abs=0.02)
