"""`rasoat bench review` at a small scale, on both engines: every page answers, what the preview promises is done."""

from __future__ import annotations

import pytest

from server.bench.review import ALL, PAGES, ROLES, bench_review


@pytest.mark.parametrize("is_embedded", [True, False], ids=["sqlite", "postgresql"])
def test_a_small_province_is_measured_on_both_engines(is_embedded: bool, request: pytest.FixtureRequest) -> None:
    url = "" if is_embedded else request.getfixturevalue("postgres_url")
    result = bench_review(scale=0.0005, database_url=url, repeats=1)
    assert result["database"] == ("sqlite" if is_embedded else "postgresql")
    assert result["households"] == 500
    for kind, pages in PAGES.items():
        assert {role: set(found) for role, found in result[kind].items()} == {role: {*pages, ALL} for role in ROLES}
    assert result["bulk"]["approved"] == result["bulk"]["undone"] > 0
