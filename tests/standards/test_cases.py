"""Every case beside a pack holds. The test's name is the case's own sentence."""

from __future__ import annotations

import pytest

from server.standards.cases import Case, list_cases
from server.standards.engine import assess
from server.standards.packs import PackStore

PACKS = PackStore()


@pytest.mark.parametrize("case", list(list_cases()), ids=lambda case: f"{case.standard}: {case.name}")
def test_case(case: Case) -> None:
    used = PACKS.round_standard({"standard": case.standard, "scoring": case.scoring, "method": case.method})
    found = assess(case.facts, used, case.context)
    for name, expected in case.expect.items():
        value = getattr(found, name)
        if name == "missing":
            assert [one.name for one in value] == expected
        else:
            assert (list(value) if isinstance(value, tuple) else value) == expected, (name, value)
