"""Tiers (R5): which group a household is in, before and after the province adopts an order."""

from __future__ import annotations

import itertools

import pytest

from server.standards.adoption import Adopted, overlay
from server.standards.packs import PackStore
from server.standards.tiers import Tiers, find_tier

NATIONAL, PROVINCIAL = "vn_2016", "brvt_2016"
BASE = PackStore().tiers("brvt_2016_tiers")
ORDER = ("poor_national", "near_poor_national", "poor_provincial", "near_poor_provincial")


def adopt(order: tuple[str, ...]) -> Tiers:
    """The tiers with an order from a made-up resolution."""
    return overlay(BASE, {"precedence": Adopted(order, "Nghị quyết giả định", "Điều 1", "2016-08-14")})


ADOPTED = adopt(ORDER)
OUTCOMES = ("poor", "near_poor", "not_poor", "undetermined")


@pytest.mark.parametrize(
    ("national", "provincial", "without_order", "with_order"),
    [
        ("not_poor", "not_poor", "none", "none"),
        ("not_poor", "poor", "poor_provincial", "poor_provincial"),
        ("near_poor", "poor", "undetermined", "near_poor_national"),
        ("poor", "poor", "undetermined", "poor_national"),
        ("poor", "undetermined", "undetermined", "poor_national"),
        ("undetermined", "poor", "undetermined", "undetermined"),
        ("not_poor", "undetermined", "undetermined", "undetermined"),
    ],
)
def test_the_tier_of(national: str, provincial: str, without_order: str, with_order: str) -> None:
    outcomes = {NATIONAL: national, PROVINCIAL: provincial}
    assert (find_tier(BASE, outcomes), find_tier(ADOPTED, outcomes)) == (without_order, with_order)


def test_a_standard_that_was_not_assessed_leaves_the_tier_open() -> None:
    assert find_tier(ADOPTED, {PROVINCIAL: "poor"}) == "undetermined"
    assert find_tier(ADOPTED, {NATIONAL: "near_poor"}) == "near_poor_national"
    assert find_tier(BASE, {NATIONAL: "near_poor"}) == "undetermined"


def test_a_tier_that_is_given_holds_for_every_completion_and_without_an_order_for_every_order() -> None:
    orders = [adopt(order) for order in itertools.permutations(ORDER)]
    for national, provincial in itertools.product(OUTCOMES, repeat=2):
        parts = (OUTCOMES[:3] if one == "undetermined" else (one,) for one in (national, provincial))
        wholes = [dict(zip((NATIONAL, PROVINCIAL), one, strict=True)) for one in itertools.product(*parts)]
        outcomes = {NATIONAL: national, PROVINCIAL: provincial}
        for tiers, allowed in ((BASE, orders), (ADOPTED, [ADOPTED])):
            found = find_tier(tiers, outcomes)
            assert found in ("undetermined", *{find_tier(one, whole) for one in allowed for whole in wholes})
            if found != "undetermined":
                assert {find_tier(one, whole) for one in allowed for whole in wholes} == {found}
