"""What is left of a payload without the numbers of papers and the places of houses (R29). Pure.

They are taken out where the dictionary says they stand, and wherever the very number is written: in the XML as it was
sent, in a comment, in a reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from .facts import load_facts
from .masking import IDENTITY_FACTS

# Records of which nothing is left without them.
WHOLE = frozenset({"person.identified", "duplicate.noted"})
# A shorter text is found where its name stands only: as a word of its own it may be anything.
SHORTEST = 6


@cache
def hidden_facts() -> frozenset[str]:
    """Ids of the facts that are numbers of papers or points."""
    known = load_facts()
    points = {one.id for level in (known.household, known.member) for one in level.values() if one.type == "point"}
    return IDENTITY_FACTS | points


def find_numbers(value: Any) -> Iterator[str]:
    """What stands under these facts, and as a paper's number, anywhere in a payload."""
    for name, one in _walk(value, ""):
        if isinstance(one, dict):
            said = one.get("value") if _names_one(one) else one.get("number") if "kind" in one else None
            if isinstance(said, str):
                yield said
        elif not isinstance(one, str):
            continue
        elif name in hidden_facts():
            yield one
        elif "<" in one:
            yield from (found.strip() for _before, found, _after in _elements().findall(one) if found.strip())


def redact(kind: str, payload: Any, numbers: Iterable[str]) -> Any:
    """The payload without them; the same object where there were none, None where nothing would be left."""
    if kind in WHOLE:
        return None
    words = sorted({one.strip() for one in numbers if len(one.strip()) >= SHORTEST}, key=len, reverse=True)
    pattern = (
        re.compile("|".join(rf"(?<![0-9A-Za-z]){re.escape(one)}(?![0-9A-Za-z])" for one in words)) if words else None
    )
    left = _redact(payload, pattern)
    return payload if left == payload else left


def _redact(value: Any, pattern: re.Pattern[str] | None) -> Any:
    if isinstance(value, dict):
        is_of_them = _names_one(value)
        kept = {name: one for name, one in value.items() if name not in hidden_facts()}
        return {name: None if is_of_them and name == "value" else _redact(one, pattern) for name, one in kept.items()}
    if isinstance(value, list):
        return [_redact(one, pattern) for one in value]
    if isinstance(value, str):
        text = _elements().sub(r"\1\3", value) if "<" in value else value
        return pattern.sub("", text) if pattern is not None else text
    return value


def _names_one(change: dict[str, Any]) -> bool:
    """Whether it is a correction of such an answer: `<place in the form>|<fact>` or the fact."""
    return str(change.get("f") or "").rpartition("|")[2] in hidden_facts()


@cache
def _elements() -> re.Pattern[str]:
    """Elements of a form that are named after such a fact, as questions are (`m_` of known members, `nm_` of new)."""
    names = "|".join(sorted(hidden_facts()))
    return re.compile(rf"(<(?:\w+:)?(?:m_|nm_)?(?:{names})(?:\s[^<>]*)?>)([^<]*)(</)")


def _walk(value: Any, name: str) -> Iterator[tuple[str, Any]]:
    yield name, value
    if isinstance(value, dict):
        for key, one in value.items():
            yield from _walk(one, key)
    elif isinstance(value, list):
        for one in value:
            yield from _walk(one, name)


__all__ = ["WHOLE", "find_numbers", "hidden_facts", "redact"]
