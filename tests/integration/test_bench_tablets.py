"""A day of a province's tablets: no answer that is an error, and a second morning on which nothing is downloaded."""

from __future__ import annotations

import pytest

from server.bench.tablets import PATHS, bench_tablets


@pytest.mark.parametrize("tablets", [pytest.param(1_000, marks=pytest.mark.soak), 6])
def test_a_day_of_tablets_ends_without_an_error_and_the_next_one_begins_with_304s(tablets: int) -> None:
    found = bench_tablets(tablets=tablets, photo_kb=20)
    by_name = {one["phase"]: one["statuses"] for one in found["phases"]}
    assert by_name["first sync"] == {"200": len(PATHS) * tablets}
    assert by_name["forms with a photo"] == {"201": 3 * tablets}
    assert by_name["second morning"] == {"304": len(PATHS) * tablets}
    assert sum(by_name["evening sync"].values()) == len(PATHS) * tablets and by_name["evening sync"]["304"] > 0
