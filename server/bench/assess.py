"""`rasoat bench assess`: classing a whole province, facts read from their stored JSON, with reasons and without.

Households have four members; four of five births are known to the day, the others to the year, as registers have them.
"""

from __future__ import annotations

import datetime as dt
import os
import random
import resource
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from decimal import Decimal
from functools import cache
from multiprocessing import get_context
from typing import Any

import orjson

from server.domain.facts import Fact, HouseholdFacts, Value, facts_from_json, facts_to_json, load_facts
from server.standards.classify import make_classifier
from server.standards.engine import Context, assess_all
from server.standards.packs import PackStore, RoundStandard

from .machine import describe_machine

CONTEXT = Context("rural", dt.date(2018, 9, 1))
ROUND = (
    {"standard": "training_points", "scoring": "training_b1", "method": "points"},
    {"standard": "training_income", "method": "declared_income"},
)
MEMBERS = 4
# So many are distinct; a run goes over them again and again, so that its memory does not grow with its length.
DISTINCT = 5_000
SEED = 2018


def bench_assess(count: int = 1_000_000) -> dict[str, Any]:
    """Class `count` households under both training standards in as many processes as there are cores."""
    workers = os.cpu_count() or 1
    runs = [{"traces": with_traces, **_measure(count, workers, with_traces)} for with_traces in (False, True)]
    return {
        "bench": "assess",
        "members": MEMBERS,
        "distinct": DISTINCT,
        "standards": [one["standard"] for one in ROUND],
        "workers": workers,
        "machine": describe_machine(),
        "runs": runs,
    }


def _measure(count: int, workers: int, with_traces: bool) -> dict[str, Any]:
    share = [count // workers + (number < count % workers) for number in range(workers)]
    with ProcessPoolExecutor(workers, get_context("spawn")) as pool:
        list(pool.map(_run, [1] * workers, [with_traces] * workers))  # the processes are up, the packs read
        started = time.perf_counter()
        parts = list(pool.map(_run, share, [with_traces] * workers))
        spent = time.perf_counter() - started
    outcomes: Counter[str] = Counter()
    for part in parts:
        outcomes.update(part["outcomes"])
    return {
        "households": count,
        "seconds": round(spent, 2),
        "per_second": round(count / spent),
        "cpu_us_per_household": round(sum(part["cpu"] for part in parts) / count * 1_000_000, 1),
        "rss_mb": [part["rss_mb"] for part in parts],
        "rss_growth_mb": [part["growth_mb"] for part in parts],
        "outcomes": dict(outcomes),
    }


def _run(count: int, with_traces: bool) -> dict[str, Any]:
    """One process's share; `growth_mb` is what its memory grew by while it ran."""
    stored, classify = _stored(), _with_traces() if with_traces else _plain()
    outcomes: Counter[str] = Counter()
    before = _rss_mb()
    started = time.process_time()
    done = 0
    while done < count:
        for one in stored[: count - done]:
            outcomes.update(classify(orjson.loads(one)))
        done += len(stored)
    spent = time.process_time() - started
    return {"cpu": spent, "outcomes": outcomes, "rss_mb": _rss_mb(), "growth_mb": round(_rss_mb() - before, 1)}


def _plain() -> Callable[[dict[str, Any]], list[str]]:
    classify = make_classifier(_standards(), CONTEXT)
    return lambda facts: [one[0] for one in classify(facts)]


def _with_traces() -> Callable[[dict[str, Any]], list[str]]:
    standards = _standards()
    return lambda facts: [one.outcome for one in assess_all(facts_from_json(facts), standards, CONTEXT)]


def _rss_mb() -> float:
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1)


def _standards() -> tuple[RoundStandard, ...]:
    packs = PackStore()
    return tuple(packs.round_standard(entry) for entry in ROUND)


@cache  # made while the process warms up
def _stored() -> list[bytes]:
    pick, used = random.Random(SEED), _standards()
    return [orjson.dumps(facts_to_json(_household(pick, used))) for _ in range(DISTINCT)]


def _household(pick: random.Random, used: tuple[RoundStandard, ...]) -> HouseholdFacts:
    facts = load_facts()
    needed = sorted(frozenset().union(*(one.facts_needed() for one in used)))
    household = {name: _answer(pick, facts.household[name]) for level, name in needed if level == "household"}
    asked = [name for level, name in needed if level == "member"]
    members = tuple(
        {**{name: _answer(pick, facts.member[name]) for name in asked}, "no": number, "state": "in", **_birth(pick)}
        for number in range(1, MEMBERS + 1)
    )
    return HouseholdFacts(household, members)


def _birth(pick: random.Random) -> dict[str, Value]:
    year = pick.randint(1935, 2017)
    if pick.random() < 0.2:
        return {"birth_year": year}
    return {"birth_year": year, "birth_month": pick.randint(1, 12), "birth_day": pick.randint(1, 28)}


def _answer(pick: random.Random, fact: Fact) -> Value:
    if fact.type == "boolean":
        return pick.random() < 0.4
    if fact.type == "code":
        return pick.choice(fact.choices).code
    if fact.type == "decimal":
        return Decimal(pick.randint(80, 2000)) / 10
    return pick.randint(0, 12_000_000) if fact.type == "money" else pick.choice((0, 0, 1, 2, 40, 120, 6000))
