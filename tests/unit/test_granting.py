"""Which roles may be given, over what and for how long."""

from __future__ import annotations

import pytest

from server.domain.access import Actor, GrantOf
from server.domain.granting import Refused, check_delegation, check_grant, check_password

TODAY = "2026-11-26"
ADMIN = Actor("a", "A", (GrantOf("administrator", "77"),))
PROVINCE = Actor("p", "P", (GrantOf("province", "77"),))


@pytest.mark.parametrize(
    "grant, level, expected",
    [
        (GrantOf("supervisor", "747"), "district", None),
        (GrantOf("supervisor", "26506"), "commune", None),
        (GrantOf("commune_officer", "747"), "district", Refused("wrong_level", "district")),
        (GrantOf("village_head", "26506-01"), "village", None),
        (GrantOf("village_head", "26506"), "commune", Refused("wrong_level", "commune")),
        (GrantOf("front_observer", "99"), None, Refused("unknown_area", "99")),
        (GrantOf("king", "77"), "province", Refused("unknown_role", "king")),
        (GrantOf("inspector", "77"), "province", Refused("needs_end", "inspector")),
        (GrantOf("inspector", "77", None, TODAY), "province", None),
        (GrantOf("inspector", "77", None, "2026-11-25"), "province", Refused("ends_before", "2026-11-25")),
        (GrantOf("enumerator", "2", "2026-12-02", "2026-12-01"), "commune", Refused("ends_before", "2026-12-01")),
    ],
)
def test_check_grant(grant: GrantOf, level: str | None, expected: Refused | None) -> None:
    assert check_grant(ADMIN, grant, level, TODAY) == expected


def test_only_an_administrator_makes_another() -> None:
    grant = GrantOf("administrator", "77")
    assert check_grant(ADMIN, grant, "province", TODAY) is None
    assert check_grant(PROVINCE, grant, "province", TODAY) == Refused("only_administrator", "administrator")


@pytest.mark.parametrize(
    "grant, expected",
    [
        (GrantOf("commune_chair", "1", "2026-12-01", "2026-12-10"), None),
        (GrantOf("commune_chair", "1", "2026-12-01", None), Refused("needs_days", "commune_chair")),
        (GrantOf("commune_chair", "2", "2026-12-01", "2026-12-10"), Refused("not_held", "commune_chair")),
        (GrantOf("commune_chair", "1", "2026-12-01", "2027-01-01"), Refused("longer_than_held", "2027-01-01")),
    ],
)
def test_work_is_lent_only_as_long_as_it_is_ones_own(grant: GrantOf, expected: Refused | None) -> None:
    own = (GrantOf("commune_chair", "1", "2026-01-01", "2026-12-31"),)
    assert check_delegation(grant, own) == expected


@pytest.mark.parametrize(
    "password, expected",
    [
        ("chín ký tự", None),
        ("ngắn quá", Refused("short_password", "8")),
        ("Thu-2026-mua", Refused("login_in_password")),
        ("ba con vịt qua cầu", None),
    ],
)
def test_check_password(password: str, expected: Refused | None) -> None:
    assert check_password(password, "thu") == expected
