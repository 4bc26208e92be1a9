"""Cases a lawyer can read: `cases/*.yaml` beside a pack, each a household, where it lives, and what must come out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from server.domain.facts import HouseholdFacts, Value, load_facts
from server.domain.yaml_reading import read_yaml
from server.errors import Problem

from .engine import Context
from .packs import PACKS
from .strict_values import check_keys


@dataclass(frozen=True, slots=True)
class Case:
    """One case; `expect` maps fields of the assessment (outcome, reason, b1, b2, deprived, missing) to values."""

    name: str
    article: str
    standard: str
    scoring: str | None
    method: str
    facts: HouseholdFacts
    context: Context
    expect: dict[str, Any]


def list_cases(folder: Path = PACKS) -> Iterator[Case]:
    """Every case of every pack, in file order."""
    for path in sorted(folder.glob("*/cases/*.yaml")):
        yield from read_cases(path)


def read_cases(path: Path) -> Iterator[Case]:
    """Read one file: shared `household` and `member`, then cases that change them."""
    data = read_yaml(path)
    where = "/".join(path.parts[-3:])
    check_keys(data, {"standard", "scoring", "method", "reference_on", "household", "member", "cases"}, where)
    for number, entry in enumerate(data["cases"]):
        at = f"{where}, cases[{number}]"
        check_keys(entry, {"name", "article", "area", "members", "set", "expect"}, at, optional={"set", "article"})
        household = {**data["household"], **(entry.get("set") or {})}
        members = tuple(
            _typed("member", {**data["member"], **one, "no": n}, at) for n, one in enumerate(entry["members"], start=1)
        )
        yield Case(
            name=entry["name"],
            article=entry.get("article", ""),
            standard=data["standard"],
            scoring=data["scoring"],
            method=data["method"],
            facts=HouseholdFacts(_typed("household", household, at), members),
            context=Context(entry["area"], dt.date.fromisoformat(data["reference_on"])),
            expect=entry["expect"],
        )


def _typed(level: str, raw: dict[str, Any], at: str) -> dict[str, Value]:
    """Answers as the engine takes them; null removes one (a missing answer)."""
    facts = load_facts()
    typed: dict[str, Value] = {}
    for name, value in raw.items():
        fact = facts.get(level, name)
        if fact is None and name != "no":
            raise Problem("RULE-014", 500, f"{at}: từ điển không có mục {name!r}.", "Sửa tên theo facts.yaml.")
        if value is None:
            continue
        typed[name] = Decimal(str(value)) if fact is not None and fact.type == "decimal" else value
    return typed
