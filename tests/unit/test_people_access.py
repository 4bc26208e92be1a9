"""Who may do what over which area."""

from __future__ import annotations

import pytest

from server.domain.access import Actor, GrantOf, may, may_somewhere

PARENTS = {"77": None, "747": "77", "26506": "747", "748": "77"}


@pytest.mark.parametrize(
    "grant, action, area, expected",
    [
        (GrantOf("supervisor", "747"), "view_cases", "26506", True),
        (GrantOf("supervisor", "748"), "view_cases", "26506", False),
        (GrantOf("commune_officer", "26506"), "view_cases", "747", False),
        (GrantOf("enumerator", "26506"), "view_cases", "26506", False),
        (GrantOf("province", "77"), "manage_people", "26506", True),
        (GrantOf("supervisor", "77"), "manage_people", "26506", False),
        (GrantOf("province", "77"), "no_such_action", "26506", False),
        (GrantOf("province", "77", "2026-11-27"), "manage_people", "77", False),
        (GrantOf("province", "77", None, "2026-11-26"), "manage_people", "77", True),
        (GrantOf("province", "77", None, "2026-11-25"), "manage_people", "77", False),
    ],
)
def test_may(grant: GrantOf, action: str, area: str, expected: bool) -> None:
    assert may(Actor("a", "A", (grant,)), action, area, PARENTS, "2026-11-26") is expected


@pytest.mark.parametrize(
    "grant, expected",
    [
        (GrantOf("inspector", "26506", None, "2026-11-26"), True),
        (GrantOf("inspector", "26506", None, "2026-11-25"), False),
        (GrantOf("department_reader", "77"), False),
        (GrantOf("village_head", "26506-01"), False),
    ],
)
def test_may_somewhere(grant: GrantOf, expected: bool) -> None:
    assert may_somewhere(Actor("a", "A", (grant,)), "view_cases", "2026-11-26") is expected
