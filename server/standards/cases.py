"""Cases a lawyer can read: `cases/*.yaml` beside a pack, each a household, where it lives, and what must come out.

A file names one standard with its method, or a `round` of several (closing the old one, opening the new one: R2, R6).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from server.domain.facts import HouseholdFacts, Value, load_facts
from server.domain.yaml_reading import read_yaml
from server.errors import Problem
from server.telling import tell

from .engine import Context
from .packs import PACKS
from .strict_values import as_sequence, check_keys, check_words

ENTRY_KEYS = {"standard", "scoring", "method"}
Answers = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Case:
    """One case. `entries` are those of a round; `expects` maps, for each, fields of the assessment to values.

    `changed`: what the case says of its household; `people`: what it says of each member (None: no answer).
    """

    pack: str
    name: str
    article: str
    entries: tuple[dict[str, Any], ...]
    facts: HouseholdFacts
    context: Context
    expects: tuple[dict[str, Any], ...]
    changed: Answers
    people: tuple[Answers, ...]


def list_cases(folder: Path = PACKS) -> Iterator[Case]:
    """Every case of every pack, in file order."""
    for path in sorted(folder.glob("*/cases/*.yaml")):
        yield from read_cases(path)


def cases_of(pack_id: str) -> tuple[Case, ...]:
    """The shipped cases in which a standard or a scoring table takes part; what was adopted on it has the same."""
    base = pack_id.partition("+")[0]
    return tuple(
        one for one in _all_cases() if any(base in (entry["standard"], entry.get("scoring")) for entry in one.entries)
    )


@cache
def _all_cases() -> tuple[Case, ...]:
    return tuple(list_cases())


def read_cases(path: Path) -> Iterator[Case]:
    """Read one file: shared `household` and `member`, then cases that change them."""
    data, where = read_yaml(path), "/".join(path.parts[-3:])
    heading = {"round"} if "round" in data else ENTRY_KEYS
    check_keys(data, heading | {"article", "reference_on", "household", "member", "cases"}, where)
    check_words(data, ("article", "reference_on"), where)
    entries = _entries(data, where)
    for number, entry in enumerate(as_sequence(data["cases"], f"{where}, cases")):
        at = f"{where}, cases[{number}]"
        check_keys(entry, {"name", "article", "area", "members", "set", "expect"}, at, optional={"set", "article"})
        changed, people = entry.get("set") or {}, tuple(entry["members"])
        household = _typed("household", {**data["household"], **changed}, at)
        members = tuple(
            _typed("member", {**data["member"], **one, "no": n}, at) for n, one in enumerate(people, start=1)
        )
        yield Case(
            pack=path.parent.parent.name,
            name=entry["name"],
            article=entry.get("article", data["article"]),
            entries=entries,
            facts=HouseholdFacts(household, members),
            context=Context(entry["area"], dt.date.fromisoformat(data["reference_on"])),
            expects=_expects(entry["expect"], entries, at),
            changed=changed,
            people=people,
        )


def _entries(data: dict[str, Any], where: str) -> tuple[dict[str, Any], ...]:
    if "round" not in data:
        return ({key: data[key] for key in ENTRY_KEYS},)
    entries = as_sequence(data["round"], f"{where}, round")
    for n, one in enumerate(entries):
        check_keys(one, ENTRY_KEYS | {"purpose"}, f"{where}, round[{n}]")
    return tuple(entries)


def _expects(expect: Any, entries: tuple[dict[str, Any], ...], at: str) -> tuple[dict[str, Any], ...]:
    """One mapping, or a list in the order of the round's standards."""
    expects = tuple(expect) if isinstance(expect, list) else (expect,)
    if len(expects) != len(entries):
        raise Problem(
            "RULE-038",
            500,
            tell("{at}: {n} kết quả.", at=at, n=len(expects)),
            tell("Ghi {n} kết quả theo thứ tự.", n=len(entries)),
        )
    return expects


def _typed(level: str, raw: Answers, at: str) -> dict[str, Value]:
    """Answers as the engine takes them; null removes one (a missing answer)."""
    facts = load_facts()
    typed: dict[str, Value] = {}
    for name, value in raw.items():
        fact = facts.get(level, name)
        if fact is None and name != "no":
            raise Problem(
                "RULE-014",
                500,
                tell("{at}: từ điển không có mục “{name}”.", at=at, name=name),
                tell("Sửa tên theo facts.yaml."),
            )
        if value is None:
            continue
        typed[name] = Decimal(str(value)) if fact is not None and fact.type == "decimal" else value
    return typed
