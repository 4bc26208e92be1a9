"""`rasoat bench assess`: how long the rules take on one household, with trace, over many generated ones."""

from __future__ import annotations

import datetime as dt
import random
import time
from decimal import Decimal
from typing import Any

from server.domain.facts import Fact, HouseholdFacts, Value, load_facts
from server.standards.engine import Context, assess
from server.standards.packs import PackStore, RoundStandard

REFERENCE_ON = dt.date(2018, 9, 1)
ROUND = (
    {"standard": "training_points", "scoring": "training_b1", "method": "points"},
    {"standard": "training_income", "method": "declared_income"},
)
SIZES = (1, 2, 3, 4, 4, 4, 5, 6)


def bench_assess(count: int = 20_000, seed: int = 2018) -> dict[str, Any]:
    """Assess `count` generated households under both training standards; microseconds of CPU each."""
    packs = PackStore()
    pick = random.Random(seed)
    used = tuple(packs.round_standard(entry) for entry in ROUND)
    distinct = [_household(pick, used) for _ in range(min(count, 1_000))]
    runs = [_measure(one, distinct, count) for one in used]
    return {"bench": "assess", "households": count, "distinct": len(distinct), "runs": runs}


def _measure(used: RoundStandard, distinct: list[HouseholdFacts], count: int) -> dict[str, Any]:
    contexts = tuple(Context(kind, REFERENCE_ON) for kind in ("rural", "urban"))
    outcomes: dict[str, int] = {}
    assess(distinct[0], used, contexts[0])
    started = time.process_time()
    for number in range(count):
        found = assess(distinct[number % len(distinct)], used, contexts[number % 2])
        outcomes[found.outcome] = outcomes.get(found.outcome, 0) + 1
    spent = time.process_time() - started
    return {
        "standard": used.standard.id,
        "method": used.method,
        "cpu_us_per_household": round(spent / count * 1_000_000, 1),
        "outcomes": outcomes,
    }


def _household(pick: random.Random, used: tuple[RoundStandard, ...]) -> HouseholdFacts:
    facts = load_facts()
    needed = sorted(frozenset().union(*(one.facts_needed() for one in used)))
    household = {name: _answer(pick, facts.household[name]) for level, name in needed if level == "household"}
    members = tuple(
        {
            **{name: _answer(pick, facts.member[name]) for level, name in needed if level == "member"},
            "no": number,
            "state": "in",
            "birth_year": pick.randint(1935, 2017),
        }
        for number in range(1, pick.choice(SIZES) + 1)
    )
    return HouseholdFacts(household, members)


def _answer(pick: random.Random, fact: Fact) -> Value:
    if fact.type == "boolean":
        return pick.random() < 0.4
    if fact.type == "code":
        return pick.choice(fact.choices).code
    if fact.type == "decimal":
        return Decimal(pick.randint(80, 2000)) / 10
    return pick.randint(0, 12_000_000) if fact.type == "money" else pick.choice((0, 0, 1, 2, 40, 120, 6000))
