"""Forms keyed from paper: who may key, which are keyed twice, where the comparison stands (R14). Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from .facts import load_facts
from .yaml_reading import read_yaml

SCALE = 10_000


class Check(StrEnum):
    """Where the second keying of a form stands. FIRST and CORRECT are what a person decided where the two differ."""

    NONE = "none"
    WAITING = "waiting"
    AGREED = "agreed"
    DIFFERS = "differs"
    FIRST = "first"
    CORRECT = "correct"


DECISIONS = frozenset({Check.FIRST, Check.CORRECT})
OPEN_CHECKS = frozenset({Check.WAITING, Check.DIFFERS})


@cache
def proposed_percent() -> int:
    """The share keyed twice where nobody has set one."""
    return int(read_yaml(Path(__file__).with_name("paper.yaml"))["second_keying_percent"]["value"])


def is_keyed_twice(round_id: str, instance_id: str, percent: int) -> bool:
    """Whether a form falls into the share: seeded by the round, on every node alike, unknown before it is keyed."""
    digest = hashlib.sha256(f"{round_id}:{instance_id}".encode()).digest()
    return int.from_bytes(digest[:8], "big") % SCALE < percent * SCALE // 100


def may_key_again(actor_id: str, keyed_by: str, enumerator_id: str) -> bool:
    """The second keying is by somebody who neither asked the family nor keyed the sheet."""
    return actor_id not in (keyed_by, enumerator_id)


def comparable(facts: Mapping[str, Any]) -> dict[str, Any]:
    """What both keyings of a sheet must say alike: answers as JSON, without pictures and places (paper has none)."""
    known = load_facts()
    kept_household = {name for name, fact in known.household.items() if fact.type not in ("photo", "point")}
    kept_member = {name for name, fact in known.member.items() if fact.type not in ("photo", "point")}
    return {
        "household": {name: value for name, value in facts["household"].items() if name in kept_household},
        "members": [{name: value for name, value in one.items() if name in kept_member} for one in facts["members"]],
    }
