"""The plain function for counting says what the full assessment says, for every pack, with answers missing or not."""

from __future__ import annotations

import datetime as dt
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.domain.facts import HouseholdFacts, facts_to_json
from server.standards.classify import make_classifier
from server.standards.engine import Context, assess_all

from .households import ALL, BANDS, DECREE, INCOME, ON, POINTS, households

KINDS = ("rural", "urban", None)
EVERYTHING = (*ALL, *BANDS)
CLASSIFIERS = {kind: make_classifier(EVERYTHING, Context(kind, ON)) for kind in KINDS}


def stored(facts: HouseholdFacts) -> dict[str, Any]:
    """The facts as a table holds them."""
    read: dict[str, Any] = orjson.loads(orjson.dumps(facts_to_json(facts)))
    return read


def assessed(facts: HouseholdFacts, kind: str | None) -> tuple[Any, ...]:
    found = assess_all(facts, EVERYTHING, Context(kind, ON))
    return tuple((one.outcome, one.reason, one.b1, one.b2) for one in found)


@given(households(), st.sampled_from(KINDS))
def test_classes_are_those_of_the_full_assessment(facts: HouseholdFacts, kind: str | None) -> None:
    assert CLASSIFIERS[kind](stored(facts)) == assessed(facts, kind)


@given(households(), st.data(), st.sampled_from(KINDS))
def test_they_are_with_answers_missing_and_births_known_to_the_year(
    facts: HouseholdFacts, data: st.DataObject, kind: str | None
) -> None:
    names = sorted(facts.household)
    gone = data.draw(st.sets(st.sampled_from(names), max_size=4)) if names else set()
    members = tuple(
        {
            name: value
            for name, value in one.items()
            if not data.draw(st.booleans()) or name not in ("birth_month", "work")
        }
        for one in facts.members
    )
    left = HouseholdFacts({name: value for name, value in facts.household.items() if name not in gone}, members)
    assert CLASSIFIERS[kind](stored(left)) == assessed(left, kind)


@pytest.mark.parametrize("used", [POINTS, INCOME, DECREE, *BANDS])
def test_one_standard_alone_is_classed_alike(used: Any) -> None:
    context = Context("rural", dt.date(2018, 9, 1))
    facts = HouseholdFacts({}, ())
    (found,) = make_classifier((used,), context)(stored(facts))
    (full,) = assess_all(facts, (used,), context)
    assert found == (full.outcome, full.reason, full.b1, full.b2)
